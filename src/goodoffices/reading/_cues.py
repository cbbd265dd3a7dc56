"""What ties a source to what it says: verbs, an attribution, and how one is made of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._phrases import CATENATIVE, Phrase, is_adverb, right_phrase, speakers
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Mention, Polarity

__all__ = [
    "BE",
    "DASHES",
    "MARKS",
    "PARTICIPLES",
    "SPEAKING",
    "VERBS",
    "Hit",
    "Tokens",
    "coordinator",
    "counted",
    "is_noun",
    "made",
    "source_flags",
    "told",
]

Tokens = tuple[int, int]
"""Tokens ``[first, last)`` of a sentence."""


VERBS = {
    **words.ATTITUDE, **words.WANTING, **words.PRIVATE, **words.REFUSING, **words.COMMISSIVE,
    **words.DIRECTIVE, **words.TELLING, **words.PUBLIC,
}  # fmt: skip


BE = frozenset("is are was were be been being 's 're".split())


_QUANTIFIERS = frozenset("many several few more great high".split())

_NOUN_BEFORE = frozenset(
    "the a an this that these those its his her their our my 's of any no new latest recent "
    "public key main in for with from by further old such each every whose".split()
)

_BEFORE_WHICH = frozenset("on in of for from by with at to after over about".split())


MARKS = frozenset('“ ” " « » „ ‘'.split())


DASHES = frozenset("— – --".split())


_HAVE = frozenset("has have had also is are was were will would did does".split())


SPEAKING = frozenset("say tell claim insist warn allege".split())
"""Verbs that only persons and bodies are subjects of, so that any noun before them is a source."""


PARTICIPLES = frozenset(
    "saying adding warning insisting noting stressing calling urging demanding arguing claiming "
    "citing telling emphasizing emphasising underlining describing accusing rejecting promising "
    "explaining suggesting declaring stating vowing pledging threatening announcing quoting "
    "reiterating pointing alleging maintaining asserting predicting proposing blaming preferring "
    "retorting conceding cautioning admitting acknowledging recalling denouncing condemning "
    "blasting criticising criticizing complaining boasting lamenting asserting affirming "
    "reaffirming confirming denying remarking observing replying answering objecting hinting "
    "swearing "
    "requesting appealing questioning deploring".split()
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One attribution in a sentence.

    Parameters
    ----------
    rule
        The shape it was found by.
    source
        Who says it, or None where nobody is named.
    subject
        The source's tokens, or None.
    cue
        The cue's tokens.
    content
        The content's tokens, in order.
    polarity
        For or against, where the cue tells.
    flags
        What is not resolved.
    via
        Mouths it passed through.
    joint
        Who says it together with the source.
    """

    rule: str
    source: Mention | None
    subject: Tokens | None
    cue: Tokens
    content: tuple[Tokens, ...]
    polarity: Polarity = "none"
    flags: tuple[str, ...] = ()
    via: tuple[Mention, ...] = ()
    joint: tuple[Mention, ...] = ()


def is_noun(s: Sentence, at: int) -> bool:
    """Return whether a word that may be a verb is a noun or a bare infinitive here."""
    word, before = s.low(at), s.low(at - 1)
    goes_on = s.low(at - 2) in CATENATIVE or (s.low(at - 2) == "on" and s.low(at - 3) in CATENATIVE)
    if (before == "to" and not goes_on) or word == "state":
        return True
    if word.endswith(("ed", "ing")) and word != "need":
        return before in {"the", "a", "an", "'s", "of", "its", "their"} or s.low(at + 1) == "-"
    if s.capital(at) and at > 0 and s.low(at - 1) not in MARKS | {":", "."}:
        return True
    if counted(s, at) or (before == "which" and s.low(at - 2) in _BEFORE_WHICH):
        return True  # "a day on which hopes were laid", but not "a plan which demands that"
    if before in _NOUN_BEFORE and word not in {"said", "says", "told"}:
        # "that demand" after a noun may be a relative clause, but is one rarely.
        return True
    mention = s.mention_at(at - 1) if at else None
    adjective = mention is not None and mention.text.endswith(("n", "h", "ese", "i", "S.", "US"))
    plain = word in {
        "demand",
        "claim",
        "report",
        "call",
        "offer",
        "request",
        "support",
        "plan",
        "hope",
        "fear",
        "state",
        "post",
        "order",
        "pledge",
        "promise",
        "vow",
        "protest",
        "threat",
        "appeal",
        "doubt",
        "estimate",
        "forecast",
        "brief",
        "charge",
        "press",
        "push",
    }
    return plain and (at == 0 or adjective or s.low(at + 1) == "'s")


