"""What the mediator and the delegations may be after, judged by the evidence."""

from goodoffices.intent._analyse import analyse
from goodoffices.intent._consequences import as_if_true, behaviour, hypothesis_draws
from goodoffices.intent._delegations import FEW, comparable, contesting, main_table
from goodoffices.intent._matrix import matrix_csv, matrix_json, matrix_losses
from goodoffices.intent._result import (
    Agenda,
    Behaviour,
    Conflict,
    Contested,
    Driver,
    Flip,
    HypothesisResult,
    IntentResult,
    Interval,
    ItemResult,
    MediatorResult,
    Shift,
    WatchResult,
)

__all__ = [
    "FEW",
    "Agenda",
    "Behaviour",
    "Conflict",
    "Contested",
    "Driver",
    "Flip",
    "HypothesisResult",
    "IntentResult",
    "Interval",
    "ItemResult",
    "MediatorResult",
    "Shift",
    "WatchResult",
    "analyse",
    "as_if_true",
    "behaviour",
    "comparable",
    "contesting",
    "hypothesis_draws",
    "main_table",
    "matrix_csv",
    "matrix_json",
    "matrix_losses",
]
