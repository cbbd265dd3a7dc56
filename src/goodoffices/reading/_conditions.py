"""Order and condition: what must come first, and what waits for it.

Subordinators of time and condition (Quirk et al. 1985, 15.25-15.36) and the prepositions that do
their work with a noun.  *Before* orders two steps only where the first half denies, allows or
obliges: "no guarantees before a treaty" is a condition, "he spoke before the meeting" is not; and
*after* binds only with *only* or a modal.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from goodoffices.reading._types import Condition, Span

__all__ = ["conditions_of", "find_conditions"]

_Kind = Literal["not-before", "before", "if", "unless", "without", "depends"]

_NEGATIVE = re.compile(r"\b(?:no|not|never|cannot|neither|nor|none|nothing|without|refus\w+|rul\w+ out|"
                       r"impossible|reject\w*|unwilling|out of the question|won[’']t|can[’']t)\b|n[’']t\b", re.IGNORECASE)  # fmt: skip
_MODAL = re.compile(r"\b(?:must|should|shall|has to|have to|needs? to|is to|are to|required|require[sd]?|want(?:s|ed)?|"
                    r"demand\w*|insist\w*|first|will|would|can|could|ready|willing|possible|begin|start)\b", re.IGNORECASE)  # fmt: skip

# In order: the first that matches decides, so that "not until" is not read as "not".
_FORMS: tuple[tuple[_Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))  # type: ignore[misc]  # the kinds are written below
    for kind, pattern in (
        (
            "not-before",
            r"\b(?:only (?:after|once|when|as soon as|following|upon|on the basis of)|not (?:until|before))\b",
        ),
        (
            "if",
            (
                r"\b(?:only if|if and only if|on (?:the )?condition (?:that|of)|(?<=, )provided(?: that)?|provided that|providing that|"
                r"as long as|so long as|conditional (?:on|upon)|contingent (?:on|upon)|subject to(?= (?:the |a |an |its |their )?(?:approval|ratification|agreement|consent|conditions?|verification|guarantees))|"
                r"in exchange for|in return for|in that case|assuming(?: that)?|on the understanding that)\b"
            ),
        ),
        ("unless", r"\bunless\b"),
        ("not-before", r"\buntil\b"),
        ("before", r"\b(?:before|prior to|ahead of)\b"),
        ("without", r"\bwithout\b"),
        (
            "depends",
            (
                r"\b(?:depend(?:s|ed|ent|ing)? (?:largely |mainly |heavily |entirely |on|upon)+|hinge[sd]? (?:on|upon)|"
                r"prerequisites? (?:for|to)|preconditions? (?:for|to|of))(?:\b|(?<= ))"
            ),
        ),
        ("not-before", r"\b(?:after|once|as soon as)\b"),
        ("if", r"\bif\b"),
    )
)
_MARKER = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _FORMS), re.IGNORECASE)
_JOINS = re.compile(
    r"(?:,|;)?\s+(?:and|but)\s+(?:that\s+)?(?=(?:\w+\s+){0,4}?(?:will|would|can|could|must|should|shall|may|might|is|are|"
    r"was|were|there)\b)",
    re.IGNORECASE,
)
"""Where a second clause begins: a conjunction, and soon a finite auxiliary."""

_BREAK = re.compile(r",\s|;\s|\s[—–]\s")
_INVERTED = re.compile(
    r"\s(?=(?:will|would|can|could|may|might|shall|should|must|do|does|did|is|are|was|were)\s+"
    r"(?:the|a|an|any|all|both|no|this|that|these|those|its|his|her|their|our|my|it|he|she|they|"
    r"we|you|I|there|[A-Z]\w*)\b)"
)
"""Where the main clause begins after a fronted *only* or *not*: Quirk et al. 18.24."""

_VERB_FIRST = re.compile(
    r"[\s“\"]*(?P<marker>should|had|were)\s+(?=\w)(?P<first>[^,;]+),\s+(?P<then>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A condition by inversion, "should the talks fail, ...": Quirk et al. 15.36."""

