"""The matrix of items and hypotheses, as analysts of competing hypotheses keep it, for other tools.

References
----------
Heuer 1999, Psychology of Intelligence Analysis, chapter 8 (items by hypotheses, marks of
consistency, sorted by diagnosticity).
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from goodoffices.case import Case, Uncertain
from goodoffices.case.model import Evidence
from goodoffices.intent._result import MediatorResult
from goodoffices.preferences import plain

__all__ = ["matrix_csv", "matrix_json", "matrix_losses"]

SCHEMA = "goodoffices/matrix/1"


def matrix_csv(case: Case, result: MediatorResult) -> str:
    """Return the matrix of a mediator as CSV, a row an item, most telling first.

    For each hypothesis there are two columns: the likelihood, as a number or as three numbers
    ``low mode high``, and its mark.  The same file can be imported as a case.
    """
    ids = [hypothesis.id for hypothesis in result.hypotheses]
    heads = ["item", "text", "channel", "date", "group", "reliability", "bits"]
    heads += [head for key in ids for head in (key, f"{key} mark")]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    for row in _rows(case, result):
        cells = [row[head] for head in heads[:7]]
        for key in ids:
            cells += [_text(row["likelihood"][key]), row["mark"][key]]
        writer.writerow([_text(cell) for cell in cells])
    return buffer.getvalue()


def matrix_json(case: Case, result: MediatorResult) -> str:
    """Return the same matrix as JSON, with the names and texts of the hypotheses."""
    stated = {hypothesis.id: hypothesis for hypothesis in case.hypotheses}
    data = {
        "schema": SCHEMA,
        "case": case.case,
        "about": result.about,
        "hypotheses": [
            {
                "id": h.id,
                "name": stated[h.id].name,
                "text": stated[h.id].text,
                "prior": None if (prior := stated[h.id].prior) is None else prior.as_plain(),
                "posterior": h.posterior.value,
            }
            for h in result.hypotheses
        ],
        "items": list(_rows(case, result)),
    }
    return json.dumps(plain(data), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def matrix_losses(case: Case, result: MediatorResult, *, names: bool) -> tuple[str, ...]:
    """Return what a matrix cannot hold of a case, in sentences.

    Parameters
    ----------
    names
        Whether the format holds names and priors of hypotheses, as JSON does.
    """
    known = {entry.id: entry for entry in case.evidence}
    used = [known[item.id] for item in result.items]
    notes = []
    if chosen := [entry.id for entry in used if entry.options]:
        notes.append(
            "choice sets became the likelihood of what was done, at the most plausible numbers and "
            f"with their reliability in it: {', '.join(chosen)}"
        )
    if voiced := [entry.id for entry in used if entry.voice]:
        notes.append(
            "that a voice may mislead was left out, but for what that makes of each likelihood at "
            f"the most plausible numbers, as if it misled in each word anew: {', '.join(voiced)}"
        )
    if not names:
        notes.append(f"that it is about {result.about} was left out")
    notes.append(f"that it holds on {case.as_of.isoformat()} was left out")
    if result.watch:
        notes.append("what to watch was left out")
    if any(h.wants is not None for h in case.hypotheses if h.about == result.about):
        notes.append("utilities of the hypotheses were left out")
    if not names:
        notes.append("names, texts and priors of the hypotheses were left out; JSON holds them")
    return tuple(notes)


def _rows(case: Case, result: MediatorResult) -> list[dict[str, Any]]:
    known = {entry.id: entry for entry in case.evidence}
    return [
        {
            "item": item.id,
            "text": known[item.id].text,
            "channel": item.channel,
            "date": _dates(known[item.id]),
            "group": item.group,
            # Another tool mixes with one half what tells nothing among M acts at 1/M, and knows no
            # voices: such items carry what counts of them, and no reliability beside it.
            "reliability": None if _whole(known[item.id]) else _plain(known[item.id].reliability),
            "bits": round(item.bits, 6),
            "weight": item.weight,
            "likelihood": {
                key: round(item.discounted[key], 9)
                if _whole(known[item.id])
                else _plain((known[item.id].likelihood or {})[key])
                for key in item.likelihood
            },
            "mark": item.mark,
        }
        for item in result.items
    ]


def _whole(entry: Evidence) -> bool:
    return bool(entry.options) or entry.voice is not None


def _dates(entry: Evidence) -> str | None:
    if entry.date is None:
        return None
    first, last = entry.date.first.isoformat(), entry.date.last.isoformat()
    return first if first == last else f"{first} {last}"


def _plain(number: Uncertain | None) -> float | list[float] | None:
    return None if number is None else number.as_plain()


def _text(cell: Any) -> str:
    if isinstance(cell, list):
        return " ".join(f"{part:.9g}" for part in cell)
    if isinstance(cell, float):
        return f"{cell:.9g}"
    # A spreadsheet must not take a text for a formula.
    text = "" if cell is None else str(cell)
    return (
        f"'{text}" if text[:1] in {"=", "@"} or (text[:1] in {"+", "-"} and len(text) > 2) else text
    )
