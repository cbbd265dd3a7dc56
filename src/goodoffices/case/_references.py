"""Every id that a case mentions must be one that it, or the taxonomy, defines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from goodoffices.case._dossier import Dossier
from goodoffices.case._draft import Draft
from goodoffices.case._tree import Key
from goodoffices.case.model import (
    SLUG,
    Claim,
    Evidence,
    Link,
    Model,
    Party,
    Position,
    Step,
    Term,
    Watch,
)

__all__ = ["references"]

Path = tuple[Key, ...]

_TERM = re.compile(rf"({SLUG})\.({SLUG})")


def references(dossier: Dossier, areas: Collection[str]) -> Iterator[Draft]:
    """Yield a draft for every unknown, repeated or self-referring id.

    Parameters
    ----------
    dossier
        The readable part of the case.
    areas
        Ids of the areas of the taxonomy.
    """
    yield from _References(dossier, areas).all()


@dataclass(frozen=True, slots=True)
class _References:
    dossier: Dossier
    areas: Collection[str]
    # Unions of ids are asked for once per claim; built anew each time they cost its square.
    joint: dict[tuple[str, ...], Mapping[str, int]] = field(default_factory=dict)
    options: dict[str, frozenset[str]] = field(default_factory=dict)

    def all(self) -> Iterator[Draft]:
        """Yield every draft."""
        case, each = self.dossier.case, self.dossier.each
        for issue in case.issues:
            self.options[issue.id] = frozenset(option.id for option in issue.options)
        for path, claim in each("claims", case.claims):
            yield from self._claim(path, claim)
        for path, actor in each("actors", case.actors):
            yield from self._id((*path, "of"), actor.of, "a party", "parties")
        for path, party in each("parties", case.parties):
            yield from self._party(path, party)
        for path, issue in each("issues", case.issues):
            yield from _unknown((*path, "area"), issue.area, "an area of the taxonomy", self.areas)
            there, what = (*path, "without_agreement"), f"an option of {issue.id}"
            options = tuple(option.id for option in issue.options)
            yield from _unknown(there, issue.without_agreement, what, options)
        for path, position in each("positions", case.positions):
            yield from self._position(path, position)
        for path, link in each("links", case.links):
            yield from self._link(path, link)
        for path, step in each("steps", case.steps):
            yield from self._step(path, step)
        for path, round_ in each("rounds", case.rounds):
            yield from self._ids((*path, "parties"), round_.parties, "a party", "parties")
            yield from self._ids((*path, "agenda"), round_.agenda, "an issue", "issues")
        yield from self._events()
        yield from self._talks()
        yield from self._record()
        yield from self._hypotheses()
        for kind in ("parties", "issues", "positions", "links", "steps", "rounds", "events",
                     "hypotheses", "evidence", "voices", "watch", "offices"):  # fmt: skip
            for path, item in each(kind, getattr(case, kind)):
                yield from self._grounds(path, item)

    def _claim(self, path: Path, claim: Claim) -> Iterator[Draft]:
        speaker = "a party or actor"
        yield from self._id((*path, "source"), claim.source, "a source", "sources")
        yield from self._id((*path, "speaker"), claim.speaker, speaker, "parties", "actors")
        yield from self._ids((*path, "via"), claim.via, speaker, "parties", "actors", once=False)
        kinds = ("parties", "actors", "issues", "rounds", "events", "steps")
        about = "a party, actor, issue, round, event or step"
        yield from self._ids((*path, "about"), claim.about, about, *kinds)
        there = (*path, "contested_by")
        yield from self._ids(there, claim.contested_by, "a claim", "claims", not_=claim.id)

    def _party(self, path: Path, party: Party) -> Iterator[Draft]:
        if not isinstance(party.consent, bool):
            yield from self._ids((*path, "consent"), party.consent, "an issue", "issues")
        if party.mediator is not None:
            there = (*path, "mediator", "leans")
            yield from self._id(there, party.mediator.leans, "a party", "parties")
        if party.side_payments is not None:
            there = (*path, "side_payments", "to")
            yield from self._ids(there, party.side_payments.to, "a party", "parties")
        yield from self._keys((*path, "delegations"), party.delegations, "a round", "rounds")
        if party.weights is not None:
            there = (*path, "weights", "ranking")
            yield from self._ids(there, party.weights.ranking, "an issue", "issues")

    def _position(self, path: Path, position: Position) -> Iterator[Draft]:
        yield from self._id((*path, "party"), position.party, "a party", "parties")
        yield from self._id((*path, "issue"), position.issue, "an issue", "issues")
        options = self.options.get(position.issue)
        if options is None:
            return
        what = f"an option of {position.issue}"
        for key in ("stated", "ideal"):
            word = getattr(position, key)
            if word is not None:
                yield from _unknown((*path, key), word, what, options)
        for word in position.values or ():
            yield from _unknown((*path, "values", word), word, what, options, on_key=True)
        lists = {(*path, "ranking"): position.ranking or ()}
        for n, line in enumerate(position.red_lines):
            lists[*path, "red_lines", n, "options"] = line.options
        if position.mandate is not None:
            lists[*path, "mandate", "options"] = position.mandate.options
        for there, words in lists.items():
            for n, word in enumerate(words):
                yield from _unknown((*there, n), word, what, options)
            yield from _repeated(there, words)

    def _link(self, path: Path, link: Link) -> Iterator[Draft]:
        places: list[tuple[Path, Term]] = []
        if link.requires is not None:
            places += [((*path, "requires", "if"), link.requires.if_)]
            places += [((*path, "requires", "then"), link.requires.then)]
        for key in ("excludes", "together"):
            terms = getattr(link, key) or ()
            places += [((*path, key, n), term) for n, term in enumerate(terms)]
        seen: set[str] = set()
        for there, term in places:
            yield from self._term(there, term)
            if term.issue in seen:
                yield Draft(
                    there,
                    f"the issue '{term.issue}' stands twice in one link, expected every issue once "
                    f"(options of one issue exclude each other; write {term.issue}.a|b for 'or')",
                )
            seen.add(term.issue)
        yield from self._keys((*path, "bonus"), link.bonus or (), "a party", "parties")

    def _step(self, path: Path, step: Step) -> Iterator[Draft]:
        yield from self._ids((*path, "by"), step.by, "a party or actor", "parties", "actors")
        for n, term in enumerate(step.settles):
            yield from self._term((*path, "settles", n), term)
        for key, words in (("after", step.after), ("with", step.with_)):
            yield from self._ids((*path, key), words, "a step", "steps", not_=step.id)
        for n, condition in enumerate(step.waits_for):
            there = (*path, "waits_for", n)
            yield from self._id((*there, "party"), condition.party, "a party", "parties")
            there = (*there, "steps")
            yield from self._ids(there, condition.steps, "a step", "steps", not_=step.id)
        yield from self._keys((*path, "kappa"), step.kappa, "a party", "parties")

    def _events(self) -> Iterator[Draft]:
        for path, event in self.dossier.each("events", self.dossier.case.events):
            effect = event.effect
            there = (*path, "effect")
            keys = (*there, "no_agreement")
            yield from self._keys(keys, effect.no_agreement, "a party", "parties")
            yield from self._ids((*there, "joins"), effect.joins, "a party", "parties")
            yield from self._ids((*there, "leaves"), effect.leaves, "a party", "parties")
            keys = (*there, "worth")
            yield from self._keys(keys, effect.worth, "a party", "parties")
            for party, options in effect.worth.items():
                yield from self._option_keys((*keys, party), options)

    def _talks(self) -> Iterator[Draft]:
        talks = self.dossier.case.talks
        conduct = ("talks", "conduct")
        yield from self._keys(conduct, talks.conduct, "a party", "parties")
        yield from self._grounds(("talks",), talks)

    def _record(self) -> Iterator[Draft]:
        beside = self.dossier.case.record
        if beside is None:
            return
        for name in type(beside.features).model_fields:
            for n, term in enumerate(getattr(beside.features, name) or ()):
                yield from self._term(("record", "features", name, n), term)
        yield from self._grounds(("record",), beside)

    def _hypotheses(self) -> Iterator[Draft]:
        case, each = self.dossier.case, self.dossier.each
        mediators = {party.id for party in case.parties if party.mediator is not None}
        known = self.dossier.ids.get("parties", {})
        for path, hypothesis in each("hypotheses", case.hypotheses):
            there = (*path, "about")
            yield from self._id(there, hypothesis.about, "a party", "parties")
            missing = hypothesis.about in known and hypothesis.about not in mediators
            if missing and "parties" not in self.dossier.partial:
                yield Draft(
                    there,
                    f"the party '{hypothesis.about}' has no `mediator`, expected a mediator",
                    word=hypothesis.about if mediators else "",
                    known=mediators,
                )
            yield from self._id((*path, "side"), hypothesis.side, "a party", "parties")
            if hypothesis.utility is None:
                continue
            there = (*path, "utility")
            keys = (*there, "parties")
            yield from self._keys(keys, hypothesis.utility.parties, "a party", "parties")
            yield from self._option_keys((*there, "options"), hypothesis.utility.options)
        for path, voice in each("voices", case.voices):
            there = (*path, "under")
            yield from self._keys(there, voice.under, "a hypothesis", "hypotheses")
        for path, item in each("evidence", case.evidence):
            yield from self._id((*path, "voice"), item.voice, "a voice", "voices")
            there = (*path, "if_deceiving")
            yield from self._keys(there, item.if_deceiving or {}, "a hypothesis", "hypotheses")
            yield from self._predictions(path, item)
            known = {option.id: n for n, option in enumerate(item.options)}
            if item.chosen is not None:
                yield from _unknown((*path, "chosen"), item.chosen, "one of the options", known)
        for path, coming in each("watch", case.watch):
            yield from self._id((*path, "event"), coming.event, "an event", "events")
            yield from self._id((*path, "round"), coming.round, "a round", "rounds")
            yield from self._predictions(path, coming)

    def _predictions(self, path: Path, item: Evidence | Watch) -> Iterator[Draft]:
        yield from self._id((*path, "about"), item.about, "a party", "parties")
        there = (*path, "likelihood")
        yield from self._keys(there, item.likelihood or {}, "a hypothesis", "hypotheses")
        yield from _repeated((*path, "options"), tuple(option.id for option in item.options))
        for n, option in enumerate(item.options):
            place = (*path, "options", n)
            there = (*place, "utility")
            yield from self._keys(there, option.utility or {}, "a hypothesis", "hypotheses")
            for issue, chosen in (option.package or {}).items():
                there = (*place, "package", issue)
                term = Term(issue=issue, options=(chosen,))
                yield from self._term(there, term, on_key=issue not in self.options)

    def _grounds(self, path: Path, item: Model) -> Iterator[Draft]:
        # Every `claims` list, wherever it stands.
        for name, info in type(item).model_fields.items():
            value = getattr(item, name)
            there = (*path, info.alias or name)
            if name == "claims":
                yield from self._ids(there, value, "a claim", "claims")
            else:
                yield from self._inside(there, value)

    def _inside(self, path: Path, value: object) -> Iterator[Draft]:
        if isinstance(value, Model):
            yield from self._grounds(path, value)
        elif isinstance(value, tuple):
            for n, part in enumerate(value):
                yield from self._inside((*path, n), part)
        elif isinstance(value, dict):
            for key, part in value.items():
                yield from self._inside((*path, key), part)

    def _option_keys(self, path: Path, words: Iterable[str]) -> Iterator[Draft]:
        for word in words:
            match = _TERM.fullmatch(word)
            place = (*path, word)
            if match is None:
                message = f"found the key '{word[:60]}', expected issue.option"
                yield Draft(place, message, on_key=True)
            else:
                term = Term(issue=match[1], options=(match[2],))
                yield from self._term(place, term, on_key=True)

    def _term(self, path: Path, term: Term, *, on_key: bool = False) -> Iterator[Draft]:
        known = self.dossier.ids.get("issues")
        if known is not None:
            yield from _unknown(path, term.issue, "an issue", known, on_key=on_key)
        options = self.options.get(term.issue)
        for word in term.options if options is not None else ():
            what = f"an option of {term.issue}"
            yield from _unknown(path, word, what, options or (), on_key=on_key)

    def _id(self, path: Path, word: str | None, what: str, *kinds: str) -> Iterator[Draft]:
        known = self._known(kinds)
        if word is not None and known is not None:
            yield from _unknown(path, word, what, known)

    def _ids(
        self,
        path: Path,
        words: tuple[str, ...],
        what: str,
        *kinds: str,
        not_: str | None = None,
        once: bool = True,
    ) -> Iterator[Draft]:
        for n, word in enumerate(words):
            if word == not_:
                yield Draft((*path, n), f"'{word}' names itself, expected {what} other than it")
            else:
                yield from self._id((*path, n), word, what, *kinds)
        if once:
            yield from _repeated(path, words)

    def _keys(self, path: Path, words: Iterable[str], what: str, *kinds: str) -> Iterator[Draft]:
        known = self._known(kinds)
        for word in words if known is not None else ():
            yield from _unknown((*path, word), word, what, known or (), on_key=True)

    def _known(self, kinds: tuple[str, ...]) -> Mapping[str, int] | None:
        if not all(kind in self.dossier.ids for kind in kinds):
            return None
        if kinds not in self.joint:
            ids = [self.dossier.ids[kind] for kind in kinds]
            self.joint[kinds] = {word: n for known in ids for word, n in known.items()}
        return self.joint[kinds]


def _unknown(
    path: Path, word: str, what: str, known: Collection[str], *, on_key: bool = False
) -> Iterator[Draft]:
    if word not in known:
        yield Draft(path, f"'{word}' is not {what}", on_key=on_key, word=word, known=known)


def _repeated(path: Path, words: tuple[str, ...]) -> Iterator[Draft]:
    seen: set[str] = set()
    for n, word in enumerate(words):
        if word in seen:
            yield Draft((*path, n), f"'{word}' stands twice in this list, expected it once")
        seen.add(word)
