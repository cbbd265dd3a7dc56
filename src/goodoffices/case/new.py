"""A small commented case to begin with."""

from __future__ import annotations

from pathlib import Path

from goodoffices.case._files import write_atomic
from goodoffices.case.errors import OutputError
from goodoffices.case.schema import SCHEMA_FILE, case_schema_text

__all__ = ["free_path", "new_text", "write_new"]


def new_text(name: str) -> str:
    """Return the text of a small commented case called `name`, a slug."""
    template = Path(__file__).with_name("new.yaml").read_text(encoding="utf-8")
    return template.replace("case: harbour-talks", f"case: {name}", 1)


def free_path(name: str, folder: Path, *, force: bool) -> Path:
    """Return where a case of this name is written.

    Raises
    ------
    OutputError
        If the file exists and `force` is false.
    """
    path = folder / f"{name}.yaml"
    if path.exists() and not force:
        raise OutputError(f"{path} exists already; --force replaces it")
    return path


def write_new(
    name: str, folder: Path, *, force: bool, data: bytes | None = None
) -> tuple[Path, ...]:
    """Write a small case, and the schema beside it where there is none.

    Parameters
    ----------
    name
        Slug of the case; the file is ``<name>.yaml``.
    folder
        Where to write.
    force
        Whether to replace the file if it exists.
    data
        The case; by default a small commented one.

    Returns
    -------
    The files written.

    Raises
    ------
    OutputError
        If the file exists and `force` is false, or a file cannot be written.
    """
    path = free_path(name, folder, force=force)
    write_atomic(path, new_text(name).encode() if data is None else data)
    schema = folder / SCHEMA_FILE
    if schema.exists():
        return (path,)
    write_atomic(schema, case_schema_text().encode())
    return path, schema
