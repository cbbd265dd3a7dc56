"""The command line: one module per command, each loaded only when it is called."""

from goodoffices.cli._group import goodoffices, main

__all__ = ["goodoffices", "main"]
