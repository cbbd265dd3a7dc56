"""The nearest improvement of a draft: better for somebody, worse for nobody, and close to it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

import numpy as np

from goodoffices.preferences import TOLERANCE, Bargain, Floats, Packages
from goodoffices.zone._branch import Best, best
from goodoffices.zone._goals import Weighted
from goodoffices.zone._programme import Optimum, nash

__all__ = ["Improvement", "improve"]

Status = Literal["improved", "on the frontier", "repaired", "none"]


@dataclass(frozen=True, slots=True)
class Improvement:
    """What became of a draft.

    Parameters
    ----------
    status
        ``improved``: the draft lies in the zone, and `package` is better for a party of full
        consent and worse for nobody whose consent is needed. ``on the frontier``: it lies in the
        zone and nothing improves it. ``repaired``: it lies outside the zone, and `package` lies
        inside. ``none``: it lies outside, and the zone is empty.
    package
        Shape (I,): option indices; the draft itself where it is on the frontier.
    kept
        Issues on which the package has the draft's option.
    changed
        The other issues.
    gain
        Shape (F,): u_p(package) - u_p(draft) of the parties of full consent.
    proof
        How it is known to be the nearest, in words.
    exact
        Whether it is.
    """

    status: Status
    package: Packages | None
    kept: int
    changed: tuple[int, ...]
    gain: Floats
    proof: str
    exact: bool


def improve(problem: Bargain, draft: Packages) -> Improvement:
    """Return the nearest improvement of a draft, in a single draw.

    A draft in the zone is improved: of the packages of the zone that every claimant finds at
    least as good as the draft, and some party of full consent better, those that keep most of its
    options; of these the Nash package, with the draft as the point of no agreement. A draft
    outside the zone is repaired: of the packages of the zone those that keep most of its options;
    of these the Nash package.

    Parameters
    ----------
    problem
        A problem of one draw.
    draft
        Shape (I,): option indices; it may break rules, red lines and floors.

    Raises
    ------
    ValueError
        If the problem has more than one draw, or the draft does not name one option per issue.

    Notes
    -----
    Exact where all searches finish, and says otherwise. "Better" is more than 1e-9, summed over
    the parties. The options kept enter the search as one more claimant, who asks for as many of
    them as possible; improvements are looked for at one change, then at two, and so on, since a
    mixture of the draft with a distant improvement looks close in the relaxation. The result is
    Pareto optimal among the packages that keep as many options, not among all.

    References
    ----------
    Raiffa 1982, "The Art and Science of Negotiation" (post-settlement settlements).
    """
    issues, options = problem.gain.shape[2:]
    if len(problem) != 1:
        raise ValueError("expected a problem of one draw")
    draft = np.asarray(draft, dtype=np.int64)
    if draft.shape != (issues,) or not ((draft >= 0) & (draft < options)).all():
        raise ValueError(f"expected one option index per issue, {issues} of them; found {draft}")
    at_draft = problem.surplus(draft[None])[0, :, 0]
    if problem.admissible(draft[None])[0, 0] and (at_draft >= -TOLERANCE).all():
        return _improved(problem, draft, at_draft)
    return _repaired(problem, draft)


def _improved(problem: Bargain, draft: Packages, at_draft: Floats) -> Improvement:
    # What a claimant has in the draft takes the place of what it has without agreement.
    better = dataclasses.replace(problem, floor=problem.floor + at_draft)
    total = np.zeros(len(problem.claimants))
    total[: problem.full] = 1.0
    most = best(better, Weighted(total), start=draft[None])
    if most.value <= TOLERANCE:
        return _result(
            problem,
            draft,
            "on the frontier",
            draft,
            exact=most.exact,
            proof="no package is better for a party and worse for nobody",
        )
    exact, near, found = True, better, most
    for changes in range(1, len(draft) + 1):
        near = _keeping(better, draft, len(draft) - changes)
        found = best(near, Weighted(np.append(total, 0.0)), start=draft[None])
        if found.value > TOLERANCE:
            break
        exact = exact and found.exact
    return _near(problem, draft, "improved", found, nash(near), exact=exact)


def _repaired(problem: Bargain, draft: Packages) -> Improvement:
    near = _keeping(problem, draft, 0)
    kept = np.zeros(len(near.claimants))
    kept[-1] = 1.0
    found = best(near, Weighted(kept))
    if not len(found.package):
        proof = "the zone is empty"
        return _result(problem, draft, "none", None, exact=found.exact, proof=proof)
    chosen = nash(_keeping(problem, draft, round(found.value)))
    return _near(problem, draft, "repaired", found, chosen, exact=found.exact)


def _keeping(problem: Bargain, draft: Packages, least: int) -> Bargain:
    """Return the problem with one more claimant, who wants `least` options of the draft kept."""
    _, _, issues, options = problem.gain.shape
    kept = np.zeros((1, 1, issues, options))
    kept[0, 0, np.arange(issues), draft] = 1.0
    return dataclasses.replace(
        problem,
        claimants=(*problem.claimants, -1),
        gain=np.concatenate([problem.gain, kept], axis=1),
        floor=np.append(problem.floor, [[float(least)]], axis=1),
        bonus=np.pad(problem.bonus, ((0, 0), (0, 1), (0, 0))),
    )


def _near(
    problem: Bargain,
    draft: Packages,
    status: Status,
    found: Best,
    chosen: Optimum | None,
    *,
    exact: bool,
) -> Improvement:
    """Return the best of the nearest packages, or one of them where the search for it gave up."""
    if chosen is None:
        package, proven, proof = found.package[0], False, "one of the nearest packages"
    else:
        package, proven = chosen.package, chosen.exact
        proof = f"of the packages that keep as many of the draft's options: {chosen.proof}"
    if not exact:
        proof = "a nearer package is not ruled out; " + proof
    return _result(problem, draft, status, package, exact=exact and proven, proof=proof)


def _result(
    problem: Bargain,
    draft: Packages,
    status: Status,
    package: Packages | None,
    *,
    exact: bool,
    proof: str,
) -> Improvement:
    full = problem.full
    if package is None:
        return Improvement(status, None, 0, (), np.zeros(full), _said(proof, exact=exact), exact)
    both = problem.surplus(np.stack([draft, package]))[0, :full]
    changed = tuple(int(i) for i in np.flatnonzero(package != draft))
    return Improvement(
        status,
        package,
        len(draft) - len(changed),
        changed,
        both[:, 1] - both[:, 0],
        _said(proof, exact=exact),
        exact,
    )


def _said(proof: str, *, exact: bool) -> str:
    return proof if exact or "not" in proof else f"{proof}, as far as the search went"
