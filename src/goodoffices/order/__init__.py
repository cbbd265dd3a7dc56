"""In what order an agreement could be carried out."""

from goodoffices.order._analyse import analyse
from goodoffices.order._arrangement import Arrangement, Awaited, Least
from goodoffices.order._plan import Plan, plan_for
from goodoffices.order._planner import Planner, usable
from goodoffices.order._result import (
    Act,
    Breaker,
    Circle,
    Commitment,
    Guarantee,
    Milestone,
    OrderResult,
    PlannedStep,
    Prefix,
    Slot,
    Tranching,
    WeakStep,
)
from goodoffices.order._waits import CircularWait, Wait, circular_waits

__all__ = [
    "Act",
    "Arrangement",
    "Awaited",
    "Breaker",
    "Circle",
    "CircularWait",
    "Commitment",
    "Guarantee",
    "Least",
    "Milestone",
    "OrderResult",
    "Plan",
    "PlannedStep",
    "Planner",
    "Prefix",
    "Slot",
    "Tranching",
    "Wait",
    "WeakStep",
    "analyse",
    "circular_waits",
    "plan_for",
    "usable",
]
