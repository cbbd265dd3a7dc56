"""A language model behind an address: asked within a budget, tried for whether it keeps to a form.

The protocol is the one of ``POST /chat/completions``, which OpenAI began and llama.cpp, vLLM,
Ollama and most hosts speak.  A schema can be sent with a request in two ways, and many servers take
one or both without heeding it, so that an answer in the right form proves nothing.  The probe asks
for a greeting under a schema whose only answer is a random word: it comes back if and only if the
schema is enforced.
"""

from __future__ import annotations

import enum
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.reading._http import Address, Answer, NoConnectionError, address, post
from goodoffices.reading._model_prompt import PROMPT_VERSION, SCHEMA_NAME
from goodoffices.reading._model_record import Kept, Record, request_hash
from goodoffices.reading.errors import ReadingError

__all__ = [
    "ANSWER_TOKENS", "LOOPBACK", "BudgetError", "Endpoint", "Form", "LostError", "Model",
    "TruncatedError", "UnusableError", "endpoint", "tokens",
]  # fmt: skip

LOOPBACK = "http://127.0.0.1:8080/v1"
"""Where a model is looked for unless the user names another place: this machine."""

ANSWER_TOKENS = 4_096
"""Longest answer asked for; a dozen sentences make some 1 500 tokens of claims."""

_TRIES = 3
_LONGEST_WAIT = 30.0
_BUSY = (408, 409, 429, 502, 503, 504)
_FAILED = (*_BUSY, 500)
"""Worth another try; but to a form it does not take, llama-cpp-python answers 500."""


_DISPENSABLE = (
    ("max_tokens", "max_completion_tokens"),
    ("temperature", None),
    ("seed", None),
    ("response_format", None),
)
"""Settings that some endpoints refuse by name, and what then stands for each."""


class Form(enum.Enum):
    """In which form a schema is sent; the value says so to a reader."""

    STRICT = "json_schema, strict"
    OBJECT = "json_object with a schema"
    PROMPT = "the schema in words, since the endpoint enforces none"


class BudgetError(Exception):
    """The next request might not fit into what is left of the budget; never leaves this room."""


class TruncatedError(Exception):
    """The answer was cut off; never leaves this room."""


class LostError(Exception):
    """The endpoint gave no answer at all; never leaves this room."""


class UnusableError(Exception):
    """The endpoint answered something that is no answer; never leaves this room."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Which model is asked, where, and how much of it.

    Parameters
    ----------
    to
        The address.
    model
        The model's name there.
    key
        What is sent as a bearer token, or "".
    seconds
        Longest time for one request.
    budget
        Tokens for all requests of a run, prompts and answers together.
    """

    to: Address
    model: str
    key: str
    seconds: float
    budget: int

    def __repr__(self) -> str:
        # A key must not reach a log by way of a traceback.
        return f"Endpoint({self.to}, {self.model!r})"


def endpoint(
    model: str, url: str = LOOPBACK, *, key: str = "", seconds: float = 120, budget: int = 200_000
) -> Endpoint:
    """Return an endpoint.

    Raises
    ------
    ReadingError
        If the address is none, a key would travel unencrypted to another machine, or the key
        cannot be a header.
    """
    try:
        to = address(url)
    except ValueError as error:
        raise ReadingError(_without_password(url), str(error)) from None
    if key and not (to.secure or to.local):
        raise ReadingError(url, "the key would travel readable by anybody; use https://")
    if not key.isascii() or any(letter.isspace() or not letter.isprintable() for letter in key):
        raise ReadingError(url, "the key has a space or another sign that no key has")
    return Endpoint(to, model, key, seconds, budget)


def _without_password(url: str) -> str:
    # What a message shows may end in a log.
    return re.sub(r"(?<=//)[^/@]*@", "...@", url)


def tokens(text: str) -> int:
    """Return an estimate of the tokens of a text, one for each three bytes, and rather too many.

    Tokenisers differ; English has some four bytes to a token, other scripts three or fewer.
    """
    return len(text.encode("utf-8", "surrogatepass")) // 3 + 1


