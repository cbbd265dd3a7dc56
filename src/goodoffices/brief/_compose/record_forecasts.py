"""The forecasts on a case that wait for their end, in short."""

from __future__ import annotations

from goodoffices.brief._document import (
    Bullets,
    Given,
    Inlines,
    Item,
    Paragraph,
    Section,
    inlines,
)
from goodoffices.brief._words.forecasts import stated
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import capitalised, count, day, plural
from goodoffices.record import ANECDOTE, Listed

__all__ = ["forecasts_part"]


def forecasts_part(case: str, waiting: tuple[Listed, ...]) -> Section:
    """Return the forecasts of the bundled log of a case that nobody has resolved."""
    made = sorted({it.forecasts[-1].made for it in waiting})
    on = day(made[0]) if len(made) == 1 else f"{day(made[0])} to {day(made[-1])}"
    number = capitalised(count(len(waiting), "forecast"))
    lead = (
        f"{number} on these talks, with the bundled case, {plural(len(waiting), 'is', 'are')} "
        f"open: made on {on}, not resolved. A change of the case does not change "
        f"{plural(len(waiting), 'it', 'them')}, and a single one can be neither right nor wrong. "
        f"More: ‘goodoffices record forecasts --log {case}’."
    )
    return Section(
        "record-forecasts",
        inlines("Forecasts that wait for their end"),
        (Paragraph(inlines(lead)), Bullets(tuple(Item(_forecast(it)) for it in waiting))),
    )


def _forecast(it: Listed) -> Inlines:
    last = it.forecasts[-1]
    told = inlines(
        Given(shown(it.question.text)), f" {capitalised(stated(last.probability))}, by ",
        Given(shown(last.forecaster.name)),
    )  # fmt: skip
    if last.reference is not None:
        few = last.reference.n is not None and last.reference.n < ANECDOTE
        told = inlines(
            told, f"; reference class {stated(last.reference.probability)}",
            " (an anecdote)" if few else "",
        )  # fmt: skip
    overdue = ", and the deadline has passed" if it.status == "overdue" else ""
    return inlines(told, overdue, ".")
