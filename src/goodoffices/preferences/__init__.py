"""From a case to numbers: values, weights, red lines, no-agreement values, seeded draws."""

from goodoffices.preferences._draws import Draws, Preferences, prepare, worth_of
from goodoffices.preferences._inputs import DAYS_PER_MONTH, Input, months
from goodoffices.preferences._pert import perts
from goodoffices.preferences._random import uniforms
from goodoffices.preferences._structure import Conjunction, Line, Structure, structure

__all__ = [
    "DAYS_PER_MONTH",
    "Conjunction",
    "Draws",
    "Input",
    "Line",
    "Preferences",
    "Structure",
    "months",
    "perts",
    "prepare",
    "structure",
    "uniforms",
    "worth_of",
]
