"""``goodoffices new``: a small case to begin with."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click

__all__ = ["command"]


def _slug(
    ctx: click.Context,  # noqa: ARG001  # click's signature
    param: click.Parameter,  # noqa: ARG001  # likewise
    value: str,
) -> str:
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", value):
        return value
    slug = re.sub(r"[^a-z0-9_]+", "-", value.lower().removesuffix(".yaml")).strip("-_")[:80]
    hint = f", such as {slug!r}" if slug else ", such as 'harbour-talks'"
    raise click.BadParameter(
        f"{value!r} is no name of a case: expected small letters, digits, '-' and '_'{hint}"
    )


@click.command("new")
@click.argument("name", metavar="NAME", callback=_slug)
@click.argument("more", nargs=-1, metavar="[FILE]...")
@click.option("--from", "first", metavar="FILE", help="Make the case of documents: FILE and more.")
@click.option(
    "--date",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="DATE",
    help="With --from: the day of the documents and of the case; by default today.",
)
@click.option("--lexicon", metavar="FILE", help="With --from: more names of actors, as YAML.")
@click.option("--force", is_flag=True, help="Replace NAME.yaml if it exists.")
def command(
    name: str,
    more: tuple[str, ...],
    first: str | None,
    date: dt.datetime | None,
    lexicon: str | None,
    force: bool,
) -> None:
    """Write NAME.yaml, a small commented case about a dispute that never was.

    Its schema is put beside it, so that an editor can help, unless one is there already.

    With --from, the case is made of documents: who is in them, what they speak of, and what they
    say of it, each claim with the place of its words. Their texts are stored in documents/.
    """
    from goodoffices.case.new import free_path, write_new

    if first is None and more:
        raise click.UsageError(f"what is {more[0]!r}? Documents come after --from")
    if first is None and date is not None:
        raise click.UsageError("--date is about documents; name them after --from")
    if first is None and lexicon is not None:
        raise click.UsageError("--lexicon is about documents; name them after --from")
    free_path(name, Path(), force=force)  # before anything is stored
    text = None if first is None else _from(name, (first, *more), date, lexicon)
    for path in write_new(name, Path(), force=force, data=text):
        click.echo(f"wrote {path}")
    click.echo(f"next: goodoffices check {name}.yaml")


def _from(name: str, files: tuple[str, ...], date: dt.datetime | None, extra: str | None) -> bytes:
    from goodoffices.case import OutputError
    from goodoffices.cli._read_case import TEXTS
    from goodoffices.reading import case_from, lexicon, read, read_document, store

    day = date.date() if date is not None else dt.datetime.now().astimezone().date()
    names = lexicon(Path(extra) if extra else None)
    known = date.date() if date is not None else None
    readings = [read(read_document(file, date=known), names) for file in files]
    data = case_from(name, readings, names, day, TEXTS)
    try:
        Path(TEXTS).mkdir(exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise OutputError(f"{TEXTS}: the folder cannot be made: {reason}") from None
    for reading in readings:
        click.echo(f"wrote {store(reading.document, Path(TEXTS))}")
    return data
