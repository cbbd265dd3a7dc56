"""Section 9: what the record says, and its sentence in the bottom line."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import re

import pytest
from support.trees import anchors, parts, runs, whole
from support.two_valleys import CASE, File, case_of, zone_of

from goodoffices.brief import (
    as_html,
    as_markdown,
    as_text,
    classes_sections,
    compose,
    holds_sections,
    rates_sections,
)
from goodoffices.brief._compose.record_forecasts import forecasts_part
from goodoffices.brief._document import Figure, Link, Table, Trace, plain
from goodoffices.brief._words.provisions import _PROVISIONS
from goodoffices.brief._words.record import (
    _COUNTS,
    AGREEMENTS,
    CONFLICTS,
    FEATURES,
    MEDIATORS,
    STYLES,
    odds,
)
from goodoffices.case import bundled_path, read_case, taxonomy
from goodoffices.case.model import Features, ReferenceClass
from goodoffices.record import holding, list_rates, reference_classes, set_beside, table

RECORD = {
    "conflict": "interstate",
    "mediator": "single-state",
    "agreement": "full",
    "features": {"commission": ["bridge.shared"], "monitoring": ["troops.few"],
                 "peacekeeping": ["troops.few"]},
    "why": "Two states, and an empire between them.",
}  # fmt: skip


@pytest.fixture
def told():
    return case_of({**copy.deepcopy(CASE), "record": RECORD})


@pytest.fixture
def beside(told):
    return set_beside(told, zone_of(inside=True).headline.package, source="robust")


@pytest.fixture
def brief(told, beside):
    return compose(File(told), zone_of(inside=True), record=beside)


def words_of(section):
    return " ".join(plain(run) for run in runs(section)).replace("\u202f", " ")


def test_the_section_stands_after_the_mediator_and_before_the_claims(brief):
    assert [section.anchor for section in brief.sections] == [
        "bottom-line", "table", "wants", "agreed", "blocks", "record", "claims", "made",
    ]  # fmt: skip


def test_every_link_leads_somewhere(brief):
    there = {anchor for section in brief.sections for anchor in anchors(section)}
    wanted = {part.to for part in whole(brief) if isinstance(part, Trace | Link)}
    assert wanted <= there
    assert "made-record" in there


def test_the_bottom_line_names_the_classes_beside_our_number(brief):
    said = [
        plain(item.content).replace("\u202f", " ") for item in brief.sections[0].blocks[0].items
    ]
    assert len(said) == 6
    assert said[4] == (
        "The record: of crises between states, mediated mainly by a single state, about one in "
        "three (36 %; 24–49 %, n = 53) ended in a formal agreement (treaty, armistice or "
        "ceasefire); and of full peace agreements, mostly of civil wars, about four in five "
        "(79 %; 69–87 %, n = 77) still held after five years; the two are counts of past cases, "
        "kept apart (more classes below)."
    )


def test_signing_and_holding_stand_apart_and_are_not_multiplied(brief):
    said = words_of(brief.sections[5])
    assert "Signing: of crises" in said
    assert "Holding, once something is signed: of full peace agreements" in said
    assert "They are not multiplied with each other or with any share in this brief" in said
    assert "Two states, and an empire between them (assumption)." in said


def test_the_features_of_the_package_are_told_with_their_association(brief):
    said = words_of(brief.sections[5])
    assert "has a commission for implementation (“shared” on" in said
    assert (
        "+9 points, 95 per cent interval −1 to +18, which cannot be told from no difference" in said
    )
    assert "Each is an association" in said
    assert "Monitoring: the table has no rate and no finding." in said
    assert "the source puts the difference at 50–75 %" in said


def test_a_small_class_is_an_anecdote_without_a_percentage(brief):
    said = words_of(brief.sections[5])
    assert "Of armed conflicts between states that a peace agreement ended, 14 of 14 had" in said
    figure = next(b for b in brief.sections[5].blocks if isinstance(b, Figure))
    labels = [row.label for panel in figure.chart.panels for row in panel.rows]
    assert labels
    assert not any("n=14)" in label for label in labels)
    years = next(
        b for part in brief.sections[5].sections for b in part.blocks if isinstance(b, Table)
    )
    (row,) = (r for r in years.rows if "n = 14" in plain(r.cells[0].lines[1]))
    assert [plain(line) for line in row.cells[2].lines] == ["14 of 14", "an anecdote"]


def test_every_row_of_the_figure_is_in_its_table(brief):
    figure = next(b for b in brief.sections[5].blocks if isinstance(b, Figure))
    rows = [row for panel in figure.chart.panels for row in panel.rows]
    assert len(rows) == len(figure.data.rows)
    labels = [row.label for row in rows]
    assert len(set(labels)) == len(labels)
    for row, told in zip(rows, figure.data.rows, strict=True):
        assert row.label.startswith(plain(told.cells[0].lines[0]))
        assert (
            plain(told.cells[2].lines[0]).replace("\u202f", " ")
            == f"{100 * row.ranges[0].value:.0f} %"
        )
    ticks = [row.tick for row in rows if row.tick is not None]
    assert 0.11 in ticks
    assert figure.chart.tick == "the same without a mediator"


def test_what_a_column_calls_the_class_is_bold_once(brief):
    html = as_html(brief)
    part = html[html.index('id="record-years"') :]
    part = part[: part.index("</table>")]
    assert part.count("<strong>") == 3


def test_a_case_that_says_nothing_of_its_kind_is_told_so():
    case = case_of(CASE)
    it = set_beside(case, None)
    document = compose(File(case), zone_of(inside=True), record=it)
    said = words_of(document.sections[5])
    assert "There is no package to look at" in said
    assert "None" not in said
    assert "past cases of this kind: a mediator." in said


def test_precedents_of_the_issues_asked_about_are_told_in_short(told):
    package = zone_of(inside=True).headline.package
    it = set_beside(told, package, issues=("bridge", "troops"))
    document = compose(File(told), zone_of(inside=True), record=it)
    part = next(p for p in document.sections[5].sections if p.anchor == "record-precedents")
    said = words_of(part)
    assert "Bridge†’ is a question of “Territory and line of control”." in said
    assert "eleven such issues, seven of them settled by an option that was on the table" in said
    assert "the talks before Istanbul, March 2022 (ended 17 May 2022, unsigned): ‘Crimea’" in said
    assert "to a later procedure (it blocked, or was decided last)" in said
    shares = taxonomy().areas["territory"].shares["StBor"]
    assert f"the course of a border, {100 * shares.interstate:.0f} %" in said
    assert "How many agreements between states in PA-X, version 10," in said
    assert "goodoffices record precedents CASE bridge" in said
    assert "the withdrawal of foreign forces" in said
    assert words_of(part).count("A handful of talks") == 1


def test_issues_of_one_area_are_told_together_and_the_shares_suit_the_conflict():
    data = {**copy.deepcopy(CASE), "record": {"conflict": "intrastate"}, "as_of": "1953-07-27"}
    data["issues"][1]["area"] = "territory"
    case = case_of(data)
    it = set_beside(case, None, issues=("bridge", "troops"))
    said = words_of(
        next(
            p for p in compose(File(case), zone_of(inside=True), record=it).sections[5].sections
            if p.anchor == "record-precedents"
        )
    )  # fmt: skip
    assert "Bridge†’ and ‘Troops’ are questions of “Territory" in said
    assert said.count("Korea: the armistice talks") == 1
    assert "Dayton" not in said
    assert "How many agreements in PA-X" in said
    shares = taxonomy().areas["territory"].shares["StBor"]
    assert f"the course of a border, {100 * shares.all:.0f} %" in said


def test_an_issue_without_precedents_says_so():
    data = copy.deepcopy(CASE)
    data["issues"][0]["area"] = "energy_nuclear"
    case = case_of(data)
    it = set_beside(case, None, issues=("bridge",))
    said = words_of(compose(File(case), zone_of(inside=True), record=it).sections[5])
    assert "The past talks on record have no such issue." in said
    assert "How frequent such provisions are is not on record." in said


def test_open_forecasts_of_the_bundled_log_are_told_as_of_the_day_of_the_case():
    case = read_case("geneva-2026").case
    waiting = set_beside(case, None).forecasts
    assert len(waiting) == 5
    said = " ".join(plain(run) for run in runs(forecasts_part(case.case, waiting)))
    assert "Five forecasts on these talks" in said
    assert "made on 16 February 2026, not resolved" in said
    assert "reference class 75\u202f% (an anecdote)" in said
    assert "deadline" not in said
    later = case.model_copy(update={"as_of": dt.date(2026, 3, 1)})
    said = " ".join(
        plain(run) for run in runs(forecasts_part(later.case, set_beside(later, None).forecasts))
    )
    assert said.count("and the deadline has passed") == 2
    before = case.model_copy(update={"as_of": dt.date(2026, 2, 15)})
    assert set_beside(before, None).forecasts == ()


def test_a_log_of_the_users_in_the_folder_is_not_taken_for_the_bundled_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geneva-2026").write_text("no log\n", encoding="utf-8")
    assert len(set_beside(read_case(bundled_path("geneva-2026")).case, None).forecasts) == 5


def test_cases_without_a_log_have_no_such_part(brief):
    anchors_there = {part.anchor for part in brief.sections[5].sections}
    assert anchors_there == {"record-holding"}


def test_every_code_of_which_a_share_is_on_record_has_its_words():
    codes = {code for area in taxonomy().areas.values() for code in area.shares}
    assert codes == set(_PROVISIONS)


def test_without_any_class_it_says_so(told):
    bare = dataclasses.replace(table(), rates=(), directions=())
    it = set_beside(told, {"bridge": "shared"}, known=bare)
    document = compose(File(told), zone_of(inside=True), record=it)
    said = words_of(document.sections[5])
    assert "No class of 30 cases or more says how often such talks end in an agreement." in said
    assert "None says how long such an agreement holds." in said
    first = plain(document.sections[0].blocks[0].items[4].content)
    assert (
        first == "The record: no class of 30 cases or more suits these talks (more classes below)."
    )


def test_a_record_of_another_case_is_refused(told, beside):
    other = dataclasses.replace(
        beside, classes=dataclasses.replace(beside.classes, case="elsewhere")
    )
    with pytest.raises(ValueError, match="got one of elsewhere"):
        compose(File(told), zone_of(inside=True), record=other)


def test_no_sentence_shows_a_hole(brief, told):
    sections = [
        *brief.sections,
        *rates_sections(list_rates()),
        *classes_sections(File(told), reference_classes(told)),
        *holds_sections(File(told), holding(told, {"bridge": "shared"}, years=(3.0, 5.0))),
    ]
    for section in sections:
        for run in runs(section):
            said = plain(run)
            assert "None" not in said.split()
            assert ".." not in said
            assert "  " not in said
            assert ". ." not in said


def test_markdown_and_the_terminal_say_the_same(brief, told, beside):
    written = as_markdown(brief)
    printed = as_text(holds_sections(File(told), beside.holding))
    for text in (written, printed):
        plainly = " ".join(text.replace("\\", "").replace("*", "").replace("\u202f", " ").split())
        assert "about three in four (74 %; 66–80 %, n = 146) still held after five years" in plainly


def test_what_an_analyst_wrote_is_cleaned_and_escaped(told, beside):
    rate = dataclasses.replace(
        beside.classes.main, among="<b>evil\u202egnp</b>", outcome="<script>x</script>"
    )
    classes = dataclasses.replace(beside.classes, signing=(rate,))
    it = dataclasses.replace(beside, classes=classes)
    page = as_html(compose(File(told), zone_of(inside=True), record=it))
    assert "<script>" not in page
    assert "<b>evil" not in page
    assert "\u202e" not in page


def test_every_kind_has_its_words():
    def choices(name):
        schema = ReferenceClass.model_json_schema()["properties"][name]
        return set(next(part["enum"] for part in schema["anyOf"] if "enum" in part))

    assert set(CONFLICTS) == choices("conflict")
    assert set(MEDIATORS) == choices("mediator")
    assert set(STYLES) == choices("style")
    assert set(AGREEMENTS) == choices("agreement")
    assert set(FEATURES) == set(Features.model_fields)


def test_a_share_in_words_is_never_far_from_it():
    numbers = {word: k for k, word in enumerate(_COUNTS)}
    for percent in range(5, 96):
        match = re.fullmatch(r"(\w+) in (\w+)", odds(percent / 100))
        assert abs(numbers[match[1]] / numbers[match[2]] - percent / 100) <= 0.051


def test_a_section_has_only_parts_of_its_own(brief):
    kinds = {type(part).__name__ for run in runs(brief.sections[5]) for part in parts(run)}
    assert kinds <= {"Text", "Given", "Strong", "Trace", "Link", "Mark", "Disputed"}


def test_the_choice_of_classes_stands_among_the_assumptions(brief):
    made = brief.sections[-1]
    assumed = next(part for part in made.sections if part.anchor == "assumptions")
    said = words_of(assumed)
    assert "Past cases to set beside" in said
    assert "a war between states; one state as the main mediator" in said
