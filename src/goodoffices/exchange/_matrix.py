"""A matrix of competing hypotheses to a case: items by hypotheses, as CSV or as JSON.

A CSV file has a row an item, the columns ``item`` or ``text`` (and ``channel``, ``date``,
``group``, ``reliability`` where known), and a column for each hypothesis, which holds a mark
(``++ + . - --`` or ``CC C N I II``, with ``VC``, ``VI`` and ``NA``), a word of ICD 203, a number,
or three numbers ``low mode high``.  Columns that end in `` mark``, and ``bits`` and ``weight``, are
what our own export adds, and are not read.

References
----------
Heuer 1999, Psychology of Intelligence Analysis, chapter 8.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.case import parse_case
from goodoffices.case.emit import Data, emit
from goodoffices.case.scales import MARKS, WORDS, likelihood_of
from goodoffices.exchange._assemble import AREA, Imported
from goodoffices.exchange._csv import rows
from goodoffices.exchange._files import content, text_of
from goodoffices.exchange._limits import bounded
from goodoffices.exchange._loader import Item, load
from goodoffices.exchange._names import TEXT, clean, slugs
from goodoffices.exchange.errors import ExchangeError

__all__ = ["from_matrix"]

_KNOWN = ("item", "text", "channel", "date", "group", "reliability")
_OURS = ("bits", "weight")
_ITEMS = 1000
_RIVALS = 100
_STANDS_IN = (
    "what is negotiated, about whom the hypotheses are, and what each would want, no matrix says: "
    "one issue and one mediator stand in for them, and the utilities say nothing"
)
_VALUED = "marks are read as likelihoods: " + ", ".join(
    f"{mark} is {value:g}" for mark, value in MARKS.items()
)
_NONE = re.compile(r"none[ _-]of[ _-](these|the above)|other|none", re.IGNORECASE)


@dataclass(slots=True)
class _Matrix:
    """What a file says."""

    rivals: list[dict[str, Data]] = field(default_factory=list)
    items: list[tuple[int | None, dict[str, str], dict[str, str]]] = field(default_factory=list)
    """Line, cells by column, and likelihoods by hypothesis, as written."""


def from_matrix(file: str | Path, *, as_of: dt.date | None = None) -> Imported:
    """Return a case with the hypotheses and evidence of a matrix, to go on with.

    Parameters
    ----------
    file
        A CSV file, or the JSON that ``goodoffices intent --matrix`` writes.
    as_of
        Date of the case; today by default.

    Returns
    -------
    Imported
        A case about a mediator without a name, on one issue that stands in for what is negotiated.
        Every hypothesis but "none of these" gets a utility that says nothing, so that nothing
        follows from it for talks. Notices say what stands in for what, and how marks are valued.

    Raises
    ------
    ExchangeError
        If the file cannot be read, or a cell is none of the above.
    """
    shown, path = str(file), Path(file)
    text = text_of(content(path, shown), shown)
    matrix = _json(text, shown) if text.lstrip().startswith("{") else _csv(text, shown)
    if len(matrix.rivals) < 2:
        raise ExchangeError(
            shown,
            f"found {len(matrix.rivals)} hypotheses, expected a column for each of two or more",
        )
    bounded(shown, "hypotheses", len(matrix.rivals), _RIVALS)
    bounded(shown, "items", len(matrix.items), _ITEMS)
    day = as_of or dt.datetime.now(tz=dt.UTC).date()
    keys = [str(rival["id"]) for rival in matrix.rivals]
    ids = slugs([cells.get("item", "") or f"item-{n}" for n, (_, cells, _) in
                 enumerate(matrix.items, 1)], "item")  # fmt: skip
    notices = (
        _STANDS_IN,
        f"the day on which the case holds no matrix says: {day.isoformat()} stands in for it",
        *((_VALUED,) if _marked(matrix) else ()),
    )
    rivals = []
    spared = False
    for rival in matrix.rivals:
        none = not spared and bool(_NONE.fullmatch(str(rival["id"]).replace("-", " ")))
        spared |= none
        rivals.append({**rival, **({} if none else {"utility": {}})})
    data: dict[str, Data] = {
        "format": 1,
        "case": slugs([path.stem], "case")[0],
        "title": clean(path.stem) or "imported matrix",
        "as_of": day.isoformat(),
        "horizon": day.isoformat(),
        "parties": [
            {"id": "mediator", "name": "The mediator",
             "mediator": {"bias": [0, 0.3, 0.6], "leverage": [0.2, 0.5, 0.8],
                          "patience": [1, 6, 24]}},
        ],
        "issues": [
            {"id": "what-is-negotiated", "name": "What is negotiated", "area": AREA,
             "options": ["nothing", "something"], "without_agreement": "nothing"},
        ],
        "hypotheses": rivals,
        "evidence": [
            _evidence(shown, line, key, cells, row, keys)
            for key, (line, cells, row) in zip(ids, matrix.items, strict=True)
        ],
    }  # fmt: skip
    header = [f"# Made from the matrix {clean(path.name)}.", *(f"# Note: {n}." for n in notices)]
    made = "\n".join(header) + "\n\n" + emit(data)
    case, _ = parse_case(made.encode(), f"the case made of {shown}")
    return Imported(case, made, notices)


def _marked(matrix: _Matrix) -> bool:
    cells = [cell for _, _, row in matrix.items for cell in row.values()]
    known = [cell.removeprefix("'") for cell in cells if cell]
    return any(likelihood_of(cell) and cell.lower() not in WORDS for cell in known)


def _evidence(
    shown: str, line: int | None, key: str, cells: dict[str, str], row: dict[str, str],
    keys: list[str],
) -> dict[str, Data]:  # fmt: skip
    what = cells.get("text") or cells.get("item") or key
    entry: dict[str, Data] = {"id": key, "text": clean(what.removeprefix("'"), TEXT)}
    channel = cells.get("channel") or "document"
    if channel not in {"document", "choice"}:
        message = f"found the channel '{channel[:40]}', expected document or choice"
        raise ExchangeError(shown, message, line)
    entry["channel"] = channel
    if date := cells.get("date"):
        days = date.split()
        entry["date"] = days[0] if len(days) == 1 else days
    if group := cells.get("group"):
        entry["group"] = slugs([group], "group")[0]
    if reliability := cells.get("reliability"):
        entry["reliability"] = _likelihood(shown, line, "reliability", reliability)
    entry["likelihood"] = {k: _likelihood(shown, line, k, row.get(k, "")) for k in keys}
    return entry


def _likelihood(shown: str, line: int | None, column: str, cell: str) -> Data:
    known = likelihood_of(cell.removeprefix("'")) if cell else None
    if known is not None:
        return known.as_plain()
    try:
        numbers = [float(part) for part in cell.split()]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 3) or not all(0 <= number <= 1 for number in numbers):
        raise ExchangeError(
            shown,
            f"column '{column[:60]}': found '{cell[:40]}', expected a mark ({' '.join(MARKS)}), a "
            f"word ({', '.join(WORDS)}), a number from 0 to 1, or three of them",
            line,
        )
    if numbers != sorted(numbers):
        message = f"column '{column[:60]}': found '{cell[:40]}', expected low, mode and high"
        raise ExchangeError(shown, message, line)
    return numbers[0] if len(numbers) == 1 else numbers


def _csv(text: str, shown: str) -> _Matrix:
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = next((each for each in ",;\t" if each in first), ",")
    header = next(csv.reader(io.StringIO(first), delimiter=separator), [])
    names = [" ".join(cell.split()) for cell in header]
    columns = [name.lower() for name in names]
    if names and not {"item", "text"} & set(columns):
        message = (
            f"found the columns {', '.join(repr(name[:40]) for name in names[:3])}, expected one "
            "called item or text, which holds what was seen"
        )
        raise ExchangeError(shown, message, 1)
    own = [
        (name, column)
        for name, column in zip(names, columns, strict=True)
        if column and column not in (*_KNOWN, *_OURS) and not column.endswith(" mark")
    ]
    keys = slugs([column for _, column in own], "hypothesis")
    matrix = _Matrix()
    for (name, _), key in zip(own, keys, strict=True):
        matrix.rivals.append(_rival(key, clean(name), clean(name)))
    for row in rows(text, shown, (), tuple(columns)):
        likelihoods = {
            key: row.cells.get(column, "") for (_, column), key in zip(own, keys, strict=True)
        }
        matrix.items.append((row.line, dict(row.cells), likelihoods))
    return matrix


def _rival(key: str, name: str, text: str) -> dict[str, Data]:
    return {"id": key, "about": "mediator", "name": name, "text": text}


def _json(text: str, shown: str) -> _Matrix:
    root = load(text, shown)
    matrix = _Matrix()
    if root is None or root.kind != "mapping":
        raise ExchangeError(shown, "expected an object with `hypotheses` and `items`")
    written = [_word(each, "id", shown) for each in _list(root, "hypotheses", shown)]
    keys = slugs(written, "hypothesis")
    for each, key in zip(_list(root, "hypotheses", shown), keys, strict=True):
        rival = _rival(key, clean(_word(each, "name", shown) or key),
                       clean(_word(each, "text", shown) or key, TEXT))  # fmt: skip
        prior = each.get("prior")
        if prior is not None:
            rival["prior"] = _likelihood(shown, prior.line, "prior", _cell(prior))
        matrix.rivals.append(rival)
    for each in _list(root, "items", shown):
        cells = {key: _word(each, key, shown) for key in _KNOWN}
        row = each.get("likelihood")
        if row is None or row.kind != "mapping":
            raise ExchangeError(shown, "an item has no `likelihood` by hypothesis", each.line)
        given = {str(name.value): _cell(value) for name, value in row.pairs}
        likelihoods = {k: given.get(w, "") for k, w in zip(keys, written, strict=True)}
        matrix.items.append((each.line, cells, likelihoods))
    return matrix


def _list(root: Item, key: str, shown: str) -> Iterator[Item]:
    found = root.get(key)
    if found is None or found.kind != "list":
        raise ExchangeError(shown, f"expected a list `{key}`", root.line)
    for each in found.parts:
        if each.kind != "mapping":
            raise ExchangeError(shown, f"expected objects in `{key}`", each.line)
        yield each


def _word(item: Item, key: str, shown: str) -> str:
    found = item.get(key)
    if found is None:
        return ""
    if found.kind == "mapping":
        raise ExchangeError(shown, f"found an object at `{key}`, expected a text", found.line)
    return _cell(found)


def _cell(item: Item) -> str:
    if item.kind == "list":
        return " ".join(part.text for part in item.parts)
    return item.text
