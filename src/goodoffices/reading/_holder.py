"""Whose position reported words are, and what it is for or against.

Who reports a refusal does not refuse.  A wish in the words themselves ("must", "should",
"unacceptable") is the speaker's; a will or an act ("will not", "rejected", "is ready to") is that
of the subject of the words, which is the speaker only where the words name the speaker again, or a
pronoun can mean nobody else.  Where that is open there is no position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodoffices.reading._types import Mention, Polarity, ProposedClaim

__all__ = ["Held", "held"]

_FORBIDS = re.compile(
    r"\b(?:must not|should not|shall not|cannot be|can not be|could not be|"
    r"unacceptable(?! (?:to|for) (?!us\b|me\b|it\b|them\b|him\b|her\b))|"
    r"(?:is|was|are|were) (?:not (?:an option|for sale|negotiable|acceptable)(?! (?:to|for) )|"
    r"no option)|ha(?:s|ve|d) no (?:place|business) (?:on|in|at|there|here)|"
    r"non-negotiable|nothing (?:can|will|shall|must|could) be|"
    r"inadmissible|"
    r"out of the question|red lines?|there (?:can|will|would|must|should) be no|mustn[’']t|"
    r"shouldn[’']t|there (?:is|was) not going to be)\b|"
    r"\bno (?:\w+ ){1,3}?(?:before|until|without|unless)\b|"
    r"\bnot (?:a|one|a single) (?:\w+ ){1,8}?(?:before|until|without|unless)\b|"
    r"^no (?:\w+ ){1,4}?(?:and no|no)\b|"
    r"\bno (?:\w+ ){1,3}?(?:can|could|must|shall|should)\b"
    r"(?! be (?:reached|drawn|confirmed|found))",
    re.IGNORECASE,
)  # fmt: skip
_ASKS = re.compile(
    r"\b(?:must|should|shall|needs? to|has to|have to|had to be|in favou?r of|"
    r"(?:is|was|are|were|be|remain\w*) (?:\w+ly )?(?:essential|vital|crucial|indispensable|"
    r"imperative|overdue)(?! (?:to|for|in) )|"
    r"it (?:is|was) (?:\w+ly )?(?:essential|vital|crucial|indispensable|imperative|necessary) "
    r"(?:that|to (?!know\b|note\b|understand\b|remember\b|say\b|see\b))|"
    r"it (?:is|was) (?:high |now )?time (?:to|that|for)|no alternative to|the only way out|"
    r"(?:is|was|are|were|be|remain\w*) (?:\w+ly )?(?:necessary|needed|required|called for)"
    r"(?! (?:to (?:the|its|their)|in|by) )|"
    r"(?:is|was|are|were|be) (?:\w+ly )?only (?:possible|feasible|workable|acceptable)|"
    r"(?:can|could|will|would) only (?:be|come|begin|start|succeed|work|hold|happen|follow)|"
    r"(?:we|i) (?:all |both |\w+ly )?(?:need|hope|urge|ask|appeal|call (?:on|for)|insist))\b",
    re.IGNORECASE,
)
"""What shall be: modal verbs, and adjectives of what is necessary (Quirk et al. 4.55, 16.72)."""

_REFUSES = re.compile(
    r"(?:\b(?:cannot|can not|could not|will not|would not|(?:will|would|shall|can|could) never|"
    r"never again)\b|(?:ca|wo|would|could)n[’']t\b)"
    r"(?!\s+(?:\w+ly\s+)?(?:confirm|comment|say|tell|verify|predict|know|recall|remember|find|see|"
    r"speak|rule out|exclude|be (?:sure|certain|reached|drawn|confirmed)))|"
    r"\b(?:ruled? out|reject\w*|refus\w+|no longer|oppos\w+)\b|"
    r"\b(?:do|did|does)(?: not|n[’']t) (?:\w+ly )?(?:want|wish|accept|recogni[sz]e|agree|"
    r"support|intend|plan|tolerate|approve|negotiate|share|back|favou?r)\b|"
    r"\bno (?:promise|commitment|intention|plans?|wish|desire|interest|obligation)s?\b|"
    r"\bno reason to\b|\bnot (?:come|here|going) to\b|"
    r"\b(?:suspend\w*|end\w*) (?:its|their|his|her|our) (?:participation|membership)\b|"
    r"\b(?:boycott\w*|walk(?:ed|ing)? out|break(?:ing)? off)\b|"
    r"\b(?:will|would) (?:accept|recogni[sz]e|tolerate|sign|allow|make|give|cede|discuss|join) "
    r"no\b",
    re.IGNORECASE,
)  # fmt: skip
_WILLS = re.compile(
    r"\b(?:ready to|willing to|prepared to|committed to|wants?|demand\w*|call(?:s|ed)? for|only if|"
    r"only after|support\w*|accept(?:s|ed)|"
    r"(?:will|would) (?:accept|agree|welcome|sign|honou?r)|agreed? to|offer(?:s|ed)? to|"
    r"(?:can|could) live with|propos(?:es?|ed)|pledg(?:es?|ed) to|promis(?:es?|ed) to|"
    r"vow(?:s|ed)? to|hop(?:es?|ed|ing) (?:for|to)|insist(?:s|ed)?)\b",
    re.IGNORECASE,
)
_ORDERED = re.compile(r"\b(?:before|until|unless|without|as long as|so long as)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:may|might|could|whether)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PLANS = re.compile(
    r"\b(?:will|would)\s+(?:\w+\s+){1,12}?(?:if|once|until|provided|as long as|in return|"
    r"in exchange|only)\b",
    re.IGNORECASE,
)
"""What somebody will do on a condition is offered; what others will do anyway is foretold."""

_UNDERTAKES = re.compile(
    r"\b(?:will|would|[’'](?:ll|d))\s+(?:\w+ly\s+)?(?:give up|hand over|withdraw|release|free|pull|"
    r"decommission|disarm|lay down|respect|attend|send|return|lift|reopen|open|pay|stay|stop|halt|"
    r"ratify|implement|cooperate|co-operate|join|comply|abide|keep to|go ahead|take part|meet|"
    r"negotiate|talk|share|leave|recogni[sz]e|allow|accept|guarantee|support)\b"
    r"(?!\s+(?:no|nothing|nobody|neither)\b)",
    re.IGNORECASE,
)
"""Acts that somebody says they themselves will do, and so undertake: Quirk et al. 4.42, 4.58."""

_FRONTED = re.compile(
    r"^(?:if|unless|until|once|when|while|although|after|before|without|in exchange for|"
    r"as long as)\b"
    r"[^,]*,\s*",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:(?:only|not)\s+)?(?:if|unless|until|once|when|after|before|without|provided|as long as)\b"
    r"[^,]*$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[\s“”\"'‘«(]*(?:(?:that|but|and|yet|so|the|then)\s+)*", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:[a-z]+[^s\W]s|people|police)\b(?!['’])", re.IGNORECASE)
_THEY = frozenset("state organisation group".split())
_OWN = re.compile(
    r"^(?:its|his|her|their|my|our)\s+(?:own\s+)?(?:\w+\s+)?(?:government|side|delegation|country|"
    r"party|people|men|fighters|troops|team|movement|forces|army|leadership|administration|president|minister|"
    r"leader|king)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A position, or none, and what is open about it."""

    polarity: Polarity = "none"
    holder: Mention | None = None
    flags: tuple[str, ...] = ()


