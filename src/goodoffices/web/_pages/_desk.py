"""A document in work on a page: found by its address, with what was decided, cut into pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from goodoffices.brief import claim_lines, marked_words
from goodoffices.reading import Document, ProposedClaim, Span
from goodoffices.web._folder import Entry, Folder
from goodoffices.web._mending import Item, items_of
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._read_answers import Proposed
from goodoffices.web._readings import InWork, Readings

__all__ = ["Card", "Desk", "Row", "Sheet", "desk_of", "readings_of", "sheet_of"]

_LETTERS = 12_000
_CARDS = 40
"""Code points and proposals of a page, after which another begins."""
_PIECE = 4_000
"""Code points of a paragraph that stands in one piece."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A document in work on a case.

    Parameters
    ----------
    opened
        The case.
    readings
        All documents in work on it.
    each
        This one.
    """

    opened: Opened
    readings: Readings
    each: InWork

    def items(self, result: Proposed) -> tuple[Item, ...]:
        """Return what it would add, with what was decided."""
        each = self.each
        return items_of(result.proposals, result.keys, each.answers, each.mends, each.details)


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside words of the text.

    Parameters
    ----------
    item
        The proposal; None where the case has the claim already.
    claim
        The claim, where it is one.
    number
        Its number in the text.
    lines
        What the reader says of the claim.
    lacking
        Proposals that it rests on and that are not accepted.
    """

    item: Item | None
    claim: ProposedClaim | None = None
    number: int | None = None
    lines: tuple[tuple[str, str], ...] = ()
    lacking: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of the text, its words highlighted, and what stands beside it."""

    words: Markup
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the text.

    Parameters
    ----------
    rows
        Its pieces.
    number, pages
        Which it is, from 1, and how many there are.
    first_open
        The page and the key of the first proposal that nobody has decided about.
    decided, asked, accepted
        How many proposals are decided, there are, and are accepted.
    there
        Claims that the case has already.
    """

    rows: tuple[Row, ...]
    number: int
    pages: int
    first_open: tuple[int, str] | None
    decided: int
    asked: int
    accepted: int
    there: int

    def card(self, key: str) -> Card | None:
        """Return a card of this page by the key of its proposal."""
        cards = (card for row in self.rows for card in row.cards)
        return next((card for card in cards if card.item and card.item.key == key), None)


def readings_of(request: Request, entry: Entry) -> Readings:
    """Return the documents in work on a case."""
    folder: Folder = request.app.state.folder
    return Readings(folder.path / f"{entry.key}.reading")


async def desk_of(request: Request) -> Desk:
    """Return the document in work that the address names.

    Raises
    ------
    HTTPException
        With 404, if there is none.
    CaseError
        If the case cannot be read.
    """
    opened = await open_case(request)
    readings = readings_of(request, opened.entry)
    each = await run_in_threadpool(readings.find, request.path_params["name"])
    if each is None or not opened.entry.ours:
        raise HTTPException(404)
    return Desk(opened, readings, each)


def sheet_of(desk: Desk, result: Proposed, number: int) -> Sheet:
    """Return a page of the text, or the last one where there are fewer.

    Parameters
    ----------
    desk
        The document in work.
    result
        What it says and would add.
    number
        The page, from 1.
    """
    document = result.reading.document
    items = desk.items(result)
    pieces = list(_pieces(document, result.reading.claims))
    beside = _beside(document, result.reading.claims, items, pieces)
    ends = _ends(pieces, beside)
    number = max(1, min(number, len(ends)))
    begin, end = (0, *ends)[number - 1], ends[number - 1]
    numbered = _numbered(pieces, result.reading.claims)
    rows = tuple(
        Row(
            marked_words(document, pieces[n], numbered[n]),
            tuple(_told(document, card) for card in beside[n]),
        )
        for n in range(begin, end)
    )
    asked = [item for item in items if item.proposal.asked]
    still = (
        (bisect_right(ends, n) + 1, card.item.key)
        for n, cards in enumerate(beside)
        for card in cards
        if card.item and card.item.proposal.asked and card.item.answer == "open"
    )
    return Sheet(
        rows, number, len(ends), next(still, None),
        decided=sum(item.answer != "open" for item in asked), asked=len(asked),
        accepted=sum(item.answer == "accepted" for item in asked),
        there=sum(card.item is None for cards in beside for card in cards),
    )  # fmt: skip


def _told(document: Document, card: Card) -> Card:
    """Return a card with what the reader says of its claim."""
    if card.claim is None:
        return card
    return replace(card, lines=tuple(claim_lines(document, card.claim)))


