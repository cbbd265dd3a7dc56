"""From the answer of the zone to the question of order: which package is to be carried out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from goodoffices.cli._analysis import Asked

if TYPE_CHECKING:
    from goodoffices.case import CaseFile
    from goodoffices.order import OrderResult
    from goodoffices.zone import ZoneResult

__all__ = ["order_of", "order_or_reason"]


def order_of(
    file: CaseFile, zone: ZoneResult, asked: Asked, *, start: dt.date | None = None
) -> OrderResult:
    """Return the order of the most robust package of a zone, or else of the closest one.

    Raises
    ------
    NoAnswer
        If red lines and rules leave no package, or the package has no order.
    """
    from goodoffices.case import NoAnswer
    from goodoffices.order import analyse

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
        draws=asked.draws,
        seed=asked.seed,
        at=zone.at,
        start=start,
    )


def order_or_reason(file: CaseFile, zone: ZoneResult, asked: Asked) -> OrderResult | str | None:
    """Return the same for a brief: a case without an order still has a brief.

    Nothing where the analysis of the zone was interrupted: whoever did that waits for no more.
    """
    from goodoffices.case import NoAnswer

    if zone.unfinished:
        return None
    try:
        return order_of(file, zone, asked)
    except NoAnswer as reason:
        return str(reason).partition(". This package would")[0]
