"""Tasks that happen at one time, as a reader knows them: steps, whole or in part."""

from __future__ import annotations

from goodoffices.order._result import Act
from goodoffices.order._tasks import Phase, Task

__all__ = ["act_of"]


def act_of(members: tuple[Task, ...]) -> Act:
    """Return what a group of tasks is: which steps it carries out, or a stage of which."""
    return Act(
        steps=_steps(members, "done"),
        deposits=_steps(members, "deposit"),
        releases=_steps(members, "release"),
        provisional=_steps(members, "provisional"),
        final=_steps(members, "final"),
        part=members[0].part,
        parts=members[0].parts,
    )


def _steps(members: tuple[Task, ...], phase: Phase) -> tuple[str, ...]:
    return tuple(dict.fromkeys(task.step for task in members if task.phase == phase))