def _pieces(document: Document, claims: Sequence[ProposedClaim]) -> Iterator[Span]:
    """Yield the paragraphs, very long ones cut between words and outside of claims."""
    extents = sorted(claim.extent for claim in claims)
    near = 0
    for paragraph in document.paragraphs:
        begin = paragraph.start
        while paragraph.end - begin > _PIECE:
            cut = document.text.find(" ", begin + _PIECE, paragraph.end)
            if cut < 0:
                break
            while near < len(extents) and extents[near].start < cut:
                cut = max(cut, extents[near].end)
                near += 1
            if cut >= paragraph.end:
                break
            yield Span(begin, cut)
            begin = cut
        yield Span(begin, paragraph.end)


def _numbered(
    pieces: Sequence[Span], claims: Sequence[ProposedClaim]
) -> list[list[tuple[int, ProposedClaim]]]:
    """Return the claims with words in each piece, and their numbers."""
    found: list[list[tuple[int, ProposedClaim]]] = [[] for _ in pieces]
    starts = [piece.start for piece in pieces]
    for number, claim in enumerate(claims, 1):
        at = max(0, bisect_right(starts, claim.extent.start) - 1)
        while at < len(pieces) and pieces[at].start < claim.extent.end:
            found[at].append((number, claim))
            at += 1
    return found


def _beside(
    document: Document,
    claims: Sequence[ProposedClaim],
    items: Sequence[Item],
    pieces: Sequence[Span],
) -> list[list[Card]]:
    """Return what stands beside each piece: proposals in their order, at the words they rest on."""
    numbers = {(claim.extent.start, claim.extent.end): n for n, claim in enumerate(claims, 1)}
    by_id = {item.proposal.id: item for item in items}
    starts = [piece.start for piece in pieces]
    lines = [0, *(n + 1 for n, letter in enumerate(document.text) if letter == "\n")]
    found: list[list[tuple[int, Card]]] = [[] for _ in pieces]
    waiting: list[Card] = []
    seen: set[int] = set()
    at = claim_line = 0

    def put(offset: int, cards: Sequence[Card]) -> None:
        piece = max(0, bisect_right(starts, offset) - 1)
        found[piece].extend((offset, card) for card in cards)

    for item in items:
        if item.proposal.kind == "source":
            continue
        lacking = _lacking(item, by_id)
        span = _span(item)
        line = _line(item)
        number = numbers.get(span) if span else None
        if span is not None and number is not None:
            claim = claims[number - 1]
            card = Card(item, claim, None if number in seen else number, lacking=lacking)
            seen.add(number)
            at, claim_line = span[0], bisect_right(lines, span[0])
        else:
            card = Card(item, lacking=lacking)
            if line is None:
                # A party or a speaker has no place of its own: it stands with what brings it.
                waiting.append(card)
                continue
            if line != claim_line:
                at = lines[min(line, len(lines)) - 1]
        put(at, [*waiting, card])
        waiting = []
    put(at, waiting)
    for number, claim in enumerate(claims, 1):
        if number not in seen:
            put(claim.extent.start, [Card(None, claim, number)])
    ordered = (sorted(cards, key=lambda each: each[0]) for cards in found)
    return [[card for _, card in cards] for cards in ordered]


def _lacking(item: Item, by_id: Mapping[str, Item]) -> tuple[Item, ...]:
    needs = (by_id[need] for need in item.proposal.needs if need in by_id)
    return tuple(need for need in needs if need.proposal.asked and need.answer != "accepted")


def _span(item: Item) -> tuple[int, int] | None:
    entry = item.made.entry
    place = entry.get("at") if isinstance(entry, Mapping) else None
    span = place.get("span") if isinstance(place, Mapping) else None
    if not isinstance(span, Sequence) or len(span) != 2:
        return None
    start, end = span
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _line(item: Item) -> int | None:
    number = item.made.place.rpartition(":")[2]
    return int(number) if number.isdecimal() else None


def _ends(pieces: Sequence[Span], beside: Sequence[Sequence[Card]]) -> tuple[int, ...]:
    """Return after which piece each page ends."""
    ends = []
    letters = cards = 0
    for n, piece in enumerate(pieces):
        letters += piece.end - piece.start
        cards += len(beside[n])
        if letters >= _LETTERS or cards >= _CARDS:
            ends.append(n + 1)
            letters = cards = 0
    if not ends or ends[-1] != len(pieces):
        ends.append(len(pieces))
    return tuple(ends)
