"""``goodoffices record``: what became of agreements like this, and how good our forecasts are."""

from __future__ import annotations

from goodoffices.cli._group import LazyGroup

__all__ = ["command"]

COMMANDS: dict[str, str] = {}
"""Commands by name; each is ``command`` in its module here, as in the group above this one."""

command = LazyGroup(
    name="record",
    package="goodoffices.cli.record",
    briefs=COMMANDS,
    help="Set a case beside the record of past talks, and keep score of forecasts.",
)
