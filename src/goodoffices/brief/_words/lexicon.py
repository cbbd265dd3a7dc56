"""The names of a case as inline parts: parties, issues, options, claims, rules."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from goodoffices.brief._document import (
    ClaimRef,
    Given,
    Inlines,
    Link,
    Mark,
    PartySign,
    Text,
    inlines,
)
from goodoffices.brief._words.numbers import capitalised, dates
from goodoffices.case import Case, Term, taxonomy
from goodoffices.case import model as nouns

__all__ = ["Lexicon", "anchor", "capital", "join", "shown"]

_WITH_ARTICLE = ("United ", "Organi", "European Union", "Republic ", "Federation ", "Union ")
"""How names begin that English gives an article."""

_HIDDEN = {"Cc", "Cf", "Cs", "Co"}
_WANTED = "\n\t\u200c\u200d"
"""Line ends, and the joiners without which Persian and many Indic words are misspelt."""


def shown(text: str) -> str:
    """Return text of a case without characters that are not seen but act.

    Control characters would break XML; direction overrides would let a name rearrange the
    sentence around it.
    """
    kept = (c for c in text if c in _WANTED or unicodedata.category(c) not in _HIDDEN)
    return " ".join("".join(kept).split())


def anchor(kind: str, key: str) -> str:
    """Return the anchor of something in the document; ids of a case are slugs already."""
    return f"{kind}-{key}"


def join(parts: tuple[Inlines, ...] | list[Inlines], word: str = "and") -> Inlines:
    """Return runs of inline parts as a list in words."""
    joined: Inlines = ()
    for k, part in enumerate(parts):
        if k:
            joined = inlines(joined, f" {word} " if k == len(parts) - 1 else ", ")
        joined = inlines(joined, part)
    return joined


def capital(content: Inlines) -> Inlines:
    """Return inline parts as the beginning of a sentence."""
    first = content[0] if content else None
    if isinstance(first, Text):
        return (Text(capitalised(first.text)), *content[1:])
    return content


@dataclass(frozen=True)
class Lexicon:
    """Names of one case."""

    case: Case

    @cached_property
    def parties(self) -> dict[str, nouns.Party]:
        """Parties by id."""
        return {party.id: party for party in self.case.parties}

    @cached_property
    def issues(self) -> dict[str, nouns.Issue]:
        """Issues by id."""
        return {issue.id: issue for issue in self.case.issues}

    @cached_property
    def links(self) -> dict[str, nouns.Link]:
        """Links by id."""
        return {link.id: link for link in self.case.links}

    @cached_property
    def events(self) -> dict[str, nouns.Event]:
        """Events by id."""
        return {event.id: event for event in self.case.events}

    @cached_property
    def claim_numbers(self) -> dict[str, int]:
        """Number in the ledger by claim id."""
        return {claim.id: k for k, claim in enumerate(self.case.claims, 1)}

    @cached_property
    def signs(self) -> dict[str, int]:
        """Number of the sign of each party: those whose consent is needed come first."""
        ranked = sorted(
            self.case.parties, key=lambda party: (party.consent is not True, not party.consent)
        )
        return {party.id: k for k, party in enumerate(ranked)}

    @cached_property
    def bargainers(self) -> tuple[str, ...]:
        """Parties that hold a position on any issue, in the order of their signs."""
        having = {entry.party for entry in self.case.positions}
        return tuple(sorted(having, key=lambda party: self.signs[party]))

    def label(self, party: str) -> str:
        """Return the short name of a party as a plain string."""
        return shown(self.parties[party].label)

    def party(self, party: str, *, sign: bool = False) -> Inlines:
        """Return the short name of a party, with its sign on demand."""
        name = Given(self.label(party), proper=True)
        return (PartySign(self.signs[party]), name) if sign else (name,)

    def the(self, party: str) -> Inlines:
        """Return the short name of a party as a sentence has it, with "the" where it needs one."""
        name = shown(self.parties[party].name)
        wanting = name.startswith(_WITH_ARTICLE) and (
            self.label(party) == name or self.label(party).isupper()
        )
        return inlines("the " if wanting else "", self.party(party))

    def of(self, party: str) -> Inlines:
        """Return the possessive of a party's name."""
        end = "’" if self.label(party).endswith("s") else "’s"
        return inlines(self.the(party), end)

    def who(self, key: str | None) -> Inlines:
        """Return the name of a party or actor."""
        if key in self.parties:
            return self.party(str(key))
        name = next((actor.name for actor in self.case.actors if actor.id == key), str(key))
        return (Given(shown(name), proper=True),)

    def issue_label(self, issue: str) -> str:
        """Return the name of an issue as a plain string."""
        return shown(self.issues[issue].name)

    def issue(self, issue: str, *, heading: bool = False) -> Inlines:
        """Return the name of an issue, which leads to its ladder; set apart within a sentence."""
        name = (Given(self.issue_label(issue)),)
        return (Link(name, anchor("issue", issue), name=not heading),)

    def issue_list(self, issues: tuple[str, ...] | list[str], word: str = "and") -> Inlines:
        """Return names of issues as a list in words."""
        return join([self.issue(issue) for issue in issues], word)

    def option_label(self, issue: str, option: str) -> str:
        """Return the name of an option as a plain string."""
        options = {entry.id: entry.name for entry in self.issues[issue].options}
        return shown(options.get(option, option))

    def rung(self, issue: str, option: str) -> str:
        """Return the name of an option that the taxonomy has for an issue."""
        return taxonomy().areas[self.issues[issue].area].options[option]

    def option(self, issue: str, option: str) -> Inlines:
        """Return the name of an option, in quotation marks."""
        return inlines("“", Given(self.option_label(issue, option)), "”")

    def option_list(
        self, issue: str, options: tuple[str, ...] | list[str], word: str = "and"
    ) -> Inlines:
        """Return names of options as a list in words."""
        return join([self.option(issue, option) for option in options], word)

    def claims(self, claims: tuple[str, ...], *, most: int = 1000) -> Inlines:
        """Return references to claims, `most` at most, with a mark where one is contested."""
        if not claims:
            return ()
        known = tuple((self.claim_numbers[key], key) for key in claims)
        contested = (Mark("contested"),) if any(map(self.contested, claims)) else ()
        return (ClaimRef(known[:most], max(0, len(known) - most)), *contested)

    def basis(self, claims: tuple[str, ...]) -> Inlines:
        """Return references to claims, or the mark of an assumption where there are none."""
        return self.claims(claims) or (Mark("assumption"),)

    def contested(self, claim: str) -> bool:
        """Return whether a claim contradicts another or is contradicted by one."""
        return claim in self._contested

    @cached_property
    def _contested(self) -> frozenset[str]:
        both = [
            side
            for claim in self.case.claims
            for other in claim.contested_by
            for side in (claim.id, other)
        ]
        return frozenset(both)

    def term(self, term: Term) -> Inlines:
        """Return an issue settled in one of some ways."""
        return inlines(
            self.option_list(term.issue, term.options, "or"), " on ", self.issue(term.issue)
        )

    def rule(self, link: str) -> Inlines:
        """Return a link of the case as a clause: "the rule that ..."."""
        rule = self.links[link]
        if rule.requires is not None:
            first, then = self.term(rule.requires.if_), self.term(rule.requires.then)
            return inlines("the rule that ", first, " requires ", then)
        terms = [self.term(term) for term in rule.terms]
        if rule.together is not None:
            return inlines("the effect of taking ", join(terms), " together")
        if len(terms) == 1:
            return inlines("the rule that no agreement can have ", terms[0])
        return inlines("the rule that ", join(terms), " exclude each other")

    def round(self, key: str) -> nouns.Round:
        """Return a round by id."""
        return next(entry for entry in self.case.rounds if entry.id == key)

    def round_name(self, key: str) -> Inlines:
        """Return a round by its name or place, with its dates."""
        entry = self.round(key)
        when = dates(entry.dates.first, entry.dates.last)
        return inlines(Given(shown(entry.name or entry.place)), f" ({when})")
