"""A language model beside the rules: its options, and what is told of it."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.reading import Account, Lexicon, Model, Reading

__all__ = [
    "KEY", "AskedModel", "TwoReadings", "model_options", "model_text", "planned", "unread",
    "with_model",
]  # fmt: skip

KEY = "GOODOFFICES_MODEL_KEY"
"""The environment variable that a key is taken from; nowhere else is one looked for."""


@dataclass(frozen=True, slots=True)
class AskedModel:
    """Which model is asked, where, and within which bounds."""

    name: str | None
    url: str
    budget: int
    seconds: float
    record: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """What the rules read in a document, and what a model read in it, if one was asked."""

    rules: Reading
    model: Reading | None = None
    account: Account | None = None


def model_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a model, which reach the command as one `AskedModel`."""

    @functools.wraps(command)
    def gathered(
        *,
        model: str | None,
        model_url: str | None,
        model_budget: int,
        model_timeout: float,
        model_record: str,
        dry_run: bool,
        **rest: object,
    ) -> None:
        from goodoffices.reading import LOOPBACK

        if model is None and (dry_run or model_url is not None):
            option = "--dry-run" if dry_run else "--model-url"
            raise click.UsageError(f"{option} is about a language model; name one with --model")
        url = model_url or LOOPBACK
        asked = AskedModel(model, url, model_budget, model_timeout, model_record, dry_run)
        command(asked_model=asked, **rest)

    options = (
        click.option(
            "--model", metavar="NAME",
            help="Also read with this language model; every quote of it is checked.",
        ),
        click.option(
            "--model-url", metavar="URL",
            help="Its endpoint, which speaks the protocol of OpenAI; by default this machine, "
            f"http://127.0.0.1:8080/v1. A key is taken from {KEY}.",
        ),
        click.option(
            "--model-budget", default=200_000, show_default=True, type=click.IntRange(1),
            metavar="N", help="Tokens that may be spent in all; then no more is sent.",
        ),
        click.option(
            "--model-timeout", default=120.0, show_default=True, type=click.FloatRange(1, 3600),
            metavar="SECONDS", help="Longest time for one request.",
        ),
        click.option(
            "--model-record", default="model-record", show_default=True, metavar="FOLDER",
            help="Where answers are kept; what is there is not asked again.",
        ),
        click.option(
            "--dry-run", is_flag=True,
            help="Say what would be sent to the model, and send nothing.",
        ),
    )  # fmt: skip
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added


def planned(readings: Sequence[Reading], asked: AskedModel, *, as_json: bool) -> str:
    """Return what would be sent to a model, in words or as JSON."""
    from goodoffices.reading import plan, sentences

    found = plan([(each.document, sentences(each.document)) for each in readings], _model(asked))
    if as_json:
        return json.dumps(found.as_json(), ensure_ascii=False, indent=1)
    where = "this machine" if found.local else "another machine"
    requests = _count(found.calls, "request")
    return (
        f"To {found.where} ({where}), model {found.model}:\n"
        f"  {requests}, {found.characters:,} characters, some {found.prompt_tokens:,} tokens\n"
        f"  at most {found.answer_tokens:,} tokens of answers; budget {asked.budget:,} tokens\n"
        "Nothing was sent."
    )


def with_model(
    readings: Sequence[Reading], asked: AskedModel, names: Lexicon
) -> tuple[TwoReadings, ...]:
    """Read documents with a model as well, where one is asked for.

    Raises
    ------
    ReadingError
        If the model cannot be used.
    """
    if asked.name is None:
        return tuple(TwoReadings(each) for each in readings)
    from goodoffices.reading import model_reader, read_with_model, sentences

    model = _model(asked)
    fill, named = model_reader(names)
    done = []
    for number, each in enumerate(readings, 1):
        if sys.stderr.isatty():
            told = f"asking {asked.name}: document {number} of {len(readings)} ..."
            click.echo(f"\r\x1b[K{told}", err=True, nl=False)
        try:
            other, account = read_with_model(
                each.document, sentences(each.document), model, fill=fill, named=named
            )
        finally:
            if sys.stderr.isatty():
                click.echo("\r\x1b[K", err=True, nl=False)
        done.append(TwoReadings(each, other, account))
    return tuple(done)


def _model(asked: AskedModel) -> Model:
    from goodoffices.reading import Model, Record, endpoint

    key = os.environ.get(KEY, "")
    end = endpoint(asked.name or "", asked.url, key=key, seconds=asked.seconds, budget=asked.budget)
    return Model(end, Record(Path(asked.record)))


def model_text(done: Sequence[TwoReadings]) -> str:
    """Return how the two readers compare, and how the model fared, in words."""
    from goodoffices.reading import agreement

    lines: list[str] = []
    for two in done:
        if two.model is None or two.account is None:
            continue
        name, account = two.rules.document.name, two.account
        found = agreement(two.rules, two.model)
        both = found.both
        share = "" if found.share is None else f" (agreement {found.share:.2f})"
        lines.append(
            f"{name}: {_count(both, 'claim')} found by both readers, "
            f"{len(two.rules.claims) - both} by the rules alone, "
            f"{len(two.model.claims) - both} by the model alone{share}"
        )
        differ = [(pair, pair.differs) for pair in found.pairs if pair.differs]
        for pair, parts in differ:
            line = two.rules.document.line(pair.first.extent.start) if pair.first else 0
            lines.append(f"  {name}:{line}: they differ on {' and '.join(parts)}")
        lines.append(
            f"  form: {account.form}; {_count(account.calls, 'request')}, "
            f"{_count(account.replayed, 'answer')} from the record, {account.spent:,} tokens"
        )
        lines += [f"  dropped {count}: {reason}" for reason, count in account.dropped]
        lines += [
            f"  not read by the model: {_count(len(numbers), 'sentence')}, since {reason}"
            for reason, numbers in account.unread
        ]
    return "\n".join(lines)


def unread(done: Sequence[TwoReadings]) -> bool:
    """Return whether a model was asked and read no sentence of any document."""
    from goodoffices.reading import sentences

    asked = [two for two in done if two.account is not None]
    return bool(asked) and all(
        sum(len(numbers) for _, numbers in two.account.unread) >= len(sentences(two.rules.document))
        for two in asked
        if two.account is not None
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
