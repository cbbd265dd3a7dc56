"""Which kinds of file a brief can be written as, told by the ending of their names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePath

from goodoffices.brief._document import Document
from goodoffices.brief._docx import as_docx, docx_library
from goodoffices.brief._html import as_html
from goodoffices.brief._json import as_json
from goodoffices.brief._markdown import as_markdown
from goodoffices.brief._pdf import as_pdf, pdf_library
from goodoffices.brief.errors import RequestError

__all__ = ["ENDINGS", "as_file", "ending_of"]


def _json(document: Document) -> bytes:
    whole = json.dumps(as_json(document), ensure_ascii=False, indent=1, allow_nan=False)
    return f"{whole}\n".encode()


_WRITERS: dict[str, Callable[[Document], bytes]] = {
    ".html": lambda document: as_html(document).encode(),
    ".md": lambda document: as_markdown(document).encode(),
    ".json": _json,
    ".pdf": as_pdf,
    ".docx": as_docx,
}
_NEEDS: dict[str, Callable[[], object]] = {".pdf": pdf_library, ".docx": docx_library}

ENDINGS = tuple(_WRITERS)
"""Endings of the names of files as which a brief can be written."""


def as_file(document: Document, ending: str) -> bytes:
    """Return the document as a file of the kind that an ending, such as ``.pdf``, stands for."""
    return _WRITERS[ending](document)


def ending_of(name: str) -> str:
    """Return the ending that decides as what a brief is written, once that can be done.

    Parameters
    ----------
    name
        Name of a file.

    Raises
    ------
    RequestError
        If the ending is none that is known.
    OutputError
        If a library that such a file needs is not installed.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in _WRITERS:
        found = f"the ending {ending!r}" if ending else "no ending"
        known = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise RequestError(f"{name} has {found}; a brief is written as {known}")
    if ending in _NEEDS:
        _NEEDS[ending]()
    return ending
