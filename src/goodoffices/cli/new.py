"""``goodoffices new``: a small case to begin with."""

from __future__ import annotations

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
@click.option("--force", is_flag=True, help="Replace NAME.yaml if it exists.")
def command(name: str, force: bool) -> None:
    """Write NAME.yaml, a small commented case about a dispute that never was.

    Its schema is put beside it, so that an editor can help, unless one is there already.
    """
    from goodoffices.case.new import write_new

    for path in write_new(name, Path(), force=force):
        click.echo(f"wrote {path}")
    click.echo(f"next: goodoffices check {name}.yaml")
