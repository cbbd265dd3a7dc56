"""How a statement changes as it passes from mouth to mouth."""

from __future__ import annotations

import pytest
from support.readings import reading

from goodoffices.reading import Condition, Span, document_from_text, read
from goodoffices.reading._drift import drift, unheard
from goodoffices.reading._scales import steps


def compare(one, other):
    return drift(reading(one, name="a.txt"), reading(other, name="b.txt"))


def test_a_word_of_amount_is_told_with_its_verb_and_not_once_more():
    one, other, *_ = CHANGED["a weaker verb"]
    assert [each.kind for each in compare(one, other)] == ["strength"]


SAME = "[speaker:The League] [cue:said] that [claim:Aldora would reopen the harbour in spring]."


def test_a_statement_that_comes_through_unchanged_has_no_finding():
    assert compare(SAME, SAME) == ()


CHANGED = {
    "another speaker": (
        "[speaker:Circles abroad] [cue:say] that [claim:the president will walk away from the talks].",
        "[speaker:Members of the president's own party] [cue:say] that [claim:the president will walk away from the talks].",
        "speaker",
        "attributed to “Circles abroad” here, attributed to “Members of the president's own party” there",
    ),
    "an author who makes it their own": (
        SAME,
        "[claim:Aldora would reopen the harbour in spring].",
        "speaker",
        "attributed to “The League” here, said by the author there",
    ),
    "a weaker verb": (
        "[speaker:An aide] [cue:said] [claim:the mediator would walk away from the harbour talks].",
        "[speaker:An aide] [cue:said] [claim:the mediator would partially withdraw from the harbour talks].",
        "strength",
        "“walk away” here became “partially withdraw” there, which is weaker",
    ),
    "a hardened modal": (
        "[speaker:The League] [cue:said] [claim:Bevania may recall its gunboats].",
        "[speaker:The League] [cue:said] [claim:Bevania will recall its gunboats].",
        "strength",
        "“may” here became “will” there, which is stronger",
    ),
    "a hedge that got lost": (
        "[speaker:The League] [cue:said] [claim:Bevania perhaps recalled its gunboats].",
        "[speaker:The League] [cue:said] [claim:Bevania recalled its gunboats].",
        "strength",
        "“perhaps” here, nothing of it there",
    ),
    "another amount": (
        "[speaker:The League] [cue:said] [claim:some guards left the island].",
        "[speaker:The League] [cue:said] [claim:all guards left the island].",
        "amount",
        "“some” here became “all” there, which is stronger",
    ),
    "another number": (
        "[speaker:The League] [cue:said] [claim:10,000 soldiers hold the island].",
        "[speaker:The League] [cue:said] [claim:1,000 soldiers hold the island].",
        "number",
        "“10,000” here, “1,000” there",
    ),
    "a number in words": (
        "[speaker:The League] [cue:said] [claim:three gunboats hold the island].",
        "[speaker:The League] [cue:said] [claim:four gunboats hold the island].",
        "number",
        "“three” here, “four” there",
    ),
    "a denial": (
        "[speaker:The minister] [cue:said] [claim:Aldora would not cede the island].",
        "[speaker:The minister] [cue:said] [claim:Aldora would cede the island].",
        "denial",
        "denied here and not there",
    ),
    "a stronger word of asking": (
        "[speaker:The minister] [cue:suggested] that [claim:foreign guards leave the island].",
        "[speaker:The minister] [cue:demanded] that [claim:foreign guards leave the island].",
        "strength",
        "“suggested” here became “demanded” there, which is stronger",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "kind", "message"), CHANGED.values(), ids=CHANGED)
def test_what_changed_is_reported_with_both_sides(one, other, kind, message):
    (found,) = [each for each in compare(one, other) if each.kind == kind]
    assert found.message == message
    assert found.first.document == "a.txt"
    assert found.second.document == "b.txt"


@pytest.mark.parametrize(("one", "other"), [pair[:2] for pair in CHANGED.values()], ids=CHANGED)
def test_each_finding_points_to_its_words(one, other):
    texts = {"a.txt": reading(one).document.text, "b.txt": reading(other).document.text}
    for found in compare(one, other):
        for place in (found.first, found.second):
            words = place.span.of(texts[place.document])
            assert place.words in ("", words)
            assert found.likeness >= 0.5


