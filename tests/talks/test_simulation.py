"""The simulation against a second implementation run by run, and against closed forms."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from support.plain_talks import Plain
from support.random_talks import random_talks

from goodoffices.case import Case
from goodoffices.talks._setting import setting
from goodoffices.talks._simulate import simulate

# A second implementation.

RUNS = 3
CASES = 102
SEED = 5


def differences(columns, r, record):
    """The columns in which a run of the package and one in plain Python differ."""
    found = {}
    for name, plain in dataclasses.asdict(record).items():
        theirs = columns[name][r]
        if not np.allclose(np.asarray(theirs, float), np.asarray(plain, float), atol=1e-9):
            found[name] = (theirs, plain)
    return found


@pytest.mark.parametrize("block", range(6))
def test_every_run_goes_as_in_plain_python(block):
    edges = other = runs = 0
    for seed in range(block, CASES, 6):
        case = random_talks(seed)
        columns = simulate(setting(case), seed=SEED, first=7, count=RUNS)
        for r in range(RUNS):
            plain = Plain(case, seed=SEED, run=7 + r)
            found = differences(columns, r, plain.play())
            assert plain.edge or not found, (seed, r, found)
            edges, other, runs = edges + plain.edge, other + bool(found), runs + 1
    # Where a comparison hangs on the last bit of a sum, both answers are right; that is rare.
    assert other <= 0.04 * runs
    assert edges <= 0.3 * runs


def test_the_random_cases_have_every_kind_of_course():
    """What is compared above is worth comparing: everything that can happen does."""
    seen = {"ended": set(), "cause": set(), "how": set(), "left_by": set(), "blamed": set()}
    refused = 0
    for seed in range(CASES):
        columns = simulate(setting(random_talks(seed)), seed=SEED, first=7, count=RUNS)
        refused += (columns["refused_outside"] > 0).sum()
        for name, values in seen.items():
            values |= set(columns[name].ravel().tolist())
    assert seen["ended"] == {0, 1, 2, 3, 4}
    assert seen["cause"] >= {0, 1, 2, 3, 4, 5, 6}
    assert seen["how"] == {0, 1, 2, 3}
    assert seen["left_by"] >= {-1, 0}
    assert seen["blamed"] >= {-1, 0, 1}
    assert refused > 0


# Closed forms.

MANY = 3000


def bare(days=400, *, events=(), mediator=None, talks=None) -> Case:
    """Talks of two parties with nothing to agree on, so that only time works."""
    parties = [
        {"id": p, "name": p, "consent": True, "no_agreement": {"utility": 0.9}} for p in "ab"
    ]
    if mediator is not None:
        parties.append({"id": "m", "name": "M", "mediator": {"bias": 0, "leverage": 0} | mediator})
    last = np.datetime64("2026-01-01") + np.timedelta64(days - 1, "D")
    return Case.model_validate(
        {
            "format": 1,
            "case": "bare",
            "title": "Bare",
            "as_of": "2026-01-01",
            "horizon": str(last),
            "parties": tuple(parties),
            "issues": (
                {"id": "i", "name": "I", "area": "territory", "options": ("x", "y"),
                 "without_agreement": "x"},
            ),
            "positions": (
                {"party": "a", "issue": "i", "weight": 1, "values": {"x": 0, "y": 1}},
                {"party": "b", "issue": "i", "weight": 1, "values": {"x": 1, "y": 0}},
            ),
            "events": tuple({"name": "E", "kind": "other"} | event for event in events),
            "talks": {"breaks_off": 0, "every_days": 20, "session_days": 8} | (talks or {}),
        }
    )  # fmt: skip


def played(case):
    fixed = setting(case)
    return fixed, simulate(fixed, seed=1, first=0, count=MANY)


def close(share, expected, errors=4.0):
    """Whether a share lies within some standard errors of what it must be."""
    spread = math.sqrt(max(expected * (1 - expected), 1e-4) / MANY)
    return abs(share - expected) < errors * spread


def test_a_hazard_alone_has_exponential_incidence():
    """Cumulative incidence 1 - exp(-lambda t) on every day, in sessions and between them."""
    case = bare(events=[{"id": "e", "hazard_per_month": 0.2, "effect": {"escalates": 1}}])
    fixed, runs = played(case)
    for day in fixed.grid:
        assert close((runs["ended_at"] <= day).mean(), 1 - math.exp(-0.2 * day))


def test_two_hazards_compete_in_proportion():
    """With hazards 0.1 and 0.3 the first wins in a quarter of all cases."""
    events = [
        {"id": f"e{k}", "hazard_per_month": rate, "effect": {"escalates": 1}}
        for k, rate in enumerate((0.1, 0.3))
    ]
    _, runs = played(bare(4000, events=events, talks={"every_days": 40}))
    assert (runs["ended"] == 3).all()
    assert close((runs["subject"] == 0).mean(), 0.25)
    assert runs["ended_at"].mean() == pytest.approx(1 / 0.4, abs=4 * 2.5 / math.sqrt(MANY))


def test_an_effect_with_a_chance_thins_the_hazard():
    """Only a part of the events escalates; the first event alone counts, as it happens once."""
    case = bare(events=[{"id": "e", "hazard_per_month": 0.2, "effect": {"escalates": 0.3}}])
    fixed, runs = played(case)
    assert close((runs["ended"] == 3).mean(), 0.3 * (1 - math.exp(-0.2 * fixed.until)))


def test_a_mediator_stays_as_long_as_its_patience_when_nothing_moves():
    """A Weibull stay of shape 2: its mean is the patience m, its law 1 - exp(-pi/4 (t/m)^2)."""
    case = bare(1500, mediator={"patience": 4}, talks={"without_mediator": 1, "session_days": 1})
    _, runs = played(case)
    assert np.isfinite(runs["left_at"]).all()
    spread = 4 * math.sqrt(4 / math.pi - 1)
    # It leaves at the end of a session where its patience is over within one.
    assert runs["left_at"].mean() == pytest.approx(4, abs=4 * spread / math.sqrt(MANY) + 0.01)
    for t in (1, 2, 4, 8):
        law = 1 - math.exp(-math.pi / 4 * (t / 4) ** 2)
        assert abs((runs["left_at"] <= t).mean() - law) < 4 * 0.5 / math.sqrt(MANY) + 0.02


def test_a_factor_on_its_hazard_holds_from_its_event_on():
    """H(t) = (t^2 + (f - 1)(t^2 - d^2)) / c^2 after the event on day d, c = 2 m / sqrt(pi)."""
    event = {"id": "e", "on": "2026-03-02", "effect": {"mediator_hazard": 5}}
    case = bare(1500, events=[event], mediator={"patience": 4},
                talks={"without_mediator": 1, "session_days": 1})  # fmt: skip
    _, runs = played(case)
    d, c2 = 60 / (365.2425 / 12), 4 * 16 / math.pi
    for t in (1, 1.9, 2.5, 4):
        total = t**2 if t <= d else d**2 + 5 * (t**2 - d**2)
        law = 1 - math.exp(-total / c2)
        assert abs((runs["left_at"] <= t).mean() - law) < 4 * 0.5 / math.sqrt(MANY) + 0.02


def test_talks_go_on_without_the_mediator_with_the_chance_that_is_stated():
    case = bare(1500, mediator={"patience": 1},
                talks={"without_mediator": 0.3, "resumes_per_month": 0})  # fmt: skip
    _, runs = played(case)
    assert close(np.isinf(runs["suspended_at"]).mean(), 0.3)
    halted = np.isfinite(runs["suspended_at"])
    assert (runs["suspended_at"][halted] == runs["left_at"][halted]).all()
    assert (runs["cause"][halted] == 3).all()


def test_a_deadline_is_kept_with_its_credibility():
    for day in ("2026-04-02", "2026-04-13"):
        deadline = {"id": "e", "kind": "deadline", "on": day, "credible": 0.35}
        _, runs = played(bare(events=[deadline], talks={"resumes_per_month": 0}))
        kept = np.isfinite(runs["suspended_at"])
        assert close(kept.mean(), 0.35)
        assert (runs["cause"][kept] == 4).all()
        # At the end of its day.
        end = (np.datetime64(day) - np.datetime64("2026-01-01")).astype(int) + 1
        assert runs["suspended_at"][kept] == pytest.approx(end / (365.2425 / 12), abs=1e-6)


@pytest.mark.parametrize("days", [122, 124, 200, 365])
def test_a_deadline_on_the_last_day_counts(days):
    last = np.datetime64("2026-01-01") + np.timedelta64(days - 1, "D")
    deadline = {"id": "e", "kind": "deadline", "on": str(last), "credible": 1}
    _, runs = played(bare(days, events=[deadline]))
    assert (runs["ended"] == 1).all()
    assert (runs["standing"][:, -1] == 1).all()


def test_suspended_talks_resume_with_their_hazard_or_collapse():
    """Suspended at s: collapsed with exp(-h g) once g months have passed, else resumed."""
    stop = {"id": "e", "on": "2026-02-01", "effect": {"suspends": 1}}
    talks = {"resumes_per_month": 0.5, "gives_up_after": 3}
    fixed, runs = played(bare(events=[stop], talks=talks))
    start = 31 / (365.2425 / 12)
    assert runs["suspended_at"] == pytest.approx(start)
    assert close((runs["ended"] == 2).mean(), math.exp(-0.5 * 3))
    collapsed = runs["ended"] == 2
    assert runs["ended_at"][collapsed] == pytest.approx(start + 3)
    for g, day in enumerate(fixed.grid):
        if start <= day < start + 3:
            still = (runs["standing"][:, g] == 1).mean()
            assert close(still, math.exp(-0.5 * (day - start)))


def test_sessions_come_at_their_mean_gap():
    """PERT [10, 20, 30] has the mean 20: a session of 8 days every 28 days, the first after 20."""
    _, runs = played(bare(1000, talks={"every_days": (10, 20, 30)}))
    assert runs["sessions"].mean() == pytest.approx((1000 - 20) / 28, abs=0.6)


def test_a_party_breaks_off_with_the_chance_per_session():
    """Offered nothing better than no agreement: two parties, each with q in every session."""
    talks = {"breaks_off": 0.1, "resumes_per_month": 0, "every_days": 20}
    _, runs = played(bare(46, talks=talks))
    # One session of 8 days from day 20 on, the next one from day 48 on is too late.
    assert (runs["sessions"] == 1).all()
    assert close((runs["ended"] == 1).mean(), 1 - 0.9**2)
    assert close((runs["subject"] == 0).mean(), 0.1)


def test_a_separable_issue_is_settled_after_a_geometric_number_of_sessions():
    """What both gain from is settled in each session with the chance s: 1 - (1 - s)^n."""
    case = bare(talks={"settles_apart": 0.2})
    issue = {"id": "j", "name": "J", "area": "territory", "options": ("x", "y"),
             "without_agreement": "x", "separable": True}  # fmt: skip
    raw = case.model_dump(exclude_defaults=True, by_alias=True)
    raw["issues"] = (*raw["issues"], issue)
    raw["positions"] = tuple(
        {"party": p, "issue": i, "weight": 1, "values": v}
        for p, i, v in (
            ("a", "i", {"x": 0, "y": 1}), ("b", "i", {"x": 1, "y": 0}),
            ("a", "j", {"x": 0, "y": 1}), ("b", "j", {"x": 0, "y": 1}),
        )
    )  # fmt: skip
    _, runs = played(Case.model_validate(raw))
    first = 20 / (365.2425 / 12)
    step = 28 / (365.2425 / 12)
    for n in (1, 2, 5):
        by_then = runs["partial_at"] < first + (n - 1) * step + step / 2
        assert close(by_then.mean(), 1 - 0.8**n)
    assert np.isinf(runs["signed_at"]).all()
