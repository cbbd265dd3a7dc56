"""The latest of what was computed, bounded in number and in what it weighs."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Latest"]

T = TypeVar("T")


class Latest(Generic[T]):
    """Values by key, of which those asked for longest ago are dropped.

    Parameters
    ----------
    number
        Values kept at most.
    weight
        What they may weigh together; the latest is kept whatever it weighs.
    """

    def __init__(self, number: int, weight: int) -> None:
        self._number = number
        self._weight = weight
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> T | None:
        """Return the value of a key, which is then the latest, or None."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: T, weight: int) -> None:
        """Keep a value, and drop what is too much then."""
        with self._lock:
            if key in self._kept:
                self._total -= self._kept.pop(key)[1]
            self._kept[key] = value, weight
            self._total += weight
            while len(self._kept) > 1 and (
                len(self._kept) > self._number or self._total > self._weight
            ):
                _, (_, lighter) = self._kept.popitem(last=False)
                self._total -= lighter
