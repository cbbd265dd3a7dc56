"""Documents in work: the frozen text of each, and what was decided about it, beside the case.

::

    <case>.reading/
        <name>/
            text.txt     the text, which never changes
            log.jsonl    what was done, one line each, only ever added to

Nothing of it is in the case until it is put there.  What was done is added as one line and never
rewritten, so that several pages lose nothing to each other; a line that was torn by a crash is left
out, and the next begins on a line of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from goodoffices.case import OutputError, read_bounded, write_atomic
from goodoffices.reading import Document, document_from_text, text_name
from goodoffices.web._asked import digest
from goodoffices.web._folder import make_folder

__all__ = ["Added", "Frozen", "InWork", "Kind", "Readings", "Value"]

Value = str | int | bool | tuple[str, ...] | None
"""What a field was mended to; None takes the field out."""

Kind = Literal["text", "html", "pdf", "docx"]

_TEXT, _LOG = "text.txt", "log.jsonl"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEST_TEXT = 20_000_000
"""Bytes of the longest text, four for each code point that the reader takes, and some."""
_LARGEST_LOG = 10_000_000
_MOST = 200
"""Documents in work at a time."""


@dataclass(frozen=True, slots=True)
class Added:
    """Something that was put into the case.

    Parameters
    ----------
    before, after
        Hashes of the case file.
    what
        What was put in, in words.
    """

    before: str
    after: str
    what: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A text that never changes, for whoever reads it in another process.

    Parameters
    ----------
    path
        The file.
    title, kind
        The name of the document, and what was read.
    sha256, characters
        Hash and length of the text.
    source
        The source of the case whose stored text it is, where it is one.
    day
        The day that the document bears.
    """

    path: Path
    title: str
    kind: Kind
    sha256: str
    characters: int
    source: str | None
    day: str | None

    def document(self) -> Document:
        """Return the document.

        Raises
        ------
        CaseError, OutputError, ReadingError
            If its text is not what was frozen.
        """
        data = read_bounded(self.path, str(self.path), _LARGEST_TEXT)
        if digest(data) != self.sha256:
            raise OutputError(
                f"{self.path}: the text has changed since it was frozen; drop it anew"
            )
        day = dt.date.fromisoformat(self.day) if self.day else None
        return document_from_text(data.decode(), self.title, kind=self.kind, date=day)


@dataclass(frozen=True, slots=True)
class InWork:
    """A document in work.

    Parameters
    ----------
    name
        Its name in addresses, and that of its folder.
    folder
        Its folder.
    title
        The name of the document itself.
    kind
        What was read.
    sha256
        Hash of its text.
    characters
        Length of its text.
    source
        The source of the case whose stored text it is, where it is one.
    details
        What was said of the source: fields and their values.
    answers
        What was decided about proposals, by their keys.
    mends
        Fields that were mended, by the keys of proposals.
    added
        What was put into the case and not taken back since, latest last.
    """

    name: str
    folder: Path
    title: str
    kind: Kind
    sha256: str
    characters: int
    source: str | None = None
    details: Mapping[str, Value] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    mends: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    added: tuple[Added, ...] = ()

    @property
    def frozen(self) -> Frozen:
        """Its text; the same until somebody says that it bears another day."""
        day = self.details.get("date")
        return Frozen(
            self.folder / _TEXT, self.title, self.kind, self.sha256, self.characters, self.source,
            day if isinstance(day, str) and _DAY.fullmatch(day) else None,
        )  # fmt: skip

    def decide(self, who: str, key: str, answer: str) -> InWork:
        """Return it with an answer noted; "open" takes an answer back."""
        return self._note(who, {"do": "decide", "key": key, "answer": answer})

    def mend(self, who: str, key: str, fields: Mapping[str, Value]) -> InWork:
        """Return it with fields of a proposal mended, instead of those mended before."""
        return self._note(who, {"do": "mend", "key": key, "fields": dict(fields)})

    def describe(self, who: str, fields: Mapping[str, Value]) -> InWork:
        """Return it with what is said of the source, instead of what was said before."""
        return self._note(who, {"do": "describe", "fields": dict(fields)})

    def add(self, who: str, added: Added) -> InWork:
        """Return it with something that is about to be put into the case."""
        noted = {"before": added.before, "after": added.after, "what": added.what}
        return self._note(who, {"do": "add", **noted})

    def take_back(self, who: str, added: Added) -> InWork:
        """Return it without something that was put into the case."""
        return self._note(who, {"do": "take-back", "after": added.after})

    def _note(self, who: str, event: Mapping[str, object]) -> InWork:
        return _followed(self, _append(self.folder / _LOG, who, event))


