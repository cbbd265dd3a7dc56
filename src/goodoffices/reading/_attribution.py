"""Who says what: cues of speech, belief and volition, their sources, and where content ends.

========================  ==========================================================
shape                     example
========================  ==========================================================
clause                    the minister said on Monday *that the talks had failed*
zero that                 officials say *a deal is near*
tag, inverted tag         *a deal is near*, officials said; "*No*," said the envoy
according to              according to two diplomats, *a deal is near*
viewpoint                 from the viewpoint of the government, *this is a threat*
predicate                 the rebels *refused to disarm*; the envoy *called for a truce*
passive with agent        *the draft was rejected* by the rebels
noun                      the government's *demand for a withdrawal*
impersonal                there are reports that *the talks have failed*
absolute                  with the mediator making it clear that *no deal is near*
free quotation            "*We were never asked.*"
========================  ==========================================================

The content of a clause is the clause.  Where the content is a phrase ("refused to disarm"), the
verb belongs to it, since it carries the polarity.  A source that names nobody is flagged.

References
----------
.. [pareti2015] Pareti 2015, "Attribution: a computational approach", PhD thesis, University of
   Edinburgh, chapters 3 (source, cue, content) and 5 (cues by type).
.. [quirk1985] Quirk et al. 1985, 13.52 (ellipsis of a shared subject), 14.28-30 (direct and
   indirect speech), 15.58 (the implied subject of a participle clause), 16.30-35.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._clauses import clause_end, has_finite
from goodoffices.reading._complements import CLAUSAL, clause_content
from goodoffices.reading._cues import (
    BE,
    MARKS,
    PARTICIPLES,
    SPEAKING,
    VERBS,
    Hit,
    Tokens,
    coordinator,
    is_noun,
    made,
)
from goodoffices.reading._fronted import fronted
from goodoffices.reading._implied import DEMANDING, after_comma, is_adjunct, text_subject
from goodoffices.reading._phrases import (
    CATENATIVE,
    Phrase,
    apposed,
    classified,
    is_adverb,
    left_phrase,
    right_phrase,
)
from goodoffices.reading._pushed import pushed_down
from goodoffices.reading._quoted_as import quoted_as, was_told
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._tags import as_hits, by_hits, tag_hits
from goodoffices.reading._taken_back import taken_back
from goodoffices.reading._types import Polarity

__all__ = ["main_subject", "said_hits"]

_OBJECT = frozenset(
    "demand propose request recommend reject oppose refuse exclude veto rebuff dismiss seek "
    "support "
    "favour favor accept back endorse welcome approve condemn criticise criticize denounce accuse "
    "blame praise hail deplore decry slam applaud deny offer promise pledge announce stress "
    "emphasise emphasize underline underscore reiterate reaffirm acknowledge predict threaten want "
    "describe characterise characterize call label regard view see confirm embrace guarantee "
    "prefer advocate "
    "fear distrust mistrust dread resent question deplore regret resist forbid urge require "
    "suggest affirm declare express voice".split()
)
"""Verbs whose object noun phrase is itself the content."""


_OBJECT_NEEDS = {"call": ("for", "on"), "press": ("for",), "push": ("for",), "plead": ("for",),
                 "appeal": ("for", "to"), "insist": ("on",), "rule": ("out",), "aim": ("at", "for"),
                 "agree": ("on", "with"), "lobby": ("for",), "balk": ("at",), "beg": ("for",),
                 "object": ("to",), "consent": ("to",), "commit": ("to",),
                 "complain": ("about", "of"),
                 "warn": ("of", "against"), "hint": ("at",), "hope": ("for",), "advocate": (),
                 "ask": ("for",), "threaten": (), "strive": ("for",), "wish": ("for",),
                 "speak": ("of",)}  # fmt: skip


_INFINITIVE = frozenset(
    "refuse decline want seek aim prefer wish intend desire strive promise pledge vow swear agree "
    "offer commit undertake threaten volunteer consent urge ask call press push appeal instruct "
    "order invite hope expect claim plan propose demand guarantee beg request require persuade "
    "warn tell rule profess".split()
)


_AGAINST = frozenset(
    "refuse reject oppose decline exclude resist forbid veto rebuff spurn dismiss rule balk "
    "condemn criticise criticize denounce deplore decry slam object threaten distrust mistrust "
    "dread resent".split()
)
"""Verbs by which a speaker is against a thing; who accuses or warns has taken no side on it."""


_FOR = frozenset(
    "demand insist urge request propose recommend ask require call press push plead appeal beg "
    "instruct invite advocate lobby promise pledge vow swear agree offer commit undertake "
    "volunteer consent guarantee want seek aim support favour favor prefer wish intend desire "
    "strive accept back endorse welcome approve embrace praise hail applaud hope".split()
)


_CONSENTS = frozenset(
    "agree accept support back endorse want welcome approve embrace consent favour favor wish "
    "intend commit undertake".split()
)
"""Verbs whose negation is a refusal: who does not demand a thing has not refused it."""

_MANDATIVE = frozenset("demand request require urge recommend propose ask prefer".split())
"""Suasive verbs whose that-clause says what shall be: Quirk et al. 16.32."""

_VALUED = frozenset(
    "unacceptable unfair unhelpful premature absurd illegal unlawful disappointing historic "
    "workable constructive positive dangerous naive biased one-sided irresponsible reckless "
    "baseless groundless false ridiculous unrealistic unreasonable non-negotiable".split()
)
"""Adjectives that judge an object: "called the demand premature"."""

_CONDEMNED = frozenset(
    "unacceptable unfair premature absurd illegal unlawful dangerous irresponsible reckless "
    "baseless groundless ridiculous unrealistic unreasonable intolerable inadmissible contrary "
    "threat violation breach insult trap betrayal provocation surrender capitulation occupation "
    "farce theft blackmail treason humiliation non-starter mistake impunity sham diktat".split()
)
"""Words of judgement of which nobody is in favour."""

_BINDING = frozenset("promise pledge vow swear undertake guarantee".split())
"""Commissive verbs, whose that-clause says what a speaker binds itself to: Levin 37.7."""

_SPOKEN = frozenset(
    {
        *words.PUBLIC.values(),
        *words.DIRECTIVE.values(),
        *words.COMMISSIVE.values(),
        *words.REFUSING.values(),
        *words.TELLING.values(),
    }
) - {"hold", "note", "find", "charge", "press", "push", "rule", "order", "ask", "undertake"}
"""Verbs by which something is said, so that a participle of theirs is a report."""

_COMMENTS = frozenset("comment say answer respond elaborate confirm specify disclose".split())
_MODALS = frozenset("will would can could may might shall should must has had have".split())
_OPEN_QUESTION = frozenset("whether if can could may might".split())
_ACTS = frozenset(
    "reject refuse decline deny demand urge propose insist condemn accuse denounce pledge vow "
    "promise "
    "swear threaten call agree offer announce warn oppose object reiterate reaffirm acknowledge "
    "view regard want welcome favour favor advocate prefer".split()
)
"""Verbs that no thing is a subject of, so that an unknown name before them is somebody."""


def said_hits(s: Sentence) -> list[Hit]:
    """Return what a sentence attributes by a verb, in the order of the cues."""
    tags = [*as_hits(s), *by_hits(s)]
    tags += [tag for tag in tag_hits(s) if tag.cue not in {each.cue for each in tags}]
    hits: list[Hit] = [*tags, *taken_back(s), *quoted_as(s), *pushed_down(s), *was_told(s)]
    used = {at for hit in hits for at in range(*hit.cue)}
    stops = frozenset(_tag_start(hit) for hit in tags)
    subject: Phrase | None = None
    tagged = [(tag.cue[0], tag) for tag in tags if tag.subject is not None and tag.source]
    for at, token in enumerate(s.tokens):
        lemma = VERBS.get(token.low)
        if token.low in {"like", "love"} and s.low(at - 1) in {"would", "'d"}:
            lemma = "want"
        if at in used or s.quoted[at] or lemma is None or is_noun(s, at):
            continue
        if token.low == "know" and any(s.low(n) in {"let", "lets"} for n in range(at - 6, at)):
            continue  # "let the envoy know that ...": who lets it be known says it
        if _passive(s, at):
            hit = _by_agent(s, at, lemma)
            if hit is not None:
                hits.append(hit)
            continue
        near = [tag for cue, tag in tagged if cue < at]
        if near and token.low in PARTICIPLES and subject is None and near[-1].source:
            # "..., replied the envoy, adding that": who adds is who replied.
            first, last = near[-1].subject or (0, 0)
            subject = Phrase(first, last, near[-1].source)
        if is_adjunct(s, at) and any(a <= at < b for hit in hits for a, b in hit.content):
            continue  # "Oslo said they had left after threatening": who did is not who says it
        phrase, shared = _subject(s, at, subject)
        if phrase is None and lemma in DEMANDING:
            phrase = text_subject(s, at)
        if phrase is None:
            continue
        hit = _from_verb(s, at, lemma, phrase, stops)
        if hit is not None:
            hits.append(hit)
            hits.extend(_after_colon(s, hit))
            if not shared:
                subject = phrase
    return sorted(hits, key=lambda hit: hit.cue)


def _tag_start(hit: Hit) -> int:
    return min(hit.cue[0], hit.subject[0] if hit.subject else hit.cue[0])


def _passive(s: Sentence, at: int) -> bool:
    word = s.low(at)
    if word.endswith("ing") or word in {"says", "say"}:
        return False
    back = at - 1
    while back >= 0 and (is_adverb(s.low(back))):
        back -= 1
    if s.low(back) not in BE | {"having"}:
        # "a demand rejected by the king": Quirk et al. 17.28, unless the noun is who reports.
        return s.low(at + 1) == "by" and word.endswith("ed") and s.low(back) in _OBJECTS
    return word.endswith("ed") or word in {
        "said",
        "told",
        "held",
        "made",
        "put",
        "thought",
        "known",
        "understood",
        "set",
        "heard",
        "seen",
        "written",
    }


_OBJECTS = words.DRAFTS | frozenset(
    "demand demands step steps move moves request requests call calls idea ideas offer offers "
    "condition conditions claim claims bid decision decisions vote deal truce ceasefire".split()
)
"""Nouns for what parties want, after which a participle with *by* tells who stands where."""


def _by_agent(s: Sentence, at: int, lemma: str) -> Hit | None:
    if lemma not in _OBJECT | _AGAINST | {"propose", "support"} or lemma in {"accuse", "blame"}:
        return None
    by = next((n for n in range(at + 1, min(at + 7, len(s.tokens))) if s.low(n) == "by"), None)
    agent = right_phrase(s, by + 1) if by is not None else None
    if agent is None or by is None or agent.mention.kind in {"unknown", "pronoun"}:
        return None
    first = _clause_start(s, at)
    # "by neither A nor B": the negation is part of what they hold.
    end = agent.last if s.low(agent.first) == "neither" else by
    content: tuple[Tokens, ...] = ((first, end),)
    if s.low(agent.last) == "as" and lemma in {"see", "view", "regard", "describe"}:
        # "is seen by the palace as a threat": what it is seen as is the judgement.
        content = ((first, by), (agent.last, clause_end(s, agent.last + 1, cue=at)))
    if s.low(at - 1) in _OBJECTS:
        noun = at - 1
        start = next(
            (n for n in range(noun, max(-1, noun - 5), -1) if s.low(n) in {"a", "an", "the"}), noun
        )
        content = ((start, by),)
    return made(s, "passive", agent, (at, at + 1), content, _polarity(s, at, lemma, agent))


def _clause_start(s: Sentence, at: int) -> int:
    for back in range(at - 1, -1, -1):
        word = s.low(back)
        if word in {";", ":"} | MARKS or (
            word in {"that", "but", "while", "although", "and", "which"} and back < at - 2
            and s.low(back - 1) == ","
        ):  # fmt: skip
            return back + 1
    return 0


def _subject(s: Sentence, at: int, before: Phrase | None) -> tuple[Phrase | None, bool]:
    """Return the subject of a verb, and whether it is that of the verb before."""
    word = s.low(at)
    back = at - 1
    while back >= 0 and is_adverb(s.low(back)):
        back -= 1
    if s.low(back) == "turn" and s.low(back - 1) == "in":
        back -= 2
    previous = s.low(back)
    if word.endswith("ing"):
        if previous in BE or (previous == "on" and s.low(back - 1) in CATENATIVE):
            return left_phrase(s, at), False
        if previous in {",", "and", "while", "—", "–"} and word in PARTICIPLES:
            return before or main_subject(s, at), True
        if VERBS[word] in _SPOKEN and is_adjunct(s, at):
            return after_comma(s, at) or before or main_subject(s, at), True
        if previous in words.TEXT_SOURCES and word in PARTICIPLES:
            # "sent a letter blasting the truce": whose letter it is wants or condemns what it does
            return before or main_subject(s, at) or left_phrase(s, at), True
        absolute = left_phrase(s, at)
        if absolute is None and s.low(at - 1) in {"both", "each"} and s.low(at - 2) == "with":
            absolute = classified(s, at - 1, at)
        if absolute is not None and s.low(absolute.first - 1) == "with":
            return absolute, False
        return None, False
    if previous in {",", ")", "—", "–"} and apposed(s, back):
        return left_phrase(s, back + 1), False
    opening = coordinator(s, back)
    if opening or (previous == "," and word not in words.QUOTATIVE):
        finite = word.endswith(("ed", "s")) or word in {
            "said", "told", "made", "held", "sought", *words.PLURAL_SAYING
        }  # fmt: skip
        return ((before or main_subject(s, at)) if finite else None), True
    return left_phrase(s, at, anybody=VERBS.get(word) in SPEAKING), False


_NO_VERB = frozenset("and or of in at on from for to with as by who which that".split())


def _opening(s: Sentence, at: int) -> Phrase | None:
    """Return the subject that begins a sentence: "The envoy flew to Oslo and told ..."."""
    ends = [
        s.index(m.span.end) for m in s.mentions if m.kind in {"state", "organisation", "person"}
    ]
    ends += [n + 1 for n in range(at) if s.low(n) in words.SOURCE_NOUNS]
    for verb in sorted(ends):
        if s.low(verb) in words.SOURCE_NOUNS | words.OFFICES:
            continue  # "an EU official": the name is no head
        if not 0 < verb < at or s.low(verb) in _NO_VERB:
            continue
        # "An official, asked for a date, shrugs and says": a participle stands between commas.
        apart = s.low(verb) == "," and s.low(verb + 1).endswith("ed")
        if not s.tokens[verb].text.isalpha() and not apart:
            continue
        phrase = left_phrase(s, verb)
        if s.capital(verb) or phrase is None or phrase.first > 1:
            continue
        if phrase.last == verb and phrase.mention.kind != "unknown":
            return phrase
    return None


def main_subject(s: Sentence, at: int) -> Phrase | None:
    """Return the subject of the main clause before a participle: Quirk et al. 15.58."""
    phrase = _opening(s, at)
    if phrase is not None:
        return phrase
    for n in range(at):
        if s.low(n) in words.AUXILIARIES | words.PAST or (s.low(n).endswith("ed") and n > 0):
            phrase = left_phrase(s, n)
            if phrase is not None and phrase.mention.kind != "unknown":
                return phrase
    if s.low(1) in words.PAST | words.PAST_OR_PARTICIPLE:
        return left_phrase(s, 1)  # "Ruiz struck a note of doubt, saying ..."
    return None


def _from_verb(  # noqa: C901, PLR0911, PLR0912  # one decision list over what follows a verb
    s: Sentence, at: int, lemma: str, phrase: Phrase, stops: frozenset[int]
) -> Hit | None:
    polarity = _polarity(s, at, lemma, phrase)
    cue_first = at
    after = at + 1
    while is_adverb(s.low(after)) and s.low(after) not in {"all", "both"}:
        after += 1
    if s.low(after) == "above" and s.low(after + 1) == "all":
        after += 2
    nxt = s.low(after)
    kind = phrase.mention.kind
    if lemma == "say" and nxt in {"no", "yes", "so"} and s.low(after + 1) in {"to", "."}:
        return None
    if nxt in BE and s.low(phrase.first - 1) == "what":
        return None  # "what the envoy did not say is that ..."
    if lemma in CLAUSAL:
        start = clause_content(s, after, lemma)
        if start is not None:
            if (
                kind == "pronoun"
                and s.low(phrase.first) in {"it", "you"}
                and (lemma in words.INFERENCE.values() or s.low(phrase.first) == "you")
                and lemma not in {"say", "add", "report", "warn", "announce"}
            ):
                return None  # "it means that ...", where nobody speaks
            end = _in_relative(s, phrase, at, start, clause_end(s, start, cue=at, stops=stops))
            if end - start < 2:
                return None
            if lemma in _BINDING:
                polarity = _bound(s, start, end)
                first = _with_auxiliaries(s, phrase, at)
                return made(s, "clause", phrase, (at, start), ((start, end),), polarity)
            if lemma == "hope" and not _denies(s, start, end) and polarity == "for":
                return made(s, "clause", phrase, (at, start), ((start, end),), "for")
            if lemma in _MANDATIVE and s.low(start - 1) == "that":
                first = _with_auxiliaries(s, phrase, at)
                return made(s, "clause", phrase, (at, start), ((first, end),), polarity)
            condition = fronted(s, phrase.first, at)
            if condition is not None:
                # The cue stands between the halves: "Unless it is paid, Iran says, ...".
                halves = ((condition, phrase.first - 1), (start, end))
                return made(s, "clause", phrase, (cue_first, start), halves)
            return made(s, "clause", phrase, (cue_first, start), ((start, end),), "none")
    if nxt in BE | _MODALS or (lemma == "ask" and s.low(at + 1) == "not"):
        return None  # "what the army wants is ...", "asked not to be named"
    text = lemma in DEMANDING and s.low(phrase.last - 1) in words.DRAFTS
    if kind == "unknown" and not text and not (lemma in _ACTS and s.capital(phrase.last - 1)):
        return None
    if lemma == "deny" and _nominal(s, after):
        # "denied having shelled the town": what is denied is the content, and nobody's position.
        end = clause_end(s, after, cue=at, stops=stops, phrase=True)
        return made(s, "clause", phrase, (at, after), ((after, end),)) if end > after else None
    if lemma == "agree" and nxt == "in" and s.low(after + 1) == "principle":
        after, nxt = after + 2, s.low(after + 2)
    nominal = s.low(after + 1) in {"the", "a", "an", "its", "his", "their"}
    if (
        nxt == "to"
        and lemma in _INFINITIVE
        and (not nominal or lemma in {"agree", "commit", "consent"})
    ):
        polarity = _of_infinitive(s, after, lemma, polarity)
        if lemma == "profess" and polarity == "none":
            return None  # "professed to be shocked": a mood, and no position
        return _predicate(s, phrase, at, (at, after + 1), polarity, stops)
    if lemma == "suggest" and nxt.endswith("ing"):
        polarity = "for"
    needs = _OBJECT_NEEDS.get(lemma)
    if needs:
        if nxt in needs:
            if lemma == "call" and nxt == "on" and not _later(s, after, {"to"}, 14):
                return None
            return _predicate(s, phrase, at, (at, after + 1), polarity, stops)
        if not (lemma in _INFINITIVE and _later(s, after, {"to"}, 9)) and lemma not in _OBJECT:
            return None
    if lemma in _INFINITIVE and lemma in {
        "urge",
        "ask",
        "want",
        "invite",
        "press",
        "order",
        "instruct",
        "persuade",
        "require",
        "expect",
        "warn",
        "beg",
        "push",
        "tell",
    }:
        to = _later(s, after, {"to"}, 10)
        if to and nxt not in {"to", ",", "."}:
            if lemma not in _FOR | {"expect", "warn"}:
                polarity = "for"  # "ordered his men to": a verb that is not one of wanting
            return _predicate(s, phrase, at, (at, at + 1), polarity, stops)
    if lemma in {
        "call",
        "describe",
        "label",
        "characterise",
        "characterize",
        "see",
        "view",
        "regard",
    }:
        end = clause_end(s, after, cue=at, stops=stops)
        judged = (
            any(s.quoted[n] for n in range(after, end))
            or (lemma not in {"call", "label"} and _later(s, after, {"as"}, 10))
            or (lemma in {"call", "label"} and s.low(end - 1) in _VALUED)
            or (lemma in {"call", "label"} and _named(s, after, end))
        )
        if not judged or nxt in {"off", "up", "back", "in", "upon"}:
            return None
        low = {s.low(n) for n in range(after, end)}
        against = low & _CONDEMNED and not low & words.NEGATIONS
        return _predicate(s, phrase, at, (at, at + 1), "against" if against else "none", stops)
    if lemma not in _OBJECT or nxt in {
        ",",
        ".",
        "by",
        "in",
        "at",
        "from",
        "with",
        "on",
        "as",
        "",
        "and",
        ";",
        "up",
        "off",
    }:
        return None
    if not _nominal(s, after) or _is_act(s, after, lemma):
        return None
    return _predicate(s, phrase, at, (at, at + 1), polarity, stops)


def _of_infinitive(s: Sentence, to: int, lemma: str, polarity: Polarity) -> Polarity:
    """Return the stance of a verb with an infinitive: "vowed not to stop" is against stopping."""
    if lemma in {"refuse", "decline"} and s.low(to + 1) in _COMMENTS:
        return "none"
    if lemma in {"profess", "claim"}:
        inner = VERBS.get(s.low(to + 1))
        return "for" if inner in _FOR else "against" if inner in _AGAINST else "none"
    if s.low(to - 1) in {"not", "never"} and polarity == "for":
        return "against"
    return polarity


_FORCES = frozenset(
    "army armies forces troops fighters rebels militia militias faction factions side clans "
    "insurgents guerrillas separatists government general warlord warlords".split()
)
_PROCLAIMED = frozenset("independence war victory bankruptcy martial curfew a".split())


def _is_act(s: Sentence, after: int, lemma: str) -> bool:
    """Return whether a verb of taking sides tells a deed: "backed the army to hold the coast"."""
    if lemma == "declare":
        return s.low(after) in _PROCLAIMED  # it is done by being said: Quirk et al. 11.3
    if lemma not in {"back", "support"}:
        return False
    for n in range(after, min(after + 7, len(s.tokens))):
        if s.low(n) in {"to", "with", "against"}:
            named = s.mention_at(n - 1)
            actor = named is not None and named.kind != "person"
            return s.low(n - 1) in _FORCES or actor
        if s.low(n) in {",", ".", ";", "for", "in", "of"}:
            return False
    return False


def _named(s: Sentence, first: int, end: int) -> bool:
    """Return whether an object is called a thing: "calls the dam a threat" (Quirk et al. 16.46)."""
    if s.low(first) not in {"the", "this", "that", "it", "them", "its", "his", "their", "any"}:
        return False
    return any(s.low(n) in {"a", "an"} for n in range(first + 1, min(first + 8, end - 1)))


def _nominal(s: Sentence, at: int) -> bool:
    token = s.tokens[at] if at < len(s.tokens) else None
    return token is not None and (token.text[0].isalnum() or token.text in MARKS)


def _later(s: Sentence, at: int, wanted: set[str], limit: int) -> int:
    for n in range(at, min(at + limit, len(s.tokens))):
        if s.low(n) in wanted:
            return n
        if s.low(n) in {",", ";", ".", "that"}:
            return 0
    return 0


def _predicate(
    s: Sentence, phrase: Phrase, at: int, cue: Tokens, polarity: Polarity, stops: frozenset[int]
) -> Hit | None:
    end = clause_end(s, cue[1], cue=at, stops=stops, phrase=True)
    end = _in_relative(s, phrase, at, cue[1], end)
    colon = next((n for n in range(cue[1], end) if s.low(n) == ":" and not s.quoted[n]), end)
    end = colon if colon - cue[1] > 1 else end
    if end <= cue[1]:
        return None
    # "whether the sides can agree" asks, and "may reject" expects: nobody has taken a position.
    if {s.low(n) for n in range(max(0, phrase.first - 1), at)} & _OPEN_QUESTION:
        return None
    if polarity == "none":
        polarity = _of_noun(s, at, end)
    first = _with_auxiliaries(s, phrase, at)
    if s.low(phrase.first) == "neither":
        # "Neither A nor B accepts": without its subject the content would say the contrary.
        first = phrase.first
    condition = fronted(s, phrase.first, at)
    if condition is not None:
        first = condition
    return made(s, "predicate", phrase, cue, ((first, end),), polarity)


_WEIGHS = frozenset(
    "stress emphasise emphasize underline underscore reiterate reaffirm express voice affirm "
    "declare recall".split()
)
_NEEDED = frozenset("need importance necessity urgency satisfaction value usefulness".split())
"""Nouns that put weight on what follows, so that who stresses one is for it."""


def _of_noun(s: Sentence, verb: int, end: int) -> Polarity:
    """Return the stance of an object: "stressed its readiness to", "voiced their opposition to"."""
    if any(s.low(n) in words.NEGATIONS for n in range(max(0, verb - 4), verb)):
        return "none"
    weighs = VERBS.get(s.low(verb)) in _WEIGHS
    for n in range(verb + 1, min(verb + 6, end - 1)):
        entry = words.STANCE_NOUNS.get(s.low(n))
        before = {s.low(m) for m in range(verb + 1, n)}
        own = before & {"its", "their", "his", "her", "our", "'s"}
        # "underlined the need for", "voiced opposition to"
        bare = weighs and not before - {"the", "full", "strong", "firm", "continued", "urgent"}
        if entry is not None and (own or bare) and s.low(n + 1) in entry[0]:
            return entry[1]
        if bare and s.low(n) in _NEEDED and s.low(n + 1) in {"of", "for", "to", "with"}:
            return "for"
    return "none"


def _after_colon(s: Sentence, hit: Hit) -> Iterator[Hit]:
    """Yield what a colon adds to somebody's stance: in their words perhaps, so it is flagged."""
    colon = hit.content[-1][1]
    if hit.rule != "predicate" or s.low(colon) != ":" or any(s.quoted[colon:]):
        return
    end = clause_end(s, colon + 1, cue=colon)
    if has_finite(s, colon + 2) and end - colon > 3:
        yield replace(
            hit,
            rule="clause",
            cue=(colon, colon + 1),
            content=((colon + 1, end),),
            polarity="none",
            flags=(*hit.flags, "scope-open"),
        )


