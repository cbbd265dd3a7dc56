"""One run told as a chronicle: everything that can happen, once, and nothing as a fact."""

from __future__ import annotations

import dataclasses
import json

import pytest
from support.trees import runs
from support.two_valleys import CASE, File, case_of
from support.valley_talks import (
    PACKAGE,
    moment,
    session,
    text,
    transcript_of,
    with_events,
)

from goodoffices.brief import as_text, transcript_sections
from goodoffices.brief._compose.talks_told import Told
from goodoffices.brief._compose.transcript import chronicle
from goodoffices.brief._document import Bullets, Trace, plain
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.case import read_case
from goodoffices.talks import transcribe

VALLEYS = case_of(with_events(CASE))
NO, YES, SOUTH_ONLY = (False, False), (True, True), (False, True)


def items(*moments, case=VALLEYS, outcome="talking"):
    """Return the entries of a chronicle."""
    told = chronicle(Lexicon(case), transcript_of(*moments, outcome=outcome))
    lists = [block for block in told.blocks if isinstance(block, Bullets)]
    return [plain(item.content) for block in lists for item in block.items]


def said(*moments, **rest):
    return " ".join(items(*moments, **rest))


def test_the_reader_is_told_first_that_it_is_made_up():
    (told, made) = transcript_sections(File(VALLEYS), transcript_of())
    first = plain(told.blocks[0].content)
    assert first.startswith("One run of many, made up by the model (run 3 of seed 7).")
    assert "Nothing told here has happened or is expected to" in first
    assert plain(told.title) == "One run of the talks, made up"
    assert made.anchor == "talks-made"


def test_a_run_in_which_nothing_happens_has_its_end():
    told = chronicle(Lexicon(VALLEYS), transcript_of())
    words = " ".join(plain(block.content) for block in told.blocks)
    assert "In this run nothing happens before the last day." in words
    assert "At the end of this run, on 31 December 2026, the talks still go on." in words


@pytest.mark.parametrize(
    ("outcome", "end"),
    [
        ("suspended", "the talks are suspended"),
        ("collapsed", "the talks have collapsed"),
        ("escalated", "the talks have ended in escalation"),
        ("comprehensive", "a comprehensive agreement has been signed"),
    ],
)
def test_each_outcome_has_its_closing_sentence(outcome, end):
    told = chronicle(Lexicon(VALLEYS), transcript_of(outcome=outcome))
    assert plain(told.blocks[-1].content).endswith(f"{end}.")


def test_a_dated_round_has_its_place_and_format():
    words = said(session("02-10", "02-12", 1, round="second"))
    assert words.startswith("10–12 February 2026: the 1st round of this run, at City (trilateral)")
    assert "with the mediator. No text is tabled." in words


def test_a_text_says_what_it_settles_who_refuses_and_what_it_is_worth():
    (words,) = items(session("03-01", "03-02", 1), text("03-01", "shared", SOUTH_ONLY))
    assert (
        "Empires tables text 1, which would settle ‘The Old Bridge’ as “shared”, ‘Troops’ as “few” "
        "and ‘Trade’ as “open”. South accepts, North refuses; against no agreement it is worth "
        "+0.12 to North and −0.03 to South."
    ) in words


def test_repeats_of_a_text_are_counted():
    (words,) = items(session("03-01", "03-02", 1), *[text("03-01", "shared", NO)] * 4)
    assert words.count("text 1") == 1
    assert "tables text 1 four times, which would settle" in words


def test_a_text_that_comes_again_is_named_by_its_number():
    moments = [
        session("03-01", "03-02", 1),
        text("03-01", "shared", NO),
        text("03-01", "south", NO),
        text("03-02", "shared", NO),
        session("03-20", "03-21", 2),
        text("03-20", "shared", NO),
        text("03-21", "south", NO),
    ]
    first, second = items(*moments)
    assert "text 2, which would change the last one on ‘The Old Bridge’ (to “to South”)" in first
    assert "Then it tables text 1 again; both refuse." in first
    assert second.endswith("Empires tables text 1 and text 2 again; both refuse.")


