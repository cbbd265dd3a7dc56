"""A document with its claims beside it: what was read, where, and who says it.

Like the brief it is one file without script or network.  Kinds of claim differ in the line below
their words as well as in colour, and each claim's number leads to what is proposed and back.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from goodoffices.brief._page import page
from goodoffices.brief._svg import element
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.reading import CLAIM_KINDS, claim_lines
from goodoffices.reading import FLAGS, Document, ProposedClaim, Reading, Span

__all__ = ["annotated_html", "marked_words"]

_EMPTY = Markup("")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A claim, its number on the page and what ids begin with."""

    number: int
    claim: ProposedClaim
    both: bool

    @property
    def anchor(self) -> str:
        return f"claim-{self.number}"


def annotated_html(readings: Sequence[tuple[Reading, Reading | None]]) -> str:
    """Return documents with highlighted claims as a self-contained HTML page.

    Parameters
    ----------
    readings
        For each document the reading of the rules, and that of a model where there is one.  A claim
        that both found with the same words is shown once, as found by both.
    """
    number = 0
    parts = []
    count = 0
    for first, second in readings:
        numbered = []
        for claim, both in _merged(first, second):
            number += 1
            numbered.append(_Numbered(number, claim, both))
        count += len(numbered)
        compared = second is not None
        parts.append(
            _document(first.document, numbered, compared=compared, named=len(readings) > 1)
        )
    names = ", ".join(shown(first.document.name) for first, _ in readings)
    proposed = "1 claim is" if count == 1 else f"{count} claims are"
    lead = (
        f"{proposed} proposed. Nobody has confirmed that it was said like this, or that it is so; "
        "the underlined words are the document’s own."
    )
    body = element(
        "body",
        element("a", "Skip to the text", class_="skip", href="#main"),
        element(
            "header",
            element("p", "Reading", class_="kicker"),
            element("h1", element("bdi", names)),
            element("p", lead, class_="dateline"),
            _legend(),
        ),
        element("main", Markup("\n").join(parts), id="main", tabindex="-1"),
    )
    return page(f"{names} – proposed claims", Markup(_style()), body)


def marked_words(
    document: Document, span: Span, claims: Sequence[tuple[int, ProposedClaim]]
) -> Markup:
    """Return words of a document with claims highlighted by kind, their numbers before them.

    A number leads to ``#claim-N`` and has the id ``words-N`` where its claim begins.

    Parameters
    ----------
    document
        The document.
    span
        The words.
    claims
        The claims with words in it, and their numbers.
    """
    numbered = [_Numbered(number, claim, both=False) for number, claim in claims]
    return _marked(document, span, numbered)


def _style() -> str:
    folder = files("goodoffices.brief")
    return folder.joinpath("annotated.css").read_text(encoding="utf-8")


def _legend() -> Markup:
    items = [
        element("li", element("span", name, class_=f"k-{kind}"), f" {meaning}")
        for kind, (name, meaning) in CLAIM_KINDS.items()
    ]
    return element("ul", *items, class_="legend", aria_label="Kinds of claim")


def _merged(first: Reading, second: Reading | None) -> list[tuple[ProposedClaim, bool]]:
    others = {claim.spans: claim for claim in second.claims} if second else {}
    merged = [(claim, claim.spans in others) for claim in first.claims]
    same = {claim.spans for claim in first.claims}
    merged += [(claim, False) for spans, claim in others.items() if spans not in same]
    return sorted(merged, key=lambda each: (each[0].extent, each[0].id))


def _document(
    document: Document, numbered: Sequence[_Numbered], *, compared: bool, named: bool
) -> Markup:
    rows = []
    for paragraph, near in zip(document.paragraphs, _near(document, numbered), strict=True):
        mine = [each for each in near if paragraph.start <= each.claim.extent.start]
        cards = [_card(document, each, compared=compared) for each in mine]
        aside = element("ol", *cards, class_="claims") if cards else _EMPTY
        words = element("p", _marked(document, paragraph, near), dir="auto", class_="words")
        rows.append(element("div", words, element("div", aside, class_="beside"), class_="row"))
    # One document is named at the head of the page already.
    title = element("h2", element("bdi", shown(document.name))) if named else _EMPTY
    about = f"{len(document.text):,} characters, SHA-256 {document.sha256[:16]}…"
    if document.date:
        about += f", of {document.date}"
    about += "".join(f"; {FLAGS.get(flag, flag)}" for flag in document.flags)
    return element(
        "section", title, element("p", about, class_="dateline"), Markup("\n").join(rows)
    )


def _near(document: Document, numbered: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """Return the claims with words in each paragraph."""
    found: list[list[_Numbered]] = [[] for _ in document.paragraphs]
    ends = [paragraph.end for paragraph in document.paragraphs]
    for each in numbered:
        at = bisect_right(ends, each.claim.extent.start)
        while at < len(found) and document.paragraphs[at].start < each.claim.extent.end:
            found[at].append(each)
            at += 1
    return found


def _marked(document: Document, paragraph: Span, numbered: Sequence[_Numbered]) -> Markup:
    """Return a paragraph in pieces, each within the claims that hold it."""
    here = [
        (max(span.start, paragraph.start), min(span.end, paragraph.end), each)
        for each in numbered
        for span in each.claim.spans
        if span.meets(paragraph)
    ]
    cuts = sorted({paragraph.start, paragraph.end, *(at for a, b, _ in here for at in (a, b))})
    parts: list[Markup] = []
    begun: set[int] = set()
    for start, end in itertools.pairwise(cuts):
        inside = [each for a, b, each in here if a <= start and end <= b]
        for each in inside:
            if each.number not in begun:
                begun.add(each.number)
                parts.append(_number(each, first=each.claim.extent.start == start))
        words = _plain(document.text[start:end])
        if inside:
            # Of claims within one another the shortest is the one a reader looks for.
            inner = min(inside, key=lambda each: each.claim.extent.end - each.claim.extent.start)
            parts.append(element("mark", words, class_=f"k-{inner.claim.kind}"))
        else:
            parts.append(words)
    return _EMPTY.join(parts)


def _number(each: _Numbered, *, first: bool) -> Markup:
    label = f"claim {each.number}"
    anchor = f"words-{each.number}" if first else None
    link = element("a", str(each.number), href=f"#{each.anchor}", aria_label=label, id=anchor)
    return element("sup", link, class_="n")


def _card(document: Document, each: _Numbered, *, compared: bool) -> Markup:
    lines = [
        element("div", element("span", f"{name}: ", class_="label"), element("bdi", value))
        for name, value in claim_lines(document, each.claim)
    ]
    if compared:
        by = "both readers" if each.both else _READERS[each.claim.reader]
        lines.append(element("div", element("span", "found by: ", class_="label"), by))
    name, _ = CLAIM_KINDS[each.claim.kind]
    back = element(
        "a",
        str(each.number),
        href=f"#words-{each.number}",
        aria_label=f"back to the words of claim {each.number}",
    )
    title = element(
        "div", back, " ", element("span", name, class_=f"k-{each.claim.kind}"), class_="title"
    )
    return element("li", title, *lines, id=each.anchor)


_READERS: Mapping[str, str] = {"rules": "the rules alone", "model": "the model alone"}


def _plain(words: str) -> Markup:
    return _EMPTY + "".join(_visible(words))


_JOINERS = "\u00ad\u200c\u200d"


def _visible(words: str) -> Iterator[str]:
    for letter in words:
        # Marks of direction could make the words read otherwise than they stand.
        seen = letter.isprintable() or letter.isspace() or letter in _JOINERS
        yield letter if seen else f"[U+{ord(letter):04X}]"
