"""Turns of news prose and essays: subordinate cues, nouns, texts and quotations that go on."""

from __future__ import annotations

import pytest

from goodoffices.reading import ProposedClaim, document_from_text, read


def _said(words: str) -> list[ProposedClaim]:
    reading = read(document_from_text(words, "note"))
    return [claim for claim in reading.claims if claim.kind == "attributed"]


def _who_what(words: str) -> list[tuple[str, str]]:
    return [
        (
            claim.speaker.text if claim.speaker is not None else "",
            " … ".join(span.of(words) for span in claim.spans),
        )
        for claim in _said(words)
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Two senators, who together demanded a new map, flew home on Sunday.",
            [("Two senators", "together demanded a new map")],
        ),
        (
            "Sweden said the bridge was open, while admitting that the road was mined.",
            [("Sweden", "the bridge was open"), ("Sweden", "the road was mined")],
        ),
        (
            "“Never,” she replied, recalling that the army had burned the mill.",
            [("she", "Never"), ("she", "the army had burned the mill")],
        ),
        (
            "The navy printed a leaflet in which it says it took the island.",
            [("it", "it took the island")],
        ),
        (
            "After their third visit she had told the clans that the mill was shut.",
            [("she", "the mill was shut")],
        ),
        (
            "Aside from saying that the queen had asked her to wait, Berg accused the clans of theft.",
            [("the queen", "had asked her to wait"), ("Berg", "accused the clans of theft")],
        ),
        (
            "Instead it demands that the mill be sold.",
            [("it", "demands that the mill be sold")],
        ),
        (
            "The clans, however, insisted that the mill be sold.",
            [("The clans", "the mill be sold")],
        ),
        ("The synod decreed that the mill be sold.", [("The synod", "the mill be sold")]),
    ],
)
def test_cues_in_subordinate_clauses(words: str, found: list[tuple[str, str]]) -> None:
    assert _who_what(words) == found


def test_what_it_means_is_said_by_nobody() -> None:
    assert not _said("It means that the mill was sold.")


@pytest.mark.parametrize(
    ("words", "found", "polarity"),
    [
        (
            "She ended by telling the farmers that the mill would stay shut.",
            ("She", "the mill would stay shut"),
            "none",
        ),
        (
            "The union returned after agreeing not to fly the flag.",
            ("The union", "agreeing not to fly the flag"),
            "against",
        ),
        (
            "Sweden left the hall after threatening to close the mill.",
            ("Sweden", "threatening to close the mill"),
            "against",
        ),
        (
            "Sweden sent a letter denouncing the sale of the mill.",
            ("Sweden", "denouncing the sale of the mill"),
            "against",
        ),
        (
            "The motion, which calls for a new mill, was read aloud.",
            ("The motion", "calls for a new mill"),
            "for",
        ),
        (
            "The farmers met, with both preferring a mill to a dam.",
            ("both", "preferring a mill to a dam"),
            "for",
        ),
    ],
)
def test_subjects_that_stand_elsewhere(words: str, found: tuple[str, str], polarity: str) -> None:
    (claim,) = _said(words)
    assert _who_what(words) == [found]
    assert claim.polarity == polarity


@pytest.mark.parametrize(
    "words",
    [
        "Norway said the army had left after threatening to close the mill.",
        "The plan proposed in May was long.",
    ],
)
def test_no_subject_is_guessed(words: str) -> None:
    assert not [claim for claim in _said(words) if claim.polarity != "none"]


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        (
            "The bid met with the retort that the farmers had sold the mill.",
            "",
            "the farmers had sold the mill",
        ),
        (
            "The farmers had a warning from the army that the mill would be bombed.",
            "the army",
            "the mill would be bombed",
        ),
        (
            "With word from Oslo that the king was ill, the meeting closed.",
            "Oslo",
            "the king was ill",
        ),
        (
            "The chairwoman, Ana Ruiz, made plain the mill would stay shut.",
            "Ana Ruiz",
            "the mill would stay shut",
        ),
        (
            "The army professes to support the farmers.",
            "The army",
            "professes to support the farmers",
        ),
        ("Their strategy was to split the farmers.", "Their", "split the farmers"),
        (
            "The NLA (I-M)'s demand for a mill was read aloud.",
            "The NLA",
            "demand for a mill",
        ),
        ("The council ruled that the mill be sold.", "The council", "the mill be sold"),
    ],
)
def test_nouns_and_verbs_with_a_clause(words: str, who: str, what: str) -> None:
    assert _who_what(words) == [(who, what)]


