"""Sums over runs: states add up, incidence never falls, and division changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from support.random_talks import random_talks

from goodoffices.talks import play_talks
from goodoffices.talks._setting import setting
from goodoffices.talks._simulate import simulate
from goodoffices.talks._tally import MILESTONES, STATES, passed, tally

RUNS = 40
SEEDS = range(16)


def counted(seed, first=0, count=RUNS):
    fixed = setting(random_talks(seed))
    columns = simulate(fixed, seed=3, first=first, count=count)
    return fixed, columns, tally(columns, fixed.grid, fixed.prepared.structure.width)


@pytest.mark.parametrize("seed", SEEDS)
def test_states_add_up_and_incidence_never_falls(seed):
    _, _, total = counted(seed)
    assert (total.states.sum(axis=1) == RUNS).all()
    assert (np.diff(total.reached, axis=0) >= 0).all()
    assert (np.diff(total.settled, axis=1) >= 0).all()
    assert (total.reached <= RUNS).all()
    assert (total.how.sum(axis=1) == RUNS).all()
    assert sum(total.endings.values()) == RUNS
    signed = total.reached[-1, MILESTONES.index("comprehensive")]
    assert sum(total.packages.values()) == signed
    assert sum(total.left_by.values()) == sum(total.blamed.values())
    assert sum(total.left_by.values()) == total.reached[-1, MILESTONES.index("mediator-left")]
    assert (total.options.sum(axis=1) == total.how[:, 1:].sum(axis=1)).all()
    # What has ended stays ended; what is signed stays signed.
    for state in ("comprehensive", "collapsed", "escalated"):
        column = total.states[:, STATES.index(state)]
        assert (column == total.reached[:, MILESTONES.index(state)]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_counts_are_those_of_the_runs_one_by_one(seed):
    fixed, columns, total = counted(seed)
    times = passed(columns)
    for g, day in enumerate(fixed.grid):
        for k, name in enumerate(MILESTONES):
            assert total.reached[g, k] == sum(time <= day for time in times[name])
    last = dict(zip(STATES, total.states[-1], strict=True))
    ended = columns["ended"].tolist()
    for state, code in (("suspended", 1), ("collapsed", 2), ("escalated", 3), ("comprehensive", 4)):
        assert last[state] == ended.count(code)
    talking = [r for r, code in enumerate(ended) if code == 0]
    framework = sum(bool(np.isfinite(columns["framework_at"][r])) for r in talking)
    assert last["framework"] == framework
    assert last["partial"] == sum(
        bool(np.isfinite(columns["partial_at"][r]) and np.isinf(columns["framework_at"][r]))
        for r in talking
    )


@pytest.mark.parametrize("seed", list(SEEDS)[:8])
@pytest.mark.parametrize("cut", [1, 13, 39])
def test_parts_add_up_to_the_whole(seed, cut):
    _, _, whole = counted(seed)
    _, _, one = counted(seed, 0, cut)
    _, _, other = counted(seed, cut, RUNS - cut)
    joined = one + other
    for name in ("states", "reached", "how", "settled", "options"):
        assert (getattr(joined, name) == getattr(whole, name)).all()
    for name in ("runs", "endings", "packages", "left_by", "blamed", "refused_outside", "sessions"):
        assert getattr(joined, name) == getattr(whole, name)


@pytest.mark.parametrize("seed", list(SEEDS)[:8])
def test_the_result_says_what_the_tally_counts(seed):
    case = random_talks(seed)
    answer = play_talks(case, runs=RUNS, seed=3)
    _, columns, total = counted(seed)
    for k, name in enumerate(STATES):
        assert [s.value * RUNS for s in answer.states[name]] == pytest.approx(total.states[:, k])
    for shares in (*answer.states.values(), *answer.reached.values()):
        for share in shares:
            assert 0 <= share.low <= share.value + 1e-12
            assert share.value - 1e-12 <= share.high <= 1
            assert share.draws == RUNS
    assert answer.sessions == columns["sessions"].sum() / RUNS
    held = [int((columns["sessions"] >= number).sum()) for number in range(1, 1000)]
    assert [round(part.value * RUNS) for part in answer.held] == [hits for hits in held if hits]
    assert answer.distinct == len(total.packages)
    assert sum(p.share.value for p in answer.packages) <= 1 + 1e-12
    for record in answer.issues:
        closed = record.alone.value + record.framework.value + record.agreement.value
        assert record.settled[-1].value == pytest.approx(closed)
    stated = sum(ending.share.value for ending in answer.endings)
    last = {name: shares[-1].value for name, shares in answer.states.items()}
    assert stated == pytest.approx(last["suspended"] + last["collapsed"] + last["escalated"])
