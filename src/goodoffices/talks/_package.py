"""The political track: a package for all open issues, on a single text or by offers."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import TOLERANCE, Bools, Floats
from goodoffices.talks._concession import demanded
from goodoffices.talks._interval import suspend
from goodoffices.talks._menu import Plan, menus
from goodoffices.talks._offers import ACCEPTED, NOTHING, Standing, offer_table, play
from goodoffices.talks._reasoned import reasoned_demands
from goodoffices.talks._state import Cause, Course, How, State
from goodoffices.talks._text import Texts, negotiate_text, text_score

__all__ = ["Options", "negotiate_package"]

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Options:
    """What the menus hold, and whether compiled kernels are used."""

    plan: Plan
    compiled: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """What lies on the table of N runs: M entries, F negotiators, T exchanges.

    Shapes: utility (N, M, F), floor (N, F), usable (N, M), target (N, T, F), first (N,), who
    begins; within (N, M, F), moments and held (N, T).
    """

    runs: Rows
    utility: Floats
    floor: Floats
    usable: Bools
    target: Floats
    first: Rows
    within: Bools
    moments: Floats
    held: Bools

    def take(self, rows: Rows) -> _Table:
        return _Table(*(getattr(self, field.name)[rows] for field in dataclasses.fields(self)))

    def until(self, exchanges: int) -> _Table:
        return dataclasses.replace(
            self,
            target=self.target[:, :exchanges],
            moments=self.moments[:, :exchanges],
            held=self.held[:, :exchanges],
        )

    @property
    def surplus(self) -> Floats:
        return self.utility - self.floor[:, None]


@dataclass(frozen=True, slots=True)
class _Course:
    """How a session on the package went in N runs.

    Shapes: item and exchange (N,), -1 where nothing was agreed; offered (N, F), the surplus from
    the best text tabled, or from the best of the others' last offers, for each negotiator;
    spent (N,), what the mediator has promised for what was agreed.
    """

    item: Rows
    exchange: Rows
    offered: Floats
    spent: Floats


def negotiate_package(
    state: State,
    runs: Rows,
    moments: Floats,
    held: Bools,
    share: Floats,
    *,
    step: int,
    options: Options,
) -> Bools:
    """Negotiate the package as a whole in some runs; return where anything was agreed.

    Parameters
    ----------
    state
        The runs, changed in place.
    runs
        N of them.
    moments
        Shape (N, T): the times of the exchanges.
    held
        Shape (N, T): whether the exchange is held, and not cut off.
    share
        Shape (N, T, F): what each negotiator has conceded by then.
    step
        The number of the step, which keys its random numbers.
    options
        How it is computed.
    """
    fixed = state.setting
    full = state.luck.problem.full
    _renew_menus(state, runs, options)
    floor = _floors(state, runs, moments)
    surplus = state.utility[runs] - floor[:, None]
    usable = state.found[runs].copy()
    for k in range(len(fixed.outside)):
        usable &= (surplus[:, :, full + k] >= -TOLERANCE) | ~state.known[runs, k, None]
    utility = state.utility[runs][:, :, :full]
    target = _targets(state, runs, utility, floor[:, :full], usable, share)
    first = (state.sessions[runs].astype(np.intp) - 1) % full
    rational = np.array([strategy == "rational" for strategy in fixed.strategies])
    if rational.any():
        reasoned = reasoned_demands(
            state, runs, moments[:, 0], utility, floor[:, :full],
            usable=usable, first=first, exchanges=moments.shape[1],
        )  # fmt: skip
        target = np.where(rational, reasoned, target)
    table = _Table(
        runs=runs,
        utility=utility,
        floor=floor[:, :full],
        usable=usable,
        target=target,
        first=first,
        within=_within(state, runs),
        moments=moments,
        held=held,
    )
    item = np.full(len(runs), -1, dtype=np.intp)
    exchange = item.copy()
    offered = np.full((len(runs), full), -np.inf)
    spent = np.zeros(len(runs))
    texts = state.mediated[runs] & (fixed.protocol != "alternating-offers")
    rows = np.flatnonzero(texts)
    if len(rows):
        course = _on_text(state, table.take(rows))
        item[rows], exchange[rows], offered[rows] = course.item, course.exchange, course.offered
        spent[rows] = course.spent
    exchanges = held.sum(axis=1)
    for count in np.unique(exchanges[~texts]).tolist():
        rows = np.flatnonzero(~texts & (exchanges == count))
        course = _by_offers(state, table.take(rows).until(count), compiled=options.compiled)
        item[rows], exchange[rows], offered[rows] = course.item, course.exchange, course.offered
    refused = _refused_outside(state, runs, surplus[:, :, full:], item, moments)
    deal = (item >= 0) & ~refused
    # What was promised for an agreement that is refused outside is not spent.
    state.budget[runs[deal]] = np.maximum(state.budget[runs[deal]] - spent[deal], 0.0)
    rows = np.flatnonzero(deal)
    when = moments[rows, exchange[rows]]
    _sign(state, runs[rows], state.packages[runs[rows], item[rows]], when)
    stayed = ~deal & held[:, -1]
    _break_off(state, runs[stayed], offered[stayed], moments[stayed, -1], step)
    return deal


def _floors(state: State, runs: Rows, moments: Floats) -> Floats:
    """Return what each claimant must at least have from a package, shape (N, K).

    For negotiators the largest r_p(t) of the session, so that nothing signed in it is worse than
    no agreement on its own day; and what separate settlements have given them already, which a
    package gives as well. For the others what x0 is worth on their issues, with the same.
    """
    luck = state.luck
    total = luck.problem.floor[runs]
    now = np.zeros(len(luck))
    most = np.full((len(runs), luck.problem.full), -np.inf)
    for k in range(moments.shape[1]):
        now[runs] = moments[:, k]
        most = np.maximum(most, luck.floors(now, state.left)[runs])
    total[:, : luck.problem.full] = most
    return total + state.drift[runs] + np.maximum(state.pocket[runs], 0.0)


def _renew_menus(state: State, runs: Rows, options: Options) -> None:
    """Make the menus of those runs again whose options or values have changed."""
    stale = runs[state.stale[runs]]
    if not len(stale):
        return
    part = dataclasses.replace(
        state.luck.problem.take(stale), gain=state.gain[stale], allowed=state.allowed[stale]
    )
    fresh = menus(part, options.plan, compiled=options.compiled)
    if state.packages.shape[1] != fresh.packages.shape[1]:
        runs_in_all, entries = len(state.luck), fresh.packages.shape[1]
        state.packages = np.zeros((runs_in_all, entries, part.gain.shape[2]), dtype=np.int8)
        state.found = np.zeros((runs_in_all, entries), dtype=bool)
        state.utility = np.zeros((runs_in_all, entries, len(part.claimants)))
        state.liking = np.zeros((runs_in_all, entries))
    state.packages[stale] = fresh.packages
    state.found[stale] = fresh.found
    state.utility[stale] = fresh.utility
    state.liking[stale] = _own_utility(state, stale, fresh.utility)
    state.stale[stale] = False


def _targets(
    state: State, runs: Rows, utility: Floats, floor: Floats, usable: Bools, share: Floats
) -> Floats:
    """Return what each negotiator asks for in each exchange, shape (N, T, F).

    It hopes for the best package there is; or, where it has learnt from the mediator what the
    others could accept and believes it, for the best of those.
    """
    fixed = state.setting
    many = utility.shape[2]
    if fixed.mediator is not None:
        name = f"parties[{fixed.case.parties[fixed.mediator].id}].mediator.tells"
        lot = state.luck.uniform("mediator.tells", many)[runs]
        believes = lot < state.luck.numbers[name][runs, None]
        state.told[runs] |= state.mediated[runs, None] & believes
    gains = [utility[:, :, f] >= floor[:, f, None] - TOLERANCE for f in range(many)]
    best = np.empty((len(runs), many))
    for f in range(many):
        anything = np.where(usable, utility[:, :, f], -np.inf).max(axis=1)
        others = usable.copy()
        for other in range(many):
            if other != f:
                others &= gains[other]
        attainable = np.where(others, utility[:, :, f], -np.inf).max(axis=1)
        told = state.told[runs, f] & np.isfinite(attainable)
        best[:, f] = np.where(told, attainable, anything)
    return demanded(share, floor=floor[:, None], best=best[:, None])


def _within(state: State, runs: Rows) -> Bools:
    """Return whether entries of the menus lie within the mandates that bind, shape (N, M, F)."""
    fixed = state.setting
    packages = state.packages[runs]
    within = np.ones((*packages.shape[:2], len(fixed.negotiators)), dtype=bool)
    for f in np.flatnonzero(fixed.bound):
        inside = np.ones(packages.shape[:2], dtype=bool)
        for i in np.flatnonzero(~fixed.mandate[f].all(axis=1)):
            inside &= fixed.mandate[f, i][packages[:, :, i]]
        within[:, :, f] = inside | ~state.bound[runs, f, None]
    return within


def _on_text(state: State, table: _Table) -> _Course:
    """Play the session on the mediator's single text."""
    fixed, runs = state.setting, table.runs
    surplus = table.surplus
    mediator = "" if fixed.mediator is None else fixed.case.parties[fixed.mediator].id
    bias = state.luck.numbers[f"parties[{mediator}].mediator.bias"][runs]
    score = text_score(surplus, state.liking[runs], table.usable, bias)
    played = negotiate_text(
        score,
        table.utility,
        table.target,
        table.floor,
        within=table.within,
        budget=state.budget[runs],
        held=table.held,
    )
    spent = played.paid[:, 0].copy()
    for f in range(1, played.paid.shape[1]):
        spent += played.paid[:, f]
    state.bound[runs] &= ~played.home
    row = np.arange(len(runs))
    offered = np.full(table.floor.shape, -np.inf)
    for k in range(played.tabled.shape[1]):
        tabled = (played.tabled[:, k] >= 0)[:, None]
        worth = surplus[row, played.tabled[:, k]]
        offered = np.where(tabled, np.maximum(offered, worth), offered)
        # To blame is, of those who refuse, the one that could best have afforded the text.
        refused = np.asarray(tabled & ~played.accepted[:, k])
        last = np.where(refused, worth, -np.inf).argmax(axis=1)
        last = np.where(refused.any(axis=1), last, state.refuser[runs])
        state.refuser[runs] = np.where(played.exchange == k, -1, last)
    if state.log is not None:
        _tell_texts(state, table, played)
    return _Course(played.item, played.exchange, offered, spent)


