"""What was left out or assumed, said once for each reason."""

from __future__ import annotations

from collections import defaultdict

__all__ = ["Notes"]

_LISTED = 5


class Notes:
    """Lines of a file, gathered by what is to be said of them.

    Parameters
    ----------
    file
        The file as the user named it.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._lines: dict[str, list[int]] = defaultdict(list)

    def add(self, reason: str, line: int) -> None:
        """Say `reason` of one more line."""
        self._lines[reason].append(line)

    def told(self) -> tuple[str, ...]:
        """Return a sentence for each reason, with its lines."""
        return tuple(
            f"{self._file}: {len(lines)} {'row' if len(lines) == 1 else 'rows'} {reason} "
            f"({'line' if len(lines) == 1 else 'lines'} "
            f"{', '.join(map(str, lines[:_LISTED]))}{', ...' if len(lines) > _LISTED else ''})"
            for reason, lines in self._lines.items()
        )
