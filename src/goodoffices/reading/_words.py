"""The words that the claims of a case rest on, out of the texts stored beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case import CaseFile
from goodoffices.case import model as nouns

__all__ = ["Excerpt", "excerpts", "source_texts"]

_LARGEST = 20_000_000
_LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a stored text.

    Parameters
    ----------
    file
        The text, from the folder of the case.
    line
        Its line, from 1.
    words
        The words, cut after 1,500 code points.
    """

    file: str
    line: int
    words: str


def excerpts(file: CaseFile) -> dict[str, Excerpt]:
    """Return the words of each claim that has a span into a stored text, by the claim's id.

    A text that is not there, lies outside the folder of the case, or is no longer the one whose
    hash the case states is left out: its offsets would point to other words.
    """
    texts = source_texts(file)
    found = {}
    for claim in file.case.claims:
        if claim.source not in texts or claim.at is None or claim.at.span is None:
            continue
        name, text = texts[claim.source]
        start, end = claim.at.span
        if end <= len(text):
            words = " ".join(text[start : min(end, start + _LONGEST)].split())
            cut = "…" if end - start > _LONGEST else ""
            found[claim.id] = Excerpt(name, text.count("\n", 0, start) + 1, words + cut)
    return found


def source_texts(file: CaseFile) -> dict[str, tuple[str, str]]:
    """Return the texts stored for the sources of a case, by source: the file's name and its text.

    A text that is left out by `excerpts` is left out here.
    """
    folder = file.path.resolve().parent
    return {
        source.id: (source.text.file, text)
        for source in file.case.sources
        if source.text is not None and (text := _text(folder, source.text)) is not None
    }


def _text(folder: Path, stored: nouns.StoredText) -> str | None:
    # A case may come from anybody: it must not make a brief show a file of another folder.  Even
    # within the folder a file is shown only to one who knew its content, since the hash must fit.
    try:
        path = (folder / stored.file).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return None
        if path.stat().st_size > _LARGEST:
            return None
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != stored.sha256:
            return None
        return data.decode()
    except (OSError, ValueError):
        return None
