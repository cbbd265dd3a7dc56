"""What could be agreed, what blocks it, and what would open it."""

from goodoffices.zone._amend import Amendment, amend
from goodoffices.zone._analyse import analyse
from goodoffices.zone._assess import Assessment, Assessor, Crossing, PartyMark, Spread
from goodoffices.zone._glance import Glance, Suggestion, glance
from goodoffices.zone._listing import FrontierTable, list_frontier
from goodoffices.zone._locate import Location, locate
from goodoffices.zone._question import among
from goodoffices.zone._result import (
    Band,
    BlockingSet,
    Change,
    Demand,
    FrontierSize,
    Influence,
    Learning,
    Lever,
    Margin,
    Pivot,
    Repair,
    Settlement,
    Size,
    Solution,
    ZoneResult,
)
from goodoffices.zone._why import Obstacles, why_not

__all__ = [
    "Amendment",
    "Assessment",
    "Assessor",
    "Band",
    "BlockingSet",
    "Change",
    "Crossing",
    "Demand",
    "FrontierSize",
    "FrontierTable",
    "Glance",
    "Influence",
    "Learning",
    "Lever",
    "Location",
    "Margin",
    "Obstacles",
    "PartyMark",
    "Pivot",
    "Repair",
    "Settlement",
    "Size",
    "Solution",
    "Spread",
    "Suggestion",
    "ZoneResult",
    "amend",
    "among",
    "analyse",
    "glance",
    "list_frontier",
    "locate",
    "why_not",
]
