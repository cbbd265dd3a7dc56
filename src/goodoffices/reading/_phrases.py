"""Noun phrases that can be a source: found to the left or right of a cue, and told apart by head.

There is no parser here.  English puts the subject before its verb and little between the two but
adverbs, auxiliaries and an apposition between commas (Quirk et al. 1985, 2.45, 17.65), so walking
from the verb to the nearest word that no noun phrase holds finds most of them; a head that names
nobody who can speak ends in no source rather than in a wrong one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Mention, MentionKind
from goodoffices.reading._vocabulary import (
    AUXILIARIES,
    LEGAL_TEXTS,
    NOT_ADVERBS,
    OFFICES,
    PRONOUNS,
    SOURCE_NOUNS,
    TEXT_SOURCES,
    TIME_WORDS,
)

__all__ = [
    "CATENATIVE",
    "Phrase",
    "apposed",
    "classified",
    "is_adverb",
    "left_phrase",
    "right_phrase",
    "speakers",
    "verbal",
]

_STOPS = frozenset(
    "that while although though because if when whereas as since until unless but yet so than "
    "whether what how where why which who whom whose despite amid before after and or nor even "
    "then thus however something anything everything".split()
)
_PREPOSITIONS = frozenset(
    "of in for from at to with on by between near close inside within outside across under around "
    "against behind on into over about both".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those its his her their our my some several many most all one two "
    "three four five six both another no any each every other few".split()
)
_ANONYMOUS = frozenset(
    "official officials source sources diplomat diplomats analyst analysts expert experts observer "
    "observers people insider insiders aide aides adviser advisers advisor advisors spokesman "
    "spokeswoman spokesperson critics critic person lawmaker lawmakers negotiator negotiators "
    "mediator mediators witness witnesses commander commanders participant participants those "
    "closest circles resident residents envoy envoys minister ministers leader leaders delegate "
    "delegates delegates members member supporters allies ally quarters scholars scholar camp "
    "representative representatives colleagues lawyers activists monitors facilitators officer "
    "officers counterpart counterparts".split()
)
_SPEAKS_FOR = frozenset(
    "government side delegation authorities leadership administration team negotiators party "
    "regime state foreign-ministry cabinet officials delegations".split()
)
CATENATIVE = frozenset(
    "continues continued continue goes went began begins begin chose hastened ceased".split()
)
"""Verbs that leave what is done to the next: "continues to maintain", "went on hoping"."""

_AFTER_NOUN = frozenset(
    "familiar close briefed involved present privy responsible loyal sympathetic opposed".split()
)
"""Adjectives that stand after the noun they belong to: Quirk et al. 7.21."""

_PARTICIPLES = frozenset(
    "caught torn left held led made known born flown driven hit struck shaken drawn beaten bound "
    "built given taken seen sent set shut split stung thrown worn won lost hurt fed".split()
)
"""Participles without *-ed* with which a clause about a noun begins."""

_LONGEST = 28
"""Tokens of the longest noun phrase looked at."""

_SHUNNED = frozenset("it this that these which what there".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, as tokens ``[first, last)``, and whom it names."""

    first: int
    last: int
    mention: Mention


def speakers(s: Sentence, phrase: Phrase) -> tuple[Mention, ...]:
    """Return those whom a phrase names, one by one: "Iran and Iraq", "neither Iran nor Iraq".

    A phrase is parted only where each part has a head that can speak, and no preposition before
    the conjunction could reach over it: "officials from Iran and Iraq" are one source.
    """
    cuts = [
        at
        for at in range(phrase.first + 1, phrase.last - 1)
        if s.low(at) in {"and", "nor", "&", ","} and s.mention_at(at) is None
    ]
    first = phrase.first + (s.low(phrase.first) in {"neither", "both", "either"})
    starts = [first, *(at + 1 for at in cuts)]
    ends = [*cuts, phrase.last]
    named: list[Mention] = []
    for start, end in zip(starts, ends, strict=True):
        if start >= end:
            continue
        part = classified(s, start, end)
        if part is None or part.mention.kind == "pronoun":
            return (phrase.mention,)
        if part.mention.kind == "unknown" and not s.capital(end - 1) and not s.capital(start + 1):
            return (phrase.mention,)
        open_ = any(s.low(n) in _PREPOSITIONS for n in range(start, end))
        if open_ and end < phrase.last and s.low(end + 1) not in _DETERMINERS:
            return (phrase.mention,)
        named.append(part.mention)
    return tuple(named) if len(named) > 1 else (phrase.mention,)


