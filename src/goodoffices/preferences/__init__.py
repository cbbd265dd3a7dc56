"""From a case to numbers: values, weights, red lines, no-agreement values, seeded draws."""

from goodoffices.preferences._bargain import (
    TOLERANCE,
    Bargain,
    Bools,
    Floats,
    Packages,
    bargain,
    join,
)
from goodoffices.preferences._diagram import Diagram, Layer, diagram
from goodoffices.preferences._draws import Draws, Preferences, prepare, worth_of
from goodoffices.preferences._inputs import DAYS_PER_MONTH, OF_STEPS, Input, drawn, months
from goodoffices.preferences._pert import perts
from goodoffices.preferences._random import uniforms
from goodoffices.preferences._share import Share, plain, share
from goodoffices.preferences._structure import Conjunction, Line, Structure, structure

__all__ = [
    "DAYS_PER_MONTH",
    "OF_STEPS",
    "TOLERANCE",
    "Bargain",
    "Bools",
    "Conjunction",
    "Diagram",
    "Draws",
    "Floats",
    "Input",
    "Layer",
    "Line",
    "Packages",
    "Preferences",
    "Share",
    "Structure",
    "bargain",
    "diagram",
    "drawn",
    "join",
    "months",
    "perts",
    "plain",
    "prepare",
    "share",
    "structure",
    "uniforms",
    "worth_of",
]
