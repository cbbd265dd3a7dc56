"""What a reading would add to a case: entries for a person to accept, mend or reject.

A proposal says what the words support and no more.  The text of a claim is the document's words in
quotation marks, for the analyst to put into words of their own; a claim's credibility is 6 and a
source's reliability F, which both mean that nobody has judged them yet; and whatever is taken for
want of better is listed among the doubts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from goodoffices.case import Case, taxonomy
from goodoffices.case.emit import Data
from goodoffices.reading._about import kind_of, title_of
from goodoffices.reading._clean import clean
from goodoffices.reading._flags import FLAGS
from goodoffices.reading._patch_names import Names, slug
from goodoffices.reading._types import (
    DateMention,
    Document,
    Mention,
    ProposedClaim,
    ProposedDelegate,
    ProposedRound,
    Reading,
    Span,
)

__all__ = ["Proposal", "propose"]

_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PORTFOLIOS: Mapping[str, tuple[str, ...]] = {
    "military": (
        "military", "defence", "defense", "general", "army", "admiral", "staff", "commander",
        "intelligence", "colonel", "security service",
    ),
    "economic": ("finance", "econom", "trade", "fund", "investment", "energy", "treasury", "bank"),
    "humanitarian": ("humanitarian", "ombuds", "human rights", "refugee", "prisoner"),
    "legal": ("legal", "justice", "lawyer", "attorney", "jurist"),
    "political": (
        "foreign", "president", "premier", "prime minister", "aide", "envoy", "ambassador",
        "diplomat", "adviser", "advisor", "negotiator", "chief of staff", "secretary of state",
    ),
}  # fmt: skip
_CUES: Mapping[str, str] = {
    "affirmed": "{}",
    "denied": "denied that: {}",
    "doubted": "doubted that: {}",
    "not-said": "not said: {}",
}
"""The words of a claim are those of the document; whether they were affirmed stands before."""

_ORDERS = ("not-before", "before", "without")
_NOT_YET = re.compile(
    r"[^,;:]{0,80}?\b(?:(?:will|would|shall|can|could|must|should|do|does|did)\s+(?:not|never)|"
    r"cannot|(?:wo|would|ca|could|do|does|did)n[’']t)\s+",
    re.IGNORECASE,
)
"""A subject with a verb that is denied, in a clause that says what must come first."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One entry that a case could have.

    Parameters
    ----------
    id
        "p1", "p2" and so on, in the order of the document.
    kind
        What it is: source, actor, party, claim, round, delegate, position, condition or step.
    path
        The list it is added to, with ids for what lies in lists: ``("parties", "aldora",
        "delegations", "merin-1")``, ``("positions", "aldora/access", "claims")``.
    entry
        The entry.
    place
        Document and line, or "".
    words
        The words it rests on.
    needs
        Ids of proposals without which it cannot stand.
    doubts
        What a person should look at.
    missing
        Keys that must be filled in before it can be accepted.
    """

    id: str
    kind: str
    path: tuple[str, ...]
    entry: Data
    place: str = ""
    words: str = ""
    needs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether a person is asked; sources and actors come along with what needs them."""
        return self.kind not in ("source", "actor")


def propose(
    case: Case, readings: tuple[Reading, ...], names: Names, stored: Mapping[str, str]
) -> tuple[Proposal, ...]:
    """Return what readings of documents would add to a case.

    Parameters
    ----------
    case
        The case.
    readings
        Readings of documents.
    names
        Who is who in the case.
    stored
        By the hash of a document, the file its text is stored in, relative to the case.

    Returns
    -------
    Proposals, each after those it needs.  A claim that the case has from the same place of the same
    text is not proposed again.
    """
    it = _Proposing(case, names, stored)
    for reading in readings:
        it.read(reading)
    return tuple(it.made)


