"""A case to what the inference about one mediator works on: rivals, items, voices, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, Uncertain
from goodoffices.case.model import Evidence, Hypothesis, Watch
from goodoffices.intent._choice import Choice, choice_of
from goodoffices.preferences import perts, prepare, uniforms

__all__ = ["Gains", "Inquiry", "Item", "Voiced", "gains_of", "inquiry", "priors_of"]

Floats = NDArray[np.float64]
Key = tuple[str, tuple[tuple[str, str], ...]]

_CERTAIN = Uncertain(1.0, 1.0, 1.0)
_NOTHING = Uncertain(0.5, 0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Gains:
    """Gains of parties from the packages that choices propose, modal and drawn."""

    modal: dict[object, Floats]
    drawn: dict[object, Floats]

    def spans(self) -> dict[object, tuple[float, float]]:
        """Return the least and the largest of each, the modal one included."""
        ends = {}
        for key, drawn in self.drawn.items():
            both = np.append(drawn, self.modal[key])
            ends[key] = (float(both.min()), float(both.max()))
        return ends


@dataclass(frozen=True, slots=True)
class Item:
    """One observation, past or still to come, under the H hypotheses about a mediator.

    Parameters
    ----------
    entry
        What the case says.
    name
        Its place in the case.
    stated
        L(h) for a stated likelihood, in the order of the hypotheses.
    twins
        For each hypothesis, the id of the first (by id) that has the same stated likelihood: the
        same number given to several is one unknown number.
    choice, chosen
        The choice set and the index of the act; chosen is -1 for an observation still to come.
    reliability
        rho.
    nothing
        The likelihood that tells nothing: uniform over what could have been seen, so 1/2 where
        something was said or not, and 1/M for a choice among M.
    deceived
        L(h) where its voice misleads.
    """

    entry: Evidence | Watch
    name: str
    stated: tuple[Uncertain, ...]
    twins: tuple[str, ...]
    choice: Choice | None
    chosen: int
    reliability: Uncertain
    nothing: float
    deceived: tuple[Uncertain, ...]

    def alike(self) -> NDArray[np.bool_]:
        """Return whether two hypotheses give it the same likelihood, whatever that is."""
        if self.choice is None:
            keys: list[object] = list(self.twins)
        else:
            keys = [None if acts is None else acts for acts in self.choice.terms]
        return np.array([[a == b for b in keys] for a in keys], dtype=bool)

    def modal(self, gains: Gains) -> tuple[Floats, Floats]:
        """Return likelihoods at the most plausible numbers, voice honest and not, (1, H) each."""
        rho = np.array([[self.reliability.mode]])
        false = np.array([[number.mode for number in self.deceived]])
        return self._mixed(self.modal_raw(gains)[None, :], rho), self._mixed(false, rho)

    def modal_raw(self, gains: Gains) -> Floats:
        """Return likelihoods at the most plausible numbers, before reliability, shape (H,)."""
        if self.choice is None:
            return np.array([number.mode for number in self.stated])
        values = {key: np.array([n.mode]) for key, n in self.choice.numbers().items()}
        chances: Floats = self.choice.likelihood(values, gains.modal)[0, :, self.chosen]
        return chances

    def drawn(self, gains: Gains, *, seed: int, draws: int) -> tuple[Floats, Floats]:
        """Return the same for draws, shapes (D, H); without a voice the second is the first."""
        stated = self.choice.numbers() if self.choice is not None else {}
        names = list(stated) or [f"{self.name}.likelihood[{twin}]" for twin in self.twins]
        numbers = list(stated.values()) or list(self.stated)
        voiced = isinstance(self.entry, Evidence) and self.entry.voice is not None
        if voiced:
            twins = _twins(self.deceived, self.twins)
            names += [f"{self.name}.if_deceiving[{twin}]" for twin in twins]
            numbers += self.deceived
        # All at once: a table for each number apart would take most of the time.
        drawn = _taken(
            [*names, f"{self.name}.reliability"], [*numbers, self.reliability], seed, draws
        )
        rho = drawn[:, -1:]
        if self.choice is not None:
            values = {name: drawn[:, k] for k, name in enumerate(stated)}
            raw = self.choice.likelihood(values, gains.drawn)[:, :, self.chosen]
        else:
            raw = drawn[:, : len(self.stated)]
        honest = self._mixed(raw, rho)
        if not voiced:
            return honest, honest
        return honest, self._mixed(drawn[:, -1 - len(self.deceived) : -1], rho)

    def ranges(self, gains: Gains) -> tuple[Floats, bool]:
        """Return the least and the largest likelihood by hypothesis, (2, H), before rho.

        And whether they are exact.
        """
        if self.choice is None:
            ends = [[n.low for n in self.stated], [n.high for n in self.stated]]
            return np.array(ends), True
        spans = gains.spans()
        both = [self.choice.interval(h, self.chosen, spans) for h in range(len(self.choice.terms))]
        wide = any(not n.certain for n in self.choice.numbers().values())
        return np.array(both).T, not wide and all(bool(a == b) for a, b in spans.values())

    def outcomes(self, gains: Gains) -> Floats:
        """Return the chance of everything that could be seen, (H, outcomes), at the modes."""
        rho = self.reliability.mode
        if self.choice is None:
            seen = self._mixed(np.array([n.mode for n in self.stated]), np.array(rho))
            return np.stack([seen, 1 - seen], axis=1)
        values = {key: np.array([n.mode]) for key, n in self.choice.numbers().items()}
        chances = self.choice.likelihood(values, gains.modal)[0]
        return self._mixed(chances, np.array(rho))

    def _mixed(self, raw: Floats, rho: Floats) -> Floats:
        mixed: Floats = rho * raw + (1 - rho) * self.nothing
        return mixed


def _taken(names: Sequence[str], numbers: Sequence[Uncertain], seed: int, draws: int) -> Floats:
    """Return draws of numbers, a column each; the same name draws the same, shape (D, K)."""
    columns: dict[str, Floats] = {}
    for name, number in zip(names, numbers, strict=True):
        if name not in columns and not number.certain:
            columns[name] = uniforms(seed, name, first=0, count=draws)[:, 0]
    blank = np.zeros(draws)
    return perts(numbers, np.column_stack([columns.get(name, blank) for name in names]))


@dataclass(frozen=True, slots=True)
class Voiced:
    """A voice: its chance to mislead by hypothesis, and whether it is one number for all."""

    id: str
    deceives: tuple[Uncertain, ...]
    shared: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Everything the inference about one mediator works on.

    Parameters
    ----------
    about
        Id of the mediator.
    hypotheses
        The H rivals.
    priors
        Their priors; see `priors_of`.
    items
        The evidence.
    voices
        Voices that speak in it.
    watch
        What may still be seen.
    gains
        Gains from proposals.
    """

    about: str
    hypotheses: tuple[Hypothesis, ...]
    priors: tuple[Uncertain, ...]
    items: tuple[Item, ...]
    voices: tuple[Voiced, ...]
    watch: tuple[Item, ...]
    gains: Gains


