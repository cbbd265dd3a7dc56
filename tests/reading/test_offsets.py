"""Offsets are code points into the text as it is, whatever the text holds."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.reading import Span, document_from_text, read
from goodoffices.reading._segments import segments, tokens

AROUND = [
    "😀 👩‍👩‍👧 The envoy said that the road 🛣️ was shut. 🇨🇭",
    "Cafe\u0301s closed. The envoy said that the re\u0301gime had yielded.",
    "قال المبعوث شيئا. The envoy said that the road was shut. שלום.",
    "\u202bThe envoy said that the road was shut.\u202c",
    "The\u00a0envoy said that the\u200broad was shut.\r\nNext line.\u2028Third line.",
    "Ein Satz. The envoy said that the ro\u00adad was shut.",
    "𝔗𝔥𝔢 end. The envoy said that 𝟜 roads were shut.",
]


def spans(value):
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


@pytest.mark.parametrize("text", AROUND)
def test_content_and_cue_are_where_they_are_said_to_be(text):
    reading = read(document_from_text(text, "x"))
    (claim,) = [claim for claim in reading.claims if claim.kind == "attributed"]
    assert claim.cue.of(text).startswith("said")
    content = claim.spans[0].of(text)
    assert content == text[text.index("said that") + 10 :][: len(content)]
    assert not content.endswith((".", " "))
    assert reading.document.text == text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error_and_every_span_lies_in_it(text):
    if not any(c.isalnum() for c in text) or any(
        ord(c) < 9 or 13 < ord(c) < 32 or ord(c) == 127 for c in text
    ):
        return
    reading = read(document_from_text(text, "x"))
    assert all(0 <= span.start < span.end <= len(text) for span in spans(reading))
    json.dumps(reading.as_json())


PIECES = st.sampled_from(
    ["The envoy", "said", "that", "according to", "“", "”", '"', ",", ".", "refused to", "Russia",
     "—", "(", ")", "it is", "unless", "before", "May 3", "and", "but", "who", "Ann Lee", "'s",
     "led by", "delegation", "talks in Doha", "not", "\n", "demand for", "For", "was", "to"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_order_of_telling_words_is_read(pieces):
    text = " ".join(["Words", *pieces])
    reading = read(document_from_text(text, "x"))
    for claim in reading.claims:
        assert claim.sentence.holds(claim.extent) or len(claim.spans) > 1
        assert list(claim.spans) == sorted(claim.spans)
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    assert read(document_from_text(text, "x")) == reading


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aB.!?\"“” \n\r\u2028é😀'’-3", max_size=80))
def test_sentences_cover_every_word_once_and_in_order(text):
    found = segments(text)
    assert list(found) == sorted(found, key=lambda s: s.span)
    covered = {at for s in found for at in range(s.span.start, s.span.end)}
    assert sum(s.span.end - s.span.start for s in found) == len(covered)
    lost = [c for at, c in enumerate(text) if at not in covered and c.isalpha()]
    # A letter before a bracket or point at the head of a line is the mark of a list.
    assert all(c in "aBé" for c in lost) if lost else True
    for s in found:
        for token in tokens(text, s.span):
            assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    "unit",
    ["the minister said ", "said, ", "Ann and ", '" said " ', "word said\n", "according to her, ",
     "....", "May 3 and ", "if x, ", "the envoy, who ", "x-", "there are reports "],
)  # fmt: skip
def test_no_text_makes_reading_slow(unit):
    """Once these took minutes and would hang here; how long they take, the benchmark measures."""
    document = document_from_text("x " + unit * (60_000 // len(unit)), "x")
    assert read(document).document is document
