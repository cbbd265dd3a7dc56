"""Scenarios on the same random numbers: paired differences, by hand and against two simulations."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from support.random_talks import random_talks

from goodoffices.case import Uncertain
from goodoffices.talks import assumptions, compare, mediators, play_talks, sensitivity
from goodoffices.talks._compare import _difference
from goodoffices.talks._setting import setting
from goodoffices.talks._simulate import simulate
from goodoffices.talks._tally import MILESTONES, passed

RUNS = 60


def with_mediator():
    return next(
        case
        for seed in range(1000)
        if setting(case := random_talks(seed)).mediator is not None
        and setting(case).protocol == "single-text"
    )


def times(case, **more):
    fixed = setting(case, **more)
    columns = simulate(fixed, seed=1, first=0, count=RUNS)
    return {name: time <= fixed.grid[-1] for name, time in passed(columns).items()}


def test_a_case_does_not_differ_from_itself():
    case = random_talks(1)
    found = compare({"one": case, "same": case}, runs=RUNS)
    assert found.scenarios[0].differences == {}
    for difference in found.scenarios[1].differences.values():
        # No run differs, which with so many runs does not mean that none could.
        assert difference.value == 0.0
        assert difference.low < 0.0 < difference.high
    one, same = (scenario.result.as_json() for scenario in found.scenarios)
    assert one == same


def test_a_scenario_is_what_it_is_when_played_alone():
    versions = mediators(with_mediator())
    found = compare(versions, runs=RUNS)
    assert [scenario.name for scenario in found.scenarios] == list(versions)
    for scenario in found.scenarios:
        alone = play_talks(versions[scenario.name], runs=RUNS)
        assert scenario.result.as_json() == alone.as_json()


def test_differences_are_paired_run_by_run():
    versions = mediators(with_mediator())
    found = compare(versions, runs=RUNS)
    base = times(versions["as in the case"])
    for scenario in found.scenarios[1:]:
        other = times(versions[scenario.name])
        for name in MILESTONES:
            each = other[name].astype(float) - base[name].astype(float)
            difference = scenario.differences[name]
            assert difference.value == pytest.approx(each.mean())
            assert difference.low <= difference.value <= difference.high
            assert difference.runs == RUNS


def test_the_interval_of_paired_shares_covers_as_often_as_it_says():
    pick = np.random.default_rng(1)
    for runs, both, gained, lost in ((200, 0.1, 0.02, 0.01), (300, 0.0, 0.005, 0.0),
                                     (1000, 0.2, 0.01, 0.005), (60, 0.4, 0.2, 0.1)):  # fmt: skip
        chances = (both, gained, lost, 1 - both - gained - lost)
        drawn = pick.multinomial(runs, chances, size=2000)
        hits = 0
        for a, b, c, _ in drawn.tolist():
            found = _difference(b, c, a + c, runs)
            hits += found.low <= gained - lost <= found.high
        assert hits / 2000 > 0.93, (runs, both, gained, lost)


def test_all_versions_are_played_to_one_last_day():
    case = with_mediator()
    sooner = case.model_copy(update={"horizon": case.as_of + dt.timedelta(days=20)})
    found = compare({"base": case, "sooner": sooner}, runs=10)
    assert {scenario.result.until for scenario in found.scenarios} == {case.horizon}


def test_versions_of_the_mediator():
    case = with_mediator()
    versions = mediators(case)
    full = [party.label for party in case.parties if party.consent is True]
    assert list(versions) == [
        "as in the case", "a neutral mediator", *(f"a mediator leaning to {name}" for name in full), "no mediator",
    ]  # fmt: skip
    assert setting(versions["no mediator"]).mediator is None
    assert (
        setting(versions["a neutral mediator"]).assumed["parties[m].mediator.bias"].number.high == 0
    )
    leaning = setting(versions[f"a mediator leaning to {full[0]}"])
    assert leaning.leans == 0
    assert leaning.assumed["parties[m].mediator.bias"].number.mode == 0.7
    with pytest.raises(ValueError, match="has no mediator"):
        mediators(versions["no mediator"])


def test_sensitivity_is_a_comparison_with_one_number_changed():
    case = random_talks(12)
    found = sensitivity(case, runs=RUNS)
    base = times(case)["comprehensive"]
    assert found.swings
    for swing in found.swings:
        if swing.name.endswith("bound_by_mandate"):
            continue
        for value, difference in ((swing.low, swing.at_low), (swing.high, swing.at_high)):
            changed = {swing.name: Uncertain(value, value, value)}
            other = times(case, overrides=changed)["comprehensive"]
            each = other.astype(float) - base.astype(float)
            assert difference.value == pytest.approx(each.mean())
    sizes = [max(abs(s.at_low.value), abs(s.at_high.value)) for s in found.swings]
    assert sizes == sorted(sizes, reverse=True)


def test_sensitivity_tries_the_range_that_is_stated_and_no_impossible_number():
    for seed in range(5):
        case = random_talks(seed)
        known = assumptions(case)
        for swing in sensitivity(case, runs=1).swings:
            if swing.name.endswith("bound_by_mandate"):
                assert (swing.low, swing.high, swing.at_high.value) == (0, 1, 0)
                continue
            number = known[swing.name].number
            assert swing.low < swing.high
            if not number.certain:
                assert (swing.low, swing.high) == (number.low, number.high)
            if any(word in swing.name for word in ("bias", "tells", "credible", "breaks_off",
                                                   "settles_apart", "without_mediator", "fading",
                                                   "budget")):  # fmt: skip
                assert 0 <= swing.low < swing.high <= 1, swing.name


def test_an_override_of_nothing_known_is_an_error():
    with pytest.raises(KeyError):
        play_talks(random_talks(1), runs=1, overrides={"talks.nonsense": Uncertain(1, 1, 1)})
