"""One run of talks in plain Python, written from the model and not from the package's arrays.

What it shares with the package are the drawn numbers, the rounds that lie ahead, and backward
induction, which have tests of their own.  For cases whose menus are all packages.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import dataclass, field
from typing import Any

from support.plain_table import EDGE, INF, Package, PlainTable

from goodoffices.case import Case
from goodoffices.preferences import DAYS_PER_MONTH, TOLERANCE, drawn, months, prepare, uniforms
from goodoffices.talks._setting import Setting, setting


@dataclass
class Record:
    """How the run went, under the names of the columns that `simulate` gives."""

    ended: int = 0
    ended_at: float = INF
    cause: int = 0
    subject: int = -1
    suspended_at: float = INF
    left_at: float = INF
    left_by: int = -1
    blamed: int = -1
    partial_at: float = INF
    framework_at: float = INF
    signed_at: float = INF
    package: list[int] = field(default_factory=list)
    how: list[int] = field(default_factory=list)
    closed_at: list[float] = field(default_factory=list)
    sessions: int = 0
    refused_outside: int = 0
    standing: list[int] = field(default_factory=list)


class Plain(PlainTable):
    """One run; `edge` says whether a comparison in it hung on the last bits of a sum."""

    def __init__(self, case: Case, *, seed: int, run: int) -> None:
        self.case, self.seed, self.run = case, seed, run
        self.fixed: Setting = setting(case)
        self.edge = False
        self.draws = prepare(case).draw(seed=seed, first=run, count=1)
        self.parties = [party.id for party in case.parties]
        self.table = [p for p, party in enumerate(case.parties) if party.consent is True]
        self.outside = [
            p for p, party in enumerate(case.parties) if isinstance(party.consent, tuple)
        ]
        self.issues = [issue.id for issue in case.issues]
        self.options = [[option.id for option in issue.options] for issue in case.issues]
        self.x0 = tuple(
            self.options[i].index(issue.without_agreement) for i, issue in enumerate(case.issues)
        )
        self.input = {
            about.name: float(self.draws.inputs[0, q]) for q, about in enumerate(self.draws.names)
        }
        self.number = {
            name: float(drawn(a.number, seed=seed, name=name, first=run, count=1)[0, 0])
            for name, a in self.fixed.assumed.items()
        }
        self.when = [self.input[f"events[{event.id}]"] for event in case.events]
        self.mediator = next((p for p, party in enumerate(case.parties) if party.mediator), None)
        self.record = Record(
            package=[-1] * len(self.issues),
            how=[0] * len(self.issues),
            closed_at=[INF] * len(self.issues),
        )
        self.settled: dict[int, int] = {}
        self.framework: dict[int, int] = {}
        self.heard = set()
        ahead = [r for r in case.rounds if r.dates.last >= case.as_of]
        next_round = min(ahead, key=lambda r: r.dates.first) if ahead else None
        if next_round is None and case.rounds:
            next_round = max(case.rounds, key=lambda r: r.dates.first)
        for p in self.outside:
            if next_round is not None and self.parties[p] in next_round.parties:
                self.heard.add(p)
        self.mediated = self.mediator is not None
        self.budget = self.number.get(f"{self.mediating}.budget", 0.0)
        self.clock = -math.log1p(-self.lot("mediator.leaves"))
        self.heat = self.progress = 0.0
        self.told: set[int] = set()
        self.aim: dict[int, float] = {}
        self.floors: dict[int, float] = {}
        self.unbound: set[int] = {
            p
            for p in self.table
            if (c := case.talks.conduct.get(self.parties[p])) and not c.bound_by_mandate
        }
        self.conceded = dict.fromkeys(self.table, 0.0)
        self.refuser: int | None = None
        self.suspended = False

    # What is drawn.

    @property
    def mediating(self) -> str:
        return "" if self.mediator is None else f"parties[{self.parties[self.mediator]}].mediator"

    def lot(self, name: str, n: int = 0) -> float:
        width = n + 1
        return float(
            uniforms(self.seed, f"talks.{name}", first=self.run, count=1, width=width)[0, n]
        )

    def lots(self, name: str, width: int) -> list[float]:
        row = uniforms(self.seed, f"talks.{name}", first=self.run, count=1, width=width)
        return [float(lot) for lot in row[0]]

    def effect(self, e: int, key: str) -> bool:
        """Whether an event has an effect, if it happens."""
        name = f"events[{self.case.events[e].id}].{key}"
        if name not in self.number:
            return False
        lot = uniforms(self.seed, f"{name}, whether", first=self.run, count=1)[0, 0]
        return bool(lot < self.number[name])

    def takes_mediator(self, e: int) -> bool:
        """Whether an event is the mediator's leaving itself."""
        effect = self.case.events[e].effect
        certain = effect.mediator_leaves is not None and effect.mediator_leaves.low == 1.0
        return self.mediator is not None and (
            certain or self.parties[self.mediator] in effect.leaves
        )

    def mediator_goes(self, e: int) -> bool:
        return self.takes_mediator(e) or self.effect(e, "effect.mediator_leaves")

    def stop_time(self, e: int) -> float:
        """When an event suspends the talks, if it does; a deadline is over with its day."""
        deadline = self.case.events[e].kind == "deadline"
        return self.when[e] + (1.0 / DAYS_PER_MONTH if deadline else 0.0)

    # Preferences at a time.

    def worth(self, p: int, i: int, o: int, at: float) -> float:
        value = float(self.draws.worth[0, p, i, o])
        word = f"{self.issues[i]}.{self.options[i][o]}"
        for e, event in enumerate(self.case.events):
            if word in event.effect.worth.get(self.parties[p], {}) and 0 < self.when[e] <= at:
                value += self.input[f"events[{event.id}].effect.worth[{self.parties[p]}][{word}]"]
        return value

    def counts(self, p: int, i: int) -> bool:
        consent = self.case.parties[p].consent
        return self.issues[i] in consent if isinstance(consent, tuple) else bool(consent)

    def holds(self, package: Package, terms: Any) -> bool:
        return all(
            self.options[self.issues.index(t.issue)][package[self.issues.index(t.issue)]]
            in t.options
            for t in terms
        )

    def utility(self, p: int, package: Package, at: float) -> float:
        """What a package is worth to a claimant, on the issues that count for it."""
        total = 0.0
        for i, o in enumerate(package):
            total += self.worth(p, i, o, at) if self.counts(p, i) else 0.0
        k = -1
        for link in self.case.links:
            if link.together is None:
                continue
            k += 1
            touched = [self.issues.index(t.issue) for t in link.together]
            if all(self.counts(p, i) for i in touched) and self.holds(package, link.together):
                total += float(self.draws.bonus[0, p, k])
        return total

    def no_agreement(self, p: int, at: float, values: float) -> float:
        """r_p(t), with what options are worth at another time; for limited consent u(x0)."""
        party = self.case.parties[p]
        if p in self.outside:
            return self.utility(p, self.x0, values)
        stated = party.no_agreement is not None and party.no_agreement.utility is not None
        value = (
            self.input[f"parties[{party.id}].no_agreement.utility"]
            if stated
            else self.utility(p, self.x0, values)
        )
        value += self.input.get(f"parties[{party.id}].no_agreement.per_month", 0.0) * at
        for e, event in enumerate(self.case.events):
            time = self.when[e]
            if self.takes_mediator(e):
                # What its leaving is stated to change holds whatever made it go.
                time = min(time, self.record.left_at)
            if party.id in event.effect.no_agreement and 0 <= time <= at:
                value += self.input[f"events[{event.id}].effect.no_agreement[{party.id}]"]
        return value

    def floor(self, p: int, at: float, moments: list[float]) -> float:
        """The largest r_p(t) of a session, and what has been settled apart already."""
        most = max(self.no_agreement(p, moment, at) for moment in moments)
        pocket = 0.0
        for i, o in self.settled.items():
            if self.counts(p, i):
                pocket += self.worth(p, i, o, at) - self.worth(p, i, self.x0[i], at)
        return most + max(pocket, 0.0)

    def barred(self, i: int, o: int) -> bool:
        """Whether a red line that counts, or a rule of one term, rules an option out."""
        for k, line in enumerate(self.draws.structure.lines):
            drawn_in = line.issue == i and o in line.options and self.draws.holds[0, k]
            if drawn_in and self.counts(line.party, i):
                return True
        return any(
            link.excludes is not None
            and len(link.excludes) == 1
            and link.excludes[0].issue == self.issues[i]
            and self.options[i][o] in link.excludes[0].options
            for link in self.case.links
        )

    def broken(self, link: Any, package: Package) -> bool:
        if link.requires is not None:
            first, then = [link.requires.if_], [link.requires.then]
            return self.holds(package, first) and not self.holds(package, then)
        return link.excludes is not None and self.holds(package, link.excludes)

    def keeps_rules(self, package: Package) -> bool:
        return not any(self.broken(link, package) for link in self.case.links)

    def packages(self) -> list[Package]:
        """Every package that keeps the rules, the red lines and what has been settled."""
        kept = {**self.settled, **self.framework}
        return [
            package
            for package in itertools.product(*(range(len(options)) for options in self.options))
            if all(package[i] == o for i, o in kept.items())
            and not any(self.barred(i, o) for i, o in enumerate(package) if i not in kept)
            and self.keeps_rules(package)
        ]

    # Comparisons that could hang on rounding are remembered.

    def reaches(self, a: float, b: float) -> bool:
        self.edge |= abs(a - b) < EDGE and (a != b or b in self.floors.values())
        return a >= b

    # Time.

    def believed_end(self, at: float) -> float:
        deadlines = sorted(
            (months(self.case, event.on.last + dt.timedelta(days=1)), event.id)
            for event in self.case.events
            if event.kind == "deadline" and event.credible is not None and event.on is not None
        )
        trust = 1.0
        for day, _ in deadlines:
            if 0 <= day <= at:
                trust *= self.number["talks.fading"]

        def from_here(rest: list[tuple[float, str]]) -> float:
            if not rest:
                return self.fixed.horizon
            day, event = rest[0]
            if day <= at:
                return from_here(rest[1:])
            credible = trust * self.number[f"events[{event}].credible"]
            return credible * day + (1.0 - credible) * from_here(rest[1:])

        return from_here(deadlines)

    def gap(self, step: int) -> float:
        number = self.fixed.assumed["talks.every_days"].number
        name = f"talks.every_days[{step}]"
        days = float(drawn(number, seed=self.seed, name=name, first=self.run, count=1)[0, 0])
        return max(days, 1.0) / DAYS_PER_MONTH

    # The course of a run.

    def sign(self, package: Package, when: float) -> None:
        record = self.record
        still = [i for i, how in enumerate(record.how) if how == 0]
        principles = [i for i in still if self.case.issues[i].principle]
        framework = bool(principles) and len(principles) < len(still)
        for i in principles if framework else still:
            record.package[i] = package[i]
            record.closed_at[i] = when
            record.how[i] = 2 if framework else 3
            if framework:
                self.framework[i] = package[i]
        if framework:
            record.framework_at = when
        else:
            record.signed_at = record.ended_at = when
            record.ended, record.cause, record.subject = 4, 1, -1

    def suspend(self, at: float, cause: int, subject: int, step: int, *, planned: float) -> None:
        lot, rate = self.lot(f"resumes[{step}]"), self.number["talks.resumes_per_month"]
        away = -math.log1p(-lot) / rate if rate > 0 else INF
        give_up = self.number["talks.gives_up_after"]
        record = self.record
        self.suspended = True
        record.suspended_at = min(record.suspended_at, at)
        record.cause, record.subject = cause, subject
        self.halted_at = at
        self.stands.append((at, 1))
        self.resume_at = at + away if away < give_up else INF
        self.stands.append((self.resume_at, 0))
        self.time = max(at + away, planned) if away < give_up else INF
        self.dead_at = INF if away < give_up else at + give_up

    def put_off(self, step: int) -> None:
        if self.suspended:
            return
        counted: set[int] = set()
        while True:
            hit = [
                e
                for e, event in enumerate(self.case.events)
                if event.effect.delays is not None
                and e not in counted
                and (
                    self.when[e] > self.before or (self.when[e] == 0.0 == self.before and step == 0)
                )
                and self.when[e] <= self.time
            ]
            if not hit:
                return
            counted.add(hit[0])
            name = f"events[{self.case.events[hit[0]].id}].effect.delays"
            self.time += self.number[name] / DAYS_PER_MONTH

    def stops(self, e: int) -> tuple[int, int] | None:
        """The cause and the subject, if an event suspends the talks when it happens."""
        event = self.case.events[e]
        for p in self.table:
            if self.parties[p] in event.effect.leaves:
                return 6, p
        if event.kind == "deadline" and self.effect(e, "credible"):
            return 4, e
        return (5, e) if self.effect(e, "effect.suspends") else None

    def tired(self, begin: float, end: float) -> tuple[float, float]:
        """When the mediator's patience is at an end, and the hazard that has passed by `end`."""
        patience = max(self.number[f"{self.mediating}.patience"], 1e-6)
        scale = patience / math.gamma(1.5)
        changes = [
            (self.when[e], self.number[f"events[{event.id}].effect.mediator_hazard"])
            for e, event in enumerate(self.case.events)
            if event.effect.mediator_hazard is not None and self.when[e] >= 0
        ]
        room = max(self.clock - self.heat, 0.0)
        edges = sorted({begin, end, *(time for time, _ in changes if begin < time < end)})
        hazard, when = 0.0, INF
        for start, stop in itertools.pairwise(edges):
            factor = math.prod(number for time, number in changes if time <= start)
            since, until = max(start - self.progress, 0.0), max(stop - self.progress, 0.0)
            more = factor * (until**2 - since**2) / scale**2
            if when == INF and more > 0 and self.reaches(hazard + more, room):
                left = math.sqrt(since**2 + (room - hazard) * scale**2 / factor)
                when = max(min(self.progress + left, stop), self.sat_until)
            hazard += more
        return (when if when <= end else INF), hazard

    def leave(self, at: float, by: int) -> None:
        record, case = self.record, self.case
        record.left_at, record.left_by, self.mediated = at, by, False
        mediator = case.parties[self.mediator or 0].mediator
        assert mediator is not None
        blamed = self.refuser
        if mediator.blames == "other-side" and mediator.leans is not None:
            others = [p for p in self.table if self.parties[p] != mediator.leans]
            if len(others) == 1:
                blamed = others[0]
            elif blamed not in others:
                blamed = None
        record.blamed = -1 if blamed is None else self.table.index(blamed)

    def interval(self, step: int) -> bool:
        """Play what lies before the next session; is it held?"""
        fixed, record = self.fixed, self.record
        self.put_off(step)
        begin, planned = self.before, min(self.time, self.dead_at)
        end = min(planned, fixed.until)
        ahead = [
            (time, e)
            for e, time in enumerate(self.when)
            if 0 <= begin < time <= end or (time == 0.0 and step == 0)
        ]
        stop, cause, subject = INF, 0, -1
        escalated, by = INF, -1
        left, left_by = INF, -1
        stopping = [
            (time, e)
            for e in range(len(self.when))
            if self.stops(e) is not None
            and self.when[e] >= 0
            and (begin < (time := self.stop_time(e)) <= end or (time == 0.0 and step == 0))
        ]
        if stopping and not self.suspended:
            stop, e = min(stopping)
            cause, subject = self.stops(e) or (0, -1)
        for time, e in sorted(ahead):
            if escalated == INF and self.effect(e, "effect.escalates"):
                escalated, by = time, e
            if self.mediated and left == INF and self.mediator_goes(e):
                left, left_by = time, e
        hazard = 0.0
        if self.mediated:
            tired, hazard = self.tired(begin, min(end, stop))
            if tired < left:
                left, left_by = tired, -1
        alone = self.lot(f"goes on without it[{step}]") < self.number["talks.without_mediator"]
        if left < stop and not alone:
            stop, cause, subject = left, 3, -1
        cut = min(end, stop, escalated)
        if left <= cut and left < INF:
            self.leave(left, left_by)
        else:
            self.heat += hazard
        for e, event in enumerate(self.case.events):
            if 0 <= self.when[e] <= cut:
                self.heard |= {p for p in self.outside if self.parties[p] in event.effect.joins}
        if escalated <= min(end, stop):
            record.ended, record.ended_at, record.cause, record.subject = 3, escalated, 5, by
            self.over = True
            return False
        if stop <= end:
            self.before = stop
            if self.suspended:
                # Talks that stood still when it left, and would not go on without it.
                self.time = self.resume_at = INF
                self.stands = [(t, s) for t, s in self.stands if t <= stop]
                self.stands.append((stop, 1))
                self.dead_at = self.halted_at + self.number["talks.gives_up_after"]
            else:
                self.suspend(stop, cause, subject, step, planned=self.time)
            return False
        self.before = end
        if self.dead_at <= fixed.until:
            record.ended, record.ended_at = 2, self.dead_at
            self.over = True
            return False
        if planned > fixed.until:
            if self.suspended and self.resume_at <= fixed.until:
                self.suspended = False
                record.cause, record.subject = 0, -1
            record.ended = 1 if self.suspended else 0
            self.over = True
            return False
        if self.suspended:
            self.suspended = False
            record.cause, record.subject = 0, -1
        return True

    def session(self, step: int) -> None:
        fixed, record, case = self.fixed, self.record, self.case
        meetings = fixed.meetings
        at = self.time
        dated = self.slot < len(meetings) and at >= meetings[self.slot].first
        meeting = meetings[self.slot] if dated else None
        span = meeting.last - meeting.first if meeting else case.talks.session_days / DAYS_PER_MONTH
        last = at + span
        exchanges = case.talks.exchanges
        moments = [at + (last - at) * (k / exchanges) for k in range(1, exchanges + 1)]
        record.sessions += 1
        shares = self.concede(at, moments)
        cut = INF if last <= fixed.until else fixed.until
        for e, event in enumerate(case.events):
            stop = self.stop_time(e)
            if self.when[e] >= 0 and at < stop <= last and self.stops(e) is not None:
                cut = min(cut, stop)
            if at < self.when[e] <= last and (
                event.effect.worth
                or self.effect(e, "effect.escalates")
                or (self.mediated and self.mediator_goes(e))
            ):
                cut = min(cut, self.when[e])
        held = sum(moment <= cut for moment in moments)
        complete = meeting is None or meeting.complete
        tracks = fixed.protocol == "parallel-tracks"
        moved = False
        if complete and held and tracks:
            agenda = [i for i in range(len(self.issues)) if meeting is None or meeting.agenda[i]]
            moved = self.apart(agenda, at, moments[0], shares[0], step)
        if complete and held and not (tracks and meeting is not None and meeting.technical):
            moved |= self.political(at, moments, held, shares, step)
        if moved:
            self.progress = last
        self.sat_until = min(last, fixed.until)
        if dated:
            self.slot += 1
        while self.slot < len(meetings) and meetings[self.slot].first < last - 1e-9:
            self.slot += 1
        follows = self.slot < len(meetings)
        planned = meetings[self.slot].first if follows else last + self.gap(step)
        self.time = max(self.time, planned) if self.suspended else planned

    def concede(self, at: float, moments: list[float]) -> list[dict[int, float]]:
        span = max(self.believed_end(at) - self.start, 1.0 / DAYS_PER_MONTH)
        shares: list[dict[int, float]] = []
        for moment in moments:
            tau = min(max((moment - self.start) / span, 0.0), 1.0)
            share = {}
            for p in self.table:
                name = f"talks.conduct[{self.parties[p]}].exponent"
                share[p] = max(tau ** self.number[name], self.conceded[p])
            shares.append(share)
        last = self.conceded
        for share in shares:
            for f, p in enumerate(self.table):
                if self.fixed.strategies[f] == "tit-for-tat":
                    mean = sum(last[q] for q in self.table if q != p) / (len(self.table) - 1)
                    share[p] = max(mean, self.conceded[p])
            last = share
        self.conceded = dict(shares[-1])
        return shares

    def apart(
        self, agenda: list[int], at: float, moment: float, share: dict[int, float], step: int
    ) -> bool:
        """Settle separable issues on which everybody gains."""
        record = self.record
        separable = [i for i, issue in enumerate(self.case.issues) if issue.separable]
        lots = self.lots(f"settles apart[{step}]", max(1, len(separable)))
        moved = False
        claimants = self.table + self.outside
        for i, lot in zip(separable, lots, strict=False):
            if i not in agenda or record.how[i] or lot >= self.number["talks.settles_apart"]:
                continue
            now = self.x0[i]
            gain = {
                (p, o): self.worth(p, i, o, at) - self.worth(p, i, now, at)
                if self.counts(p, i)
                else 0.0
                for p in claimants
                for o in range(len(self.options[i]))
            }
            may = []
            for o in range(len(self.options[i])):
                holds = list(self.x0)
                for j, settled in self.settled.items():
                    holds[j] = settled
                holds[i] = o
                if (
                    o != now
                    and not self.barred(i, o)
                    and all(self.reaches(gain[p, o], -TOLERANCE) for p in claimants)
                    and self.keeps(tuple(holds), i)
                    and all(self.inside(p, i, o) for p in self.table)
                ):
                    may.append(o)
            most = {p: max([0.0, *(gain[p, o] for o in may)]) for p in self.table}
            may = [
                o
                for o in may
                if all(
                    self.reaches(gain[p, o], (1.0 - share[p]) * most[p] - TOLERANCE)
                    for p in self.table
                )
                and max(gain[p, o] for p in self.table) > TOLERANCE
            ]
            if not may:
                continue
            taken = max(may, key=lambda o: math.prod(max(gain[p, o], 0.0) for p in self.table))
            record.package[i], record.how[i], record.closed_at[i] = taken, 1, moment
            record.partial_at = min(record.partial_at, moment)
            self.settled[i] = taken
            moved = True
        return moved

    def keeps(self, package: Package, i: int) -> bool:
        """Whether the rules that touch an issue, and others, are kept."""
        return not any(
            len(link.terms) > 1
            and any(term.issue == self.issues[i] for term in link.terms)
            and self.broken(link, package)
            for link in self.case.links
        )

    def inside(self, p: int, i: int, o: int) -> bool:
        """Whether an option lies within the mandate of a negotiator's delegates."""
        return p in self.unbound or not any(
            position.party == self.parties[p]
            and position.issue == self.issues[i]
            and position.mandate is not None
            and self.options[i][o] not in position.mandate.options
            for position in self.case.positions
        )

    def play(self) -> Record:
        """Play the run to its end."""
        meetings = self.fixed.meetings
        self.slot, self.before, self.sat_until = 0, 0.0, 0.0
        self.start = self.time = meetings[0].first if meetings else self.gap(-1)
        self.dead_at, self.over = INF, False
        self.stands = [(-INF, 0)]
        step = 0
        while not self.over and self.record.ended != 4:
            if self.interval(step):
                self.session(step)
            step += 1
        if self.record.ended > 1:
            self.stands.append((self.record.ended_at, self.record.ended))
        self.record.standing = [
            [course for time, course in self.stands if time <= day][-1] for day in self.fixed.grid
        ]
        return self.record
