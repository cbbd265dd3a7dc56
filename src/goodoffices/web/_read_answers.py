"""What the page for reading asks of the rooms below, in the form that another process can do."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case import CaseFile, NoAnswer, write_atomic
from goodoffices.reading import (
    Document,
    Names,
    Proposal,
    Reading,
    ReadingError,
    Span,
    apply,
    document_from_text,
    drift,
    lexicon,
    propose,
    read,
    read_document,
    source_texts,
    text_name,
    unheard,
)
from goodoffices.web._mending import keys_of
from goodoffices.web._readings import Frozen, Kind
from goodoffices.web._work import Progress

__all__ = [
    "DOCUMENTS", "Compared", "Finding", "Proposed", "Words", "added", "as_text", "checked",
    "compared", "day_of", "drifted", "frozen", "proposed",
]  # fmt: skip

DOCUMENTS = "documents"
"""Folder beside a case in which texts are stored, as the command does."""

_HEAD = 1_500
"""Code points of a document in which its date is looked for."""
_AROUND = 160
"""Code points shown before and after the words of a finding."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a document says, and what it would add to the case.

    Parameters
    ----------
    reading
        The reading.
    proposals
        What it would add.
    keys
        What the proposals are called, whatever the case is.
    """

    reading: Reading
    proposals: tuple[Proposal, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document, and those around them.

    Parameters
    ----------
    document
        Its name.
    line
        Their line, from 1.
    before, words, after
        What stands there; no words where a claim lacks what the other has.
    """

    document: str
    line: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between two wordings, with both.

    Parameters
    ----------
    kind
        What differs.
    message
        The finding in one sentence.
    likeness
        How alike the two wordings are; 0 for what is unheard.
    first, second
        The words; no second for what is unheard.
    """

    kind: str
    message: str
    likeness: float
    first: Words
    second: Words | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts that were compared.

    Parameters
    ----------
    first, second
        Their names.
    findings
        What differs.
    """

    first: str
    second: str
    findings: tuple[Finding, ...]


def frozen(_file: CaseFile, *, path: Path, into: Path, name: str) -> tuple[Kind, str | None]:
    """Write the text of a file that was dropped into another; return its kind, and its day.

    Parameters
    ----------
    path
        The file.
    into
        Where its text is written, as UTF-8.
    name
        What the file was called.

    Raises
    ------
    ReadingError
        If it is no document, is damaged, or is too large.
    OutputError
        If the text cannot be written.
    """
    try:
        document = dataclasses.replace(read_document(path), name=name)
    except ReadingError as error:
        # Where it lies for the moment is no matter of the user's.
        raise ReadingError(name, error.message, error.line) from None
    write_atomic(into, document.text.encode())
    return document.kind, day_of(document)


def day_of(document: Document) -> str | None:
    """Return the day that a document seems to bear, by its name or its first full date."""
    named = re.search(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)", document.name)
    if named is not None:
        try:
            return dt.date(*(int(part) for part in named.groups())).isoformat()
        except ValueError:
            pass
    head = document.text[:_HEAD]
    if not any(character.isalnum() for character in head):
        return None
    days = (found.edtf for found in read(document_from_text(head, document.name)).dates)
    return next((day for day in days if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)), None)


def proposed(file: CaseFile, progress: Progress, *, text: Frozen) -> Proposed:
    """Return what a document says and would add."""
    progress(f"reading {text.characters:,} characters", 0.0)
    document = text.document()
    known = lexicon()
    reading = read(document, known)
    progress("what it would add", 0.95)
    stored = {document.sha256: f"{DOCUMENTS}/{text_name(document)}"}
    proposals = propose(file.case, (reading,), Names(file.case, known), stored)
    return Proposed(reading, proposals, keys_of(proposals))


def added(file: CaseFile, *, data: bytes, proposals: str) -> bytes:
    """Return the bytes of the case with proposals, which come as JSON, in it.

    Raises
    ------
    CaseError, ReadingError
        If it would not be sound.
    """
    made = [
        Proposal(item["id"], item["kind"], tuple(item["path"]), item["entry"])
        for item in json.loads(proposals)
    ]
    return apply(data, made, file.name)


def checked(file: CaseFile, *, data: bytes, proposals: str) -> None:
    """Find out whether the case would be sound with proposals in it; errors as for `added`."""
    added(file, data=data, proposals=proposals)


def drifted(file: CaseFile, progress: Progress, *, text: Frozen) -> tuple[Compared, ...]:
    """Return how a document departs from each of the case's stored texts, and what it rests on."""
    mine = read(text.document())
    others = [
        (source, words)
        for source, (_, words) in source_texts(file).items()
        if words != mine.document.text
    ]
    readings = [mine]
    found = []
    for number, (source, words) in enumerate(others):
        progress(f"comparing with {source}", number / len(others))
        other = _read(words, source)
        readings.append(other)
        found.append(Compared(text.title, source, tuple(_shown(mine, other))))
    alone = tuple(
        Finding(each.kind, each.message, 0.0, _words(mine.document, each.first.span), None)
        for each in unheard(readings)
        if each.claims[0] in {claim.id for claim in mine.claims}
        and each.first.document == mine.document.name
    )
    return (*found, *([Compared(text.title, "", alone)] if alone else ()))


def compared(
    file: CaseFile, progress: Progress, *, first: Frozen | str, second: Frozen | str
) -> Compared:
    """Return how two texts differ: documents in work, or sources of the case by id.

    Raises
    ------
    NoAnswer
        If the text of a source is not there.
    """
    texts = source_texts(file)
    readings = []
    for number, each in enumerate((first, second)):
        name = each.title if isinstance(each, Frozen) else each
        progress(f"reading {name}", number / 2)
        if isinstance(each, Frozen):
            readings.append(read(each.document()))
        elif each in texts:
            readings.append(_read(texts[each][1], each))
        else:
            raise NoAnswer(
                f"the text of the source {each} is not stored beside the case, or has changed since"
            )
    one, other = readings
    return Compared(one.document.name, other.document.name, tuple(_shown(one, other)))


def _read(text: str, name: str) -> Reading:
    return read(document_from_text(text, name))


def _shown(one: Reading, other: Reading) -> Iterator[Finding]:
    for each in drift(one, other):
        first = _words(one.document, each.first.span, missing=not each.first.words)
        second = None
        if each.second is not None:
            second = _words(other.document, each.second.span, missing=not each.second.words)
        yield Finding(each.kind, each.message, each.likeness, first, second)


def _words(document: Document, span: Span, *, missing: bool = False) -> Words:
    """Return words with those around them; where words are missing, the claim that lacks them."""
    text, line = document.text, document.line(span.start)
    if missing:
        return Words(document.name, line, "", "", _flat(text[span.start : span.end][: 4 * _AROUND]))
    begin = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    stop = text.find("\n", span.end)
    end = min(stop if stop >= 0 else len(text), span.end + _AROUND)
    cut = "…" if begin > 0 and text[begin - 1] != "\n" else ""
    rest = "…" if end < len(text) and text[end] != "\n" else ""
    return Words(
        document.name, line, cut + _flat(text[begin : span.start]),
        _flat(span.of(text)[: 4 * _AROUND]), _flat(text[span.end : end]) + rest,
    )  # fmt: skip


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def as_text(proposals: Sequence[Proposal]) -> str:
    """Return proposals as JSON, for `added`."""
    return json.dumps(
        [
            {"id": each.id, "kind": each.kind, "path": each.path, "entry": each.entry}
            for each in proposals
        ],
        ensure_ascii=False,
    )
