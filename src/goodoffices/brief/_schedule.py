"""A plan for other programs: a table for a spreadsheet, and a calendar."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io

from goodoffices.brief._words.lexicon import Lexicon, shown
from goodoffices.brief._words.steps import act_label, steps_of
from goodoffices.case import Case
from goodoffices.order import OrderResult, Slot

__all__ = ["as_calendar", "as_csv"]

_WIDTH = 75
"""Octets of a line of iCalendar, its end not counted (RFC 5545, section 3.1)."""

_CAUTIOUS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""


def as_csv(case: Case, order: OrderResult) -> str:
    """Return the plan as CSV, one line an act, in the order of its days."""
    words = Lexicon(case)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(
        ["act", "steps", "by", "begins", "finished", "finished_10", "finished_90", "latest_begin",
         "latest_finished", "critical", "critical_share", "changes_a_hand",
         *(f"gain_of_{party}_by_walking_away" for party in order.parties)]
    )  # fmt: skip
    gains = {entry.act: entry.gain for entry in order.commitment.plan if entry.act is not None}
    for slot in order.schedule:
        gain = gains.get(slot.act)
        writer.writerow(
            [
                _harmless(act_label(order, slot.act)),
                " ".join(steps_of(slot.act)),
                _harmless(", ".join(_performers(words, order, slot))),
                slot.begins,
                slot.ends,
                *slot.ends_range,
                slot.latest_begin,
                slot.latest_end,
                "yes" if slot.critical else "no",
                f"{slot.often_critical.value:.4f}",
                "yes" if slot.weighs else "no",
                *("" if gain is None else f"{gain[party]:.6f}" for party in order.parties),
            ]
        )
    return buffer.getvalue()


def as_calendar(case: Case, order: OrderResult) -> str:
    """Return the plan as iCalendar: an event for each act, and one for each deadline of the case.

    Days without hours, so that no time zone has a say. Identifiers depend on the case and the act
    alone, so that an act keeps its own from plan to plan; the time stamp is the case's date, so
    that the same case gives the same bytes.

    References
    ----------
    Desruisseaux 2009, "Internet Calendaring and Scheduling Core Object Specification (iCalendar)",
    RFC 5545.
    """
    words = Lexicon(case)
    stamp = f"DTSTAMP:{order.as_of:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//goodoffices//order//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(shown(case.title))}",
    ]
    for slot in order.schedule:
        low, high = slot.ends_range
        notes = [
            f"By {', '.join(_performers(words, order, slot))}.",
            f"Finished between {low} and {high} in the middle 80 per cent of draws.",
            f"At the latest by {slot.latest_end}, or the whole is delayed.",
            "The plan follows from stated assumptions and forecasts nothing.",
        ]
        lines += _event(
            _uid(case, *(",".join(map(str, part)) for part in _identity(slot))),
            stamp,
            (slot.begins, slot.ends),
            act_label(order, slot.act),
            " ".join(notes),
        )
    for entry in order.milestones:
        name = words.events[entry.event].name if entry.event else "Horizon of the case"
        lines += _event(
            _uid(case, "day", entry.event), stamp, (entry.day, entry.day), shown(name),
            f"{entry.acts} of {len(order.schedule)} acts done by then in the plan.",
        )  # fmt: skip
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(
    uid: str, stamp: str, days: tuple[dt.date, dt.date], summary: str, notes: str
) -> list[str]:
    first, last = days
    # The end of an event of whole days is the day after its last (RFC 5545, section 3.6.1).
    end = max(last, first + dt.timedelta(days=1))
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        stamp,
        f"DTSTART;VALUE=DATE:{_date(first)}",
        f"DTEND;VALUE=DATE:{_date(end)}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(notes)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _date(day: dt.date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _uid(case: Case, *what: object) -> str:
    key = " ".join(map(str, (case.case, *what)))
    digest = hashlib.blake2b(key.encode(), digest_size=12)
    return f"{digest.hexdigest()}@goodoffices.invalid"


def _escaped(text: str) -> str:
    """Return text as iCalendar wants it (RFC 5545, section 3.3.11)."""
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line broken so that no part has more than 75 octets, and no letter is cut."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _WIDTH:
            parts.append(part)
            part, size = " ", 1
        part += letter
        size += octets
    return "\r\n".join([*parts, part])


def _identity(slot: Slot) -> tuple[tuple[object, ...], ...]:
    """Return what tells an act from all others of a case."""
    it = slot.act
    stages = (it.steps, it.deposits, it.releases, it.provisional, it.final)
    return (("act",), *stages, (it.part, it.parts))


def _performers(words: Lexicon, order: OrderResult, slot: Slot) -> list[str]:
    known = {actor.id: actor.name for actor in words.case.actors}
    who = dict.fromkeys(
        party for entry in order.steps if entry.id in steps_of(slot.act) for party in entry.by
    )
    return [words.label(key) if key in words.parties else shown(known[key]) for key in who]


def _harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_CAUTIOUS) else text