class Model:
    """A model in use: what was spent on it, and the form it takes.

    It has state because a budget is one for all requests.

    Parameters
    ----------
    end
        The endpoint.
    record
        Where answers are kept and looked for first.
    sleep
        Waits some seconds between tries.
    """

    def __init__(
        self, end: Endpoint, record: Record, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.end = end
        self.spent = 0
        self.calls = 0
        self.replayed = 0
        self._record = record
        self._sleep = sleep
        self._form: Form | None = None
        self._left_out: dict[str, str | None] = {}

    def form(self) -> Form:
        """Return the first form that the endpoint enforces, trying each once and for good.

        Raises
        ------
        ReadingError
            If the endpoint cannot be reached, refuses the key, or answers no form at all.
        """
        if self._form is None:
            key = request_hash(str(self.end.to), {"probe": self.end.model}, PROMPT_VERSION)
            kept = self._record.find(key)
            known = {form.name: form for form in Form}
            if kept is not None and kept.content in known:
                self._form = known[kept.content]
            else:
                try:
                    self._form = self._probe()
                except LostError as error:
                    raise ReadingError(str(self.end.to), str(error)) from None
                found = Kept(self._form.name, 0, 0, 0.0, "")
                self._keep(key, found)
        return self._form

    def _probe(self) -> Form:
        token = f"w{secrets.token_hex(6)}"
        wanted: dict[str, object] = {
            "type": "object",
            "additionalProperties": False,
            "required": ["word"],
            "properties": {"word": {"type": "string", "enum": [token]}},
        }
        asked = [{"role": "user", "content": "Say hello."}]
        for form in (Form.STRICT, Form.OBJECT):
            try:
                kept = self._send(self._body(asked, wanted, form, 64), probing=True)
                if json.loads(kept.content, strict=False) == {"word": token}:
                    return form
            except (ValueError, RecursionError, TruncatedError, UnusableError):
                continue
        return Form.PROMPT

    def ask(self, messages: list[dict[str, str]], wanted: Mapping[str, object]) -> str:
        """Return what the model writes, from the record where it was asked the same before.

        Raises
        ------
        BudgetError
            If the request might not fit into the budget; it is not sent.
        TruncatedError
            If the answer was cut off; it is not kept.
        UnusableError
            If what came back is no answer.
        LostError
            If nothing came back.
        ReadingError
            If the endpoint refuses the key or the model.
        """
        body = self._body(messages, wanted, self.form(), ANSWER_TOKENS)
        key = request_hash(str(self.end.to), body, PROMPT_VERSION)
        kept = self._record.find(key)
        if kept is not None:
            self.replayed += 1
            return kept.content
        kept = self._send(body)
        self._keep(key, kept)
        return kept.content

    def _keep(self, key: str, kept: Kept) -> None:
        self._record.keep(key, kept, where=str(self.end.to), model=self.end.model)

    def _body(
        self,
        messages: list[dict[str, str]],
        wanted: Mapping[str, object],
        form: Form,
        longest: int,
    ) -> dict[str, object]:
        sent: dict[Form, dict[str, object]] = {
            Form.STRICT: {
                "type": "json_schema",
                "json_schema": {"name": SCHEMA_NAME, "strict": True, "schema": dict(wanted)},
            },
            Form.OBJECT: {"type": "json_object", "schema": dict(wanted)},
            Form.PROMPT: {"type": "json_object"},
        }
        return {
            "model": self.end.model,
            "messages": messages,
            "temperature": 0,
            "seed": 1,
            "max_tokens": longest,
            "stream": False,
            "response_format": sent[form],
        }

    def _send(self, body: dict[str, object], *, probing: bool = False) -> Kept:
        estimate = tokens(json.dumps(body, ensure_ascii=False))
        answer_tokens = body["max_tokens"]
        most = estimate + (answer_tokens if isinstance(answer_tokens, int) else 0)
        begun = time.monotonic()
        for tried in range(1, _TRIES + 1):
            if self.spent + most > self.end.budget:
                raise BudgetError
            answer = self._try(body, last=tried == _TRIES)
            if answer is None:
                # It may have been read before the connection broke, and so be charged.
                self.spent += estimate
                self._sleep(min(2.0**tried, _LONGEST_WAIT))
            elif tried < _TRIES and answer.status in (_BUSY if probing else _FAILED):
                wait = answer.wait if answer.wait is not None else 2.0**tried
                self._sleep(min(wait, _LONGEST_WAIT))
            elif answer.status == 200:
                return self._read(answer, estimate, time.monotonic() - begun)
            elif answer.status in (400, 422) and self._do_without(answer):
                continue
            else:
                self._refuse(answer)
        raise UnusableError("the endpoint stayed busy")

    def _try(self, body: dict[str, object], *, last: bool) -> Answer | None:
        headers = {"Authorization": f"Bearer {self.end.key}"} if self.end.key else {}
        self.calls += 1
        sent: dict[str, object] = {}
        for name, value in body.items():
            other = self._left_out.get(name, name)
            if other is not None:
                sent[other] = value
        data = json.dumps(sent, ensure_ascii=True).encode()
        try:
            return post(self.end.to, "/chat/completions", data, headers, seconds=self.end.seconds)
        except NoConnectionError as error:
            if error.again and not last:
                return None
            raise LostError(str(error)) from None

    def _do_without(self, answer: Answer) -> bool:
        """Leave out a setting that the endpoint refuses by name; models that reason refuse some."""
        complaint = answer.body[:2_000].decode(errors="replace")
        for name, other in _DISPENSABLE:
            if name == "response_format" and self._form is not Form.PROMPT:
                continue
            if name in complaint and name not in self._left_out:
                self._left_out[name] = other
                return True
        return False

    def _refuse(self, answer: Answer) -> None:
        where = str(self.end.to)
        if answer.status in (401, 403):
            has = "the key was refused" if self.end.key else "it wants a key"
            raise ReadingError(where, f"{has}; set GOODOFFICES_MODEL_KEY")
        if answer.status in (301, 302, 303, 307, 308):
            raise ReadingError(
                where, "it sends elsewhere, which is not followed; name that place as --model-url"
            )
        if answer.status == 404 and b"model" in answer.body[:2_000].lower():
            raise ReadingError(where, f"it has no model {self.end.model!r}")
        raise UnusableError(f"{_status(answer.status)} (status {answer.status})")

    def _read(self, answer: Answer, estimate: int, seconds: float) -> Kept:
        try:
            data: Any = json.loads(answer.body, strict=False)
            choice = data["choices"][0]
            content = choice["message"]["content"]
            ended = choice.get("finish_reason")
        except (ValueError, KeyError, IndexError, TypeError, RecursionError, AttributeError):
            self.spent += estimate
            raise UnusableError(
                "the endpoint does not answer in the form of the protocol"
            ) from None
        counts = data.get("usage") if isinstance(data.get("usage"), dict) else {}
        text = content if isinstance(content, str) else ""
        # A count that is lower than what was seen to pass is not believed.
        prompt = max(_count(counts.get("prompt_tokens")), estimate // 2)
        wrote = max(_count(counts.get("completion_tokens")), tokens(text) // 2)
        self.spent += prompt + wrote
        if ended == "length":
            raise TruncatedError
        if not text.strip():
            raise UnusableError("the answer is empty")
        fingerprint = data.get("system_fingerprint")
        return Kept(
            text, prompt, wrote, seconds, fingerprint if isinstance(fingerprint, str) else ""
        )


def _status(status: int) -> str:
    """Return what a status of HTTP means, and what to do."""
    if status == 404:
        return "the endpoint has nothing under this address; most end in /v1"
    if status == 413:
        return "the endpoint takes no request of this length"
    if status in _BUSY:
        return "the endpoint stayed busy; try again later"
    if status >= 500:
        return "the endpoint failed; its log may say why"
    return "the endpoint refused the request; its log may say why"


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