def priors_of(hypotheses: Sequence[Hypothesis]) -> tuple[Uncertain, ...]:
    """Return priors: stated ones, and for the others an equal part of what those leave."""
    stated = [h.prior for h in hypotheses if h.prior is not None]
    silent = len(hypotheses) - len(stated)
    if not silent:
        total = sum(prior.mode for prior in stated)
        # Three thirds written as 0.33 are meant to be all; a wider gap is an error of the case.
        return tuple(Uncertain(min(p.low, p.mode / total), p.mode / total,
                               max(p.high, p.mode / total)) for p in stated)  # fmt: skip
    low, mode, high = (
        max(0.0, 1 - sum(getattr(prior, end) for prior in stated)) / silent
        for end in ("high", "mode", "low")
    )
    left = Uncertain(low, mode, high)
    return tuple(left if h.prior is None else h.prior for h in hypotheses)


def inquiry(case: Case, about: str, gains: Gains) -> Inquiry:
    """Return what the inference about a mediator works on."""
    rivals = tuple(h for h in case.hypotheses if h.about == about)
    ids = [h.id for h in rivals]
    items = tuple(
        _item(entry, f"evidence[{entry.id}]", rivals)
        for entry in case.evidence
        if _concerns(entry, about, ids)
    )
    spoken = {item.entry.voice for item in items if isinstance(item.entry, Evidence)}
    voices = tuple(
        Voiced(
            voice.id,
            tuple(voice.under.get(key, voice.deceives) for key in ids),
            tuple(key not in voice.under for key in ids),
        )
        for voice in case.voices
        if voice.id in spoken
    )
    watch = tuple(
        _item(entry, f"watch[{entry.id}]", rivals)
        for entry in case.watch
        if _concerns(entry, about, ids)
    )
    return Inquiry(about, rivals, priors_of(rivals), items, voices, watch, gains)


