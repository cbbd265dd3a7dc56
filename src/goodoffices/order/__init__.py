"""In what order an agreement could be carried out."""

from goodoffices.order._analyse import analyse
from goodoffices.order._plan import Plan, plan_for
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
    "Breaker",
    "Circle",
    "CircularWait",
    "Commitment",
    "Guarantee",
    "Milestone",
    "OrderResult",
    "Plan",
    "PlannedStep",
    "Prefix",
    "Slot",
    "Tranching",
    "Wait",
    "WeakStep",
    "analyse",
    "circular_waits",
    "plan_for",
]
