"""The nearest improvement of a draft, against enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from support.random_bargains import random_bargain, zone

from goodoffices.preferences import TOLERANCE
from goodoffices.zone import _branch, _solutions
from goodoffices.zone._draft import improve

SEEDS = range(300)


def expected(problem, draft):
    """Return status and package by looking at every package of the zone."""
    packages, surplus = zone(problem)
    whole = problem.surplus(packages)[0].T
    kept = (packages == draft).sum(axis=1)
    inside = kept == len(draft)
    if not inside.any():
        if not len(packages):
            return "none", None
        nearest = kept == kept.max()
        return "repaired", packages[nearest][_solutions.nash(surplus[nearest])]
    at_draft = whole[inside][0]
    gain = whole - at_draft
    good = (gain >= -TOLERANCE).all(axis=1)
    good &= gain[:, : problem.full].sum(axis=1) > TOLERANCE
    if not good.any():
        return "on the frontier", np.array(draft)
    nearest = good & (kept == kept[good].max())
    return "improved", packages[nearest][_solutions.nash(gain[nearest][:, : problem.full])]


def drafts(problem, seed):
    rng = np.random.default_rng(seed)
    packages, _ = zone(problem)
    yield rng.integers(0, problem.gain.shape[3], problem.gain.shape[2])
    if len(packages):
        yield packages[rng.integers(len(packages))]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_nearest_improvement_is_that_of_enumeration(seed):
    problem = random_bargain(seed)
    for draft in drafts(problem, seed):
        status, package = expected(problem, draft)
        found = improve(problem, draft)
        assert found.status == status
        assert found.exact
        if package is None:
            assert found.package is None
            continue
        assert found.package.tolist() == package.tolist()
        changed = [i for i, (a, b) in enumerate(zip(draft, package, strict=True)) if a != b]
        assert list(found.changed) == changed
        assert found.kept == len(draft) - len(changed)
        utilities = problem.surplus(np.array([draft, package]))[0, : problem.full]
        assert found.gain == pytest.approx(utilities[:, 1] - utilities[:, 0])


@pytest.mark.parametrize("seed", range(40))
def test_a_search_that_stops_early_does_not_claim_to_be_exact_where_it_is_wrong(seed, monkeypatch):
    problem = random_bargain(seed)
    for draft in drafts(problem, seed):
        status, package = expected(problem, draft)
        with monkeypatch.context() as patch:
            patch.setattr(_branch, "_LISTED", 1)
            patch.setattr(_branch, "_ROUNDED", 1)
            patch.setattr(_branch, "_NODES", 1)
            found = improve(problem, draft)
        if found.exact:
            assert found.status == status
            assert (found.package is None) == (package is None)


@pytest.mark.parametrize("draft", [[0], [0, 9], [-1, 0]])
def test_a_draft_names_one_option_of_each_issue(draft):
    problem = random_bargain(0)
    with pytest.raises(ValueError, match="one option index per issue"):
        improve(problem, np.array(draft))


def test_a_draft_is_improved_in_one_draw_at_a_time():
    problem = random_bargain(0)
    with pytest.raises(ValueError, match="one draw"):
        improve(problem.take(np.array([0, 0])), np.zeros(problem.gain.shape[2]))
