"""Where a clause begins and ends, as far as words without a parser tell.

A content runs to the end of its sentence unless another clause of the same rank begins: after a
semicolon, a comma with a contrasting conjunction, a verb that shares the subject of the first
(Quirk et al. 1985, 13.52), a participle of saying, or a comment clause.
"""

from __future__ import annotations

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._cues import DASHES, PARTICIPLES, VERBS, is_noun
from goodoffices.reading._phrases import is_adverb, left_phrase, right_phrase
from goodoffices.reading._sentence import Sentence

__all__ = ["clause_end", "has_finite", "is_clause"]

_AFTER_VERB = frozenset("the a an to its his her their for on in from that him them it".split())
_SUBORDINATORS = frozenset(
    "although though while whereas if as because since when after before".split()
)
_NON_FINITE = frozenset("aside apart besides by despite on with".split())
"""What opens a clause without a subject of its own: "Aside from saying that ..., Oslo ..."."""


_SUMMED = frozenset(
    "demand claim charge condition step move proposal accusation position offer request idea plan "
    "decision view threat promise".split()
)
_TAKEN_UP = frozenset("that which the a set made put".split())
"""What follows a noun that sums up the clause before it, beside participles: "..., a demand that
Oslo rejects", "..., a condition set by Oslo"."""


def _comments(s: Sentence, comma: int, *, phrase: bool) -> bool:
    """Return whether what follows a comma is said about the clause and not in it."""
    nxt, noun, rest = (s.low(comma + n) for n in (1, 2, 3))
    if nxt in {"a", "an"} and noun in _SUMMED and (rest in _TAKEN_UP or rest.endswith("ed")):
        return True
    if nxt == "something":
        return True  # "..., something Oslo has never believed"
    if phrase and nxt in {"a", "an"} and rest in {"that", "which"}:
        return True
    return phrase and nxt == "which" and noun in {"is", "was", "are", "were", "for"}


def _contrasts(s: Sentence, at: int) -> bool:
    """Return whether *while* sets another's words beside the first, and tells no time."""
    return has_finite(s, at + 1) and any(
        s.low(n) in words.PUBLIC and not is_noun(s, n) for n in range(at, len(s.tokens))
    )


def is_clause(s: Sentence, at: int) -> bool:
    """Return whether a finite clause seems to begin at a token: a nominal, then a verb."""
    if at >= len(s.tokens) - 1:
        return False
    first = s.tokens[at]
    word = first.low
    if word in {"about", "around", "over", "under"} and _counted(s, at + 1):
        return has_finite(s, at + 2)  # "about two thirds of it had been agreed"
    if not first.text[0].isalnum() or word in words.ADVERBIAL_STARTS | words.AUXILIARIES:
        return word in {"in", "if", "with", "without", "after", "under"} and has_finite(s, at + 2)
    if word in {"to", "that", "and", "but", "or", "so", "no", "yes", "as", "not", "than"}:
        return word in {"no", "not"} and has_finite(s, at + 1)
    return has_finite(s, at + 1)


def _counted(s: Sentence, at: int) -> bool:
    return s.low(at).isdigit() or s.low(at) in _NUMBERS


_NUMBERS = frozenset(
    "half a an two three four five six seven eight nine ten eleven twelve twenty thirty forty "
    "fifty sixty seventy eighty ninety one hundred".split()
)


_NOMINATIVE = frozenset("i he she it we they you who".split())


def has_finite(s: Sentence, at: int) -> bool:
    for n in range(at, min(at + 22, len(s.tokens))):
        word = s.low(n)
        if (
            word in words.AUXILIARIES - {"be", "been", "being", "having", "doing"}
            or word == "cannot"
        ):
            return True
        if word in {";", ":"}:
            return False
        if word in VERBS and not is_noun(s, n) and not word.endswith("ing"):
            return True
        if (
            word.endswith("ed")
            and len(word) > 4
            and s.low(n - 1) not in {"the", "a", "an", "'s", "and", "of"}
            and n > at
        ):
            return True
        if word in words.PAST or (word in words.PAST_OR_PARTICIPLE and s.low(n - 1) in _NOMINATIVE):
            return True
        if (
            word.endswith("s")
            and not word.endswith(("ss", "us", "is"))
            and n > at
            and s.low(n + 1) in {"the", "a", "an", "to", "its", "their", "no", "that", "this", "on"}
            and not s.capital(n)
        ):
            return True
    return False