def _own_utility(state: State, runs: Rows, utility: Floats) -> Floats:
    """Return the mediator's own utility of each entry, shape (N, M).

    What its positions say; where it leans to a negotiator, the mean of that and what the entry
    is worth to the one it leans to.
    """
    fixed = state.setting
    packages = state.packages[runs]
    own = np.zeros(packages.shape[:2])
    row = np.arange(len(runs))[:, None]
    for i in range(packages.shape[2]):
        own += state.own[runs][row, i, packages[:, :, i]]
    if fixed.leans is not None and fixed.leans in fixed.negotiators:
        favoured = utility[:, :, fixed.negotiators.index(fixed.leans)]
        has_positions = (state.own[runs] != 0).any(axis=(1, 2))[:, None]
        own = np.where(has_positions, (own + favoured) / 2, favoured)
    return own


def _by_offers(state: State, table: _Table, *, compiled: bool) -> _Course:
    """Play the session by alternating offers; who begins changes from session to session."""
    fixed, runs = state.setting, table.runs
    many = table.utility.shape[2]
    # Delegates neither offer nor accept what lies beyond their mandate.
    may = table.usable[:, :, None] & table.within
    nobody = np.full(len(runs), NOTHING, dtype=np.int32)
    nothing = np.full((len(runs), many), NOTHING, dtype=np.int32)
    # Menus change, so that offers do not stand from session to session; what is aimed at does.
    begun = Standing(
        nobody, nobody, np.zeros((len(runs), many), dtype=bool), nothing, nothing, state.aim[runs]
    )
    played = play(
        offer_table(np.where(may, table.utility, -np.inf), fixed.case.talks.offers),
        table.target,
        first=table.first,
        floor=table.floor,
        reciprocal=np.array([strategy == "tit-for-tat" for strategy in fixed.strategies]),
        standing=begun,
        transcript=state.log is not None,
        compiled=compiled,
    )
    state.aim[runs] = played.standing.aim
    row = np.arange(len(runs))
    offered = np.full(table.floor.shape, -np.inf)
    home = np.zeros(table.floor.shape, dtype=bool)
    for f in range(many):
        last = played.standing.last[:, f]
        made = (last >= 0)[:, None]
        worth = np.where(made, table.utility[row, last], -np.inf)
        worth[:, f] = -np.inf
        offered = np.maximum(offered, worth - table.floor)
        # An offer that is better than no agreement and lies beyond it they carry home.
        home |= made & ~table.within[row, last] & (worth >= table.floor - TOLERANCE)
    # So they do where their mandate leaves them nothing to offer.
    something = np.asarray(table.usable.any(axis=1))
    home |= ~np.asarray(may.any(axis=1)) & something[:, None]
    state.bound[runs] &= ~home
    if played.said is not None and state.log is not None:
        _tell_offers(state, table, played.said[0])
        for party in np.flatnonzero(home[0]).tolist():
            state.note(table.moments[0, -1], "mandate", party=party)
    nothing_spent = np.zeros(len(runs))
    agreed, exchange = played.agreed.astype(np.intp), played.exchange.astype(np.intp)
    return _Course(agreed, exchange, offered, nothing_spent)