def held(claim: ProposedClaim, text: str) -> Held:
    """Return what a claim is for or against, and who holds that where it is not the speaker.

    A claim that is denied, doubted, not said or asked is nobody's position.
    """
    speaker = claim.speaker
    closed = {"is-a-question", "source-negative", "source-quantified"} & set(claim.flags)
    if claim.cue_polarity != "affirmed" or closed or claim.kind != "attributed":
        return Held()
    if claim.polarity != "none":
        return Held(claim.polarity, claim.holder)
    if speaker is None:
        return Held()
    if claim.cue is not None and any(span.holds(claim.cue) for span in claim.spans):
        return Held()  # the verb is its speaker's own, and takes no side
    if speaker.kind in {"media", "impersonal"}:
        return Held()
    if text[claim.extent.end : claim.extent.end + 1] == "?":
        return Held()
    words = " ".join(span.of(text) for span in claim.spans)
    if _FORBIDS.search(words):
        return Held("against")
    acts = _REFUSES.search(words) or _WILLS.search(words) or _PLANS.search(words)
    if acts is not None and _OPEN.search(words[: acts.start()]):
        return Held()  # what may happen, nobody wants as yet
    if acts is None:
        own = _UNDERTAKES.search(words) and _subject(claim, text, speaker) == speaker
        return Held("for" if own or _ASKS.search(words) else "none")
    polarity: Polarity = "against" if _REFUSES.search(words) else "for"
    found = _subject(claim, text, speaker)
    if found is None and _ASKS.search(words) and not _REFUSES.search(words):
        return Held("for")
    if found is None and polarity == "against" and _ORDERED.search(words, acts.end()):
        # "The aid will not flow before the siege ends": who says so lays down an order.
        return Held("against")
    if isinstance(found, Mention):
        return Held(polarity, None if found == speaker else found)
    return Held(flags=(found or "holder-unknown",))


def _subject(claim: ProposedClaim, text: str, speaker: Mention) -> Mention | str | None:
    """Return the subject of the words: who that is, a flag, or None where nobody is known."""
    first = claim.spans[0]
    if len(claim.spans) > 1 and _CONDITION.match(first.of(text)):
        # "Unless it is paid, Iran says, it will not move": the subject comes after the tag.
        first = claim.spans[1]
    opening = _OPENING.match(text, first.start, first.end)
    start = opening.end() if opening else first.start
    fronted = _FRONTED.match(text[start : first.end])
    if fronted is not None:
        start += fronted.end()
    rest = text[start : first.end]
    word = re.match(r"\w+", rest)
    low = word[0].lower() if word else ""
    if low in {"we", "i"} or _OWN.match(rest):
        return speaker
    # "An official said that they would not": who speaks is one person, or several.
    many = speaker.kind in _THEY or _PLURAL.search(speaker.text) is not None or bool(claim.joint)
    if speaker.kind == "pronoun" and low in {"it", "they", "he", "she"}:
        return speaker if low == speaker.text.lower() else "holder-is-pronoun"
    if low in {"it", "they"}:
        return speaker if many else "holder-is-pronoun"
    if low in {"he", "she"}:
        one = speaker.kind == "person" or (speaker.kind == "anonymous" and not many)
        return speaker if one else "holder-is-pronoun"
    article = re.match(r"(?:the)\s+", rest, re.IGNORECASE)
    at = start + (article.end() if article else 0)
    named = [m for m in claim.about if start <= m.span.start <= at and (m.actor or m.of)]
    if not named:
        return None
    # Of "Russia's foreign minister" the whole is the subject, and its head speaks for the state.
    mention = max(named, key=lambda m: m.span.end)
    return speaker if mention.actor in {speaker.actor, speaker.of} - {None} else mention
