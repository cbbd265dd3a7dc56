"""The pages of the documentation, as tests read them."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^( *)```(\w*) *([^\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
COMMANDS = Path(sys.executable).parent
"""Where the installed command lies."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what else its first line says, its text, and where."""

    language: str
    about: str
    text: str
    line: int


def pages() -> list[Path]:
    """Return every page that is written for a reader."""
    folders = ("*.md", "docs/**/*.md", "benchmarks/*.md")
    return [page for folder in folders for page in sorted(ROOT.glob(folder))]


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(match[2], match[3].strip(), match[4], text.count("\n", 0, match.start()) + 1)
        for match in FENCE.finditer(text)
    ]


def name(page: Path) -> str:
    """Return a page's path from the root, for messages."""
    return page.relative_to(ROOT).as_posix()
