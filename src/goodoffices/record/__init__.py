"""Record: what became of agreements like this, and how good our forecasts are."""

from goodoffices.record._append import Added, add_forecast, add_resolution
from goodoffices.record._calibration import Calibration, Point, calibration
from goodoffices.record._choice import Choice, choice_of
from goodoffices.record._classes import ClassesResult, RatesResult, list_rates, reference_classes
from goodoffices.record._corp import Parts, parts
from goodoffices.record._data import (
    DATASETS,
    Column,
    Dataset,
    Event,
    Events,
    Feature,
    Part,
    read_events,
)
from goodoffices.record._entry import (
    HIGHEST,
    LOWEST,
    CaseUsed,
    Draft,
    Forecast,
    Forecaster,
    Question,
    Reference,
    Resolution,
    Run,
)
from goodoffices.record._features import Features, Provision, features_of
from goodoffices.record._from_talks import FORECASTER, Answer, answer_talks
from goodoffices.record._holds import YEARS, AfterYears, Contrast, HoldingResult, holding
from goodoffices.record._imported import ImportedRate, ImportedRates, rates
from goodoffices.record._ledger import Asked
from goodoffices.record._listing import Listed, Listing, list_log
from goodoffices.record._log import Log, bundled_logs, log_path, read_log
from goodoffices.record._paired import Paired, paired
from goodoffices.record._proper import SCORES, brier, logarithmic
from goodoffices.record._rates import ANECDOTE, Direction, Rate, Table
from goodoffices.record._result import RecordResult, set_beside
from goodoffices.record._score import NO_CHANGE, REFERENCE, Scored, ScoreResult, score_log
from goodoffices.record._survival import Difference, Held, HeldClass, SurvivalResult, survival
from goodoffices.record._table import table
from goodoffices.record.errors import RecordError

__all__ = [
    "ANECDOTE",
    "DATASETS",
    "FORECASTER",
    "HIGHEST",
    "LOWEST",
    "NO_CHANGE",
    "REFERENCE",
    "SCORES",
    "YEARS",
    "Added",
    "AfterYears",
    "Answer",
    "Asked",
    "Calibration",
    "CaseUsed",
    "Choice",
    "ClassesResult",
    "Column",
    "Contrast",
    "Dataset",
    "Difference",
    "Direction",
    "Draft",
    "Event",
    "Events",
    "Feature",
    "Features",
    "Forecast",
    "Forecaster",
    "Held",
    "HeldClass",
    "HoldingResult",
    "ImportedRate",
    "ImportedRates",
    "Listed",
    "Listing",
    "Log",
    "Paired",
    "Part",
    "Parts",
    "Point",
    "Provision",
    "Question",
    "Rate",
    "RatesResult",
    "RecordError",
    "RecordResult",
    "Reference",
    "Resolution",
    "Run",
    "ScoreResult",
    "Scored",
    "SurvivalResult",
    "Table",
    "add_forecast",
    "add_resolution",
    "answer_talks",
    "brier",
    "bundled_logs",
    "calibration",
    "choice_of",
    "features_of",
    "holding",
    "list_log",
    "list_rates",
    "log_path",
    "logarithmic",
    "paired",
    "parts",
    "rates",
    "read_events",
    "read_log",
    "reference_classes",
    "score_log",
    "set_beside",
    "survival",
    "table",
]
