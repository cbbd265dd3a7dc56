"""Small random bargaining problems as arrays, and the truth about them by enumeration."""

from __future__ import annotations

import itertools

import numpy as np

from goodoffices.preferences import TOLERANCE, Bargain, Conjunction


def random_bargain(seed: int) -> Bargain:
    """Return a small problem of one draw: red lines, floors, limited consent, rules, bonuses.

    Every other problem has round numbers, so that packages tie.
    """
    rng = np.random.default_rng(seed)
    issues, options = int(rng.integers(2, 6)), int(rng.integers(2, 5))
    full, limited = int(rng.integers(1, 6)), int(rng.integers(0, 3))
    claimants = full + limited
    value = rng.random((claimants, issues, options))
    weight = rng.dirichlet(np.ones(issues), claimants)
    if seed % 2:
        value = rng.integers(0, 3, value.shape) / 2
        weight = np.full(weight.shape, 1 / issues)
    gain = value * weight[:, :, None]
    gain[full:] *= rng.random((limited, issues))[:, :, None] < 0.6
    floor = rng.choice([0.0, 0.3, 0.45, 0.6], claimants) * rng.choice([0.5, 1.0, 1.2])
    floor[full:] = gain[full:, :, 0].sum(axis=1)
    allowed = rng.random((issues, options)) < 0.9
    allowed[:, 0] |= ~allowed.any(axis=1)
    linked = seed % 3 > 0

    def conjunction(name: str) -> Conjunction:
        chosen = sorted(rng.choice(issues, int(rng.integers(2, min(issues, 3) + 1)), replace=False))
        terms = []
        for i in chosen:
            some = rng.choice(options, int(rng.integers(1, options)), replace=False)
            terms.append((int(i), tuple(sorted(int(o) for o in some))))
        return Conjunction(name, tuple(terms))

    rules = tuple(conjunction(f"rule {n}") for n in range(int(rng.integers(0, 5)) if linked else 0))
    bonuses = tuple(
        conjunction(f"bonus {n}") for n in range(int(rng.integers(0, 3)) if linked else 0)
    )
    bonus = rng.choice([-0.2, 0.0, 0.1, 0.25], (claimants, len(bonuses)))
    bonus[full:] = 0.0
    return Bargain(
        claimants=tuple(range(claimants)),
        full=full,
        gain=gain[None],
        floor=floor[None],
        allowed=allowed[None],
        rules=rules,
        active=rng.random((1, len(rules))) < 0.8,
        bonuses=bonuses,
        bonus=bonus[None],
    )


def everything(problem: Bargain) -> np.ndarray:
    """Return all packages in the order of options, shape (N, I)."""
    _, _, issues, options = problem.gain.shape
    return np.array(list(itertools.product(range(options), repeat=issues)))


def zone(problem: Bargain) -> tuple[np.ndarray, np.ndarray]:
    """Return the packages of the zone and their surpluses, (N, I) and (N, F), one by one."""
    packages, rows = [], []
    full = problem.full
    for package in everything(problem):
        if not problem.allowed[0][range(len(package)), package].all():
            continue
        if any(
            active and all(package[i] in options for i, options in rule.terms)
            for rule, active in zip(problem.rules, problem.active[0], strict=True)
        ):
            continue
        surplus = problem.gain[0][:, range(len(package)), package].sum(axis=1) - problem.floor[0]
        for k, bonus in enumerate(problem.bonuses):
            if all(package[i] in options for i, options in bonus.terms):
                surplus = surplus + problem.bonus[0, :, k]
        if (surplus >= -TOLERANCE).all():
            packages.append(package)
            rows.append(surplus[:full])
    count = problem.gain.shape[2]
    return np.array(packages, dtype=np.int64).reshape(-1, count), np.array(rows).reshape(-1, full)
