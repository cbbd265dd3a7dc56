"""What blocks: the minimal sets of demands that cannot all be met."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

import numpy as np

from goodoffices.preferences import Bargain, Bools, Draws, bargain
from goodoffices.zone._result import BlockingSet, Demand
from goodoffices.zone._search import has_zone

__all__ = ["blocking_sets", "demands", "hitting_sets", "minimal_infeasible"]

_CAP = 200
"""Sets enumerated before the search stops and says so."""

Subset = frozenset[int]


def demands(draws: Draws, problem: Bargain) -> tuple[Demand, ...]:
    """Return the demands of the first draw: red lines that hold, floors, rules of several terms.

    A rule of one term says that an option is no settlement at all; it is part of what a package
    is, not a demand.
    """
    fixed = draws.structure
    found = []
    for k, line in enumerate(fixed.lines):
        if fixed.consent[line.party, line.issue] and draws.holds[0, k]:
            options = tuple(fixed.options[line.issue][o] for o in line.options)
            party, issue = fixed.parties[line.party], fixed.issues[line.issue]
            found.append(Demand("red_line", party, issue, options))
    for p in problem.claimants:
        some = fixed.consent[p]
        issues = () if some.all() else tuple(np.array(fixed.issues)[some].tolist())
        found.append(Demand("floor", fixed.parties[p], issues=issues))
    found += [Demand("rule", link=rule.link) for rule in problem.rules]
    return tuple(dict.fromkeys(found))


def blocking_sets(draws: Draws) -> tuple[tuple[BlockingSet, ...], bool]:
    """Return all minimal blocking sets of the first draw, and whether they are all.

    Parameters
    ----------
    draws
        The draws; the first is analysed, usually the modal one.

    Returns
    -------
    sets, complete
        The sets, smallest first; empty where the zone is not. `complete` is false where the
        enumeration stopped at its cap.
    """
    problem = bargain(draws)
    wanted = demands(draws, problem)
    if has_zone(problem.take(slice(0, 1)))[0]:
        return (), True
    red = [k for k, demand in enumerate(wanted) if demand.kind == "red_line"]
    floors = [k for k, demand in enumerate(wanted) if demand.kind == "floor"]
    rules = [k for k, demand in enumerate(wanted) if demand.kind == "rule"]
    fixed = draws.structure
    without = bargain(dataclasses.replace(draws, holds=np.zeros_like(draws.holds)))
    lines = np.zeros((len(red), *problem.allowed.shape[1:]), dtype=bool)
    for n, k in enumerate(red):
        i = fixed.issues.index(wanted[k].issue or "")
        lines[n, i, [fixed.options[i].index(option) for option in wanted[k].options]] = True
    # A floor that is not demanded lies below anything a package can give.
    gain = np.where(without.allowed[:1, None], problem.gain[:1], 0.0)
    lowest = gain.min(axis=3).sum(axis=2) + np.minimum(problem.bonus[:1], 0.0).sum(axis=2) - 1.0

    def meets(subsets: list[Subset]) -> Bools:
        chosen = np.zeros((len(subsets), len(wanted)), dtype=bool)
        for row, subset in enumerate(subsets):
            chosen[row, list(subset)] = True
        barred = (chosen[:, red][:, :, None, None] & lines[None]).any(axis=1)
        variants = dataclasses.replace(
            problem.take(np.zeros(len(subsets), dtype=np.intp)),
            allowed=without.allowed[:1] & ~barred,
            floor=np.where(chosen[:, floors], problem.floor[:1], lowest),
            active=chosen[:, rules],
        )
        return has_zone(variants)

    sets, complete = minimal_infeasible(len(wanted), meets, cap=_CAP)
    return tuple(BlockingSet(tuple(wanted[k] for k in sorted(group))) for group in sets), complete


def minimal_infeasible(
    count: int, meets: Callable[[list[Subset]], Bools], *, cap: int
) -> tuple[list[Subset], bool]:
    """Return all minimal infeasible subsets of ``0 .. count - 1``, smallest first.

    Parameters
    ----------
    count
        Number of constraints.
    meets
        Tells for each of several subsets whether all its constraints can be met together.
        Must be monotone: what meets a set meets its subsets.
    cap
        Stop once this many candidate sets are at hand.

    Returns
    -------
    sets, complete
        With `complete` true: all of them. Otherwise those found before the cap, each minimal.

    Notes
    -----
    Dualize and advance: minimal hitting sets of the minimal correction sets found so far are
    candidates; those that can be met grow to further maximal satisfiable sets, and when none can,
    the candidates are exactly the minimal infeasible sets.

    References
    ----------
    Bailey & Stuckey 2005, "Discovery of minimal unsatisfiable subsets of constraints using
    hitting set dualization", PADL; Liffiton, Previti, Malik & Marques-Silva 2016, "Fast,
    flexible MUS enumeration", Constraints 21.
    """
    if not meets([frozenset()])[0]:
        return [frozenset()], True
    everything = frozenset(range(count))
    corrections: set[Subset] = set()
    candidates: list[Subset] = [frozenset()]
    known: dict[Subset, bool] = {}
    while True:
        ask = [candidate for candidate in candidates if candidate not in known]
        if ask:
            known.update(zip(ask, (bool(answer) for answer in meets(ask)), strict=True))
        seeds = [candidate for candidate in candidates if known[candidate]]
        minimal = sorted((c for c in candidates if not known[c]), key=lambda c: (len(c), sorted(c)))
        if not seeds:
            return minimal, True
        if len(candidates) > cap:
            # A hitting set of some corrections that cannot be met need not be minimal yet.
            return [c for c in minimal if _irreducible(c, meets)], False
        new = {everything - grown for grown in _grow(seeds, count, meets)}
        corrections |= new
        candidates = hitting_sets(corrections)


def _irreducible(subset: Subset, meets: Callable[[list[Subset]], Bools]) -> bool:
    return bool(meets([subset - {element} for element in subset]).all())


def _grow(seeds: list[Subset], count: int, meets: Callable[[list[Subset]], Bools]) -> list[Subset]:
    """Grow sets that can be met to maximal ones, all of them side by side."""
    grown = list(seeds)
    for turn in range(count):
        # Each seed starts at another element, so that they grow to different sets.
        ask = [(n, (turn + n) % count) for n in range(len(grown))]
        trial = [grown[n] | {element} for n, element in ask]
        for (n, _), larger, ok in zip(ask, trial, meets(trial), strict=True):
            if ok:
                grown[n] = larger
    return grown


def hitting_sets(family: Iterable[Subset]) -> list[Subset]:
    """Return the minimal hitting sets of a family (Berge 1989, sequential multiplication)."""
    hitting: set[Subset] = {frozenset()}
    for group in sorted(family, key=lambda g: (len(g), sorted(g))):
        hit = {h for h in hitting if h & group}
        extended = {h | {element} for h in hitting - hit for element in group}
        fresh = {e for e in extended if not any(h <= e for h in hit)}
        hitting = hit | {e for e in fresh if not any(other < e for other in fresh)}
    return sorted(hitting, key=lambda h: (len(h), sorted(h)))
