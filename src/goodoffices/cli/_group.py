"""The command `goodoffices`: which commands there are, and what its exit codes mean.

====  =========================================================================
code  meaning
====  =========================================================================
0     done
1     the case has errors or cannot be read, or a result cannot be written
2     wrong usage
3     the case is sound, but the question has no answer for it
130   interrupted from the keyboard; zone and brief give what is done by then
====  =========================================================================
"""

from __future__ import annotations

import errno
import importlib
import io
import keyword
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

import goodoffices as package

__all__ = ["COMMANDS", "PRINTED", "LazyGroup", "goodoffices", "main"]

COMMANDS = {
    "brief": "Write the brief of a case for the evening before a round.",
    "check": "Find what is wrong in a case, and where it is thin.",
    "export": "Write a case as another tool reads it.",
    "import": "Turn a scenario of another tool into a case.",
    "intent": "Infer what the mediator and the delegations may be after.",
    "merge": "Put the parts of a simulation of talks together.",
    "new": "Write a small commented case to begin with.",
    "order": "Find in what order a package could be carried out, and what makes it hold.",
    "read": "Propose the claims of documents, each tied to its exact words.",
    "record": "Set a case beside the record of past talks, and keep score of forecasts.",
    "schema": "Write the JSON Schema of the case format, for editors.",
    "serve": "Open cases in a browser, to read, change and try what if.",
    "talks": "Play the talks forward: what may be agreed by when, and what else.",
    "zone": "Find what could be agreed, what blocks it, and what would open it.",
}
"""Commands by name.  ``goodoffices.cli.<name>`` holds each as ``command``, and ``import_`` the one
whose name is a keyword; it is imported when it is called, and the help of the group is written here
so that ``--help`` imports none."""

PRINTED = 100
"""Problems printed; the rest are counted."""


class LazyGroup(click.Group):
    """A group that imports a command when it is called.

    Parameters
    ----------
    package
        Where the modules of its commands are.
    briefs
        What each command does, in a sentence, by name.
    """

    def __init__(self, *args: Any, package: str, briefs: Mapping[str, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.package = package
        self.briefs = briefs

    def list_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
    ) -> list[str]:
        """Return the names of all commands."""
        return sorted(self.briefs)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in self.briefs:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"{self.package}.{name}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command is no command")
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self.briefs.items()))


class _Program(LazyGroup):
    """The whole command: it maps errors to exit codes."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the arguments; ``--help`` and ``--version`` print here, before any command runs."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except OSError as error:
            code = _report(error)
            if code is None:
                raise
            raise click.exceptions.Exit(code) from None

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a user's mistake ends in a message and an exit code, never a traceback."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("goodoffices: interrupted", err=True)
            ctx.exit(130)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            code = _report(error)
            if code is None:
                raise
            ctx.exit(code)


def _report(error: Exception) -> int | None:
    """Print a user's mistake and return its exit code; return None for any other error."""
    # Imported here: these errors live beside the model, which --help must not load.
    from goodoffices.case import CaseError, GoodofficesError, NoAnswer

    if isinstance(error, CaseError):
        for problem in error.problems[:PRINTED]:
            click.echo(problem.text(error.file), err=True)
        count = len(error.problems)
        if count > PRINTED:
            click.echo(f"... and {count - PRINTED} more", err=True)
        click.echo(f"{count} error{'s' if count > 1 else ''}", err=True)
        return 1
    if isinstance(error, OSError) and error.errno != errno.EPIPE:
        # What writes files has its own errors, so this is standard output: a full disk, say.
        # Python would write what is left once more on its way out, and stumble again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        click.echo(f"goodoffices: the output cannot be written: {error.strerror}", err=True)
        return 1
    if isinstance(error, GoodofficesError):
        click.echo(f"goodoffices: {error}", err=True)
        return 3 if isinstance(error, NoAnswer) else 1
    return None


@click.group(
    cls=_Program,
    package="goodoffices.cli",
    briefs=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package.__version__, prog_name="goodoffices")
def goodoffices() -> None:
    """Turn documents about peace talks into a sourced case, and a case into a brief.

    CASE is a case file, or the name of a bundled case such as geneva-2026.

    Exit codes: 0 done; 1 the case has errors, or a file cannot be read or written; 2 wrong usage;
    3 the question has no answer.
    """


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A name in Arabic must not end in a traceback on a terminal that cannot show it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    goodoffices(prog_name="goodoffices")