class Readings:
    """The documents in work on a case.

    Parameters
    ----------
    folder
        Where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[InWork]:
        """Return them by name; a folder that is none of them is left out."""
        if not self.folder.is_dir():
            return []
        names = sorted(path.name for path in self.folder.iterdir() if path.is_dir())
        return [found for name in names[:_MOST] if (found := self.find(name)) is not None]

    def find(self, name: str) -> InWork | None:
        """Return one of them, or None where there is none of that name."""
        folder = self.folder / name
        if not _NAME.fullmatch(name) or not self._inside(folder) or not folder.is_dir():
            return None
        log = folder / _LOG
        if not log.is_file():
            return None
        begun: InWork | None = None
        for line in read_bounded(log, str(log), _LARGEST_LOG).split(b"\n"):
            event = _event(line)
            begun = _begun(folder, event) if begun is None else _followed(begun, event)
        return begun

    def begin(
        self,
        who: str,
        document: Document,
        *,
        taken: Sequence[str] = (),
        source: str | None = None,
        details: Mapping[str, Value] | None = None,
    ) -> InWork:
        """Take a document in, or return it where its text is in work already.

        Parameters
        ----------
        who
            Who does.
        document
            The document.
        taken
            Names of files beside the case under which other texts are stored.
        source
            The source of the case whose stored text it is.
        details
            What is guessed of the source.

        Raises
        ------
        OutputError
            If it cannot be written, or there are too many.
        """
        known = self.all()
        for each in known:
            if each.sha256 == document.sha256:
                return each
        if len(known) >= _MOST:
            raise OutputError(f"{_MOST} documents are in work; put some away first")
        others = {*taken, *(_text_name(each.title) for each in known)}
        title = document.name
        if source is None:
            title = _free(title, others)
        words = "-".join(re.findall(r"[a-z0-9]+", title.rsplit(".", 1)[0].lower()))
        stem = words[:40].strip("-") or "document"
        folder = self.folder / f"{stem}-{document.sha256[:10]}"
        if not self._inside(folder):
            raise OutputError(f"{self.folder}: this leads out of the folder, expected no link")
        make_folder(folder)
        write_atomic(folder / _TEXT, document.text.encode())
        event = {
            "do": "begin", "title": title, "kind": document.kind, "sha256": document.sha256,
            "characters": len(document.text), "source": source, "fields": dict(details or {}),
        }  # fmt: skip
        begun = _begun(folder, _append(folder / _LOG, who, event))
        if begun is None:
            raise OutputError(f"{folder}: this cannot be noted")
        return begun

    def put_away(self, each: InWork) -> None:
        """Take one of them away, with its text and what was decided.

        Raises
        ------
        OutputError
            If it cannot be taken away.
        """
        try:
            shutil.rmtree(each.folder)
        except OSError as error:
            reason = (error.strerror or "no reason given").lower()
            raise OutputError(f"{each.folder}: it cannot be taken away: {reason}") from None

    def _inside(self, folder: Path) -> bool:
        """Return whether no link leads elsewhere, which one from somebody else could."""
        own = self.folder.parent.resolve() / self.folder.name
        return folder.resolve() == own / folder.name


def _free(title: str, taken: set[str]) -> str:
    """Return the name of a document under which no other text is stored."""
    stem, dot, ending = title.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (title, "")
    number, name = 1, title
    while _text_name(name) in taken:
        number += 1
        name = f"{stem[:70]}-{number}{ending}"
    return name


def _text_name(title: str) -> str:
    return text_name(Document(title, "", "", ()))


def _append(log: Path, who: str, event: Mapping[str, object]) -> Mapping[str, object]:
    """Add a line to a log, whole and on the disk, and return what it says."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    line = json.dumps({"at": now, "who": who[:200], **event}, ensure_ascii=True).encode()
    try:
        handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            # A line that a crash has torn is ended first, so that it takes no other with it.
            whole = b"\n" + line + b"\n"
            if os.fstat(handle).st_size + len(whole) > _LARGEST_LOG:
                raise OutputError(f"{log}: it is full; put what is decided into the case")
            if os.write(handle, whole) != len(whole):
                raise OutputError(f"{log}: cannot be written: no space is left")
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise OutputError(f"{log}: cannot be written: {reason}") from None
    return _event(line)


def _event(line: bytes) -> Mapping[str, object]:
    """Return what a line says; nothing where it is torn, or was written by somebody else."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _begun(folder: Path, event: Mapping[str, object]) -> InWork | None:
    title, kind, sha256 = (event.get(key) for key in ("title", "kind", "sha256"))
    characters, source = event.get("characters"), event.get("source")
    if event.get("do") != "begin" or not isinstance(title, str) or not isinstance(sha256, str):
        return None
    if not re.fullmatch(r"[0-9a-f]{64}", sha256) or not isinstance(characters, int):
        return None
    known: dict[object, Kind] = {"text": "text", "html": "html", "pdf": "pdf", "docx": "docx"}
    if kind not in known:
        return None
    return InWork(
        folder.name, folder, title, known[kind], sha256, characters,
        source=source if isinstance(source, str) else None, details=_fields(event),
    )  # fmt: skip


def _followed(each: InWork, event: Mapping[str, object]) -> InWork:
    """Return a document in work after something was done."""
    done, key = event.get("do"), event.get("key")
    if done == "describe":
        return replace(each, details=_fields(event))
    if done == "decide" and isinstance(key, str):
        answers = {known: answer for known, answer in each.answers.items() if known != key}
        answer = event.get("answer")
        if answer in ("accepted", "rejected"):
            answers[key] = str(answer)
        return replace(each, answers=answers)
    if done == "mend" and isinstance(key, str):
        return replace(each, mends={**each.mends, key: _fields(event)})
    before, after, what = (event.get(name) for name in ("before", "after", "what"))
    if done == "add" and isinstance(before, str) and isinstance(after, str):
        return replace(each, added=(*each.added, Added(before, after, str(what))))
    if done == "take-back":
        left = tuple(one for one in each.added if one.after != after)
        return replace(each, added=left)
    return each


def _fields(event: Mapping[str, object]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    fields = event.get("fields")
    for key, value in fields.items() if isinstance(fields, dict) else ():
        if value is None or isinstance(value, str | int):
            found[str(key)] = value
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            found[str(key)] = tuple(value)
    return found
