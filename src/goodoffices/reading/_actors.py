"""Who is mentioned: names of the lexicon, and persons by name.

A person is recognised by the shape of a name, a title or office beside it helping, and a later
surname is that of the full name before it.  Where two full names share a surname, neither is taken
for the short form.  Only names are resolved here; a pronoun never is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from goodoffices.reading._lexicon import Form, Lexicon
from goodoffices.reading._segments import Token
from goodoffices.reading._types import Mention, Span
from goodoffices.reading._vocabulary import OFFICES, TIME_WORDS

__all__ = ["Persons", "find_mentions", "slug"]

_TITLE_WORDS = OFFICES | frozenset(
    "mr mrs ms mme dr sir lord lady presidential prime foreign defence defense interior special "
    "deputy vice senior former acting interim permanent chief executive national security advisor "
    "state general lt gen col maj amb sen rep gov prof rev first high personal under hajj mullah "
    "crown federal finance economy trade energy justice intelligence army staff political military "
    "peace house lead great supreme secretary-general ex-president co-chairman director-general "
    "opposition rebel government then-president independence dame brigadier-general major-general "
    "lieutenant-general parliament union upper minority majority field chief-of-staff ambassador-"
    "at-large".split()
)
_SHORTENED = frozenset(
    "mr mrs ms dr gen lt col maj capt adm sen rep gov amb prof rev brig sgt st".split()
)
"""Titles written with a full stop before a name."""

_INSTITUTIONS = frozenset(
    "agreement treaty council committee commission ministry department office republic kingdom "
    "union party front movement army force forces group agency authority authorities court bank "
    "university institute institution center centre foundation organization organisation "
    "association assembly congress parliament senate accord accords conference summit plan pact "
    "protocol declaration charter resolution constitution war peace process river sea strait gulf "
    "bay island islands mountain mountains heights valley province district region city airport "
    "street square palace hotel times post journal press news agency day week fund initiative "
    "mission operation directorate staff service services national international united security "
    "nations middle east west north south eastern western northern southern central human rights "
    "watch memorandum corridor line zone brigade battalion division regiment camp church mosque "
    "media tv radio network company corporation group christian muslim orthodox catholic islamic "
    "liberation democratic people's popular revolutionary unity nationalist coalition alliance "
    "framework roadmap article annex chapter act law bill euro asia europe africa america pacific "
    "atlantic mediterranean black red baltic indian arab arabs european african american asian "
    "latin western two three four first second third new old good black hall house lake canal dam "
    "cold world great civil holy sunni shia shiite kurdish "
    "kurds jews jewish hall talks negotiations dialogue room museum museum's society trust league "
    "board body panel programme program project academy college school review studies "
    "economic cooperation investment development committees communist socialist labour labor "
    "conservative liberal green social workers "
    "wall strip peninsula border crossing gate tower bridge road highway route pass".split()
)  # fmt: skip
_PARTICLES = frozenset("al el bin ibn ben van von der de da di du dos la le abu umm ould".split())
_NOT_NAMES = TIME_WORDS | frozenset(
    "the a an this that these those it he she they we i you his her its their our my there here in "
    "on at by from to for with of as but and or if while although though when after before since "
    "until not no yes both either neither each some many most all several such according however "
    "meanwhile instead still yet even only just what who why how where which asked speaking under "
    "over during despite without within among between against about concerning regarding given "
    "earlier later today those one two three four five six seven eight nine ten first second third "
    "any every other another more less few because unless once whether nor so then thus hence "
    "therefore moreover furthermore besides additionally also further perhaps maybe indeed let's "
    "western eastern northern southern talks peace sources officials president minister".split()
)
_NOT_ACTORS = frozenset(
    "conflict war territory territories soil border borders language culture crisis question land "
    "lands issue coast airspace waters village villages city town winter spring origin".split()
)
_LOCATIVE = frozenset("in at near around outside inside across through via".split())
_MOTION = frozenset(
    "visit visited visits trip travel travels travelled traveled traveling travelling fly flew "
    "flies flown went go goes return returned returns arrive arrived came come comes sent send "
    "journey flight tour back visiting heading headed leave left depart departed moved moving "
    "journeyed road drive drove hosted held".split()
)


class Persons:
    """Full names met so far in a document, by surname; the one thing reading remembers."""

    def __init__(self) -> None:
        self._by_last: dict[str, set[str]] = {}
        self._of: dict[str, str | None] = {}

    def remember(self, words: Sequence[str], of: str | None) -> str:
        """Enter a full name and return its id."""
        key = slug(" ".join(words))
        self._by_last.setdefault(words[-1], set()).add(key)
        self._of[key] = self._of.get(key) or of
        return key

    def known(self, last: str) -> tuple[str | None, str | None] | None:
        """Return id and side of the one person with this surname, or None where there is none."""
        found = self._by_last.get(last)
        if not found:
            return None
        if len(found) > 1:
            return None, None
        key = next(iter(found))
        return key, self._of[key]


def slug(name: str) -> str:
    """Return an id made of a name."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80] or "unnamed"


