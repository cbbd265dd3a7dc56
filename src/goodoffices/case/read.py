"""A case file to a `Case`, or to every problem that it has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from goodoffices.case._bundled import bundled, bundled_path
from goodoffices.case._dossier import clashes, dossier_of, validate
from goodoffices.case._draft import Draft, finish
from goodoffices.case._faults import faults
from goodoffices.case._files import read_bounded
from goodoffices.case._references import references
from goodoffices.case._rules import rules
from goodoffices.case._text import decode, forbidden
from goodoffices.case._tree import Flaw, Key, Node, UnreadableError, parse
from goodoffices.case._where import where
from goodoffices.case._words import nearest
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.model import Case
from goodoffices.case.taxonomy import area_ids

__all__ = ["CaseFile", "parse_case", "read_case"]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case and the file it was read from.

    Parameters
    ----------
    case
        The case.
    name
        The file or bundled case as the user named it.
    path
        Where the file lies.
    sha256
        Hash of its bytes, in hexadecimal.
    marks
        The tree of the file: ``marks.find(("positions", 0, "weight"))`` is a line and column.
    """

    case: Case
    name: str
    path: Path
    sha256: str
    marks: Node

    def place(self, path: tuple[Key, ...]) -> tuple[int, int, str]:
        """Return line, column and name, in the analyst's ids, of the place at `path`."""
        return (*self.marks.find(path), where(path, self.marks.plain))


def read_case(source: str | Path) -> CaseFile:
    """Read a case.

    Parameters
    ----------
    source
        The path of a file, or the name of a bundled case; a file of that name comes first.

    Raises
    ------
    CaseError
        If there is no such file or case, it cannot be read, or something in it is wrong; it
        carries every problem found.
    """
    name = str(source)
    path = _find(name)
    data = read_bounded(path, name)
    case, marks = parse_case(data, name)
    return CaseFile(case, name, path, hashlib.sha256(data).hexdigest(), marks)


def parse_case(data: bytes, name: str) -> tuple[Case, Node]:
    """Turn the bytes of a case file into a case and the tree of the file.

    Parameters
    ----------
    data
        The content of the file.
    name
        The file as the user named it, for messages.

    Raises
    ------
    CaseError
        If something is wrong; it carries every problem found.
    """
    try:
        root, flaws = parse(decode(data))
    except UnreadableError as error:
        raise _unreadable(name, error.flaw) from None
    if root is None or root.plain is None:
        raise _unreadable(name, Flaw(None, None, _EMPTY))
    plain = root.plain
    if not isinstance(plain, dict):
        message = "found a list or a single value, expected a mapping that begins with 'format: 1'"
        raise _unreadable(name, Flaw(*root.mark, message))
    disguised = finish((), _disguised(root), root)
    if disguised:
        # Nothing else is said: a message could carry the characters on to the terminal.
        raise CaseError(name, disguised)
    case, drafts = None, list[Draft]()
    try:
        case = validate(Case, plain)
    except ValidationError as error:
        drafts += faults(error, root)
    dossier = dossier_of(plain, case)
    drafts += clashes(plain, root)
    drafts += references(dossier_of(plain, case, mended=True), area_ids())
    drafts += rules(dossier)
    if case is None or drafts or flaws:
        raise CaseError(name, finish(drafts, flaws, root))
    return case, root


_EMPTY = "the file holds nothing; `goodoffices new NAME` writes a case to begin with"


def _find(name: str) -> Path:
    path = Path(name)
    known = bundled()
    try:
        if path.is_file() or (path.exists() and name not in known):
            return path
    except (OSError, ValueError):
        # Reading it will say why not: a folder that may not be entered, a name too long.
        if name not in known:
            return path
    if name in known:
        return bundled_path(name)
    near = nearest(path.stem, known)
    hint = f"; did you mean '{near}'?" if near else ""
    message = f"no such file, and no bundled case of this name ({', '.join(known)}){hint}"
    raise CaseError(name, (Problem(None, None, "", message),))


def _unreadable(name: str, flaw: Flaw) -> CaseError:
    return CaseError(name, (Problem(flaw.line, flaw.column, "", flaw.message),))


def _disguised(root: Node) -> list[Flaw]:
    # Escapes in double quotes can write what decoding has refused in the raw text.
    flaws = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children.values())
        texts = [(node.mark, node.text), *((mark, key) for key, mark in node.keys.items())]
        for mark, text in texts:
            complaint = forbidden(text)
            if complaint is not None:
                flaws.append(Flaw(*mark, complaint))
    return flaws
