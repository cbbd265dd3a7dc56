"""Undo and redo do what everybody expects of them."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from goodoffices.case import History

LIMIT = 5


class Undo(RuleBasedStateMachine):
    """A history beside two plain stacks."""

    def __init__(self):
        super().__init__()
        self.history = History(0, limit=LIMIT)
        self.line, self.at = [0], 0

    @rule(state=st.integers())
    def do(self, state):
        before = self.history
        self.history = before.do(state)
        self.line = [*self.line[: self.at + 1], state][-LIMIT - 1 :]
        self.at = len(self.line) - 1
        assert self.history.undo().present == before.present
        assert self.history.redo() == self.history

    @rule()
    def undo(self):
        before = self.history
        self.history = before.undo()
        self.at = max(self.at - 1, 0)
        if before.past:
            assert self.history.redo() == before

    @precondition(lambda self: self.history.future)
    @rule()
    def redo(self):
        before = self.history
        self.history = before.redo()
        self.at += 1
        assert self.history.undo() == before

    @invariant()
    def it_is_a_line_with_a_place_on_it(self):
        history = self.history
        assert [*history.past, history.present, *history.future] == self.line
        assert len(history.past) == self.at <= LIMIT


Undo.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestUndo = Undo.TestCase


def test_a_history_without_a_past_keeps_none():
    assert History("a", limit=0).do("b").undo().present == "b"
