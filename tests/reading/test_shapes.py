"""Shapes of attribution that texts marked by somebody who did not know the rules brought up."""

from __future__ import annotations

import pytest

from goodoffices.reading import ProposedClaim, document_from_text, read


def _said(words: str) -> list[ProposedClaim]:
    reading = read(document_from_text(words, "note"))
    return [claim for claim in reading.claims if claim.kind == "attributed"]


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        (
            "BERGEN, 16 February 2026 - Norway said that the road had been mined.",
            "Norway",
            "the road had been mined",
        ),
        (
            "The envoy - tired by then - said that the road had been mined.",
            "The envoy",
            "the road had been mined",
        ),
        (
            "A co-chair said that the road had been mined.",
            "A co-chair",
            "the road had been mined",
        ),
        (
            "Norway's explanation was that the road had been mined.",
            "Norway",
            "the road had been mined",
        ),
        (
            "The rebels remain convinced that the dam is theirs.",
            "The rebels",
            "the dam is theirs",
        ),
        (
            "Sweden has let it be known the talks are over.",
            "Sweden",
            "the talks are over",
        ),
        (
            "Norway, caught between two neighbours, continues to argue that the line is old.",
            "Norway",
            "the line is old",
        ),
        (
            "Norway went on hoping that the road would open.",
            "Norway",
            "the road would open",
        ),
        (
            "Sources close to the envoy said about two thirds of the map had been drawn.",
            "Sources close to the envoy",
            "about two thirds of the map had been drawn",
        ),
        (
            "A diplomat who was there put it more plainly: the map is wrong.",
            "A diplomat",
            "the map is wrong",
        ),
        (
            "As noted by the mediator, the road is still closed to the convoys.",
            "the mediator",
            "the road is still closed to the convoys",
        ),
        (
            "Its defence minister, Karl Berg, replied that the road was shut.",
            "Karl Berg",
            "the road was shut",
        ),
        (
            "The leaders of Norway, Sweden and Finland said that the road was shut.",
            "The leaders of Norway, Sweden and Finland",
            "the road was shut",
        ),
        (
            "The day after the signing Mr Karl Berg said that the road was shut.",
            "Karl Berg",
            "the road was shut",
        ),
    ],
)
def test_who_says_it_and_what(words: str, who: str, what: str) -> None:
    (claim,) = _said(words)
    assert claim.speaker is not None
    assert claim.speaker.text == who
    assert [span.of(words) for span in claim.spans] == [what]


def test_a_noun_in_the_plural_is_no_verb_of_saying() -> None:
    assert not _said("The meeting, on which many hopes had been laid, ended on Friday.")
    assert len(_said("Many hope that the road will open.")) == 1


def test_who_of_a_clause_about_a_noun_says_it_and_a_day_on_which_is_no_speaker() -> None:
    words = "The government, which insists that the line is old, has sent a letter."
    (claim,) = _said(words)
    assert claim.speaker is not None
    assert claim.speaker.text == "The government"
    assert claim.extent.of(words) == "the line is old"
    assert not _said("The day on which demands were made is near.")


def test_a_plan_that_somebody_demands_is_not_what_the_main_verb_tells_of_it() -> None:
    assert not _said("The plan that the army demands would end the war.")


def test_a_clause_about_those_who_are_told_is_not_what_they_are_told() -> None:
    words = "“The road is shut,” the envoy told reporters who had waited since noon."
    (claim,) = _said(words)
    assert claim.extent.of(words) == "The road is shut"
    assert claim.speaker is not None
    assert claim.speaker.text == "the envoy"


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("Norway, which was not asked, wanted the road closed.", "for"),
        ("Norway does not want Sweden to open the road.", "against"),
        ("The rebels vowed not to open the road.", "against"),
        ("Norway underlined the need for a road.", "for"),
        ("Norway voiced opposition to the road.", "against"),
        ("Norway called the road a breach of the treaty.", "against"),
        ("Norway said no road could be built while the war went on.", "against"),
        ("Norway said no agreement could be reached.", "none"),
        ("Norway said it would withdraw from the valley.", "for"),
        ("Norway said the rain would leave the valley.", "none"),
        ("Norway would like the road to be opened first.", "for"),
        ("Norway said it had no plans for a road.", "against"),
        ("Norway said a road was essential.", "for"),
        ("Norway said it was vital that the road be opened.", "for"),
        ("Norway said the road was essential to the army.", "none"),
        ("Norway said a road was not essential.", "none"),
        ("Norway said it was essential to know who built the road.", "none"),
        ("Norway said it was time to open the road.", "for"),
        ("Norway said there was no alternative to a road.", "for"),
        ("Norway said the road was not an option.", "against"),
        ("Norway said the army had no place on the road.", "against"),
        ("Norway said it saw no reason to open the road.", "against"),
        ("Norway said the road was unacceptable.", "against"),
        ("Norway said the road was unacceptable to Sweden.", "none"),
        ("What Norway never wanted was a road to the sea.", "against"),
        ("What Norway does not demand is a road to the sea.", "none"),
        ("What Norway wants is a road to the sea.", "for"),
        ("Norway, of course, rejected the road.", "against"),
        ("Norway, in a letter to the council, rejected the road.", "against"),
    ],
)
def test_for_or_against(words: str, polarity: str) -> None:
    (claim,) = _said(words)
    assert claim.polarity == polarity


def test_two_verbs_of_one_subject_are_two_claims() -> None:
    words = "The rebels have rejected the draft and say their men will stay at the bridge."
    first, second = _said(words)
    assert (first.polarity, first.spans[0].of(words)) == ("against", "have rejected the draft")
    assert second.spans[0].of(words) == "their men will stay at the bridge"


@pytest.mark.parametrize(
    ("words", "what", "cue_polarity"),
    [
        ("What Sweden did not say is that the road is shut.", "the road is shut", "not-said"),
        ("Norway is not convinced that the road is shut.", "the road is shut", "doubted"),
        ("Nobody expected that the truce would last.", "the truce would last", "doubted"),
    ],
)
def test_what_is_not_said_or_not_believed(words: str, what: str, cue_polarity: str) -> None:
    (claim,) = _said(words)
    assert claim.extent.of(words) == what
    assert claim.cue_polarity == cue_polarity
    assert claim.polarity == "none"
