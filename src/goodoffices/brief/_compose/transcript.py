"""One run of the talks told as a chronicle, which says that it is made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from goodoffices.brief._compose.talks_told import Told
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Given,
    Inlines,
    Item,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Text,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, capital, join, shown
from goodoffices.brief._words.numbers import count, dates, day, ordinal
from goodoffices.brief._words.talks import ENDED, METHOD, event_name
from goodoffices.talks import Moment, Transcript

__all__ = ["chronicle"]

_WITHIN = frozenset(
    {"settled-apart", "text", "no-text", "offer", "mandate", "framework", "signed",
     "refused-outside"}
)  # fmt: skip
"""What happens in a session."""
_SAYING = frozenset({"text", "no-text", "offer"})
_ORDER = {
    kind: n
    for n, kind in enumerate(
        ("event", "mediator-left", "suspended", "escalated", "collapsed", "resumed")
    )
}
"""In which order what happens on one day is told: causes before what follows from them."""
_REFERENCES = 3


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A session, what happened in it, and whether the talks resumed with it."""

    opening: Moment
    moments: tuple[Moment, ...]
    resumed: bool

    @property
    def plain(self) -> str:
        """What was said, in a round that is not dated in the case and in which nothing changed."""
        kinds = {moment.kind for moment in self.moments}
        if self.opening.data["round"] is not None or self.resumed or kinds - _SAYING:
            return ""
        said = [
            {key: value for key, value in moment.data.items() if key not in ("surplus", "paid")}
            for moment in self.moments
        ]
        return f"{self.opening.data['mediated']}{self.opening.data['technical']}{said}"

    @property
    def idle(self) -> bool:
        """Whether nothing was put forward."""
        return not any(moment.kind != "no-text" for moment in self.moments)


@dataclass(frozen=True, slots=True)
class _Between:
    """What happened on one day outside of sessions."""

    moments: tuple[Moment, ...] = field(default=())


def chronicle(words: Lexicon, it: Transcript) -> Section:
    """Return one run as a section: what it is, the chronicle, and what was signed."""
    number = Trace(inlines(f"run {it.run} of seed {it.seed}"), METHOD)
    lead = inlines(
        "One run of many, made up by the model (", number, "). Nothing told here has happened or "
        "is expected to: it is one story that the assumptions allow, told in the present tense "
        "like a play, and no likelier than any other run.",
    )  # fmt: skip
    told = Told(words)
    items = [Item(entry) for entry in _entries(words, it, told)]
    blocks: list[Block] = [Paragraph(lead, "lead")]
    if items:
        blocks.append(Bullets(tuple(items)))
    else:
        blocks.append(Paragraph(inlines("In this run nothing happens before the last day.")))
    blocks.append(Paragraph(_close(it)))
    signed = next((moment for moment in it.moments if moment.kind == "signed"), None)
    if signed is not None:
        blocks.append(_signed(words, it, signed))
    return Section("transcript", inlines("One run of the talks, made up"), tuple(blocks))


def _close(it: Transcript) -> Inlines:
    return inlines(f"At the end of this run, on {day(it.until)}, {ENDED[it.outcome]}.")


def _signed(words: Lexicon, it: Transcript, moment: Moment) -> Table:
    how = {m.data["issue"]: "on its own" for m in it.moments if m.kind == "settled-apart"}
    for other in it.moments:
        if other.kind == "framework":
            how = dict.fromkeys(other.data["package"], "in the framework") | how
    rows = tuple(
        Row(
            (
                Cell((words.issue(issue, heading=True),)),
                Cell((words.option(issue, option),)),
                Cell((inlines(how.get(issue, "in the agreement")),)),
            )
        )
        for issue, option in moment.data["package"].items()
    )
    columns = tuple(Column(inlines(head)) for head in ("Issue", "Settled as", "How"))
    return Table("transcript-package", inlines("The agreement of this run"), columns, rows)


