"""Who speaks, together with whom, through whom, and under what label."""

from __future__ import annotations

import pytest

from goodoffices.reading import document_from_text, read


def claims(text):
    return read(document_from_text(text, "x.txt")).claims


def first(text):
    return claims(text)[0]


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        ("The minister, a former general, denied that his men had crossed the river.",
         "The minister", "his men had crossed the river"),
        ("Karl Berg, the Swedish foreign minister, denied that Oslo had agreed to a truce.",
         "Karl Berg", "Oslo had agreed to a truce"),
        (("The minister, a former general and one of the founders of the party, denied that the "
         "talks had failed."), "The minister", "the talks had failed"),
        ("Ivan Petrov, 54, denied that he had met the rebels.",
         "Ivan Petrov", "he had met the rebels"),
        ("The rebels, once allies of the army, denied having shelled the town.",
         "The rebels", "having shelled the town"),
        ("The government, having lost the vote, denied any plan to resign.",
         "The government", "any plan to resign"),
    ],
)  # fmt: skip
def test_a_denial_by_a_source_with_an_apposition_is_found(text, who, words):
    claim = first(text)
    assert (claim.speaker.text, claim.cue_polarity) == (who, "denied")
    assert [span.of(text) for span in claim.spans] == [words]
    assert not claim.position


@pytest.mark.parametrize(
    ("text", "who", "via"),
    [
        ("The envoy told Reuters that Egypt had said the border would open.",
         "Egypt", ["The envoy", "Reuters"]),
        ("Sweden said that Norway had told it that the pass was shut.", "Norway", ["Sweden"]),
        (("The agency reported that officials said that the minister had denied that the road was "
         "shut."), "the minister", ["officials", "The agency"]),
        ("“The talks are over,” the minister told the BBC.", "the minister", ["BBC"]),
        ("The minister said in an interview with Al Jazeera that the talks were over.",
         "The minister", ["Al Jazeera"]),
        ("The Times quoted a diplomat as saying that the talks were over.",
         "a diplomat", ["The Times"]),
        ("A diplomat was quoted by Reuters as saying that the talks were over.",
         "A diplomat", ["Reuters"]),
        ("The envoy, quoted by the daily Al-Hayat, said that the talks were over.",
         "The envoy", ["the daily Al-Hayat"]),
        ("The envoy was told by the rebels that the road was mined.", "the rebels", []),
    ],
)  # fmt: skip
def test_the_mouths_a_claim_passed_through_are_kept(text, who, via):
    claim = first(text)
    assert (claim.speaker.text, [mouth.text for mouth in claim.via]) == (who, via)


def test_who_denies_that_another_said_it_does_not_pass_it_on():
    claim = first("The minister denied that Egypt had said that the border would open.")
    assert (claim.speaker.text, claim.cue_polarity, claim.via) == ("The minister", "denied", ())


@pytest.mark.parametrize(
    ("text", "who", "cue", "stance"),
    [
        ("Neither Iran nor Iraq said that the border was open.", ["Iran", "Iraq"], "not-said", "none"),
        ("Neither Iran nor Iraq accepts the plan.", ["Iran", "Iraq"], "affirmed", "against"),
        ("Neither the government nor the rebels denied that the talks had failed.",
         ["the government", "the rebels"], "not-said", "none"),
        ("Neither Kyiv nor Moscow believes that the truce will hold.", ["Kyiv", "Moscow"], "doubted", "none"),
        ("The plan was accepted by neither Iran nor Iraq.", ["Iran", "Iraq"], "affirmed", "against"),
        ("Iran and Iraq said that the border was open.", ["Iran", "Iraq"], "affirmed", "none"),
        ("Sweden, Norway and Denmark reject the plan.", ["Sweden", "Norway", "Denmark"], "affirmed", "against"),
        ("The president of Egypt and the king of Jordan urged a truce.",
         ["The president of Egypt", "the king of Jordan"], "affirmed", "for"),
        ("Officials from Iran and Iraq said that the pass was shut.",
         ["Officials from Iran and Iraq"], "affirmed", "none"),
    ],
)  # fmt: skip
def test_all_who_say_it_together_are_kept(text, who, cue, stance):
    claim = first(text)
    assert [mouth.text for mouth in (claim.speaker, *claim.joint)] == who
    assert (claim.cue_polarity, claim.polarity) == (cue, stance)
    assert "source-negative" not in claim.flags


def test_a_position_of_two_who_refuse_holds_its_negation():
    text = "Neither Iran nor Iraq accepts the plan."
    assert first(text).spans[0].of(text) == "Neither Iran nor Iraq accepts the plan"


