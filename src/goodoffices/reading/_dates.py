"""Time expressions, with an EDTF value where the words name a date.

The grammar takes month names with a capital letter only, since *may* and *march* are verbs.  A year
that the text leaves out stays ``XXXX`` (ISO 8601-2:2019, 4.7: unspecified digits); one taken from
the document's own date is offered beside it as inferred, never in its place.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from goodoffices.reading._types import DateMention, Span

__all__ = ["find_dates"]

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name: number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["Sept"] = 9
_NAME = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:1[6-9]|20|21)\d\d\b"
_TO = r"\s?(?:[–—-]|to|until|through|and)\s?"
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

_FORMS = (
    # 2026-02-17
    r"\b(?P<iso>(?:1[6-9]|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b",
    # February 17 – March 2, 2026; 17 February to 2 March 2026
    rf"\b(?P<m1>{_NAME})\s+(?P<d1>{_DAY})(?:,?\s+(?P<y1>{_YEAR}))?{_TO}(?P<m2>{_NAME})\s+(?P<d2>{_DAY})(?:,?\s+(?P<y2>{_YEAR}))?",
    rf"\b(?P<d1>{_DAY})\s+(?P<m1>{_NAME})(?:,?\s+(?P<y1>{_YEAR}))?{_TO}(?P<d2>{_DAY})\s+(?P<m2>{_NAME})(?:,?\s+(?P<y2>{_YEAR}))?",
    # February 17–18, 2026; 17–18 February 2026
    rf"\b(?P<m1>{_NAME})\s+(?P<d1>{_DAY}){_TO}(?P<d2>{_DAY})(?![:.]\d)(?:,?\s+(?P<y2>{_YEAR}))?",
    rf"\b(?:between |from )?(?:the )?(?P<d1>{_DAY}){_TO}(?:the )?(?P<d2>{_DAY})\s+(?:of )?(?P<m1>{_NAME})(?:,?\s+(?P<y2>{_YEAR}))?",
    # February 17, 2026; 17 February 2026
    rf"\b(?P<m1>{_NAME})\s+(?:the )?(?P<d1>{_DAY})(?![:.]\d)(?:,?\s+(?P<y1>{_YEAR}))?",
    rf"\b(?:the )?(?P<d1>{_DAY})\s+(?:of )?(?P<m1>{_NAME})(?:,?\s+(?P<y1>{_YEAR}))?",
    # January to March 2026; February 2026; February (after a preposition only)
    rf"\b(?P<m1>{_NAME}){_TO}(?P<m2>{_NAME})\s+(?P<y2>{_YEAR})",
    rf"\b(?P<m1>{_NAME})(?:,? |,? of )(?P<y1>{_YEAR})",
    rf"(?<=[Ii]n )(?P<m1>{_NAME})|(?<=[Bb]y )(?P<m1b>{_NAME})|(?<=[Ss]ince )(?P<m1c>{_NAME})|(?<=[Ll]ate )(?P<m1d>{_NAME})|(?<=[Ee]arly )(?P<m1e>{_NAME})|(?<=[Ll]ast )(?P<m1f>{_NAME})|(?<=[Uu]ntil )(?P<m1g>{_NAME})|(?<=[Nn]ext )(?P<m1h>{_NAME})|(?<=mid-)(?P<m1i>{_NAME})",
    # spring 2026; by spring
    rf"\b(?:by |before )?(?:the |next |last |this |early |late )?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)(?:\s+(?:of )?(?P<ys>{_YEAR}))?(?! offensive)",
    # 2019–2021; in 2021
    rf"\b(?P<ya>{_YEAR})\s?[–-]\s?(?P<yb>{_YEAR})",
    rf"(?<![\d,.$€£/-])\b(?P<y>{_YEAR})(?![\d,]\d|-| (?:troops|soldiers|people|men|fighters|km|prisoners))",
    # words that name no date by themselves
    r"\b(?:in|over|within|during|for) (?:the )?(?:coming|next|past|last|recent|following) (?:few |several |two |three |four |six )?(?:hours|days|weeks?|months?|years?|decades?)\b",
    r"\b(?:within|in) (?:a |an |one |two |three |four |five |six |seven |ten |\d+ )(?:hours?|days?|weeks?|months?|years?)\b(?! of)",
    r"\b(?:last|next|this|earlier this|later this) (?:week|month|year|weekend|[MTWFS][a-z]+day)\b",
    r"\b(?:on |by |until |since )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?: (?:morning|afternoon|evening|night))?\b",
    r"\b(?:by |at |before )the end of the (?:week|month|year|day)\b",
    r"\b(?:yesterday|today|tomorrow|tonight)\b",
)  # fmt: skip
_DIGIT, _MONTH = re.compile(r"\d"), re.compile(_NAME)
_SEASON = re.compile("[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter")
_UNIT = re.compile("hour|day|week|month|year|decade")
_DEICTIC = re.compile("day|tomorrow|tonight")
_NEEDS = (
    (_DIGIT,), *(((_DIGIT, _MONTH),) * 8), (_MONTH,), (_SEASON,), (_DIGIT,), (_DIGIT,),
    *(((_UNIT,),) * 5), (_DEICTIC,),
)  # fmt: skip
"""What stands in every match of a form: where it is missing, the form need not be tried."""

_COMPILED = tuple((re.compile(form), needs) for form, needs in zip(_FORMS, _NEEDS, strict=True))


def find_dates(text: str, span: Span, day: dt.date | None = None) -> tuple[DateMention, ...]:
    """Return the time expressions in a span, in order.

    Parameters
    ----------
    text
        The document's text.
    span
        Where to look.
    day
        The document's own date, from which a missing year is inferred, or None.
    """
    taken: list[tuple[int, int, DateMention]] = []
    cells: set[int] = set()
    there = {
        part: part.search(text, span.start, span.end) is not None
        for part in (_DIGIT, _MONTH, _SEASON, _UNIT, _DEICTIC)
    }
    for form, needs in _COMPILED:
        if not all(there[part] for part in needs):
            continue
        for match in form.finditer(text, span.start, span.end):
            start, end = match.span()
            if not cells.isdisjoint(range(start, end)):
                continue
            mention = _mention(match, day)
            if mention is not None:
                cells.update(range(start, end))
                taken.append((start, end, mention))
    return tuple(mention for _, _, mention in sorted(taken, key=lambda item: item[0]))


def _mention(match: re.Match[str], day: dt.date | None) -> DateMention | None:
    parts = match.groupdict()
    span = Span(*match.span())
    if parts.get("iso"):
        return DateMention(span, match["iso"]) if _exists(match["iso"]) else None
    if parts.get("season"):
        season = _SEASONS[match["season"].lower()]
        year = parts.get("ys")
        edtf = f"{year or 'XXXX'}-{season}"
        return DateMention(span, edtf, "" if year or not day else f"{day.year}-{season}")
    if parts.get("ya"):
        return DateMention(span, f"{match['ya']}/{match['yb']}")
    if parts.get("y"):
        return DateMention(span, match["y"])
    month = next((value for key, value in parts.items() if key.startswith("m1") and value), None)
    if month is None:
        return DateMention(span, "")
    first = _MONTHS[month.rstrip(".")]
    last = _MONTHS[parts["m2"].rstrip(".")] if parts.get("m2") else first
    # A year behind the second date of a range speaks for both, unless the range crosses one.
    y2 = parts.get("y2")
    y1 = parts.get("y1") or (y2 and str(int(y2) - (first > last)))
    y2 = y2 or (parts.get("y1") and str(int(parts["y1"]) + (first > last)))
    days = [int(re.sub(r"\D", "", parts[key])) if parts.get(key) else None for key in ("d1", "d2")]
    ranged = bool(parts.get("m2") or parts.get("d2"))

    def written(a: str | None, b: str | None) -> str:
        one = _day(a or "XXXX", first, days[0])
        return f"{one}/{_day(b or a or 'XXXX', last, days[1])}" if ranged else one

    edtf = written(y1, y2)
    if not all(_exists(part) for part in edtf.split("/")):
        return None
    if y1 or day is None:
        return DateMention(span, edtf)
    year = _nearest_year(day, first, days[0] or 15)
    return DateMention(span, edtf, written(str(year), str(year + (first > last))))


def _day(year: str, month: int, day: int | None) -> str:
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def _exists(part: str) -> bool:
    # 2024 is a leap year, so that a 29 February without a year exists.
    pieces = part.replace("XXXX", "2024").split("-")
    if len(pieces) < 3:
        return True
    try:
        dt.date(*(int(piece) for piece in pieces))
    except ValueError:
        return False
    return True


def _nearest_year(day: dt.date, month: int, of_month: int) -> int:
    """Return the year that puts a date nearest to the document's."""

    def distance(year: int) -> int:
        return abs((dt.date(year, month, min(of_month, 28)) - day).days)

    return min((day.year - 1, day.year, day.year + 1), key=distance)