def _entries(words: Lexicon, it: Transcript, told: Told) -> Iterator[Inlines]:
    groups = list(_grouped(it.moments))
    for alike, same in groupby(groups, key=lambda g: g.plain if isinstance(g, _Meeting) else ""):
        found = list(same)
        meetings = [group for group in found if isinstance(group, _Meeting)] if alike else []
        if len(meetings) > 1 and meetings[0].idle:
            first = meetings[0].opening.data
            yield _several(meetings, told, told.nothing(mediated=first["mediated"], many=True))
        elif len(meetings) > 2:
            yield _meeting(words, meetings[0], told)
            yield _several(meetings[1:], told, inlines("The same is put forward, in vain."))
        else:
            for group in found:
                yield (
                    _meeting(words, group, told)
                    if isinstance(group, _Meeting)
                    else _between(words, group)
                )


def _grouped(moments: Sequence[Moment]) -> Iterator[_Meeting | _Between]:
    """Yield sessions with what happens in them, and the rest by day.

    What comes between two texts of a session belongs to it, such as a deadline that passes while
    the parties sit.
    """
    starts = [k for k, moment in enumerate(moments) if moment.kind == "session"]
    waiting = list(moments[: starts[0]] if starts else moments)
    ends = [*starts[1:], len(moments)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        resumed = bool(waiting) and waiting[-1].kind == "resumed"
        yield from _by_day(waiting[:-1] if resumed else waiting)
        inside = [k for k in range(start + 1, end) if moments[k].kind in _WITHIN]
        over = inside[-1] + 1 if inside else start + 1
        yield _Meeting(moments[start], tuple(moments[start + 1 : over]), resumed)
        waiting = list(moments[over:end])
    yield from _by_day(waiting)


def _by_day(moments: Sequence[Moment]) -> Iterator[_Between]:
    ranked = sorted(moments, key=lambda moment: (moment.day, _ORDER.get(moment.kind, 0)))
    for _, same in groupby(ranked, key=lambda moment: moment.day):
        yield _Between(tuple(same))


def _when(first: dt.date, last: dt.date) -> Strong:
    return Strong(inlines(dates(first, max(first, last))))


def _several(group: list[_Meeting], told: Told, said: Inlines) -> Inlines:
    """Return rounds in which the same was said."""
    first, last = group[0].opening, group[-1].opening
    word = "to" if len(group) > 2 else "and"
    which = f"the {ordinal(first.data['number'])} {word} the {ordinal(last.data['number'])}"
    numbers = f"{count(len(group), 'round')} ({which})"
    return inlines(
        _when(first.day, last.data["last"]), f": {numbers}, {_attended(told, first)}. ", said
    )  # fmt: skip


def _attended(told: Told, opening: Moment) -> str:
    mediator = told.mediator
    if mediator is None:
        return "without a mediator"
    return "with the mediator" if opening.data["mediated"] else "without the mediator"


def _meeting(words: Lexicon, it: _Meeting, told: Told) -> Inlines:
    opening = it.opening
    data = opening.data
    resumed = "the talks resume with " if it.resumed else ""
    level = "technical " if data["technical"] else ""
    number = f"the {ordinal(data['number'])} {level}round of this run"
    if data["round"] is not None:
        entry = words.round(data["round"])
        place = inlines(
            f"{resumed}{number}, at ", Given(shown(entry.place)), " (",
            Given(shown(entry.format)), ")", words.claims(entry.claims, most=_REFERENCES),
        )  # fmt: skip
    else:
        place = inlines(f"{resumed}{number}")
    said: list[Inlines] = []
    for inside, some in groupby(it.moments, key=lambda moment: moment.kind in _WITHIN):
        if inside:
            said += told.session(list(some))
        else:
            said += [
                inlines(f"On {day(group.moments[0].day)}: ", _happenings(words, group.moments))
                for group in _by_day(list(some))
            ]
    if not it.moments:
        said.append(_nothing(told, data))
    return inlines(
        _when(opening.day, data["last"]), ": ", place, f", {_attended(told, opening)}.",
        *(part for sentence in said for part in (Text(" "), *sentence)),
    )  # fmt: skip


def _nothing(told: Told, session: dict[str, bool]) -> Inlines:
    if session["technical"]:
        return inlines("Nothing is settled.")
    if session["mediated"] and told.mediator is not None:
        return inlines("No text is tabled.")
    return told.nothing(mediated=False)


def _between(words: Lexicon, group: _Between) -> Inlines:
    first = group.moments[0].day
    return inlines(_when(first, first), ": ", _happenings(words, group.moments))


def _happenings(words: Lexicon, moments: Sequence[Moment]) -> Inlines:
    """Return what happened on one day outside of what is said at the table, as sentences."""
    joined: Inlines = ()
    for moment in moments:
        if moment.kind != "event" or not _is_told(words, moment, moments):
            sentence = _happening(words, moment, moments)
            joined = inlines(joined, " ", capital(sentence)) if joined else sentence
    return joined


def _is_told(words: Lexicon, event: Moment, moments: Sequence[Moment]) -> bool:
    """Return whether an event is told with what follows from it on the same day."""
    key = event.data["event"]
    return any(
        (moment.kind == "suspended" and moment.data["subject"] == key)
        or (moment.kind == "escalated" and moment.data["event"] == key)
        or (moment.kind == "mediator-left" and moment.data["by"] == key and not _firm(words, key))
        for moment in moments
    )


def _firm(words: Lexicon, event: str) -> bool:
    """Return whether there is more to tell of an event than that it came."""
    return words.events[event].kind == "deadline" or bool(words.events[event].effect.joins)


def _happening(words: Lexicon, moment: Moment, moments: Sequence[Moment]) -> Inlines:
    data = moment.data
    match moment.kind:
        case "event":
            return _event(words, data["event"], moments)
        case "mediator-left":
            return _leaving(words, data)
        case "suspended":
            return _suspended(words, data["cause"], data["subject"])
        case "escalated":
            return inlines(_named(words, data["event"]), " ends the talks, and the conflict "
                           "escalates.")  # fmt: skip
        case "collapsed":
            return inlines("suspended for longer than the parties wait, the talks have collapsed.")
        case "resumed":
            return inlines("the talks resume.")
    raise ValueError(f"expected a kind of moment outside of sessions, got {moment.kind!r}")


def _named(words: Lexicon, event: str) -> Inlines:
    claims = words.claims(words.events[event].claims, most=_REFERENCES)
    return inlines(event_name(words, event), claims)


def _event(words: Lexicon, event: str, moments: Sequence[Moment]) -> Inlines:
    entry = words.events[event]
    left = any(m.kind == "suspended" and m.data["cause"] == "party-left" for m in moments)
    if entry.kind == "deadline":
        return inlines("the deadline ", _named(words, event), " passes and is not kept.")
    if left and entry.effect.leaves:
        return inlines(_named(words, event), " comes to pass.")
    joins = join([words.the(party) for party in entry.effect.joins])
    joining = inlines(", and with it ", joins, " at the table") if joins else ()
    return inlines(_named(words, event), " comes to pass", joining, ".")


def _leaving(words: Lexicon, data: dict[str, str | None]) -> Inlines:
    who = next(party.id for party in words.case.parties if party.mediator)
    event, blamed = data["by"], data["blamed"]
    why = (
        inlines(" with ", event_name(words, event) if _firm(words, event) else _named(words, event))
        if event
        else inlines(", its patience at an end")
    )
    blame = inlines("it blames ", words.the(blamed)) if blamed else inlines("it blames nobody")
    return inlines(words.the(who), " leaves the talks", why, "; ", blame, ".")


def _suspended(words: Lexicon, cause: str, subject: str | None) -> Inlines:
    lead = "the talks are suspended: "
    match cause, subject:
        case "broke-off", str(party):
            return inlines(
                lead, words.the(party), " breaks off, having been offered nothing better than no "
                "agreement.",
            )  # fmt: skip
        case "party-left", str(party):
            return inlines(lead, words.the(party), " leaves the table.")
        case "mediator-left", _:
            return inlines(lead, "the parties do not go on without the mediator.")
        case "deadline", str(event):
            return inlines("the deadline ", _named(words, event),
                           " comes and is kept: the talks are suspended.")  # fmt: skip
        case "event", str(event):
            return inlines(_named(words, event), " suspends the talks.")
    raise ValueError(f"expected a known cause with its party or event, got {cause!r}, {subject!r}")