def find_mentions(
    text: str, tokens: Sequence[Token], lexicon: Lexicon, persons: Persons
) -> tuple[list[Mention], list[Span]]:
    """Return the actors and persons of a sentence, and the names that are used as places."""
    mentions: list[Mention] = []
    places: list[Span] = []
    index = 0
    while index < len(tokens):
        form = _form_at(tokens, index, lexicon)
        if form is not None:
            end = index + len(form.words)
            span = Span(tokens[index].start, tokens[end - 1].end)
            if _is_place(tokens, index, form):
                places.append(span)
            elif not (
                form.role == "people" and end < len(tokens) and tokens[end].low in _NOT_ACTORS
            ):
                actor = lexicon.actors[form.actor]
                kind = "group" if actor.kind == "group" else actor.kind
                mentions.append(Mention(span, span.of(text), kind, actor.id, actor.of))
            index = end
            continue
        end = _name_end(tokens, index, lexicon)
        if end > index:
            mention, begin = _person(text, tokens, index, end, persons, mentions)
            if mention is not None:
                mentions.append(mention)
            index = max(end, begin)
            continue
        index += 1
    return mentions, places


def _form_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Form | None:
    first = tokens[index].text.replace("’", "'")
    for form in lexicon.forms.get(first, ()):
        end = index + len(form.words)
        if end <= len(tokens) and all(
            token.text.replace("’", "'") == word
            for token, word in zip(tokens[index:end], form.words, strict=True)
        ):
            return form
    return None


def _is_place(tokens: Sequence[Token], index: int, form: Form) -> bool:
    if form.role != "capital" or index == 0:
        return False
    after = index + len(form.words)
    if after < len(tokens) and tokens[after].low == "'s":
        return False
    before = tokens[index - 1].low
    if before in _LOCATIVE:
        return True
    near = {token.low for token in tokens[max(0, index - 7) : index]}
    return before in {"to", "from", "for", "and"} and bool(near & _MOTION)


def _name_end(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> int:
    """Return the end of a run of capitalised words that begins here, or `index` where none does."""
    first = tokens[index]
    if not _capitalised(first) or first.low in _NOT_NAMES:
        return index
    end = index + 1
    while end < len(tokens):
        token = tokens[end]
        if _form_at(tokens, end, lexicon) is not None:
            break
        initial = token.text == "." and (
            len(tokens[end - 1].text) == 1 or tokens[end - 1].low in _SHORTENED
        )
        particle = (
            token.low in _PARTICLES and end + 1 < len(tokens) and _capitalised(tokens[end + 1])
        )
        if not (_capitalised(token) or initial or particle):
            break
        end += 1
    return end


def _capitalised(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[:1].isalpha()


def _person(
    text: str,
    tokens: Sequence[Token],
    start: int,
    end: int,
    persons: Persons,
    before: Sequence[Mention],
) -> tuple[Mention | None, int]:
    begin = start
    while (begin < end and tokens[begin].low.rstrip(".") in _TITLE_WORDS) or (
        begin < end and tokens[begin].text == "."
    ):
        begin += 1
    titled = begin > start or (start > 0 and tokens[start - 1].low in OFFICES)
    words = [token.text for token in tokens[begin:end]]
    if not words or any(token.low in _INSTITUTIONS for token in tokens[begin:end]):
        return None, end
    side = next(
        (m.actor for m in reversed(before) if tokens[start].start - m.span.end <= 25 and m.actor
         and m.kind != "person" and "." not in text[m.span.end : tokens[start].start]
         and "," not in text[m.span.end : tokens[start].start]
         and (titled or begin > start)),
        None,
    )  # fmt: skip
    span = Span(tokens[begin].start, tokens[end - 1].end)
    known = persons.known(words[-1])
    if len(words) == 1:
        if known is not None:
            return Mention(span, span.of(text), "person", *known), end
        if titled and words[0][0].isupper() and len(words[0]) > 1:
            return Mention(span, span.of(text), "person", slug(words[0]), side), end
        return None, end
    if len(words) > 5 or not any(len(word) > 2 for word in words) or words[-1].isupper():
        return None, end
    key = persons.remember(words, side)
    return Mention(span, span.of(text), "person", key, side), end
