"""What could be agreed, what blocks it, and what would open it."""

from goodoffices.zone._amend import Amendment, amend
from goodoffices.zone._analyse import analyse
from goodoffices.zone._listing import FrontierTable, list_frontier
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

__all__ = [
    "Amendment",
    "Band",
    "BlockingSet",
    "Change",
    "Demand",
    "FrontierSize",
    "FrontierTable",
    "Influence",
    "Learning",
    "Lever",
    "Margin",
    "Pivot",
    "Repair",
    "Settlement",
    "Size",
    "Solution",
    "ZoneResult",
    "amend",
    "among",
    "analyse",
    "list_frontier",
]
