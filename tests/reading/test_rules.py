"""The parts of the reader, each on sentences that were written for it."""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.case import CaseError, taxonomy
from goodoffices.case.plain import read_plain
from goodoffices.reading import Span, document_from_text, lexicon, read
from goodoffices.reading import _issues as issues_module
from goodoffices.reading._conditions import find_conditions
from goodoffices.reading._dates import find_dates
from goodoffices.reading._hedges import find_hedges, strength
from goodoffices.reading._segments import segments
from goodoffices.reading._speech import quotations
from goodoffices.reading.errors import ReadingError


def whole(text):
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gen. Smith met Lt. Col. Jones at 5 a.m. Moscow time. He left.", 2),
        ("The U.S. Congress voted. It was late.", 2),
        ("They met in the U.S. The talks failed.", 2),
        ("“No,” he said. “We won’t go.” The end?", 3),
        ("See Art. 5 and No. 7 of the text. Then sign.", 2),
        ("J. R. Bolt spoke. So did K. Lee.", 2),
        ("It cost 3.5 m. dollars!", 1),
        ("“Why now?” asked the envoy.", 1),
        ("One\nTwo\r\nThree", 3),
    ],
)
def test_sentences_end_where_they_end(text, parts):
    assert [s.span.of(text) for s in segments(text)].__len__() == parts


def test_lines_that_a_width_has_broken_are_one_paragraph():
    text = (
        "Talks to resume\n"
        "The Norwegian envoy told reporters in Oslo on Monday that the second round of\n"
        'talks would begin on 3 May. He said "we are\nready".\n\nA line.\nAnother line.\n'
    )
    found = [s.span.of(text) for s in segments(text)]
    assert found[:2] == ["Talks to resume", text[16:121]]
    assert found[-2:] == ["A line.", "Another line."]
    assert [s.paragraph for s in segments(text)][1:3] == [2, 3]


def test_paragraphs_are_counted_as_lines():
    found = segments("# Head\n\nOne is. Two is.\n- a point.\n")
    assert [(s.paragraph, s.heading) for s in found] == [
        (1, True),
        (3, False),
        (3, False),
        (4, False),
    ]


@pytest.mark.parametrize(
    ("text", "edtf", "inferred"),
    [
        ("on February 17–18 in", "XXXX-02-17/XXXX-02-18", "2031-02-17/2031-02-18"),
        ("28 December 2025 to 3 January 2026", "2025-12-28/2026-01-03", ""),
        ("28 December to 3 January 2026", "2025-12-28/2026-01-03", ""),
        ("between 3 and 5 March", "XXXX-03-03/XXXX-03-05", "2031-03-03/2031-03-05"),
        ("on December 30", "XXXX-12-30", "2030-12-30"),
        ("in May 2024", "2024-05", ""),
        ("the 17th of May", "XXXX-05-17", "2031-05-17"),
        ("2031-02-07", "2031-02-07", ""),
        ("Dec. 5, 2019", "2019-12-05", ""),
        ("from 2003–2005", "2003/2005", ""),
        ("by spring", "XXXX-21", "2031-21"),
        ("in the coming weeks", "", ""),
    ],
)
def test_dates_are_edtf_and_a_missing_year_stays_open(text, edtf, inferred):
    (found,) = find_dates(text, whole(text), dt.date(2031, 1, 20))
    assert (found.edtf, found.inferred) == (edtf, inferred)
    (found,) = find_dates(text, whole(text))
    assert (found.edtf, found.inferred) == (edtf, "")


@pytest.mark.parametrize(
    "text",
    [
        "it may 5 times",
        "they march on",
        "1,950 men",
        "2026 troops",
        "February 30",
        "a 3-4 vote",
        "may may",
    ],
)
def test_what_is_no_date_is_none(text):
    assert find_dates(text, whole(text)) == ()


@pytest.mark.parametrize(
    ("text", "kind", "first", "then"),
    [
        ("no guarantees before a treaty is signed", "not-before", "a treaty is signed", "no guarantees"),
        ("they will disarm only after the army withdraws", "not-before", "the army withdraws", "they will disarm"),
        ("we will not negotiate until prisoners are freed", "not-before", "prisoners are freed", "we will not negotiate"),
        ("Without a vote, there can be no accession", "without", "a vote", "there can be no accession"),
        ("there will be no talks unless sanctions are lifted", "unless", "sanctions are lifted", "there will be no talks"),
        ("If the truce fails, the envoy will leave", "if", "the truce fails", "the envoy will leave"),
        ("a truce must come before talks", "before", "a truce must come", "talks"),
        ("the deal depends on the referendum", "depends", "the referendum", "the deal"),
        ("they will sign on condition that the road opens", "if", "the road opens", "they will sign"),
        ("the army will leave once the treaty is ratified", "not-before", "the treaty is ratified", "the army will leave"),
    ],
)  # fmt: skip
def test_order_and_condition(text, kind, first, then):
    (found,) = find_conditions(text, whole(text))
    assert (found.kind, found.first.of(text), found.then.of(text)) == (kind, first, then)


