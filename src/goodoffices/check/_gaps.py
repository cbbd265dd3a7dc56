"""What is not known: blank cells of the issue-by-party matrix, seats without a name."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.check._remark import Path, Remark, several

__all__ = ["blanks", "seats"]


def blanks(case: Case) -> Iterator[Remark]:
    """Yield parties with issues on which nothing is known of them, consenting parties first."""
    weighed, voiced = set(), set()
    for position in case.positions:
        cell = position.party, position.issue
        if position.values or position.ideal or position.ranking:
            weighed.add(cell)
        if position.stated or position.red_lines:
            voiced.add(cell)
    spoken = {party for party, _ in weighed | voiced}
    order = sorted(enumerate(case.parties), key=lambda pair: not pair[1].consent)
    for n, party in order:
        # A party that neither consents nor holds any position is no party to the issues at all.
        if not party.consent and party.id not in spoken:
            continue
        everything = [issue.id for issue in case.issues]
        issues = everything if isinstance(party.consent, bool) else list(party.consent)
        blank = [i for i in issues if (party.id, i) not in weighed | voiced]
        voice = [i for i in issues if (party.id, i) in voiced - weighed]
        parts = []
        if blank:
            parts.append(f"nothing is known of {party.id} on {several(blank)}")
        if voice:
            head = "only demands" if parts else f"only demands of {party.id}"
            parts.append(f"{head}, and not what they are worth to it, on {several(voice)}")
        if parts:
            known = f" ({len(issues) - len(blank) - len(voice)} of {len(issues)} issues are known)"
            message = "; ".join(parts) + known
            yield Remark("blank-cell", ("parties", n), message, (party.id, *blank, *voice))


def seats(case: Case) -> Iterator[Remark]:
    """Yield rounds at which a party sits without a name, or is named without a seat."""
    for n, round_ in enumerate(case.rounds):
        sent = [party.id for party in case.parties if party.delegations.get(round_.id)]
        path: Path = ("rounds", n)
        empty = [party for party in round_.parties if party not in sent]
        if empty:
            message = f"nobody is named for {several(empty)} at {round_.id}"
            yield Remark("empty-seat", path, message, (round_.id, *empty))
        extra = [party for party in sent if party not in round_.parties]
        if extra and round_.parties:
            names = several(extra)
            message = f"{names} sent delegates to {round_.id}, which does not name them as parties"
            yield Remark("empty-seat", path, message, (round_.id, *extra))
