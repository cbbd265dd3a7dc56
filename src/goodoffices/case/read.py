"""A case file to a `Case`, or to every problem that it has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case._bundled import bundled, bundled_path
from goodoffices.case._draft import finish
from goodoffices.case._files import read_bounded
from goodoffices.case._judge import judge, tree_of
from goodoffices.case._tree import Key, Node
from goodoffices.case._where import where
from goodoffices.case._words import nearest
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.model import Case

__all__ = ["CaseFile", "Override", "parse_case", "read_case"]


@dataclass(frozen=True, slots=True)
class Override:
    """A field that is set otherwise than in the file.

    Parameters
    ----------
    path
        The field in the analyst's ids, ``positions[russia,territory].weight``.
    before
        Its value before, as YAML on one line; ``None`` where there was none.
    after
        The value it is set to; ``None`` where it is removed.
    """

    path: str
    before: str | None
    after: str | None

    def as_json(self) -> dict[str, object]:
        """Return the override as plain data."""
        return {"path": self.path, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case and the file it was read from.

    Results name it by its `sha256`, which is that of the file unless something is set otherwise.

    Parameters
    ----------
    case
        The case.
    name
        The file or bundled case as the user named it.
    path
        Where the file lies.
    file_sha256
        Hash of its bytes, in hexadecimal.
    marks
        The tree of the case: ``marks.find(("positions", 0, "weight"))`` is a line and column. What
        is set otherwise has the place in the file that it takes.
    overrides
        What is set otherwise than in the file.
    """

    case: Case
    name: str
    path: Path
    file_sha256: str
    marks: Node
    overrides: tuple[Override, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash by which results name the case.

        That of the file; with overrides, that of the file's hash and a line ``path: value`` for
        each.
        """
        if not self.overrides:
            return self.file_sha256
        lines = [f"{entry.path}: {entry.after or 'null'}" for entry in self.overrides]
        return hashlib.sha256("\n".join([self.file_sha256, *lines]).encode()).hexdigest()

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
    root, flaws = tree_of(data, name, empty=EMPTY, begins="format: 1")
    case, drafts = judge(root)
    if case is None or drafts or flaws:
        raise CaseError(name, finish(drafts, flaws, root))
    return case, root


EMPTY = "the file holds nothing; `goodoffices new NAME` writes a case to begin with"


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
