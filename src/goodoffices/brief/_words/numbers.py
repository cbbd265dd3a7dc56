"""Numbers in words, with no more digits than their error supports."""

from __future__ import annotations

import datetime as dt

from goodoffices.preferences import Share

__all__ = [
    "about",
    "capitalised",
    "count",
    "dates",
    "day",
    "figure",
    "gained",
    "large",
    "listing",
    "ordinal",
    "percent",
    "plural",
    "points",
    "signed",
    "span",
    "utility",
]

NARROW = "\u202f"
"""Narrow no-break space, between a number and its per cent sign."""

_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip


def listing(parts: tuple[str, ...] | list[str], word: str = "and") -> str:
    """Return ``a``, ``a and b``, or ``a, b and c``.

    Examples
    --------
    >>> listing(("a", "b", "c"))
    'a, b and c'
    >>> listing(("a",))
    'a'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, small numbers in words.

    Examples
    --------
    >>> count(1, "party", "parties"), count(2, "draw"), count(2000, "draw"), count(0, "draw")
    ('one party', 'two draws', '2,000 draws', 'no draws')
    """
    figure = _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"
    return f"{figure} {plural(number, one, many)}"


def plural(number: int, one: str, many: str = "") -> str:
    """Return the noun that goes with `number`."""
    return one if number == 1 else many or f"{one}s"


def capitalised(text: str) -> str:
    """Return text as the beginning of a sentence, the rest as it is."""
    return text[:1].upper() + text[1:]


def large(number: float) -> str:
    """Return a count in words that are no finer than a reader needs: two digits beyond 10,000.

    Examples
    --------
    >>> large(42), large(972_040), large(3_168_000), large(2.5e9)
    ('42', '970,000', '3.2 million', '2,500 million')
    """
    if number < 10_000:
        return f"{number:,.0f}"
    step = 10 ** (len(f"{number:.0f}") - 2)
    rounded = round(number / step) * step
    if rounded < 1_000_000:
        return f"{rounded:,.0f}"
    return f"{rounded / 1_000_000:,.1f} million".replace(".0 ", " ")


def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``11th``."""
    last = number % 10 if number % 100 not in {11, 12, 13} else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _step(share: Share) -> float:
    """Return the unit, in percentage points, that the error of a share supports.

    A unit finer than about a third of the interval's half-width would show digits that another
    seed would change.
    """
    half = 50 * (share.high - share.low)
    return next((step for step in (0.1, 1.0, 5.0) if half < 3 * step), 10.0)


def _figure(value: float, step: float) -> str:
    return f"{value:.1f}" if step < 1 else f"{value:.0f}"


def percent(share: Share) -> str:
    """Return a share of draws as a percentage, without its interval.

    Examples
    --------
    >>> percent(Share(0.3712, 0.35, 0.3926, 2000)).replace(NARROW, " ")
    '37 %'
    >>> percent(Share(0.3712, 0.32, 0.42, 400)).replace(NARROW, " ")
    '37 %'
    >>> percent(Share(0.001, 0.0002, 0.02, 400)).replace(NARROW, " ")
    'under 1 %'
    """
    # As fine as the ends of its interval, so that it stands between them where it should.
    step = min(1.0, _step(share))
    value = round(100 * share.value / step) * step
    if share.value in {0, 1}:
        return f"{value:.0f}{NARROW}%"
    if value < step:
        return f"under {_figure(step, step)}{NARROW}%"
    if value > 100 - step:
        return f"over {_figure(100 - step, step)}{NARROW}%"
    return f"{_figure(value, step)}{NARROW}%"


def span(share: Share) -> str:
    """Return the interval of a share, in whole percentages unless it is much narrower.

    Examples
    --------
    >>> span(Share(0.3712, 0.3503, 0.3926, 2000)).replace(NARROW, " ")
    '35–39 %'
    >>> span(Share(0.0, 0.0, 0.0019, 2000)).replace(NARROW, " ")
    '0–0.2 %'
    """
    step = min(1.0, _step(share))
    low, high = (f"{_figure(100 * end, step)}" for end in (share.low, share.high))
    return f"{low.removesuffix('.0')}–{high.removesuffix('.0')}{NARROW}%"


def figure(share: Share) -> str:
    """Return a share with its interval, for a table.

    Examples
    --------
    >>> figure(Share(0.3712, 0.3503, 0.3926, 2000)).replace(NARROW, " ")
    '37 % (35–39 %)'
    """
    return f"{percent(share)} ({span(share)})"


def about(share: Share) -> str:
    """Return how many of the draws a share stands for, with its interval, for a sentence.

    Examples
    --------
    >>> about(Share(0.3712, 0.3503, 0.3926, 2000)).replace(NARROW, " ")
    'about 37 % of draws (35–39 %)'
    >>> about(Share(0.0, 0.0, 0.0019, 2000)).replace(NARROW, " ")
    'none of the draws (0–0.2 %)'
    >>> about(Share(1.0, 0.99, 1.0, 400)).replace(NARROW, " ")
    'all draws (99–100 %)'
    """
    if share.value == 0:
        return f"none of the draws ({span(share)})"
    if share.value == 1:
        return f"all draws ({span(share)})"
    value = percent(share)
    sure = value.startswith(("under", "over"))
    return f"{value if sure else f'about {value}'} of draws ({span(share)})"


def points(gain: float) -> str:
    """Return a difference of two shares in whole percentage points, with its sign.

    Examples
    --------
    >>> points(0.153), points(-0.01), points(0.001)
    ('+15 points', '−1 point', 'no change')
    """
    whole = round(100 * gain)
    if whole == 0:
        return "no change"
    return f"{'+' if whole > 0 else '−'}{abs(whole)} {plural(abs(whole), 'point')}"


def gained(low: float, value: float, high: float) -> str:
    """Return a rise of a share with its interval, in percentage points.

    Examples
    --------
    >>> gained(0.05, 0.08, 0.11)
    'about 8 points (5–11)'
    """
    whole = round(100 * value)
    return f"about {whole} {plural(whole, 'point')} ({100 * low:.0f}–{100 * high:.0f})"


def utility(value: float) -> str:
    """Return a utility with two digits.

    Examples
    --------
    >>> utility(0.478), utility(-0.001)
    ('0.48', '0.00')
    """
    return f"{abs(value) if round(value, 2) == 0 else value:.2f}".replace("-", "−")


def signed(value: float) -> str:
    """Return a difference of utilities with its sign.

    Examples
    --------
    >>> signed(0.062), signed(-0.3), signed(0.0)
    ('+0.06', '−0.30', '0.00')
    """
    text = utility(value)
    return f"+{text}" if round(value, 2) > 0 else text


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day(date: dt.date) -> str:
    """Return ``17 February 2026``, whatever the locale."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def dates(first: dt.date, last: dt.date) -> str:
    """Return a range of days, without saying twice what both ends share.

    Examples
    --------
    >>> dates(dt.date(2026, 2, 17), dt.date(2026, 2, 18))
    '17–18 February 2026'
    >>> dates(dt.date(2026, 1, 30), dt.date(2026, 2, 2))
    '30 January – 2 February 2026'
    """
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"
