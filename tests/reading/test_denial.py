"""What a source denies, doubts, does not say, is asked, or reports of another."""

from __future__ import annotations

import csv
import io

import pytest

from goodoffices.brief import reading_text
from goodoffices.reading import brat, claims_csv, document_from_text, read, reading_yaml


def first(sentence):
    return read(document_from_text(sentence, "x.txt")).claims[0]


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("The Kremlin denied that it had agreed to a ceasefire.", "denied"),
        ("Turkey rejected the claim that it had armed the rebels.", "denied"),
        ("France did not say that the talks were over.", "not-said"),
        ("Iran refused to say whether the site was open.", "not-said"),
        ("The envoy stopped short of saying that the deal was dead.", "not-said"),
        ("No one in Berlin said that the talks were over.", "not-said"),
        ("Russia doubts that Ukraine will sign.", "doubted"),
        ("Neither Iran nor Iraq believes that the border will open.", "doubted"),
        ("I do not think that either text will decide anything.", "doubted"),
        ("France did not deny that the talks were over.", "not-said"),
        ("France said that the talks were not over.", "affirmed"),
        ("France did not attend, but Iran said that the talks were over.", "affirmed"),
    ],
)
def test_what_a_source_does_not_affirm_says_so(sentence, polarity):
    claim = first(sentence)
    assert claim.cue_polarity == polarity
    assert polarity == "affirmed" or not claim.position


def test_a_denial_is_shown_in_every_output():
    reading = read(document_from_text("Russia denied that it had accepted a truce.", "x.txt"))
    assert "who denies it" in reading_text(reading)
    assert reading.as_json()["claims"][0]["cue_polarity"] == "denied"
    assert next(csv.DictReader(io.StringIO(claims_csv([reading]))))["cue_polarity"] == "denied"
    assert "cue_polarity: denied" in reading_yaml(reading)
    assert "CuePolarity T1 denied" in brat(reading)


@pytest.mark.parametrize(
    "sentence",
    ["Did Ukraine accept foreign troops?", "Has Iran rejected the offer?", "Will Russia agree to the plan?"],
)  # fmt: skip
def test_a_question_is_no_position(sentence):
    assert not [c for c in read(document_from_text(sentence, "x")).claims if c.position]


def test_who_reports_a_refusal_does_not_refuse():
    claim = first("Israel says Hamas rejected the ceasefire.")
    assert (claim.speaker.actor, claim.polarity) == ("israel", "against")
    assert claim.holder is not None
    assert claim.holder.actor == "hamas"
    claim = first("It never agreed to share the port, Sergei Brandt said.")
    assert not claim.position


def test_a_demand_holds_its_verb_and_is_for_what_it_demands():
    text = "Israel demanded that Lebanon disarm the militia before May."
    claim = first(text)
    assert claim.polarity == "for"
    assert claim.spans[0].of(text).startswith("demanded that Lebanon disarm")


def test_conditions_are_not_cut_off():
    text = "Iran said it would talk, but only after a prisoner exchange."
    claim = first(text)
    assert claim.condition.first.of(text) == "a prisoner exchange"
    assert claim.condition.then.of(text) == "it would talk"
    text = (
        "Iran said it would stop enrichment, provided that sanctions end, and would allow "
        "inspections only if the embargo is lifted."
    )
    found = [each.first.of(text) for each in first(text).conditions]
    assert found == ["sanctions end", "the embargo is lifted"]


def test_a_treaty_does_not_speak():
    text = "The 1931 Treaty of Lorvik says the strait belongs to both."
    assert not read(document_from_text(text, "x")).claims


def test_who_is_cited_between_source_and_verb_is_the_source():
    claim = first("Reuters, citing two diplomats, reported that Iran had agreed.")
    assert claim.speaker.text == "two diplomats"
    assert [each.text for each in claim.via] == ["Reuters"]


def test_a_possible_thing_is_no_hedge():
    assert first("Iran said that a possible deal was discussed.").hedge == "none"
    assert first("Iran said that it is possible that a deal was signed.").hedge == "possible"


def test_who_does_not_refuse_has_not_agreed():
    assert not first("Russia did not refuse to discuss the border.").position
