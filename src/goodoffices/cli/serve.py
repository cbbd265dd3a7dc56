"""``goodoffices serve``: the workbench in a browser, on this machine only."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("serve")
@click.argument("target", metavar="[CASE|FOLDER]", default=".")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N",
    help="The port; by default 8642, or a free one where that is taken.",
)  # fmt: skip
@click.option(
    "--open/--no-open", "open_browser", default=True, show_default=True,
    help="Whether to open the page in a browser.",
)  # fmt: skip
@click.option(
    "--as", "who", metavar="NAME",
    help="Who works here, for the history of a case; by default the name of the user.",
)  # fmt: skip
def command(*, target: str, port: int | None, open_browser: bool, who: str | None) -> None:
    """Open CASE, or the cases of FOLDER, in a browser: the brief's content, alive.

    Without an argument it is the folder you are in. The page is served to this machine only, and
    needs no network. End it with Ctrl-C.
    """
    from goodoffices.case import bundled, read_case
    from goodoffices.web import serve

    folder: Path = Path(target)
    case: Path | str | None = None
    if not folder.is_dir():
        if target in bundled() and not folder.exists():
            # Or the copy of it that was made to be changed.
            folder, case = Path(), target
        else:
            # What is wrong with it is better said here than on a page.
            case = read_case(target).path
            folder = case.parent
    serve(
        folder,
        port=port,
        who=who or _user(),
        case=case,
        open_browser=open_browser,
        announce=lambda address: click.echo(f"The workbench is at {address} (Ctrl-C ends it)."),
    )


def _user() -> str:
    import getpass
    import os

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        # In a container a user may have a number only, and on Windows there is none.
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "user"
