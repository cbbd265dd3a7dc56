"""A small commented case to begin with."""

from __future__ import annotations

from pathlib import Path

from goodoffices.case._files import write_atomic
from goodoffices.case.errors import OutputError
from goodoffices.case.schema import SCHEMA_FILE, case_schema_text

__all__ = ["new_text", "write_new"]


def new_text(name: str) -> str:
    """Return the text of a small commented case called `name`, a slug."""
    template = Path(__file__).with_name("new.yaml").read_text(encoding="utf-8")
    return template.replace("case: harbour-talks", f"case: {name}", 1)


def write_new(name: str, folder: Path, *, force: bool) -> tuple[Path, ...]:
    """Write a small case, and the schema beside it where there is none.

    Parameters
    ----------
    name
        Slug of the case; the file is ``<name>.yaml``.
    folder
        Where to write.
    force
        Whether to replace the file if it exists.

    Returns
    -------
    The files written.

    Raises
    ------
    OutputError
        If the file exists and `force` is false, or a file cannot be written.
    """
    path = folder / f"{name}.yaml"
    if path.exists() and not force:
        raise OutputError(f"{path} exists already; --force replaces it")
    write_atomic(path, new_text(name).encode())
    schema = folder / SCHEMA_FILE
    if schema.exists():
        return (path,)
    write_atomic(schema, case_schema_text().encode())
    return path, schema