def is_adverb(word: str) -> bool:
    """Return whether a word may stand between a subject and its verb."""
    if word in _ADVERBS:
        return True
    return len(word) > 4 and word.endswith("ly") and word not in NOT_ADVERBS


_ADVERBS = frozenset(
    "also again still now then earlier later never not n't only always often already even just "
    "once long since therefore thus too further themselves himself herself itself reportedly "
    "meanwhile instead nevertheless nonetheless however both all so far together twice".split()
)


def verbal(word: str) -> bool:
    """Return whether a word is a finite auxiliary, the surest sign of a clause."""
    # "'s" is a genitive here far more often than a verb.
    return (word in AUXILIARIES and word != "'s") or word in {"n't", "cannot"}


def left_phrase(s: Sentence, verb: int, *, anybody: bool = False) -> Phrase | None:
    """Return the subject of the verb at a token, or None where none can speak.

    Parameters
    ----------
    s
        The sentence.
    verb
        Token of the verb.
    anybody
        Whether the verb is one that only who can speak is subject of, so that any head will do.
    """
    last = verb - 1
    while last >= 0 and (
        is_adverb(s.low(last))
        or s.low(last) in AUXILIARIES
        or s.low(last) == "to"
        or (s.low(last) in CATENATIVE and s.low(last + 1) in {"to", "on"})
        or (s.low(last) == "on" and s.low(last - 1) in CATENATIVE)
        or (s.low(last) in CATENATIVE and s.low(last + 1) == "on")
        or _symbol(s.tokens[last].text)
    ):
        last -= 1
    last = _past_time(s, last)
    if last < 0:
        return None
    if s.low(last) in {",", "—", "–", "-", ")"}:
        opened = _apposition_start(s, last)
        if opened is None:
            return None
        return _named_apart(s, _ending_at(s, opened - 1), opened + 1, last)
    if s.low(last) in {"who", "which", "that"}:
        last -= 1
        if s.low(last) in {",", "—", "–"}:
            last -= 1
    found = _ending_at(s, last)
    if found is None or found.mention.kind == "unknown":
        found = _before_relative(s, last) or found
    return found or _ending_at(s, last, anybody=anybody)


def _named_apart(s: Sentence, phrase: Phrase | None, first: int, last: int) -> Phrase | None:
    """Return an office with the name that stands apart: "its foreign minister, Karl Berg,"."""
    name = s.mention_at(first) if first < last else None
    if phrase is None or phrase.mention.kind != "anonymous" or name is None:
        return phrase
    if name.kind != "person" or s.index(name.span.end) < last:
        return phrase
    return Phrase(phrase.first, phrase.last, replace(name, of=name.of or phrase.mention.of))


def _before_relative(s: Sentence, last: int) -> Phrase | None:
    """Return "a mediator" of "a mediator who has seen it all (says)": no commas are there."""
    for at in range(last, max(1, last - 16), -1):
        if s.low(at) in {",", ";", ":", "that"} or s.quoted[at]:
            return None
        if s.low(at) == "who" and any(verbal(s.low(n)) for n in range(at + 1, last + 1)):
            return _ending_at(s, at - 1)
    return None


def _symbol(token: str) -> bool:
    """Return whether a token is an emoji or another sign that grammar does not know."""
    return all(unicodedata.category(sign) in {"So", "Sk", "Cf", "Mn"} for sign in token)


def _past_time(s: Sentence, last: int) -> int:
    """Step left over an adverbial of time between subject and verb ("Lavrov on Monday said")."""
    at = last
    while at >= 0 and (s.low(at) in TIME_WORDS or s.low(at).isdigit()):
        at -= 1
    if at < last and s.low(at) in {"on", "in", "late", "early", "this", "last"}:
        return at - 1
    return last if at == last or s.capital(last) is False else at