def _refused_outside(
    state: State, runs: Rows, surplus: Floats, item: Rows, moments: Floats
) -> Bools:
    """Return where a party of limited consent that was not heard refuses; from then on it is."""
    row = np.arange(len(runs))
    refused = np.zeros(len(runs), dtype=bool)
    for k in range(surplus.shape[2]):
        against = (item >= 0) & (surplus[row, item, k] < -TOLERANCE)
        state.known[runs[against], k] = True
        state.refused_by[runs[against], k] = True
        refused |= against
        if against[:1].any():
            state.note(moments[0, -1], "refused-outside", party=k)
    state.refused_outside[runs] += refused
    return refused


def _sign(state: State, runs: Rows, packages: NDArray[np.int8], when: Floats) -> None:
    """Settle what has been agreed: the principles first where there are any, then the rest."""
    if not len(runs):
        return
    open_ = state.how[runs] == How.OPEN
    principles = open_ & state.setting.principle
    rest = open_ & ~state.setting.principle
    first = principles.any(axis=1) & rest.any(axis=1)
    settled = np.where(first[:, None], principles, open_)
    how = np.where(first, How.FRAMEWORK, How.AGREEMENT)[:, None]
    state.package[runs] = np.where(settled, packages, state.package[runs])
    state.closed_at[runs] = np.where(settled, when[:, None], state.closed_at[runs])
    state.how[runs] = np.where(settled, how, state.how[runs])
    begun = runs[first]
    state.framework_at[begun] = when[first]
    for i in range(settled.shape[1]):
        rows = begun[settled[first, i]]
        state.allowed[rows, i] = False
        state.allowed[rows, i, state.package[rows, i]] = True
    state.stale[begun] = True
    done = runs[~first]
    state.signed_at[done] = when[~first]
    state.end(done, when[~first], Course.SIGNED)
    state.cause[done] = Cause.SIGNED
    kind = "framework" if first[0] else "signed"
    state.note(when[0], kind, package=state.package[runs[0]].tolist())


