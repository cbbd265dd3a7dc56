"""Undo and redo: a line of states with a place on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

__all__ = ["History"]

State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class History(Generic[State]):
    """States of something that is edited; nothing in it changes, each step gives another.

    Parameters
    ----------
    present
        The state now.
    past
        States before it, the oldest first.
    future
        States undone, the next one to redo first.
    limit
        States kept in the past; older ones are forgotten.

    Examples
    --------
    >>> history = History("a").do("b").do("c").undo()
    >>> history.present, history.redo().present, history.do("d").future
    ('b', 'c', ())
    """

    present: State
    past: tuple[State, ...] = ()
    future: tuple[State, ...] = ()
    limit: int = 200

    def do(self, state: State) -> History[State]:
        """Return the history with a new state; what was undone is forgotten."""
        past = (*self.past, self.present)[-self.limit :] if self.limit > 0 else ()
        return replace(self, present=state, past=past, future=())

    def undo(self) -> History[State]:
        """Return the history one step back; the same where there is none."""
        if not self.past:
            return self
        *past, present = self.past
        future = (self.present, *self.future)
        return replace(self, present=present, past=tuple(past), future=future)

    def redo(self) -> History[State]:
        """Return the history with the last undone step done again; the same where there is none."""
        if not self.future:
            return self
        present, *future = self.future
        past = (*self.past, self.present)
        return replace(self, present=present, past=past, future=tuple(future))
