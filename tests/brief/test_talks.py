"""How the talks may go, in words and as a figure."""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.trees import anchors, cells, parts, runs, sections_of, whole
from support.two_valleys import CASE, HOSTILE, File, case_of, hostile, zone_of
from support.valley_talks import (
    LAST,
    changed,
    comparison_of,
    defaults,
    sensitivity_of,
    talks_of,
    with_events,
)

from goodoffices.brief import (
    as_html,
    as_json,
    as_markdown,
    as_text,
    comparison_sections,
    compose,
    sensitivity_sections,
    talks_sections,
)
from goodoffices.brief._charts import Fan, FanBand, FanMark
from goodoffices.brief._document import (
    ClaimRef,
    Figure,
    Given,
    Link,
    Strong,
    Table,
    Text,
    Trace,
    plain,
)
from goodoffices.brief._figures.dated import spread
from goodoffices.brief._figures.fan import draw_fan
from goodoffices.brief._figures.tornado import NARROW, WIDE, draw_tornado
from goodoffices.brief._svg import text_width
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.brief._words.talks import assumption
from goodoffices.preferences import share
from goodoffices.talks import Difference, assumptions, compare, mediators, play_talks, sensitivity

DATA = with_events(CASE)


@pytest.fixture(scope="module")
def valleys():
    return case_of(DATA)


@pytest.fixture(scope="module")
def result(valleys):
    return talks_of(valleys)


@pytest.fixture(scope="module")
def brief(valleys, result):
    return compose(
        File(valleys), zone_of(inside=True), talks=result,
        sensitivity=sensitivity_of(result), comparison=comparison_of(result),
    )  # fmt: skip


def section(document, anchor):
    found = (part for top in document.sections for part in sections_of(top))
    return next(part for part in found if part.anchor == anchor)


def said(part):
    return " ".join(plain(run) for run in runs(part)).replace("\u202f", " ")


def told(case, talks):
    return " ".join(said(part) for part in talks_sections(File(case), talks))


def test_the_section_stands_between_what_blocks_and_the_claims(brief):
    assert [part.anchor for part in brief.sections] == [
        "bottom-line", "table", "wants", "agreed", "blocks", "talks", "claims", "made",
    ]  # fmt: skip
    assert [part.anchor for part in section(brief, "talks").sections] == [
        "talks-issues", "talks-packages", "talks-endings", "talks-turns", "talks-compared",
        "talks-watch",
    ]  # fmt: skip


def test_without_talks_the_brief_is_as_before(valleys):
    document = compose(File(valleys), zone_of(inside=True))
    assert "talks" not in {part.anchor for part in document.sections}
    assert len(document.sections[0].blocks[0].items) == 5
    assert "Putter" not in said(document.sections[-1])
    assert "Runs of the talks" not in dict(document.provenance)


def test_every_link_of_the_whole_brief_leads_somewhere(brief):
    there = [anchor for part in brief.sections for anchor in anchors(part)]
    assert len(there) == len(set(there))
    wanted = {part.to for part in whole(brief) if isinstance(part, Trace | Link)}
    assert {"made-talks", "made-talks-paired", "talks-assumptions", "talks-turns"} <= wanted
    assert wanted <= set(there)


def test_the_bottom_line_has_a_sixth_sentence_with_the_chance_and_what_happens_instead(brief):
    lines = [plain(item.content) for item in brief.sections[0].blocks[0].items]
    assert len(lines) == 6
    fifth = lines[4].replace("\u202f", " ")
    assert fifth == (
        "How the talks may go: played forward 2,000 times under the stated assumptions about "
        "conduct, they bring a comprehensive agreement by 31 December 2026 in about 9 % of runs "
        "(8–10 %); most often instead, in about 55 % of runs (53–57 %), some issues have been "
        "settled on their own and the talks go on."
    )


def test_the_lead_says_where_the_talks_stand_and_that_it_forecasts_nothing(valleys, result):
    lead = told(valleys, result)
    assert "Otherwise, on that day, some issues have been settled on their own" in lead
    assert "the talks are suspended in about 20 % of runs (18–22 %)" in lead
    assert "This explores assumptions and forecasts nothing." in lead


def test_nearer_dates_are_the_most_credible_deadline_and_the_last_event(brief):
    words = said(section(brief, "talks"))
    assert "once “Target of May” (10 May 2026) is past" in words
    assert "once “Vote in the South” (1 June 2026) is past" in words


DATE = re.compile(
    r"(\d+–)?\d+ (January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{4}"
)


