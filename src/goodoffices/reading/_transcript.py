"""Labels that say who speaks: "LAVROV: ...", "Q: ...", "MR. MILLER: ...".

In a transcript a label carries the source for every sentence after it, and "I" and "we" are whoever
it names.  In capitals, a title, a question or an answer, a label stands for itself; a name written
as in any sentence ("Karl Berg: ...") counts only where the document has another label too, since
lists are written so as well.  Paragraphs after a labelled one have its speaker until the next
label; that is how transcripts are set, but a narrator may stand between, so it is flagged.

References
----------
.. [pareti2015] Pareti 2015, "Attribution: a computational approach", section 3.3: sources outside
   the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goodoffices.reading._actors import Persons, find_mentions, slug
from goodoffices.reading._lexicon import Lexicon
from goodoffices.reading._segments import Segment, paragraphs, tokens
from goodoffices.reading._types import Mention, MentionKind, Span

__all__ = ["ASIDES", "Voice", "voices"]

_LABEL = re.compile(
    r"(?:\*\*|__)?(?P<name>(?:Q|A)(?=\.\s)|[^\W\d_][\w.'’\- ]{0,58}?)"
    r"(?:\s*\([^()\n]{1,60}\))?(?:\*\*|__)?\s?(?::|(?<=\bQ)\.|(?<=\bA)\.)(?:\*\*|__)?\s+(?=\S)"
)
_ASKING = frozenset(
    "q question questioner reporter journalist interviewer correspondent moderator host".split()
)
_ANSWERING = frozenset("a answer".split())
_HEADS = frozenset(
    "note notes update updated correction summary abstract background analysis opinion exclusive "
    "warning source sources title subject date from to re cc topic topics agenda annex article "
    "chapter part section figure table box photo caption video watch live breaking news brief "
    "conclusion introduction keywords author editor published location place time also see "
    "attention urgent draft text statement transcript remarks press release".split()
)
"""Words in capitals before a colon that are no speakers."""

_WORDS = 6
"""Words of the longest label."""

ASIDES = re.compile(
    r"(?:(?:well|so|look|okay|ok|and|but|again|yes|no|yeah|right),?\s+)*"
    r"(?:thank|thanks|good (?:morning|afternoon|evening|day)|hello|welcome|please|go ahead|next "
    r"question|let me|let['’]s|(?:i|we)(?:['’]d| would) refer|(?:i|we) (?:do not|don['’]t|have "
    r"no|have nothing|just don['’]t)|(?:i|we)(?:['’]m| am|['’]re| are) not (?:going|aware|in a "
    r"position)|(?:i|we)(?:['’]ll| will) (?:leave|get back|take|have to)|as (?:i|we) said)\b",
    re.IGNORECASE,
)
"""Turns by which a speaker opens, thanks or gives no answer: no statement on the talks."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a segment, by a label before it.

    Parameters
    ----------
    who
        The one labelled.
    asks
        Whether the label is that of one who asks questions.
    carried
        Whether the label stands before an earlier paragraph.
    """

    who: Mention
    asks: bool
    carried: bool = False


def voices(
    text: str, segments: Sequence[Segment], names: Lexicon, persons: Persons
) -> Iterator[tuple[Segment, Voice | None]]:
    """Yield segments without the labels before them, each with whoever speaks it.

    One after the other, so that `persons` knows the names of the text before.
    """
    matches = [_match(text, segment) for segment in segments]
    strong = [match and _strong(match["name"]) for match in matches]
    # One that is written like a name in a list counts beside another label only.
    many = sum(match is not None and bool(match["name"]) for match in matches) > 1
    now: Voice | None = None
    starts = [block.start for block in paragraphs(text)]
    labelled = 0
    for segment, match, sure in zip(segments, matches, strong, strict=True):
        block = bisect_right(starts, segment.span.start)
        voice = _voice(match, names, persons) if match and (sure or many) else None
        if match is not None and voice is not None:
            now, labelled = voice, block
            yield replace(segment, span=Span(match.end(), segment.span.end)), voice
            continue
        if now is None or segment.heading or (block != labelled and not many):
            now = now if now is not None and block == labelled else None
            yield segment, None
            continue
        yield segment, replace(now, carried=block != labelled)


def _match(text: str, segment: Segment) -> re.Match[str] | None:
    before = text[max(0, segment.span.start - 12) : segment.span.start]
    begins = not before.strip() or "\n" in before or segment.span.start < 12
    match = _LABEL.match(text, segment.span.start, segment.span.end) if begins else None
    if match is None or len(match["name"].split()) > _WORDS:
        return None
    return match


def _strong(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    low = {word.lower() for word in words}
    if low & _HEADS:
        return False
    return name.lower() in _ASKING | _ANSWERING or (name.isupper() and sum(map(len, words)) > 1)


def _voice(match: re.Match[str], names: Lexicon, persons: Persons) -> Voice | None:
    name = match["name"]
    span = Span(*match.span("name"))
    low = name.lower()
    if low in _ASKING | _ANSWERING:
        return Voice(Mention(span, name, "anonymous"), asks=low in _ASKING)
    if {word.lower() for word in re.findall(r"[^\W\d_]+", name)} & _HEADS:
        return None
    # In capitals a name is looked up as it is written elsewhere.
    written = name.title() if name.isupper() else name
    mentions, places = find_mentions(
        written, tokens(written, Span(0, len(written))), names, persons
    )
    whole = next((m for m in mentions if m.span.end == len(written)), None)
    if whole is not None:
        if whole.kind in {"state", "organisation"} and _dateline(written, whole, names):
            return None
        return Voice(Mention(span, name, whole.kind, whole.actor, whole.of), asks=False)
    if not name.isupper() or places:
        return None
    kind: MentionKind = "person" if len(re.findall(r"\w{2,}", name)) < 4 else "unknown"
    known = persons.known(written.split()[-1])
    if known is not None and known[0] is not None:
        return Voice(Mention(span, name, "person", *known), asks=False)
    return Voice(Mention(span, name, kind, slug(written)), asks=False)


def _dateline(written: str, mention: Mention, names: Lexicon) -> bool:
    """Return whether a label is the place of a dateline: "MOSCOW: ..."."""
    entry = names.actors.get(mention.actor or "")
    return entry is not None and written in entry.capitals