def _break_off(state: State, runs: Rows, offered: Floats, at: Floats, step: int) -> None:
    """Let parties break off that have been offered nothing better than no agreement."""
    if not len(runs):
        return
    lot = state.luck.uniform(f"breaks off[{step}]", offered.shape[1])[runs]
    chance = state.luck.numbers["talks.breaks_off"][runs]
    leaves = (offered < -TOLERANCE) & (lot < chance[:, None])
    gone = leaves.any(axis=1)
    who = np.array(state.setting.negotiators, dtype=np.int16)[leaves.argmax(axis=1)]
    cause = np.full(len(runs), Cause.BROKE_OFF, dtype=np.int8)
    rows, when = runs[gone], at[gone]
    suspend(state, rows, when, cause[gone], who[gone], step=step, planned=when)


def _tell_texts(state: State, table: _Table, played: Texts) -> None:
    if played.tabled[0, 0] < 0:
        state.note(table.moments[0, 0], "no-text")
    for k, n in enumerate(played.tabled[0].tolist()):
        if n >= 0:
            final = played.exchange[0] == k
            state.note(
                table.moments[0, k],
                "text",
                package=state.packages[table.runs[0], n].tolist(),
                accepted=played.accepted[0, k].tolist(),
                surplus=table.surplus[0, n].tolist(),
                paid=played.paid[0].tolist() if final else [0.0] * table.floor.shape[1],
            )
    for party in np.flatnonzero(played.home[0]).tolist():
        state.note(table.moments[0, -1], "mandate", party=party)


def _tell_offers(state: State, table: _Table, said: NDArray[np.int32]) -> None:
    many, first = said.shape[1], int(table.first[0])
    for k in range(len(said)):
        for n in range(many):
            f = (first + n) % many
            item = int(said[k, f])
            if item >= 0 or item == ACCEPTED:
                package = state.packages[table.runs[0], item].tolist() if item >= 0 else None
                state.note(
                    table.moments[0, k], "offer", party=f, accepts=item == ACCEPTED,
                    package=package,
                )  # fmt: skip
