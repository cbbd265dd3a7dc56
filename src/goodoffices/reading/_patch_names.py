"""Who is who: names of a document to ids of a case."""

from __future__ import annotations

import re
import unicodedata

from goodoffices.case import Case
from goodoffices.reading._lexicon import Actor, Lexicon
from goodoffices.reading._types import Mention, Span

__all__ = ["Names", "slug"]


def slug(words: str) -> str:
    """Return words as an id: small letters, digits and hyphens, at most 60 of them.

    Examples
    --------
    >>> slug("The Élysée’s  envoy")
    'the-elysees-envoy'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:60].strip("-")


class Names:
    """The ids of a case, by every name that somebody goes by there and in the lexicon.

    It grows as parties and actors are proposed.
    """

    def __init__(self, case: Case, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._parties: dict[str, str] = {}
        self._actors: dict[str, str] = {}
        self._of: dict[str, str] = {}
        self._pronouns: dict[Span, str] = {}
        for party in case.parties:
            for name in (party.id, party.name, party.short or party.name):
                self._parties.setdefault(_key(name), party.id)
        for actor in case.actors:
            if actor.of is not None:
                self._of[actor.id] = actor.of
            for name in (actor.id, actor.name, actor.name.split(",")[0]):
                self._actors.setdefault(_key(name), actor.id)
        shared = {each.id for kind in (case.parties, case.actors, case.issues) for each in kind}
        shared |= {each.id for kind in (case.rounds, case.events) for each in kind}
        self._taken = {
            "shared": shared,
            "sources": {each.id for each in case.sources},
            "claims": {each.id for each in case.claims},
            "steps": {each.id for each in case.steps},
        }

    def begin(self) -> None:
        """Begin another document, in which "he" at the same place is somebody else."""
        self._pronouns.clear()

    def fresh(self, wanted: str, kind: str) -> str:
        """Return an id that nothing of a kind has, and keep it taken."""
        taken = self._taken.get(kind, self._taken["shared"])
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        return name

    def actor(self, key: str) -> str | None:
        """Return the actor of the case that a name of the lexicon stands for."""
        return self._look(key, self._actors)

    def find(self, mention: Mention) -> str | None:
        """Return who in the case somebody is: a party or an actor."""
        if mention.kind == "pronoun":
            return self._pronouns.get(mention.span)
        for known in (self._actors, self._parties):
            found = known.get(_key(mention.text))
            if found is None and mention.actor is not None:
                found = self._look(mention.actor, known)
            if found is not None:
                return found
        return None

    def party(self, mention: Mention) -> str | None:
        """Return the party that somebody is or speaks for."""
        for key in (mention.actor, mention.of):
            if key is not None and (found := self._look(key, self._parties)) is not None:
                return found
        found = self._parties.get(_key(mention.text))
        if found is not None:
            return found
        somebody = self.find(mention)
        side = self._of.get(somebody or "")
        return side if side in self._parties.values() else None

    def side(self, mention: Mention) -> str | None:
        """Return the party or actor that somebody speaks for, where the words say so."""
        if mention.of is None:
            return None
        return self._look(mention.of, self._parties) or self._look(mention.of, self._actors)

    def body(self, mention: Mention) -> Actor | None:
        """Return the state, organisation or group that somebody is or speaks for."""
        for key in (mention.of, mention.actor):
            entry = self._lexicon.actors.get(key or "")
            while entry is not None and entry.of is not None and entry.of in self._lexicon.actors:
                entry = self._lexicon.actors[entry.of]
            if entry is not None and entry.kind in ("state", "organisation", "group"):
                return entry
        return None

    def add_party(self, body: Actor) -> str:
        """Take a party in."""
        name = self.fresh(body.id, "parties")
        for each in (body.id, *body.names):
            self._parties.setdefault(_key(each), name)
        return name

    def add_actor(self, mention: Mention, name: str) -> str:
        """Take an actor in; each pronoun is somebody of its own, for all that is known."""
        if mention.kind == "pronoun":
            key = self.fresh("speaker-to-be-named", "actors")
            self._pronouns[mention.span] = key
            return key
        key = self.fresh(slug(mention.actor or name) or "speaker", "actors")
        self._actors.setdefault(_key(mention.text), key)
        if mention.actor is not None:
            self._actors.setdefault(_key(mention.actor), key)
        if (side := self.side(mention)) is not None:
            self._of[key] = side
        return key

    def _look(self, key: str, known: dict[str, str]) -> str | None:
        if (found := known.get(_key(key))) is not None:
            return found
        entry = self._lexicon.actors.get(key)
        names = (entry.id, *entry.names) if entry is not None else ()
        return next((known[_key(name)] for name in names if _key(name) in known), None)


def _key(name: str) -> str:
    words = slug(name).split("-")
    return "-".join(word for word in words if word != "the")
