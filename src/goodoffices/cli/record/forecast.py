"""``goodoffices record forecast``: a probability is written down before the outcome is known."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from typing import TYPE_CHECKING

import click

from goodoffices.cli._scale import clear_progress, progress
from goodoffices.cli.record._log import DATE, log_option, tell, today

if TYPE_CHECKING:
    from goodoffices.case import CaseFile
    from goodoffices.record import CaseUsed, Draft, Log, Question, Reference

__all__ = ["command"]

_BY_HAND = "analyst"


@click.command("forecast")
@log_option
@click.option(
    "--id", "slug", metavar="ID",
    help="The question's id. One that is in the log is forecast again, and what is said of it "
    "there holds; by default the next of q1, q2, ...",
)  # fmt: skip
@click.option("--question", metavar="TEXT", help="What is asked, to be answered by yes or no.")
@click.option("--criteria", metavar="TEXT", help="What counts as yes, and who or what says so.")
@click.option(
    "--by", type=DATE, metavar="DATE", help="The last day on which it may become true, YYYY-MM-DD."
)
@click.option("--probability", type=float, metavar="P", help="Of yes, from 0.001 to 0.999.")
@click.option(
    "--from-talks", metavar="CASE",
    help="Instead of --probability, play the talks of CASE until the deadline and count.",
)  # fmt: skip
@click.option(
    "--outcome", metavar="OUTCOME",
    help="What to count with --from-talks: comprehensive, framework, partial, suspended, "
    "collapsed, escalated, mediator-left, settled:ISSUE, sessions:K, standing:STATE.",
)  # fmt: skip
@click.option(
    "--runs", default=2000, show_default=True, type=click.IntRange(1, 1_000_000), metavar="N",
    help="How many times the talks are played.",
)  # fmt: skip
@click.option(
    "--seed", default=1, show_default=True, type=int, metavar="S", help="Seed of the runs."
)
@click.option("--basis", metavar="TEXT", help="Why this number.")
@click.option(
    "--forecaster", metavar="NAME",
    help=f"Who gives it; by default '{_BY_HAND}', or the model with --from-talks.",
)  # fmt: skip
@click.option("--case", metavar="CASE", help="The case it rests on; its hash is kept.")
@click.option(
    "--reference", type=(str, float), metavar="ID P",
    help="The reference class beside it, and the probability that it gives.",
)  # fmt: skip
@click.option(
    "--reference-n", type=click.IntRange(1), metavar="N", help="How many cases that class has."
)
@click.option(
    "--reference-basis", metavar="TEXT", help="How its probability follows from the class."
)
@click.option(
    "--no-change", type=float, metavar="P",
    help="The probability of yes if everything stayed as it is.",
)  # fmt: skip
@click.option(
    "--made", type=DATE, metavar="DATE",
    help="The day as of which it is made, YYYY-MM-DD; by default today.",
)  # fmt: skip
def command(  # noqa: PLR0913  # a forecast has many parts
    *,
    log: str,
    slug: str | None,
    question: str | None,
    criteria: str | None,
    by: dt.datetime | None,
    probability: float | None,
    from_talks: str | None,
    outcome: str | None,
    runs: int,
    seed: int,
    basis: str | None,
    forecaster: str | None,
    case: str | None,
    reference: tuple[str, float] | None,
    reference_n: int | None,
    reference_basis: str | None,
    no_change: float | None,
    made: dt.datetime | None,
) -> None:
    """Write a forecast down in a log that is only ever added to.

    A correction is a new forecast on the same question: what it corrects stays, and counts for the
    days on which it stood. The hash of the new line stands for the whole log; give it to somebody,
    and nobody can change the forecast unnoticed.
    """
    from goodoffices.record import add_forecast

    day = made.date() if made else today()
    beside = _reference(reference, reference_n, reference_basis)
    if (probability is None) == (from_talks is None):
        raise click.UsageError("give --probability, or --from-talks with --outcome")
    asked = _question(log, slug, question, criteria, by.date() if by else None)
    if from_talks is not None:
        if outcome is None or case is not None:
            raise click.UsageError("--from-talks goes with --outcome, and without --case")
        draft = _played(from_talks, outcome, asked, day, runs=runs, seed=seed)
        if basis is not None:
            draft = dataclasses.replace(draft, basis=f"{draft.basis}. {basis}")
    else:
        if probability is None or basis is None or outcome is not None:
            raise click.UsageError("--probability goes with --basis, and without --outcome")
        draft = _judged(probability, basis, asked, day, case)
    if forecaster is not None:
        draft = dataclasses.replace(
            draft, forecaster=dataclasses.replace(draft.forecaster, name=forecaster)
        )
    draft = dataclasses.replace(draft, reference=beside, no_change=no_change)
    added = add_forecast(log, draft, today=today())
    click.echo(f"{asked.id}: {draft.probability:.3g} by {draft.forecaster.name}")
    click.echo(draft.basis)
    tell(added, log)


def _reference(
    reference: tuple[str, float] | None, n: int | None, basis: str | None
) -> Reference | None:
    from goodoffices.record import Reference

    if reference is None:
        if n is not None or basis is not None:
            raise click.UsageError("--reference-n and --reference-basis go with --reference")
        return None
    if basis is None:
        raise click.UsageError(
            "--reference goes with --reference-basis: how the probability follows from the class"
        )
    return Reference(id=reference[0], probability=reference[1], n=n, basis=basis)


def _question(
    name: str, slug: str | None, text: str | None, criteria: str | None, by: dt.date | None
) -> Question:
    """Return the question that is meant: a new one, or one of the log."""
    from goodoffices.record import Question

    known = {asked.question.id: asked.question for asked in _existing(name).asked}
    if slug is not None and slug in known:
        said = known[slug]
        # What is given again is compared by the log itself.
        return Question(slug, text or said.text, criteria or said.criteria, by or said.by)
    if text is None or criteria is None or by is None:
        again = f"; there is no question {slug} in {name}" if slug is not None else ""
        raise click.UsageError(f"a new question needs --question, --criteria and --by{again}")
    if slug is None:
        slug = next(f"q{k}" for k in range(1, len(known) + 2) if f"q{k}" not in known)
    return Question(slug, text, criteria, by)


def _existing(name: str) -> Log:
    from goodoffices.record import Log, log_path, read_log

    path = log_path(name)
    # A link that leads nowhere is opened, so that the message says so.
    return read_log(name) if os.path.lexists(path) else Log(name, path)


def _used(case: CaseFile) -> CaseUsed:
    from goodoffices.record import CaseUsed

    return CaseUsed(case.case.case, case.sha256)


def _played(
    name: str, outcome: str, asked: Question, day: dt.date, *, runs: int, seed: int
) -> Draft:
    from goodoffices import __version__
    from goodoffices.case import read_case
    from goodoffices.record import FORECASTER, Draft, Forecaster, answer_talks

    file = read_case(name)
    if asked.by < file.case.as_of:
        raise click.BadParameter(
            f"{asked.by} is before the case's as_of, {file.case.as_of}; give that day or a "
            "later one",
            param_hint="'--by'",
        )
    try:
        answer = answer_talks(file.case, outcome, asked.by, runs=runs, seed=seed, progress=progress)
    finally:
        clear_progress()
    return Draft(
        question=asked,
        made=day,
        probability=answer.probability,
        interval=answer.interval,
        forecaster=Forecaster(FORECASTER, __version__),
        case=_used(file),
        run=answer.run,
        basis=answer.basis,
    )


def _judged(
    probability: float, basis: str, asked: Question, day: dt.date, case: str | None
) -> Draft:
    from goodoffices.case import read_case
    from goodoffices.record import Draft, Forecaster

    return Draft(
        question=asked,
        made=day,
        probability=probability,
        forecaster=Forecaster(_BY_HAND),
        case=_used(read_case(case)) if case is not None else None,
        basis=basis,
    )