_RESULT = re.compile(r"\b(?:will|would|can|could|may|might|shall|should|must)\b", re.IGNORECASE)


def find_conditions(text: str, span: Span) -> tuple[Condition, ...]:
    """Return every order or condition that the words of a span state, in the order of the forms."""
    found: list[Condition] = []
    for part in _parts(text, span):
        inverted = _by_inversion(text, part)
        if inverted is not None:
            found.append(inverted)
        for kind, pattern in _FORMS:
            for match in pattern.finditer(text, part.start, part.end):
                marker = Span(*match.span())
                if any(marker.meets(other.marker) for other in found):
                    continue
                condition = _read(text, part, kind, marker)
                if condition is not None:
                    found.append(condition)
    return tuple(found)


def _by_inversion(text: str, part: Span) -> Condition | None:
    opening = re.match(r"(?:that|but|and)\s+", part.of(text), re.IGNORECASE)
    match = _VERB_FIRST.match(text, part.start + (opening.end() if opening else 0), part.end)
    if match is None or text[match.end() : match.end() + 1] == "?":
        return None
    first, then = _strip(text, *match.span("first")), _strip(text, *match.span("then"))
    if first is None or then is None or not _RESULT.search(then.of(text)):
        return None
    return Condition("if", Span(*match.span("marker")), first, then)


def _parts(text: str, span: Span) -> list[Span]:
    """Return the coordinated clauses of a span that each hold a marker, else the span whole."""
    cuts = [
        cut.span()
        for cut in _JOINS.finditer(text, span.start, span.end)
        if _MARKER.search(text, span.start, cut.start())
        and _MARKER.search(text, cut.end(), span.end)
    ]
    starts = [span.start, *(after for _, after in cuts)]
    ends = [*(before for before, _ in cuts), span.end]
    parts = [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]
    if all(_MARKER.search(text, part.start, part.end) for part in parts):
        return parts
    return [span]


def conditions_of(text: str, spans: tuple[Span, ...]) -> tuple[Condition, ...]:
    """Return every order or condition that a claim's content states, in the order of the markers.

    Where the content is in parts, a condition may stand in one of them and bind another: the
    words from the first part to the last are looked at, for markers inside the parts.
    """
    whole = Span(spans[0].start, spans[-1].end)
    found = [
        replace(c, first=_inside(text, c.first, spans), then=_inside(text, c.then, spans))
        for c in find_conditions(text, whole)
        if any(s.holds(c.marker) for s in spans)
    ]
    return tuple(sorted(found, key=lambda each: each.marker))


def _inside(text: str, half: Span, spans: tuple[Span, ...]) -> Span:
    """Return half of a condition without the tag between the parts of a content.

    Of "only once the army left, the rebels said, will they disarm" the rebels are not a half.
    """
    if any(span.holds(half) for span in spans):
        return half
    met = [Span(max(half.start, s.start), min(half.end, s.end)) for s in spans if half.meets(s)]
    widest = max(met, key=lambda span: span.end - span.start, default=half)
    return _strip(text, widest.start, widest.end) or half


def _read(text: str, span: Span, kind: _Kind, marker: Span) -> Condition | None:
    word = marker.of(text).lower()
    left = _strip(text, span.start, marker.start)
    right = _strip(text, marker.end, span.end)
    if right is None:
        return None
    fronted = (
        left is None or not re.search(r"\w{3}", left.of(text)) or _starts_clause(text, span, marker)
    )
    if fronted and word != "in that case":
        cut = _BREAK.search(text, right.start, right.end)
        if word.startswith(("only", "not ")):
            # "Only after the siege ends will they talk": verb first, and no comma.
            cut = _INVERTED.search(text, right.start, right.end) or cut
        if cut is None:
            return None
        first, then = _strip(text, right.start, cut.start()), _strip(text, cut.end(), span.end)
    elif word == "in that case":
        first, then = left, right
    else:
        cut = _BREAK.search(text, right.start, right.end)
        first = (
            _strip(text, right.start, cut.start())
            if cut and kind not in {"depends", "if"}
            else right
        )
        then = left
        if word.startswith(("precondition", "prerequisite")):
            return _required(text, marker, left, right)
    if first is None or then is None:
        return None
    return _typed(text, kind, word, marker, first, then)


