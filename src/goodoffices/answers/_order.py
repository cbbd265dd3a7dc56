"""From the answer of the zone to the question of order: which package is to be carried out."""

from __future__ import annotations

import datetime as dt

from goodoffices.case import CaseFile, NoAnswer
from goodoffices.order import OrderResult, analyse
from goodoffices.zone import ZoneResult

__all__ = ["order_of", "order_or_reason"]


def order_of(
    file: CaseFile,
    zone: ZoneResult,
    *,
    draws: int,
    seed: int,
    start: dt.date | None = None,
) -> OrderResult:
    """Return the order of the most robust package of a zone, or else of the closest one.

    Raises
    ------
    NoAnswer
        If red lines and rules leave no package, or the package has no order.
    """
    chosen = zone.headline or zone.closest
    if chosen is None:
        raise NoAnswer(
            f"{file.case.case}: red lines and rules leave no package to carry out; "
            "name one with `goodoffices order --package FILE`"
        )
    return analyse(
        file.case,
        chosen.package,
        source="robust" if zone.headline else "closest",
        draws=draws,
        seed=seed,
        at=zone.at,
        start=start,
    )


def order_or_reason(
    file: CaseFile, zone: ZoneResult, *, draws: int, seed: int
) -> OrderResult | str | None:
    """Return the same for a brief: a case without an order still has a brief.

    Nothing where the analysis of the zone was interrupted: whoever did that waits for no more.
    """
    if zone.unfinished:
        return None
    try:
        return order_of(file, zone, draws=draws, seed=seed)
    except NoAnswer as reason:
        return str(reason).partition(". This package would")[0]
