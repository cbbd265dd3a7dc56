"""Record: what became of agreements like this, and how good our forecasts are."""

from goodoffices.record._append import Added, add_forecast, add_resolution
from goodoffices.record._backtest import Backtest, Hits, Trial, backtest
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
from goodoffices.record._imported import ImportedRates, rates
from goodoffices.record._issues import Named, in_the_way
from goodoffices.record._ledger import Asked
from goodoffices.record._listing import Listed, Listing, list_log
from goodoffices.record._log import Log, bundled_logs, log_path, read_log
from goodoffices.record._outcome import Outcome, case_of, outcome_of, outcomes, read_outcome
from goodoffices.record._paired import Paired, paired
from goodoffices.record._precedents import (
    Frequency,
    Precedent,
    Precedents,
    Rung,
    Wanted,
    precedents,
)
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
    "Backtest",
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
    "Frequency",
    "Held",
    "HeldClass",
    "Hits",
    "HoldingResult",
    "ImportedRates",
    "Listed",
    "Listing",
    "Log",
    "Named",
    "Outcome",
    "Paired",
    "Part",
    "Parts",
    "Point",
    "Precedent",
    "Precedents",
    "Provision",
    "Question",
    "Rate",
    "RatesResult",
    "RecordError",
    "RecordResult",
    "Reference",
    "Resolution",
    "Run",
    "Rung",
    "ScoreResult",
    "Scored",
    "SurvivalResult",
    "Table",
    "Trial",
    "Wanted",
    "add_forecast",
    "add_resolution",
    "answer_talks",
    "backtest",
    "brier",
    "bundled_logs",
    "calibration",
    "case_of",
    "choice_of",
    "features_of",
    "holding",
    "in_the_way",
    "list_log",
    "list_rates",
    "log_path",
    "logarithmic",
    "outcome_of",
    "outcomes",
    "paired",
    "parts",
    "precedents",
    "rates",
    "read_events",
    "read_log",
    "read_outcome",
    "reference_classes",
    "score_log",
    "set_beside",
    "survival",
    "table",
]
