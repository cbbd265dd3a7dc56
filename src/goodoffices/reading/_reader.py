"""The built-in reader: rules, no weights, no network, the same claims each time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from goodoffices.reading._actors import Persons, find_mentions
from goodoffices.reading._attribution import said_hits
from goodoffices.reading._author import FORMS, judged
from goodoffices.reading._conditions import conditions_of
from goodoffices.reading._cues import Hit, Tokens, is_noun
from goodoffices.reading._dates import find_dates
from goodoffices.reading._delegates import find_delegates
from goodoffices.reading._denial import polarity_of_cue
from goodoffices.reading._issues import find_issues
from goodoffices.reading._label import labelled
from goodoffices.reading._lexicon import Lexicon, lexicon
from goodoffices.reading._resumed import resumed
from goodoffices.reading._rounds import find_rounds
from goodoffices.reading._segments import segments, tokens
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._speech import Quotation, quotations
from goodoffices.reading._stances import stance_hits
from goodoffices.reading._transcript import voices
from goodoffices.reading._types import (
    Document,
    IssueLabel,
    ProposedClaim,
    ProposedDelegate,
    Reading,
    Span,
)
from goodoffices.reading._vocabulary import INFERENCE, conjugated
from goodoffices.reading._voice import in_voice

__all__ = ["label_claim", "read"]

_BACKSHIFTED = re.compile(r"\b(?:would|had)\b")
"""Signs of speech that goes on without a verb of saying: Quirk et al. 1985, 14.31 and 14.35."""

_SAYING = frozenset(
    form
    for form in conjugated("say tell deny claim insist warn allege report add state argue announce")
    if form not in {"state", "report", "claim"}
)
_STANCES = frozenset(
    "predicate adjective refusal aim unacceptable noun hearsay passive viewpoint".split()
)
"""Shapes that find what somebody wants, not what is said to be."""

_LONGEST = 400
"""Tokens of the longest sentence read; what is longer is a table or no prose."""


def read(document: Document, names: Lexicon | None = None) -> Reading:
    """Return what a document claims, as far as rules can tell.

    Parameters
    ----------
    document
        A frozen text.
    names
        The lexicon of actors; the one that ships with the package by default.

    Returns
    -------
    The claims in the order of the text, each with the exact words it rests on.  Exact in the sense
    that the same text and lexicon give the same reading; of how much it finds, the documentation
    tells the measured scores.
    """
    quoted = quotations(document.text)
    sentences = _sentences(document, names or lexicon(), quoted)
    day = dt.date.fromisoformat(document.date) if document.date else None
    whole = Span(0, len(document.text))
    dates = find_dates(document.text, whole, day)
    rounds = find_rounds(sentences, dates)
    delegates = find_delegates(sentences, rounds)
    claims: list[ProposedClaim] = []
    uncovered: list[Span] = []
    reported = 0
    before: list[ProposedClaim] = []
    for n, s in enumerate(sentences):
        found = list(_claims(document, s, quoted, delegates))
        spoken = resumed(s, found, sentences[n - 1], before) if n else None
        # What goes on between one pair of marks is joined below, as one claim.
        if spoken is not None and not _amid(s.span.start, quoted):
            found = [labelled(spoken, s.text, s.mentions, quoted, date=document.date)]
        before = found
        said = any(claim.kind == "attributed" for claim in found)
        if not said and reported == s.segment.paragraph and _BACKSHIFTED.search(s.span.of(s.text)):
            at = max(at for at, claim in enumerate(claims) if claim.kind == "attributed")
            if "scope-open" not in claims[at].flags:
                claims[at] = replace(claims[at], flags=(*claims[at].flags, "scope-open"))
        else:
            reported = s.segment.paragraph if said else 0
        claims.extend(found)
        if not found and not s.segment.heading and FORMS.search(s.span.of(s.text)):
            uncovered.append(s.span)
    claims = list(_joined(claims, quoted))
    missing = any("XXXX" in found.edtf and not found.inferred for found in dates)
    return Reading(
        document,
        tuple(claims),
        delegates,
        rounds,
        dates,
        tuple(m for s in sentences for m in s.mentions),
        tuple(uncovered),
        (*document.flags, *(("year-missing",) if missing else ())),
    )


def _amid(place: int, quoted: Sequence[Quotation]) -> bool:
    """Return whether a place stands inside a quotation that has begun before it."""
    return any(q.inside.start < place < q.inside.end for q in quoted)


def _joined(
    claims: Sequence[ProposedClaim], quoted: Sequence[Quotation]
) -> Iterator[ProposedClaim]:
    """Yield the claims, with one quotation that runs over several sentences as one claim.

    What stands between one pair of marks has one speaker, so that this is no guess; what follows in
    a pair of its own has none that the grammar names, and stays apart.
    """
    by_quote: dict[Quotation, list[ProposedClaim]] = {}
    for claim in claims:
        if claim.kind != "attributed":
            continue
        met = (q for q in quoted if any(q.inside.meets(span) for span in claim.spans))
        inside = next(met, None)
        if inside is not None:
            by_quote.setdefault(inside, []).append(claim)
    gone: set[str] = set()
    whole: dict[str, ProposedClaim] = {}
    for quotation, parts in by_quote.items():
        named = [c for c in parts if "source-missing" not in c.flags]
        loose = [c for c in parts if c not in named and quotation.inside.holds(c.extent)]
        if len(parts) < 2 or not loose:
            continue
        head = min(named, key=lambda c: c.spans[0]) if named else loose[0]
        others = [c for c in loose if c is not head]
        gone.update(c.id for c in others)
        whole[head.id] = _one(head, others)
    for claim in claims:
        if claim.id not in gone:
            yield whole.get(claim.id, claim)


def _one(head: ProposedClaim, others: Sequence[ProposedClaim]) -> ProposedClaim:
    parts = (head, *others)
    areas: dict[str, tuple[Span, ...]] = {}
    for part in parts:
        for label in part.issues:
            areas[label.area] = tuple(sorted({*areas.get(label.area, ()), *label.triggers}))
    return replace(
        head,
        spans=tuple(sorted({span for part in parts for span in part.spans})),
        quotes=tuple(sorted({span for part in parts for span in part.quotes})),
        hedges=tuple(sorted({span for part in parts for span in part.hedges})),
        issues=tuple(IssueLabel(area, triggers) for area, triggers in areas.items()),
        about=tuple(sorted({m for part in parts for m in part.about}, key=lambda m: m.span)),
        dates=tuple(sorted({d for part in parts for d in part.dates}, key=lambda d: d.span)),
        conditions=tuple(
            sorted((c for part in parts for c in part.conditions), key=lambda c: c.marker)
        ),
    )


def label_claim(
    claim: ProposedClaim, document: Document, names: Lexicon | None = None
) -> ProposedClaim:
    """Return a claim of another reader with the labels that the rules give its words."""
    quoted = quotations(document.text)
    mentions, _ = find_mentions(
        document.text, tokens(document.text, claim.sentence), names or lexicon(), Persons()
    )
    return labelled(claim, document.text, mentions, quoted, date=document.date)


def _sentences(
    document: Document, names: Lexicon, quoted: Sequence[Quotation]
) -> tuple[Sentence, ...]:
    persons = Persons()
    made = []
    inside = [quotation.inside for quotation in quoted]
    at = 0
    for segment, voice in voices(document.text, segments(document.text), names, persons):
        found = tokens(document.text, segment.span)
        while at < len(inside) and inside[at].end <= segment.span.start:
            at += 1
        marks = []
        near = at
        for token in found:
            while near < len(inside) and inside[near].end <= token.start:
                near += 1
            marks.append(near < len(inside) and inside[near].start <= token.start)
        mentions, places = find_mentions(document.text, found, names, persons)
        made.append(Sentence(document.text, segment, found, marks, mentions, places, voice))
    return tuple(made)


def _claims(
    document: Document,
    s: Sentence,
    quoted: Sequence[Quotation],
    delegates: Sequence[ProposedDelegate],
) -> Iterator[ProposedClaim]:
    if s.segment.heading or not 4 <= len(s.tokens) <= _LONGEST:
        return
    said = said_hits(s)
    hits = [*in_voice(s, _chained(s, [*said, *stance_hits(s, said)]))]
    asked = s.tokens[-1].low == "?" and not s.quoted[-1]
    if asked:
        # Who is asked whether they accept has not accepted.
        hits = [hit for hit in hits if hit.rule not in _STANCES]
    near = [q for q in quoted if q.inside.start < s.span.end and s.span.start < q.inside.end]
    covered: list[Span] = []
    seen: set[int] = set()
    for hit in hits:
        spans = tuple(s.words(a, b) for a, b in hit.content if b > a)
        if not spans or spans[0].start in seen:
            continue
        seen.add(spans[0].start)
        covered.extend(spans)
        flags = dict.fromkeys(hit.flags)
        if asked and hit.rule != "tag":
            flags["is-a-question"] = None
        if any(q.open and any(span.meets(q.inside) for span in spans) for q in near):
            flags["quote-open"] = None
        if _author(s, hit):
            claim = ProposedClaim(
                f"r-{spans[0].start}", spans, "judgement", s.span, s.words(*hit.cue)
            )
            yield labelled(claim, s.text, s.mentions, near, date=document.date)
            continue
        claim = ProposedClaim(
            f"r-{spans[0].start}", spans, "attributed", s.span, _words(s, hit.cue), hit.source,
            hit.joint, hit.via, polarity=hit.polarity, flags=tuple(flags),
        )  # fmt: skip
        yield labelled(claim, s.text, s.mentions, near, date=document.date)
    if s.voice is not None:
        # What nobody else says in a labelled sentence, whoever is labelled says.
        return
    for rest in _rest(s, hits, covered):
        sent = [d.name for d in delegates if rest.holds(d.name)]
        if sent:
            tail = _after_delegates(s, max(sent), rest)
            if tail is None:
                continue
            rest = tail  # noqa: PLW2901  # what is left of it
        kind = judged(s.text, rest)
        reported = _reports(s, rest)
        if kind is None or (kind == "fact" and (asked or reported or not _topical(s, rest))):
            continue
        doubts = ("is-a-question",) * asked + ("words-of-whom",) * reported
        claim = ProposedClaim(f"r-{rest.start}", (rest,), kind, s.span, flags=doubts)
        yield labelled(claim, s.text, s.mentions, near, date=document.date)


def _author(s: Sentence, hit: Hit) -> bool:
    """Return whether "I", outside quotation marks and the speech of a transcript, says it."""
    return (
        s.voice is None
        and hit.source is not None
        and hit.subject is not None
        and hit.source.text == "I"
        and not s.quoted[hit.subject[0]]
        and not any(s.quoted[at] for first, last in hit.content for at in range(first, last))
    )


def _words(s: Sentence, cue: Tokens) -> Span | None:
    # What a label ascribes has no cue in its sentence.
    return s.words(*cue) if cue[0] < cue[1] else None


def _reports(s: Sentence, span: Span) -> bool:
    """Return whether a verb of saying stands in a span, so that it may be somebody else's words."""
    return any(
        s.low(n) in _SAYING and not is_noun(s, n) and not s.low(n).endswith("ing")
        for n in range(s.index(span.start), s.index(span.end))
    )