_APPOSED = frozenset(
    "who whose himself herself itself themselves once long now then formerly aged one with".split()
)
"""Words that an apposition or a clause about a noun begins with, beside determiners and names."""


def apposed(s: Sentence, closing: int) -> bool:
    """Return whether a mark closes what is said of a noun: "the minister, a former general,".

    A comma may part verbs of one subject as well ("shelled the town, denied it"): what stands
    between the marks then begins with a verb.
    """
    opened = _apposition_start(s, closing)
    if opened is None:
        return False
    before = _ending_at(s, opened - 1)
    word, token = s.low(opened + 1), s.tokens[opened + 1]
    set_off = word.endswith(("ing", "ed")) or word in _PARTICIPLES or word in _PREPOSITIONS
    if before is not None and before.first <= 1 and set_off:
        return True  # "Asmara, having lost the town, accepted it"; "Oslo, of course, accepted it"
    return (
        word in _APPOSED | _DETERMINERS
        or word in OFFICES
        or word in SOURCE_NOUNS
        or word.isdigit()
        or token.text[0].isupper()
        or s.low(closing) != ","
    )


def _apposition_start(s: Sentence, closing: int) -> int | None:
    """Return the comma that opens the apposition which a comma closes."""
    pair = {",": {","}, ")": {"("}}.get(s.low(closing), {"—", "–", "-"})
    relative = False
    for at in range(closing - 1, max(-1, closing - 28), -1):
        word = s.low(at)
        if word in pair and at > 0:
            # A list or a clause between commas has no noun that can speak before it.
            after = s.low(at + 1)
            if after in {"who", "which", "whose", "whom"} or not relative:
                before = _ending_at(s, at - 1)
                if before is not None:
                    return at
        if word in {";", ":", "“", "”", '"'}:
            return None
        if verbal(word) and word not in {"having", "being"}:
            relative = True
        elif word in {"who", "which", "whom", "whose", "that", "whether"}:
            relative = False  # the verb is in a clause about a noun that stands inside
    return None


def _ending_at(s: Sentence, last: int, *, anybody: bool = False) -> Phrase | None:
    if last > 0 and s.low(last) in {"there", "here", "abroad"}:
        last -= 1
    if last < 0:
        return None
    first = last
    at = last
    while at >= 0 and last - at < 26:
        word = s.low(at)
        token = s.tokens[at]
        if s.quoted[at] and at != last:
            break
        if word in {"and", "&"}:
            joined = at > 0 and (
                (s.capital(at - 1) and s.mention_at(at - 1) is not None)
                or (s.low(at - 1) in SOURCE_NOUNS and s.low(at - 1) != "talks")
                or s.low(at - 1) in OFFICES
                or (s.capital(at - 1) and at + 1 < len(s.tokens) and s.capital(at + 1))
            )
            if not joined:
                break
        elif word == "those" and at < last:
            first = at
            break
        elif word == "," and _lists(s, at, last):
            at -= 1
            continue
        elif (
            word in _STOPS
            or verbal(word)
            or (token.text in _SAID and at != last)
            or not (token.text[0].isalnum() or word == "'s" or word in {".", "'", "-"})
        ):
            break
        first = at
        at -= 1
    begin = _trimmed(s, first, last)
    if begin is None or begin > last:
        return None
    if begin < last and s.low(last) in _SUBJECTS and s.low(last - 1) not in {"and", "&"}:
        begin = last  # "After their third visit she": what a pronoun heads is the pronoun
    if s.low(begin - 1) in {"after", "before", "amid", "despite"} and s.low(begin) == "the":
        # "The day after the signing Mr Berg said": the adverbial ends where the name begins.
        name = s.mention_at(last)
        if name is not None and name.kind == "person":
            begin = max(begin, s.index(name.span.start))
    found = classified(s, begin, last + 1)
    if found is None and anybody and _common(s, begin, last):
        words = s.words(begin, last + 1)
        found = Phrase(begin, last + 1, Mention(words, words.of(s.text), "unknown"))
    return found if found is None else _from_neither(s, found)


