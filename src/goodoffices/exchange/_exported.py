"""What an export makes, and how it gets to disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case import OutputError, write_atomic

__all__ = ["Exported", "save"]


@dataclass(frozen=True, slots=True)
class Exported:
    """A case as another tool reads it.

    Parameters
    ----------
    files
        Contents by file name; one file whose name is "" where the format is a single file.
    notices
        What the format cannot hold, in sentences.
    """

    files: Mapping[str, bytes]
    notices: tuple[str, ...]


def save(exported: Exported, target: str | Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write an export to a file, or to a folder where it has several files.

    Parameters
    ----------
    exported
        The export.
    target
        The file, or the folder, which is made if it does not exist.
    force
        Whether to replace a file, or write into a folder that holds files of this kind.

    Returns
    -------
    The files written.

    Raises
    ------
    OutputError
        If something is there and `force` is false, or it cannot be written. A new folder is
        written as a whole or not at all.
    """
    path = Path(target)
    if set(exported.files) == {""}:
        if path.exists() and not force:
            raise OutputError(f"{path} exists already; --force replaces it")
        write_atomic(path, exported.files[""])
        return (path,)
    if not path.exists():
        _new(exported, path)
    elif not path.is_dir():
        raise OutputError(f"{path}: this is a file, expected the name of a folder")
    else:
        _into(exported, path, force=force)
    return tuple(path / name for name in exported.files)


def _new(exported: Exported, path: Path) -> None:
    made: Path | None = None
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", dir=path.absolute().parent))
        for name, data in exported.files.items():
            write_atomic(made / name, data)
        made.chmod(0o755)
        made.rename(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        if made is not None and made.exists():
            shutil.rmtree(made)


def _into(exported: Exported, path: Path, *, force: bool) -> None:
    suffixes = {Path(name).suffix for name in exported.files}
    try:
        there = sorted(each.name for each in path.iterdir() if each.suffix in suffixes)
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from None
    if there and not force:
        raise OutputError(f"{path} holds {there[0]} already; --force writes into it all the same")
    # What is left over from another export would be read as part of this one.
    foreign = [name for name in there if name not in exported.files]
    if foreign:
        raise OutputError(
            f"{path} holds {foreign[0]}, which is no part of this export and would be read as one; "
            "name a new folder"
        )
    for name, data in exported.files.items():
        write_atomic(path / name, data)
