"""What must hold between the parts of a case, beyond that every id is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodoffices.case._dossier import Dossier
from goodoffices.case._draft import Draft
from goodoffices.case._hearing import hearing
from goodoffices.case._tree import Key
from goodoffices.case._words import listing
from goodoffices.case.model import Issue, Party, Position

__all__ = ["rules"]

Path = tuple[Key, ...]

_LATER = frozenset({"scholarship", "dataset"})
"""Kinds of source that may appear after `as_of`: a past case is written from later records."""

OPTIONS = 200
_MOST = {"parties": 100, "issues": 200, "steps": 200, "links": 500, "events": 200, "rounds": 500,
         "hypotheses": 100, "evidence": 1000, "voices": 100, "watch": 200,
         "offices": 200}  # fmt: skip
"""Bounds on a case, ten times and more what a large one has: analyses take arrays of parties x
issues x options, and a file from elsewhere must not decide how much memory that is."""


def rules(dossier: Dossier) -> Iterator[Draft]:
    """Yield a draft wherever parts of a case, each readable, do not fit each other."""
    yield from _sizes(dossier)
    yield from _dates(dossier)
    yield from _positions(dossier)
    yield from _weights(dossier)
    yield from _talks(dossier)
    yield from hearing(dossier)


def _sizes(dossier: Dossier) -> Iterator[Draft]:
    for kind, most in _MOST.items():
        count = len(dossier.numbers[kind])
        if count > most:
            yield Draft((kind,), f"found {count} {kind}, expected at most {most}")
    for path, issue in dossier.each("issues", dossier.case.issues):
        if len(issue.options) > OPTIONS:
            message = f"found {len(issue.options)} options, expected at most {OPTIONS}"
            yield Draft((*path, "options"), message)


def _dates(dossier: Dossier) -> Iterator[Draft]:
    case = dossier.case
    if case.horizon < case.as_of and case.as_of.year < 9999:
        message = f"found {case.horizon}, expected a day not before as_of ({case.as_of})"
        yield Draft(("horizon",), message)
    dated = [(path, "said", claim.said) for path, claim in dossier.each("claims", case.claims)]
    dated += [(path, "date", item.date) for path, item in dossier.each("evidence", case.evidence)]
    dated += [
        (path, "date", source.date)
        for path, source in dossier.each("sources", case.sources)
        if source.kind not in _LATER
    ]
    for path, key, dates in dated:
        if dates is not None and dates.last > case.as_of:
            message = f"found {dates.last}, which is after as_of ({case.as_of})"
            yield Draft((*path, key), f"{message}: what was learnt later stays out")


def _talks(dossier: Dossier) -> Iterator[Draft]:
    gap = dossier.case.talks.every_days
    if gap is not None and gap.low < 1:
        there = ("talks", "every_days")
        yield Draft(there, f"found {gap.low:g}, less than a day between rounds; expected 1 or more")


def _positions(dossier: Dossier) -> Iterator[Draft]:
    case = dossier.case
    issues = {issue.id: issue for issue in case.issues}
    ranked = {party.id: frozenset(party.weights.ranking) for party in case.parties if party.weights}
    readable = {party.id for party in case.parties}
    for path, position in dossier.each("positions", case.positions):
        by_order = position.issue in ranked.get(position.party, ())
        if position.weight is not None and position.party in ranked:
            yield Draft(
                (*path, "weight"),
                f"{position.party} states its weights as an order (weights.ranking), "
                "expected no weight here, or no order there",
            )
        if position.party in readable:
            yield from _numbers(path, position, by_order)
        if position.issue in issues:
            yield from _values(path, position, issues[position.issue])


def _numbers(path: Path, position: Position, by_order: bool) -> Iterator[Draft]:
    given = [key for key in ("values", "ideal", "ranking") if getattr(position, key) is not None]
    needed = position.weight is not None or by_order
    what = "`values`, `ideal` or `ranking`"
    if needed and not given:
        why = "its weight" if position.weight is not None else "its place in weights.ranking"
        yield Draft(path, f"{why} weighs nothing yet, expected one of {what}")
    elif len(given) > 1:
        there = (*path, given[1])
        both = " and ".join(f"`{key}`" for key in given)
        yield Draft(there, f"found {both} together, expected one of {what}", on_key=True)
    elif given and not needed:
        there = (*path, given[0])
        message = f"`{given[0]}` without a weight, expected a `weight` beside it"
        yield Draft(there, f"{message}, or the issue in the party's weights.ranking", on_key=True)
    if position.curvature is not None and position.ideal is None:
        there = (*path, "curvature")
        yield Draft(there, "`curvature` without `ideal`, expected an `ideal` option", on_key=True)


def _values(path: Path, position: Position, issue: Issue) -> Iterator[Draft]:
    options = [option.id for option in issue.options]
    if position.values is not None:
        missing = [option for option in options if option not in position.values]
        if missing:
            there = (*path, "values")
            named = listing(missing)
            yield Draft(there, f"no value for {named}, expected one for every option")
    if position.ranking is not None:
        ranked = frozenset(position.ranking)
        missing = [option for option in options if option not in ranked]
        if missing:
            there = (*path, "ranking")
            yield Draft(there, f"{listing(missing)} not ranked, expected every option once")
    if position.ideal is not None and not issue.ladder:
        yield Draft(
            (*path, "ideal"),
            f"the options of {issue.id} form no order (ladder: false), "
            "expected `values` or `ranking` in place of `ideal`",
            on_key=True,
        )


def _weights(dossier: Dossier) -> Iterator[Draft]:
    case = dossier.case
    if "positions" in dossier.partial:
        return
    held: dict[str, dict[str, Position]] = defaultdict(dict)
    for position in case.positions:
        held[position.party].setdefault(position.issue, position)
    for path, party in dossier.each("parties", case.parties):
        own = held[party.id]
        if party.weights is not None:
            for n, issue in enumerate(party.weights.ranking):
                if issue not in own and issue in dossier.ids.get("issues", ()):
                    yield Draft(
                        (*path, "weights", "ranking", n),
                        f"{party.id} ranks {issue} but has no position on it, expected one "
                        "with `values`, `ideal` or `ranking`",
                    )
            continue
        weighted = [position for position in own.values() if position.weight is not None]
        if weighted and all(p.weight is not None and p.weight.high == 0 for p in weighted):
            message = f"all weights of {party.id} are 0, expected at least one above 0"
            yield Draft(path, message)
        elif not weighted and party.consent:
            yield Draft(path, _silent(party))


def _silent(party: Party) -> str:
    return (
        f"the consent of {party.id} is needed but nothing says what a package is worth to it: "
        "expected a position with `weight` and `values`, `ideal` or `ranking`, "
        "or else `consent: false`"
    )
