"""What happens within a session of one run, in sentences that do not say the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from goodoffices.brief._document import Inlines, Trace, inlines
from goodoffices.brief._words.lexicon import Lexicon, capital, join
from goodoffices.brief._words.numbers import count, listing, signed, utility
from goodoffices.brief._words.packages import settles
from goodoffices.brief._words.talks import METHOD
from goodoffices.talks import Moment

__all__ = ["Told"]

_ISSUES = 4
"""Issues of a text or an offer that a sentence can carry."""
_TIMES = ("", "once", "twice")

_Package = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Told:
    """What has been told of a run: its texts and offers by number, what holds on each issue."""

    words: Lexicon
    known: dict[str, dict[_Package, int]] = field(default_factory=lambda: {"text": {}, "offer": {}})
    latest: dict[str, dict[str, str]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    @property
    def mediator(self) -> str | None:
        """The party that mediates."""
        return next((party.id for party in self.words.case.parties if party.mediator), None)

    def nothing(self, *, mediated: bool, many: bool = False) -> Inlines:
        """Return that a session, or each of several, brings nothing."""
        if mediated and self.mediator is not None:
            each = "each time " if many else ""
            return inlines(
                capital(self.words.the(self.mediator)), f" {each}finds no text to table that the "
                "parties could live with.",
            )  # fmt: skip
        return inlines("Nobody makes an offer." if not many else "Nobody makes an offer in them.")

    def session(self, moments: Sequence[Moment]) -> list[Inlines]:
        """Return what is said and settled at the table as sentences."""
        said: list[Inlines] = []
        for kind, same in groupby(moments, key=lambda moment: moment.kind):
            said += self.run(kind, list(same))
        return said

    def run(self, kind: str, moments: list[Moment]) -> list[Inlines]:
        """Return moments of one kind, one after the other in time, as sentences."""
        match kind:
            case "settled-apart":
                return [self.apart(moments)]
            case "no-text":
                return [self.nothing(mediated=True)]
            case "text":
                return list(self.texts(moments))
            case "offer":
                return list(self.offers(moments))
            case "mandate":
                return [self.mandates(moments)]
            case "framework":
                return [self.framework(moments[0])]
            case "signed":
                return [inlines("A comprehensive agreement is signed; the table shows it in full.")]
            case "refused-outside":
                return [self.refused(moments)]
        raise ValueError(f"expected a kind of moment within a session, got {kind!r}")

    def apart(self, moments: list[Moment]) -> Inlines:
        """Return issues settled on their own."""
        pairs = {moment.data["issue"]: moment.data["option"] for moment in moments}
        self.settled |= set(pairs)
        return inlines("Settled on their own: " if len(pairs) > 1 else "Settled on its own: ",
                       settles(self.words, pairs, tuple(pairs)), ".")  # fmt: skip

    def texts(self, moments: list[Moment]) -> Iterator[Inlines]:
        """Yield the texts tabled in a session; the same one again is counted."""
        who = self.words.the(self.mediator) if self.mediator else inlines("the mediator")

        def key(moment: Moment) -> tuple[_Package, tuple[tuple[str, bool], ...], bool]:
            paid = any(value > 0 for value in moment.data["paid"].values())
            accepted = tuple(moment.data["accepted"].items())
            return _package(moment), accepted, paid

        before = self.repeated(moments)
        if before:
            answers = self.answers(moments[0].data["accepted"])
            yield inlines(capital(who), f" tables {before} again; ", answers, ".")
            return
        for n, (_, same) in enumerate(groupby(moments, key=key)):
            found = list(same)
            first = found[0]
            new, name, content = self.naming("text", first)
            verb = inlines(capital(who), " tables ") if n == 0 else inlines("Then it tables ")
            again = "" if new else " again"
            answers = self.answers(first.data["accepted"])
            opening = inlines(verb, f"{name}{again}{_times(len(found))}")
            if new:
                yield inlines(
                    opening, ", which would ", content, ". ", capital(answers),
                    "; against no agreement it is worth ", self.gains(first), ".",
                )  # fmt: skip
            else:
                yield inlines(opening, "; ", answers, ".")
            spent = {p: v for p, v in found[-1].data["paid"].items() if v > 0}
            if spent:
                parts = [
                    inlines(self.words.the(party), " by ", Trace(inlines(_spent(value)), METHOD))
                    for party, value in spent.items()
                ]
                yield inlines(
                    "With inducements or pressure ", who, " moves ", join(parts),
                    ", and the text is agreed.",
                )  # fmt: skip

    def repeated(self, moments: list[Moment]) -> str:
        """Return the texts of a session by number where all are known and answered alike."""
        known = self.known["text"]
        packages = list(dict.fromkeys(_package(moment) for moment in moments))
        answers = {tuple(moment.data["accepted"].items()) for moment in moments}
        agreed = all(moments[-1].data["accepted"].values()) or any(
            value > 0 for value in moments[-1].data["paid"].values()
        )
        if len(packages) < 2 or len(answers) > 1 or agreed or not known.keys() >= set(packages):
            return ""
        self.latest["text"] = dict(_package(moments[-1]))
        names = listing([f"text {known[package]}" for package in packages])
        return f"{names}"

    def gains(self, moment: Moment) -> Inlines:
        """Return what a text would give each party against no agreement."""
        return join(
            [
                inlines(Trace(inlines(signed(value)), METHOD), " to ", self.words.the(party))
                for party, value in moment.data["surplus"].items()
            ]
        )

    def answers(self, accepted: dict[str, bool]) -> Inlines:
        """Return who accepts and who refuses."""
        every = "both" if len(accepted) == 2 else "all"
        if all(accepted.values()):
            return inlines(f"{every} accept")
        if not any(accepted.values()):
            return inlines(f"{every} refuse")
        yes = [self.words.the(party) for party, says in accepted.items() if says]
        no = [self.words.the(party) for party, says in accepted.items() if not says]
        accept, refuse = (
            f" {verb}{'s' if len(who) == 1 else ''}"
            for verb, who in (("accept", yes), ("refuse", no))
        )
        return inlines(join(yes), accept, ", ", join(no), refuse)

    def offers(self, moments: list[Moment]) -> Iterator[Inlines]:
        """Yield the offers of a session, party by party, and who accepts at its end."""
        made: dict[str, dict[_Package, list[Moment]]] = {}
        for moment in moments:
            if not moment.data["accepts"]:
                own = made.setdefault(moment.data["party"], {})
                own.setdefault(_package(moment), []).append(moment)
        for party, packages in made.items():
            for n, same in enumerate(packages.values()):
                new, name, content = self.naming("offer", same[0])
                again = "" if new else " again"
                verb = (
                    inlines(capital(self.words.the(party)), " makes ")
                    if n == 0
                    else inlines("Then it makes ")
                )
                what = inlines(", which would ", content) if new else ()
                yield inlines(verb, f"{name}{again}{_times(len(same))}", what, ".")
        takers = list(dict.fromkeys(m.data["party"] for m in moments if m.data["accepts"]))
        if takers:
            accept = "accepts" if len(takers) == 1 else "accept"
            who = join([self.words.the(party) for party in takers])
            yield inlines(capital(who), f" {accept} what is on the table.")

    def naming(self, noun: str, moment: Moment) -> tuple[bool, str, Inlines]:
        """Return whether a text or offer is new, its number, and what it would do if it is."""
        known = self.known[noun]
        key = _package(moment)
        package = dict(key)
        before = self.latest.get(noun)
        self.latest[noun] = package
        if key in known:
            return False, f"{noun} {known[key]}", ()
        known[key] = len(known) + 1
        name = f"{noun} {known[key]}"
        if before is None:
            return True, name, inlines("settle ", self.content(package))
        changed = [issue for issue, option in package.items() if before.get(issue) != option]
        parts = [
            inlines(self.words.issue(issue), " (to ", self.words.option(issue, package[issue]), ")")
            for issue in changed[:_ISSUES]
        ]
        rest = len(changed) - _ISSUES
        others = f" and {count(rest, 'more issue')}" if rest > 0 else ""
        last = "the last one" if noun == "text" else "the last offer"
        return True, name, inlines(f"change {last} on ", join(parts), others)

    def content(self, package: dict[str, str]) -> Inlines:
        """Return how a package would settle what it would change, the first issues by name."""
        open_ = [
            issue.id
            for issue in self.words.case.issues
            if issue.id in package
            and issue.id not in self.settled
            and package[issue.id] != issue.without_agreement
        ]
        if not open_:
            return inlines("nothing beyond what holds without agreement")
        rest = len(open_) - _ISSUES
        others = f", and {count(rest, 'more issue')}" if rest > 0 else ""
        return inlines(settles(self.words, package, tuple(open_[:_ISSUES])), others)

    def mandates(self, moments: list[Moment]) -> Inlines:
        """Return whose delegates carry home what lies beyond their mandate."""
        parties = list(dict.fromkeys(moment.data["party"] for moment in moments))
        who = join([self.words.of(party) for party in parties])
        return inlines(
            "The delegates of this round cannot decide alone: ", who, " delegation takes home "
            "what lies beyond its mandate, and is free to agree to it from the next round on.",
        )  # fmt: skip

    def framework(self, moment: Moment) -> Inlines:
        """Return a framework of principles."""
        package = {
            issue: option
            for issue, option in moment.data["package"].items()
            if issue not in self.settled
        }
        self.settled |= set(package)
        return inlines(
            "A framework of principles is agreed: ", settles(self.words, package, tuple(package)),
            ".",
        )  # fmt: skip

    def refused(self, moments: list[Moment]) -> Inlines:
        """Return who refuses what was agreed at the table without it."""
        parties = list(dict.fromkeys(moment.data["party"] for moment in moments))
        who = join([self.words.the(party) for party in parties])
        return inlines(
            "What has been agreed at the table meets the refusal of ", who,
            ", whose consent is needed on some issues; from here on the table knows its limits.",
        )  # fmt: skip


def _package(moment: Moment) -> _Package:
    return tuple((moment.data["package"] or {}).items())


def _times(number: int) -> str:
    """Return how often, after what is done; nothing where it is once."""
    if number == 1:
        return ""
    return f" {_TIMES[number] if number < len(_TIMES) else count(number, 'time')}"


def _spent(value: float) -> str:
    return utility(value) if value >= 0.01 else "less than 0.01"