@pytest.mark.parametrize(
    "text",
    [
        "he spoke before the meeting",
        "they met after lunch",
        "guarantees will be provided by three states",
        "the talks went on without a break",
        "until Monday the road was shut",
    ],
)
def test_what_only_tells_a_time_is_no_condition(text):
    assert find_conditions(text, whole(text)) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("it may rain", "possible"),
        ("they are likely to sign", "likely"),
        ("it seems to hold", "impression"),
        ("reportedly they left", "impression"),
        ("they formally agreed", "none"),
        ("they met in May", "none"),
        ("they signed", "none"),
    ],
)
def test_hedges_have_a_strength(text, kind):
    assert strength(find_hedges(text, whole(text))) == kind


def test_issue_words_belong_to_areas_of_the_taxonomy():
    listed = read_plain(
        issues_module.Path(issues_module.__file__).with_name("issues.yaml"), "issues"
    )
    assert set(listed["areas"]) == set(taxonomy().areas)


def test_odd_quotation_marks_are_reported_and_no_error():
    text = 'He said: "They left.\nThen "we" came.'
    assert [(q.inside.of(text), q.open) for q in quotations(text)] == [
        ("They left.", True),
        ("we", False),
    ]
    assert [q.inside.of("the rebels’ “front”") for q in quotations("the rebels’ “front”")] == [
        "front"
    ]


def said(text, **more):
    return [c for c in read(document_from_text(text, "x"), **more).claims if c.kind == "attributed"]


@pytest.mark.parametrize(
    ("text", "actor", "kind"),
    [
        ("Moscow said that the bridge was open.", "russia", "state"),
        ("The Kremlin said that the bridge was open.", "russia", "state"),
        ("The Omani delegation said that the bridge was open.", "oman", "organisation"),
        ("Hamas said that the bridge was open.", "hamas", "organisation"),
        ("Foreign Minister Ann Lee said that the bridge was open.", "ann-lee", "person"),
        ("Two officials said that the bridge was open.", None, "anonymous"),
        ("It is said that the bridge was open.", None, "impersonal"),
        ("She said that the bridge was open.", None, "pronoun"),
        ("Reuters said that the bridge was open.", "reuters", "media"),
    ],
)
def test_sources_are_resolved_or_flagged(text, actor, kind):
    (claim,) = said(text)
    assert (claim.speaker.actor, claim.speaker.kind) == (actor, kind)
    assert bool(claim.flags) == (actor is None)
    assert claim.spans[0].of(text) == "the bridge was open"


def test_a_surname_is_that_of_the_one_person_before_it():
    claims = said("Envoy Ann Lee arrived. Lee said that the bridge was open.")
    assert claims[0].speaker.actor == "ann-lee"
    claims = said("Envoy Ann Lee met envoy Tom Lee. Lee said that the bridge was open.")
    assert claims[0].speaker.actor is None
    assert "source-unknown" in claims[0].flags


def test_what_is_passed_on_keeps_its_chain():
    (claim,) = said("Reuters reported that two officials said that the envoy had left.")
    assert claim.speaker.text == "two officials"
    assert [m.actor for m in claim.via] == ["reuters"]


def test_speech_that_may_go_on_in_the_next_sentence_is_flagged():
    text = "The envoy Ann Lee said that the road was shut. It would open in spring.\nShe had left."
    (claim,) = said(text)
    assert claim.flags == ("scope-open",)
    assert not said("The envoy Ann Lee said that the road was shut. It is snowing.")[0].flags


def test_constitutions_and_treaties_are_no_speakers():
    assert not said("According to the constitution, a vote is needed.")
    assert not said("Under the treaty the river is open, as the law demands.")


def test_a_quotation_without_a_source_is_flagged_and_not_guessed():
    (first, second) = said("“We will go.” Ann Lee left. “We will never come back to this place.”")
    assert first.speaker is second.speaker is None
    assert first.flags == second.flags == ("source-missing",)


def test_a_quotation_that_goes_on_after_its_comment_clause_has_one_speaker_and_is_flagged():
    (first, second) = said("“We will go,” said Ann Lee. “We will never come back to this place.”")
    assert first.speaker == second.speaker is not None
    assert (first.flags, second.flags) == ((), ("scope-open",))
    assert second.polarity == "against"


