"""Proposals as a file that a person reads, mends and gives back.

It is YAML, with the words of the document and what to look at as comments above each entry.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from goodoffices.case.emit import Data, emit, entry, flow
from goodoffices.case.plain import Plain, read_plain
from goodoffices.reading._patch import Proposal
from goodoffices.reading.errors import ReadingError

__all__ = ["entry_text", "mended", "patch_text", "read_patch"]

_FORMAT = "goodoffices/patch/1"
_LISTS = ("path", "needs", "missing")


def patch_text(case: str, proposals: Sequence[Proposal], accepted: Container[str] = ()) -> str:
    """Return proposals as a file.

    Parameters
    ----------
    case
        The case as the user named it.
    proposals
        The proposals.
    accepted
        Ids of those accepted already.
    """
    lines = [
        f"# What documents would add to {case}.",
        "# Put `accept: yes` where an entry shall be added, and mend it as you like; what is not",
        "# accepted stays out. Sources and actors come along with what needs them. Then:",
        f"#   goodoffices read --apply THIS-FILE --case {case}",
        emit({"patch": _FORMAT}).rstrip(),
        "items:",
    ]
    for each in proposals:
        lines.append("")
        lines.extend(_comments(each))
        item: dict[str, Data] = {"id": each.id, "kind": each.kind, "path": list(each.path)}
        if each.asked:
            item = {"accept": each.id in accepted, **item}
        if each.needs:
            item["needs"] = list(each.needs)
        if each.missing:
            item["missing"] = list(each.missing)
        item["entry"] = each.entry
        lines.extend(_item(item))
    return "\n".join(lines) + "\n"


def _item(item: Mapping[str, Data]) -> Iterator[str]:
    # One key a line, whatever would fit: a person changes single ones.
    for n, (key, value) in enumerate(item.items()):
        lead = "- " if n == 0 else "  "
        if key == "accept":
            yield f"{lead}accept: {'yes' if value else 'no'}"
            continue
        if key in _LISTS:
            yield f"{lead}{key}: {flow(value)}"
            continue
        first, *rest = emit({key: value}).rstrip().split("\n")
        yield lead + first
        for line in rest:
            yield f"  {line}"


def _comments(each: Proposal) -> Iterator[str]:
    if each.place or each.words:
        said = f"“{each.words}”" if each.words else ""
        yield f"# {': '.join(part for part in (each.place, said) if part)}"
    if len(each.path) > 1:
        yield f"# goes into: {' / '.join(each.path)}"
    if each.missing:
        yield f"# fill in before accepting: {', '.join(each.missing)}; then remove `missing`"
    for doubt in each.doubts:
        yield f"# look at: {doubt}"


def read_patch(path: Path) -> tuple[tuple[Proposal, ...], set[str]]:
    """Read a file of proposals.

    Returns
    -------
    The proposals, and the ids of those accepted.

    Raises
    ------
    CaseError
        If the file cannot be read as YAML.
    ReadingError
        If it is no such file, or an item of it is wrong.
    """
    name = str(path)
    plain = read_plain(path, name)
    if not isinstance(plain, dict) or plain.get("patch") != _FORMAT:
        raise ReadingError(name, f"this is no file of proposals, expected `patch: {_FORMAT}`")
    items = plain.get("items", ())
    if not isinstance(items, tuple):
        raise ReadingError(name, "items: expected a list")
    proposals: list[Proposal] = []
    accepted: set[str] = set()
    for number, item in enumerate(items, 1):
        where = f"items[{number}]"
        if not isinstance(item, dict):
            raise ReadingError(name, f"{where}: expected a mapping")
        proposal = _proposal(item, name, where)
        if any(proposal.id == other.id for other in proposals):
            raise ReadingError(name, f"{where}: the id {proposal.id!r} is there already")
        proposals.append(proposal)
        answer = item.get("accept", "no")
        if answer not in ("yes", "no", True, False):
            raise ReadingError(name, f"{where}.accept: found {answer!r}, expected yes or no")
        if answer in ("yes", True):
            accepted.add(proposal.id)
    return tuple(proposals), accepted


def _proposal(item: dict[str, Plain], name: str, where: str) -> Proposal:
    texts: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        value = item.get(key, ())
        if not isinstance(value, tuple) or not all(isinstance(each, str) for each in value):
            raise ReadingError(name, f"{where}.{key}: expected a list of texts")
        texts[key] = tuple(str(each) for each in value)
    name_of, kind = item.get("id"), item.get("kind")
    if not isinstance(name_of, str) or not isinstance(kind, str) or not texts["path"]:
        raise ReadingError(name, f"{where}: expected the texts `id` and `kind` and a `path`")
    if "entry" not in item:
        raise ReadingError(name, f"{where}: expected an `entry`")
    data = _data(item["entry"], name, where)
    return Proposal(
        name_of, kind, texts["path"], data, needs=texts["needs"], missing=texts["missing"]
    )


def entry_text(each: Proposal) -> str:
    """Return the entry of a proposal as YAML, for a person to mend."""
    return "\n".join((*_comments(each), *entry(each.entry, 0))) + "\n"


def mended(each: Proposal, path: Path) -> Proposal:
    """Return a proposal with the entry that a person left in a file.

    Raises
    ------
    CaseError
        If the file cannot be read as YAML.
    ReadingError
        If it does not hold one entry.
    """
    plain = read_plain(path, "the entry")
    if not isinstance(plain, tuple) or len(plain) != 1:
        raise ReadingError("the entry", "expected one entry that begins with '- '")
    data = _data(plain[0], "the entry", each.id)
    filled = data.keys() if isinstance(data, Mapping) else ()
    missing = tuple(key for key in each.missing if key not in filled)
    return replace(each, entry=data, missing=missing)


def _data(plain: Plain, name: str, where: str) -> Data:
    if isinstance(plain, dict):
        return {key: _data(value, name, where) for key, value in plain.items()}
    if isinstance(plain, tuple):
        return [_data(each, name, where) for each in plain]
    if plain is None:
        raise ReadingError(name, f"{where}.entry: a key has no value; remove it or fill it in")
    return plain