def loose(content):
    """Return the program's own words outside of anything that leads to where it comes from."""
    for part in content:
        match part:
            case Trace() | Link() | Given() | ClaimRef():
                pass
            case Strong(inner):
                yield from loose(inner)
            case Text(text):
                yield text


def test_no_number_stands_without_a_trace(brief):
    for part in sections_of(section(brief, "talks")):
        for run in runs(dataclasses.replace(part, sections=())):
            words = DATE.sub("", "".join(loose(run))).replace("95 per cent", "")
            if part.anchor != "talks-turns":  # the values tried are the case's own
                assert not re.search(r"\d", words), words
            assert "%" not in words
            assert "points" not in words or "percentage points" in words


def fan(document):
    blocks = section(document, "talks").blocks
    return next(block for block in blocks if isinstance(block, Figure))


def test_the_table_behind_the_fan_shows_the_data(brief, result):
    figure = fan(brief)
    rows = figure.data.rows
    assert 8 <= len(rows) <= 10
    heads = [plain(column.head) for column in figure.data.columns]
    assert heads[1:] == [
        "Comprehensive agreement", "Framework agreed", "Part settled", "Nothing settled yet",
        "Suspended", "Collapsed", "Escalated",
    ]  # fmt: skip
    last = [plain(cell.lines[0]).replace("\u202f", " ") for cell in rows[-1].cells]
    assert last[0] == "31 December 2026"
    assert last[1] == "9 % (8–10 %)"
    assert last[5] == "20 % (18–22 %)"
    for band in figure.chart.bands:
        assert band.shares == tuple(it.value for it in result.states[band.state])
    for shares in zip(*(band.shares for band in figure.chart.bands), strict=True):
        assert sum(shares) == pytest.approx(1)


def test_what_happens_in_no_run_is_said_and_not_drawn(valleys):
    talks = talks_of(valleys, {"suspended": 500})
    (figure,) = [b for b in talks_sections(File(valleys), talks)[0].blocks if isinstance(b, Figure)]
    assert [band.state for band in figure.chart.bands] == ["talking", "suspended"]
    assert "In no run: comprehensive agreement, framework agreed, part settled, collapsed" in plain(
        figure.caption
    )


def test_dated_rounds_and_events_are_marked_in_the_fan(brief):
    marks = fan(brief).chart.marks
    assert [mark.kind for mark in marks] == ["round", "deadline", "event"]
    assert "City" in marks[0].label
    assert (marks[0].first, marks[0].last) == (9, 11)


# Geometry


def chart(days, shares, marks=()):
    bands = tuple(
        FanBand(state, f"{state} and more", "under 1\u202f%", tuple(part))
        for state, part in shares.items()
    )
    return Fan("2026-02-17", tuple(days), bands, tuple(marks), "Where the talks stand")


SEVEN = ("comprehensive", "framework", "partial", "talking", "suspended", "collapsed", "escalated")
THIN = {name: (1.0, 0.94) if name == "talking" else (0.0, 0.01) for name in SEVEN}
ALIKE = dict.fromkeys(SEVEN, (1 / 7, 1 / 7))
MARKS = [FanMark(f"event {n}", "deadline", 3 * n, 3 * n) for n in range(12)]
CHARTS = {
    "a year": chart((0, 365), THIN, MARKS),
    "ten days": chart((0, 10), ALIKE, MARKS[:3]),
    "a day": chart((0,), {"talking": (1.0,)}),
    "nine years": chart((0, 3300), ALIKE),
    "one state": chart((0, 200), {"comprehensive": (1.0, 1.0)}),
}


def boxes(drawing):
    for node in ET.fromstring(str(drawing)).iter("text"):  # noqa: S314  # our own output
        kind = node.get("class") or ""
        size = 9.5 if "stamp" in kind else 10.5 if "key" in kind else 10 if "aside" in kind else 12
        width = text_width(node.text or "", size) / 1.07
        x, y = float(node.get("x")), float(node.get("y"))
        shift = {"middle": width / 2, "end": width}.get(node.get("text-anchor"), 0.0)
        yield node.text, (x - shift, y - 0.75 * size, x - shift + width, y + 0.2 * size)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", CHARTS)
def test_labels_of_a_fan_do_not_overlap_and_stay_inside(name, width):
    found = list(boxes(draw_fan(CHARTS[name], width)))
    height = float(re.search(r'height="([\d.]+)"', str(draw_fan(CHARTS[name], width)))[1])
    for text, (left, top, right, bottom) in found:
        assert left >= -0.5, text
        assert right <= width + 0.5, text
        assert top >= -0.5, text
        assert bottom <= height + 0.5, text
    for k, (one, a) in enumerate(found):
        for other, b in found[k + 1 :]:
            apart = a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 0.5
            assert apart or b[3] <= a[1] + 0.5, (one, other)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_label_keeps_its_number_and_per_cent_sign_together(width):
    lines = [text for text, _ in boxes(draw_fan(CHARTS["a year"], width))]
    assert sum("1\u202f%" in line for line in lines) == 7
    assert "%" not in [line.strip() for line in lines]