@pytest.mark.parametrize(
    "text",
    [
        "“We will go,” said Ann Lee.\n\n“We will never come back to this place.”",
        "“We will go,” Ann Lee did not say. “We will never come back to this place.”",
        "“We will go,” said Ann Lee, and Karl Berg said the road was shut. “We will not return.”",
    ],
    ids=["another paragraph", "not said", "two speakers"],
)
def test_a_quotation_after_another_shape_has_no_speaker(text):
    assert said(text)[-1].speaker is None


def test_one_pair_of_marks_has_one_speaker():
    text = "“We will go. We will not return,” said the envoy Ann Lee."
    (claim,) = said(text)
    assert [s.of(text) for s in claim.spans] == ["We will go", "We will not return"]
    assert claim.speaker.actor == "ann-lee"


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Russia refused to discuss the border.", "against"),
        ("Ukraine is willing to discuss the border.", "for"),
        ("Ukraine is not willing to discuss the border.", "against"),
        ("Turkey will never accept the border.", "against"),
        ("For Moscow, the border is unacceptable.", "against"),
        ("Iran demands a new border with its neighbours.", "for"),
    ],
)
def test_positions_have_a_direction(text, polarity):
    (claim,) = said(text)
    assert claim.polarity == polarity
    assert claim.position


def test_delegates_have_office_side_head_and_meeting():
    text = (
        "The talks in Muscat will begin on 3 May 2031. The Swedish delegation will be led by Foreign "
        "Minister Karl Berg and will include Ann Lee, head of the National Bank, as well as "
        "Tom Ek. Norway will be represented by its envoy, Ola Nord."
    )
    reading = read(document_from_text(text, "x"))
    found = {
        d.person: (d.side.actor, d.head, d.round, [o.of(text) for o in d.offices])
        for d in reading.delegates
    }
    assert found["Karl Berg"] == ("sweden", True, "talks-muscat", ["Foreign Minister"])
    assert found["Ola Nord"] == ("norway", None, "talks-muscat", ["envoy"])
    assert found["Ann Lee"][:3] == ("sweden", None, "talks-muscat")
    assert found["Tom Ek"][:3] == ("sweden", None, "talks-muscat")
    (meeting,) = reading.rounds
    assert (meeting.place.of(text), meeting.date.edtf, meeting.status) == (
        "Muscat",
        "2031-05-03",
        "scheduled",
    )


def test_the_lexicon_says_who_is_meant_and_a_user_adds_to_it(tmp_path):
    text = "Tbilisi said that the pass was open. Georgia said that the pass was shut."
    assert [c.speaker.actor for c in said(text)] == ["georgia", None]
    path = tmp_path / "names.yaml"
    path.write_text(
        "actors:\n- {id: georgia, kind: state, names: [Georgia]}\n- {id: hill-council, names: [Hill Council]}\n"
    )
    names = lexicon(path)
    assert [c.speaker.actor for c in said(text, names=names)] == ["georgia", "georgia"]
    (claim,) = said("The Hill Council said that the pass was open.", names=names)
    assert claim.speaker.actor == "hill-council"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x: 1", "no list 'actors'"),
        ("actors: [1]", r"actors\[1\]: expected a mapping"),
        ("actors: [{id: A B, names: [x]}]", "small letters"),
        ("actors: [{id: a}]", "at least one name"),
        ("actors: [{id: a, kind: planet, names: [x]}]", "expected one of state"),
        ("actors: [{id: a, names: x}]", "expected a list of names"),
        ("actors: [{id: a, nmes: [x]}]", "unknown key 'nmes'"),
    ],
)
def test_a_wrong_lexicon_is_told(tmp_path, text, found):
    path = tmp_path / "names.yaml"
    path.write_text(text)
    with pytest.raises(ReadingError, match=found):
        lexicon(path)


def test_a_lexicon_that_is_no_yaml_is_told(tmp_path):
    path = tmp_path / "names.yaml"
    path.write_text("actors: [")
    with pytest.raises(CaseError):
        lexicon(path)


def test_no_name_of_the_lexicon_means_two_actors():
    seen: dict[tuple[str, ...], str] = {}
    for forms in lexicon().forms.values():
        for form in forms:
            assert seen.setdefault(form.words, form.actor) == form.actor, form
    for actor in lexicon().actors.values():
        assert actor.of is None or actor.of in lexicon().actors


def test_a_capital_is_a_place_where_one_is_in_it():
    text = "They met in Moscow. Talks were held with Moscow."
    reading = read(document_from_text(text, "x"))
    assert [m.span.start for m in reading.actors if m.actor == "russia"] == [text.rindex("Moscow")]