@pytest.mark.parametrize(
    "words",
    [
        "The news that the mill was shut spread fast.",
        "This is a demand that nobody made.",
        "The army professed to be shocked.",
    ],
)
def test_nouns_and_verbs_that_report_nothing(words: str) -> None:
    assert not _said(words)


@pytest.mark.parametrize(
    "words",
    [
        "Ann Lee said the mill was open. “We swept the last room on Sunday.”",
        "Ann Lee said the mill was open.\n\n“We swept the last room on Sunday.”",
        "Ann Lee, asked about the mill, said:\n\n“We swept the last room on Sunday.”",
        "“It is open,” Ann Lee told reporters.\n\n“We swept the last room on Sunday.”",
    ],
)
def test_a_quotation_that_the_sentence_before_announces(words: str) -> None:
    claim = _said(words)[-1]
    assert claim.speaker is not None
    assert claim.speaker.text == "Ann Lee"
    assert claim.extent.of(words) == "We swept the last room on Sunday"
    assert claim.flags == ("scope-open",)


@pytest.mark.parametrize(
    "words",
    [
        "“Is it open?” asked Ann Lee.\n\n“We swept the last room on Sunday.”",
        "“It is open,” said Ann Lee.\n\n“We swept the last room on Sunday.”",
        "The mill had these rules:\n\n“We sweep the last room on a Sunday.”",
        "Ann Lee sold the mill. “We swept the last room on Sunday.”",
    ],
)
def test_a_quotation_that_may_be_another_speakers_has_none(words: str) -> None:
    assert _said(words)[-1].speaker is None


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        ("“It is a trap,” a shepherd added.", "a shepherd", "It is a trap"),
        (
            "“The mill is a trap,” the institute explained.",
            "the institute",
            "The mill is a trap",
        ),
        (
            "“The mill is a trap,” the think tank wrote in May.",
            "the think tank",
            "The mill is a trap",
        ),
        ("We perceived that Lee knew little.", "We", "Lee knew little"),
        (
            "Two officials said Ann Lee views the mill as a gift.",
            "Ann Lee",
            "views the mill as a gift",
        ),
        (
            "Ann Lee, head of the Green Party, has been advocating a mill, Mr Oh said.",
            "Ann Lee",
            "has been advocating a mill",
        ),
        (
            "Two officials said the farmers rejected the mill.",
            "Two officials",
            "the farmers rejected the mill",
        ),
    ],
)
def test_who_of_several_says_it(words: str, who: str, what: str) -> None:
    assert _who_what(words) == [(who, what)]


