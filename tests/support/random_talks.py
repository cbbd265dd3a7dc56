"""Small random cases of talks: every kind of party, round, event and rule that talks can have."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from goodoffices.case import Case

AS_OF = dt.date(2026, 1, 1)


def random_talks(seed: int, **talks: Any) -> Case:
    """Return a small random case; `talks` sets fields of its section on the talks."""
    raw = random_talks_raw(seed)
    raw["talks"] |= talks
    return Case.model_validate(raw)


def _number(pick: random.Random, low: float, high: float) -> Any:
    a, b, c = sorted(round(pick.uniform(low, high), 3) for _ in range(3))
    return pick.choice([b, (a, b, c)])


def _day(pick: random.Random, first: int, last: int) -> dt.date:
    return AS_OF + dt.timedelta(days=pick.randint(first, last))


def _span(pick: random.Random, day: dt.date, longest: int) -> tuple[str, str]:
    return day.isoformat(), (day + dt.timedelta(days=pick.randint(0, longest))).isoformat()


def random_talks_raw(seed: int) -> dict[str, Any]:
    """Return the mapping of a small random case."""
    pick = random.Random(seed)
    issues = [
        {
            "id": f"i{k}",
            "name": f"Issue {k}",
            "area": "territory",
            "options": tuple(f"o{j}" for j in range(pick.randint(2, 3))),
            "without_agreement": "o0",
            "separable": pick.random() < 0.35,
            "principle": pick.random() < 0.3,
        }
        for k in range(pick.randint(2, 3))
    ]
    full, limited = pick.choice([2, 2, 3]), pick.choice([0, 0, 1, 2])
    names = [f"p{p}" for p in range(full)]
    guarantors = [f"g{p}" for p in range(limited)]
    parties = _parties(pick, names, guarantors, issues)
    mediated = pick.random() < 0.6
    if mediated:
        parties.append(
            {"id": "m", "name": "Mediator", "mediator": _mediator(pick, names + guarantors)}
        )
    return {
        "format": 1,
        "case": f"talks-{seed}",
        "title": "A random case",
        "as_of": AS_OF.isoformat(),
        "horizon": (AS_OF + dt.timedelta(days=pick.choice([120, 240, 400]))).isoformat(),
        "parties": tuple(parties),
        "issues": tuple(issues),
        "positions": tuple(
            position
            for party in parties
            for issue in issues
            if (position := _position(pick, party["id"], issue, names)) is not None
        ),
        "links": tuple(_links(pick, issues, names)),
        "rounds": tuple(_rounds(pick, issues, names, guarantors)),
        "events": tuple(_events(pick, issues, names, guarantors, mediated=mediated)),
        "talks": _talks(pick, names),
    }


def _parties(
    pick: random.Random, names: list[str], guarantors: list[str], issues: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    parties: list[dict[str, Any]] = []
    for name in names:
        held: dict[str, Any] = {}
        if pick.random() < 0.5:
            held["utility"] = _number(pick, 0.1, 0.6)
        if pick.random() < 0.6:
            held["per_month"] = _number(pick, -0.06, 0.03)
        party: dict[str, Any] = {"id": name, "name": f"Party {name}", "consent": True}
        if held:
            party["no_agreement"] = held
        parties.append(party)
    for name in guarantors:
        some = pick.sample([issue["id"] for issue in issues], pick.randint(1, len(issues) - 1))
        parties.append({"id": name, "name": f"Guarantor {name}", "consent": tuple(some)})
    return parties


def _mediator(pick: random.Random, others: list[str]) -> dict[str, Any]:
    mediator: dict[str, Any] = {
        "bias": _number(pick, 0, 1),
        "leverage": _number(pick, 0, 1),
        "patience": _number(pick, 0.5, 8),
        "blames": pick.choice(["refuser", "other-side"]),
    }
    if pick.random() < 0.6:
        mediator["leans"] = pick.choice(others)
    if pick.random() < 0.5:
        mediator["budget"] = _number(pick, 0, 0.5)
    if pick.random() < 0.5:
        mediator["tells"] = _number(pick, 0, 1)
    return mediator


def _position(
    pick: random.Random, party: str, issue: dict[str, Any], names: list[str]
) -> dict[str, Any] | None:
    options = issue["options"]
    if party == "m" and pick.random() < 0.3:
        return None
    best = pick.choice(options)
    position: dict[str, Any] = {
        "party": party,
        "issue": issue["id"],
        "weight": _number(pick, 0.2, 1),
        "values": {option: 1 if option == best else _number(pick, 0, 0.95) for option in options},
    }
    if pick.random() < 0.12:
        position["red_lines"] = (
            {"options": (pick.choice(options),), "kind": "stated", "holds": _number(pick, 0, 1)},
        )
    elif pick.random() < 0.06:
        position["red_lines"] = ({"options": (pick.choice(options),), "kind": "absolute"},)
    if party in names and pick.random() < 0.25:
        position["mandate"] = {"options": tuple(pick.sample(options, len(options) - 1))}
    return position


def _links(
    pick: random.Random, issues: list[dict[str, Any]], names: list[str]
) -> list[dict[str, Any]]:
    links: list[dict[str, Any]] = []
    for k in range(pick.choice([0, 0, 1, 2])):
        terms = [
            f"{issue['id']}.{pick.choice(issue['options'])}" for issue in pick.sample(issues, 2)
        ]
        kind = pick.choice(["together", "requires", "excludes"])
        if kind == "together":
            bonus = {pick.choice(names): _number(pick, -0.2, 0.3)}
            links.append({"id": f"l{k}", "together": tuple(terms), "bonus": bonus})
        elif kind == "requires":
            links.append({"id": f"l{k}", "requires": {"if": terms[0], "then": terms[1]}})
        else:
            links.append({"id": f"l{k}", "excludes": tuple(terms)})
    return links


def _rounds(
    pick: random.Random, issues: list[dict[str, Any]], names: list[str], guarantors: list[str]
) -> list[dict[str, Any]]:
    rounds: list[dict[str, Any]] = []
    for k in range(pick.choice([0, 1, 2, 4])):
        entry: dict[str, Any] = {
            "id": f"r{k}",
            "dates": _span(pick, _day(pick, -20, 150), pick.choice([0, 2, 25])),
            "place": "Town",
            "format": "proximity",
            "level": pick.choice(["technical", "political", "leaders"]),
        }
        if pick.random() < 0.4:
            entry["agenda"] = tuple(
                issue["id"] for issue in pick.sample(issues, pick.randint(1, len(issues)))
            )
        if pick.random() < 0.6:
            there = [name for name in names if pick.random() < 0.9]
            entry["parties"] = tuple(there + [g for g in guarantors if pick.random() < 0.4])
        rounds.append(entry)
    return rounds


def _events(
    pick: random.Random,
    issues: list[dict[str, Any]],
    names: list[str],
    guarantors: list[str],
    *,
    mediated: bool,
) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    for k in range(pick.choice([0, 1, 2, 4])):
        event: dict[str, Any] = {"id": f"e{k}", "name": f"Event {k}"}
        event["kind"] = pick.choice(["deadline", "other", "election"])
        if pick.random() < 0.6:
            day = _day(pick, -10, 250)
            event["on"] = day.isoformat() if pick.random() < 0.6 else _span(pick, day, 30)
            if pick.random() < 0.4:
                event["probability"] = _number(pick, 0.2, 1)
        else:
            event["hazard_per_month"] = _number(pick, 0.02, 0.4)
        if event["kind"] == "deadline" and pick.random() < 0.8:
            event["credible"] = _number(pick, 0, 1)
        event["effect"] = effect = _effect(pick, issues, names)
        if guarantors and pick.random() < 0.3:
            effect["joins"] = (pick.choice(guarantors),)
        if pick.random() < 0.1:
            effect["leaves"] = (pick.choice(names + guarantors),)
        if mediated and pick.random() < 0.3:
            effect["mediator_leaves"] = pick.choice([1, 0.5, (0.2, 0.5, 0.9)])
        if mediated and pick.random() < 0.3:
            effect["mediator_hazard"] = _number(pick, 0, 4)
        events.append(event)
    return events


def _effect(pick: random.Random, issues: list[dict[str, Any]], names: list[str]) -> dict[str, Any]:
    effect: dict[str, Any] = {}
    if pick.random() < 0.4:
        effect["no_agreement"] = {pick.choice(names): _number(pick, -0.2, 0.2)}
    if pick.random() < 0.3:
        issue = pick.choice(issues)
        word = f"{issue['id']}.{pick.choice(issue['options'])}"
        effect["worth"] = {pick.choice(names): {word: _number(pick, -0.2, 0.2)}}
    if pick.random() < 0.2:
        effect["suspends"] = _number(pick, 0, 1)
    if pick.random() < 0.15:
        effect["escalates"] = _number(pick, 0, 1)
    if pick.random() < 0.2:
        effect["delays"] = _number(pick, 0, 60)
    return effect


def _talks(pick: random.Random, names: list[str]) -> dict[str, Any]:
    talks: dict[str, Any] = {
        "every_days": _number(pick, 5, 40),
        "session_days": pick.choice([1, 2, 6]),
        "exchanges": pick.choice([1, 2, 4]),
        "offers": pick.choice(["least", "trade-off"]),
        "settles_apart": _number(pick, 0.2, 1),
        "breaks_off": _number(pick, 0, 0.5),
    }
    protocol = pick.choice([None, "alternating-offers", "single-text", "parallel-tracks"])
    if protocol:
        talks["protocol"] = protocol
    conduct = {}
    for name in names:
        strategy = pick.choice(["boulware", "linear", "conceder", "tit-for-tat", "rational"])
        entry: dict[str, Any] = {"strategy": strategy}
        if pick.random() < 0.5:
            entry["exponent"] = _number(pick, 0.2, 5)
        if pick.random() < 0.3:
            entry["bound_by_mandate"] = False
        conduct[name] = entry
    talks["conduct"] = conduct
    return talks
