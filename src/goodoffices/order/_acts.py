"""Tasks that happen at one time, as a reader knows them: steps, whole or in part."""

from __future__ import annotations

from goodoffices.order._result import Act
from goodoffices.order._tasks import Task

__all__ = ["act_of"]


def act_of(members: tuple[Task, ...]) -> Act:
    """Return what a group of tasks is: which steps it deposits, releases, or carries out."""
    return Act(
        steps=_steps(members, "done"),
        deposits=_steps(members, "deposit"),
        releases=_steps(members, "release"),
        part=members[0].part,
        parts=members[0].parts,
    )


def _steps(members: tuple[Task, ...], phase: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(task.step for task in members if task.phase == phase))
