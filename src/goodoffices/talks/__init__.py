"""How the rounds may go, by date, under stated assumptions."""

from goodoffices.talks._assumptions import Assumption, assumptions
from goodoffices.talks._cards import CARDS, Card
from goodoffices.talks._cluster import cluster
from goodoffices.talks._compare import (
    Comparison,
    Difference,
    Scenario,
    Sensitivity,
    Swing,
    compare,
    mediators,
    sensitivity,
)
from goodoffices.talks._fill import fold
from goodoffices.talks._folder import merge_folders
from goodoffices.talks._job import Job
from goodoffices.talks._merge import job_of
from goodoffices.talks._offers import OfferTable, Played, Standing, offer_table, play
from goodoffices.talks._play import answer_from, play_talks, tally_of
from goodoffices.talks._rational import Reasoned, reason_backwards
from goodoffices.talks._result import Ending, IssueRecord, PackageRecord, Parting, TalksResult
from goodoffices.talks._shard import Shard
from goodoffices.talks._tally import MILESTONES, STATES, Tally
from goodoffices.talks._transcript import Moment, Transcript, runs_by_outcome, transcribe
from goodoffices.talks.errors import FolderError, WorkError

__all__ = [
    "CARDS",
    "MILESTONES",
    "STATES",
    "Assumption",
    "Card",
    "Comparison",
    "Difference",
    "Ending",
    "FolderError",
    "IssueRecord",
    "Job",
    "Moment",
    "OfferTable",
    "PackageRecord",
    "Parting",
    "Played",
    "Reasoned",
    "Scenario",
    "Sensitivity",
    "Shard",
    "Standing",
    "Swing",
    "TalksResult",
    "Tally",
    "Transcript",
    "WorkError",
    "answer_from",
    "assumptions",
    "cluster",
    "compare",
    "fold",
    "job_of",
    "mediators",
    "merge_folders",
    "offer_table",
    "play",
    "play_talks",
    "reason_backwards",
    "runs_by_outcome",
    "sensitivity",
    "tally_of",
    "transcribe",
]
