"""``goodoffices record score``: how good the forecasts have been, as far as n can tell."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli._shared import answer, json_option, writable
from goodoffices.cli.record._log import log_option, opened, today

__all__ = ["command"]


@click.command("score")
@log_option
@click.option(
    "--plot", type=click.Path(path_type=Path), metavar="FILE.svg",
    help="Also draw how often events happened that were given each probability.",
)  # fmt: skip
@click.option(
    "--seed", default=1, show_default=True, type=int, metavar="S",
    help="Seed of the draws of outcomes behind the ranges of chance.",
)  # fmt: skip
@json_option
def command(*, log: str, plot: Path | None, seed: int, json_to: str | None) -> None:
    """Score the forecasts of a log whose questions have been answered.

    Brier and logarithmic score with their parts, calibration, and comparisons with the reference
    class, with no change, and between forecasters. Where the number of questions cannot tell who is
    better, it says so and ranks nobody.
    """
    from goodoffices.brief import as_text, calibration_file, score_sections
    from goodoffices.case import OutputError, write_atomic
    from goodoffices.record import score_log

    writable(json_to)
    found = opened(log)
    result = score_log(found, today=today(), seed=seed)
    if plot is not None:
        if plot.exists() and found.path.samefile(plot):
            raise OutputError(f"{plot} is the log itself; name another file for its plot")
        write_atomic(plot, calibration_file(result).encode())
    answer(as_text(score_sections(result)), result.as_json(), json_to, source=found.path)
