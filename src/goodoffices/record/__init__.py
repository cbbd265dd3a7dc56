"""Record: what became of agreements like this, and how good our forecasts are."""

from goodoffices.record._append import Added, add_forecast, add_resolution
from goodoffices.record._calibration import Calibration, Point, calibration
from goodoffices.record._corp import Parts, parts
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
from goodoffices.record._from_talks import FORECASTER, Answer, answer_talks
from goodoffices.record._ledger import Asked
from goodoffices.record._listing import Listed, Listing, list_log
from goodoffices.record._log import Log, bundled_logs, log_path, read_log
from goodoffices.record._log_error import LogError
from goodoffices.record._paired import ANECDOTE, Paired, paired
from goodoffices.record._proper import SCORES, brier, logarithmic
from goodoffices.record._score import NO_CHANGE, REFERENCE, Scored, ScoreResult, score_log

__all__ = [
    "ANECDOTE",
    "FORECASTER",
    "HIGHEST",
    "LOWEST",
    "NO_CHANGE",
    "REFERENCE",
    "SCORES",
    "Added",
    "Answer",
    "Asked",
    "Calibration",
    "CaseUsed",
    "Draft",
    "Forecast",
    "Forecaster",
    "Listed",
    "Listing",
    "Log",
    "LogError",
    "Paired",
    "Parts",
    "Point",
    "Question",
    "Reference",
    "Resolution",
    "Run",
    "ScoreResult",
    "Scored",
    "add_forecast",
    "add_resolution",
    "answer_talks",
    "brier",
    "bundled_logs",
    "calibration",
    "list_log",
    "log_path",
    "logarithmic",
    "paired",
    "parts",
    "read_log",
    "score_log",
]
