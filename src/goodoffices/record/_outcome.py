"""What became of a case: a file beside the record, and of no other room's business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from goodoffices.case import Case, NoAnswer
from goodoffices.case.nouns import Date, Draft, Id, Model, Name, Node, Text, read_noun, refuse

__all__ = [
    "Decisive",
    "How",
    "Outcome",
    "Settled",
    "case_of",
    "outcome_of",
    "outcomes",
    "read_outcome",
]

LIMIT = 200_000
"""Largest file read, in bytes."""

_FOLDER = Path(__file__).parent / "outcomes"
_EMPTY = "the file holds nothing, expected `format: 1` and below it `case: NAME`"

How = Literal["traded", "paid", "guaranteed", "deferred", "new-option", "left-open"]
"""By what an issue was settled: against another issue; with a side payment; with a third party that
stands in for it; by leaving it, or the rest of it, to a later procedure; by an option that had not
been there; or not at all."""

Confidence = Literal["high", "medium", "low"]


class Settled(Model):
    """How one issue was settled.

    Parameters
    ----------
    issue, option
        The issue, and the option agreed on; ``None`` where none of the case's was, and what holds
        without agreement went on.
    how
        By what, where that is known.
    note
        In a sentence.
    """

    issue: Id
    option: Id | None = None
    how: tuple[How, ...] = ()
    note: Text | None = None


class Decisive(Model):
    """The issue that blocked the talks, or was the last to be decided.

    Parameters
    ----------
    issue, how
        The issue, and whether it ``blocked`` or was settled ``last``.
    why
        Why it is said to be that one.
    confidence
        How sure that is.
    """

    issue: Id
    how: Literal["blocked", "last"]
    why: Text
    confidence: Confidence


class Outcome(Model):
    """What became of a case.

    Parameters
    ----------
    case
        The case.
    signed, date
        Whether anything was signed, and when; of talks that ended without, when they ended.
    kind
        What was signed, or ``lapsed``.
    settled
        By issue, every issue of the case.
    decisive
        The issue that blocked or was decided last.
    afterwards
        What became of it later.
    confidence, sources
        How sure all this is, and where it can be read.
    """

    format: Literal[1]
    case: Id
    signed: bool
    date: Date
    kind: Literal["comprehensive", "framework", "partial", "armistice", "lapsed"]
    settled: Annotated[tuple[Settled, ...], Field(min_length=1, max_length=1000)]
    decisive: Decisive
    afterwards: Text
    confidence: Confidence
    sources: Annotated[tuple[Name, ...], Field(min_length=1)]

    @property
    def package(self) -> Mapping[str, str]:
        """Option by issue, of those settled by an option of the case."""
        return {entry.issue: entry.option for entry in self.settled if entry.option is not None}

    @property
    def deferred(self) -> tuple[str, ...]:
        """Issues without an option of the case: left open, or to a procedure."""
        return tuple(entry.issue for entry in self.settled if entry.option is None)


def read_outcome(source: str | Path, case: Case) -> Outcome:
    """Read what became of a case.

    Parameters
    ----------
    source
        The file.
    case
        The case that it is to be about.

    Raises
    ------
    CaseError
        If the file cannot be read, something in it is wrong, or it does not fit the case; it
        carries every problem found.
    """
    name = str(source)
    outcome, root = _read(Path(source), name)
    refuse(name, root, _misfits(outcome, case))
    return outcome


def case_of(source: str | Path) -> str:
    """Return the case that a file with an outcome is about.

    Raises
    ------
    CaseError
        If the file cannot be read, or something in it is wrong.
    """
    return _read(Path(source), str(source))[0].case


def outcomes() -> tuple[str, ...]:
    """Return the names of the bundled cases of which the outcome is on record, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def outcome_of(case: Case) -> Outcome:
    """Return what became of a bundled case.

    Raises
    ------
    CaseError
        If the case differs from the bundled one so far that its outcome does not fit it.
    NoAnswer
        If it is not on record.
    """
    if case.case not in outcomes():
        raise NoAnswer(
            f"{case.case}: what became of it is not on record, only of {', '.join(outcomes())}; "
            "name a file with it by --outcome"
        )
    outcome, root = _bundled(case.case)
    refuse(f"the outcome of {case.case}", root, _misfits(outcome, case))
    return outcome


@cache
def _bundled(name: str) -> tuple[Outcome, Node]:
    return _read(_FOLDER / f"{name}.yaml", f"the outcome of {name}")


def _read(path: Path, name: str) -> tuple[Outcome, Node]:
    return read_noun(path, name, Outcome, empty=_EMPTY, begins="format: 1", limit=LIMIT)


def _misfits(it: Outcome, case: Case) -> Iterator[Draft]:
    """Yield what of an outcome does not fit its case."""
    if it.case != case.case:
        yield Draft(("case",), f"found '{it.case}', expected the case '{case.case}'")
        return
    if it.date < case.as_of:
        yield Draft(
            ("date",), f"found {it.date}, expected a day from the case's as_of on, {case.as_of}"
        )
    if it.signed is (it.kind == "lapsed"):
        yield Draft(("kind",), f"found '{it.kind}' of talks that were {_end(it.signed)}")
    options = {issue.id: [option.id for option in issue.options] for issue in case.issues}
    seen = set[str]()
    for n, entry in enumerate(it.settled):
        path = ("settled", n)
        if entry.issue not in options:
            yield _unknown((*path, "issue"), entry.issue, f"an issue of {case.case}", list(options))
            continue
        if entry.issue in seen:
            yield Draft((*path, "issue"), f"'{entry.issue}' is settled twice")
        seen.add(entry.issue)
        if entry.option is None:
            if not {"deferred", "left-open"} & set(entry.how):
                message = "found neither an option nor 'deferred' or 'left-open' under how"
                yield Draft(path, message)
        elif "left-open" in entry.how:
            yield Draft(
                (*path, "how"), "found an option of what is left open, expected one of them"
            )
        elif entry.option not in options[entry.issue]:
            what = f"an option of {entry.issue}"
            yield _unknown((*path, "option"), entry.option, what, options[entry.issue])
        elif not it.signed:
            message = (
                "found an option agreed on in talks that were not signed, expected 'left-open'"
            )
            yield Draft((*path, "option"), message)
    missing = [issue for issue in options if issue not in seen]
    if missing:
        yield Draft(("settled",), f"nothing is said of {', '.join(missing)}")
    if it.decisive.issue not in options:
        what = f"an issue of {case.case}"
        yield _unknown(("decisive", "issue"), it.decisive.issue, what, list(options))


def _unknown(path: tuple[str | int, ...], word: str, what: str, known: list[str]) -> Draft:
    return Draft(path, f"'{word}' is not {what}", word=word, known=known)


def _end(signed: bool) -> str:
    return "signed" if signed else "not signed"
