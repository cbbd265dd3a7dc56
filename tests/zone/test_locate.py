"""Where a package lies, against plain enumeration on small random cases."""

from __future__ import annotations

import itertools
import random

import pytest
from support.random_cases import TOLERANCE, Enumeration, random_case

from goodoffices.preferences import prepare
from goodoffices.zone import Change, locate

DRAWS = 12
SEEDS = range(40)


def asked(seed):
    """A case, a package on some of its issues, and an issue left to later, or none."""
    pick = random.Random(seed)
    case = random_case(seed)
    later = pick.sample([issue.id for issue in case.issues], pick.randint(0, 1))
    package = {
        issue.id: pick.choice(issue.options).id
        for issue in case.issues
        if issue.id not in later and pick.random() < 0.8
    }
    return case, package, later


@pytest.fixture(scope="module", params=SEEDS)
def located(request):
    case, package, later = asked(request.param)
    found = locate(case, package, deferred=later, draws=DRAWS, seed=request.param)
    prepared = prepare(case)
    changes = [Change("defer", issue=issue) for issue in later]
    modal = prepared.modal()
    draws = prepared.draw(seed=request.param, count=DRAWS)
    return {
        "found": found,
        "mode": Enumeration(case, modal, 0),
        "deferred": Enumeration(case, modal, 0, changes),
        "each": [Enumeration(case, draws, d, changes) for d in range(DRAWS)],
        "later": later,
    }


def test_the_share_of_draws_and_the_verdict_are_those_of_enumeration(located):
    found, at = located["found"], located["deferred"]
    package = at.by_name(found.package)
    assert round(found.robustness.value * DRAWS) == sum(
        one.in_zone(package) for one in located["each"]
    )
    assert found.in_zone == at.in_zone(package)
    for p in at.full:
        assert found.surplus[at.parties[p]] == pytest.approx(at.surplus(p, package), abs=1e-12)


def test_a_package_outside_the_zone_says_against_what(located):
    found, at = located["found"], located["deferred"]
    package = at.by_name(found.package)
    assert bool(found.broken) == (not found.in_zone)
    assert {d.link for d in found.broken if d.kind == "rule"} == set(at.broken(package))
    short = {at.parties[p] for p in at.full + at.limited if at.surplus(p, package) < -TOLERANCE}
    assert {d.party for d in found.broken if d.kind == "floor"} == short
    red = {
        (at.parties[p], at.issues[i])
        for p, i in itertools.product(at.full + at.limited, range(len(at.issues)))
        if at.red(p, i, package[i])
    }
    assert {(d.party, d.issue) for d in found.broken if d.kind == "red_line"} == red


def test_the_packages_that_are_as_good_are_those_of_enumeration(located):
    found, at = located["found"], located["mode"]
    package = at.by_name(found.package)
    asked = at.full + at.limited
    scopes = {p: at.scope(p) if p in at.limited else None for p in asked}

    def gains(other):
        return {
            p: at.utility(p, other, scopes[p]) - at.utility(p, package, scopes[p]) for p in asked
        }

    def keeps(other):
        return not at.broken(other) and not any(
            at.red(p, i, other[i]) for p in asked for i in range(len(at.issues))
        )

    kept = [other for other in at.packages if keeps(other)]
    good = [o for o in kept if all(gain >= -TOLERANCE for gain in gains(o).values())]
    assert found.as_good.packages == len(kept)
    assert found.as_good.count == len([other for other in good if other != package])
    if not keeps(package):
        assert found.efficient is None
    else:
        better = [o for o in good if any(gains(o)[p] > TOLERANCE for p in at.full)]
        assert found.efficient == (not better)
    best = max((min(gains(o)[p] for p in at.full) for o in good), default=None)
    if best is None:
        assert found.gap is None
    else:
        assert found.gap == pytest.approx(max(0.0, best), abs=1e-9)


def test_the_cases_try_what_they_are_for():
    """Enough of them are inside, outside, deferred, on the frontier and below it."""
    seen = {"in": 0, "out": 0, "later": 0, "efficient": 0, "worse": 0}
    for seed in SEEDS:
        case, package, later = asked(seed)
        found = locate(case, package, deferred=later, draws=1, seed=seed)
        seen["in" if found.in_zone else "out"] += 1
        seen["later"] += bool(later)
        seen["efficient"] += found.efficient is True
        seen["worse"] += found.efficient is False
    assert min(seen.values()) >= 3, seen


def test_what_is_asked_must_be_of_the_case():
    case = random_case(1)
    first = case.issues[0]
    with pytest.raises(ValueError, match="no issue 'elsewhere'"):
        locate(case, {"elsewhere": "o0"})
    with pytest.raises(ValueError, match="no issue 'elsewhere'"):
        locate(case, {}, deferred=["elsewhere"])
    with pytest.raises(ValueError, match="no option 'nine'"):
        locate(case, {first.id: "nine"})
    with pytest.raises(ValueError, match="both settled and deferred"):
        locate(case, {first.id: first.options[0].id}, deferred=[first.id])
    with pytest.raises(ValueError, match="at least one draw"):
        locate(case, {}, draws=0)