def areas(drawing):
    for node in ET.fromstring(str(drawing)).iter("polygon"):  # noqa: S314  # our own output
        if "stand" in (node.get("class") or ""):
            points = [tuple(map(float, pair.split(","))) for pair in node.get("points").split()]
            yield node.get("class").split()[1], points


def test_areas_are_as_high_as_their_shares():
    shares = {"comprehensive": (0.0, 0.25), "talking": (1.0, 0.25), "collapsed": (0.0, 0.5)}
    found = dict(areas(draw_fan(chart((0, 100), shares), WIDE)))
    ys = [y for points in found.values() for _, y in points]
    whole_height = max(ys) - min(ys)
    for name, points in found.items():
        right = max(x for x, _ in points)
        edge = [y for x, y in points if x == right]
        assert (max(edge) - min(edge)) / whole_height == pytest.approx(shares[name][1], abs=0.01)
    bottom = max(y for _, y in found["comprehensive"])
    assert bottom == max(ys)


def test_states_differ_by_more_than_colour():
    drawn = str(draw_fan(CHARTS["a year"], WIDE))
    for state in ("framework", "suspended", "collapsed"):
        assert f"url(#fan-wide-{state})" in drawn
        assert f'id="fan-wide-{state}"' in drawn


@given(
    st.lists(st.tuples(st.floats(0, 240), st.sampled_from([14.0, 28.0])), max_size=7).map(sorted)
)
def test_labels_in_a_column_keep_their_order_and_their_distance(wanted):
    middles, heights = [w for w, _ in wanted], [h for _, h in wanted]
    placed = spread(middles, heights, 0.0, 240.0)
    for k in range(1, len(placed)):
        gap = placed[k] - placed[k - 1]
        assert gap >= (heights[k] + heights[k - 1]) / 2 + 3 - 1e-9
    for middle, height in zip(placed, heights, strict=True):
        assert middle - height / 2 >= -1e-9
        assert middle + height / 2 <= 240 + 1e-9


def test_labels_that_have_room_stay_where_they_belong():
    assert spread([20.0, 100.0, 200.0], [14.0] * 3, 0.0, 240.0) == [20.0, 100.0, 200.0]


# What lies behind the outcome


def test_issues_are_told_by_how_often_when_and_as_what():
    data = copy.deepcopy(DATA)
    data["issues"][2]["separable"] = True
    data["issues"][0]["principle"] = True
    case = case_of(data)
    words = told(case, talks_of(case))
    assert "Settled on their own most often: ‘Trade’ in about 55 % of runs" in words
    assert "A framework of principles (‘The Old Bridge†’) is agreed at some time in" in words
    assert "on its own 55 % only in the comprehensive agreement 9 %" in words
    assert "“open”, all of these" in words


def test_agreements_are_counted_with_what_distinguishes_them(valleys, result):
    words = told(valleys, result)
    assert "Among 180 comprehensive agreements there are two different packages" in words
    assert "the most frequent one is signed in about 50 % of these" in words
    assert "agree on two issues and differ on ‘The Old Bridge†’ (“shared” or “to South”)" in words


def test_packages_that_are_as_frequent_as_each_other_are_not_ranked(valleys, result):
    first, second = result.packages
    alike = changed(result, packages=(first, dataclasses.replace(second, share=first.share)))
    assert "none stands out" in told(valleys, alike)


def test_endings_name_their_cause_and_the_mediator_its_blame(valleys, result):
    words = told(valleys, result)
    assert "Suspended: North broke off, having been offered nothing better" in words
    assert "Collapsed: the mediator left and the parties did not go on by themselves" in words
    assert "Escalated: South left the table" in words
    assert "Empires leaves the talks by 25 July 2026 in about 14 % of runs (13–16 %) and by 31" in (
        words
    )
    assert "because its patience is at an end, nothing having moved in about 75 % of these" in words
    assert "blame North in about 50 % of these" in words
    assert "says nothing about who would be at fault" in words
    assert "whose consent is needed on some issues: Empires in about 2 % of runs" in words


def test_deadlines_carry_their_assumed_credibility_and_their_claims(brief):
    words = said(section(brief, "talks-watch"))
    assert "“Target of May”, a deadline, 10 May 2026 [3] (contested). The chance is that it is" in (
        words
    )
    assert "kept 0.3 (0.1 to 0.5) and that Empires leaves with it 0.2 (0.1 to 0.3)" in words
    assert "At no set date, at a rate a month: “Raid”, 0.1" in words
    assert "turns most on the days between two rounds that are not yet dated" in words


