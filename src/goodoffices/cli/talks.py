"""``goodoffices talks``: how the rounds may go, by date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from goodoffices.cli._scale import Scale, hands, scale_options
from goodoffices.cli._shared import answer, case_argument, json_option, writable
from goodoffices.cli._what_if import BASE, WhatIf, compared, what_if_options, with_overrides

if TYPE_CHECKING:
    from goodoffices.case import CaseFile

__all__ = ["command"]


@click.command("talks")
@case_argument
@scale_options
@click.option(
    "--until", type=click.DateTime(("%Y-%m-%d",)), metavar="DATE",
    help="The last day, YYYY-MM-DD; by default the case's horizon.",
)  # fmt: skip
@click.option(
    "--seed", default=1, show_default=True, type=int, metavar="S",
    help="Seed of the runs; the same seed gives the same answer.",
)  # fmt: skip
@click.option(
    "--protocol",
    type=click.Choice(("alternating-offers", "single-text", "parallel-tracks")),
    help="How the parties bargain, in place of what the case says.",
)
@what_if_options
@click.option(
    "--mediators", is_flag=True,
    help="Instead, compare mediators on the same draws: as in the case, neutral, leaning to each "
    "side, none.",
)  # fmt: skip
@click.option(
    "--hypotheses", is_flag=True,
    help="Instead, play what each hypothesis about the mediator would mean, and weigh them as the "
    "evidence does.",
)  # fmt: skip
@click.option(
    "--sensitivity", is_flag=True,
    help="Instead, try each assumption about conduct at the ends of its range.",
)  # fmt: skip
@click.option(
    "--transcript", type=click.IntRange(0), metavar="K",
    help="Instead, tell run K from beginning to end.",
)  # fmt: skip
@json_option
def command(  # noqa: PLR0913  # what is asked, of which case, and where it goes
    *,
    case: str,
    scale: Scale,
    until: dt.datetime | None,
    seed: int,
    protocol: str | None,
    what_if: WhatIf,
    mediators: bool,
    hypotheses: bool,
    sensitivity: bool,
    transcript: int | None,
    json_to: str | None,
) -> None:
    """Play the talks of CASE forward many times: what may be agreed by when, and what else.

    With --scenario, each scenario is compared with the case on the same random numbers. The words
    are those of the brief. What follows follows from the assumptions about conduct in the case; it
    forecasts nothing.
    """
    from goodoffices.case import read_case

    chosen = [mediators, hypotheses, sensitivity, transcript is not None, bool(what_if.scenarios)]
    if sum(chosen) > 1:
        raise click.UsageError(
            "give one of --mediators, --hypotheses, --sensitivity, --transcript, --scenario"
        )
    if any(chosen) and (scale.out or scale.cluster or scale.shard.of > 1):
        raise click.UsageError("--out, --shard and --cluster go with a single simulation")
    if protocol is not None:
        what_if = WhatIf((*what_if.settings, ("talks.protocol", protocol)), what_if.scenarios)
    writable(json_to)
    cases = compared(read_case(case), what_if)
    file = cases[0][1]
    last = _last(file, until)
    if transcript is not None:
        _tell(file, transcript, seed, last, json_to)
    elif mediators:
        _mediators(file, scale, seed, last, json_to)
    elif hypotheses:
        _hypotheses(file, scale, seed, last, json_to)
    elif sensitivity:
        _sensitivity(file, scale, seed, last, json_to)
    elif len(cases) > 1:
        _scenarios(cases, scale, seed, last, json_to)
    else:
        _play(file, scale, seed, last, json_to)


def _last(file: CaseFile, until: dt.datetime | None) -> dt.date | None:
    day = until.date() if until is not None else None
    if day is not None and day < file.case.as_of:
        raise click.BadParameter(
            f"{day} is before the case's as_of, {file.case.as_of}; give that day or a later one",
            param_hint="'--until'",
        )
    return day


def _play(
    file: CaseFile, scale: Scale, seed: int, until: dt.date | None, json_to: str | None
) -> None:
    from goodoffices.brief import as_text, talks_sections
    from goodoffices.talks import play_talks

    with hands(scale) as who:
        result = play_talks(
            file.case, runs=scale.runs, seed=seed, until=until, out=scale.out, shard=scale.shard,
            **who,
        )  # fmt: skip
    text = as_text(talks_sections(file, result))
    answer(text, with_overrides(result.as_json(), file), json_to, source=file.path)
    if scale.shard.of > 1:
        click.echo(
            f"shard {scale.shard}: {result.runs:,} of {scale.runs:,} runs; "
            "`goodoffices merge` puts the shards together",
            err=True,
        )
    if result.interrupted:
        safe = f"; {scale.out} is safe, and the same command goes on" if scale.out else ""
        click.echo(f"interrupted: {result.runs:,} of {scale.runs:,} runs{safe}", err=True)
        click.get_current_context().exit(130)


def _tell(file: CaseFile, run: int, seed: int, until: dt.date | None, json_to: str | None) -> None:
    from goodoffices.brief import as_text, transcript_sections
    from goodoffices.talks import transcribe

    told = transcribe(file.case, run=run, seed=seed, until=until)
    text = as_text(transcript_sections(file, told))
    answer(text, with_overrides(told.as_json(), file), json_to, source=file.path)


def _mediators(
    file: CaseFile, scale: Scale, seed: int, until: dt.date | None, json_to: str | None
) -> None:
    from goodoffices.brief import as_text, comparison_sections
    from goodoffices.case import NoAnswer
    from goodoffices.talks import compare, mediators

    try:
        versions = mediators(file.case)
    except ValueError as error:
        raise NoAnswer(str(error)) from None
    with hands(scale) as who:
        found = compare(versions, runs=scale.runs, seed=seed, until=until, **who)
    text = as_text(comparison_sections(file, found))
    answer(text, with_overrides(found.as_json(), file), json_to, source=file.path)


def _hypotheses(
    file: CaseFile, scale: Scale, seed: int, until: dt.date | None, json_to: str | None
) -> None:
    from goodoffices.answers import meaning_of, weighed
    from goodoffices.brief import as_text, intent_sections
    from goodoffices.case import NoAnswer
    from goodoffices.intent import analyse

    intent = analyse(file.case, seed=seed)
    found = weighed(intent, file.case)
    if found is None:
        raise NoAnswer(
            f"{file.case.case} has no hypotheses about its mediator; add `hypotheses` and "
            "`evidence`, or compare mediators with --mediators"
        )
    with hands(scale) as who:
        meaning = meaning_of(file.case, found, runs=scale.runs, seed=seed, until=until, **who)
    text = as_text(intent_sections(file, intent, meaning))
    answer(text, with_overrides(meaning.as_json(), file), json_to, source=file.path)


def _sensitivity(
    file: CaseFile, scale: Scale, seed: int, until: dt.date | None, json_to: str | None
) -> None:
    from goodoffices.brief import as_text, sensitivity_sections
    from goodoffices.talks import sensitivity

    with hands(scale) as who:
        found = sensitivity(file.case, runs=scale.runs, seed=seed, until=until, **who)
    text = as_text(sensitivity_sections(file, found))
    answer(text, with_overrides(found.as_json(), file), json_to, source=file.path)


def _scenarios(
    cases: list[tuple[str, CaseFile]], scale: Scale, seed: int, until: dt.date | None,
    json_to: str | None,
) -> None:  # fmt: skip
    from goodoffices.brief import as_text, comparison_sections
    from goodoffices.talks import compare

    file = dict(cases)[BASE]
    with hands(scale) as who:
        found = compare(
            {name: entry.case for name, entry in cases}, runs=scale.runs, seed=seed, until=until,
            **who,
        )  # fmt: skip
    text = as_text(comparison_sections(file, found))
    answer(text, with_overrides(found.as_json(), file), json_to, source=file.path)