@pytest.mark.parametrize(("one", "other"), [pair[:2] for pair in CHANGED.values()], ids=CHANGED)
def test_the_other_way_round_the_same_is_found(one, other):
    def kinds(found):
        return sorted(each.kind for each in found)

    assert kinds(compare(one, other)) == kinds(compare(other, one)) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Other statements, on the same topic or not
        ("[claim:The harbour is closed].", "[claim:Wheat grows in the north]."),
        ("[claim:Bevania wants free passage for ships].", "[claim:Bevania closed its schools]."),
        # A pronoun may be anybody
        (SAME.replace("The League", "He"), SAME),
        # The same name, longer and shorter
        (SAME.replace("The League", "The League of Lakes"), SAME),
        # The same number, written otherwise
        ("[claim:10,000 soldiers hold the island].", "[claim:10000 soldiers hold the island]."),
        # The month of May
        ("[claim:Guards leave the island in May].", "[claim:Guards leave the island in June]."),
        # A denial said with a verb
        ("[claim:Aldora will not accept guards on the island].", "[claim:Aldora rejects guards on the island]."),
        # Plain words are as strong as their strongest
        ("[claim:The guards left the island].", "[claim:All the guards left the island]."),
    ],
)  # fmt: skip
def test_what_is_no_drift_is_not_reported(one, other):
    def mark(reading_):
        he = reading_.claims[0].speaker
        if he is not None and he.text == "He":
            object.__setattr__(he, "kind", "pronoun")
        return reading_

    found = drift(mark(reading(one)), mark(reading(other, name="b.txt")))
    assert found == ()


def test_a_condition_that_got_lost_is_reported():
    line = "[claim:Aldora reopens the harbour once the gunboats leave]."
    bound = reading(line)
    claim = bound.claims[0]
    words = bound.document.text
    at = words.index("once")
    condition = Condition(
        "not-before", Span(at, at + 4), Span(at + 5, len(words) - 1), Span(0, at - 1)
    )
    object.__setattr__(claim, "conditions", (condition,))
    (found,) = drift(bound, reading(line, name="b.txt"))
    assert found.message == "on a condition (“once”) here and not there"


def test_each_claim_has_at_most_one_partner_and_the_likeliest_comes_first():
    first = reading(SAME, "[claim:The gunboats left the bay on Monday].")
    second = reading("[claim:The gunboats left the bay on Monday].", SAME, SAME, name="b.txt")
    assert drift(first, second) == ()


def test_a_claim_that_rests_on_an_outlet_not_at_hand_is_named():
    first = reading("[media:The Lake Courier] [cue:reports] that [claim:talks go on].")
    (found,) = unheard([first])
    assert found.text() == (
        "d.txt:1, characters 0–16: this rests on “The Lake Courier”; read that as well, and see whether it says so"
    )
    other = reading("The Lake Courier, 3 May. [claim:Talks go on].", name="courier.txt")
    assert unheard([first, other]) == ()


def test_a_finding_for_a_program_holds_no_words_of_the_documents_but_its_message():
    (found,) = compare(*CHANGED["another number"][:2])
    assert found.as_json()["first"] == {"document": "a.txt", "line": 1, "span": [16, 22]}


def test_steps_of_a_scale_are_found_in_their_forms():
    text = "He pulled out, is pulling out, pledges, was ready; May 3; it may be for good."
    found = [
        (step.scale, step.level, step.span.of(text)) for step in steps(text, Span(0, len(text)))
    ]
    assert found == [
        ("leaving", 1, "pulled out"),
        ("leaving", 1, "pulling out"),
        ("promising", 2, "pledges"),
        ("promising", 1, "ready"),
        ("certainty", 0, "may"),
        ("duration", 2, "for good"),
    ]


def written(*lines):
    return [read(document_from_text(line, f"{n}.txt")) for n, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("here", "there", "message", "words"),
    [
        ("The minister said that the army had crossed the river.",
         "The minister, a former general, denied that the army had crossed the river.",
         "said here, denied there", ("said that", "denied that")),
        ("Iran said that the border would be opened in May.",
         "Iran did not say that the border would be opened in May.",
         "said here, not said there", ("said that", "say that")),
        ("Iran believes that the truce in the valley will hold.",
         "Iran doubts that the truce in the valley will hold.",
         "said here, doubted there", ("believes that", "doubts that")),
        ("Iran and Iraq said that the border would be opened in May.",
         "Iran said that the border would be opened in May.",
         "said by “Iraq” as well here and not there", ("Iraq", "Iran")),
    ],
)  # fmt: skip
def test_what_is_said_here_and_denied_there_is_found_with_both_spans(here, there, message, words):
    first, second = written(here, there)
    (found,) = drift(first, second)
    assert found.message == message
    assert found.first.span.of(here) == words[0]
    assert found.second.span.of(there) == words[1]
    assert f"characters {found.second.span.start}–{found.second.span.end}" in found.text()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        # To deny that it will and to say that it will not is the same
        ("Iran denied that the border would be opened in May.",
         "Iran said that the border would not be opened in May."),
        # Reported speech turns "will" into "would"
        ("“The border will be opened in May,” Iran said.",
         "Iran said that the border would be opened in May."),
    ],
)  # fmt: skip
def test_the_same_thing_said_in_another_form_is_no_drift(here, there):
    assert drift(*written(here, there)) == ()
