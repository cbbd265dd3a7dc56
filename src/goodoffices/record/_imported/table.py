"""All rates of a data set, as a file in the form of the table of rates."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from goodoffices.case import NoAnswer
from goodoffices.preferences import plain
from goodoffices.record._data import DATASETS, Event, Events
from goodoffices.record._imported.agreements import of_agreements
from goodoffices.record._imported.crises import of_crises
from goodoffices.record._imported.endings import of_conflicts, of_dyads
from goodoffices.record._imported.meetings import of_meetings
from goodoffices.record._imported.processes import of_processes
from goodoffices.record._rates import Rate

__all__ = ["ImportedRates", "rates"]

VERSION = 1
"""Of the table's form."""

_RATES: Mapping[str, tuple[str, Callable[[Sequence[Event]], list[Rate]]]] = {
    "ucdp-dyads": ("ucdp-termination", of_dyads),
    "ucdp-conflicts": ("ucdp-termination", of_conflicts),
    "ucdp-agreements": ("ucdp-agreements", of_agreements),
    "pa-x": ("pa-x", of_processes),
    "icb": ("icb", of_crises),
    "mend": ("mend", of_meetings),
}
"""By data set: the id of its source in the table, and how its rates are computed."""


@dataclass(frozen=True, slots=True)
class ImportedRates:
    """The rates computed from the files of one data set.

    Parameters
    ----------
    dataset
        Id of the data set.
    source
        Id of its source in the table.
    title
        Its title and version, and what to cite.
    files
        Name and SHA-256 of each file.
    rates
        The rates.
    notices
        What was left out or read in a way that a reader should know of.
    """

    dataset: str
    source: str
    title: str
    files: tuple[tuple[str, str], ...]
    rates: tuple[Rate, ...]
    notices: tuple[str, ...]

    def as_table(self) -> dict[str, Any]:
        """Return the rates as JSON values in the form of the table; what is empty is left out."""
        return {
            "version": VERSION,
            "sources": {self.source: self.title},
            "rates": [self._entry(rate) for rate in self.rates],
        }

    def _entry(self, rate: Rate) -> dict[str, Any]:
        fields = dataclasses.asdict(rate) | {"source": self.source}
        interval = (fields.pop("low"), fields.pop("high"))
        if fields.pop("interval_by") is not None:
            fields["interval"] = interval
        return {
            key: plain(value) for key, value in fields.items() if value is not None and value != ()
        }


def rates(events: Events) -> ImportedRates:
    """Return the rates of a data set.

    Raises
    ------
    NoAnswer
        If every class is empty.
    GoodofficesError
        If a rate is one of survival, and lifelines is not installed.
    """
    source = DATASETS[events.dataset]
    name, compute = _RATES[events.dataset]
    found = compute(events.events)
    if not found:
        raise NoAnswer(f"{events.dataset}: every class is empty, so there is no rate")
    known = {rate.id for rate in found}
    title = f"{source.title} ({source.cite})"
    kept = (
        replace(rate, source=title, against=rate.against if rate.against in known else None)
        for rate in found
    )
    return ImportedRates(
        dataset=source.id,
        source=name,
        title=title,
        files=events.files,
        rates=tuple(kept),
        notices=events.notices,
    )
