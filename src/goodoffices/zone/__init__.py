"""What could be agreed, what blocks it, and what would open it."""

from goodoffices.zone._analyse import analyse
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
    Repair,
    Settlement,
    Share,
    Size,
    Solution,
    ZoneResult,
)

__all__ = [
    "Band",
    "BlockingSet",
    "Change",
    "Demand",
    "FrontierSize",
    "Influence",
    "Learning",
    "Lever",
    "Margin",
    "Repair",
    "Settlement",
    "Share",
    "Size",
    "Solution",
    "ZoneResult",
    "analyse",
]