def _concerns(entry: Evidence | Watch, about: str, ids: Sequence[str]) -> bool:
    """Return whether an observation tells about a mediator: by its keys, or by whose act it is."""
    stated = [entry.likelihood, *(option.utility for option in entry.options)]
    if any(stated):
        return any(key in ids for numbers in stated for key in numbers or ())
    return entry.about in (None, about)


def _twins(numbers: Sequence[Uncertain], ids: Sequence[str]) -> tuple[str, ...]:
    first: dict[Uncertain, str] = {}
    for number, key in sorted(zip(numbers, ids, strict=True), key=lambda pair: pair[1]):
        first.setdefault(number, key)
    return tuple(first[number] for number in numbers)


def _item(entry: Evidence | Watch, name: str, rivals: Sequence[Hypothesis]) -> Item:
    ids = [h.id for h in rivals]
    choice, chosen, nothing = None, -1, 0.5
    stated: tuple[Uncertain, ...] = ()
    if entry.options:
        choice = choice_of(entry.options, entry.rationality, name, rivals)
        nothing = 1 / len(entry.options)
        if isinstance(entry, Evidence) and entry.chosen is not None:
            chosen = choice.options.index(entry.chosen)
    elif entry.likelihood is not None:
        stated = tuple(entry.likelihood[key] for key in ids)
    false = entry.if_deceiving if isinstance(entry, Evidence) else None
    deceived = tuple((false or {}).get(key, _NOTHING) for key in ids)
    if false is None and choice is not None:
        deceived = (Uncertain(nothing, nothing, nothing),) * len(ids)
    return Item(
        entry=entry,
        name=name,
        stated=stated,
        twins=_twins(stated, ids) if stated else tuple(ids),
        choice=choice,
        chosen=chosen,
        reliability=entry.reliability or _CERTAIN,
        nothing=nothing,
        deceived=deceived,
    )


def gains_of(case: Case, *, seed: int, draws: int) -> Gains:
    """Return the gains that the choices of a case need; nothing is drawn where there are none.

    gain_p(x) is the sum over the issues that x settles of w_p(i) (v_p(i, x_i) - v_p(i, x0_i)).
    """
    packages = {
        tuple(option.package.items())
        for options in (
            *(entry.options for entry in case.evidence),
            *(entry.options for entry in case.watch),
        )
        for option in options
        if option.package
    }
    parties = {party for h in case.hypotheses if h.wants for party in h.wants.parties}
    if not packages or not parties:
        return Gains({}, {})
    prepared = prepare(case)
    found: list[dict[object, Floats]] = []
    for sample in (prepared.modal(), prepared.draw(seed=seed, count=draws)):
        fixed, gains = sample.structure, dict[object, Floats]()
        for package in packages:
            for party in parties:
                p = fixed.parties.index(party)
                gain = np.zeros(len(sample))
                for issue, option in package:
                    i = fixed.issues.index(issue)
                    at, before = fixed.options[i].index(option), fixed.status_quo[i]
                    gain += sample.worth[:, p, i, at] - sample.worth[:, p, i, before]
                gains[(party, package)] = gain
        found.append(gains)
    return Gains(*found)