@pytest.mark.parametrize(
    "words",
    [
        "Sweden said the agreement was near.",
        "Sweden said it was its firm conviction that spring would come.",
        "Sweden said the Vice President would come.",
        "Sweden said this was a first step.",
        "Sweden said that in parallel its envoy would come.",
        "Sweden said the paramilitary band had played well.",
        "Sweden said the visit had been good for confidence-building.",
        "Sweden said hunger was the elephant at the negotiating table.",
    ],
)
def test_words_on_any_talks_point_to_no_issue(words: str) -> None:
    (claim,) = _said(words)
    assert [label.area for label in claim.issues if label.area != "humanitarian"] == []


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("Sweden said it wanted direct talks.", "process_format"),
        ("Sweden said the meeting had been useful.", "process_format"),
        ("Sweden said the negotiations were slow.", "process_format"),
        ("Sweden said the two drafts should run in parallel.", "sequencing"),
        ("Sweden said three colonels had been convicted.", "justice"),
        ("Sweden said the vice-presidency must go to the north.", "political_framework"),
        ("Sweden said the paramilitary groups should leave.", "force_limits"),
    ],
)
def test_words_that_still_point_to_an_issue(words: str, area: str) -> None:
    (claim,) = _said(words)
    assert area in {label.area for label in claim.issues}


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("Sweden says a mill is necessary.", "for"),
        ("Sweden says the mill is only possible if the army leaves.", "for"),
        ("“We need a mill,” said Ann Lee.", "for"),
        ("“We hope the mill will be built,” said Ann Lee.", "for"),
        ("“There can only be a mill if the army leaves,” said Ann Lee.", "for"),
        ("Sweden hopes that the mill will open.", "for"),
        ("Sweden hopes that the mill will not burn.", "none"),
        ("Sweden hopes to see the mill.", "for"),
        ("Ann Lee voiced the hope that the mill would open.", "for"),
        ("“We don’t know who burned it,” said Ann Lee.", "none"),
        ("“Don’t ask me about the mill,” said Ann Lee.", "none"),
        ("“Never was the mill so full,” said Ann Lee.", "none"),
        ("“We never saw the mill,” said Ann Lee.", "none"),
        ("“They have not yet seen it,” said Ann Lee.", "none"),
        ("“We don’t want a mill,” said Ann Lee.", "against"),
        ("“We will never open the mill,” said Ann Lee.", "against"),
    ],
)
def test_hopes_needs_and_denials(words: str, polarity: str) -> None:
    (claim,) = _said(words)
    assert claim.polarity == polarity


def test_what_somebody_says_they_hope_is_theirs() -> None:
    (claim,) = _said("Sweden said it hoped the mill would open.")
    assert claim.speaker is not None
    assert (claim.speaker.text, claim.via, claim.flags) == ("Sweden", (), ())
    (claim,) = _said("Two officials said he hoped the mill would open.")
    assert claim.speaker is not None
    assert claim.speaker.text == "he"


@pytest.mark.parametrize(
    ("words", "who", "what", "polarity"),
    [
        (
            "It floated a scheme offering the islanders a mill.",
            "It",
            "floated a scheme offering the islanders a mill",
            "for",
        ),
        (
            "The mill was sold, a step Sweden had long opposed.",
            "Sweden",
            "a step Sweden had long opposed",
            "against",
        ),
        (
            "The word “mill” was anathema to the rebels.",
            "the rebels",
            "The word “mill” was anathema to the rebels",
            "against",
        ),
        (
            "The farmers were averse to mills.",
            "The farmers",
            "The farmers were averse to mills",
            "against",
        ),
        ("The premier has a message for the farmers: wait.", "The premier", "wait", "none"),
        (
            "The farmers, widely believed to be paid by Sweden, took the mill.",
            "widely believed",
            "to be paid by Sweden",
            "none",
        ),
        (
            "Sweden rang to voice its satisfaction with the mill.",
            "Sweden",
            "voice its satisfaction with the mill",
            "for",
        ),
        ("It also spoke of a mill.", "It", "also spoke of a mill", "none"),
        ("The premier questioned the mill.", "The premier", "questioned the mill", "none"),
        ("It was a demand opposed by Sweden.", "Sweden", "a demand opposed", "against"),
        (
            "The letter is regarded here by Sweden as a trap.",
            "Sweden",
            "The letter is regarded here … as a trap",
            "none",
        ),
        ("Lee drew a map which, according to him, feeds mills.", "him", "feeds mills", "none"),
        (
            "The envoy, asked whether she was ready to accept it, said: “We will see.”",
            "The envoy",
            "We will see",
            "none",
        ),
    ],
)
def test_turns_of_columns_and_essays(words: str, who: str, what: str, polarity: str) -> None:
    (claim,) = _said(words)
    assert _who_what(words) == [(who, what)]
    assert claim.polarity == polarity


