"""Everything that is asked of a case for one brief: which question, and with what."""

from goodoffices.answers._all import Answers, answer_all
from goodoffices.answers._intent import inferred
from goodoffices.answers._meaning import meaning_of, weighed
from goodoffices.answers._order import order_of, order_or_reason

__all__ = [
    "Answers",
    "answer_all",
    "inferred",
    "meaning_of",
    "order_of",
    "order_or_reason",
    "weighed",
]