class _Proposing:
    """The proposals made so far."""

    def __init__(self, case: Case, names: Names, stored: Mapping[str, str]) -> None:
        self.made: list[Proposal] = []
        self._case = case
        self._names = names
        self._stored = stored
        self._of: dict[str, str] = {}  # id in the case -> proposal that brings it
        self._rounds: dict[str, str] = {}  # id in the reading -> id in the case
        self._positions = {f"{entry.party}/{entry.issue}" for entry in case.positions}
        self._claimed = {
            (claim.source, claim.at.span) for claim in case.claims if claim.at and claim.at.span
        }

    def read(self, reading: Reading) -> None:
        """Propose what one reading gives."""
        document = reading.document
        self._rounds = {}
        self._names.begin()
        source = self._source(reading)
        for round_ in reading.rounds:
            self._round(document, round_)
        for delegate in reading.delegates:
            self._delegate(document, delegate)
        for claim in reading.claims:
            span = (claim.extent.start, claim.extent.end)
            if (source, span) in self._claimed:
                continue
            self._claimed.add((source, span))
            # In a case a claim has one speaker: what two say together is a claim of each.
            for speaker in (claim.speaker, *claim.joint):
                self._claim(document, source, replace(claim, speaker=speaker, joint=()))

    def _add(self, kind: str, path: tuple[str, ...], entry: Data, **more: object) -> str:
        name = f"p{len(self.made) + 1}"
        made = replace(Proposal(name, kind, path, entry), **more)  # type: ignore[arg-type]  # fields
        self.made.append(made)
        return name

    def _needs(self, *ids: str | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._of[each] for each in ids if each in self._of))

    def _source(self, reading: Reading) -> str:
        document = reading.document
        for source in self._case.sources:
            if source.text is not None and source.text.sha256 == document.sha256:
                return source.id
        title, doubt = title_of(document)
        guess = kind_of(reading)
        key = self._names.fresh(slug(document.name.rsplit(".", 1)[0]) or "document", "sources")
        day = document.date or self._case.as_of.isoformat()
        entry: dict[str, Data] = {
            "id": key,
            "title": title,
            "date": day,
            "kind": guess.kind,
            "reliability": "F",
        }
        if document.sha256 in self._stored:
            entry["text"] = {"file": self._stored[document.sha256], "sha256": document.sha256}
        doubts = [
            f"its kind is a guess ({guess.sign})",
            "reliability and author are for you to say",
            *([doubt] if doubt else []),
            *map(_told, document.flags),
        ]
        if document.date is None:
            doubts.append("its date was not given (--date); the case's as_of stands for it")
        self._of[f"source {key}"] = self._add(
            "source", ("sources",), entry, place=clean(document.name, 200), doubts=tuple(doubts)
        )
        return key

    def _party(self, mention: Mention | None) -> str | None:
        """Return the party that somebody is or speaks for, proposing one that the case lacks."""
        if mention is None:
            return None
        key = self._names.party(mention)
        if key is not None:
            return key
        body = self._names.body(mention)
        if body is None or self._names.actor(body.id) is not None:
            return None
        key = self._names.add_party(body)
        entry = {"id": key, "name": body.names[0] if body.names else body.id}
        self._of[key] = self._add(
            "party", ("parties",), entry, words=clean(mention.text, 200),
            doubts=("whether its consent is needed, and what it wants, is for you to say",),
        )  # fmt: skip
        return key

    def _speaker(self, mention: Mention) -> tuple[str, tuple[str, ...]]:
        """Return the id of who speaks, proposing an actor that the case lacks, and doubts."""
        key = self._names.find(mention)
        if key is not None:
            return key, ()
        doubts: tuple[str, ...] = ()
        name = clean(mention.text, 200)
        if mention.kind == "pronoun":
            name, doubts = f"somebody called “{name}”", (FLAGS["source-is-pronoun"],)
        key = self._names.add_actor(mention, name)
        entry: dict[str, Data] = {"id": key, "name": name}
        if (side := self._names.side(mention)) is not None and side != key:
            entry["of"] = side
        self._of[key] = self._add(
            "actor", ("actors",), entry, words=clean(mention.text, 200), needs=self._needs(side)
        )
        return key, doubts

    def _unnamed(self) -> str:
        key = "unnamed-source"
        if key not in self._of and all(actor.id != key for actor in self._case.actors):
            entry = {"id": self._names.fresh(key, "actors"), "name": "a source that is not named"}
            self._of[key] = self._add("actor", ("actors",), entry)
        return key

    def _claim(self, document: Document, source: str, claim: ProposedClaim) -> None:
        span = (claim.extent.start, claim.extent.end)
        doubts = [*map(_told, claim.flags)]
        words = " … ".join(part.of(document.text) for part in claim.spans)
        key = self._names.fresh(slug(" ".join(words.split()[:7])) or "claim", "claims")
        entry: dict[str, Data] = {
            "id": key,
            "text": _CUES[claim.cue_polarity].format(f"“{clean(words, 3_960)}”"),
            "source": source,
            "at": {"paragraph": document.line(span[0]), "span": list(span)},
        }
        nobody = claim.speaker is not None and _nobody(claim)
        mouths = [mouth for mouth in (claim.speaker, *claim.via) if mouth]
        mouths = [mouth for mouth in mouths if mouth.kind != "impersonal"]
        # Before its mouth is named: a state that speaks for itself is a party, and no other actor.
        holder = self._party(claim.holder or claim.speaker) if claim.position else None
        if nobody:
            mouths = mouths[1:] if mouths[:1] == [claim.speaker] else mouths
        ids = []
        for mouth in mouths:
            mouth_id, more = self._speaker(mouth)
            ids.append(mouth_id)
            doubts += [each for each in more if each not in doubts]
        if nobody or (claim.speaker is None and claim.kind == "attributed"):
            # In a case nobody named means the author; this was somebody else.
            ids.insert(0, self._unnamed())
        if ids and (claim.speaker is not None or claim.kind == "attributed"):
            entry["speaker"] = ids[0]
            ids[1:] = dict.fromkeys(ids[1:])
        via = ids[1:] if "speaker" in entry else ids
        if via:
            entry["via"] = list(via)
        entry["kind"] = claim.kind
        if claim.hedge != "none":
            entry["hedge"] = claim.hedge
        entry["credibility"] = 6
        issues = [issue.id for issue in self._case.issues if issue.area in _areas(claim)]
        known = (self._names.find(mention) for mention in claim.about)
        about = dict.fromkeys(each for each in (holder, *known, *issues) if each is not None)
        if about:
            entry["about"] = list(about)
        doubts += [
            f"it is about “{taxonomy().areas[area].label}”, on which the case has no issue"
            for area in _areas(claim)
            if area not in {issue.area for issue in self._case.issues}
        ]
        place = f"{clean(document.name, 200)}:{document.line(span[0])}"
        made = self._add(
            "claim", ("claims",), entry, place=place, words=clean(words, 400),
            needs=self._needs(f"source {source}", *ids, *about), doubts=tuple(doubts),
        )  # fmt: skip
        self._of[f"claim {key}"] = made
        if holder is not None:
            for issue in issues:
                self._position(holder, issue, key, made)
        if claim.condition is not None and claim.condition.kind in _ORDERS:
            self._steps(document, claim, holder or self._party(claim.speaker), key)

    def _position(self, party: str, issue: str, claim: str, made: str) -> None:
        at = f"{party}/{issue}"
        old = self.made[int(made[1:]) - 1]
        needs = (made, *self._needs(party, f"position {at}"))
        if at in self._positions:
            path: tuple[str, ...] = ("positions", at, "claims")
            self._add("position", path, claim, place=old.place, words=old.words, needs=needs)
            return
        self._positions.add(at)
        entry: dict[str, Data] = {"party": party, "issue": issue, "claims": [claim]}
        self._of[f"position {at}"] = self._add(
            "position", ("positions",), entry, place=old.place, words=old.words, needs=needs,
            doubts=("which option it asks for, and what it is worth to it, is for you to say",),
        )  # fmt: skip

    def _steps(self, document: Document, claim: ProposedClaim, party: str | None, key: str) -> None:
        condition = claim.condition
        if condition is None or party is None:
            return
        place = f"{clean(document.name, 200)}:{document.line(claim.extent.start)}"
        first, needs = self._step(document, claim, condition.first, party, place)
        wait: dict[str, Data] = {"party": party, "steps": [first], "claims": [key]}
        then, more = self._step(document, claim, condition.then, party, place)
        self._add(
            "condition", ("steps", then, "waits_for"), wait, place=place,
            words=clean(claim.sentence.of(document.text), 400),
            needs=(*needs, *more, *self._needs(f"claim {key}", party)),
        )  # fmt: skip

    def _step(
        self, document: Document, claim: ProposedClaim, span: Span, party: str, place: str
    ) -> tuple[str, tuple[str, ...]]:
        """Propose a step of an agreement, or return the one of the same name."""
        if claim.cue is not None and span.holds(claim.cue) and claim.cue.end < span.end:
            # What is demanded, agreed to or refused is the step, and not that somebody does so.
            span = Span(claim.cue.end, span.end)
        denied = _NOT_YET.match(document.text, span.start, span.end)
        if denied is not None and denied.end() < span.end:
            # "It will not open the bay before ...": opening it is the step that waits.
            span = Span(denied.end(), span.end)
        name = clean(span.of(document.text), 200)
        for step in self._case.steps:
            if slug(step.name) == slug(name):
                return step.id, ()
        same = self._of.get(f"step {slug(name)}")
        if same is not None:
            entry = self.made[int(same[1:]) - 1].entry
            return str(entry["id"]) if isinstance(entry, Mapping) else "", (same,)
        found = (self._names.party(mention) for mention in claim.about if span.holds(mention.span))
        by = next((each for each in found if each is not None), None)
        key = self._names.fresh(slug(" ".join(name.split()[:6])) or "step", "steps")
        doubts = () if by else (f"who performs it is not said; {party} stands for it",)
        made = self._add(
            "step", ("steps",), {"id": key, "name": name, "by": [by or party]},
            place=place, words=name, needs=self._needs(by or party), doubts=doubts,
        )  # fmt: skip
        self._of[f"step {slug(name)}"] = made
        return key, (made,)

    def _round(self, document: Document, round_: ProposedRound) -> None:
        if round_.kind != "round":
            return
        days = _days(round_.date)
        place = clean(round_.place.of(document.text), 200) if round_.place else ""
        for old in self._case.rounds:
            known = (old.dates.first.isoformat(), old.dates.last.isoformat())
            if days and days[0] <= known[1] and known[0] <= days[-1] and old.place == place:
                self._rounds[round_.id] = old.id
                return
        key = self._names.fresh(slug(round_.id) or "round", "rounds")
        parties = [each for each in map(self._party, round_.parties) if each is not None]
        words = [part.of(document.text) for part in round_.formats]
        entry: dict[str, Data] = {"id": key}
        if days:
            entry["dates"] = days[0] if days[0] == days[-1] else list(days)
        if place:
            entry["place"] = place
        entry["format"] = clean(words[0], 200) if words else "talks"
        entry["level"] = "political"
        if parties:
            entry["parties"] = list(dict.fromkeys(parties))
        missing = [each for each in ("dates", "place") if each not in entry]
        doubts = ["its level is a guess", *map(_told, round_.flags)]
        if round_.date is not None and round_.date.inferred and days:
            doubts.append("the year is taken from the document's date")
        if not words:
            doubts.append("its format is not said")
        self._rounds[round_.id] = key
        self._of[key] = self._add(
            "round", ("rounds",), entry,
            place=f"{clean(document.name, 200)}:{document.line(round_.span.start)}",
            words=clean(round_.span.of(document.text), 400),
            needs=self._needs(*parties), doubts=tuple(doubts), missing=tuple(missing),
        )  # fmt: skip

    def _delegate(self, document: Document, delegate: ProposedDelegate) -> None:
        party = self._party(delegate.side)
        at = self._rounds.get(delegate.round or "")
        if party is None or at is None or self._sent(party, at, delegate.person):
            return
        offices = [clean(part.of(document.text), 200) for part in delegate.offices]
        portfolio = next(
            (
                name
                for name, signs in _PORTFOLIOS.items()
                if any(sign in office.lower() for office in offices for sign in signs)
            ),
            None,
        )
        doubts = [*map(_told, delegate.flags)]
        if not offices:
            doubts.append("the text gives no office")
        if portfolio is None:
            doubts.append("the portfolio is a guess")
        entry: dict[str, Data] = {
            "name": clean(delegate.person, 200),
            "office": clean(", ".join(offices), 200) or "not given",
            "portfolio": portfolio or "political",
        }
        if delegate.head:
            entry["head"] = True
        self._add(
            "delegate", ("parties", party, "delegations", at), entry,
            place=f"{clean(document.name, 200)}:{document.line(delegate.name.start)}",
            words=clean(delegate.name.of(document.text), 400),
            needs=self._needs(party, at), doubts=tuple(doubts),
        )  # fmt: skip

    def _sent(self, party: str, at: str, person: str) -> bool:
        parties = {each.id: each for each in self._case.parties}
        sent = parties[party].delegations.get(at, ()) if party in parties else ()
        return any(slug(each.name) == slug(person) for each in sent)


def _nobody(claim: ProposedClaim) -> bool:
    """Return whether the words for who speaks name nobody: "reportedly", "no one in ..."."""
    impersonal = claim.speaker is not None and claim.speaker.kind == "impersonal"
    return impersonal or "source-negative" in claim.flags


def _told(flag: str) -> str:
    return FLAGS.get(flag, flag.replace("-", " "))


def _areas(claim: ProposedClaim) -> list[str]:
    return [label.area for label in claim.issues]


def _days(date: DateMention | None) -> tuple[str, ...]:
    """Return the first and last day of an EDTF date or range of full days, else nothing."""
    if date is None:
        return ()
    parts = (date.inferred or date.edtf).split("/")
    return tuple(parts) if all(_FULL_DATE.fullmatch(part) for part in parts) else ()