def test_assumptions_about_conduct_are_a_table_with_their_origin(valleys, result):
    words = told(valleys, result)
    assert "How late North concedes (above 1: late) 4 (2 to 8) default of the program" in words
    assert "The chance that the deadline “Target of May” is kept 0.3 (0.1 to 0.5) stated" in words
    assert "2,000 runs, seed 7" in words


def test_a_reason_for_many_numbers_is_given_once():
    data = copy.deepcopy(DATA)
    data["talks"] = {"every_days": 20, "fading": 0.5, "breaks_off": 0.1, "why": "As it was."}
    case = case_of(data)
    words = told(case, talks_of(case))
    assert words.count("As it was.") == 1
    assert words.count("stated, as above") == 2


def test_every_assumption_has_words_of_its_own(valleys):
    words = Lexicon(valleys)
    phrases = [plain(assumption(words, name)) for name in assumptions(valleys)]
    assert len(set(phrases)) == len(phrases)
    assert not any("[" in phrase or "_" in phrase for phrase in phrases)


def test_an_assumption_without_words_is_shown_by_its_place(valleys, result):
    assert "talks.unheard_of" in told(valleys, changed(result, assumptions=defaults()))


# Other versions


def test_scenarios_are_told_against_the_first(valleys, result):
    words = " ".join(said(p) for p in comparison_sections(File(valleys), comparison_of(result)))
    assert (
        "“no mediator”: an agreement in about 9 % of runs (8–10 %); that is 5.0 points lower"
        in (words)
    )
    assert "(4.0 to 6.0) than in “as in the case”" in words
    assert "against “as in the case” no change that can be told from chance (−0.2 to +0.4" in words
    assert "−5.0 points (−6.0 to −4.0)" in words


def test_one_scenario_alone_has_no_table(valleys, result):
    alone = dataclasses.replace(
        comparison_of(result), scenarios=comparison_of(result).scenarios[:1]
    )
    first = comparison_sections(File(valleys), alone)[0]
    assert not any(isinstance(block, Table) for block in first.blocks)


def test_a_tornado_shows_what_can_be_told_from_chance_only(valleys, result):
    first = sensitivity_sections(File(valleys), sensitivity_of(result))[0]
    (figure,) = [block for block in first.blocks if isinstance(block, Figure)]
    assert len(figure.chart.bars) == len(figure.data.rows) == 2
    assert figure.chart.most == 0.2
    assert figure.chart.bars[0].low_text == "at 14: +6.0"
    words = said(first)
    assert "with 14 it is 6.0 points higher (5.0 to 7.0); with 42 it is 7.0 points lower" in words
    assert "Not shown: one assumption of less effect" in words


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_axis_of_a_tornado_ends_where_its_chart_says(valleys, result, width):
    first = sensitivity_sections(File(valleys), sensitivity_of(result))[0]
    (figure,) = [block for block in first.blocks if isinstance(block, Figure)]
    drawing = str(draw_tornado(figure.chart, width))
    ends = [text for text, _ in boxes(drawing) if re.fullmatch(r"\d+%", text)]
    assert ends == ["0%", "10%", "20%"]
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawing)]
    assert len(places) == 4
    # 9 % and six points, on an axis to 20 %
    left, right = (float(x) for x in re.search(r'x1="([\d.]+)" x2="([\d.]+)"', drawing).groups())
    assert max(places) == pytest.approx(left + (right - left) * 0.15 / 0.2, abs=0.2)


def test_assumptions_on_which_nothing_turns_are_said_to_change_nothing(valleys, result):
    none = Difference(0.0, 0.0, 0.0, 2000)
    swings = tuple(
        dataclasses.replace(swing, at_low=none, at_high=none)
        for swing in sensitivity_of(result).swings
    )
    still = dataclasses.replace(sensitivity_of(result), swings=swings)
    assert "No single assumption" in said(sensitivity_sections(File(valleys), still)[0])


# Edges


def renders(case, talks):
    document = compose(
        File(case), zone_of(inside=True), talks=talks,
        sensitivity=sensitivity_of(talks), comparison=comparison_of(talks),
    )  # fmt: skip
    for part in document.sections:
        for run in runs(part):
            words = plain(run)
            assert "None" not in words
            assert "nan" not in words.split()
            assert ".." not in words
    as_html(document)
    as_markdown(document)
    json.dumps(as_json(document), allow_nan=False)
    return as_text(talks_sections(File(case), talks)).replace("\u202f", " ")


