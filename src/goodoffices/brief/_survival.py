"""How long it held, as a table for a terminal: shares with intervals, n and who was at risk."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from goodoffices.brief._words.numbers import NARROW, capitalised, count, listing, points
from goodoffices.record import Difference, Held, HeldClass, SurvivalResult

__all__ = ["survival_text"]

WIDTH = 88
_HEAD = ("", "n", "groups", "years", "held", "95 % interval", "by groups", "at risk", "failed", "")


def survival_text(result: SurvivalResult) -> str:
    """Return a result for a reader."""
    parts = [
        f"{result.title}\n{'=' * min(len(result.title), WIDTH)}",
        _lead(result),
        _table(result.classes),
        *([_fill(_FEW)] if any(each.anecdote for each in result.classes) else []),
        *_compared(result),
        _fill(_GROUPS),
        *(_fill(f"Note: {notice}.") for notice in result.notices),
    ]
    return "\n\n".join(parts)


_FEW = "An anecdote is a class of fewer than 30: it tells that such things happen, and no rate."

_GROUPS = (
    "How to read it: the share still holding is the product-limit estimate of Kaplan and Meier, "
    "with the log-log interval. At risk are those that had held for so long and were still "
    "followed. A group is a process, a pair of parties or a conflict; what belongs to one is not "
    "independent, so that the interval by groups, which takes them as the units, is the one to "
    "trust."
)


def _lead(result: SurvivalResult) -> str:
    n = sum(each.n for each in result.classes)
    failed = sum(each.failed for each in result.classes)
    chosen = listing([f"{name} {value}" for name, value in result.only.items()])
    only = f" Chosen: {chosen}." if chosen else ""
    left = (
        f" Left out: {count(result.uncoded, 'other', 'others')} for which {result.by} is not coded."
        if result.uncoded
        else ""
    )
    what = capitalised(result.events)
    return _fill(
        f"{what}: {n:,}, of which {failed or 'none'} failed, which means that {result.failure}. "
        f"Followed to {result.until}.{only}{left}"
    )


def _table(classes: Sequence[HeldClass]) -> str:
    rows = [_HEAD]
    for each in classes:
        name = each.name if len(each.name) <= 30 else f"{each.name[:27]}..."
        for k, held in enumerate(each.held):
            first = (name, f"{each.n:,}", f"{each.groups:,}") if k == 0 else ("", "", "")
            rows.append((*first, *_row(held), "anecdote" if each.anecdote and k == 0 else ""))
    widths = [max(len(row[n]) for row in rows) for n in range(len(_HEAD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n in (0, len(_HEAD) - 1) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(held: Held) -> tuple[str, str, str, str, str, str]:
    years = f"{held.years:g}"
    if held.value is None:
        return years, "not known", "", "", f"{held.at_risk:,}", f"{held.failed:,}"
    return (
        years,
        f"{100 * held.value:.0f}{NARROW}%",
        _interval(held.low, held.high),
        _interval(held.group_low, held.group_high),
        f"{held.at_risk:,}",
        f"{held.failed:,}",
    )


def _interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"{100 * low:.0f}–{100 * high:.0f}{NARROW}%"


def _compared(result: SurvivalResult) -> list[str]:
    """Return how classes differ, which is an association."""
    if not result.differences:
        return []
    lead = (
        f"By {result.by}, an association and no effect: what an agreement says, and who ends a war "
        "in which way, is not given out at random, and what else differs is not taken into account."
    )
    parts = [_fill(lead)]
    pairs = dict.fromkeys((each.first, each.second) for each in result.differences)
    for first, second in pairs:
        these = [
            each for each in result.differences if (each.first, each.second) == (first, second)
        ]
        few = " (an anecdote)" if these[0].anecdote else ""
        told = "; ".join(_difference(each) for each in these)
        parts.append(_fill(f"{first}, less {second}{few}: {told}.", "  "))
    if result.p is not None:
        p = "below 0.001" if result.p < 0.001 else f"{result.p:.3f}"
        told = f"Log-rank test that the classes do not differ, were all independent: p {p}."
        parts.append(_fill(told, "  "))
    return parts


def _difference(each: Difference) -> str:
    years = f"after {each.years:g} {'year' if each.years == 1 else 'years'}"
    if each.value is None or each.low is None or each.high is None:
        return f"{years} not known"
    told = f"{years} {points(each.value)} ({_end(each.low)} to {_end(each.high)}"
    if each.group_low is None or each.group_high is None:
        return f"{told})"
    return f"{told}, by groups {_end(each.group_low)} to {_end(each.group_high)})"


def _end(value: float) -> str:
    whole = round(100 * value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{abs(whole)}"


def _fill(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