def test_rounds_that_bring_the_same_are_told_together():
    moments = [session("03-01", "03-02", 1), text("03-01", "shared", NO)]
    for n in range(2, 6):
        moments += [session(f"0{n + 2}-01", f"0{n + 2}-02", n), text(f"0{n + 2}-01", "shared", NO)]
    first, rest = items(*moments)
    assert "text 1" in first
    assert rest == (
        "1 April – 2 July 2026: four rounds (the 2nd to the 5th), with the mediator. The same is put "
        "forward, in vain."
    )


def test_an_answer_that_changes_is_not_lost_among_repeats():
    moments = [
        session("03-01", "03-02", 1), text("03-01", "shared", NO),
        session("04-01", "04-02", 2), text("04-01", "shared", NO),
        session("05-01", "05-02", 3), text("05-01", "shared", SOUTH_ONLY),
    ]  # fmt: skip
    assert items(*moments)[-1].endswith("tables text 1 again; South accepts, North refuses.")


def test_rounds_without_a_text_are_told_together():
    moments = []
    for n in range(1, 4):
        moments += [session(f"0{n + 2}-01", f"0{n + 2}-02", n), moment(f"0{n + 2}-01", "no-text")]
    (words,) = items(*moments)
    assert words == (
        "1 March – 2 May 2026: three rounds (the 1st to the 3rd), with the mediator. Empires each time "
        "finds no text to table that the parties could live with."
    )


def test_what_the_mediator_spends_is_told():
    words = said(session("03-01", "03-02", 1), text("03-01", "shared", (True, False), paid=0.04))
    assert "With inducements or pressure Empires moves South by 0.04, and the text is agreed." in (
        words
    )


def test_offers_are_told_by_party_and_who_accepts():
    def offer(on, party, bridge=None):
        package = PACKAGE | {"bridge": bridge} if bridge else None
        return moment(on, "offer", party=party, accepts=bridge is None, package=package)

    words = said(
        session("03-01", "03-02", 1, mediated=False),
        offer("03-01", "north", "north"), offer("03-01", "south", "south"),
        offer("03-01", "north", "north"), offer("03-02", "south", "shared"),
        offer("03-02", "north"),
    )  # fmt: skip
    assert "without the mediator" in words
    assert "North makes offer 1 twice, which would settle ‘The Old Bridge’ as “to North”" in words
    assert "South makes offer 2, which would change the last offer on ‘The Old Bridge’ (to" in words
    assert "Then it makes offer 3" in words
    assert words.endswith("North accepts what is on the table.")


def test_what_is_settled_on_the_way_and_in_the_end_stands_in_the_table():
    moments = [
        session("03-01", "03-02", 1, technical=True),
        moment("03-01", "settled-apart", issue="trade", option="open"),
        session("04-01", "04-02", 2),
        text("04-01", "shared", YES),
        moment("04-01", "framework", package={"bridge": "shared", "trade": "open"}),
        session("05-01", "05-02", 3),
        moment("05-01", "mandate", party="north"),
        moment("05-02", "refused-outside", party="empire"),
        moment("05-02", "signed", package=PACKAGE),
    ]
    words = said(*moments)
    assert "the 1st technical round" in words
    assert "Settled on its own: ‘Trade’ as “open”." in words
    assert "Both accept; against no agreement" in words
    assert "A framework of principles is agreed: ‘The Old Bridge’ as “shared”." in words
    assert "North’s delegation takes home what lies beyond its mandate" in words
    assert "meets the refusal of Empires" in words
    table = chronicle(Lexicon(VALLEYS), transcript_of(*moments)).blocks[-1]
    rows = [[plain(cell.lines[0]) for cell in row.cells] for row in table.rows]
    assert rows == [
        ["The Old Bridge", "“shared”", "in the framework"],
        ["Troops", "“few”", "in the agreement"],
        ["Trade", "“open”", "on its own"],
    ]