def clause_end(  # noqa: C901  # one decision list over the tokens that end a clause
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
    fronted = s.low(0) in _SUBORDINATORS | _NON_FINITE and "," not in {s.low(n) for n in range(cue)}
    at = start
    while at < size:
        word = s.low(at)
        nxt = s.low(at + 1)
        if at in stops and at > start:
            at -= s.low(at - 1) in {","} | DASHES
            break
        if s.quoted[at]:
            at += 1
            continue
        if word == ";":
            break
        if word == "," and at > start:
            if (fronted and nxt not in {"and", "or"}) or _comments(s, at, phrase=phrase):
                break
            if nxt == "but" and _bound(s, at + 2):
                at += 1
                continue
            if nxt in {"but", "while", "whereas", "although", "though", "yet", "however"}:
                break
            if nxt in PARTICIPLES or (nxt == "and" and _other_speaker(s, at + 2)):
                break
            if (
                (nxt == "and" and s.low(at + 2) == "according")
                or (nxt == "according" and _ends_there(s, at + 1))
                or (nxt == "and" and phrase and _coordinated(s, at + 2, phrase=phrase))
            ):
                break
            if nxt == "with" and _absolute(s, at + 2):
                break
            if nxt == "in" and s.low(at + 2) == "turn":
                break
            if nxt in {"as", "because", "since"} and _ascribed(s, at + 2):
                break
        if at > start and (
            (word in {"and", "but"} and _coordinated(s, at + 1, phrase=phrase))
            or (word in {"after", "when"} and _of_saying(s, cue, at))
        ):
            break
        if phrase and word == "and" and nxt.endswith("ed") and s.low(at + 2) in _AFTER_VERB:
            break
        if word in {"while", "whereas"} and at > start + 1 and _contrasts(s, at + 1):
            break
        if word == "and" and nxt in {"which", "who"}:
            break
        if phrase and word == "as" and nxt in {"it", "he", "she", "they"}:
            break
        at += 1
    while at > start and (
        s.low(at - 1) in _LOOSE or (s.low(at - 1) == "that" and s.low(at) == ",")
    ):
        if (
            s.low(at - 1) in {"”", '"', "»"}
            and at - 2 > start
            and s.quoted[at - 2]
            and not s.quoted[start]
        ):
            break
        at -= 1
    return at


_MEETING = frozenset("meeting emerging arriving landing speaking addressing touring".split())
_MET = frozenset("met arrived returned left visited landed spoke addressed toured emerged".split())


def _of_saying(s: Sentence, cue: int, at: int) -> bool:
    """Return whether a clause of time tells when something was said, and not what.

    "said it was over after meeting the envoy", "said it was over when she met the press": what
    comes at the end of reported speech and tells of an encounter is the report's.
    """
    if s.low(cue) not in {"said", "told", "added", "warned", "insisted"}:
        return False
    if s.low(at - 1) in {"only", "even", "not", "long", "soon", "shortly"}:
        return False
    if s.low(at + 1) in _MEETING:
        return s.low(at) != "when" and "," not in {s.low(n) for n in range(at, len(s.tokens))}
    return s.low(at) == "when" and (
        s.low(at + 1) == "asked"
        or (s.low(at + 1) in {"he", "she", "they"} and s.low(at + 2) in _MET)
    )


def _bound(s: Sentence, at: int) -> bool:
    """Return whether a condition on what was said begins at a token: "but only after ..."."""
    if s.low(at) in {"only", "not"}:
        at += 1
    elif s.low(at) not in {"provided", "unless", "until"}:
        return False
    return s.low(at) in _BINDING


_LOOSE = frozenset([*'.,!?”"»—–;…', "and", "but", "or", "while", "which"])
"""What no clause ends with: marks, and a conjunction whose second half was cut off."""

_BINDING = frozenset(
    "after before if once when until unless without provided as on in following upon".split()
)


def _other_speaker(s: Sentence, at: int) -> bool:
    for n in range(at, min(at + 9, len(s.tokens))):
        if s.low(n) in words.PUBLIC and not is_noun(s, n):
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
    return (
        rest in {"", ".", "who"}
        or (rest == "," and not has_finite(s, phrase.last + 1))
        or (rest != "," and not has_finite(s, phrase.last))
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
        at = next((n for n in range(at, at + 6) if s.low(n) in VERBS), at)
    word = s.low(at)
    if (
        not phrase
        and not perfect
        and word
        not in {
            "said",
            "told",
            "added",
            "urged",
            "accused",
            "warned",
            "appealed",
            "stressed",
            "reiterated",
            "expressed",
            "noted",
            "vowed",
            "pledged",
            "condemned",
            "welcomed",
            "denied",
            "requested",
            "declined",
            "refused",
            "opposed",
            "proposed",
            "offered",
            "promised",
            "called",
            "rejected",
            "insisted",
            "demanded",
        }
    ):
        return False
    plural = phrase and word in words.PLURAL_SAYING
    return word in VERBS and (word.endswith(("ed", "s")) or word in {"said", "told"} or plural)


def _absolute(s: Sentence, at: int) -> bool:
    return any(s.low(n) in PARTICIPLES | {"making"} for n in range(at, min(at + 8, len(s.tokens))))
