"""Proposals as a file that a person reads, mends and gives back.

It is YAML, with the words of the document and what to look at as comments above each entry.
"""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from goodoffices.case.emit import Data, emit, entry, flow
from goodoffices.case.plain import Plain, Tree, read_tree
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
    tree = read_tree(path, name)
    plain = tree.plain if tree is not None else None
    if tree is None or not isinstance(plain, dict) or "patch" not in plain:
        raise ReadingError(name, f"this is no file of proposals; {_WRITE}")
    if plain["patch"] != _FORMAT:
        found = f"found `patch: {plain['patch']}`, expected `patch: {_FORMAT}`"
        raise ReadingError(name, f"{found}; {_WRITE}", tree.find(("patch",))[0])
    items = plain.get("items", ())
    if not isinstance(items, tuple):
        line = tree.find(("items",))[0]
        raise ReadingError(name, "items: expected a list of lines that begin with '- '", line)
    proposals: list[Proposal] = []
    accepted: set[str] = set()
    for number, item in enumerate(items):
        where = _Where(name, tree, number, _called(item, number))
        if not isinstance(item, dict):
            raise where.wrong("expected the keys id, kind, path and entry")
        proposal = _proposal(item, where)
        if any(proposal.id == other.id for other in proposals):
            raise where.wrong("this id stands in the file twice; give one of them another", "id")
        known = {other.id for other in proposals}
        for need in proposal.needs:
            if need not in known:
                raise where.wrong(f"it needs {need!r}, which is no item before it", "needs")
        proposals.append(proposal)
        answer = item.get("accept", "no")
        if answer not in ("yes", "no", True, False):
            raise where.wrong(f"found {answer!r}, expected yes or no", "accept")
        if answer in ("yes", True):
            accepted.add(proposal.id)
    return tuple(proposals), accepted


_WRITE = "`goodoffices read FILE --case CASE --patch FILE` writes one"
_KEYS = ("accept", "id", "kind", "path", "needs", "missing", "entry")
_PATHS: Mapping[str, tuple[str, ...]] = {
    # kind: where it goes; "*" stands for an id
    "source": ("sources",),
    "actor": ("actors",),
    "party": ("parties",),
    "claim": ("claims",),
    "round": ("rounds",),
    "step": ("steps",),
    "delegate": ("parties", "*", "delegations", "*"),
    "condition": ("steps", "*", "waits_for"),
    "position": ("positions",),
}
_GROWS = ("positions", "*", "claims")
"""Where a claim goes that supports a position which the case has."""


@dataclass(frozen=True, slots=True)
class _Where:
    """An item of a file, for messages."""

    name: str
    tree: Tree
    number: int
    called: str

    def wrong(self, message: str, key: str = "") -> ReadingError:
        """Return the error about the item, or about a key of it."""
        path = ("items", self.number, key) if key else ("items", self.number)
        line, _ = self.tree.find_key(path)
        where = f"{self.called}.{key}" if key else self.called
        return ReadingError(self.name, f"{where}: {message}", line)


def _called(item: Plain, number: int) -> str:
    named = item.get("id") if isinstance(item, dict) else None
    return named if isinstance(named, str) else f"items[{number + 1}]"


def _proposal(item: dict[str, Plain], where: _Where) -> Proposal:
    for key in item:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise where.wrong(f"unknown key, expected one of {', '.join(_KEYS)}{hint}", key)
    texts: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        value = item.get(key, ())
        if not isinstance(value, tuple) or not all(isinstance(each, str) for each in value):
            raise where.wrong("expected a list of texts, such as [p1, p2]", key)
        texts[key] = tuple(str(each) for each in value)
    name_of, kind = item.get("id"), item.get("kind")
    if not isinstance(name_of, str):
        raise where.wrong("it has no `id`; every item has one of its own, such as p7")
    if kind is None:
        raise where.wrong(f"it has no `kind`, expected one of {', '.join(_PATHS)}")
    if not isinstance(kind, str) or kind not in _PATHS:
        raise where.wrong(f"found {kind!r}, expected one of {', '.join(_PATHS)}", "kind")
    wanted = [_PATHS[kind], *([_GROWS] if kind == "position" else [])]
    if not any(_fits(texts["path"], each) for each in wanted):
        shown = " or ".join(f"[{', '.join(each).replace('*', 'ID')}]" for each in wanted)
        found = f"[{', '.join(texts['path'])}]"
        raise where.wrong(f"found {found}, expected {shown} for a {kind}", "path")
    if "entry" not in item:
        raise where.wrong("it has no `entry`, which is what would be added")
    if item["entry"] is None:
        raise where.wrong("it is empty; fill it in, or leave the item out", "entry")
    data = _data(item["entry"], where)
    return Proposal(
        name_of, kind, texts["path"], data, needs=texts["needs"], missing=texts["missing"]
    )


def _fits(path: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(path) == len(wanted) and all(
        have == want or (want == "*" and have) for have, want in zip(path, wanted, strict=True)
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
    tree = read_tree(path, "the entry")
    plain = tree.plain if tree is not None else None
    if tree is None or not isinstance(plain, tuple) or len(plain) != 1:
        raise ReadingError("the entry", "expected one entry that begins with '- '")
    data = _data(plain[0], _Where("the entry", tree, 0, each.id))
    filled = data.keys() if isinstance(data, Mapping) else ()
    missing = tuple(key for key in each.missing if key not in filled)
    return replace(each, entry=data, missing=missing)


def _data(plain: Plain, where: _Where) -> Data:
    if isinstance(plain, dict):
        return {key: _data(value, where) for key, value in plain.items()}
    if isinstance(plain, tuple):
        return [_data(each, where) for each in plain]
    if plain is None:
        raise where.wrong("a key has no value; remove it or fill it in", "entry")
    return plain
