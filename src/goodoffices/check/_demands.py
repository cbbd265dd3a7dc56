"""Demands that leave nothing: circular waits, and red lines that rule out every option."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.check._remark import Remark, several
from goodoffices.order import circular_waits

__all__ = ["circles", "closed_issues", "consents", "ruled_out"]


def consents(case: Case) -> Iterator[Remark]:
    """Yield the case itself where nobody has to consent to anything."""
    if not any(party.consent for party in case.parties):
        message = "no party's consent is needed, so there is nothing to agree on"
        yield Remark("no-consent", ("parties",), message, tuple(p.id for p in case.parties))


def circles(case: Case) -> Iterator[Remark]:
    """Yield steps that wait for each other in a circle."""
    place = {step.id: n for n, step in enumerate(case.steps)}
    for circle in circular_waits(case):
        yield Remark(
            "circular-wait",
            ("steps", place[circle.cycle[0].step]),
            f"these steps wait for each other, and none can be the first: {circle.text()}",
            circle.steps,
        )


def closed_issues(case: Case) -> Iterator[Remark]:
    """Yield issues on which nothing is left that no consenting party rules out."""
    certain, possible = ruled_out(case, stated=False), ruled_out(case, stated=True)
    for n, issue in enumerate(case.issues):
        options = [option.id for option in issue.options]
        for closed, how in ((certain, "is"), (possible, "may be")):
            by = [closed.get((issue.id, option)) for option in options]
            if all(by):
                who = "; ".join(
                    f"{option} ({several(names or ())})"
                    for option, names in zip(options, by, strict=True)
                )
                message = f"every option of {issue.id} {how} ruled out: {who}"
                yield Remark("no-option-left", ("issues", n), message, (issue.id,))
                break


def ruled_out(case: Case, *, stated: bool) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return who rules out which options.

    Parameters
    ----------
    case
        The case.
    stated
        Whether to count red lines that may not be meant.

    Returns
    -------
    By (issue, option), the ids of the consenting parties with a red line there, and of the links
    that exclude the option on its own.
    """
    parties = {party.id: party for party in case.parties}
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    for position in case.positions:
        if not parties[position.party].needed_on(position.issue):
            continue
        for line in position.red_lines:
            if line.kind == "absolute" or (stated and line.chance.high > 0):
                for option in line.options:
                    cell = position.issue, option
                    out[cell] = (*out.get(cell, ()), position.party)
    for link in case.links:
        if link.excludes is not None and len(link.excludes) == 1:
            for option in link.excludes[0].options:
                cell = link.excludes[0].issue, option
                out[cell] = (*out.get(cell, ()), f"link {link.id}")
    return out