_SAID = frozenset(
    "said says told tells wrote writes argued argues insisted insists believes thinks admitted "
    "admits denies rejects condemning denouncing rejecting blasting".split()
)
"""Forms that are verbs and nothing else, at which another clause's noun phrase begins."""

_SUBJECTS = frozenset("he she they we i".split())


def _lists(s: Sentence, comma: int, last: int) -> bool:
    """Return whether a comma parts names of a list that begins its clause: "A, B and C"."""
    if all(s.low(n) not in {"and", "&"} for n in range(comma + 1, last)):
        return False
    at = comma
    while s.low(at) == ",":
        mention = s.mention_at(at - 1) if at else None
        if mention is None or mention.kind not in {"state", "organisation", "person"}:
            return False
        at = s.index(mention.span.start) - 1
    return s.low(at) in {"", "that", "and", "but", ";", "both", "while", "of"}


def _from_neither(s: Sentence, phrase: Phrase) -> Phrase:
    """Return "neither A nor B" where a phrase is its B."""
    if s.low(phrase.first - 1) != "nor":
        return phrase
    for at in range(phrase.first - 2, max(-1, phrase.first - _LONGEST), -1):
        if s.low(at) == "neither":
            return Phrase(at, phrase.last, phrase.mention)
        if s.low(at) in {";", ":", "."} or verbal(s.low(at)):
            break
    return phrase


def _common(s: Sentence, first: int, last: int) -> bool:
    """Return whether a phrase has a noun for a head, as far as a list of other words can tell."""
    low = s.low(last)
    head = next((n - 1 for n in range(first + 1, last + 1) if s.low(n) in _PREPOSITIONS), last)
    return (
        last > first
        and s.low(head) not in LEGAL_TEXTS
        and s.tokens[last].text[0].isalpha()
        and low not in LEGAL_TEXTS | TIME_WORDS | _PREPOSITIONS | _DETERMINERS
        and not low.endswith("ly")
    )


def _trimmed(s: Sentence, first: int, last: int) -> int | None:
    """Drop an adverbial before the noun phrase ("On Monday", "In Geneva", "After the talks")."""
    while first <= last and (
        (is_adverb(s.low(first)) and s.low(first) != "both")
        or (s.low(first) in TIME_WORDS and s.low(first) not in {"this", "last", "next", "early"})
        or s.low(first).replace(":", "").isdigit()
    ):
        first += 1
    if first > last:
        return None
    if s.low(first) == "with":
        return _trimmed(s, first + 1, last)
    if s.low(first) in _PREPOSITIONS - {"both"}:
        mention = s.mention_at(first + 1) if first + 1 <= last else None
        at = first + 1
        if mention is not None:
            at = s.index(mention.span.end)
        else:
            if at <= last and s.low(at) in _DETERMINERS:
                at += 1
            while at <= last and not (
                s.low(at) in _DETERMINERS or s.low(at) in PRONOUNS
                or (s.capital(at) and s.low(at) not in TIME_WORDS
                    and not (at > 0 and s.capital(at - 1) and s.low(at - 1) not in TIME_WORDS))
            ):  # fmt: skip
                at += 1
        if at > last:
            return None
        return _trimmed(s, at, last)
    return first


