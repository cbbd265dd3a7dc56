"""``goodoffices merge``: the parts of a simulation become its answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli._shared import answer, json_option

if TYPE_CHECKING:
    from goodoffices.case import Case, Override

__all__ = ["command"]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A case as a folder keeps it, with what was set otherwise already in it."""

    case: Case
    sha256: str
    overrides: tuple[Override, ...] = ()


@click.command("merge")
@click.argument(
    "folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@json_option
def command(folders: tuple[Path, ...], json_to: str | None) -> None:
    """Put together the folders that `goodoffices talks --out --shard` has filled.

    Prints what one command would have printed for all runs. The folders say what case they are of.
    """
    from goodoffices.brief import as_text, talks_sections
    from goodoffices.talks import answer_from, fold, job_of, merge_folders, tally_of

    merged = merge_folders(folders)
    job = job_of(merged)
    count = tally_of(job)
    total, interrupted = fold(count(columns) for _, columns in merged.chunks())
    if total is None or interrupted:
        # Half a merger answers no question, and the whole takes seconds.
        raise KeyboardInterrupt
    result = answer_from(job, total)
    text = as_text(talks_sections(_Kept(job.case, job.key), result))
    answer(text, result.as_json(), json_to, source=merged.source / "manifest.json")
