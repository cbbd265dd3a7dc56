"""The ledger of claims, by source, and the sources themselves."""

from __future__ import annotations

from goodoffices.brief._compose.context import Context
from goodoffices.brief._document import (
    Cell,
    ClaimRef,
    Column,
    Given,
    Inlines,
    Link,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    inlines,
)
from goodoffices.brief._words.claims import CREDIBILITY, HEDGE, RELIABILITY, place, speaker
from goodoffices.brief._words.lexicon import anchor, join, shown
from goodoffices.brief._words.numbers import count, dates
from goodoffices.case import model as nouns

__all__ = ["claims"]


def claims(it: Context) -> Section:
    """Return the ledger."""
    if not it.case.claims:
        lead = "The case records no claim: everything in this brief is an assumption."
        return Section("claims", inlines("Claims"), (Paragraph(inlines(lead), "lead"),))
    contested = sum(it.words.contested(claim.id) for claim in it.case.claims)
    drifting = sum(claim.drift is not None for claim in it.case.claims)
    lead = (
        f"{count(len(it.case.claims), 'claim').capitalize()} from "
        f"{count(len(it.case.sources), 'source')}, in the analyst’s words; "
        f"{count(contested, 'claim')} contested, {count(drifting, 'claim')} worded otherwise than "
        "in the source relied on. A claim is what somebody says, not what is so."
    )
    parts = [
        Section(anchor("ledger", key), inlines("On ", subject), (_ledger(it, key, subject, mine),))
        for key, subject, mine in _groups(it)
    ]
    if it.excerpts:
        parts.append(Section("words", inlines("The words"), (_words(it),)))
    parts.append(Section("sources", inlines("Sources"), (_sources(it),)))
    return Section("claims", inlines("Claims"), (Paragraph(inlines(lead), "lead"),), tuple(parts))


def _groups(it: Context) -> list[tuple[str, Inlines, list[nouns.Claim]]]:
    """Return claims by the first issue they are about; the rest are about the talks."""
    of: dict[str, list[nouns.Claim]] = {"": [], **{issue.id: [] for issue in it.case.issues}}
    for claim in it.case.claims:
        first = next((key for key in claim.about if key in it.words.issues), "")
        of[first].append(claim)
    subjects: dict[str, Inlines] = {"": inlines("the parties and the talks")}
    for key in it.words.issues:
        subjects[key] = (Given(it.words.issue_label(key)),)
    return [(key or "talks", subjects[key], mine) for key, mine in of.items() if mine]


def _sources(it: Context) -> Table:
    rows = []
    for source in it.case.sources:
        title: Inlines = (Given(shown(source.title), proper=True),)
        number = sum(claim.source == source.id for claim in it.case.claims)
        by = [shown(part) for part in (source.author, source.outlet) if part]
        address = (inlines(Given(shown(source.url), proper=True)),) if source.url else ()
        note = (inlines(Given(shown(source.note))),) if source.note else ()
        when = dates(source.date.first, source.date.last)
        rating = f"{source.reliability}: {RELIABILITY[source.reliability]}"
        rows.append(
            Row(
                (
                    Cell((title, *address, *note)),
                    Cell(
                        (
                            join([(Given(part, proper=True),) for part in by], "in")
                            if by
                            else inlines("–"),
                        )
                    ),
                    Cell((inlines(when), inlines(source.kind))),
                    Cell((inlines(rating),)),
                    Cell((inlines(str(number)),)),
                ),
                anchor("source", source.id),
            )
        )
    heads = ("Source", "By", "When, what", "Reliability", "Claims")
    columns = tuple(Column(inlines(head), numeric=head == "Claims") for head in heads)
    caption = inlines("Sources, with their reliability on the Admiralty scale from A to F")
    return Table("source-list", caption, columns, tuple(rows))


def _ledger(it: Context, key: str, subject: Inlines, mine: list[nouns.Claim]) -> Table:
    heads = ("No.", "Claim", "Who says so, where", "How firm", "Contested by")
    return Table(
        anchor("claims", key),
        inlines("Claims on ", subject),
        tuple(Column(inlines(head)) for head in heads),
        tuple(_row(it, claim) for claim in mine),
    )


def _row(it: Context, claim: nouns.Claim) -> Row:
    text: list[Inlines] = [(Given(shown(claim.text)),)]
    if claim.drift:
        text.append(inlines("Drift: ", Given(shown(claim.drift))))
    if claim.note:
        text.append(inlines("Note: ", Given(shown(claim.note))))
    text.append((Given(claim.id, proper=True),))
    firm = [inlines(claim.kind, f", {HEDGE[claim.hedge]}" if HEDGE[claim.hedge] else "")]
    firm.append(inlines(f"{claim.credibility}: {CREDIBILITY[claim.credibility]}"))
    against = _against(it, claim)
    contested = inlines(ClaimRef(against), Mark("contested")) if against else inlines("–")
    return Row(
        (
            Cell((inlines(str(it.words.claim_numbers[claim.id])),)),
            Cell(tuple(text)),
            Cell((speaker(it.words, claim), _where(it, claim))),
            Cell(tuple(firm)),
            Cell((contested,)),
        ),
        anchor("claim", claim.id),
    )


def _where(it: Context, claim: nouns.Claim) -> Inlines:
    source = next(entry for entry in it.case.sources if entry.id == claim.source)
    name = shown(source.outlet or source.author or source.title)
    when = dates(source.date.first, source.date.last)
    link = Link((Given(name, proper=True),), anchor("source", source.id))
    at = place(claim)
    if claim.id in it.excerpts:
        words = Link((Text(at or "its words"),), anchor("words", claim.id))
        return inlines(link, f", {when}, ", words)
    return inlines(link, f", {when}{f', {at}' if at else ''}")


def _words(it: Context) -> Table:
    rows = []
    for claim in it.case.claims:
        excerpt = it.excerpts.get(claim.id)
        if excerpt is None:
            continue
        number = str(it.words.claim_numbers[claim.id])
        rows.append(
            Row(
                (
                    Cell((inlines(Link((Text(number),), anchor("claim", claim.id))),)),
                    Cell((inlines("“", Given(shown(excerpt.words), proper=True), "”"),)),
                    Cell(
                        (
                            inlines(Given(shown(excerpt.file), proper=True)),
                            inlines(f"line\u00a0{excerpt.line}"),
                        )
                    ),
                ),
                anchor("words", claim.id),
            )
        )
    columns = tuple(Column(inlines(head)) for head in ("No.", "The words", "In the stored text"))
    caption = inlines("The words that claims rest on, as they stand in the stored texts")
    return Table("word-list", caption, columns, tuple(rows))


def _against(it: Context, claim: nouns.Claim) -> tuple[tuple[int, str], ...]:
    """Return the claims on the other side, whichever of the two records the conflict."""
    keys = {*claim.contested_by}
    keys |= {other.id for other in it.case.claims if claim.id in other.contested_by}
    return tuple(sorted((it.words.claim_numbers[key], key) for key in keys))
