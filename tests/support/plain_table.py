"""One session on the package in plain Python: demands, the single text, alternating offers."""

from __future__ import annotations

import itertools
import math

import numpy as np

from goodoffices.preferences import DAYS_PER_MONTH, TOLERANCE
from goodoffices.talks._rational import reason_backwards

INF = math.inf
EDGE = 1e-11
Package = tuple[int, ...]


class PlainTable:
    """What a run of `support.plain_talks` does at the table; it says what everything is worth."""

    def target(self, p: int, menu: list[Package], usable: list[bool], share: float) -> float:
        """What a negotiator asks for: from the best it hopes for down to its floor."""
        u, r = self.values, self.floors
        everything = [u[p][n] for n in range(len(menu)) if usable[n]]
        attainable = [
            u[p][n]
            for n in range(len(menu))
            if usable[n]
            and all(self.reaches(u[q][n], r[q] - TOLERANCE) for q in self.table if q != p)
        ]
        best = max(everything, default=-INF)
        if p in self.told and attainable:
            best = max(attainable)
        best = max(best, r[p])
        return min(max((best - r[p]) * (1.0 - share) + r[p], r[p]), best)

    def within(self, p: int, package: Package) -> bool:
        """Whether a package lies within the mandate that binds a negotiator's delegates."""
        if p in self.unbound:
            return True
        for position in self.case.positions:
            if position.party == self.parties[p] and position.mandate is not None:
                i = self.issues.index(position.issue)
                if self.options[i][package[i]] not in position.mandate.options:
                    return False
        return True

    def political(
        self, at: float, moments: list[float], held: int, shares: list[dict[int, float]], step: int
    ) -> bool:
        """Negotiate the package in the first exchanges of a session; was anything agreed?"""
        menu = self.packages()
        self.now = at
        claimants = self.table + self.outside
        self.values = {p: [self.utility(p, x, at) for x in menu] for p in claimants}
        self.floors = {p: self.floor(p, at, moments) for p in claimants}
        usable = [
            all(
                self.reaches(self.values[g][n] - self.floors[g], -TOLERANCE)
                for g in self.outside
                if g in self.heard
            )
            for n in range(len(menu))
        ]
        if self.mediator is not None:
            lots = self.lots("mediator.tells", len(self.table))
            for p, lot in zip(self.table, lots, strict=True):
                if self.mediated and lot < self.number[f"{self.mediating}.tells"]:
                    self.told.add(p)
        targets = [
            {p: self.target(p, menu, usable, share[p]) for p in self.table} for share in shares
        ]
        self.promised = 0.0
        first = self.table[(self.record.sessions - 1) % len(self.table)]
        self.reason(moments[0], first, menu, usable, targets)
        if self.mediated and self.fixed.protocol != "alternating-offers":
            agreed, offered = self.on_text(menu, usable, targets[:held])
        else:
            agreed, offered = self.by_offers(menu, usable, targets[:held], first)
        if agreed is not None:
            n, k = agreed
            against = [
                g
                for g in self.outside
                if not self.reaches(self.values[g][n] - self.floors[g], -TOLERANCE)
            ]
            if not against:
                self.budget = max(self.budget - self.promised, 0.0)
                self.sign(menu[n], moments[k])
                return True
            self.heard |= set(against)
            self.record.refused_outside += 1
        if held < len(moments):
            return False
        lots = self.lots(f"breaks off[{step}]", len(self.table))
        for p, lot in zip(self.table, lots, strict=True):
            worse = not self.reaches(offered.get(p, -INF), -TOLERANCE)
            if worse and lot < self.number["talks.breaks_off"]:
                self.suspend(moments[-1], 2, p, step, planned=moments[-1])
                break
        return False

    def reason(
        self,
        at: float,
        first: int,
        menu: list[Package],
        usable: list[bool],
        targets: list[dict[int, float]],
    ) -> None:
        """Let those who are rational ask for what the game that is left is worth to them."""
        many, exchanges = len(self.table), len(targets)
        rational = [p for f, p in enumerate(self.table) if self.fixed.strategies[f] == "rational"]
        if not rational or not menu:
            return
        time = max(self.believed_end(at) - at, 0.0)
        gap = self.fixed.assumed["talks.every_days"].number.mode / DAYS_PER_MONTH
        gap += self.case.talks.session_days / DAYS_PER_MONTH
        periods = int(min(exchanges * (1 + math.floor(time / gap)), max(60, exchanges))) * many
        table = np.array(
            [
                [self.values[p][n] if usable[n] else -INF for p in self.table]
                for n in range(len(menu))
            ]
        )
        month = [
            self.input.get(f"parties[{self.parties[p]}].no_agreement.per_month", 0.0)
            for p in self.table
        ]
        end = [self.floors[p] + m * time for p, m in zip(self.table, month, strict=True)]
        begins = self.table.index(first)
        game = reason_backwards(table[None], periods, disagreement=np.array([end]), first=begins)
        for k in range(exchanges):
            for p in rational:
                f = self.table.index(p)
                own = k * many + (f - begins) % many
                targets[k][p] = max(float(game.continuing[0, own, f]), self.floors[p])

    def own(self, package: Package, at: float) -> float:
        """What a package is worth to the mediator itself."""
        m = self.mediator
        assert m is not None
        own = sum(self.worth(m, i, o, at) for i, o in enumerate(package))
        mediator = self.case.parties[m].mediator
        assert mediator is not None
        leans = self.parties.index(mediator.leans) if mediator.leans else None
        if leans in self.table:
            favoured = self.utility(leans, package, at)
            worths = [
                self.worth(m, i, o, at)
                for i, options in enumerate(self.options)
                for o in range(len(options))
            ]
            return (own + favoured) / 2 if any(worths) else favoured
        return own

    def liking(self, menu: list[Package], usable: list[bool]) -> list[float]:
        """How much the mediator likes each entry: (1 - b) Nash + b own, each from 0 to 1."""
        entries = [n for n in range(len(menu)) if usable[n]]
        surplus = {n: [self.values[p][n] - self.floors[p] for p in self.table] for n in entries}
        product = {n: math.prod(s) if min(s) > 0 else 0.0 for n, s in surplus.items()}
        top = max(product.values(), default=0.0)

        def scaled(values: dict[int, float]) -> dict[int, float]:
            low, high = min(values.values()), max(values.values())
            return {
                n: (v - low) / (high - low) if high - low > 1e-12 else 0.0
                for n, v in values.items()
            }

        if not entries:
            return [-INF] * len(menu)
        if top > 1e-12:
            nash = {n: product[n] / top for n in entries}
        else:
            nash = scaled({n: min(s) for n, s in surplus.items()})
        own = scaled({n: self.own(menu[n], self.now) for n in entries})
        b = self.number[f"{self.mediating}.bias"]
        return [(1 - b) * nash[n] + b * own[n] if usable[n] else -INF for n in range(len(menu))]

    def on_text(
        self, menu: list[Package], usable: list[bool], targets: list[dict[int, float]]
    ) -> tuple[tuple[int, int] | None, dict[int, float]]:
        offered: dict[int, float] = {}
        score = self.liking(menu, usable)
        if not any(usable):
            return None, offered
        u = self.values
        refused = dict.fromkeys(self.table, -INF)
        home = set()
        agreed = None
        for k, target in enumerate(targets):
            left = [n for n in range(len(menu)) if all(u[p][n] > refused[p] for p in self.table)]
            left = [n for n in left if usable[n]]
            text = self.best(left or [n for n in range(len(menu)) if usable[n]], score)
            willing = {p: self.reaches(u[p][text], target[p]) for p in self.table}
            inside = {p: self.within(p, menu[text]) for p in self.table}
            missing = {
                p: 0.0 if willing[p] and inside[p] else target[p] - u[p][text] for p in self.table
            }
            bought = all(
                inside[p] and (willing[p] or self.reaches(u[p][text], self.floors[p]))
                for p in self.table
            ) and self.reaches(self.budget, sum(missing.values()))
            for p in self.table:
                offered[p] = max(offered.get(p, -INF), u[p][text] - self.floors[p])
                if self.reaches(u[p][text], self.floors[p] - TOLERANCE) and not inside[p]:
                    home.add(p)
            if bought:
                self.promised = sum(missing.values())
                self.refuser = None
                agreed = (text, k)
                break
            against = [p for p in self.table if not (willing[p] and inside[p])]
            self.refuser = max(against, key=lambda p: u[p][text] - self.floors[p])
            for p in self.table:
                if not willing[p]:
                    refused[p] = max(refused[p], u[p][text])
        self.unbound |= home
        return agreed, offered

    def best(self, entries: list[int], score: list[float]) -> int:
        best = max(entries, key=lambda n: score[n])
        self.edge |= any(score[n] != score[best] and score[n] > score[best] - EDGE for n in entries)
        return best

    def by_offers(
        self, menu: list[Package], usable: list[bool], targets: list[dict[int, float]], first: int
    ) -> tuple[tuple[int, int] | None, dict[int, float]]:
        offered: dict[int, float] = {}
        if not menu:
            return None, offered
        may = {p: [usable[n] and self.within(p, x) for n, x in enumerate(menu)] for p in self.table}
        u = {
            p: [self.values[p][n] if may[p][n] else -INF for n in range(len(menu))]
            for p in self.table
        }
        begins = self.table.index(first)
        order = self.table[begins:] + self.table[:begins]
        strategy = dict(zip(self.table, self.fixed.strategies, strict=True))
        item: int | None = None
        accepted: set[int] = set()
        last: dict[int, int] = {}
        before: dict[int, int] = {}
        aim = self.aim
        agreed = None
        for k, p in itertools.product(range(len(targets)), order):
            asked = max(targets[k][p], self.floors[p])
            if strategy[p] == "tit-for-tat":
                best = max(*u[p], self.floors[p])
                if p not in aim:
                    asked = best
                else:
                    risen = 0.0
                    for q in self.table:
                        if q != p and q in before:
                            now, then = u[p][last[q]], u[p][before[q]]
                            risen += now - then if min(now, then) > -INF else 0.0
                    asked = min(max(aim[p] - risen / (len(order) - 1), self.floors[p]), best)
                aim[p] = asked
            if p in last:
                before[p] = last[p]
            if item is not None and self.reaches(u[p][item], asked):
                accepted.add(p)
                if len(accepted) == len(order):
                    agreed = (item, k)
                    break
                continue
            item = self.offer(p, u, asked)
            accepted = set() if item is None else {p}
            if item is not None:
                last[p] = item
        home = set()
        for q, n in last.items():
            for p in self.table:
                if p != q:
                    offered[p] = max(offered.get(p, -INF), self.values[p][n] - self.floors[p])
                    beyond = not self.within(p, menu[n])
                    if beyond and self.reaches(self.values[p][n], self.floors[p] - TOLERANCE):
                        home.add(p)
        # A delegation whose mandate leaves it nothing to offer asks at home.
        home |= {p for p in self.table if any(usable) and not any(may[p])}
        self.unbound |= home
        return agreed, offered

    def offer(self, p: int, u: dict[int, list[float]], asked: float) -> int | None:
        """What a negotiator puts on the table at its target."""
        top = max(u[p])
        if top == -INF or not self.reaches(top, self.floors[p]):
            return None
        enough = [n for n, worth in enumerate(u[p]) if worth > -INF and self.reaches(worth, asked)]
        if not enough:
            enough = [n for n, worth in enumerate(u[p]) if worth == top]
        if self.case.talks.offers == "least":
            return min(enough, key=lambda n: u[p][n])

        def gain(q: int, n: int) -> float:
            allowed = [worth for worth in u[q] if worth > -INF]
            if not allowed:
                return INF
            if u[q][n] == -INF:
                return -INF
            width = max(allowed) - min(allowed)
            return (u[q][n] - min(allowed)) / width if width > 0 else INF

        def rank(n: int) -> tuple[float, float]:
            return (min(gain(q, n) for q in self.table if q != p), u[p][n])

        best = max(enough, key=rank)
        for n in enough:
            a, b = rank(n), rank(best)
            self.edge |= a[0] != b[0] and abs(a[0] - b[0]) < EDGE
        return best
