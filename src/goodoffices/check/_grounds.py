"""What the case rests on: claims, sources, reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.check._remark import Path, Remark, several

__all__ = ["assumptions", "bare_choices", "contested", "reasons", "unused", "weak_sources"]

WEAK_RELIABILITY = "DEF"
WEAK_CREDIBILITY = 4
"""Admiralty codes from which on a claim should not carry a position alone."""


def assumptions(case: Case) -> Iterator[Remark]:
    """Yield parties whose positions rest on no claim."""
    bare: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for n, position in enumerate(case.positions):
        mandate = position.mandate.claims if position.mandate else ()
        lines = [claim for line in position.red_lines for claim in line.claims]
        if not (position.claims or mandate or lines):
            bare[position.party].append((n, position.issue))
    for party, cells in bare.items():
        issues = [issue for _, issue in cells]
        message = f"what {party} wants on {several(issues)} rests on no claim: an assumption"
        yield Remark("assumption", ("positions", cells[0][0]), message, (party, *issues))


def weak_sources(case: Case) -> Iterator[Remark]:
    """Yield sources too weak to carry alone the positions that rest on them alone."""
    claims = {claim.id: claim for claim in case.claims}
    sources = {source.id: (n, source) for n, source in enumerate(case.sources)}
    alone: dict[str, list[str]] = defaultdict(list)
    why: dict[str, str] = {}
    for position in case.positions:
        used = [claims[key] for key in position.claims]
        names = {claim.source for claim in used}
        if len(names) != 1:
            continue
        _, source = sources[names.pop()]
        weak = source.reliability in WEAK_RELIABILITY
        if weak or all(claim.credibility >= WEAK_CREDIBILITY for claim in used):
            alone[source.id].append(f"{position.party} on {position.issue}")
            best = min(claim.credibility for claim in used)
            doubt = f"reliability {source.reliability}" if weak else f"credibility {best} at best"
            why.setdefault(source.id, doubt)
    for name, cells in alone.items():
        message = f"{name} ({why[name]}) alone carries what is said of {several(cells)}"
        yield Remark("weak-source", ("sources", sources[name][0]), message, (name,))


def contested(case: Case) -> Iterator[Remark]:
    """Yield disputes between claims on which numbers or the order of steps rest."""
    carried: dict[str, list[str]] = defaultdict(list)
    for name, claims in _carriers(case):
        for key in claims:
            carried[key].append(name)
    place = {claim.id: n for n, claim in enumerate(case.claims)}
    for dispute in _disputes(case):
        cells = [cell for key in dispute for cell in carried[key]]
        if cells:
            message = f"{several(dispute)} contradict each other, and carry {several(cells)}"
            yield Remark("contested", ("claims", place[dispute[0]]), message, dispute)


def _disputes(case: Case) -> Iterator[tuple[str, ...]]:
    """Yield claims that contradict each other, directly or through others, in their order."""
    against: dict[str, set[str]] = defaultdict(set)
    for claim in case.claims:
        for other in claim.contested_by:
            against[claim.id].add(other)
            against[other].add(claim.id)
    seen: set[str] = set()
    for claim in case.claims:
        if claim.id in seen or claim.id not in against:
            continue
        group, waiting = set[str](), [claim.id]
        while waiting:
            key = waiting.pop()
            if key not in group:
                group.add(key)
                waiting += against[key]
        seen |= group
        yield tuple(each.id for each in case.claims if each.id in group)


def _carriers(case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    for position in case.positions:
        name = f"{position.party} on {position.issue}"
        yield name, position.claims
        for line in position.red_lines:
            yield name, line.claims
    for party in case.parties:
        if party.no_agreement is not None:
            yield f"what {party.id} has without agreement", party.no_agreement.claims
    for step in case.steps:
        yield f"step {step.id}", step.claims
        for condition in step.waits_for:
            yield f"step {step.id}", condition.claims
    for event in case.events:
        yield f"event {event.id}", event.claims


def bare_choices(case: Case) -> Iterator[Remark]:
    """Yield choices that do not say among what."""
    bare = [
        (n, item.id)
        for n, item in enumerate(case.evidence)
        if item.channel == "choice" and not item.options
    ]
    if bare:
        names = [key for _, key in bare]
        message = f"nothing says what else could have been done in place of {several(names)}"
        yield Remark("bare-choice", ("evidence", bare[0][0]), message, tuple(names))


def reasons(case: Case) -> Iterator[Remark]:
    """Yield judgements, in numbers, that give neither a reason nor a claim."""
    bare: dict[str, list[tuple[Path, tuple[str, ...]]]] = defaultdict(list)

    def ask(what: str, ids: tuple[str, ...], path: Path, part: object) -> None:
        if not getattr(part, "why", None) and not getattr(part, "claims", None):
            bare[what].append((path, ids))

    for n, party in enumerate(case.parties):
        for key, what in (
            ("no_agreement", "the no-agreement value of"),
            ("mediator", "the estimates about the mediator"),
            ("weights", "the order of weights of"),
        ):
            part = getattr(party, key)
            if part is not None:
                ask(what, (party.id,), ("parties", n, key), part)
    for n, position in enumerate(case.positions):
        if position.weight is not None or position.values:
            ids = (position.party, position.issue)
            ask("the value of packages to", ids, ("positions", n), position)
    for n, link in enumerate(case.links):
        ask("the link", (link.id,), ("links", n), link)
    for n, step in enumerate(case.steps):
        if step.kappa:
            ask("what each party gains in hand by the step", (step.id,), ("steps", n), step)
    for n, event in enumerate(case.events):
        ask("the event", (event.id,), ("events", n), event)
    for n, item in enumerate(case.evidence):
        ask("the likelihoods of", (item.id,), ("evidence", n), item)
    if case.record is not None:
        ask("the kind of past cases to set beside", (case.case,), ("record",), case.record)
    for what, places in bare.items():
        message = f"no reason is given for {what} {several(' on '.join(ids) for _, ids in places)}"
        named = dict.fromkeys(name for _, ids in places for name in ids)
        yield Remark("no-reason", places[0][0], message, tuple(named))


def unused(case: Case) -> Iterator[Remark]:
    """Yield claims that support nothing, and sources from which nothing is taken."""
    used = set(_named(case.model_dump(exclude={"sources", "claims"})))
    for claim in case.claims:
        # What a claim is set against is part of the dispute, and so of use.
        used |= set(claim.contested_by) if claim.id in used else set()
    idle = [(n, c.id) for n, c in enumerate(case.claims) if c.id not in used and not c.contested_by]
    if idle:
        names = [name for _, name in idle]
        message = f"{len(idle)} of {len(case.claims)} claims support nothing: {several(names)}"
        yield Remark("unused-claim", ("claims", idle[0][0]), message, tuple(names))
    quoted = {claim.source for claim in case.claims}
    silent = [(n, s.id) for n, s in enumerate(case.sources) if s.id not in quoted]
    if silent:
        names = [name for _, name in silent]
        message = f"no claim is taken from {several(names)}"
        yield Remark("unused-source", ("sources", silent[0][0]), message, tuple(names))


def _named(node: object) -> Iterator[str]:
    """Yield what every `claims` list inside `node` names."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "claims" and isinstance(value, tuple):
                yield from value
            else:
                yield from _named(value)
    elif isinstance(node, tuple):
        for value in node:
            yield from _named(value)
