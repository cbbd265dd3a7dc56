"""Quotations that go on after their comment clause, or that a sentence before them announces.

“...,” she said. “...”: a comment clause may stand between two sentences of one speech (Quirk et al.
1985, 14.29).  In news the same holds after reported speech ("She said that it was over. “...”"),
over the edge of a paragraph as well.  By the custom of print another paragraph is another speaker's
where two people talk to each other, so that after a quotation it is the same one's only if that was
said in public ("..., he told reporters").  How far the speech reaches is flagged all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._cues import source_flags
from goodoffices.reading._phrases import left_phrase
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Mention, ProposedClaim

__all__ = ["resumed"]

_SAYING = {**words.PUBLIC, **words.TELLING, **words.QUOTATIVE}
_MEDIA = frozenset(
    "reporters journalists statement interview speech address broadcast briefing post tweet letter "
    "newspaper television radio communiqué communique".split()
)
_UNHEARD = frozenset("media impersonal".split())


def resumed(
    s: Sentence, found: Sequence[ProposedClaim], last: Sentence, before: Sequence[ProposedClaim]
) -> ProposedClaim | None:
    """Return the quotation that is all of a sentence, with the speaker of the sentence before.

    Parameters
    ----------
    s, found
        A sentence and what was found in it.
    last, before
        The sentence before it and what was found there.
    """
    if len(found) != 1 or "source-missing" not in found[0].flags or last.segment.heading:
        return None
    (rest,) = found
    if s.index(rest.spans[0].start) > 1:
        return None
    speaker = _announced(last) or _speaker(s, last, before)
    if speaker is None:
        return None
    flags = (
        *(flag for flag in rest.flags if flag != "source-missing"),
        *source_flags((speaker,)),
        "scope-open",
    )
    return replace(rest, speaker=speaker, cue=None, flags=flags)


def _announced(last: Sentence) -> Mention | None:
    """Return who says what follows a colon at the end: "The envoy, asked about it, said:"."""
    if last.low(len(last.tokens) - 1) != ":":
        return None
    for at in range(len(last.tokens) - 2, 0, -1):
        if last.quoted[at] or last.low(at) not in _SAYING or last.low(at).endswith("ing"):
            continue
        phrase = left_phrase(last, at, anybody=True)
        return phrase.mention if phrase is not None else None
    return None


def _speaker(s: Sentence, last: Sentence, before: Sequence[ProposedClaim]) -> Mention | None:
    said = [claim for claim in before if claim.kind == "attributed"]
    if not said or any(claim.speaker != said[0].speaker for claim in said):
        return None
    opening = said[-1]
    if opening.cue is None or opening.speaker is None or opening.cue_polarity != "affirmed":
        return None
    if opening.speaker.kind in _UNHEARD or "is-a-question" in opening.flags:
        return None
    first, end = last.index(opening.cue.start), last.index(opening.cue.end)
    if not any(last.low(at) in _SAYING for at in range(first, end)):
        return None
    if last.segment.paragraph == s.segment.paragraph:
        return opening.speaker
    return opening.speaker if not any(last.quoted) or _public(last) else None


def _public(last: Sentence) -> bool:
    """Return whether what was said was said to many, so that nobody answers in between."""
    return any(
        not last.quoted[at]
        and (
            last.low(at) in _MEDIA
            or ((mention := last.mention_at(at)) is not None and mention.kind == "media")
        )
        for at in range(len(last.tokens))
    )