@pytest.mark.parametrize("runs_", [1, 7, 2000])
def test_zero_agreements(valleys, runs_):
    words = " ".join(renders(valleys, talks_of(valleys, {}, runs=runs_)).split())
    assert "in none of the runs" in words
    assert "No run ends in a comprehensive agreement" in words
    assert "No issue is settled in any run." in words
    assert "In no run does Empires leave the talks." in words
    assert "no run is suspended, collapsed or escalated" in words


@pytest.mark.parametrize("runs_", [1, 2000])
def test_nothing_but_agreements(valleys, runs_):
    words = " ".join(
        renders(valleys, talks_of(valleys, {"comprehensive": runs_}, runs=runs_)).split()
    )
    assert "in all of the runs" in words
    assert "Otherwise" not in words


def test_one_run_is_played_once(valleys):
    assert "Played forward once under" in renders(valleys, talks_of(valleys, {}, runs=1))


def test_without_a_mediator():
    data = copy.deepcopy(DATA)
    del data["parties"][2]["mediator"]
    data["events"][1]["effect"] = {}
    case = case_of(data)
    words = renders(case, talks_of(case, mediator=None))
    assert "The case has no mediator who could leave." in " ".join(words.split())


def test_three_negotiators():
    data = copy.deepcopy(DATA)
    data["parties"][2]["consent"] = True
    case = case_of(data)
    words = " ".join(renders(case, talks_of(case)).split())
    assert "North concedes late, South concedes late and Empires concedes late" in words
    assert "was not heard there" not in words


def test_without_rounds_events_or_separable_issues():
    data = copy.deepcopy(CASE) | {"rounds": [], "events": []}
    for party in data["parties"]:
        party.pop("delegations", None)
    case = case_of(data)
    words = " ".join(renders(case, talks_of(case)).split())
    assert "No round is dated; they are assumed to follow each other after" in words


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_and_long_names_are_carried_safely(text):
    data = hostile(text)
    data["events"] = copy.deepcopy(DATA["events"])
    data["events"][1]["name"] = text[:200]
    case = case_of(data)
    page = as_html(
        compose(File(case), zone_of(inside=True), talks=talks_of(case),
                comparison=comparison_of(talks_of(case)))
    )  # fmt: skip
    assert "<script" not in page
    assert "onload='x'\"" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("many", [1, 2, 60])
def test_any_number_of_reported_days(valleys, many):
    talks = talks_of(valleys, many=many)
    rows = next(b for b in talks_sections(File(valleys), talks)[0].blocks if isinstance(b, Figure))
    assert 1 <= len(rows.data.rows) <= 9
    assert talks.dates[-1] == LAST
    assert plain(rows.data.rows[-1].cells[0].lines[0]) == "31 December 2026"


def test_interrupted_runs_say_so(valleys, result):
    assert "The playing was interrupted" in told(valleys, changed(result, interrupted=True))


def test_a_result_of_another_case_is_refused(valleys, result):
    other = changed(result, case="elsewhere")
    with pytest.raises(ValueError, match="expected a result of two-valleys, got one of elsewhere"):
        talks_sections(File(valleys), other)
    with pytest.raises(ValueError, match="got one of elsewhere"):
        compose(File(valleys), zone_of(inside=True), talks=other)
    with pytest.raises(ValueError, match="expected `talks`"):
        compose(File(valleys), zone_of(inside=True), sensitivity=sensitivity_of(result))


def test_the_interval_of_a_small_share_has_two_ends(valleys):
    talks = talks_of(valleys, {"escalated": 14})
    states = talks.states | {"escalated": (share(140, 20_000),) * 24}
    assert "about 0.7 % of runs (0.6–0.8 %)" in told(valleys, changed(talks, states=states))


def test_disputed_names_are_marked_in_the_section(brief):
    assert "†" in said(section(brief, "talks-packages"))


def test_what_is_really_played_can_be_told(valleys):
    talks = play_talks(valleys, runs=40, seed=3)
    renders(valleys, talks)
    both = compare(mediators(valleys), runs=20)
    assert "“no mediator”" in " ".join(said(p) for p in comparison_sections(File(valleys), both))
    assert sensitivity_sections(File(valleys), sensitivity(valleys, runs=10))


def test_cells_of_tables_are_never_empty(brief):
    for part in sections_of(section(brief, "talks")):
        for block in part.blocks:
            table = block.data if isinstance(block, Figure) else block
            if isinstance(table, Table):
                assert all(plain(run).strip() for run in cells(table))
                assert all(list(parts(run)) for run in cells(table))