def _in_relative(s: Sentence, phrase: Phrase, verb: int, start: int, end: int) -> int:
    """Return where a content ends whose verb stands in a clause about its subject.

    "Lind, who believed the text was final, told the press ...": at the comma before the main verb.
    """
    if s.low(phrase.first - 1) == "which" and s.low(phrase.first - 2) == ",":
        # "the truce, which Oslo says it respects, has been broken"
        return next((n for n in range(start + 1, end) if s.low(n) == ","), end)
    if s.low(phrase.last) != "," or s.low(phrase.last + 1) not in {"who", "which"}:
        return end
    if phrase.last + 1 > verb:
        return end
    for n in range(start + 1, end - 1):
        if s.low(n) == "," and not s.quoted[n]:
            after = n + 1
            while is_adverb(s.low(after)):
                after += 1
            if (
                s.low(after) in VERBS
                or s.low(after) in words.AUXILIARIES | words.PAST | words.PAST_OR_PARTICIPLE
                or (s.low(after).endswith(("ed", "s")) and not s.capital(after))
            ):
                return n
    return end


def _bound(s: Sentence, start: int, end: int) -> Polarity:
    """Return the stance of a promise: for what is promised, against what "we" will not do."""
    low = [s.low(n) for n in range(start, min(end, start + 6))]
    own = bool(low) and low[0] in {"it", "they", "he", "she", "we", "i"}
    return "against" if own and {"not", "never", "n't"} & set(low) else "for"


def _denies(s: Sentence, start: int, end: int) -> bool:
    """Return whether a clause denies: who hopes that it will not rain is for nothing in it."""
    return any(s.low(n) in words.NEGATIONS for n in range(start, end))


def _with_auxiliaries(s: Sentence, phrase: Phrase, at: int) -> int:
    """Return where a verb begins with its auxiliaries and adverbs: "did not agree"."""
    first = at
    while first > phrase.last and (
        is_adverb(s.low(first - 1)) or s.low(first - 1) in words.AUXILIARIES
    ):
        first -= 1
    return first


def _polarity(s: Sentence, at: int, lemma: str, phrase: Phrase | None = None) -> Polarity:
    value: Polarity = "against" if lemma in _AGAINST else "for" if lemma in _FOR else "none"
    # "The president, who was not asked, wanted it": what stands before a comma denies another verb.
    comma = next((n for n in range(at - 1, max(-1, at - 5), -1) if s.low(n) == ","), -1)
    back = range(max(0, at - 4, comma + 1), at)
    negated = any(s.low(n) in {"not", "n't", "never", "no"} for n in back)
    negated = negated or (phrase is not None and s.low(phrase.first) == "neither")
    if negated:
        return "against" if lemma in _CONSENTS else "none"
    return value