def test_what_a_thing_means_for_somebody() -> None:
    words = "They spoke of reform, which for us meant a mill."
    assert _who_what(words) == [("They", "spoke of reform"), ("us", "meant a mill")]


@pytest.mark.parametrize(
    "words",
    [
        "Sweden has backed the northern army to hold the mill.",
        "Sweden has supported the rebels with money.",
        "Sweden declared independence and fought on.",
        "Sweden hosts a group “working for mills and dams among the islanders”.",
        "Sweden tabled the map.",
    ],
)
def test_deeds_and_names_are_no_claims(words: str) -> None:
    assert not _said(words)


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        (
            "Sweden's envoys said the mill was shut after meeting the farmers at an inn.",
            "Sweden's envoys",
            "the mill was shut",
        ),
        (
            "Ann Lee said the mill was shut when she met reporters in Oslo.",
            "Ann Lee",
            "the mill was shut",
        ),
        (
            "Ann Lee said the mill was shut after the flood.",
            "Ann Lee",
            "the mill was shut after the flood",
        ),
        (
            "Ann Lee said the mill would open only after meeting the standard.",
            "Ann Lee",
            "the mill would open only after meeting the standard",
        ),
        ("“It is shut,” the envoy, Ann Lee, said.", "Ann Lee", "It is shut"),
        ("In her view, the mill was shut.", "her", "the mill was shut"),
        ("She went on to say that the mill was shut.", "She", "the mill was shut"),
        ("The king let the miller know that he was tired.", "The king", "he was tired"),
        (
            "The rebels' main demand is a share of the mill.",
            "The rebels",
            "a share of the mill",
        ),
        ("The army distrusts the farmers.", "The army", "distrusts the farmers"),
    ],
)
def test_where_a_report_ends_and_whose_it_is(words: str, who: str, what: str) -> None:
    assert _who_what(words) == [(who, what)]


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        ("Lopez struck a sour note, saying the mill was lost.", "Lopez", "the mill was lost"),
        ("Ministers took heart, saying the mill was safe.", "Ministers", "the mill was safe"),
        ("The mill, which the army says it guards, has burned.", "the army", "it guards"),
        (
            "The rebels would rather fight than share the mill.",
            "The rebels",
            "would rather fight than share the mill",
        ),
    ],
)
def test_subjects_of_irregular_verbs(words: str, who: str, what: str) -> None:
    assert _who_what(words) == [(who, what)]


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        (
            "For the exiles, who had lost their homes, the mill was unacceptable.",
            "the exiles",
            "the mill was unacceptable",
        ),
        (
            "Sweden says it is no party, something Norway has never believed.",
            "Sweden",
            "it is no party",
        ),
        ("Said Karimov argued that the mill was shut.", "Said Karimov", "the mill was shut"),
        ("Ann Lee is adamant they will come.", "Ann Lee", "they will come"),
        ("Sweden made clear on Friday it expects rain.", "Sweden", "it expects rain"),
        (
            "Sweden said it is closing the mill, a condition set in May.",
            "Sweden",
            "it is closing the mill",
        ),
        ("Lopez objected to naming the mill.", "Lopez", "objected to naming the mill"),
        ("“The mill is shut,” said Ann Lee, dean of a school.", "Ann Lee", "The mill is shut"),
        ("The mill is shut, said Ann Lee, dean of a school.", "Ann Lee", "The mill is shut"),
    ],
)
def test_what_stands_beside_a_report_is_left_out(words: str, who: str, what: str) -> None:
    assert _who_what(words) == [(who, what)]


def test_one_pair_of_marks_holds_one_claim() -> None:
    words = "The envoy told reporters: “There is hope. Norway wants the mill. We need it.”"
    (claim,) = _said(words)
    assert [words[span.start : span.end] for span in claim.spans] == [
        "There is hope",
        "Norway wants the mill",
        "We need it",
    ]
