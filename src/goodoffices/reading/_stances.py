"""Sources and positions that no verb of saying introduces.

According to and viewpoint phrases (Quirk et al. 1985, 8.124-8.125: viewpoint and attributive
disjuncts), volitional adjectives (16.79), nouns of speech and volition with a complement (17.26,
appositive clauses), impersonal reports (16.34, 16.72) and quotations nobody is named for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._clauses import clause_end, is_clause
from goodoffices.reading._complements import past_adverbials
from goodoffices.reading._cues import VERBS, Hit, Tokens, made, told
from goodoffices.reading._fronted import fronted
from goodoffices.reading._phrases import (
    Phrase,
    classified,
    is_adverb,
    left_phrase,
    right_phrase,
    verbal,
)
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._turns import turns
from goodoffices.reading._types import Mention, Polarity

__all__ = ["stance_hits"]

_VIEW = frozenset("view opinion eyes viewpoint perspective standpoint judgement judgment reading "
                  "assessment estimation telling account words interpretation".split())  # fmt: skip
_EXPLAINED = frozenset(
    "explanation answer reply response reading version account interpretation contention complaint "
    "verdict conclusion assessment understanding objection fear hope theory point suspicion excuse "
    "defence defense retort case rejoinder".split()
)
"""Nouns of speech and belief after whose *is that* stands what somebody says, and wants or not."""

_AIMS = frozenset("position goal aim aims priority priorities objective objectives demand condition "
                  "conditions demands stance line message goals interest interests proposal view argument "
                  "preference requirement plan intention strategy ambition purpose wish hope desire "
                  "policy".split())  # fmt: skip
_ASKED_FOR = frozenset("demand aim goal priority condition objective".split())
"""Nouns after whose *is* a thing may stand: "their main demand is a share of the port"."""

_POSSESSIVES = frozenset("its their his her our".split())
_REFUSED = frozenset(
    "accept recognise recognize cede withdraw allow tolerate agree give abandon surrender "
    "compromise negotiate sign permit disarm concede discuss retreat relinquish yield consider "
    "back meet talk return stop halt lift release hand budge resume join attend end leave enter "
    "share ratify bow free pay pull lay".split()
)
_THINGS_SAID = frozenset(
    "position demand stance proposal claim condition request insistence view "
    "argument offer refusal".split()
)
_IMPERSONAL = re.compile(
    r"\b(?:it (?:is|was|has been) (?:\w+ly )?(?:said|reported|believed|understood|claimed|alleged|"
    r"rumou?red|thought|assumed|feared|hoped|expected|agreed|decided|argued|suggested|acknowledged|"
    r"announced|widely \w+ed)"
    r"|there (?:are|is|were|was|have been|has been) (?:\w+ ){0,3}?(?:indications?|signs?|reports?|"
    r"rumou?rs?|fears?|hopes?|concerns?|claims?|speculation|expectations?|suggestions?|hints?|"
    r"worries|allegations?|accounts?)"
    r"|(?:reports?|rumou?rs?|speculation|fears?|concerns?|hopes?) (?:\w+ ){0,2}?(?:persist|circulated?|"
    r"spread|emerged|mounted|grew|are growing|is growing|surfaced)"
    r"|the (?:\w+ )?(?:impression|view|belief|perception|sense|feeling|consensus|expectation|fear|hope|"
    r"assessment|understanding) (?:\w+ ){0,3}?(?:is|was|has been|prevails|prevailed|remains|grows|"
    r"spreads|emerged)(?: \w+ing| widespread| common| widely shared)?)"
    r"(?: in [\w ]{3,30})? that\b|\bit (?:is|was) (?:widely )?(?:hoped|feared|believed|thought|understood|said) (?=(?:the|a|an|his|her|their|its|both|no) )", re.IGNORECASE)  # fmt: skip
_SAID_TO = re.compile(r"\b(?:is|are|was|were) (?:\w+ly )?(?:said|reported|believed|thought|understood|"
                      r"rumou?red|alleged|claimed) to (?:be|have|\w+)\b", re.IGNORECASE)  # fmt: skip
_HEARSAY = re.compile(r"\b(?:reportedly|allegedly|purportedly|supposedly)\b", re.IGNORECASE)
_NO = frozenset(
    "unacceptable non-negotiable inadmissible intolerable impossible taboo anathema unthinkable "
    "abhorrent repugnant unpalatable".split()
)


def stance_hits(s: Sentence, said: Sequence[Hit]) -> Iterator[Hit]:
    """Yield what a sentence attributes otherwise than by a verb of saying.

    Parameters
    ----------
    s
        The sentence.
    said
        What verbs in it introduce, which nouns and quotations inside do not repeat.
    """
    found: list[Hit] = []
    for hit in (*_according(s), *_viewpoints(s), *_impersonal(s)):
        found.append(hit)
        yield hit
    asked = _asked(s)
    for hit in (
        *_light(s),
        *_clefts(s),
        *_adjectives(s),
        *_convinced(s),
        *_refusals(s),
        *_aims(s),
        *_unacceptable(s),
        *_clear(s),
        *_put_it(s),
    ):
        if not _inside(hit, (*said, *found)) and not asked[0] <= hit.cue[0] < asked[1]:
            found.append(hit)
            yield hit
    for hit in (*_nouns(s), *_reported(s), *turns(s), *_hearsay(s)):
        if not _inside(hit, (*said, *found)):
            found.append(hit)
            yield hit
    for hit in _free_quotes(s):
        if not _inside(hit, (*said, *found)):
            yield hit


def _asked(s: Sentence) -> Tokens:
    """Return the clause of an indirect question: who is asked whether they accept has not said so."""
    for at in range(len(s.tokens) - 2):
        if not s.quoted[at] and s.low(at) == "asked" and s.low(at + 1) in {"whether", "if"}:
            end = next((n for n in range(at + 2, len(s.tokens)) if s.low(n) in {",", ":"}), 0)
            return (at + 2, end or len(s.tokens))
    return (0, 0)


def _inside(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(first <= hit.cue[0] < last or other.cue[0] <= hit.cue[0] < other.cue[1]
               for other in others for first, last in other.content)  # fmt: skip


def _after_phrase(s: Sentence, phrase: Phrase) -> int:
    """Return the token after a source and its apposition, up to the comma that ends it."""
    at = phrase.last
    if s.low(at) in {"who", "which", "whose"}:
        # "according to the minister who hosts the talks, ..."
        return next((n for n in range(at, min(at + 16, len(s.tokens))) if s.low(n) == ","), at)
    if s.low(at) == ",":
        for n in range(at + 1, min(at + 16, len(s.tokens))):
            if s.low(n) in words.AUXILIARIES:
                break
            if s.low(n) == "," and (
                s.low(at + 1) in {"the", "a", "an", "who", "its", "his"}
                or s.low(at + 1) in words.OFFICES
                or s.low(n - 1) in words.OFFICES
            ):
                return n
    return at


def _according(s: Sentence) -> Iterator[Hit]:
    for at in range(len(s.tokens) - 2):
        if s.quoted[at] or s.low(at) != "according" or s.low(at + 1) != "to":
            continue
        phrase = right_phrase(s, at + 2)
        # A constitution or a timetable is a ground, not a source.
        if phrase is None:
            continue
        yield _around(s, at, (at, at + 2), phrase, "according")


def _around(s: Sentence, at: int, cue: Tokens, phrase: Phrase, rule: str) -> Hit:
    """Return the hit of a phrase that stands before, inside or after what it ascribes."""
    after = _after_phrase(s, phrase)
    size = len(s.tokens)
    begins = s.low(at - 1) == "and" and (at < 4 or s.low(at - 2) == ",")
    opens = at <= 1 or s.low(at - 1) in {"but", ";"} or begins
    if opens:
        start = after + (s.low(after) in {",", ":"})
        while s.low(start) in {"“", '"'}:
            start += 1
        end = clause_end(s, start, cue=at) if start < size else start
        return made(
            s, rule, phrase, cue, ((start, max(end, start + 1)),) if start < size else ((0, at),)
        )
    begin = _begin(s, at)
    related = s.low(at - 1) == "," and s.low(at - 2) in {"which", "that", "who"}
    if related and s.low(after) == ",":
        # "a map which, according to him, rewards theft": only the clause about the noun is said.
        end = clause_end(s, after + 1, cue=at)
        if end > after + 1:
            return made(s, rule, phrase, cue, ((after + 1, end),))
    head = at - (s.low(at - 1) in {",", "—", "–"})
    rest = after + (s.low(after) in {",", "—", "–"})
    content = [(begin, max(head, begin + 1))]
    if rest < size - 1 and s.low(after) == ",":
        end = clause_end(s, rest, cue=at)
        if end > rest and s.low(rest) not in {
            "but",
            "and",
            "while",
            "although",
            "though",
            "which",
            "who",
        }:
            content.append((rest, end))
    return made(s, rule, phrase, cue, tuple(content))


def _begin(s: Sentence, at: int) -> int:
    """Return where the clause begins that an interrupting phrase stands in."""
    for n in range(at - 2, -1, -1):
        if s.low(n) in {";", ":"}:
            return n + 1
        if s.low(n) in {"as", "but", "while", "although", "though"} and s.low(n - 1) == ",":
            return n + 1
    return 1 if s.low(0) in {"“", '"'} else 0


def _viewpoints(s: Sentence) -> Iterator[Hit]:
    size = len(s.tokens)
    for at in range(size - 2):
        if s.quoted[at]:
            continue
        word, nxt = s.low(at), s.low(at + 1)
        if word in {"in", "from"} and not (
            at and s.low(at - 1) not in {",", "but", "and", ";", "as"}
        ):
            # "from the point of view of X", "in the eyes of X", "in X's view"
            of = next((n for n in range(at + 1, min(at + 7, size)) if s.low(n) == "of"
                       and (s.low(n - 1) in _VIEW or (s.low(n - 2) == "of" and s.low(n - 1) == "view"))),
                      None)  # fmt: skip
            if of is not None and s.low(of + 1) == "view" and s.low(of + 2) == "of":
                of += 2
            if of is not None and nxt in {"the", "a"}:
                phrase = right_phrase(s, of + 1)
                if phrase is not None:
                    yield _around(s, at, (at, of + 1), phrase, "viewpoint")
                continue
            if nxt in _POSSESSIVES and s.low(at + 2) in _VIEW and s.low(at + 3) == ",":
                # "In his view, ...": whose it is is left to a pronoun.
                span = s.words(at + 1, at + 2)
                owner = Phrase(at + 1, at + 3, Mention(span, span.of(s.text), "pronoun"))
                yield _around(s, at, (at, at + 3), owner, "viewpoint")
                continue
            poss = next((n for n in range(at + 1, min(at + 8, size)) if s.low(n) == "'s"), None)
            if poss is not None and (
                s.low(poss + 1) in _VIEW or s.low(poss + 2) in _VIEW or s.low(poss + 1) == "point"
            ):
                phrase = classified(s, at + 1, poss)
                if phrase is not None:
                    last = next(
                        n
                        for n in range(poss + 1, min(poss + 5, size))
                        if s.low(n) in _VIEW | {"view", "point"}
                    )
                    if s.low(last) == "point":
                        last += 2
                    yield _around(
                        s,
                        at,
                        (at, last + 1),
                        Phrase(phrase.first, min(last + 1, size), phrase.mention),
                        "viewpoint",
                    )
        elif (
            word == "for"
            and (at == 0 or s.low(at - 1) in {",", ";", "but", "and"})
            and nxt not in {"its", "their", "his", "her", "example", "now"}
        ):
            phrase = right_phrase(s, at + 1, anybody=True)
            if phrase is None or s.low(phrase.last) != ",":
                continue
            named = phrase.mention.kind in {"state", "organisation", "person", "group"}
            if not named and not _NO & {s.low(n) for n in range(phrase.last, len(s.tokens))}:
                continue
            if at and s.low(at - 1) == ",":
                continue
            start = phrase.last + 1
            if s.low(start) in {"who", "which", "whose"}:
                # "For the exiles, who had lost all, it came too late"
                start = next((n + 1 for n in range(start, size) if s.low(n) == ","), size)
            end = clause_end(s, start, cue=at) if start < size else start
            if end - start > 2:
                yield made(
                    s, "viewpoint", phrase, (at, at + 1), ((start, end),), _against(s, start, end)
                )


def _against(s: Sentence, first: int, last: int) -> Polarity:
    low = {s.low(n) for n in range(first, last)}
    if low & _NO or "cannot" in low:
        return "against"
    return "for"


def _impersonal(s: Sentence) -> Iterator[Hit]:
    for match in _IMPERSONAL.finditer(s.text, s.span.start, s.span.end):
        first = s.index(match.start())
        last = s.index(match.end())
        if first >= len(s.tokens) or s.quoted[first] or last >= len(s.tokens):
            continue
        end = clause_end(s, last, cue=first)
        if end <= last:
            continue
        circle = _circle(s, first)
        if circle is not None:
            yield made(s, "impersonal", circle, (first, last), ((last, end),))
            continue
        span = s.words(first, last)
        source = Mention(span, span.of(s.text), "impersonal")
        yield Hit(
            "impersonal", source, None, (first, last), ((last, end),), "none", ("source-unnamed",)
        )


def _circle(s: Sentence, first: int) -> Phrase | None:
    """Return the people among whom an impression is held: "In diplomatic circles, ..."."""
    if first < 3 or s.low(first - 1) != ",":
        return None
    opening = next(
        (n for n in range(first - 2, -1, -1) if s.low(n) in {"in", "among", "within"}), None
    )
    if opening is None:
        return None
    phrase = right_phrase(s, opening + 1)
    return phrase if phrase is not None and phrase.last == first - 1 else None


def _hearsay(s: Sentence) -> Iterator[Hit]:
    for pattern in (_SAID_TO, _HEARSAY):
        for match in pattern.finditer(s.text, s.span.start, s.span.end):
            first = s.index(match.start())
            last = s.index(match.end()) if pattern is _HEARSAY else first + 2
            if first >= len(s.tokens) or s.quoted[first]:
                continue
            begin = _begin(s, first)
            end = clause_end(s, max(last, first + 1), cue=first)
            if end - begin < 4:
                continue
            span = s.words(first, max(last, first + 1))
            source = Mention(span, span.of(s.text), "impersonal")
            yield Hit(
                "hearsay",
                source,
                None,
                (first, max(last, first + 1)),
                ((begin, end),),
                "none",
                ("source-unnamed",),
            )


def _party(phrase: Phrase | None) -> bool:
    return phrase is not None and phrase.mention.kind in {
        "state",
        "organisation",
        "person",
        "group",
        "pronoun",
        "anonymous",
    }


def _adjectives(s: Sentence) -> Iterator[Hit]:
    """Yield "X is unwilling to", "X remains opposed to", "X is against"."""
    for at in range(1, len(s.tokens) - 2):
        value = words.STANCE_ADJECTIVES.get(s.low(at))
        if value is None or s.quoted[at]:
            continue
        back = at - 1
        while back > 0 and (is_adverb(s.low(back)) or s.low(back) in {"more", "less", "very"}):
            back -= 1
        if s.low(back) not in {
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "remains",
            "remain",
            "remained",
            "seems",
            "'s",
            "stand",
            "stands",
            "stood",
        } or s.low(at + 1) not in {"to", "for", "that", "of", "the", "any"}:
            continue
        subject = back
        while s.low(subject - 1) in words.AUXILIARIES or is_adverb(s.low(subject - 1)):
            subject -= 1
        phrase = left_phrase(s, back)
        if phrase is None or not _party(phrase):
            continue
        negated = any(s.low(n) in {"not", "n't", "never", "no"} for n in range(subject, at))
        polarity: Polarity = value  # type: ignore[assignment]  # the table holds two words
        if negated:
            polarity = "against" if value == "for" else "for"
        end = clause_end(s, at + 1, cue=at, phrase=True)
        first = fronted(s, phrase.first, back)
        first = phrase.first if first is None else first
        yield made(s, "adjective", phrase, (at, at + 2), ((first, end),), polarity)


_SUBJECTS = frozenset("it he she they we there".split())
_CONVINCED = frozenset(
    "clear certain sure convinced confident adamant positive emphatic insistent hopeful optimistic "
    "afraid worried concerned doubtful sceptical skeptical aware explicit categorical".split()
)
"""Adjectives of belief and of speech with a that-clause: Quirk et al. 16.71."""


def _convinced(s: Sentence) -> Iterator[Hit]:
    """Yield "X is convinced that ...", "X remained adamant that ..."."""
    for at in range(2, len(s.tokens) - 3):
        if s.quoted[at] or s.low(at) not in _CONVINCED:
            continue
        start = at + 1 + (s.low(at + 1) == "that")
        # "is sure they will come": without *that* only a pronoun shows that a clause begins.
        bare = s.low(start) in _SUBJECTS and is_clause(s, start)
        if start == at + 1 and not bare:
            continue
        back = at - 1
        while back > 0 and is_adverb(s.low(back)):
            back -= 1
        if s.low(back) not in {"is", "are", "was", "were", "been", "remains", "remained", "remain"}:
            continue
        phrase = left_phrase(s, back)
        if phrase is None or not _party(phrase) or s.low(phrase.first) in {"it", "you"}:
            continue
        end = clause_end(s, start, cue=at)
        yield made(s, "clause", phrase, (at, start), ((start, end),))


def _refusals(s: Sentence) -> Iterator[Hit]:
    """Yield what a party says that it will not do: "Kyiv will never accept ..."."""
    for at in range(1, len(s.tokens) - 2):
        if s.quoted[at] or s.low(at) not in {"not", "never", "n't", "cannot"}:
            continue
        if s.low(at) != "cannot" and s.low(at - 1) not in {
            "will",
            "would",
            "wo",
            "can",
            "could",
            "ca",
        }:
            continue
        verb = at + 1
        while is_adverb(s.low(verb)):
            verb += 1
        if s.low(verb) not in _REFUSED:
            continue
        phrase = left_phrase(s, at if s.low(at) == "cannot" else at - 1)
        if phrase is None or not _party(phrase):
            continue
        end = clause_end(s, verb + 1, cue=at, phrase=True)
        first = at if s.low(at) == "cannot" else at - 1
        condition = fronted(s, phrase.first, verb)
        begin = phrase.first if condition is None else condition
        yield made(s, "refusal", phrase, (first, verb + 1), ((begin, end),), "against")


def _aims(s: Sentence) -> Iterator[Hit]:
    """Yield "X's position is that ...", "the aim of X is to ..."."""
    for at in range(1, len(s.tokens) - 3):
        if s.quoted[at] or s.low(at) not in {"is", "was", "remains", "are", "were"}:
            continue
        complement = at + 1
        while is_adverb(s.low(complement)):
            complement += 1
        named = s.low(complement) in {"a", "an", "the", "no"}
        if s.low(complement) not in {"that", "to"} and not named:
            continue
        for n in range(at - 1, max(-1, at - 12), -1):
            explained = s.low(n) in _EXPLAINED and s.low(complement) == "that"
            if named and s.low(n) not in _ASKED_FOR:
                continue
            if s.low(n) in _AIMS or explained:
                phrase = _owner(s, n, at)
                if phrase is not None and _party(phrase):
                    start = complement + (not named)
                    end = clause_end(s, start, cue=at)
                    rule = "clause" if explained else "aim"
                    stance: Polarity = "none" if explained else "for"
                    cue, content = (n, start), ((start, end),)
                    yield made(s, rule, phrase, cue, content, stance)
                break


def _owner(s: Sentence, noun: int, until: int) -> Phrase | None:
    """Return whose a noun is: "the rebels' demand", "the demand of the rebels", "its demand"."""
    if s.low(noun + 1) in {"of", "by", "from"} and noun + 2 < until:
        return right_phrase(s, noun + 2)
    back = noun - 1
    while back >= 0 and s.low(back) not in _POSSESSIVES | {"'s", "'", "’"} and noun - back < 5:
        mention = s.mention_at(back)
        if mention is not None and mention.kind in {"state", "organisation"}:
            return Phrase(back, noun, mention)
        stop = s.low(back) in {"the", "a", "an", "of", "and", "no", "any"} or verbal(s.low(back))
        if stop or not s.tokens[back].text.isalpha():
            break
        back -= 1
    if back < 0:
        return None
    if s.low(back) in _POSSESSIVES:
        span = s.words(back, back + 1)
        return Phrase(back, back + 1, Mention(span, span.of(s.text), "pronoun"))
    if s.low(back) in {"'s", "'", "’"}:
        return left_phrase(s, back)
    return None


def _nouns(s: Sentence) -> Iterator[Hit]:
    """Yield nouns of speech and volition with a complement and an owner."""
    for at in range(len(s.tokens) - 2):
        entry = words.STANCE_NOUNS.get(s.low(at))
        if entry is None or s.quoted[at]:
            continue
        if s.low(at + 1) == "," and s.low(at + 2) == "that" and "that" in entry[0]:
            hit = _beside(s, at, entry[1])
            if hit is not None:
                yield hit
            continue
        if s.low(at + 1) not in entry[0]:
            continue
        said = s.low(0) in {"this", "that", "these", "such", "the"} and s.low(1) in _THINGS_SAID
        if said:
            # Whose position it is stands in a sentence before; the whole sentence is kept.
            end = clause_end(s, at + 2, cue=at)
            first = 0
            yield Hit(
                "noun", None, None, (at, at + 2), ((first, end),), entry[1], ("holder-is-pronoun",)
            )
            continue
        phrase = _owner(s, at, at + 2 if s.low(at + 1) != "of" else at + 1)
        if phrase is None or not (_party(phrase) or s.capital(phrase.last - 1)):
            continue
        end = clause_end(s, at + 2, cue=at, phrase=True)
        start = at + 2 if s.low(at + 1) == "that" else at
        end = _before_finite(s, start, end) if s.low(at + 1) != "that" else end
        if end - at > 3:
            yield made(s, "noun", phrase, (at, at + 2), ((start, end),), entry[1])


_REPORTS = frozenset(
    "retort reply answer response rejoinder complaint complaints accusation accusations fear fears "
    "worry worries concern concerns hope hopes suspicion suspicions rumour rumours rumor rumors claim "
    "claims allegation allegations charge charges warning warnings "
    "assertion assertions objection demand demands insistence message word news "
    "assurance assurances promise promises pledge pledges suggestion".split()
)
"""Nouns of speech and belief with an appositive clause: Quirk et al. 17.26."""

_BARE = frozenset(
    "word news message demand demands claim claims charge charges promise promises pledge pledges "
    "suggestion assertion assertions hope hopes insistence".split()
)
"""Nouns that report only with a mouth: "with word from Oslo that", but "the demand that Oslo made"."""


def _reported(s: Sentence) -> Iterator[Hit]:
    """Yield "the retort that ...", and "a warning from the army that ..." with who warns."""
    for at in range(1, len(s.tokens) - 4):
        if s.quoted[at] or s.low(at) not in _REPORTS:
            continue
        by: Phrase | None = None
        that = at + 1
        if s.low(that) in {"from", "by", "of", "among"}:
            by = right_phrase(s, at + 2)
            if by is None:
                continue
            that = by.last
        elif s.low(at) in _BARE or not _introduced(s, at):
            continue
        if s.low(that) != "that" or not is_clause(s, that + 1):
            continue
        end = clause_end(s, that + 1, cue=at)
        if end - that < 4:
            continue
        yield told(s, by, (at, that + 1), ((that + 1, end),))


def _introduced(s: Sentence, noun: int) -> bool:
    """Return whether a noun has an article or nothing before it, so that nobody owns it."""
    for back in range(noun - 1, max(-1, noun - 4), -1):
        word = s.low(back)
        if word in {"the", "a", "an"}:
            return True
        if word in _POSSESSIVES | {"'s", "'", "’", "no", "not"} or not word.isalpha():
            return False
    return False


def _beside(s: Sentence, noun: int, polarity: Polarity) -> Hit | None:
    """Return "the rebels' demand, that the army leave, is ...": an apposition between commas."""
    phrase = _owner(s, noun, noun + 1)
    end = next((n for n in range(noun + 3, len(s.tokens)) if s.low(n) == ","), 0)
    if phrase is None or not _party(phrase) or end - noun < 5:
        return None
    return made(s, "noun", phrase, (noun, noun + 3), ((noun + 3, end),), polarity)


def _before_finite(s: Sentence, start: int, end: int) -> int:
    """Return where a noun phrase that is a subject ends: before its verb."""
    for n in range(start + 2, end):
        if s.low(n) in words.AUXILIARIES - {"be", "been", "being", "'s"} and s.low(n - 1) not in {
            "that",
            "which",
            "who",
        }:
            return n
        if s.low(n) == ",":
            return n
    return end


def _unacceptable(s: Sentence) -> Iterator[Hit]:
    for at in range(2, len(s.tokens) - 2):
        word = s.low(at)
        if s.quoted[at] or word not in _NO | {"acceptable"} or s.low(at + 1) not in {"to", "for"}:
            continue
        phrase = right_phrase(s, at + 2)
        if phrase is None or phrase.mention.kind not in {
            "state",
            "organisation",
            "person",
            "group",
        }:
            continue
        negated = any(s.low(n) in {"not", "n't", "never"} for n in range(max(0, at - 3), at))
        against = (word in _NO) != negated
        yield made(
            s,
            "unacceptable",
            phrase,
            (at, at + 2),
            ((_begin(s, at), phrase.last),),
            "against" if against else "for",
        )


def _clear(s: Sentence) -> Iterator[Hit]:
    """Yield "X made (it) clear (to Y) that ..." and "X let (it be known | Y know) that ..."."""
    for at in range(1, len(s.tokens) - 4):
        if s.low(at) not in {"let", "lets", "letting"} or s.quoted[at]:
            continue
        known = next(
            (n for n in range(at + 2, min(at + 7, len(s.tokens))) if s.low(n) in {"know", "known"}),
            None,
        )
        that = known and next(
            (n for n in range(known, min(known + 9, len(s.tokens) - 2)) if s.low(n) == "that"), None
        )
        if known and not that and is_clause(s, known + 1):
            that = known  # "let it be known it would come"
        phrase = left_phrase(s, at, anybody=True)
        if that and phrase is not None:
            end = clause_end(s, that + 1, cue=at)
            yield made(s, "clause", phrase, (at, that + 1), ((that + 1, end),))
    for at in range(1, len(s.tokens) - 3):
        if s.low(at) not in {"clear", "plain"} or s.quoted[at]:
            continue
        verb = next(
            (
                n
                for n in range(at - 1, max(-1, at - 5), -1)
                if s.low(n) in {"made", "makes", "make", "making"}
            ),
            None,
        )
        that = next(
            (n for n in range(at + 1, min(at + 9, len(s.tokens) - 1)) if s.low(n) == "that"), None
        )
        start = past_adverbials(s, at + 1)
        if that is None and is_clause(s, start):
            that = start - 1  # "made clear on Friday they would stay"
        if verb is None or that is None:
            continue
        phrase = left_phrase(s, verb)
        if phrase is None:
            continue
        if s.low(verb) == "making" and s.low(phrase.first - 1) != "with":
            continue
        end = clause_end(s, that + 1, cue=verb)
        yield made(s, "clause", phrase, (verb, that + 1), ((that + 1, end),))


def _put_it(s: Sentence) -> Iterator[Hit]:
    """Yield "X put it more bluntly: ...", as it stands before what is put so."""
    for at in range(1, len(s.tokens) - 5):
        if s.quoted[at] or s.low(at) not in {"put", "puts"} or s.low(at + 1) != "it":
            continue
        colon = next((n for n in range(at + 2, at + 6) if s.low(n) == ":"), None)
        phrase = left_phrase(s, at, anybody=True)
        if colon is None or phrase is None or any(s.quoted[colon:]):
            continue
        end = clause_end(s, colon + 1, cue=at)
        if end - colon > 3:
            yield made(s, "clause", phrase, (at, colon + 1), ((colon + 1, end),))


_LIGHT = words.conjugated("take hold express voice give issue make send leave share utter")
_HELD = frozenset(
    "view position line opinion stance belief hope fear concern conviction warning assurance "
    "promise point notice word doubt impression".split()
)


def _light(s: Sentence) -> Iterator[Hit]:
    """Yield "X took the view that ...", "X expressed the hope that ...": Quirk et al. 10.30."""
    for at in range(1, len(s.tokens) - 4):
        if s.quoted[at] or s.low(at) not in _LIGHT:
            continue
        noun = next(
            (n for n in range(at + 1, min(at + 5, len(s.tokens) - 2)) if s.low(n) in _HELD), None
        )
        if noun is None or s.low(noun + 1) != "that":
            continue
        phrase = left_phrase(s, at)
        if phrase is not None:
            end = clause_end(s, noun + 2, cue=at)
            yield made(s, "clause", phrase, (at, noun + 2), ((noun + 2, end),))


_CLEFT = {**words.WANTING, **words.DIRECTIVE, **words.conjugated("need fear propose say mean")}


def _clefts(s: Sentence) -> Iterator[Hit]:
    """Yield "What X wants is ...": a pseudo-cleft, Quirk et al. 18.28."""
    for at in range(2, len(s.tokens) - 2):
        if s.quoted[at] or s.low(at) not in _CLEFT or s.low(at + 1) not in {"is", "was"}:
            continue
        phrase = left_phrase(s, at)
        if phrase is None or s.low(phrase.first - 1) != "what" or not _party(phrase):
            continue
        start = at + 2 + (s.low(at + 2) == "that")
        end = clause_end(s, start, cue=at)
        if end <= start:
            continue
        wants = _CLEFT[s.low(at)] not in {"fear", "say", "mean"}
        negated = any(s.low(n) in words.NEGATIONS for n in range(phrase.last, at))
        if wants and negated:
            # "What Oslo never wanted was a road": the negation is part of what Oslo holds.
            halves = ((phrase.last, at + 1), (start, end))
            refused = s.low(at) in words.WANTING or _CLEFT[s.low(at)] == "need"
            stance: Polarity = "against" if refused else "none"
            yield made(s, "aim", phrase, (at, at + 1), halves, stance)
        else:
            polarity: Polarity = "for" if wants else "none"
            yield made(s, "aim", phrase, (at, at + 2), ((start, end),), polarity)


def _free_quotes(s: Sentence) -> Iterator[Hit]:
    """Yield quotations of a clause's length that nothing in the sentence ascribes to anybody."""
    at = 0
    while at < len(s.tokens):
        if not s.quoted[at]:
            at += 1
            continue
        end = at
        while end < len(s.tokens) and s.quoted[end]:
            end += 1
        # A few words inside a sentence are a name or a mark of distance, a whole sentence is speech.
        sentence = at <= 1 and end >= len(s.tokens) - 2 and end - at >= 3
        last = end - (s.low(end - 1) in {".", ","})
        described = s.low(at).endswith("ing") and at > 1 and s.low(at - 2).isalpha()
        described = described and not s.capital(at) and s.low(at - 2) not in VERBS
        if (last - at >= 5 and not described) or sentence:
            content = ((at, last),)
            yield Hit("quotation", None, None, (at, at + 1), content, "none", ("source-missing",))
        at = end
