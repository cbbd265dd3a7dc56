"""What each side came to discuss, read off who was sent: evidence, and no proof.

A delegate i brings shares pi_i ~ Dirichlet(alpha_i) of portfolios, alpha_i being the prior counts
of the office.  The agenda of a side on a track is theta ~ Dirichlet(1/2 + sum_i w_i pi_i) over the
five portfolios, w_i = 2 for the head of the delegation and 1 otherwise.  Its mean is exact::

    E theta_k = (1/2 + sum_i w_i alpha_ik / sum_j alpha_ij) / (5/2 + sum_i w_i)

and its intervals are over draws.  The same person in the same office brings the same shares to
every round.

References
----------
Gelman, Carlin, Stern, Dunson, Vehtari & Rubin 2013, Bayesian Data Analysis, 3rd edition, section
3.4 (the Dirichlet as a prior for shares).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case
from goodoffices.case.model import Delegate, Party, Round
from goodoffices.intent._offices import PORTFOLIOS, announced, prior_counts
from goodoffices.intent._result import Agenda, Contested, Driver, Interval, Shift
from goodoffices.preferences import uniforms

__all__ = ["FEW", "Delegations", "comparable", "contesting", "delegations", "main_table"]

Floats = NDArray[np.float64]

_JEFFREYS = 0.5
_HEAD = 2.0
FEW = 2
"""Delegates below which a delegation is taken as named in part only."""
_DRIVERS = 3
_ENDS = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Delegations:
    """Agendas, their changes, and what is missing or contested."""

    agendas: tuple[Agenda, ...]
    shifts: tuple[Shift, ...]
    missing: tuple[tuple[str, str], ...]
    contested: tuple[Contested, ...]


@dataclass(slots=True)
class _Drawer:
    case: Case
    seed: int
    draws: int
    brought: dict[str, Floats] = field(default_factory=dict)

    def shares(self, party: str, delegate: Delegate) -> Floats:
        """Return pi of one delegate, shape (D, 5)."""
        name = f"delegates[{party},{delegate.name},{delegate.office},{delegate.portfolio}]"
        if name not in self.brought:
            counts = prior_counts(self.case, delegate)
            self.brought[name] = self.dirichlet(name, np.broadcast_to(counts, (self.draws, 5)))
        return self.brought[name]

    def dirichlet(self, name: str, counts: Floats) -> Floats:
        """Return Dirichlet draws as gamma draws, normalised, shape (D, 5)."""
        from scipy.special import gammaincinv

        width = len(PORTFOLIOS)
        uniform = uniforms(self.seed, name, first=0, count=self.draws, width=width)
        gamma = gammaincinv(counts, np.maximum(uniform, 2.0**-53)) + 1e-300
        shares: Floats = gamma / gamma.sum(axis=1, keepdims=True)
        return shares

    def agenda(self, party: str, round_: str, track: str | None, sent: list[Delegate]) -> Floats:
        """Return theta of a side on a track, shape (D, 5)."""
        counts = np.full((self.draws, len(PORTFOLIOS)), _JEFFREYS)
        for delegate in sent:
            counts += _weight(delegate) * self.shares(party, delegate)
        return self.dirichlet(f"agendas[{party},{round_},{track or ''}]", counts)


def delegations(case: Case, *, seed: int, draws: int) -> Delegations:
    """Return what each side came to discuss, round by round and track by track."""
    drawer = _Drawer(case, seed, draws)
    rounds = sorted(case.rounds, key=lambda entry: (entry.dates.first, entry.id))
    agendas: list[Agenda] = []
    shifts: list[Shift] = []
    missing: list[tuple[str, str]] = []
    for entry in rounds:
        for party in case.parties:
            sent = party.delegations.get(entry.id, ())
            if not sent and party.id in entry.parties:
                missing.append((party.id, entry.id))
            agendas += _agendas(drawer, party, entry)
    for party in case.parties:
        held = [entry for entry in rounds if main_table(party, entry)]
        for n, entry in enumerate(held[1:], 1):
            shifts.append(_shift(drawer, party, comparable(party, held[:n]), entry))
    return Delegations(tuple(agendas), tuple(shifts), tuple(missing), _contested(case))


def comparable(party: Party, earlier: Sequence[Round]) -> Round:
    """Return the latest round of which more than a head of delegation is named, else the latest.

    Parameters
    ----------
    party
        Whose delegations are compared.
    earlier
        Rounds in order of time, at least one.
    """
    full = [entry for entry in earlier if len(main_table(party, entry)) >= FEW]
    return (full or list(earlier))[-1]


def contesting(case: Case, party: str, round_: str, person: Delegate) -> tuple[str, ...]:
    """Return the ids of the claims that contradict what is reported of a delegate at a round.

    A claim that contradicts a claim named for the delegate concerns the delegate unless it says
    what it is about, and that is other rounds, or other parties.
    """
    mine = set(person.claims)
    rounds, parties = ({e.id for e in group} for group in (case.rounds, case.parties))
    known = {claim.id: claim for claim in case.claims}
    disputed = {other for key in mine if key in known for other in known[key].contested_by}

    def concerns(about: Sequence[str]) -> bool:
        return (round_ in about or not rounds & set(about)) and (
            party in about or not parties & set(about)
        )

    against = tuple(
        claim.id
        for claim in case.claims
        if claim.id not in mine
        and (claim.id in disputed or mine & set(claim.contested_by))
        and concerns(claim.about)
    )
    return against or tuple(key for key in person.claims if mine & set(known[key].contested_by))


def _weight(delegate: Delegate) -> float:
    return _HEAD if delegate.head else 1.0


def main_table(party: Party, entry: Round) -> list[Delegate]:
    """Return the delegates of a party at a round who are on no separate track."""
    return [person for person in party.delegations.get(entry.id, ()) if person.track is None]


def _mean(case: Case, sent: list[Delegate]) -> Floats:
    counts = np.full(len(PORTFOLIOS), _JEFFREYS)
    for delegate in sent:
        prior = prior_counts(case, delegate)
        counts += _weight(delegate) * prior / prior.sum()
    mean: Floats = counts / counts.sum()
    return mean


def _interval(value: float, drawn: Floats) -> Interval:
    low, high = np.quantile(drawn, _ENDS)
    return Interval(value, float(low), float(high))


def _agendas(drawer: _Drawer, party: Party, entry: Round) -> list[Agenda]:
    found = []
    sent = party.delegations.get(entry.id, ())
    for track in dict.fromkeys(person.track for person in sent):
        own = [person for person in sent if person.track == track]
        theta = drawer.agenda(party.id, entry.id, track, own)
        mean = _mean(drawer.case, own)
        given = announced(drawer.case, entry.agenda) if entry.agenda and track is None else None
        agreement = None
        if given is not None:
            near = 1 - np.abs(theta - given).sum(axis=1) / 2
            agreement = _interval(float(near.mean()), near)
        found.append(
            Agenda(
                party=party.id,
                round=entry.id,
                track=track,
                delegates=tuple(person.name for person in own),
                shares={
                    p: _interval(float(mean[k]), theta[:, k]) for k, p in enumerate(PORTFOLIOS)
                },
                announced=None
                if given is None
                else {p: float(given[k]) for k, p in enumerate(PORTFOLIOS)},
                agreement=agreement,
            )
        )
    return found


def _shift(drawer: _Drawer, party: Party, before: Round, after: Round) -> Shift:
    old, new = main_table(party, before), main_table(party, after)
    moved = drawer.agenda(party.id, after.id, None, new) - drawer.agenda(
        party.id, before.id, None, old
    )
    mean = _mean(drawer.case, new) - _mean(drawer.case, old)
    top = int(np.argmax(np.abs(mean)))
    change = {p: _interval(float(mean[k]), moved[:, k]) for k, p in enumerate(PORTFOLIOS)}
    found = change[PORTFOLIOS[top]]
    return Shift(
        party=party.id,
        before=before.id,
        after=after.id,
        change=change,
        rose={p: float((moved[:, k] > 0).mean()) for k, p in enumerate(PORTFOLIOS)},
        portfolio=PORTFOLIOS[top],
        clear=found.low > 0 or found.high < 0,
        drivers=_drivers(drawer.case, old, new, top),
    )


def _drivers(case: Case, old: list[Delegate], new: list[Delegate], top: int) -> tuple[Driver, ...]:
    """Return who came, left or changed role, and by how much the change would be less without.

    Each is put back as at the round before, the others staying as they are.
    """
    total = _mean(case, new)[top] - _mean(case, old)[top]
    before = {person.name: person for person in old}
    after = {person.name: person for person in new}
    found = []
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if was and now and (was.portfolio, was.head, was.office) == (
            now.portfolio, now.head, now.office,
        ):  # fmt: skip
            continue
        put_back = [person for person in new if person.name != name] + ([was] if was else [])
        part = total - (_mean(case, put_back)[top] - _mean(case, old)[top])
        how: Literal["came", "left", "changed"] = (
            "changed" if was and now else "came" if now else "left"
        )
        found.append(Driver(name, how, float(part)))
    driving = [driver for driver in found if driver.part * total > 1e-9]
    return tuple(sorted(driving, key=lambda d: (-abs(d.part), d.name)))[:_DRIVERS]


def _contested(case: Case) -> tuple[Contested, ...]:
    """Return delegates whose reports conflict, with the claims on both sides."""
    return tuple(
        Contested(party.id, entry.id, person.name, person.claims, against)
        for entry in case.rounds
        for party in case.parties
        for person in party.delegations.get(entry.id, ())
        if (against := contesting(case, party.id, entry.id, person))
    )
