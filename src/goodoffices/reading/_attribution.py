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
from dataclasses import dataclass, replace

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._phrases import Phrase, is_adverb, left_phrase, right_phrase
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Mention, Polarity

__all__ = ["Hit", "Tokens", "clause_end", "said_hits"]

Tokens = tuple[int, int]
"""Tokens ``[first, last)`` of a sentence."""

_VERBS = {
    **words.ATTITUDE, **words.WANTING, **words.PRIVATE, **words.REFUSING, **words.COMMISSIVE,
    **words.DIRECTIVE, **words.TELLING, **words.PUBLIC,
}  # fmt: skip
_CLAUSAL = frozenset({*words.PUBLIC.values(), *words.PRIVATE.values(), *words.TELLING.values(),
                      "demand", "insist", "propose", "recommend", "request", "urge", "prefer"})
_OBJECT = frozenset(
    "demand propose request recommend reject oppose refuse exclude veto rebuff dismiss seek support "
    "favour favor accept back endorse welcome approve condemn criticise criticize denounce accuse "
    "blame praise hail deplore decry slam applaud deny offer promise pledge announce stress "
    "emphasise emphasize underline underscore reiterate reaffirm acknowledge predict threaten want "
    "describe characterise characterize call label regard view see confirm embrace guarantee "
    "deplore regret resist forbid urge require suggest affirm declare express voice".split()
)
"""Verbs whose object noun phrase is itself the content."""

_OBJECT_NEEDS = {"call": ("for", "on"), "press": ("for",), "push": ("for",), "plead": ("for",),
                 "appeal": ("for", "to"), "insist": ("on",), "rule": ("out",), "aim": ("at", "for"),
                 "agree": ("on", "with"), "lobby": ("for",), "balk": ("at",), "beg": ("for",),
                 "object": ("to",), "consent": ("to",), "commit": ("to",), "complain": ("about", "of"),
                 "warn": ("of", "against"), "hint": ("at",), "hope": ("for",), "advocate": (),
                 "ask": ("for",), "threaten": (), "strive": ("for",), "wish": ("for",)}  # fmt: skip
