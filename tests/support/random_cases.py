"""Small random cases, and the truth about them by enumeration, in plain Python.

The enumeration shares nothing with the package but the drawn numbers: no arrays over packages, no
diagram, no bounds.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from typing import Any

from goodoffices.case import Case
from goodoffices.preferences import Draws
from goodoffices.zone import Change

TOLERANCE = 1e-9
Package = tuple[int, ...]


def random_case(seed: int) -> Case:
    """Return a small random case: 1-3 full consenters, up to 2 limited, links, red lines, events."""
    return Case.model_validate(random_raw(seed))


def _number(pick: random.Random, low: float, high: float) -> Any:
    a, b, c = sorted(round(pick.uniform(low, high), 3) for _ in range(3))
    return pick.choice([b, (a, b, c)])


def _red_lines(pick: random.Random, options: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    lines = []
    while pick.random() < 0.25:
        kind = pick.choice(["absolute", "stated"])
        count = pick.randint(1, len(options) - 1)
        line: dict[str, Any] = {"options": tuple(pick.sample(options, count)), "kind": kind}
        if kind == "stated":
            line["holds"] = _number(pick, 0, 1)
        lines.append(line)
    return tuple(lines)


def random_raw(seed: int, *, values_only: bool = False) -> dict[str, Any]:
    """Return the mapping of a small random case; `values_only`: every position states values."""
    pick = random.Random(seed)
    issues = [
        {
            "id": f"i{k}",
            "name": f"Issue {k}",
            "area": "territory",
            "options": tuple(f"o{j}" for j in range(pick.randint(2, 4))),
            "without_agreement": "o0",
        }
        for k in range(pick.randint(2, 4))
    ]

    def term(issue: dict[str, Any]) -> str:
        count = pick.randint(1, min(2, len(issue["options"]) - 1))
        return issue["id"] + "." + "|".join(sorted(pick.sample(issue["options"], count)))

    parties: list[dict[str, Any]] = []
    positions: list[dict[str, Any]] = []
    full = pick.randint(1, 3)
    others = pick.randint(0, 2)
    for p in range(full + others + 1):
        party: dict[str, Any] = {"id": f"p{p}", "name": f"Party {p}"}
        if p < full:
            party["consent"] = True
            held: dict[str, Any] = {}
            if pick.random() < 0.6:
                held["utility"] = _number(pick, 0.1, 0.9)
            if pick.random() < 0.5:
                held["per_month"] = _number(pick, -0.05, 0.02)
            if held:
                party["no_agreement"] = held
        elif p < full + others:
            some = pick.sample(issues[:-1], pick.randint(1, len(issues) - 1))
            party["consent"] = tuple(issue["id"] for issue in some)
        parties.append(party)
        for issue in issues:
            options = issue["options"]
            position: dict[str, Any] = {"party": f"p{p}", "issue": issue["id"]}
            if pick.random() < 0.9 or issue is issues[0]:
                position["weight"] = _number(pick, 0.1, 1)
                form = pick.choice(["values", "ideal", "ranking"])
                form = "values" if values_only else form
                if form == "values":
                    position["values"] = {option: _number(pick, 0, 1) for option in options}
                elif form == "ideal":
                    position["ideal"] = pick.choice(options)
                    position["curvature"] = _number(pick, 0.5, 2)
                else:
                    position["ranking"] = tuple(pick.sample(options, len(options)))
            if lines := _red_lines(pick, options):
                position["red_lines"] = lines
            if len(position) > 2:
                positions.append(position)
    links: list[dict[str, Any]] = []
    for k in range(pick.randint(0, 4)):
        chosen = [term(issue) for issue in pick.sample(issues, pick.randint(2, len(issues)))]
        if pick.random() < 0.3:
            links.append(
                {
                    "id": f"l{k}",
                    "together": tuple(chosen),
                    "bonus": {f"p{pick.randrange(full)}": _number(pick, -0.2, 0.3)},
                }
            )
        elif pick.random() < 0.5:
            links.append({"id": f"l{k}", "requires": {"if": chosen[0], "then": chosen[1]}})
        else:
            links.append({"id": f"l{k}", "excludes": tuple(chosen)})
    if pick.random() < 0.3:
        links.append({"id": "alone", "excludes": (f"{issues[0]['id']}.o0",)})
    return {
        "format": 1,
        "case": f"random-{seed}",
        "title": "A random case",
        "as_of": "2026-01-01",
        "horizon": "2026-12-31",
        "parties": tuple(parties),
        "issues": tuple(issues),
        "positions": tuple(positions),
        "links": tuple(links),
        "events": (
            {
                "id": "shock",
                "name": "A shock",
                "kind": "other",
                "on": "2026-02-01",
                "probability": 0.5,
                "effect": {"no_agreement": {"p0": (-0.2, -0.1, 0.0)}},
            },
        ),
    }


class Enumeration:
    """Every package of one draw, looked at one by one."""

    def __init__(self, case: Case, draws: Draws, d: int, changes: Sequence[Change] = ()) -> None:
        self.case, self.draws, self.d, self.changes = case, draws, d, changes
        self.parties = [party.id for party in case.parties]
        self.issues = [issue.id for issue in case.issues]
        self.options = [[option.id for option in issue.options] for issue in case.issues]
        self.full = [p for p, party in enumerate(case.parties) if party.consent is True]
        self.limited = [
            p for p, party in enumerate(case.parties) if isinstance(party.consent, tuple)
        ]
        self.packages: list[Package] = list(
            itertools.product(*(range(len(options)) for options in self.options))
        )

    def scope(self, p: int) -> list[int]:
        consent = self.case.parties[p].consent
        if isinstance(consent, tuple):
            return [self.issues.index(issue) for issue in consent]
        return list(range(len(self.issues))) if consent else []

    def worth(self, p: int, i: int, o: int) -> float:
        value = float(self.draws.worth[self.d, p, i, o])
        if self.made("give_way", party=self.parties[p], issue=self.issues[i]):
            value = max(value, float(self.draws.worth[self.d, p, i, 0]))
        return value

    def made(self, *kinds: str, **place: str) -> list[Change]:
        """Return the changes of some kinds at a place."""
        return [
            change
            for change in self.changes
            if change.kind in kinds
            and all(getattr(change, key) == value for key, value in place.items())
        ]

    def holds(self, package: Package, terms: Any) -> bool:
        return all(
            self.options[self.issues.index(term.issue)][package[self.issues.index(term.issue)]]
            in term.options
            for term in terms
        )

    def utility(self, p: int, package: Package, issues: list[int] | None = None) -> float:
        scope = list(range(len(self.issues))) if issues is None else issues
        total = sum(self.worth(p, i, package[i]) for i in scope)
        k = 0
        for link in self.case.links:
            if link.together is None:
                continue
            touched = {self.issues.index(term.issue) for term in link.together}
            if touched <= set(scope) and self.holds(package, link.together):
                total += float(self.draws.bonus[self.d, p, k])
            k += 1
        return total

    def surplus(self, p: int, package: Package) -> float:
        moves = self.made("lower_floor", "side_payment", party=self.parties[p])
        lowered = sum(change.delta or 0.0 for change in moves)
        if p in self.full:
            return self.utility(p, package) - float(self.draws.floor[self.d, p]) + lowered
        scope = self.scope(p)
        start: Package = (0,) * len(self.issues)
        return self.utility(p, package, scope) - self.utility(p, start, scope) + lowered

    def red(self, p: int, i: int, o: int) -> bool:
        party, issue = self.parties[p], self.issues[i]
        if i not in self.scope(p) or self.made("defer", issue=issue):
            return False
        if self.made("give_way", party=party, issue=issue):
            return False
        allowed = {
            option
            for change in self.made("soften_red_line", party=party, issue=issue)
            for option in change.options
        }
        dropped = self.made("drop_red_line", party=party, issue=issue)
        name = self.options[i][o]
        return any(
            (line.party, line.issue) == (p, i)
            and o in line.options
            and name not in allowed
            and bool(self.draws.holds[self.d, k])
            and not any(
                {self.options[i][x] for x in line.options} == set(c.options) for c in dropped
            )
            for k, line in enumerate(self.draws.structure.lines)
        )

    def broken(self, package: Package) -> list[str]:
        found = []
        for link in self.case.links:
            touched = {term.issue for term in link.terms}
            if len(link.terms) == 1 and any(self.made("defer", issue=i) for i in touched):
                continue
            if self.made("drop_rule", link=link.id):
                continue
            if link.excludes is not None and self.holds(package, link.excludes):
                found.append(link.id)
            if (
                link.requires is not None
                and self.holds(package, [link.requires.if_])
                and not self.holds(package, [link.requires.then])
            ):
                found.append(link.id)
        return found

    def admissible(self, package: Package) -> bool:
        for change in self.made("defer"):
            if package[self.issues.index(change.issue or "")] != 0:
                return False
        return (
            not self.broken(package)
            and not any(
                self.red(p, i, package[i])
                for p in self.full + self.limited
                for i in range(len(self.issues))
            )
            and all(self.surplus(p, package) >= -TOLERANCE for p in self.limited)
        )

    def margin(self) -> float:
        return max(
            (
                min(self.surplus(p, package) for p in self.full)
                for package in self.packages
                if self.admissible(package)
            ),
            default=-float("inf"),
        )

    def in_zone(self, package: Package) -> bool:
        return self.admissible(package) and all(
            self.surplus(p, package) >= -TOLERANCE for p in self.full
        )

    def zone(self) -> list[Package]:
        return [package for package in self.packages if self.in_zone(package)]

    def frontier(self) -> set[tuple[float, ...]]:
        points = {
            tuple(round(self.surplus(p, package), 9) for p in self.full)
            for package in self.packages
            if self.admissible(package)
        }
        return {
            a
            for a in points
            if not any(b != a and all(x >= y for x, y in zip(b, a, strict=True)) for b in points)
        }

    def by_name(self, package: dict[str, str]) -> Package:
        return tuple(
            options.index(package[issue])
            for issue, options in zip(self.issues, self.options, strict=True)
        )
