"""Which data sets are read, and the one way to read them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from goodoffices.case import GoodofficesError
from goodoffices.record._data import agreements, icb, mend, pax, termination
from goodoffices.record._data.event import Event, Events
from goodoffices.record._data.files import Sheet, open_sheet
from goodoffices.record._data.source import Dataset, Part
from goodoffices.record.errors import RecordError

__all__ = ["DATASETS", "read_events"]

_Read = Callable[[Mapping[str, Sheet]], tuple[list[Event], tuple[str, ...]]]

_ADAPTERS: tuple[tuple[Dataset, _Read], ...] = (
    (termination.DYADS, termination.read_dyads),
    (termination.CONFLICTS, termination.read_conflicts),
    (agreements.AGREEMENTS, agreements.read),
    (pax.PAX, pax.read),
    (icb.ICB, icb.read),
    (mend.MEND, mend.read),
)

DATASETS: Mapping[str, Dataset] = {dataset.id: dataset for dataset, _ in _ADAPTERS}
"""The data sets that are read, by id."""


def read_events(dataset: str, files: Sequence[str | Path]) -> Events:
    """Read the files of a data set.

    Parameters
    ----------
    dataset
        Its id, one of `DATASETS`.
    files
        Its files as they were downloaded, in any order; each is told by its columns.

    Raises
    ------
    RecordError
        If a file cannot be read, is another version or another data set, or a cell holds what its
        column cannot.
    GoodofficesError
        If there is no such data set.
    """
    if dataset not in DATASETS:
        raise GoodofficesError(
            f"there is no data set '{dataset[:40]}', expected one of {', '.join(DATASETS)}"
        )
    source, read = next(each for each in _ADAPTERS if each[0].id == dataset)
    sheets: dict[str, Sheet] = {}
    for path in files:
        sheet = open_sheet(path)
        part = _part(source, sheet)
        if part.name in sheets:
            message = f"this is {part.name} once more, beside {sheets[part.name].file}"
            raise RecordError(sheet.file, f"{message}; give each file once")
        sheets[part.name] = sheet
    for part in source.parts:
        if part.needed and part.name not in sheets:
            given = ", ".join(sheet.file for sheet in sheets.values()) or "no file"
            raise RecordError(given, f"{source.id} also needs {part.name}")
    events, notices = read(sheets)
    if not events:
        raise RecordError(next(iter(sheets.values())).file, f"no row is an event of {source.title}")
    return Events(
        dataset=dataset,
        files=tuple((sheet.file, sheet.sha256) for sheet in sheets.values()),
        events=tuple(events),
        notices=tuple(note for sheet in sheets.values() for note in sheet.notices) + notices,
    )


def _lacks(part: Part, sheet: Sheet) -> list[str]:
    return [column.name for column in part.columns if column.name not in sheet.header]


def _part(source: Dataset, sheet: Sheet) -> Part:
    """Return the part of a data set whose columns a sheet has."""
    # The part with most columns first: what has them also has those of a smaller one.
    parts = sorted(source.parts, key=lambda part: -len(part.columns))
    part = min(parts, key=lambda part: len(_lacks(part, sheet)) / len(part.columns))
    lacking = _lacks(part, sheet)
    if not lacking:
        return part
    other = next((d.id for d in DATASETS.values() if not _lacks(d.parts[0], sheet)), None)
    if other is not None:
        message = f"this is no {source.title}: its columns are those of {other}"
        raise RecordError(sheet.file, f"{message}; name that data set", sheet.header_line)
    named = ", ".join(_with_nearest(name, sheet.header) for name in lacking[:8])
    more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
    raise RecordError(
        sheet.file,
        f"the header lacks {named}{more}; expected {part.name} of {source.title}, and no other "
        "version",
        sheet.header_line,
    )


def _with_nearest(name: str, header: tuple[str, ...]) -> str:
    lower = {each.lower(): each for each in header}
    found = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.7)
    return f"'{name}' (nearest: '{lower[found[0]][:40]}')" if found else f"'{name}'"
