"""What is noted of a version, as one line of a file."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass

__all__ = ["Version"]

WHO, WHAT = 200, 2_000
"""Characters kept of a name, and of what was done."""

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a case file.

    Parameters
    ----------
    number
        From 1, in the order in which they were saved.
    at
        When, in UTC and in whole seconds.
    who
        Who saved it, as they call themselves; empty where nobody said.
    what
        What was done, in words.
    sha256
        Hash of its bytes, in hexadecimal.
    parent
        That of the version it was made of; ``None`` for the first.
    """

    number: int
    at: dt.datetime
    who: str
    what: str
    sha256: str
    parent: str | None

    @classmethod
    def made(
        cls, at: dt.datetime, who: str, what: str, *, sha256: str, parent: str | None
    ) -> Version:
        """Return a version that has no number yet, its words on one line and of bounded length."""
        moment = at.astimezone(dt.UTC).replace(microsecond=0)
        return cls(0, moment, _line(who, WHO), _line(what, WHAT), sha256, parent)

    def as_json(self) -> dict[str, object]:
        """Return the version as plain data."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "who": self.who,
            "what": self.what,
            "sha256": self.sha256,
            "parent": self.parent,
        }

    def line(self) -> bytes:
        """Return the line that notes it; its number is that of the line."""
        noted = {key: value for key, value in self.as_json().items() if key != "number"}
        return json.dumps(noted, ensure_ascii=True).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes, number: int) -> Version | None:
        """Return the version that a line notes; ``None`` where it is no such line."""
        try:
            noted = json.loads(line)
            at = dt.datetime.fromisoformat(noted["at"]).astimezone(dt.UTC)
            who, what = noted["who"], noted["what"]
            sha256, parent = noted["sha256"], noted["parent"]
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None
        hashes = (sha256,) if parent is None else (sha256, parent)
        texts = all(isinstance(each, str) for each in (who, what, *hashes))
        # A hash is the name of a file, so it must not be a path to another.
        if not texts or not all(_HASH.fullmatch(each) for each in hashes):
            return None
        return cls(number, at, _line(who, WHO), _line(what, WHAT), sha256, parent)


def _line(text: str, most: int) -> str:
    # Half a character could not be written.
    whole = text.encode("utf-8", "replace").decode()
    return " ".join("".join(c if c.isprintable() else " " for c in whole).split())[:most]
