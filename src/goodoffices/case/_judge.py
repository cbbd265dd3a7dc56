"""The two halves of reading a file: bytes to a tree, and a tree to a case or its problems.

They are apart because a case is judged again, without a file, after fields of its tree were set
otherwise.
"""

from __future__ import annotations

from pydantic import ValidationError

from goodoffices.case._dossier import clashes, dossier_of, validate
from goodoffices.case._draft import Draft, finish
from goodoffices.case._faults import faults
from goodoffices.case._references import references
from goodoffices.case._rules import rules
from goodoffices.case._text import decode, forbidden
from goodoffices.case._tree import Flaw, Node, UnreadableError, parse
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.model import Case
from goodoffices.case.taxonomy import area_ids

__all__ = ["disguised", "judge", "tree_of"]


def tree_of(data: bytes, name: str, *, empty: str, begins: str) -> tuple[Node, tuple[Flaw, ...]]:
    """Turn the bytes of a file into the tree of its top mapping.

    Parameters
    ----------
    data
        The content of the file.
    name
        The file as the user named it, for messages.
    empty
        What to say of a file that holds nothing.
    begins
        What the mapping begins with, for a file that holds something else.

    Returns
    -------
    The tree, and the flaws that do not prevent reading.

    Raises
    ------
    CaseError
        If it cannot be read, or is disguised.
    """
    try:
        root, flaws = parse(decode(data))
    except UnreadableError as error:
        raise _unreadable(name, error.flaw) from None
    if root is None or root.plain is None:
        raise _unreadable(name, Flaw(None, None, empty))
    if not isinstance(root.plain, dict):
        message = f"found a list or a single value, expected a mapping that begins with '{begins}'"
        raise _unreadable(name, Flaw(*root.mark, message))
    flaw = finish((), disguised(root), root)
    if flaw:
        # Nothing else is said: a message could carry the characters on to the terminal.
        raise CaseError(name, flaw)
    return root, flaws


def judge(root: Node) -> tuple[Case | None, list[Draft]]:
    """Return the case that a tree holds, if it is one, and every problem that it has.

    Parameters
    ----------
    root
        A tree whose top is a mapping.
    """
    plain = root.plain
    if not isinstance(plain, dict):
        raise TypeError("expected a tree whose top is a mapping")
    case, drafts = None, list[Draft]()
    try:
        case = validate(Case, plain)
    except ValidationError as error:
        drafts += faults(error, root)
    dossier = dossier_of(plain, case)
    drafts += clashes(plain, root)
    drafts += references(dossier_of(plain, case, mended=True), area_ids())
    drafts += rules(dossier)
    return case, drafts


def disguised(root: Node) -> list[Flaw]:
    """Return a flaw for every text with a character that hides or disguises what is written."""
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


def _unreadable(name: str, flaw: Flaw) -> CaseError:
    return CaseError(name, (Problem(flaw.line, flaw.column, "", flaw.message),))