def _after_delegates(s: Sentence, last: Span, rest: Span) -> Span | None:
    """Return what a sentence concludes from who was sent, or None: "..., indicating that ..."."""
    for at in range(s.index(last.end), len(s.tokens) - 4):
        if s.low(at) == "," and s.low(at + 1) in INFERENCE and s.low(at + 1).endswith("ing"):
            start = at + 2 + (s.low(at + 2) == "that")
            return Span(s.tokens[start].start, rest.end)
    return None


def _topical(s: Sentence, span: Span) -> bool:
    """Return whether a plain fact is about an issue of the talks, and not only about the talks."""
    areas = {label.area for label in find_issues(s.text, (span,))}
    return bool(areas - {"process_format"}) or bool(conditions_of(s.text, (span,)))


def _rest(s: Sentence, hits: Sequence[Hit], covered: Sequence[Span]) -> Iterator[Span]:
    """Yield what of a sentence the author says: all of it, or clauses beside what others say."""
    if not hits:
        yield s.span
        return
    taken = [*covered]
    for hit in hits:
        taken.append(s.words(*hit.cue))
        if hit.subject is not None:
            taken.append(s.words(*hit.subject))
    begin = 0
    for at, token in enumerate([*s.tokens, None]):
        free = token is not None and not any(t.start <= token.start < t.end for t in taken)
        if free:
            continue
        if at - begin >= 9 and any(s.low(n) in _FINITE for n in range(begin, at)):
            first, last = begin, at
            while first < last and s.low(first) in {
                ",",
                ".",
                "but",
                "and",
                "while",
                ";",
                "that",
                "”",
                '"',
                "although",
            }:
                first += 1
            while last > first and s.low(last - 1) in {
                ",",
                ".",
                "and",
                "but",
                "with",
                "as",
                ";",
                "“",
                '"',
                "while",
            }:
                last -= 1
            if last - first >= 8:
                yield s.words(first, last)
        begin = at + 1