def test_what_happens_between_rounds_is_told_cause_first():
    words = items(
        moment("05-10", "mediator-left", by="target", blamed="south"),
        moment("05-10", "event", event="target"),
        moment("05-10", "suspended", cause="mediator-left", subject=None),
        moment("06-01", "event", event="vote"),
        moment("06-03", "resumed"),
        session("06-03", "06-05", 1, mediated=False),
        moment("07-01", "event", event="raid"),
        moment("07-01", "escalated", event="raid"),
    )
    assert words[0] == (
        "10 May 2026: the deadline “Target of May” [3] (contested) passes and is not kept. "
        "Empires leaves the talks with “Target of May”; it blames South. The talks are suspended: "
        "the parties do not go on without the mediator."
    )
    assert words[1] == "1 June 2026: “Vote in the South” comes to pass."
    assert "the talks resume with the 1st round" in words[2]
    assert words[3] == "1 July 2026: “Raid” ends the talks, and the conflict escalates."


@pytest.mark.parametrize(
    ("cause", "subject", "words"),
    [
        ("broke-off", "south", "South breaks off, having been offered nothing better"),
        ("party-left", "south", "South leaves the table"),
        ("deadline", "target", "“Target of May” [3] (contested) comes and is kept: the talks are"),
        ("event", "raid", "“Raid” suspends the talks"),
    ],
)
def test_each_suspension_has_its_reason(cause, subject, words):
    assert words in said(moment("05-10", "suspended", cause=cause, subject=subject))


def test_a_deadline_that_is_kept_is_not_also_said_to_pass():
    words = said(
        moment("05-10", "event", event="target"),
        moment("05-10", "suspended", cause="deadline", subject="target"),
    )
    assert "not kept" not in words


def test_who_comes_to_the_table_is_said():
    assert "and with it Empires at the table" in said(moment("05-10", "event", event="joined"))


def test_what_comes_between_two_texts_of_a_round_is_told_in_it():
    (words,) = items(
        session("05-09", "05-11", 1),
        text("05-09", "shared", NO),
        moment("05-10", "event", event="target"),
        text("05-10", "shared", NO),
    )
    assert "On 10 May 2026: the deadline" in words
    assert words.endswith("Empires tables text 1 again; both refuse.")


def test_long_suspension_is_told_as_collapse():
    words = said(moment("09-10", "collapsed", cause="broke-off", subject="south"))
    assert "suspended for longer than the parties wait, the talks have collapsed" in words


def test_without_a_mediator_none_is_named():
    data = with_events(CASE)
    data = data | {"parties": [dict(party) for party in data["parties"]]}
    del data["parties"][2]["mediator"]
    data["events"] = [e for e in data["events"] if "mediator_leaves" not in e.get("effect", {})]
    case = case_of(data)
    words = said(session("03-01", "03-02", 1, mediated=False), case=case)
    assert "without a mediator. Nobody makes an offer." in words
    assert Told(Lexicon(case)).mediator is None


def test_numbers_of_a_run_lead_to_how_they_were_made():
    told = chronicle(
        Lexicon(VALLEYS),
        transcript_of(session("03-01", "03-02", 1), text("03-01", "shared", NO)),
    )
    traced = [part for run in runs(told) for part in run if isinstance(part, Trace)]
    assert {plain((part,)) for part in traced} >= {"run 3 of seed 7", "+0.12", "−0.03"}
    assert {part.to for part in traced} == {"made-talks"}


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="expected a kind of moment"):
        items(session("03-01", "03-02", 1), moment("03-01", "danced"))


def test_a_run_of_another_case_is_refused():
    other = dataclasses.replace(transcript_of(), case="elsewhere")
    with pytest.raises(ValueError, match="got one of elsewhere"):
        transcript_sections(File(VALLEYS), other)


@pytest.mark.parametrize("name", ["geneva-2026", "camp-david-1978"])
def test_runs_of_the_cases_can_be_told(name):
    case = read_case(name).case
    for run in range(12):
        told = transcribe(case, run=run)
        words = as_text(transcript_sections(File(case), told))
        assert "made up" in words
        flat = " ".join(words.split())
        assert "None" not in flat
        assert ".." not in flat
        json.dumps(told.as_json())
