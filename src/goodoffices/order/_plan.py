"""The steps that a package needs: those of the case, and proposals where it names none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.case import Case, Uncertain, taxonomy
from goodoffices.case.model import Issue, Step
from goodoffices.case.taxonomy import Undertaking
from goodoffices.order._tasks import Task, TaskGraph
from goodoffices.order._waits import Wait, waits_of

__all__ = ["Plan", "plan_for"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What carrying out a package takes.

    Parameters
    ----------
    package
        The option of every issue.
    steps
        The steps: those of the case in its order, then the proposed ones.
    proposed
        Ids of steps that the case does not name: assumptions.
    left_out
        Ids of steps of the case that this package does not call for.
    dropped
        Conditions that fall away, since the step they wait for is not called for.
    bare
        Issues that the package changes and that neither a step nor a proposal carries out.
    """

    package: Mapping[str, str]
    steps: tuple[Step, ...]
    proposed: frozenset[str]
    left_out: tuple[str, ...]
    dropped: tuple[Wait, ...]
    bare: tuple[str, ...]

    def graph(self) -> TaskGraph:
        """Return the steps as tasks with their waits."""
        ids = {step.id for step in self.steps}
        waits = tuple(wait for wait in waits_of(self.steps) if wait.on in ids)
        pairs = tuple(
            (step.id, other) for step in self.steps for other in step.with_ if other in ids
        )
        return TaskGraph(tuple(Task(step.id, step.id) for step in self.steps), waits, pairs)


def plan_for(case: Case, package: Mapping[str, str]) -> Plan:
    """Return the steps that a package needs.

    Parameters
    ----------
    case
        The case.
    package
        Options by issue; issues it leaves out stay as they are without agreement.

    Notes
    -----
    Needed are the steps that settle nothing in particular, those of which the package settles an
    issue as they say, and whatever these come after by the nature of things.  A condition on a
    step that is not needed falls away: whoever accepts the package has given it up.

    An issue that the package changes and that no needed step carries out gets a step from the
    taxonomy.  It comes after the first steps of the natural order of the case, such as a signature:
    those that others come after and that come after none.  It is an assumption in every respect,
    and nothing is known of what it adds to anybody's hand.
    """
    settled = {issue.id: package.get(issue.id, issue.without_agreement) for issue in case.issues}
    own = {step.id: step for step in case.steps}
    needed = {step.id for step in case.steps if _called_for(step, settled)}
    line = list(needed)
    for step in line:
        fresh = [before for before in own[step].after if before not in needed]
        needed.update(fresh)
        line += fresh
    kept = [step for step in case.steps if step.id in needed]
    covered = {
        term.issue for step in kept for term in step.settles if settled[term.issue] in term.options
    }
    changed = [
        issue
        for issue in case.issues
        if settled[issue.id] != issue.without_agreement and issue.id not in covered
    ]
    followed = {before for step in kept for before in step.after}
    openings = tuple(step.id for step in kept if not step.after and step.id in followed)
    areas = taxonomy().areas
    proposed = [
        _proposal(case, issue, settled[issue.id], undertaking, openings)
        for issue in changed
        if (undertaking := areas[issue.area].undertaking) is not None
    ]
    return Plan(
        package=settled,
        steps=(*kept, *proposed),
        proposed=frozenset(step.id for step in proposed),
        left_out=tuple(step.id for step in case.steps if step.id not in needed),
        dropped=tuple(wait for wait in waits_of(kept) if wait.on not in needed),
        bare=tuple(issue.id for issue in changed if areas[issue.area].undertaking is None),
    )


def _called_for(step: Step, settled: Mapping[str, str]) -> bool:
    return not step.settles or any(settled[term.issue] in term.options for term in step.settles)


def _proposal(
    case: Case, issue: Issue, option: str, undertaking: Undertaking, openings: tuple[str, ...]
) -> Step:
    taken = {step.id for step in case.steps}
    key = f"carry-out-{issue.id}"[:80]
    while key in taken:
        key = f"{key[:78]}-x"
    label = next(entry.name for entry in issue.options if entry.id == option)
    return Step.model_validate(
        {
            "id": key,
            "name": f"{undertaking.name}: {label}"[:200],
            "by": _performers(case, issue, undertaking),
            "settles": (f"{issue.id}.{option}",),
            "after": openings,
            "days": Uncertain(*undertaking.days),
            "reversible": undertaking.reversible,
        }
    )


def _performers(case: Case, issue: Issue, undertaking: Undertaking) -> tuple[str, ...]:
    """Return who carries out a proposal; a case without consenting parties has no plan."""
    parties = tuple(party.id for party in case.parties if party.consent is True)
    third = [
        party.id
        for party in case.parties
        if not isinstance(party.consent, bool) and issue.id in party.consent
    ]
    third += [party.id for party in case.parties if party.mediator and party.consent is not True]
    if undertaking.by == "third" and third:
        return (third[0],)
    return parties
