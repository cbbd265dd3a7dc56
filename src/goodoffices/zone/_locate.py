"""Where one package lies: in the zone or not, and how far from the frontier."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goodoffices.case import Case
from goodoffices.preferences import TOLERANCE, Bargain, Draws, Packages, Share, share
from goodoffices.zone._assess import chosen
from goodoffices.zone._blocking import demands
from goodoffices.zone._changes import changed, named
from goodoffices.zone._count import zone_size
from goodoffices.zone._draft import improve
from goodoffices.zone._question import question
from goodoffices.zone._result import Change, Demand, Size
from goodoffices.zone._sample import Sample, in_zone
from goodoffices.zone._search import margins

__all__ = ["Location", "locate"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where one package lies.

    Parameters
    ----------
    package
        Option by issue; a deferred issue has the option that holds without agreement.
    deferred
        Issues left to a later procedure, about which no red line binds.
    robustness
        Share of draws in whose zone it lies.
    in_zone
        Whether it lies in the zone at the modal draw.
    surplus
        s_p = u_p - r_p at the modal draw, by fully consenting party.
    broken
        Demands that it does not meet at the modal draw.
    efficient
        Whether, at the modal draw, no package that breaks no red line and no rule is better for a
        party of full consent and worse for nobody whose consent is needed, exact; ``None`` where it
        breaks one itself, and so is not among those that are compared.
    as_good
        How many other packages that break none are at least as good for everybody whose consent is
        needed; `packages` of it counts all that break none.
    gap
        By how much every party of full consent could gain at once: the largest smallest gain over
        those packages, 0 on the frontier; ``None`` where none is as good for everybody.
    """

    package: dict[str, str]
    deferred: tuple[str, ...]
    robustness: Share
    in_zone: bool
    surplus: dict[str, float]
    broken: tuple[Demand, ...]
    efficient: bool | None
    as_good: Size
    gap: float | None


def locate(
    case: Case,
    package: Mapping[str, str],
    *,
    deferred: Collection[str] = (),
    draws: int = 2000,
    seed: int = 1,
    at: dt.date | None = None,
) -> Location:
    """Return where a package lies.

    Parameters
    ----------
    case
        The case.
    package
        Option by issue; issues left out stay as without agreement.
    deferred
        Issues left to a later procedure: they stay as without agreement too, and no red line about
        them binds.
    draws, seed, at
        As in `analyse`.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed.
    ValueError
        If an issue or option is unknown, an issue is both settled and deferred, or `draws` or `at`
        is out of range.
    """
    if draws < 1:
        raise ValueError("expected at least one draw")
    both = sorted(set(deferred) & set(package))
    if both:
        raise ValueError(f"found {', '.join(both)} both settled and deferred, expected one of them")
    asked = question(case, at)
    fixed = asked.prepared.structure
    settled = chosen(fixed, package)
    unknown = [issue for issue in deferred if issue not in fixed.issues]
    if unknown:
        raise ValueError(f"no issue {unknown[0]!r}; the issues are {', '.join(fixed.issues)}")
    later = tuple(issue for issue in fixed.issues if issue in deferred)
    changes = [Change("defer", issue=issue) for issue in later]
    sample = Sample(asked.prepared, seed, draws, asked.time)
    inside = sum(
        int(in_zone(changed(part.draws, changes), settled[None]).sum()) for part in sample.parts()
    )
    at_mode = changed(asked.modal, changes)
    surplus = at_mode.surplus(settled[None])[0, :, 0]
    efficient, as_good, gap = _compared(asked.at_mode, settled, seed)
    return Location(
        package=named(fixed, settled),
        deferred=later,
        robustness=share(inside, draws),
        in_zone=bool(in_zone(at_mode, settled[None])[0, 0]),
        surplus={fixed.parties[p]: float(surplus[k]) for k, p in enumerate(fixed.full)},
        broken=_broken(asked.modal, asked.at_mode, settled, later),
        efficient=efficient,
        as_good=as_good,
        gap=gap,
    )


def _compared(
    problem: Bargain, settled: Packages, seed: int
) -> tuple[bool | None, Size, float | None]:
    """Compare a package with all that break no red line and no rule of a single draw."""
    # With its own worth as everybody's floor, the zone is what is as good for all.
    own = dataclasses.replace(
        problem, floor=problem.floor + problem.surplus(settled[None])[:, :, 0]
    )
    admissible = bool(in_zone(own, settled[None])[0, 0])
    size = zone_size(own, seed=seed)
    others = int(admissible)
    as_good = dataclasses.replace(
        size,
        count=max(0, size.count - others),
        low=max(0, size.low - others),
        high=max(0, size.high - others),
    )
    gain = float(margins(own).margin[0])
    gap = max(0.0, gain) if math.isfinite(gain) and gain >= -TOLERANCE else None
    if not admissible:
        return None, as_good, gap
    return improve(own, settled).status == "on the frontier", as_good, gap


def _broken(
    modal: Draws, problem: Bargain, settled: Packages, later: tuple[str, ...]
) -> tuple[Demand, ...]:
    """Return the demands of the modal draw that a package does not meet."""
    fixed = modal.structure
    surplus = problem.surplus(settled[None])[0, :, 0]
    short = {fixed.parties[p] for k, p in enumerate(problem.claimants) if surplus[k] < -TOLERANCE}
    package = named(fixed, settled)
    # A rule of one term is no demand but part of what a package is; a package can still break it.
    rules = {
        rule.link
        for rule in fixed.rules
        if all(
            settled[i] in options and not (len(rule.terms) == 1 and fixed.issues[i] in later)
            for i, options in rule.terms
        )
    }
    met = {
        "red_line": lambda it: it.issue in later or package[it.issue or ""] not in it.options,
        "floor": lambda it: it.party not in short,
        "rule": lambda it: it.link not in rules,
    }
    wanted = demands(modal, problem)
    listed = {demand.link for demand in wanted if demand.kind == "rule"}
    unlisted = [Demand("rule", link=link) for link in sorted(rules - listed)]
    return (*(demand for demand in wanted if not met[demand.kind](demand)), *unlisted)
