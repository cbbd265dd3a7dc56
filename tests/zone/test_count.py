"""The number of packages in the zone: counted in two halves, or estimated and said so."""

from __future__ import annotations

import numpy as np
import pytest
from support.random_cases import Enumeration, random_case

from goodoffices.preferences import bargain, prepare
from goodoffices.zone import _count
from goodoffices.zone._count import zone_size


def counted(seed):
    case = random_case(seed)
    modal = prepare(case).modal()
    truth = Enumeration(case, modal, 0)
    free = [
        x
        for x in truth.packages
        if not truth.broken(x)
        and not any(truth.red(p, i, o) for p in truth.full + truth.limited for i, o in enumerate(x))
    ]
    return bargain(modal), len(truth.zone()), len(free)


@pytest.mark.parametrize("seed", range(80))
def test_the_exact_count_is_that_of_enumeration(seed):
    problem, zone, free = counted(seed)
    size = zone_size(problem, seed=1)
    assert (size.exact, size.count, size.packages) == (True, zone, free)


def test_divide_and_conquer_counts_what_comparing_every_pair_counts(monkeypatch):
    rng = np.random.default_rng(1)
    for columns in (1, 2, 3, 4):
        need, have = (rng.integers(0, 9, (400, columns)).astype(float) for _ in range(2))
        every = int((have[None] >= need[:, None]).all(axis=2).sum())
        monkeypatch.setattr(_count, "_DIRECT", 50)
        assert _count._pairs(need, have) == every


def test_an_estimate_covers_the_truth_as_often_as_its_interval_says(monkeypatch):
    monkeypatch.setattr(_count, "_HALF", 0)
    monkeypatch.setattr(_count, "_SAMPLES", 400)
    covered = total = 0
    for seed in range(80):
        problem, zone, free = counted(seed)
        if 0 < zone < free:
            size = zone_size(problem, seed=seed)
            assert not size.exact
            total += 1
            covered += size.low <= zone <= size.high
    assert total > 15
    assert covered / total > 0.85


def test_the_sample_is_uniform_over_the_packages_that_keep_the_rules(monkeypatch):
    monkeypatch.setattr(_count, "_HALF", 0)
    problem, _, free = counted(9)
    steps = [
        (layer, _count._edges(problem, layer))
        for layer in _count.diagram(
            problem.gain.shape[2], problem.gain.shape[3], problem.rules, problem.bonuses
        ).layers
    ]
    packages = _count._uniform(steps, _count._completions(steps), 1)
    _, counts = np.unique(packages, axis=0, return_counts=True)
    assert len(counts) == free
    expected = len(packages) / free
    assert ((counts - expected) ** 2 / expected).sum() < free + 6 * (2 * free) ** 0.5
