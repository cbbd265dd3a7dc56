"""What a case fixes before any number is drawn: who, what, and which rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, Term

__all__ = ["Conjunction", "Line", "Structure", "structure"]


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Terms that hold together: for each of some issues, one of some options.

    Parameters
    ----------
    link
        Id of the link in the case.
    terms
        Pairs (issue index, option indices); the conjunction holds in a package when every
        issue named is settled by one of its options.
    """

    link: str
    terms: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One red line of a case: who rules out which options of which issue, by index."""

    party: int
    issue: int
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The fixed part of a bargaining problem over P parties and I issues.

    Parameters
    ----------
    parties, issues
        Ids, in the order of the case.
    options
        Option ids of each issue, in ladder order.
    status_quo
        x0: for each issue, the index of the option that holds without agreement.
    consent
        Shape (P, I): whether the party's consent is needed on the issue.
    lines
        The red lines, in the order of the case.
    rules
        Conjunctions that no package may satisfy (``excludes``, and ``requires`` turned around).
    bonuses
        Conjunctions that add b_p(l) to utilities when they hold.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    status_quo: tuple[int, ...]
    consent: NDArray[np.bool_]
    lines: tuple[Line, ...]
    rules: tuple[Conjunction, ...]
    bonuses: tuple[Conjunction, ...]

    @property
    def full(self) -> tuple[int, ...]:
        """Indices of the parties without whose consent there is no agreement at all."""
        return tuple(int(p) for p in np.flatnonzero(self.consent.all(axis=1)))

    @property
    def limited(self) -> tuple[int, ...]:
        """Indices of the parties whose consent is needed on some issues only."""
        some = self.consent.any(axis=1) & ~self.consent.all(axis=1)
        return tuple(int(p) for p in np.flatnonzero(some))

    @property
    def width(self) -> int:
        """The largest number of options of an issue."""
        return max(len(options) for options in self.options)


def structure(case: Case) -> Structure:
    """Return the fixed part of the bargaining problem that `case` describes."""
    parties = tuple(party.id for party in case.parties)
    issues = tuple(issue.id for issue in case.issues)
    options = tuple(tuple(option.id for option in issue.options) for issue in case.issues)
    consent = np.zeros((len(parties), len(issues)), dtype=bool)
    for p, party in enumerate(case.parties):
        if isinstance(party.consent, bool):
            consent[p] = party.consent
        else:
            consent[p, [issues.index(issue) for issue in party.consent]] = True

    def indices(term: Term) -> tuple[int, tuple[int, ...]]:
        i = issues.index(term.issue)
        return i, tuple(sorted({options[i].index(option) for option in term.options}))

    rules = []
    bonuses = []
    for link in case.links:
        if link.requires is not None:
            i, then = indices(link.requires.then)
            rest = tuple(o for o in range(len(options[i])) if o not in then)
            if rest:
                terms = (indices(link.requires.if_), (i, rest))
                rules.append(Conjunction(link.id, terms))
        elif link.excludes is not None:
            rules.append(Conjunction(link.id, tuple(indices(t) for t in link.excludes)))
        else:
            bonuses.append(Conjunction(link.id, tuple(indices(t) for t in link.terms)))
    return Structure(
        parties=parties,
        issues=issues,
        options=options,
        status_quo=tuple(
            options[i].index(issue.without_agreement) for i, issue in enumerate(case.issues)
        ),
        consent=consent,
        lines=tuple(
            Line(
                parties.index(position.party),
                (i := issues.index(position.issue)),
                tuple(options[i].index(option) for option in line.options),
            )
            for position in case.positions
            for line in position.red_lines
        ),
        rules=tuple(rules),
        bonuses=tuple(bonuses),
    )
