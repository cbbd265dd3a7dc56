"""Runs are counted from 0, cut into chunks, and chunks are shared out among shards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CHUNK", "Shard", "chunk_count", "run_ranges", "runs_of"]

CHUNK = 1000
"""Runs of a chunk; the last one of a simulation may have fewer."""


def chunk_count(runs: int) -> int:
    """Return into how many chunks so many runs are cut."""
    return -(-runs // CHUNK)


def runs_of(index: int, runs: int) -> tuple[int, int]:
    """Return the first run of a chunk, and how many it has, where there are `runs` in all."""
    first = index * CHUNK
    return first, min(CHUNK, runs - first)


def run_ranges(indices: Iterable[int], runs: int) -> str:
    """Return the runs of some chunks in words, for example ``0 to 1,999 and 5,000 to 5,999``."""
    ranges: list[list[int]] = []
    for index in sorted(indices):
        first, count = runs_of(index, runs)
        if ranges and ranges[-1][1] == first - 1:
            ranges[-1][1] = first + count - 1
        else:
            ranges.append([first, first + count - 1])
    named = [f"{first:,} to {last:,}" for first, last in ranges[:_NAMED]]
    if len(ranges) > _NAMED:
        named.append(f"{len(ranges) - _NAMED:,} more ranges")
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


_NAMED = 5
"""Ranges named in a message; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts of the runs, each of which another machine may do.

    Parameters
    ----------
    number, of
        It is part `number`, from 1, of `of` parts.

    Raises
    ------
    ValueError
        If there is no such part.
    """

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"found shard {self}, expected i/n with i from 1 to n")

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read a shard as people write it, ``2/8``.

        Raises
        ------
        ValueError
            If it is none.
        """
        found = re.fullmatch(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*", text, re.ASCII)
        if found is None:
            raise ValueError(f"found {text!r}, expected i/n, for example 2/8")
        return cls(int(found[1]), int(found[2]))

    def chunks(self, runs: int) -> range:
        """Return the chunks of this shard, where there are `runs` runs in all.

        Shards are neighbouring ranges that differ by at most one chunk, so that what is missing
        can be said in few words; of more shards than chunks, some are empty.
        """
        chunks = chunk_count(runs)
        return range((self.number - 1) * chunks // self.of, self.number * chunks // self.of)
