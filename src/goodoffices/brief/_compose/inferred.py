"""What the inference alone is told from: a case and its result, without an analysis of its zone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.case import Case
from goodoffices.intent import IntentResult
from goodoffices.talks import Comparison

__all__ = ["Inferred"]


@dataclass(frozen=True)
class Inferred:
    """A case, its names, and what the mediators and delegations may be after."""

    case: Case
    intent: IntentResult | None
    meaning: Comparison | None = None

    @cached_property
    def words(self) -> Lexicon:
        """The names of the case."""
        return Lexicon(self.case)