def _required(text: str, marker: Span, left: Span | None, right: Span) -> Condition | None:
    """Read "X is a precondition for Y" and "the preconditions for Y are X": Y waits for X."""
    before = left.of(text) if left else ""
    copula = re.search(r"\s+(?:is|are|was|were|remains?|as)\s+(?:\w+\s+){0,3}$|\s+(?:is|are)$",
                       f"{before} ")  # fmt: skip
    if left is not None and copula is not None:
        first = _strip(text, left.start, left.start + copula.start())
        return Condition("depends", marker, first, right) if first else None
    later = re.search(r"\s+(?:is|are|was|were|remains?|include)\s+(?:that\s+)?", right.of(text))
    if later is not None:
        then = _strip(text, right.start, right.start + later.start())
        first = _strip(text, right.start + later.end(), right.end)
        if first and then:
            return Condition("depends", marker, first, then)
    return None


def _typed(
    text: str, kind: _Kind, word: str, marker: Span, first: Span, then: Span
) -> Condition | None:
    denied = bool(_NEGATIVE.search(then.of(text)))
    if kind == "before":
        if denied:
            return Condition("not-before", marker, first, then)
        # "a ceasefire must come before talks": what stands first in the order is the other half.
        if _MODAL.search(then.of(text)) and re.search(
            r"\b(?:must|should|has to|have to|needs? to|first|want|demand|insist|required)",
            then.of(text),
            re.IGNORECASE,
        ):
            return Condition("before", marker, then, first)
        return None
    if word == "until":
        return (
            Condition("not-before", marker, first, then)
            if denied
            or re.search(
                r"\b(?:will|would|must|continue|remain|keep|stay|refus)",
                then.of(text),
                re.IGNORECASE,
            )
            else None
        )
    if kind == "without":
        possible = denied or re.search(
            r"\b(?:difficult|hard|impossible|unlikely|cannot|will|would|can|could|may|might|meaningless|"
            r"worthless|pointless|no|not|fail\w*|collapse\w*)\b",
            then.of(text),
            re.IGNORECASE,
        )
        return Condition("without", marker, first, then) if possible else None
    if word in {"after", "once", "as soon as"}:
        if not re.search(
            r"\b(?:will|would|shall|can|could|may|might|must|should|ready|willing|begin|start|to be)\b",
            then.of(text),
            re.IGNORECASE,
        ):
            return None
        if word == "after" and not re.search(
            r"\b(?:agreement|deal|treaty|ceasefire|cease-fire|truce|withdraw\w*|sign\w*|ratif\w*|"
            r"lift\w*|release\w*|referendum|elections?|accord|settlement|disarm\w*|conclu\w+|end of)\b",
            first.of(text),
            re.IGNORECASE,
        ):
            return None
    return Condition(kind, marker, first, then)


def _starts_clause(text: str, span: Span, marker: Span) -> bool:
    before = text[span.start : marker.start].rstrip().lower()
    return bool(
        re.search(r"(?:^|\b(?:that|but|and|says?|said|warns?|warned)|,)$", before)
    ) and bool(_BREAK.search(text, marker.end, span.end))


def _strip(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip(' ,;:—–"“”\n\t'))
    right = len(words.rstrip(' ,;:.!?—–"“”\n\t'))
    trailing = re.search(r"[\s,;]+(?:and|but|or|yet|though)$", words[:right], re.IGNORECASE)
    if trailing is not None:
        right = len(words[: trailing.start()].rstrip(" ,;"))
    return Span(start + left, start + right) if left < right else None