def counted(s: Sentence, at: int) -> bool:
    """Return whether a word is a noun in the plural: "many hopes", but not "many hope"."""
    return s.low(at - 1) in _QUANTIFIERS and s.low(at).endswith("s")


def coordinator(s: Sentence, at: int) -> bool:
    """Return whether only auxiliaries and an adverbial stand between a token and *and* or *but*."""
    first = at
    while at >= 0 and first - at < 7:
        word = s.low(at)
        if word in {"and", "but", "or"}:
            return at == first or s.low(at + 1) in _HAVE or is_adverb(s.low(at + 1))
        if word in MARKS | {",", ";", "that", "who", "which"}:
            return False
        if s.mention_at(at) is not None or word in words.PRONOUNS:
            return False
        at -= 1
    return False


def made(
    s: Sentence, rule: str, phrase: Phrase, cue: Tokens, content: tuple[Tokens, ...],
    polarity: Polarity = "none",
) -> Hit:  # fmt: skip
    """Return the attribution of a content to whom a phrase names, with the mouths between."""
    source, *joint = speakers(s, phrase)
    hit = Hit(
        rule,
        source,
        (phrase.first, phrase.last),
        cue,
        content,
        polarity,
        source_flags((source, *joint)),
        joint=tuple(joint),
    )
    return _heard(s, _citing(s, hit))


def told(s: Sentence, by: Phrase | None, cue: Tokens, content: tuple[Tokens, ...]) -> Hit:
    """Return what is told by whom a phrase names, or by nobody named."""
    if by is not None:
        return made(s, "clause", by, cue, content)
    return Hit("clause", None, None, cue, content, flags=("source-unnamed",))


def source_flags(sources: Sequence[Mention]) -> tuple[str, ...]:
    """Return what is not resolved of those who say a thing."""
    flags: dict[str, None] = {}
    for source in sources:
        if source.kind == "pronoun":
            flags["source-is-pronoun"] = None
        elif source.kind in {"anonymous", "impersonal"}:
            flags["source-unnamed"] = None
        elif source.actor is None:
            flags["source-unknown"] = None
    return tuple(flags)


def _citing(s: Sentence, hit: Hit) -> Hit:
    """Move the source where it cites another: "the agency reported, citing two officials"."""
    # Between source and verb, or right after the verb.
    first = min(hit.cue[0], hit.subject[1] if hit.subject else hit.cue[0])
    for at in range(first, min(hit.cue[0] + 4, len(s.tokens))):
        if s.low(at) in {"citing", "quoting"} and not s.quoted[at]:
            cited = right_phrase(s, at + 1)
            if cited is not None and hit.source is not None:
                flags = source_flags((cited.mention,))
                return replace(hit, source=cited.mention, via=(hit.source,), flags=flags)
    return hit


_HEARD = frozenset("told to with by".split())
"""Words before the outlet that was spoken to, or that quotes: "told Reuters", "quoted by AFP"."""


def _heard(s: Sentence, hit: Hit) -> Hit:
    """Add the outlet that the source spoke to: "told Reuters that", "in an interview with AFP"."""
    begin = min(hit.cue[0], hit.subject[1] if hit.subject else hit.cue[0])
    content = {at for first, last in hit.content for at in range(first, last)}
    inside = hit.cue[0] in content
    for at in range(begin, min(hit.cue[0] + 12, len(s.tokens))):
        if s.quoted[at] or (at in content and not inside) or s.low(at) in {";", "."}:
            break
        if s.low(at) in {"quoted", "cited"} and s.low(at + 1) == "by":
            by = right_phrase(s, at + 2, anybody=True)
            return hit if by is None else replace(hit, via=(*hit.via, by.mention))
        mention = s.mention_at(at)
        if mention is None or mention.kind != "media" or mention in (hit.source, *hit.via):
            continue
        before = s.index(mention.span.start) - 1
        while s.low(before) in {"the", "daily", "newspaper", "agency", "broadcaster", "news"}:
            before -= 1
        if s.low(before) in _HEARD:
            return replace(hit, via=(*hit.via, mention))
    return hit