_FINITE = frozenset(
    "is are was were has have had will would may might could can must should do does did".split()
)


def _chained(s: Sentence, hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with every statement inside another carried by it, and the outer one left out.

    "The agency reported that officials said that ..." is one claim of the officials, through the
    agency.  Where the outer content says much beside the inner, the outer stands; and so it does
    where its source denies or doubts that the inner was said.
    """
    ordered = sorted(hits, key=lambda hit: (hit.content[0][0], -hit.content[-1][1]))
    kept: list[Hit] = []
    for hit in ordered:
        outer = next((o for o in kept if _holds(o, hit)), None)
        if outer is None:
            kept.append(hit)
            continue
        if hit.rule in _STANCES and not _sees(s, outer, hit):
            # A position inside a statement is what the statement says: the statement stands.
            continue
        width = outer.content[-1][1] - outer.content[0][0]
        lead = hit.content[0][0] - outer.content[0][0]
        # What was said is no more than that somebody else said it.
        alone = hit.subject is not None and hit.subject[0] - outer.content[0][0] <= 1
        via = (*hit.via, *((outer.source,) if outer.source is not None else ()), *outer.via)
        said, _ = polarity_of_cue(s.text, s.span, s.words(*outer.cue), outer.source)
        if said == "affirmed" and (alone or lead <= 0.5 * width):
            inner = _own(outer, hit) if alone and _same(outer, hit) else replace(hit, via=via)
            kept[kept.index(outer)] = inner
    return sorted(kept, key=lambda hit: hit.content[0])


def _own(outer: Hit, inner: Hit) -> Hit:
    """Return what somebody says of their own mind as theirs, through the mouths it had anyway."""
    flags = dict.fromkeys(
        (*outer.flags, *(flag for flag in inner.flags if not flag.startswith("source-")))
    )
    return replace(inner, source=outer.source, joint=outer.joint, via=outer.via, flags=tuple(flags))


def _same(outer: Hit, inner: Hit) -> bool:
    """Return whether an inner pronoun is who is quoted: "Oslo said it hoped that ..."."""
    if inner.source is None or inner.source.kind != "pronoun" or outer.source is None:
        return False
    word, kind = inner.source.text.lower(), outer.source.kind
    if word in {"he", "she"}:
        return kind == "person"
    return word == "it" and kind in {"state", "organisation"}


_SEEING = conjugated("see view regard consider perceive advocate")


def _sees(s: Sentence, outer: Hit, inner: Hit) -> bool:
    """Return whether a statement is only how another sees it: "officials say Oslo views ..."."""
    subject = inner.subject[0] if inner.subject else -1
    return (
        any(s.low(at) in _SEEING for at in range(*inner.cue))
        and inner.source is not None
        and inner.source.kind != "pronoun"
        and subject == outer.content[0][0]
        and inner.content[-1][1] >= outer.content[-1][1]
    )


def _holds(outer: Hit, inner: Hit) -> bool:
    first, last = outer.content[0][0], outer.content[-1][1]
    return (
        outer is not inner
        and first <= inner.cue[0] < last
        and (any(a <= inner.content[0][0] < b for a, b in outer.content))
    )
