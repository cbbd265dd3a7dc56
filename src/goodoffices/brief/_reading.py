"""A reading in words: what a document claims, who says so, and what could not be resolved."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from goodoffices.brief._words.reading import CUE_POLARITY
from goodoffices.reading import (
    FLAGS,
    Condition,
    ProposedClaim,
    ProposedDelegate,
    ProposedRound,
    Reading,
)

__all__ = ["reading_line", "reading_text"]

_KIND = {
    "fact": "The author states",
    "judgement": "The author judges",
    "forecast": "The author expects",
    "attributed": "Somebody says",
}
_ORDER = {
    "not-before": "order: not before {first}",
    "before": "order: {first}, and then {then}",
    "if": "condition: if {first}",
    "unless": "condition: unless {first}",
    "without": "condition: not without {first}",
    "depends": "depends on: {first}",
}
_WIDTH = 96


def reading_line(reading: Reading) -> str:
    """Return a reading on one line, for a list of many."""
    kinds = Counter(claim.kind for claim in reading.claims)
    counted = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    doubts = "".join(f"; look at: {FLAGS.get(flag, flag)}" for flag in reading.document.flags)
    claims = _count(len(reading.claims), "claim")
    return f"{_flat(reading.document.name)}: {claims} ({counted or 'none'}){doubts}"


def reading_text(reading: Reading) -> str:
    """Return a reading as lines of text, each claim with its place and its open questions."""
    document = reading.document
    parts = [f"{_flat(document.name)}: {_count(len(reading.claims), 'proposed claim')}"]
    parts += [f"look at: {FLAGS.get(flag, flag)}" for flag in document.flags]
    parts.append("")
    paragraph = 0
    for claim in reading.claims:
        line = document.line(claim.spans[0].start)
        if line != paragraph:
            parts.append(f"Paragraph {line}")
            paragraph = line
        parts.extend(_claim(document.text, claim))
        parts.append("")
    parts.extend(_delegates(document.text, reading.delegates))
    parts.extend(_rounds(document.text, reading.rounds))
    if reading.uncovered:
        parts.append(
            f"{_count(len(reading.uncovered), 'sentence')} with words of saying or wanting gave no "
            f"claim: {', '.join(f'{s.start}–{s.end}' for s in reading.uncovered)}"
        )
    parts.append("These are proposals of rules. Whether they were said, and are so, is for you.")
    return "\n".join(parts)


def _claim(text: str, claim: ProposedClaim) -> Iterator[str]:
    said = " […] ".join(_flat(span.of(text)) for span in claim.spans)
    head = _KIND[claim.kind]
    if claim.speaker is not None:
        head = _flat(claim.speaker.text)
        if claim.speaker.actor:
            head += f" ({claim.speaker.actor})"
        head += "".join(f" and {_flat(m.text)}" for m in claim.joint)
        head += "".join(f", through {_flat(m.text)}" for m in claim.via)
    if claim.cue_polarity != "affirmed":
        head += f", {CUE_POLARITY[claim.cue_polarity]}"
    if claim.position:
        holder = f" (position of {_flat(claim.holder.text)})" if claim.holder else ""
        head += f", {claim.polarity}{holder}"
    yield from textwrap.wrap(
        f"{head}: “{said}”", _WIDTH, initial_indent="  ", subsequent_indent="    "
    )
    notes = [f"characters {claim.extent.start}–{claim.extent.end}"]
    if claim.issues:
        notes.append("issues: " + ", ".join(label.area for label in claim.issues))
    if claim.hedge != "none":
        notes.append(f"put as {claim.hedge}")
    notes.extend(_condition(text, each) for each in claim.conditions)
    notes.extend(FLAGS.get(flag, flag) for flag in claim.flags)
    yield from textwrap.wrap(
        "; ".join(notes), _WIDTH, initial_indent="    ", subsequent_indent="    "
    )


def _condition(text: str, condition: Condition) -> str:
    first, then = (_flat(span.of(text)) for span in (condition.first, condition.then))
    return _ORDER[condition.kind].format(first=f"“{first}”", then=f"“{then}”")


def _delegates(text: str, delegates: tuple[ProposedDelegate, ...]) -> Iterator[str]:
    if not delegates:
        return
    yield "Delegates"
    for each in delegates:
        side = each.side.actor or each.side.text if each.side else "side unknown"
        offices = "; ".join(_flat(span.of(text)) for span in each.offices) or "office not given"
        notes = [side, offices, *(["leads"] if each.head else []), each.round or "meeting unknown"]
        notes.extend(FLAGS.get(flag, flag) for flag in each.flags)
        yield from textwrap.wrap(
            f"{each.person}: {', '.join(notes)}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="    ",
        )
    yield ""


def _rounds(text: str, rounds: tuple[ProposedRound, ...]) -> Iterator[str]:
    if not rounds:
        return
    yield "Meetings"
    for each in rounds:
        notes: list[str] = [each.status]
        if each.place is not None:
            notes.append(_flat(each.place.of(text)))
        if each.date is not None:
            notes.append(
                each.date.edtf + (f" (so {each.date.inferred})" if each.date.inferred else "")
            )
        notes.extend(_flat(span.of(text)) for span in each.formats)
        if each.parties:
            notes.append("with " + ", ".join(m.actor or m.text for m in each.parties))
        notes.extend(FLAGS.get(flag, flag) for flag in each.flags)
        yield from textwrap.wrap(
            f"{each.id}: {', '.join(notes)}", _WIDTH, initial_indent="  ", subsequent_indent="    "
        )
    yield ""


def _flat(words: str) -> str:
    # Terminals obey control characters and marks of direction, and a document may hold any.
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
