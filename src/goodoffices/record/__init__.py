"""Record: what became of agreements like this, and how good our forecasts are."""

from goodoffices.record._choice import Choice, choice_of
from goodoffices.record._classes import ClassesResult, RatesResult, list_rates, reference_classes
from goodoffices.record._features import Features, Provision, features_of
from goodoffices.record._holds import YEARS, AfterYears, Contrast, HoldingResult, holding
from goodoffices.record._rates import ANECDOTE, Direction, Rate, Table
from goodoffices.record._result import RecordResult, set_beside
from goodoffices.record._table import table
from goodoffices.record.errors import RecordError

__all__ = [
    "ANECDOTE",
    "YEARS",
    "AfterYears",
    "Choice",
    "ClassesResult",
    "Contrast",
    "Direction",
    "Features",
    "HoldingResult",
    "Provision",
    "Rate",
    "RatesResult",
    "RecordError",
    "RecordResult",
    "Table",
    "choice_of",
    "features_of",
    "holding",
    "list_rates",
    "reference_classes",
    "set_beside",
    "table",
]
