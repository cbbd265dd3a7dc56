"""The whole inference: each mediator with hypotheses, and every delegation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, NoAnswer
from goodoffices.case.model import Evidence
from goodoffices.case.scales import MARKS, mark_of
from goodoffices.intent._bounds import Bounds, bounds
from goodoffices.intent._change import flips, needed_priors, reweighted, verdict
from goodoffices.intent._coming import watch_list
from goodoffices.intent._consequences import behaviour
from goodoffices.intent._delegations import delegations
from goodoffices.intent._inquiry import Inquiry, gains_of, inquiry
from goodoffices.intent._measures import expected_bits, in_base_10
from goodoffices.intent._posterior import Modal, drawn_posterior
from goodoffices.intent._result import (
    Conflict,
    HypothesisResult,
    IntentResult,
    Interval,
    ItemResult,
    MediatorResult,
)
from goodoffices.intent._weights import centred, conflicts

__all__ = ["analyse"]

Floats = NDArray[np.float64]

_ENDS = (0.05, 0.95)


def analyse(case: Case, *, seed: int = 1, draws: int = 2000) -> IntentResult:
    """Return what the mediators and the delegations of a case may be after.

    Parameters
    ----------
    case
        The case.
    seed
        Seed of the draws; the same seed gives the same answer.
    draws
        Draws of everything uncertain, at least 1.

    Raises
    ------
    NoAnswer
        If the case has neither hypotheses nor delegations, a mediator has one hypothesis only, or
        the evidence rules out every one.
    ValueError
        If `draws` is below 1.
    """
    if draws < 1:
        raise ValueError(f"expected at least one draw, found {draws}")
    about = tuple(dict.fromkeys(h.about for h in case.hypotheses))
    if not about and not any(party.delegations for party in case.parties):
        raise NoAnswer(
            f"{case.case}: there are no hypotheses about a mediator and no delegations, so there "
            "is nothing to infer; add `hypotheses` and `evidence`, or `delegations`"
        )
    gains = gains_of(case, seed=seed, draws=draws)
    sent = delegations(case, seed=seed, draws=draws)
    return IntentResult(
        case=case.case,
        as_of=case.as_of,
        seed=seed,
        draws=draws,
        mediators=tuple(
            _mediator(case, inquiry(case, key, gains), seed=seed, draws=draws) for key in about
        ),
        agendas=sent.agendas,
        shifts=sent.shifts,
        missing=sent.missing,
        contested=sent.contested,
    )


def _mediator(case: Case, asked: Inquiry, *, seed: int, draws: int) -> MediatorResult:
    ids = tuple(h.id for h in asked.hypotheses)
    if len(ids) < 2:
        raise NoAnswer(
            f"{case.case}: {ids[0]} is the only hypothesis about {asked.about}, and evidence can "
            "only tell hypotheses apart; add what else it may be after, and one without a "
            "`utility` for none of these"
        )
    modal = Modal(asked)
    log = modal.total(modal.weights)
    with np.errstate(divide="ignore"):
        alive = np.isfinite(log + np.log(modal.prior))
    if not alive.any():
        zeros = sorted(
            {modal.ids[m] for m in range(len(modal.ids)) if (modal.honest[m] == 0).any()}
        )
        raise NoAnswer(
            f"{case.case}: every hypothesis about {asked.about} is ruled out by a likelihood of 0 "
            f"({', '.join(zeros)}); a small likelihood says unlikely, 0 says impossible"
        )
    posterior = modal.posterior(log)
    best, rival, factor, identified = verdict(log, ids)
    items = _items(modal, log, posterior, ids)
    rank = {item.id: n for n, item in enumerate(items)}
    ends = bounds(modal)
    return MediatorResult(
        about=asked.about,
        identified=identified,
        best=ids[best],
        rival=ids[rival],
        log10_factor=float(in_base_10(np.array(factor))) if np.isfinite(factor) else None,
        leader=ids[_leader(posterior, ids)],
        hypotheses=_hypotheses(
            case, modal, log, posterior, ends, drawn_posterior(modal, seed=seed, draws=draws)
        ),
        items=items,
        exact_bounds=ends.exact,
        conflicts=tuple(
            Conflict(group, *sorted((a, b), key=lambda key: rank[key]))
            for group, a, b in sorted(conflicts(modal.alone, modal.groups, modal.ids))
        ),
        flips=flips(modal, log),
        watch=watch_list(case, asked, posterior),
        lacks_none=all(h.wants is not None for h in asked.hypotheses),
    )  # fmt: skip


def _leader(posterior: Floats, ids: tuple[str, ...]) -> int:
    return min(range(len(ids)), key=lambda h: (-round(float(posterior[h]), 12), ids[h]))


def _hypotheses(
    case: Case, modal: Modal, log: Floats, posterior: Floats, ends: Bounds, drawn: Floats
) -> tuple[HypothesisResult, ...]:
    rivals = modal.inquiry.hypotheses
    naive = modal.posterior(modal.naive())
    low, high = np.quantile(drawn, _ENDS, axis=0)
    leads = np.bincount(drawn.argmax(axis=1), minlength=len(rivals)) / len(drawn)
    needed = needed_priors(modal, log)
    factor = in_base_10(log.max() - log)
    against = _against(_contributions(modal, log))
    return tuple(
        HypothesisResult(
            id=rival.id,
            none_of_these=rival.wants is None,
            prior=float(modal.prior[h]),
            posterior=Interval(float(posterior[h]), float(low[h]), float(high[h])),
            mean=float(drawn[:, h].mean()),
            lower=float(ends.lower[h]),
            upper=float(ends.upper[h]),
            naive=float(naive[h]),
            log10_factor=float(factor[h]) if np.isfinite(factor[h]) else None,
            leads=float(leads[h]),
            needed_prior=needed[h],
            halved=reweighted(modal, log, h, 0.5),
            doubled=reweighted(modal, log, h, 2.0),
            against=int(against[h]),
            ruled_out_by=tuple(
                modal.ids[m] for m in range(len(modal.ids)) if not np.isfinite(modal.alone[m, h])
            ),
            behaviour=behaviour(case, rival),
        )
        for h, rival in enumerate(rivals)
    )


def _items(
    modal: Modal, log: Floats, posterior: Floats, ids: tuple[str, ...]
) -> tuple[ItemResult, ...]:
    before = (_leader(posterior, ids), verdict(log, ids)[3])
    found = []
    rests = modal.totals(modal.reweighed())
    posteriors = modal.posterior(rests)
    tens = _contributions(modal, log)
    for m, item in enumerate(modal.inquiry.items):
        rest, without = rests[m], posteriors[m]
        after = (_leader(without, ids), verdict(rest, ids)[3])
        raw = item.modal_raw(modal.inquiry.gains)
        entry = item.entry
        if not isinstance(entry, Evidence):
            raise TypeError(f"expected evidence, got {entry.id}")
        found.append(
            ItemResult(
                id=entry.id,
                channel=entry.channel,
                group=entry.group,
                voice=entry.voice,
                weight=float(modal.weights[m]),
                likelihood=_named(ids, raw),
                discounted=_named(ids, np.exp(modal.alone[m])),
                mark=dict(zip(ids, _marks(raw, item.nothing), strict=True)),
                log10={
                    key: float(value) if np.isfinite(value) else None
                    for key, value in zip(ids, tens[m], strict=True)
                },
                bits=expected_bits(modal.prior, _outcomes(modal, m)),
                without=_named(ids, without),
                shift=float(np.abs(without - posterior).sum() / 2),
                linchpin=after != before,
            )
        )
    return tuple(sorted(found, key=lambda entry: (-round(entry.bits, 12), entry.id)))


def _contributions(modal: Modal, log: Floats) -> Floats:
    """Return what each item adds to the log10 likelihood, centred over hypotheses, (M, H).

    For the word of a voice it is the difference that leaving it out makes, its weight being held.
    """
    held = np.tile(modal.weights, (len(modal.ids), 1))
    np.fill_diagonal(held, 0.0)
    with np.errstate(invalid="ignore"):
        own = log - modal.totals(held)
        alone = np.where(modal.weights[:, None] > 0, modal.weights[:, None] * modal.log, 0.0)
    silent = np.array([voice is None for voice in modal.voices], dtype=bool)
    own = np.where(silent[:, None], alone, np.where(np.isnan(own), -np.inf, own))
    return in_base_10(centred(own))


def _against(tens: Floats) -> NDArray[np.int64]:
    """Return how many items speak against each hypothesis, (H,), from what each adds, (M, H).

    An item does where what counts of it is a minus mark at least: as far below its average over
    the hypotheses as the marks ``-`` and ``--`` are below the one that tells nothing.
    """
    beside = MARKS["."] * 10.0**tens
    return np.array(
        [sum(mark_of(float(level)) in {"-", "--"} for level in column) for column in beside.T],
        dtype=np.int64,
    )


def _outcomes(modal: Modal, m: int) -> Floats:
    """Return the chances of what could have been seen in the place of an item, (H, outcomes)."""
    if modal.voices[m] is not None:
        seen = np.exp(modal.alone[m])
        return np.stack([seen, 1 - seen], axis=1)
    return modal.inquiry.items[m].outcomes(modal.inquiry.gains)


def _named(ids: tuple[str, ...], values: Floats) -> dict[str, float]:
    return dict(zip(ids, map(float, values), strict=True))


def _marks(raw: Floats, nothing: float) -> list[str]:
    """Return marks of likelihoods, the one that tells nothing standing at the middle mark."""
    weight = raw * (1 - nothing)
    return [mark_of(float(level)) for level in weight / (weight + (1 - raw) * nothing)]
