"""The cells of the matrix of issues and parties, in words."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.brief._compose.stance import Stance, Weight, stances, weights
from goodoffices.brief._document import Inlines, Trace, inlines
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.brief._words.numbers import NARROW, ordinal
from goodoffices.case import Case, Uncertain
from goodoffices.case import model as nouns

__all__ = ["describe_positions", "position_lines"]


def describe_positions(case: Case) -> Mapping[tuple[str, str], tuple[Inlines, ...]]:
    """Say what is recorded of every party on every issue, in the words of the brief.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    By party and issue, a line for each thing that is recorded; none where there is no position.
    """
    words, held = Lexicon(case), stances(case)
    weighed = {party.id: weights(case, party) for party in case.parties}
    return {
        (party, issue): position_lines(words, issue, stance, weighed[party].get(issue))
        for (party, issue), stance in held.items()
        if stance.position is not None
    }


def position_lines(
    words: Lexicon, issue: str, stance: Stance, weight: Weight | None
) -> tuple[Inlines, ...]:
    """Return what is recorded of a party on an issue, a line each."""
    position = stance.position
    if position is None:
        return (inlines("no position recorded"),)
    lines: list[Inlines] = []
    basis = words.basis(position.claims)
    if position.stated:
        lines.append(inlines("Asks for: ", words.option(issue, position.stated), basis))
        basis = ()
    if stance.best and stance.best != position.stated:
        lines.append(inlines("Believed best: ", words.option(issue, stance.best), basis))
        basis = ()
    elif stance.best:
        lines.append(inlines("Believed best: the same"))
    if weight is not None:
        lines.append(inlines("Weight: ", Trace(inlines(_weight(weight)), "made-weights")))
    lines += [_red_line(words, issue, line) for line in position.red_lines]
    if position.mandate is not None:
        within = words.option_list(issue, position.mandate.options, "or")
        lines.append(inlines("Mandate: ", within, words.basis(position.mandate.claims)))
    if not lines:
        lines.append(inlines("A position without an option named", basis))
    return tuple(lines)


def _red_line(words: Lexicon, issue: str, line: nouns.RedLine) -> Inlines:
    against = words.option_list(issue, line.options, "or")
    kind = "absolute" if line.kind == "absolute" else f"stated; {_chance(line.chance)}"
    return inlines("Red line: ", against, f" – {kind}", words.basis(line.claims))


def _chance(number: Uncertain) -> str:
    if number.certain:
        return f"meant with a chance of {100 * number.mode:.0f}{NARROW}%"
    return (
        f"meant with a chance of {100 * number.mode:.0f}{NARROW}% ({100 * number.low:.0f}–"
        f"{100 * number.high:.0f}{NARROW}%)"
    )


def _weight(weight: Weight) -> str:
    if weight.rank is not None:
        place, of = weight.rank
        return f"ranked {ordinal(place)} of {of}"
    mode = f"{100 * weight.mode:.0f}{NARROW}%"
    low, high = f"{100 * weight.low:.0f}", f"{100 * weight.high:.0f}"
    return mode if low == high else f"{mode} ({low}–{high})"