TRANSCRIPT = """\
QUESTION: Will Sweden sign? The Danish minister says that it will.

MR. BERG: We will not sign before the troops leave. The Norwegian envoy told us that the road was
shut. I do not think that the talks are over. Thank you all for coming today.

The port stays open to everybody.
"""


def test_labels_of_a_transcript_say_who_speaks():
    text = TRANSCRIPT
    found = [
        (c.speaker.text, [m.text for m in c.via], c.polarity, c.cue_polarity, c.flags)
        for c in claims(text)
    ]
    assert found == [
        ("The Danish minister", ["QUESTION"], "none", "affirmed", ("source-unnamed", "via-unnamed")),
        ("MR. BERG", [], "against", "affirmed", ()),
        ("The Norwegian envoy", ["MR. BERG"], "none", "affirmed", ("source-unnamed",)),
        ("MR. BERG", [], "none", "doubted", ()),
        ("MR. BERG", [], "none", "affirmed", ("scope-open",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("LINDQVIST: There will be no foreign troops in the country.", "lindqvist"),
        ("Foreign Minister Anna Lindqvist spoke.\nLINDQVIST: We want a truce.", "anna-lindqvist"),
        ("SWEDEN: We reject the draft.", "sweden"),
        ("**MINISTER BERG:** We reject the draft.", "berg"),
        ("Karl Berg: We want a withdrawal.\nAnna Lind: We refuse to leave.", "karl-berg"),
    ],
)
def test_a_label_is_somebody(text, who):
    assert first(text).speaker.actor == who


@pytest.mark.parametrize(
    "text",
    [
        "OSLO: The ferry to the islands was late again on Monday.",  # a dateline
        "NOTE: This version replaces the one that was sent on Monday.",
        "Venue: the old harbour office, where the ferries leave.",
        "Q: Do you expect a deal this week?",
    ],
)
def test_what_is_no_label_of_a_speaker_says_nothing(text):
    assert not [c for c in claims(text) if c.kind == "attributed"]


@pytest.mark.parametrize(
    ("text", "kind", "before", "then"),
    [
        ("Until the siege ends, the rebels refuse to talk.",
         "not-before", "the siege ends", "the rebels refuse to talk"),
        ("Until Russia withdraws, Ukraine will not accept a line.",
         "not-before", "Russia withdraws", "Ukraine will not accept a line"),
        ("Without guarantees, Ukraine will not sign.", "without", "guarantees", "Ukraine will not sign"),
        ("Unless the sanctions are lifted, Iran says it will not return to the talks.",
         "unless", "the sanctions are lifted", "it will not return to the talks"),
        ("Only once the army has left, the rebels said, will they disarm.",
         "not-before", "the army has left", "will they disarm"),
        ("Sweden said that only after the vote is held will it sign.",
         "not-before", "the vote is held", "will it sign"),
        ("Sweden said that not until the prisoners are freed will it talk.",
         "not-before", "the prisoners are freed", "will it talk"),
        ("Should the talks fail, Sweden would withdraw, the minister said.",
         "if", "the talks fail", "Sweden would withdraw"),
        ("In exchange for a truce, the rebels offered to free the hostages.",
         "if", "a truce", "the rebels offered to free the hostages"),
    ],
)  # fmt: skip
def test_a_condition_in_front_is_part_of_the_claim(text, kind, before, then):
    condition = first(text).condition
    assert condition.kind == kind
    assert condition.first.of(text) == before
    assert condition.then.of(text) == then


def test_a_time_in_front_is_no_condition():
    assert not first("Before the meeting on Monday, Iran refused to accept the plan.").conditions


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        ("The talks that both sides say are over went on.", "both sides", "are over went on"),
        ("What the army wants is an amnesty.", "the army", "an amnesty"),
        ("The bishop took the view that the text was final.", "The bishop", "the text was final"),
        ("Donors let it be known that money would flow.", "Donors", "money would flow"),
        ("A mediator who has seen it all said that nobody would sign.", "A mediator",
         "nobody would sign"),
        ("The rebels’ demand, that the army leave, is not new.", "The rebels", "the army leave"),
        ("The envoy flew to Oslo and told reporters that the road was open.", "The envoy",
         "the road was open"),
    ],
)  # fmt: skip
def test_more_shapes_of_attribution(text, who, words):
    claim = first(text)
    assert claim.speaker.text == who
    assert claim.spans[-1].of(text) == words


def test_the_author_who_says_i_is_the_author():
    claim = first("I do not think that either text will decide anything.")
    assert (claim.kind, claim.speaker, claim.cue_polarity) == ("judgement", None, "doubted")
