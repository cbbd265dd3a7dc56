"""The records that the readers share: a frozen document, and what is proposed from it.

Offsets are Unicode code points into `Document.text`, end-exclusive, whatever the file's encoding
was.  Nothing here states that a claim is true, or even that it was made: a reader proposes, and a
person confirms.  The parts of an attribution are those of PARC and PolNeAR, source, cue and
content; either content or source may be discontinuous or absent.

References
----------
.. [pareti2016] Pareti 2016, "PARC 3.0: A corpus of attribution relations", LREC, 3914-3920.
.. [newell2018] Newell, Margolin & Ruths 2018, "An attribution relations corpus for political
   news", LREC, 3315-3322.
.. [edtf2019] ISO 8601-2:2019, "Date and time: Extensions", clause 4 (unspecified digits).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

__all__ = [
    "Condition", "CuePolarity", "DateMention", "Document", "HedgeKind", "IssueLabel", "Kind",
    "Mention", "MentionKind", "Polarity", "ProposedClaim", "ProposedDelegate", "ProposedRound",
    "ReaderName", "Reading", "Span", "plain",
]  # fmt: skip

Kind = Literal["fact", "attributed", "judgement", "forecast"]
HedgeKind = Literal["none", "possible", "likely", "impression"]
Polarity = Literal["for", "against", "none"]
CuePolarity = Literal["affirmed", "denied", "doubted", "not-said"]
ReaderName = Literal["rules", "model"]
MentionKind = Literal[
    "state", "organisation", "person", "group", "media", "anonymous", "impersonal", "pronoun",
    "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``[start, end)`` of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"expected 0 <= start < end, found [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """Return the words themselves."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Return whether `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Return whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """A text that no longer changes.

    Parameters
    ----------
    name
        The file's name, without its folder.
    text
        What all offsets point into: NFC is *not* applied, and line ends are as they were read.
    sha256
        Of `text` in UTF-8, in hexadecimal digits.
    paragraphs
        The lines of `text` that hold something, in order; ``Place.paragraph`` of a case counts
        *lines*, blank ones too, as `line` does.
    kind
        What was read: "text", "html", "pdf" or "docx".
    date
        The day the document bears, YYYY-MM-DD, if the user gave one.
    flags
        What is doubtful about its text, for example "columns-mixed".
    """

    name: str
    text: str
    sha256: str
    paragraphs: tuple[Span, ...]
    kind: Literal["text", "html", "pdf", "docx"] = "text"
    date: str | None = None
    flags: tuple[str, ...] = ()

    def line(self, offset: int) -> int:
        r"""Return the number of the line that holds a code point, from 1; only ``\n`` ends one."""
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that speaks, acts or is spoken of, at one place.

    Parameters
    ----------
    span
        The words.
    text
        The same words, as they stand.
    kind
        What it is; "pronoun", "anonymous", "impersonal" and "unknown" name nobody.
    actor
        Its id in the lexicon, or one made of a person's name; None where it was not resolved.
    of
        The id of the state or body it speaks for, where the words say so.
    """

    span: Span
    text: str
    kind: MentionKind
    actor: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression, and its EDTF where it has one.

    Parameters
    ----------
    span
        The words.
    edtf
        ISO 8601-2 (EDTF level 1), "XXXX" for a year that is not in the text; "" where the words
        name no date ("by spring", "in recent years").
    inferred
        The same with the year taken from the document's date, or "" where that says nothing.
    """

    span: Span
    edtf: str
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class IssueLabel:
    """An area of the taxonomy, and the words that point to it."""

    area: str
    triggers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """An order, a condition or a dependence that a claim states.

    Parameters
    ----------
    kind
        ``not-before``: `then` does not happen before `first`; ``before``: `first` happens before
        `then`; ``if``: `then` holds where `first` does; ``unless``: `then` holds where `first`
        does not; ``without``: no `then` without `first`; ``depends``: `then` hangs on `first`.
    marker
        The words that say so ("before", "only after", "unless").
    first
        What comes first or is required.
    then
        What waits for it.
    """

    kind: Literal["not-before", "before", "if", "unless", "without", "depends"]
    marker: Span
    first: Span
    then: Span


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """One statement taken from one place of a document, for a person to confirm.

    Parameters
    ----------
    id
        Unique in its reading and stable for a text: reader and offset, for example "r-3747".
    spans
        The content, in order; more than one where a cue stands between its parts.
    kind
        As in a case.
    sentence
        The whole segment it stands in.
    cue
        What ties source and content ("said that", "according to"), if anything does.
    speaker
        Who says it; None: the author of the document.
    joint
        Who says it together with the speaker: of "Iran and Iraq said" and of "neither Iran nor Iraq
        accepts" the second.
    via
        Mouths it passed through before the document, from first to last; an outlet that was told
        counts as one.
    cue_polarity
        Whether the speaker says it ("affirmed"), denies it, doubts it, or is reported not to say
        it; only what is affirmed can be a position.
    holder
        Whose position it is, where that is another than the speaker ("For the government, ...").
    quotes
        What stands in quotation marks, without the marks.
    hedge, hedges
        How firmly it is put, and the words that say so.
    polarity
        Of a position: what its holder is for, or against; "none" elsewhere.
    conditions
        The orders and conditions it states, in the order of their markers.
    issues
        Areas of the taxonomy with the words that triggered each.
    about
        Parties and others mentioned in the content.
    dates
        Time expressions in the content.
    flags
        What could not be resolved, one short slug each: "source-is-pronoun", "source-unnamed",
        "source-unknown", "source-negative", "source-quantified", "via-unnamed", "holder-unknown",
        "holder-is-pronoun", "denial-negated", "is-a-question", "words-of-whom", "scope-open",
        "quote-open", "year-missing".
    reader
        Who proposes it.
    """

    id: str
    spans: tuple[Span, ...]
    kind: Kind
    sentence: Span
    cue: Span | None = None
    speaker: Mention | None = None
    joint: tuple[Mention, ...] = ()
    via: tuple[Mention, ...] = ()
    holder: Mention | None = None
    quotes: tuple[Span, ...] = ()
    hedge: HedgeKind = "none"
    hedges: tuple[Span, ...] = ()
    polarity: Polarity = "none"
    conditions: tuple[Condition, ...] = ()
    issues: tuple[IssueLabel, ...] = ()
    about: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    flags: tuple[str, ...] = ()
    reader: ReaderName = "rules"
    cue_polarity: CuePolarity = "affirmed"

    @property
    def position(self) -> bool:
        """Whether it says what somebody wants, offers, demands or refuses."""
        return self.polarity != "none"

    @property
    def condition(self) -> Condition | None:
        """The first order or condition it states."""
        return self.conditions[0] if self.conditions else None

    @property
    def extent(self) -> Span:
        """From the first code point of the content to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True, slots=True)
