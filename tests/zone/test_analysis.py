"""The analysis as a whole: what must hold whatever the case."""

from __future__ import annotations

import ast
import datetime as dt
import json

import pytest
from support.random_cases import random_case, random_raw

from goodoffices.case import Case, NoAnswer, read_case
from goodoffices.zone import analyse

SEEDS = range(12)


def values(result) -> dict[str, float]:
    return {solution.concept: round(solution.value, 9) for solution in result.solutions}


def points(result) -> tuple[int, int]:
    return result.frontier.points, result.frontier.in_zone


def blocking(result) -> set[frozenset[object]]:
    return {
        frozenset((d.kind, d.party, d.issue, d.link, frozenset(d.issues)) for d in group.demands)
        for group in result.blocking
    }


def text(result) -> str:
    return json.dumps(result.as_json(), sort_keys=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rerun_gives_the_same_bytes(seed):
    case = random_case(seed)
    assert text(analyse(case, draws=60, seed=3)) == text(analyse(case, draws=60, seed=3))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_parties_and_issues_in_the_file_changes_no_share(seed):
    raw = random_raw(seed)
    turned = {
        **raw,
        **{key: raw[key][::-1] for key in ("parties", "issues", "positions", "links")},
    }
    a, b = (analyse(Case.model_validate(part), draws=40) for part in (raw, turned))
    assert a.zone == b.zone
    assert a.margin.modal == pytest.approx(b.margin.modal, abs=1e-12)
    assert points(a) == points(b)
    assert values(a) == values(b)
    assert blocking(a) == blocking(b)


@pytest.mark.parametrize("seed", SEEDS)
def test_new_ids_change_nothing_at_the_modal_draw(seed):
    """Random numbers are keyed by ids, so only what is not drawn stays as it was."""
    raw = random_raw(seed)
    renamed = repr(raw)
    for k in range(6):
        renamed = renamed.replace(f"'p{k}'", f"'party-{k}'").replace(f"'i{k}", f"'issue-{k}")
    a, b = (
        analyse(Case.model_validate(part), draws=1) for part in (raw, ast.literal_eval(renamed))
    )
    assert a.margin.modal == b.margin.modal
    assert points(a) == points(b)
    assert values(a) == values(b)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_option_that_is_worse_for_everybody_changes_no_solution(seed):
    raw = random_raw(seed, values_only=True)
    issue = raw["issues"][0]
    wider = {**issue, "options": (*issue["options"], "worse")}
    positions = tuple(
        {**position, "values": {**position["values"], "worse": 0}}
        if position["issue"] == issue["id"] and "values" in position
        else position
        for position in raw["positions"]
    )
    # Links and red lines may bar an old option but not the new one, which is then no longer
    # dominated: leave out those on this issue.
    grown = {**raw, "issues": (wider, *raw["issues"][1:]), "positions": positions}
    results = []
    for part in (raw, grown):
        free = {
            **part,
            "links": tuple(link for link in raw["links"] if f"'{issue['id']}." not in repr(link)),
            "positions": tuple(
                {key: value for key, value in position.items() if key != "red_lines"}
                for position in part["positions"]
                if "weight" in position
            ),
        }
        results.append(analyse(Case.model_validate(free), draws=1))
    a, b = results
    assert a.margin.modal == b.margin.modal
    assert values(a) == values(b)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_higher_floor_never_enlarges_the_zone(seed):
    raw = random_raw(seed)
    found = []
    for utility in (0.2, 0.4, 0.6, 0.8):
        first = {**raw["parties"][0], "no_agreement": {"utility": utility}}
        case = Case.model_validate({**raw, "parties": (first, *raw["parties"][1:])})
        result = analyse(case, draws=60)
        found.append((result.zone.value, result.margin.modal, result.frontier.in_zone))
    assert [part[:2] for part in found] == sorted((part[:2] for part in found), reverse=True)


def test_a_case_where_nobody_can_refuse_has_no_zone_to_compute():
    raw = random_raw(1)
    parties = tuple({**party, "consent": False} for party in raw["parties"])
    with pytest.raises(NoAnswer, match="nobody can refuse"):
        analyse(Case.model_validate({**raw, "parties": parties}))


def test_a_date_before_the_case_is_refused():
    with pytest.raises(ValueError, match="as_of"):
        analyse(random_case(1), at=dt.date(2025, 1, 1))


def test_time_moves_the_floors():
    case = read_case("geneva-2026").case
    now, later = (analyse(case, draws=5, at=day) for day in (None, dt.date(2026, 10, 1)))
    assert now.floor["ukraine"] > later.floor["ukraine"]


@pytest.mark.parametrize("name", ["geneva-2026", "camp-david-1978"])
def test_the_bundled_cases_have_an_answer_with_its_uncertainty(name):
    case = read_case(name).case
    result = analyse(case, draws=200)
    assert 0 < result.zone.low < result.zone.value < result.zone.high < 1
    assert not result.status_quo_in_zone
    assert result.headline is not None
    assert set(result.headline.package) == {issue.id for issue in case.issues}
    assert json.loads(text(result))["schema"] == "goodoffices/zone/1"
