"""What to write into a case that names no steps."""

from __future__ import annotations

import json

from goodoffices.case import Case
from goodoffices.order._plan import Plan

__all__ = ["suggested"]


def suggested(case: Case, plan: Plan) -> str:
    """Return a message with lines to copy into the case: the steps this package would need."""
    head = f"{case.case}: the case lists no steps, so there is nothing to put in order"
    if not plan.steps:
        return f"{head}; write what has to be done under `steps`, each with who performs it (`by`)"
    lines = [
        f"  - {{id: {step.id}, name: {json.dumps(step.name, ensure_ascii=False)}, "
        f"by: [{', '.join(step.by)}], settles: [{', '.join(map(str, step.settles))}], "
        f"days: {step.days.as_plain() if step.days else 0}}}"
        for step in plan.steps
    ]
    return (
        f"{head}. This package would need the steps below, proposed from the areas of its issues: "
        "copy them into the case, say what waits for what (`after`, `with`, `waits_for`) and what "
        "each done step adds to each hand (`kappa`), and mend who performs them and how long they "
        "take.\nsteps:\n" + "\n".join(lines)
    )
