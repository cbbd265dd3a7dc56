"""A quote is taken only where it stands, word for word."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.reading._quotes import Refusal, fold, locate
from goodoffices.reading._types import Span

SENTENCE = (
    "The Aldoran minister said that Bevania may withdraw 10,000 soldiers before 3 May, but will "
    "not open the harbour unless the League’s guards leave “at once”."
)


def look(quote, text=SENTENCE):
    found = locate(text, Span(0, len(text)), quote)
    return found if isinstance(found, Refusal) else found.of(text)


@pytest.mark.parametrize(
    ("quote", "taken"),
    [
        ("Bevania may withdraw 10,000 soldiers", "Bevania may withdraw 10,000 soldiers"),
        ("bevania may  withdraw\n10,000 soldiers.", "Bevania may withdraw 10,000 soldiers"),
        ("unless the League's guards leave \"at once\".", "unless the League’s guards leave “at once”"),
        ("the Aldoran minister", "The Aldoran minister"),
        ("Bevania may with\u00addraw", "Bevania may withdraw"),
        ("Bevania \u200fmay withdraw", "Bevania may withdraw"),
    ],
)  # fmt: skip
def test_what_no_reader_calls_a_difference_is_none(quote, taken):
    assert look(quote) == taken


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("Bevania may not withdraw 10,000 soldiers", Refusal.ABSENT),  # negation added
        ("but will open the harbour", Refusal.ABSENT),  # negation dropped
        ("open the harbour", Refusal.CUT),  # negation cut off
        ("withdraw 10,000 soldiers", Refusal.CUT),  # modality cut off
        ("the League's guards leave", Refusal.CUT),  # condition cut off
        ("Bevania will withdraw 10,000 soldiers", Refusal.ABSENT),  # modality hardened
        ("Aldora may withdraw 10,000 soldiers", Refusal.ABSENT),  # actor swapped
        ("Bevania may withdraw 1,000 soldiers", Refusal.ABSENT),  # number changed
        ("000 soldiers", Refusal.INSIDE),  # number cut
        ("10,000 soldiers before 30 May", Refusal.ABSENT),
        ("10,000 soldiers after 3 May", Refusal.ABSENT),  # order turned
        ("may withdraw 10,000 guards", Refusal.ABSENT),  # one word
        ("Bevania may withdraw soldiers", Refusal.ABSENT),  # a word left out
        ("Bevania may withdraw 10,000 soldiers by force", Refusal.ABSENT),
        ("the", Refusal.TWICE),
        ("... .", Refusal.EMPTY),
        ("", Refusal.EMPTY),
        ("BEVANIA may withdraw", Refusal.ABSENT),
    ],
)
def test_what_changes_the_meaning_is_refused(quote, why):
    assert look(quote) is why


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It rose by 3.5 percent.", "rose by 3."),
        ("It rose by −3 percent.", "3 percent"),
        ("They can’t stay.", "They can"),
        ("They are non-aligned states.", "aligned states"),
        ("An area of 10³ hectares.", "area of 103 hectares"),
        ("He asked for $5 a head.", "5 a head"),
        ("Growth was 3% there.", "Growth was 3"),
        ("It took two million dinars.", "million dinars"),
        ("They refused to sign the act.", "sign the act"),
        ("It is the résumé of talks.", "the resume of talks"),
    ],
)
def test_a_number_or_a_word_is_not_cut(text, quote):
    assert isinstance(look(quote, text), Refusal)


@pytest.mark.parametrize(
    ("text", "quote", "taken"),
    [
        ("They left the oﬃce 👩‍👩‍👧 early.", "the office 👩‍👩‍👧 early", "the oﬃce 👩‍👩‍👧 early"),
        ("Le re\u0301sultat est bon.", "Le r\u00e9sultat", "Le re\u0301sultat"),
        ("Le r\u00e9sultat est bon.", "Le re\u0301sultat", "Le r\u00e9sultat"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8 said no.", "한국 said no", "\u1112\u1161\u11ab\u1100\u116e\u11a8 said no"),
        ("قال الوزير إن المحادثات بدأت.", "إن المحادثات بدأت", "إن المحادثات بدأت"),
        ("They will wait… and see.", "will wait... and see", "will wait… and see"),
        ("Ｆｕｌｌ width.", "Full width", "Ｆｕｌｌ width"),
    ],
)  # fmt: skip
def test_offsets_are_code_points_of_the_text_as_it_is(text, quote, taken):
    assert look(quote, text) == taken


def test_only_the_named_sentence_counts():
    text = "Aldora will sign. Bevania will not sign."
    assert locate(text, Span(18, 40), "Aldora will sign") is Refusal.ABSENT
    assert locate(text, Span(0, 17), "Aldora will sign") == Span(0, 16)


@given(st.text(max_size=80))
def test_every_folded_character_knows_where_it_comes_from(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(st.text(min_size=1, max_size=60), st.text(max_size=30))
def test_what_is_taken_folds_to_what_was_asked(text, quote):
    found = locate(text, Span(0, len(text)), quote)
    if not isinstance(found, Refusal):
        wanted = fold(quote).text.strip().removesuffix(".").rstrip()
        got = fold(found.of(text)).text.strip()
        assert got[1:] == wanted[1:]
        assert got[0].casefold() == wanted[0].casefold()


WORDS = st.lists(
    st.sampled_from(
        ["aldora", "bevania", "said", "that", "ships", "must", "not", "cross", "the", "bay", "before", "june", "while", "guards", "of", "league", "watch", "40", "boats", "near", "merin", "harbour", "may", "leave"]
    ),
    min_size=4, max_size=14, unique=True,
)  # fmt: skip


@given(WORDS, st.data())
def test_no_edit_of_one_word_is_taken(words, data):
    text = " ".join(words) + "."
    first = data.draw(st.integers(0, len(words) - 3))
    last = data.draw(st.integers(first + 2, len(words) - 1))
    quote = words[first : last + 1]
    at = data.draw(st.integers(0, len(quote) - 1))
    edit = data.draw(st.sampled_from(["replace", "insert", "swap", "drop"]))
    changed = list(quote)
    if edit == "replace":
        changed[at] = data.draw(st.sampled_from(["never", "4", "will", "aldoran", "after", "boat"]))
    elif edit == "insert":
        changed.insert(at + 1, data.draw(st.sampled_from(["not", "all", "only"])))
        # "not" may be the very next word of the sentence, which makes the quote true.
        if text.startswith(" ".join(changed)) or f" {' '.join(changed)}" in f" {text}":
            return
    elif edit == "swap":
        other = (at + 1) % len(quote)
        changed[at], changed[other] = changed[other], changed[at]
    else:
        at = data.draw(st.integers(1, len(quote) - 2))
        del changed[at]
    assert isinstance(look(" ".join(changed), text), Refusal)


NEGATED = {"will": "will not", "would": "would not", "is": "is not", "are": "are not"}
COUNTS = {"one", "two", "three", "first", "second", "both"}


def edits(quote):
    """Edits of a quote that change what it says."""
    words = quote.split()
    for n, word in enumerate(words):
        bare = word.strip(".,;").lower()
        rest = words[:n], words[n + 1 :]
        if bare in ("not", "no", "never", "without") and n:
            yield "negation dropped", " ".join(rest[0] + rest[1])
        if bare in NEGATED and (words[n + 1 : n + 2] or [""])[0] != "not":
            yield "negation added", " ".join([*rest[0], NEGATED[bare], *rest[1]])
        if bare in ("may", "might", "could", "would", "should"):
            yield "modality", " ".join([*rest[0], "will", *rest[1]])
        if bare in COUNTS or bare.isdigit():
            yield "number", " ".join([*rest[0], "seven", *rest[1]])
        if bare in ("before", "after"):
            turned = "after" if bare == "before" else "before"
            yield "order", " ".join([*rest[0], turned, *rest[1]])
        if word[:1].isupper() and n:
            yield "actor", " ".join([*rest[0], "Aldora", *rest[1]])
        if len(bare) > 4:
            yield "one word", " ".join([*rest[0], "harbour", *rest[1]])


def test_no_edit_of_a_gold_quote_is_taken(shared):
    """Only offsets are kept of the annotated article; its words are read where it lies."""
    text = (shared / "facts/geneva-article.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "facts/geneva-article-gold-claims.json").read_text("utf-8"))
    tried = dict.fromkeys(
        ["negation dropped", "negation added", "modality", "number", "order", "actor", "one word"],
        0,
    )
    taken = refused = 0
    for claim in gold["claims"]:
        start, end = claim["span"]
        stop = text.find("\n", end)
        line = Span(text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop)
        quote = text[start:end]
        found = locate(text, line, quote)
        taken += isinstance(found, Span)
        refused += found is Refusal.CUT
        for kind, changed in edits(quote):
            tried[kind] += 1
            assert isinstance(locate(text, line, changed), Refusal), kind
    assert taken + refused == len(gold["claims"])
    assert taken >= 28
    assert all(tried.values()), tried
