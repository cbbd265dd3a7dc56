"""What the commands on data sets take alike."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["DATASETS", "dataset_argument", "files_argument", "not_over"]

DATASETS = ("ucdp-agreements", "ucdp-dyads", "ucdp-conflicts", "pa-x", "icb", "mend")
"""The data sets, here so that `--help` loads no library; a test holds them to those of the room."""

dataset_argument = click.argument("dataset", metavar="DATASET", type=click.Choice(DATASETS))
"""Which data set."""

files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True)
"""Its files, as they were downloaded."""


def not_over(target: str | None, files: tuple[str, ...]) -> None:
    """Refuse to write over a data file.

    Raises
    ------
    OutputError
        If `target` is one of them.
    """
    from goodoffices.case import OutputError

    if target is None or target == "-" or not Path(target).exists():
        return
    for file in files:
        if Path(file).exists() and Path(file).samefile(target):
            raise OutputError(f"{target} is a data file itself; name another file for the result")