class ProposedDelegate:
    """A person sent somewhere on behalf of a side.

    Parameters
    ----------
    name
        Where the name stands.
    person
        The name as it is written, without office.
    offices
        Where offices of that person stand.
    side
        The party it was sent by, or None where the sentence does not say.
    head
        True where the text says that this person leads; None where it says nothing.
    round
        Id of the round the sentence is about, or None.
    """

    name: Span
    person: str
    offices: tuple[Span, ...]
    side: Mention | None
    head: bool | None
    round: str | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedRound:
    """A meeting.

    Parameters
    ----------
    id
        Made of its kind, place and number in the reading, for example "talks-geneva".
    kind
        "round" for talks, "visit" for a delegation's visit.
    span
        The words that name it.
    status
        "past" or "scheduled" by tense, "unknown" where the tense does not say.
    place
        Where it is held.
    date
        When.
    formats
        Words on its format ("trilateral", "direct consultations").
    parties
        Whoever is said to take part.
    """

    id: str
    kind: Literal["round", "visit"]
    span: Span
    status: Literal["past", "scheduled", "unknown"]
    place: Span | None = None
    date: DateMention | None = None
    formats: tuple[Span, ...] = ()
    parties: tuple[Mention, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader proposes from one document.

    Parameters
    ----------
    uncovered
        Segments with words of saying or wanting from which nothing was proposed.
    flags
        What holds of the whole document, for example "year-missing".
    """

    document: Document
    claims: tuple[ProposedClaim, ...]
    delegates: tuple[ProposedDelegate, ...] = ()
    rounds: tuple[ProposedRound, ...] = ()
    dates: tuple[DateMention, ...] = ()
    actors: tuple[Mention, ...] = ()
    uncovered: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()
    reader: ReaderName = "rules"

    def as_json(self) -> dict[str, object]:
        """Return the reading for a program; of the text itself, no more than name and hash.

        A text may not be passed on where its offsets may, so the words stay out.
        """
        document = self.document
        return {
            "schema": "goodoffices/reading/1",
            "document": {
                "name": document.name,
                "kind": document.kind,
                "date": document.date,
                "sha256": document.sha256,
                "characters": len(document.text),
                "offsets": "Unicode code points, end-exclusive",
            },
            "reader": self.reader,
            **{
                key: [_record(item) for item in getattr(self, key)]
                for key in ("claims", "delegates", "rounds", "dates", "actors")
            },
            "uncovered": plain(self.uncovered),
            "flags": list(self.flags),
        }


def _record(value: object) -> object:
    shown = plain(value)
    if isinstance(value, ProposedClaim) and isinstance(shown, dict):
        shown["position"] = value.position
        shown["condition"] = plain(value.condition) if value.condition else None
    return shown


def plain(value: object) -> object:
    """Return a record as JSON holds it: a span as ``[start, end]``, a tuple as a list."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value
