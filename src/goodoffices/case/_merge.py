"""Two people's changes of one case file, made into one file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from goodoffices.case._compare import ABSENT, Value, merged
from goodoffices.case._editing import Put, edit_case
from goodoffices.case._judge import tree_of
from goodoffices.case._tree import Plain
from goodoffices.case.emit import Data
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.read import EMPTY

__all__ = ["Clash", "Merged", "merge_texts"]


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that two versions changed differently.

    Parameters
    ----------
    path
        The keys to it, entries of lists by what tells them apart: ``("positions",
        "ukraine,territory", "weight")``.
    base, mine, theirs
        What stood there at first, and in each version; `ABSENT` where nothing does.
    """

    path: tuple[str, ...]
    base: Value
    mine: Value
    theirs: Value

    def as_json(self) -> dict[str, object]:
        """Return the clash as plain data, without the keys of what is absent."""
        values = {"base": self.base, "mine": self.mine, "theirs": self.theirs}
        given = {key: value for key, value in values.items() if value is not ABSENT}
        return {"path": list(self.path), **given}


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of merging.

    Parameters
    ----------
    data
        Theirs with mine in it, as the bytes of a sound case; ``None`` where the two together make
        no sound case, such as when one cites a claim that the other removed.
    clashes
        Where both changed the same; `data` has theirs there.
    problems
        Why there is no `data`.
    """

    data: bytes | None
    clashes: tuple[Clash, ...]
    problems: tuple[Problem, ...] = ()


def merge_texts(
    base: bytes,
    mine: bytes,
    theirs: bytes,
    name: str,
    *,
    mine_wins: Collection[tuple[str, ...]] = (),
) -> Merged:
    """Merge two changed versions of a case file.

    Entries are told apart by their ids, positions by party and issue.  What only one changed is
    taken from it; both may add to lists of claims.  Comments and layout are theirs.

    Parameters
    ----------
    base
        The file that both began with.
    mine, theirs
        The two versions; theirs is the one on disk.
    name
        The file as the user named it, for messages.
    mine_wins
        Paths of clashes in which a person chose mine.

    Raises
    ------
    CaseError
        If one of the three cannot be read.
    """
    plains = [
        tree_of(data, name, empty=EMPTY, begins="format: 1")[0].plain
        for data in (base, mine, theirs)
    ]
    result, found = merged(plains[0], plains[1], plains[2], mine_wins)
    clashes = tuple(Clash(each.path, each.before, each.after, other) for each, other in found)
    try:
        data = edit_case(theirs, [Put((), _data(result))], name)
    except CaseError as error:
        return Merged(None, clashes, error.problems)
    return Merged(data, clashes)


def _data(plain: Plain) -> Data:
    return plain
