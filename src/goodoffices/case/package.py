"""A package written by hand or by a program: an option for some or all issues of a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goodoffices.case._files import read_bounded
from goodoffices.case._text import decode
from goodoffices.case._tree import Node, Plain, UnreadableError, parse
from goodoffices.case._words import clip, listing, nearest, shown
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.model import Case

__all__ = ["package_title", "parse_package", "read_package"]


def read_package(source: str | Path, case: Case) -> dict[str, str]:
    """Read a package: a mapping of issues to options, in YAML or JSON.

    Parameters
    ----------
    source
        The file. A mapping with the key ``package``, as results have, is read for it alone; what
        stands beside it, such as a ``title``, is for people.
    case
        The case whose issues and options it names.

    Raises
    ------
    CaseError
        If the file cannot be read, or names an issue or option that the case does not have; it
        carries every problem found.
    """
    name = str(source)
    return parse_package(read_bounded(Path(source), name), name, case)


def package_title(source: str | Path) -> str:
    """Return the title that such a file has beside its package; empty where it has none.

    Raises
    ------
    CaseError
        If the file cannot be read.
    """
    try:
        root, _ = parse(decode(read_bounded(Path(source), str(source))))
    except UnreadableError:
        return ""
    plain: Plain = None if root is None else root.plain
    title = plain.get("title") if isinstance(plain, dict) and "package" in plain else None
    return title if isinstance(title, str) else ""


def parse_package(data: bytes, name: str, case: Case) -> dict[str, str]:
    """Turn the bytes of such a file into a package.

    Parameters
    ----------
    data
        The content of the file.
    name
        The file as the user named it, for messages.
    case
        The case whose issues and options it names.

    Raises
    ------
    CaseError
        If it names an issue or option that the case does not have, or is no mapping; it carries
        every problem found.
    """
    try:
        root, flaws = parse(decode(data))
    except UnreadableError as error:
        flaw = error.flaw
        problem = Problem(flaw.line, flaw.column, "", flaw.message)
        raise CaseError(name, (problem,)) from None
    if flaws:
        raise CaseError(
            name, tuple(Problem(flaw.line, flaw.column, "", flaw.message) for flaw in flaws)
        )
    plain: Plain = None if root is None else root.plain
    path: tuple[str, ...] = ()
    if isinstance(plain, dict) and isinstance(plain.get("package"), dict):
        plain, path = plain["package"], ("package",)
    if root is None or not isinstance(plain, dict) or not plain:
        message = "found no mapping of issues to options, expected lines such as 'issue: option'"
        raise CaseError(name, (Problem(None, None, "", message),))
    problems = tuple(_problems(plain, case, root, path))
    if problems:
        raise CaseError(name, problems)
    return {str(issue): str(option) for issue, option in plain.items()}


def _problems(
    plain: dict[str, Plain], case: Case, root: Node, path: tuple[str, ...]
) -> Iterator[Problem]:
    options = {issue.id: [option.id for option in issue.options] for issue in case.issues}
    for issue, option in plain.items():
        line, column = root.find((*path, issue))
        if issue not in options:
            message = (
                f"'{clip(issue)}' is not an issue of the case, expected one of {listing(options)}"
            )
            yield Problem(line, column, issue, message + _hint(issue, list(options)))
        elif option not in options[issue]:
            known = options[issue]
            message = f"found {shown(option)}, expected an option of {issue}: {listing(known)}"
            yield Problem(line, column, issue, message + _hint(str(option), known))


def _hint(word: str, known: list[str]) -> str:
    near = nearest(word, known)
    return f"; did you mean '{near}'?" if near else ""
