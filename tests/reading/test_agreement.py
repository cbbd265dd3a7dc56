"""Two readers side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.readings import reading

from goodoffices.reading import Span
from goodoffices.reading._agreement import agreement, overlap

LINE = "[speaker:The League] [cue:said] that [claim:ships may pass in spring] and more ships later."


def moved(whole, *pairs):
    """Return a reading with a claim for each (start, end) instead of its own."""
    claims = tuple(replace(whole.claims[0], id=f"m-{a}", spans=(Span(a, b),)) for a, b in pairs)
    return replace(whole, claims=claims, reader="model")


def test_readers_that_say_the_same_agree_wholly():
    rules = reading(LINE)
    found = agreement(rules, rules)
    assert (found.both, found.share, found.pairs[0].differs) == (1, 1.0, ())


def test_claims_are_paired_by_half_of_their_words():
    rules = reading(LINE)
    start, end = rules.claims[0].extent.start, rules.claims[0].extent.end
    near, far = (start, end + 3), (end + 1, end + 12)
    found = agreement(rules, moved(rules, far, near))
    assert (found.both, found.share) == (1, 0.5)
    assert [(pair.first is None, pair.second is None) for pair in found.pairs] == [
        (False, False),
        (True, False),
    ]
    assert found.as_json()["only_second"] == 1


def test_each_claim_is_paired_once_with_the_one_that_overlaps_most():
    rules = reading(LINE)
    start, end = rules.claims[0].extent.start, rules.claims[0].extent.end
    found = agreement(rules, moved(rules, (start, end - 2), (start, end)))
    assert [pair.overlap for pair in found.pairs] == [0, 1.0]


def test_what_two_readers_say_differently_of_the_same_words_is_named():
    rules = reading(LINE)
    other = replace(rules.claims[0], speaker=None, hedge="possible", kind="fact")
    pair = agreement(rules, replace(rules, claims=(other,))).pairs[0]
    assert pair.differs == ("speaker", "kind", "hedge")


def test_two_readings_without_claims_have_no_share():
    nothing = reading("Nothing is said.")
    assert agreement(nothing, nothing).share is None


def test_readings_of_two_texts_cannot_be_compared():
    with pytest.raises(ValueError, match="same text"):
        agreement(reading("a b"), reading("c d"))


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), min_size=1, max_size=3).map(
    lambda pairs: apart(sorted(pairs))
)


def apart(pairs):
    spans, at = [], 0
    for start, size in pairs:
        first = max(start, at)
        spans.append(Span(first, first + size))
        at = first + size
    return spans


@given(SPANS, SPANS)
def test_overlap_is_that_of_sets_of_code_points(one, other):
    mine = {n for span in one for n in range(span.start, span.end)}
    theirs = {n for span in other for n in range(span.start, span.end)}
    assert overlap(one, other) == len(mine & theirs) / len(mine | theirs)
