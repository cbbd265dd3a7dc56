"""A language model as a second reader: everything it says is checked against the text.

What reaches a reader is either a word of ours or a span of the document.  A claim is dropped unless
its quote stands in its sentence word for word and so do the words that name its speaker and
holder; all its other parts are chosen from lists.  What no checking can find are a claim left out
and a label that is wrong though its words are right, which is why both readers are shown side by
side and a person confirms.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from goodoffices.case import taxonomy
from goodoffices.reading._model_endpoint import (
    ANSWER_TOKENS,
    BudgetError,
    Form,
    LostError,
    Model,
    TruncatedError,
    UnusableError,
    tokens,
)
from goodoffices.reading._model_prompt import Chunk, chunks, messages, schema
from goodoffices.reading._quotes import Refusal, locate, occurrences
from goodoffices.reading._types import (
    Document,
    HedgeKind,
    IssueLabel,
    Kind,
    Mention,
    Polarity,
    ProposedClaim,
    Reading,
    Span,
)
from goodoffices.reading.errors import ReadingError

__all__ = ["Account", "Plan", "plan", "read_with_model"]

MOST = 20
"""Claims taken of one sentence; a model that repeats itself is stopped there."""

Fill = Callable[[ProposedClaim, Document], ProposedClaim]
"""Adds what rules find in the words of a claim: names, dates, hedges, order."""

Named = Callable[[Span, Document], Mention]
"""Resolves the words that name somebody."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What reading with a model would send, without sending it.

    Parameters
    ----------
    where, model
        The endpoint and the model.
    local
        Whether the endpoint is on this machine.
    calls
        Requests, without the probe and without questions asked again.
    characters
        Characters of all messages.
    prompt_tokens
        Estimated from them, and rather too many.
    answer_tokens
        The most that the answers can have.
    """

    where: str
    model: str
    local: bool
    calls: int
    characters: int
    prompt_tokens: int
    answer_tokens: int

    def as_json(self) -> dict[str, object]:
        """Return the plan for a program."""
        return {
            "schema": "goodoffices/model-plan/1",
            "endpoint": self.where,
            "model": self.model,
            "local": self.local,
            "calls": self.calls,
            "characters": self.characters,
            "prompt_tokens": self.prompt_tokens,
            "answer_tokens": self.answer_tokens,
        }


@dataclass(frozen=True, slots=True)
class Account:
    """How a reading by a model went.

    Parameters
    ----------
    form
        In which form the schema was sent.
    calls, replayed
        Requests sent, the probe and further tries included, and answers from the record.
    spent
        Tokens, by the endpoint's count or by estimate, whichever is more.
    dropped
        Claims of the model that were dropped, by reason.
    unread
        Sentences that were not read, by reason.
    """

    form: str
    calls: int
    replayed: int
    spent: int
    dropped: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, tuple[int, ...]], ...]

    def as_json(self) -> dict[str, object]:
        """Return the account for a program."""
        return {
            "form": self.form,
            "calls": self.calls,
            "replayed": self.replayed,
            "tokens": self.spent,
            "dropped": dict(self.dropped),
            "unread": {reason: list(numbers) for reason, numbers in self.unread},
        }


def plan(documents: Iterable[tuple[Document, Sequence[Span]]], model: Model) -> Plan:
    """Return what reading documents would send; nothing is sent.

    Parameters
    ----------
    documents
        Each with its sentences.
    model
        The model.
    """
    calls = characters = estimate = 0
    form = json.dumps(schema())
    for document, sentences in documents:
        for chunk in chunks(sentences):
            sent = messages(document.text, chunk, spoken=True)
            calls += 1
            characters += sum(len(message["content"]) for message in sent)
            estimate += tokens("".join(message["content"] for message in sent) + form)
    end = model.end
    return Plan(
        str(end.to), end.model, end.to.local, calls, characters, estimate, calls * ANSWER_TOKENS
    )


def read_with_model(
    document: Document, sentences: Sequence[Span], model: Model, *, fill: Fill, named: Named
) -> tuple[Reading, Account]:
    """Read a document with a language model.

    Parameters
    ----------
    document
        The document.
    sentences
        Its sentences, in order.
    model
        The model.
    fill, named
        What rules add to a claim, and how they resolve a name.

    Returns
    -------
    What it proposes, and how it went.  An endpoint that fails in between leaves sentences unread;
    they are named.

    Raises
    ------
    ReadingError
        If the endpoint cannot be reached, or refuses the key or the model.
    """
    before = model.calls, model.replayed, model.spent
    it = _Run(document, model, fill, named)
    try:
        form = model.form()
    except BudgetError:
        shown = "none was tried"
        it.leave(range(1, len(sentences) + 1), "the budget is too small for one request")
    else:
        shown = form.value
        parts = chunks(sentences)
        sent = {number for part in parts for number in part.sentences}
        it.leave((n for n in range(1, len(sentences) + 1) if n not in sent), "too long to be sent")
        for part in parts:
            it.take(part, spoken=form is Form.PROMPT)
    unread = [
        span for n, span in enumerate(sentences, 1) if any(n in ns for ns in it.left.values())
    ]
    reading = Reading(document, it.claims(), uncovered=tuple(unread), reader="model")
    account = Account(
        shown,
        model.calls - before[0],
        model.replayed - before[1],
        model.spent - before[2],
        tuple(sorted(it.dropped.items())),
        tuple((reason, tuple(sorted(numbers))) for reason, numbers in sorted(it.left.items())),
    )
    return reading, account


class _Run:
    """The reading of one document as far as it has come."""

    def __init__(self, document: Document, model: Model, fill: Fill, named: Named) -> None:
        self.dropped: Counter[str] = Counter()
        self.left: dict[str, list[int]] = {}
        self._document = document
        self._model = model
        self._fill = fill
        self._named = named
        self._found: dict[tuple[Span, str], ProposedClaim] = {}
        self._of: Counter[Span] = Counter()
        self._answered = False
        self._lost = ""

    def leave(self, numbers: Iterable[int], reason: str) -> None:
        """Note sentences that are not read."""
        if some := list(numbers):
            self.left.setdefault(reason, []).extend(some)

    def claims(self) -> tuple[ProposedClaim, ...]:
        """Return what was found, in the order of the text, each with an id of its own."""
        done: list[ProposedClaim] = []
        seen: Counter[int] = Counter()
        for claim in sorted(self._found.values(), key=lambda claim: (claim.extent, claim.kind)):
            start = claim.extent.start
            seen[start] += 1
            name = f"m-{start}" if seen[start] == 1 else f"m-{start}-{seen[start]}"
            done.append(replace(claim, id=name))
        return tuple(done)

    def take(self, chunk: Chunk, *, spoken: bool) -> None:
        """Read one chunk; one whose answer is cut off is read in halves."""
        if self._lost:
            self.leave(chunk.sentences, self._lost)
            return
        try:
            wrong = self._ask(chunk, spoken=spoken)
        except BudgetError:
            self.leave(chunk.sentences, "the budget is spent")
        except UnusableError as error:
            self.leave(chunk.sentences, str(error))
        except LostError as error:
            if not self._answered:
                raise ReadingError(str(self._model.end.to), str(error)) from None
            # What is left would be lost one time limit after the other.
            self._lost = str(error)
            self.leave(chunk.sentences, self._lost)
        except TruncatedError:
            halves = chunk.halves()
            if not halves:
                self.leave(chunk.sentences, "the answer was cut off")
            for half in halves:
                self.take(half, spoken=spoken)
        else:
            self._again(chunk, wrong, spoken=spoken)

    def _again(self, chunk: Chunk, wrong: Mapping[int, list[str]], *, spoken: bool) -> None:
        """Ask once more about the sentences whose claims did not stand; then they are dropped."""
        if not wrong:
            return
        numbers = sorted(wrong)
        some = Chunk({number: chunk.sentences[number] for number in numbers})
        # Without enough budget or luck for it, the first answer's faults are what is told.
        with contextlib.suppress(BudgetError, UnusableError, TruncatedError, LostError):
            wrong = self._ask(some, spoken=spoken, again=numbers)
        self.leave((n for n in numbers if wrong.get(n) == [_NO_FORM]), _NO_FORM)
        reasons = (each for faults in wrong.values() for each in faults if each != _NO_FORM)
        self.dropped.update(reasons)

    def _ask(
        self, chunk: Chunk, *, spoken: bool, again: Sequence[int] = ()
    ) -> dict[int, list[str]]:
        """Ask about a chunk, keep what stands, and return what does not, by sentence."""
        sent = messages(self._document.text, chunk, spoken=spoken, again=again)
        items = _items(self._model.ask(sent, schema()))
        self._answered = True
        if items is None:
            return {number: [_NO_FORM] for number in chunk.sentences}
        wrong: dict[int, list[str]] = {}
        for item in items:
            number = item.get("sentence")
            if type(number) is not int or number not in chunk.sentences:
                self.dropped["it names no sentence that was sent"] += 1
                continue
            reason = self._keep(item, chunk.sentences[number])
            if reason == _THERE:
                # Asked again about a sentence, a model repeats what was right in it.
                self.dropped[reason] += not again
            elif reason is not None:
                wrong.setdefault(number, []).append(reason)
        return wrong

    def _keep(self, item: Mapping[str, Any], sentence: Span) -> str | None:
        if not _formed(item):
            return "a part of it is missing or not from its list"
        text = self._document.text
        span = locate(text, sentence, item["quote"])
        if isinstance(span, Refusal):
            return span.value
        if len(span.of(text).split()) == 1:
            return "its quote is a single word"
        speaker = self._who(item["speaker"], sentence, span)
        holder = self._who(item["holder"], sentence, span)
        for name, mention in ((item["speaker"], speaker), (item["holder"], holder)):
            if name.strip() and mention is None:
                return "who is said to speak or want is not named in the sentence"
        key = span, speaker.text.casefold() if speaker else ""
        if key in self._found or self._of[sentence] >= MOST:
            return _THERE
        self._of[sentence] += 1
        cues = occurrences(text, sentence, item["cue"])
        kind = cast("Kind", item["kind"])
        if speaker is not None and kind == "fact":
            kind = "attributed"
        area = item["area"]
        claim = ProposedClaim(
            id="",
            spans=(span,),
            kind=kind,
            sentence=sentence,
            cue=_nearest(cues, span),
            speaker=speaker,
            holder=None if holder and speaker and holder.text == speaker.text else holder,
            polarity=cast("Polarity", item["stance"]),
            flags=("source-unnamed",) if kind == "attributed" and speaker is None else (),
            reader="model",
        )
        filled = self._fill(claim, self._document)
        hedge = cast("HedgeKind", item["hedge"])
        # Words that weaken are in the text for anybody to see; a model's word for it is not.
        differs = filled.hedge not in ("none", hedge)
        issues = filled.issues
        if area != "none" and area not in {label.area for label in issues}:
            issues = (*issues, IssueLabel(area, ()))
        self._found[key] = replace(
            filled,
            kind=kind,
            hedge=filled.hedge if differs else hedge,
            polarity=claim.polarity,
            issues=issues,
            flags=(*filled.flags, "hedge-disputed")
            if differs and hedge != "none"
            else filled.flags,
        )
        return None

    def _who(self, name: str, sentence: Span, near: Span) -> Mention | None:
        place = _nearest(occurrences(self._document.text, sentence, name), near)
        return self._named(place, self._document) if place is not None else None


_NO_FORM = "the answer is not in the form asked for"
_THERE = "it repeats a claim that was taken"


def _nearest(places: Sequence[Span], to: Span) -> Span | None:
    # A name outside the claim is the one that speaks it, where there is one.
    def far(place: Span) -> tuple[bool, int, Span]:
        return place.meets(to), min(abs(place.end - to.start), abs(place.start - to.end)), place

    return min(places, key=far, default=None)


def _items(content: str) -> list[Mapping[str, Any]] | None:
    """Return the claims of an answer, or None if it is not in the form asked for."""
    text = content.strip()
    if text.startswith("```"):
        # A fence around the answer changes nothing of it.
        text = text.partition("\n")[2].rpartition("```")[0]
    try:
        # Servers let raw line ends into strings.
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    items = data.get("claims") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return None
    return [item if isinstance(item, dict) else {} for item in items]


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "hedge": get_args(HedgeKind),
    "stance": get_args(Polarity),
}


def _formed(item: Mapping[str, Any]) -> bool:
    if not all(isinstance(item.get(key), str) for key in ("quote", "speaker", "cue", "holder")):
        return False
    chosen = all(item.get(key) in choices for key, choices in _CHOICES.items())
    return chosen and (item.get("area") == "none" or item.get("area") in taxonomy().areas)
