"""Steps of which too little is known, or which begin too late."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.check._remark import Remark, several

__all__ = ["bare_steps", "late_steps"]


def bare_steps(case: Case) -> Iterator[Remark]:
    """Yield steps of which neither an effect on anybody's hand nor a duration is stated."""
    for key, what in (("kappa", "what it adds to anybody's hand"), ("days", "how long it takes")):
        bare = [(n, step.id) for n, step in enumerate(case.steps) if not getattr(step, key)]
        if bare:
            names = [name for _, name in bare]
            of = f"of {several(names)} nothing says {what}"
            yield Remark("bare-step", ("steps", bare[0][0]), of, tuple(names))


def late_steps(case: Case) -> Iterator[Remark]:
    """Yield steps that cannot begin before the horizon has passed."""
    for n, step in enumerate(case.steps):
        if step.not_before is not None and step.not_before > case.horizon:
            message = (
                f"{step.id} cannot begin before {step.not_before}, after the horizon "
                f"({case.horizon})"
            )
            yield Remark("late-step", ("steps", n, "not_before"), message, (step.id,))