_INFINITIVE = frozenset(
    "refuse decline want seek aim prefer wish intend desire strive promise pledge vow swear agree "
    "offer commit undertake threaten volunteer consent urge ask call press push appeal instruct "
    "order invite hope expect claim plan propose demand guarantee beg request require persuade "
    "warn tell rule".split()
)
_AGAINST = frozenset(
    "refuse reject oppose decline exclude resist forbid deny veto rebuff spurn dismiss rule balk "
    "condemn criticise criticize denounce accuse blame deplore decry slam object regret complain "
    "threaten warn".split()
)
_FOR = frozenset(
    "demand insist urge request propose recommend ask require call press push plead appeal beg "
    "instruct invite advocate lobby promise pledge vow swear agree offer commit undertake "
    "volunteer consent guarantee want seek aim support favour favor prefer wish intend desire "
    "strive accept back endorse welcome approve embrace praise hail applaud".split()
)
_BE = frozenset("is are was were be been being 's 're".split())
_NOUN_BEFORE = frozenset(
    "the a an this that these those its his her their our my 's of any no new latest recent public "
    "key main in for with from by further old such each every".split()
)
_ACTS = frozenset(
    "reject refuse decline deny demand urge propose insist condemn accuse denounce pledge vow promise "
    "swear threaten call agree offer announce warn oppose reiterate reaffirm acknowledge".split()
)
"""Verbs that no thing is a subject of, so that an unknown name before them is somebody."""
_MARKS = frozenset("“ ” \" « » „ ‘".split())
_DASHES = frozenset("— – --".split())
_HAVE = frozenset("has have had also is are was were will would did does".split())
_SPEAKING = frozenset("say tell claim insist warn allege".split())
"""Verbs that only persons and bodies are subjects of, so that any noun before them is a source."""
_SUBORDINATORS = frozenset("although though while whereas if as because since when after before".split())
_ADDRESSEES = frozenset(
    "reporters journalists lawmakers parliament parliamentarians mps senators supporters negotiators "
    "mediators diplomats officials leaders ministers delegates him her them me us it everyone "
    "allies congress television viewers aides".split()
)
_PARTICIPLES = frozenset(
    "saying adding warning insisting noting stressing calling urging demanding arguing claiming "
    "citing telling emphasizing emphasising underlining describing accusing rejecting promising "
    "explaining suggesting declaring stating vowing pledging threatening announcing quoting "
    "reiterating pointing alleging maintaining asserting predicting proposing blaming".split()
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
    """

    rule: str
    source: Mention | None
    subject: Tokens | None
    cue: Tokens
    content: tuple[Tokens, ...]
    polarity: Polarity = "none"
    flags: tuple[str, ...] = ()
    via: tuple[Mention, ...] = ()


def said_hits(s: Sentence) -> list[Hit]:
    """Return what a sentence attributes by a verb, in the order of the cues."""
    tags = list(_as_clauses(s))
    tags += [tag for tag in _tags(s) if tag.cue not in {each.cue for each in tags}]
    hits: list[Hit] = list(tags)
    used = {at for hit in tags for at in range(*hit.cue)}
    stops = frozenset(_tag_start(hit) for hit in tags)
    subject: Phrase | None = None
    for at, token in enumerate(s.tokens):
        lemma = _VERBS.get(token.low)
        if at in used or s.quoted[at] or lemma is None or _is_noun(s, at):
            continue
        if _passive(s, at):
            hit = _by_agent(s, at, lemma)
            if hit is not None:
                hits.append(hit)
            continue
        phrase, shared = _subject(s, at, subject)
        if phrase is None:
            continue
        hit = _from_verb(s, at, lemma, phrase, stops)
        if hit is not None:
            hits.append(hit)
            if not shared:
                subject = phrase
    return sorted(hits, key=lambda hit: hit.cue)


def _tag_start(hit: Hit) -> int:
    return min(hit.cue[0], hit.subject[0] if hit.subject else hit.cue[0])


def _is_noun(s: Sentence, at: int) -> bool:
    """Return whether a word that may be a verb is a noun or a bare infinitive here."""
    word, before = s.low(at), s.low(at - 1)
    if before == "to" or word == "state":
        return True
    if word.endswith(("ed", "ing")) and word not in {"need"}:
        return before in {"the", "a", "an", "'s", "of", "its", "their"} or s.low(at + 1) == "-"
    if s.capital(at) and at > 0 and s.low(at - 1) not in _MARKS | {":", "."}:
        return True
    if before in _NOUN_BEFORE and word not in {"said", "says", "told"}:
        # "that demand" after a noun may be a relative clause, but is one rarely.
        return True
    mention = s.mention_at(at - 1) if at else None
    adjective = mention is not None and mention.text.endswith(("n", "h", "ese", "i", "S.", "US"))
    plain = word in {"demand", "claim", "report", "call", "offer", "request", "support", "plan", "hope",
                     "fear", "state", "post", "order", "pledge", "promise", "vow", "protest", "threat",
                     "appeal", "doubt", "estimate", "forecast", "brief", "charge", "press", "push"}
    return plain and (at == 0 or adjective or s.low(at + 1) in {"'s"})


def _passive(s: Sentence, at: int) -> bool:
    word = s.low(at)
    if word.endswith("ing") or word in {"says", "say"}:
        return False
    back = at - 1
    while back >= 0 and (is_adverb(s.low(back))):
        back -= 1
    if s.low(back) not in _BE | {"having"}:
        return False
    return word.endswith("ed") or word in {"said", "told", "held", "made", "put", "thought", "known",
                                           "understood", "set", "heard", "seen", "written"}


def _by_agent(s: Sentence, at: int, lemma: str) -> Hit | None:
    if lemma not in _OBJECT | _AGAINST | {"propose", "support"} or lemma in {"accuse", "blame"}:
        return None
    by = next((n for n in range(at + 1, min(at + 7, len(s.tokens))) if s.low(n) == "by"), None)
    agent = right_phrase(s, by + 1) if by is not None else None
    if agent is None or by is None or agent.mention.kind in {"unknown", "pronoun"}:
        return None
    first = _clause_start(s, at)
    return _made(s, "passive", agent, (at, at + 1), ((first, by),), _polarity(s, at, lemma))


def _clause_start(s: Sentence, at: int) -> int:
    for back in range(at - 1, -1, -1):
        word = s.low(back)
        if word in {";", ":"} | _MARKS or (
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
        if previous in _BE:
            return left_phrase(s, at), False
        if previous in {",", "and", "while", "—", "–"} and word in _PARTICIPLES:
            return before or _main_subject(s, at), True
        absolute = left_phrase(s, at)
        if absolute is not None and s.low(absolute.first - 1) == "with":
            return absolute, False
        return None, False
    opening = _coordinator(s, back)
    if opening or (previous == "," and word not in words.QUOTATIVE):
        finite = word.endswith(("ed", "s")) or word in {"said", "told", "made", "held", "sought"}
        return (before if finite else None), True
    return left_phrase(s, at, anybody=_VERBS[word] in _SPEAKING), False


def _coordinator(s: Sentence, at: int) -> bool:
    """Return whether only auxiliaries and an adverbial stand between a token and *and* or *but*."""
    first = at
    while at >= 0 and first - at < 7:
        word = s.low(at)
        if word in {"and", "but", "or"}:
            return at == first or s.low(at + 1) in _HAVE or is_adverb(s.low(at + 1))
        if word in _MARKS | {",", ";", "that", "who", "which"}:
            return False
        if s.mention_at(at) is not None or word in words.PRONOUNS:
            return False
        at -= 1
    return False


def _main_subject(s: Sentence, at: int) -> Phrase | None:
    """Return the subject of the main clause before a participle: Quirk et al. 15.58."""
    for n in range(at):
        if s.low(n) in words.AUXILIARIES or (s.low(n).endswith("ed") and n > 0):
            phrase = left_phrase(s, n)
            if phrase is not None and phrase.mention.kind not in {"unknown"}:
                return phrase
    return None


def _from_verb(
    s: Sentence, at: int, lemma: str, phrase: Phrase, stops: frozenset[int]
) -> Hit | None:
    polarity = _polarity(s, at, lemma)
    cue_first = at
    after = at + 1
    while is_adverb(s.low(after)) and s.low(after) not in {"all", "both"}:
        after += 1
    nxt = s.low(after)
    kind = phrase.mention.kind
    if lemma == "say" and nxt in {"no", "yes", "so"} and s.low(after + 1) in {"to", "."}:
        return None
    if lemma in _CLAUSAL:
        start = _clause_content(s, at, after, lemma)
        if start is not None:
            if kind == "pronoun" and s.low(phrase.first) in {"it", "you"} and lemma not in {"say", "add", "report", "warn", "announce"}:
                return None
            end = clause_end(s, start, cue=at, stops=stops)
            if end - start < 2:
                return None
            return _made(s, "clause", phrase, (cue_first, start), ((start, end),), "none")
    if kind == "unknown" and not (lemma in _ACTS and s.capital(phrase.last - 1)):
        return None
    if lemma == "agree" and nxt == "in" and s.low(after + 1) == "principle":
        after, nxt = after + 2, s.low(after + 2)
    nominal = s.low(after + 1) in {"the", "a", "an", "its", "his", "their"}
    if nxt == "to" and lemma in _INFINITIVE and (not nominal or lemma in {"agree", "commit", "consent"}):
        return _predicate(s, phrase, at, (at, after + 1), polarity, stops)
    needs = _OBJECT_NEEDS.get(lemma)
    if needs:
        if nxt in needs:
            if lemma == "call" and nxt == "on" and not _later(s, after, {"to"}, 14):
                return None
            return _predicate(s, phrase, at, (at, after + 1), polarity, stops)
        if not (lemma in _INFINITIVE and _later(s, after, {"to"}, 9)) and lemma not in _OBJECT:
            return None
    if lemma in _INFINITIVE and lemma in {"urge", "ask", "want", "invite", "press", "order", "instruct",
                                          "persuade", "require", "expect", "warn", "beg", "push", "tell"}:
        to = _later(s, after, {"to"}, 10)
        if to and nxt not in {"to", ",", "."}:
            return _predicate(s, phrase, at, (at, at + 1), "for" if lemma not in {"expect", "warn"} else "none", stops)
    if lemma in {"call", "describe", "label", "characterise", "characterize", "see", "view", "regard"}:
        end = clause_end(s, after, cue=at, stops=stops)
        judged = any(s.quoted[n] for n in range(after, end)) or (
            lemma not in {"call", "see", "label"} and _later(s, after, {"as"}, 10))
        if not judged or nxt in {"off", "up", "back", "in", "upon"}:
            return None
        return _predicate(s, phrase, at, (at, at + 1), "none", stops)
    if lemma not in _OBJECT or nxt in {",", ".", "by", "in", "at", "from", "with", "on", "as", "", "and", ";", "up", "off"}:
        return None
    if not _nominal(s, after):
        return None
    return _predicate(s, phrase, at, (at, at + 1), polarity, stops)


def _nominal(s: Sentence, at: int) -> bool:
    token = s.tokens[at] if at < len(s.tokens) else None
    return token is not None and (token.text[0].isalnum() or token.text in _MARKS)


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
    if end <= cue[1]:
        return None
    first = at
    while first > phrase.last and (is_adverb(s.low(first - 1)) or s.low(first - 1) in words.AUXILIARIES):
        first -= 1
    return _made(s, "predicate", phrase, cue, ((first, end),), polarity)


def _clause_content(s: Sentence, at: int, after: int, lemma: str) -> int | None:
    """Return where the clause begins that a verb reports, or None where it reports none."""
    nxt = s.low(after)
    size = len(s.tokens)
    if lemma in {"point", "make", "spell", "rule"} and nxt == "out":
        after += 1
        nxt = s.low(after)
    if lemma == "make":
        return None
    if nxt == "that" and after + 2 < size:
        return after + 1
    if nxt in {":", "“", '"', "«", "„"} or (nxt == "," and s.low(after + 1) in _MARKS):
        start = after + (1 if nxt in {":", ","} else 0)
        while start < size and s.low(start) in _MARKS:
            start += 1
        quoted = sum(s.quoted[start:])
        if nxt == ":" or quoted >= 2:
            return start if start < size else None
    telling = lemma in words.TELLING.values()
    if nxt in words.ADVERBIAL_STARTS | words.TIME_WORDS | {",", "to"} or telling or nxt.isdigit():
        that = _reaches_that(s, after)
        if that is not None:
            return that + 1
    if lemma not in words.ZERO_THAT.values() and not telling:
        if nxt in {"how", "why", "what", "whether"} and lemma in {"explain", "clarify"}:
            return after
        return None
    start = _past_adverbials(s, after)
    if telling:
        addressed = _past_addressee(s, start)
        if addressed is None:
            return None
        start = _past_adverbials(s, addressed)
        if s.low(start) == "that":
            return start + 1
        if s.low(start) in {"“", '"'} or (s.low(start) in {",", ":"} and s.low(start + 1) in _MARKS):
            while start < size and (s.low(start) in _MARKS or s.low(start) in {",", ":"}):
                start += 1
            return start if start < size else None
    if _is_clause(s, start):
        return start
    plain = lemma == "say" and s.tokens[start : start + 1] and s.tokens[start].text[0].isalpha()
    if plain and nxt not in words.ADVERBIAL_STARTS and size - start > 5 and s.low(start) not in {
        "that", "to", "little", "nothing", "so", "more", "much", "as", "and", "but", "it"}:
        return start
    return None


def _reaches_that(s: Sentence, at: int) -> int | None:
    for n in range(at, min(at + 20, len(s.tokens) - 2)):
        word = s.low(n)
        if word == "that" and s.low(n - 1) not in {"all", "so", "such", "than"}:
            return n
        if word == "," and n > at and s.low(n + 1) in {"a", "an", "the", "his", "its"}:
            return None
        if word in {";", ":", "."} | _MARKS or word in {"is", "are", "was", "were", "would", "will",
                                                         "who", "which", "had", "has", "have"}:
            return None
    return None


def _past_adverbials(s: Sentence, at: int) -> int:
    while at < len(s.tokens):
        word = s.low(at)
        if word in {"on", "in", "at", "late", "early", "during", "after", "last", "this", "earlier",
                    "later"} and (s.low(at + 1) in words.TIME_WORDS or s.low(at + 1).isdigit()):
            at += 2
            while s.low(at).isdigit() or s.low(at) in words.TIME_WORDS - {"this", "last", "next", "may"}:
                at += 1
        elif word in words.TIME_WORDS - {"may", "this", "last", "next", "march"} or (is_adverb(word) and word not in {"all", "both", "even", "only", "not", "no"}):
            at += 1
        elif word in {"in", "at", "during", "on", "after"} and (past := _past_place(s, at)):
            at = past
        else:
            return at
        if s.low(at) == "," and s.low(at + 1) not in {"and", "but"}:
            at += 1
    return at


def _past_place(s: Sentence, at: int) -> int | None:
    """Return the token after "at a briefing" or "in an interview", where a clause begins there."""
    first = at + 1 + (s.low(at + 1) in {"a", "an", "the", "his", "her", "their", "its"})
    for n in range(first + 1, min(first + 4, len(s.tokens) - 2)):
        word = s.low(n)
        if word in {"the", "a", "an", "there", "it", "he", "she", "they", "we", "his", "her", "their",
                    "its", "this", "these", "both", "no"} and _has_finite(s, n + 1):
            return n
        if not s.tokens[n].text.isalpha() or word in words.AUXILIARIES:
            return None
    return None


def _past_addressee(s: Sentence, at: int) -> int | None:
    """Return the token after the object of *tell*, or None where there is none."""
    first = at
    if s.low(at) in {"the", "a", "an", "his", "her", "their", "its", "our"}:
        at += 1
    while at < len(s.tokens) and at - first < 8:
        mention = s.mention_at(at)
        if mention is not None and mention.span.start >= s.tokens[at].start:
            at = s.index(mention.span.end)
            continue
        if s.capital(at) and s.low(at) not in words.TIME_WORDS:
            at += 1
            continue
        break
    if s.low(at) in _ADDRESSEES or (at > first and s.low(first) in {"the", "a", "an", "his", "her", "their"}
                                    and s.tokens[at].text.isalpha() and not words.AUXILIARIES & {s.low(at)}):
        at += 1
    if s.low(at) in {"in", "at"} and not _is_clause(s, at):
        return at
    return at if at > first else None


def _is_clause(s: Sentence, at: int) -> bool:
    """Return whether a finite clause seems to begin at a token: a nominal, then a verb."""
    if at >= len(s.tokens) - 1:
        return False
    first = s.tokens[at]
    word = first.low
    if not first.text[0].isalnum() or word in words.ADVERBIAL_STARTS | words.AUXILIARIES:
        return word in {"in", "if", "with", "without", "after", "under"} and _has_finite(s, at + 2)
    if word in {"to", "that", "and", "but", "or", "so", "no", "yes", "as", "not", "than"}:
        return word in {"no", "not"} and _has_finite(s, at + 1)
    return _has_finite(s, at + 1)


def _has_finite(s: Sentence, at: int) -> bool:
    for n in range(at, min(at + 22, len(s.tokens))):
        word = s.low(n)
        if word in words.AUXILIARIES - {"be", "been", "being", "having", "doing"} or word == "cannot":
            return True
        if word in {";", ":"}:
            return False
        if word in _VERBS and not _is_noun(s, n) and not word.endswith("ing"):
            return True
        if word.endswith("ed") and len(word) > 4 and s.low(n - 1) not in {"the", "a", "an", "'s", "and", "of"} and n > at:
            return True
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and n > at and s.low(n + 1) in {
            "the", "a", "an", "to", "its", "their", "no", "that", "this", "on"} and not s.capital(n):
            return True
    return False


def clause_end(
    s: Sentence, start: int, *, cue: int, stops: frozenset[int] = frozenset(), phrase: bool = False
) -> int:
    """Return the token after the last of a clause that begins at `start`.

    Parameters
    ----------
    cue
        The token of the verb that governs it.
    stops
        Tokens at which a tag begins, which ends what comes before it.
    phrase
        Whether the content is a phrase under a verb, which a coordinated verb ends as well.
    """
    size = len(s.tokens)
    fronted = s.low(0) in _SUBORDINATORS and "," not in {s.low(n) for n in range(cue)}
    at = start
    while at < size:
        word = s.low(at)
        nxt = s.low(at + 1)
        if at in stops and at > start:
            at -= s.low(at - 1) in {","} | _DASHES
            break
        if s.quoted[at]:
            at += 1
            continue
        if word == ";":
            break
        if word == "," and at > start:
            if fronted and nxt not in {"and", "or"}:
                break
            if nxt in {"but", "while", "whereas", "although", "though", "yet", "however"}:
                break
            if nxt in _PARTICIPLES or (nxt == "and" and _other_speaker(s, at + 2)):
                break
            if (nxt == "according" and _ends_there(s, at + 1)) or (
                nxt == "and" and phrase and _coordinated(s, at + 2, phrase=phrase)
            ):
                break
            if nxt == "with" and _absolute(s, at + 2):
                break
            if nxt == "in" and s.low(at + 2) == "turn":
                break
            if nxt in {"as", "because", "since"} and _ascribed(s, at + 2):
                break
        if word in {"and", "but"} and at > start and _coordinated(s, at + 1, phrase=phrase):
            break
        if word in {"while", "whereas"} and at > start + 1 and _has_finite(s, at + 2):
            break
        if word == "and" and nxt in {"which", "who"}:
            break
        if phrase and word == "as" and nxt in {"it", "he", "she", "they"}:
            break
        at += 1
    while at > start and s.low(at - 1) in {".", ",", "!", "?", "”", '"', "»", "—", "–", ";", "…"}:
        if s.low(at - 1) in {"”", '"', "»"} and at - 2 > start and s.quoted[at - 2] and not s.quoted[start]:
            break
        at -= 1
    return at


def _other_speaker(s: Sentence, at: int) -> bool:
    for n in range(at, min(at + 9, len(s.tokens))):
        if s.low(n) in words.PUBLIC and not _is_noun(s, n):
            phrase = left_phrase(s, n)
            return phrase is not None and phrase.first <= at + 1
        if s.low(n) == ",":
            return False
    return False


def _ends_there(s: Sentence, at: int) -> bool:
    """Return whether "according to X" names a speaker, and nothing but an apposition follows."""
    phrase = right_phrase(s, at + 2)
    if phrase is None:
        return False
    rest = s.low(phrase.last)
    return rest in {"", ".", "who"} or (rest == "," and not _has_finite(s, phrase.last + 1)) or (
        rest not in {","} and not _has_finite(s, phrase.last)
    )


def _ascribed(s: Sentence, at: int) -> bool:
    return any(
        s.low(n) == "according" and right_phrase(s, n + 2) is not None
        for n in range(at, len(s.tokens) - 2)
    )


def _coordinated(s: Sentence, at: int, *, phrase: bool) -> bool:
    """Return whether a verb with the same subject begins at a token, "and" before it.

    Inside a clause a bare verb may go on with the clause's own subject, so that only one with an
    auxiliary of its own, or of saying, ends it.
    """
    perfect = s.low(at) in {"has", "had", "have"}
    while is_adverb(s.low(at)) or s.low(at) in {"has", "had", "have"}:
        at += 1
    if perfect and s.low(at) in {"for", "in"}:
        at = next((n for n in range(at, at + 6) if s.low(n) in _VERBS), at)
    word = s.low(at)
    if not phrase and not perfect and word not in {"said", "told", "added", "urged", "accused", "warned",
                                                   "called", "rejected", "insisted", "demanded"}:
        return False
    return word in _VERBS and (word.endswith(("ed", "s")) or word in {"said", "told"})


def _absolute(s: Sentence, at: int) -> bool:
    return any(s.low(n) in _PARTICIPLES | {"making"} for n in range(at, min(at + 8, len(s.tokens))))


def _polarity(s: Sentence, at: int, lemma: str) -> Polarity:
    value: Polarity = "against" if lemma in _AGAINST else "for" if lemma in _FOR else "none"
    back = range(max(0, at - 4), at)
    negated = any(s.low(n) in {"not", "n't", "never", "no"} for n in back)
    if negated and value != "none":
        return "against" if value == "for" else "for"
    return value


def _tags(s: Sentence) -> Iterator[Hit]:
    """Yield comment clauses after or inside what they report: Quirk et al. 14.29."""
    size = len(s.tokens)
    for at in range(2, size):
        if s.quoted[at] or s.low(at) not in words.QUOTATIVE or s.low(at).endswith("ing"):
            continue
        before, lemma = s.low(at - 1), words.QUOTATIVE[s.low(at)]
        phrase: Phrase | None = None
        if before in {",", "”", '"', "»"} and lemma != "tell" and (s.low(at).endswith("ed") or s.low(at) in {"said", "says", "told", "wrote", "writes", "adds", "asks", "notes", "warns"}):
            phrase = right_phrase(s, at + 1)
            if phrase is None or _VERBS.get(s.low(phrase.last)):
                continue
            first, last = at, phrase.last
        else:
            phrase = left_phrase(s, at, anybody=lemma in _SPEAKING)
            if phrase is None or phrase.first < 2:
                continue
            if s.low(phrase.first - 1) not in {",", "”", '"', "»", "—", "–", "?", "!"}:
                continue
            first, last = phrase.first, at + 1
        if phrase.mention.kind == "unknown" and not s.capital(phrase.first):
            if lemma not in _SPEAKING:
                continue
        end = _tag_end(s, last)
        if end is None:
            continue
        opening = first - 1
        while opening > 0 and s.low(opening - 1) in {",", "”", '"', "»", "—", "–"}:
            opening -= 1
        begin = 0
        if not any(s.quoted[:opening]) and not _has_finite(s, begin):
            continue
        while begin < opening and (s.low(begin) in _MARKS or s.low(begin) in {",", "—", "–"}):
            begin += 1
        if opening - begin < (1 if any(s.quoted[begin:opening]) else 3):
            continue
        content = [(begin, opening)]
        rest = end
        while rest < size and (s.low(rest) in _MARKS or s.low(rest) in {",", ".", ":", "—", "–"}):
            rest += 1
        if rest < size - 1 and s.low(rest) not in _PARTICIPLES | {"but", "and", "who", "which", "while", "as", "according"}:
            stop = clause_end(s, rest, cue=last)
            if stop - rest > 1:
                content.append((rest, stop))
        yield _made(s, "tag", phrase, (at, at + 1), tuple(content), "none")


def _as_clauses(s: Sentence) -> Iterator[Hit]:
    """Yield "As the minister said in Oslo, ...": a comment clause with *as* (Quirk et al. 15.55)."""
    for at in range(2, len(s.tokens) - 3):
        if s.quoted[at] or s.low(at) not in {**words.QUOTATIVE, **words.TELLING} or s.low(at).endswith("ing"):
            continue
        phrase = left_phrase(s, at, anybody=True)
        if phrase is None or s.low(phrase.first - 1) != "as" or phrase.first > 5:
            continue
        end = _tag_end(s, at + 1)
        if end is None or s.low(end) != ",":
            continue
        stop = clause_end(s, end + 1, cue=end)
        if stop - end > 3:
            yield _made(s, "tag", phrase, (at, at + 1), ((end + 1, stop),), "none")


def _tag_end(s: Sentence, at: int) -> int | None:
    """Return the token after a tag, or None where something follows that no tag has."""
    size = len(s.tokens)
    n = at
    while n < size:
        word = s.low(n)
        if word in {",", ".", ":", ";", "“", '"', "—", "–", "!", "?"}:
            return n
        if n == at and not (word in words.ADVERBIAL_STARTS | words.TIME_WORDS | _ADDRESSEES or is_adverb(word)
                            or s.mention_at(n) is not None or word in {"a", "the", "who"}):
            return None
        if word in {"that", "would", "will", "is", "are", "was", "were", "has", "had", "have", "could", "may", "to"} and not (
                word == "to" and s.low(n + 1) in _ADDRESSEES):
            return None
        n += 1
    return n


def _made(
    s: Sentence, rule: str, phrase: Phrase, cue: Tokens, content: tuple[Tokens, ...],
    polarity: Polarity,
) -> Hit:  # fmt: skip
    source = phrase.mention
    flags: tuple[str, ...] = ()
    if source.kind == "pronoun":
        flags = ("source-is-pronoun",)
    elif source.kind in {"anonymous", "impersonal"}:
        flags = ("source-unnamed",)
    elif source.actor is None:
        flags = ("source-unknown",)
    hit = Hit(rule, source, (phrase.first, phrase.last), cue, content, polarity, flags)
    return _citing(s, hit)


def _citing(s: Sentence, hit: Hit) -> Hit:
    """Move the source where it cites another: "the agency reported, citing two officials"."""
    for at in range(hit.cue[0], min(hit.cue[0] + 4, len(s.tokens))):
        if s.low(at) in {"citing", "quoting"} and not s.quoted[at]:
            cited = right_phrase(s, at + 1)
            if cited is not None and hit.source is not None:
                flags = ("source-unnamed",) if cited.mention.actor is None else ()
                return replace(hit, source=cited.mention, via=(hit.source,), flags=flags)
    return hit
