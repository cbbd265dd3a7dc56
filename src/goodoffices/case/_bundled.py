"""The cases that ship with the package."""

from __future__ import annotations

from pathlib import Path

import goodoffices

__all__ = ["bundled", "bundled_path"]

# Found beside the package's own file: importlib.resources would do the same, after importing
# zip and temporary-file support that `check` has no use for.
_FOLDER = Path(goodoffices.__file__).parent / "cases"


def bundled() -> tuple[str, ...]:
    """Return the names of the bundled cases, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def bundled_path(name: str) -> Path:
    """Return where the bundled case `name` lies."""
    return _FOLDER / f"{name}.yaml"