def right_phrase(s: Sentence, first: int, *, anybody: bool = False) -> Phrase | None:
    """Return the noun phrase that begins at a token, its apposition not counted in.

    With `anybody`, any head will do, as in `left_phrase`.
    """
    if s.low(first) == "neither":
        one = right_phrase(s, first + 1)
        two = right_phrase(s, one.last + 1) if one and s.low(one.last) == "nor" else None
        if two is not None:
            return Phrase(first, two.last, two.mention)
    at = first
    while at < len(s.tokens) and at - first < _LONGEST:
        word = s.low(at)
        token = s.tokens[at]
        if word in {"and", "&"}:
            if not (
                at + 1 < len(s.tokens) and (s.capital(at + 1) or s.low(at + 1) in SOURCE_NOUNS)
            ):
                break
        elif (
            (word in _STOPS - {"that", "and"})
            or word == "that"
            or verbal(word)
            or (word in TIME_WORDS and at > first and word != "may")
            or (word in {"on", "in"} and s.low(at + 1) in TIME_WORDS)
            or not (token.text[0].isalnum() or word == "'s" or word in {"'", "-"}
                    or (token.text == "." and len(s.tokens[at - 1].text) == 1))
        ):  # fmt: skip
            break
        at += 1
    while at > first and s.low(at - 1) in _PREPOSITIONS:
        at -= 1
    if at == first:
        return None
    found = classified(s, first, at)
    if found is None and anybody and _common(s, first, at - 1):
        words = s.words(first, at)
        found = Phrase(first, at, Mention(words, words.of(s.text), "unknown"))
    return found


def _head(s: Sentence, first: int, cut: int) -> int:
    """Return the head of a phrase that ends at a token, or at what is told of it."""
    head = cut - 1
    if head > first and (s.low(head) == "'s" or s.low(head) in _AFTER_NOUN):
        head -= 1  # "sources familiar with the draft"
    return head


def classified(s: Sentence, first: int, last: int) -> Phrase | None:
    """Tell by its head whom a phrase names; None where the head is nobody who can speak."""
    cut = last
    for at in range(first + 1, last):
        if s.low(at) in _PREPOSITIONS or s.low(at) in {"who", "whose"}:
            cut = at
            break
        if s.low(at).endswith("ed") and s.low(at - 1) in SOURCE_NOUNS | TEXT_SOURCES:
            cut = at  # "a statement released on Monday"
            break
    words = s.words(first, last)
    inner = s.within(words)
    head = _head(s, first, cut)
    low = s.low(head)
    of = next(
        (m.actor or m.of for m in inner if m.kind in {"state", "organisation", "media"}), None
    )

    def made(kind: MentionKind, actor: str | None = None, side: str | None = None) -> Phrase:
        return Phrase(first, last, Mention(words, words.of(s.text), kind, actor, side))

    if first + 1 == cut and low in PRONOUNS | {"it"}:
        named = low in {
            "he",
            "she",
            "they",
            "it",
            "we",
            "i",
            "you",
            "who",
            "him",
            "her",
            "them",
            "me",
            "us",
        }
        if low == "one" and cut == last:
            return None
        return made("pronoun" if named or cut == last else "anonymous", None, of)
    if s.low(first) in {"those", "one", "some", "many", "several", "most", "others"} and (
        cut == first + 1 or low in {"closest", "close", "familiar", "briefed"}
    ):
        return made("anonymous", None, of)
    mention = s.mention_at(head)
    if mention is not None and not s.places.count(mention.span):
        if mention.kind == "person":
            return made("person", mention.actor, mention.of)
        whole = mention.span.end >= s.tokens[head].end
        # An adjective of nationality is a head only as a plural: "the Russians", not "the Russian".
        if whole:
            return made(mention.kind, mention.actor, mention.of)
    if low in LEGAL_TEXTS:
        return None
    singular = low
    if singular in SOURCE_NOUNS or singular in OFFICES:
        if low in _ANONYMOUS:
            person = next((m for m in inner if m.kind == "person"), None)
            if person is not None and person.span.start >= s.tokens[head].start:
                return made("person", person.actor, person.of)
            return made("anonymous", None, of)
        if low in _SPEAKS_FOR:
            return made("organisation", of, of)
        kind: MentionKind = "anonymous" if low in OFFICES else "organisation"
        return made(kind, None, of)
    if low in TEXT_SOURCES:
        return made("organisation" if of else "unknown", of, of)
    if s.capital(head) and low not in TIME_WORDS and s.tokens[head].text[0].isalpha():
        if head == 0 and not inner:
            return made("unknown") if len(s.tokens[0].text) > 3 and low not in _SHUNNED else None
        return made("unknown", None, of)
    return None
