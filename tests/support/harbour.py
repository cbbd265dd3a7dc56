"""A small case made of a document, and more documents to read into it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from goodoffices.reading import case_from, document_from_text, lexicon, read, store

COURIER = """\
Harbour talks resume in Geneva

Norway's foreign minister said on Tuesday that his country would not withdraw its troops before \
Sweden lifts the sanctions. According to two diplomats, the United Nations may propose a joint \
monitoring mission.

Sweden demands a full ceasefire before any prisoner exchange.
"""

POST = """\
The Post, 9 February 2026

Norway's foreign minister said that his country might not withdraw its troops before Sweden lifts \
the sanctions. He said that the ceasefire was out of reach.

Sweden rejects any prisoner exchange. Talks were held in Geneva on 5 February 2026.
"""


def harbour(folder: Path) -> Path:
    """Put a case into a folder, with the text of its source beside it, and return its file."""
    day = dt.date(2026, 2, 10)
    document = document_from_text(COURIER, "courier.txt", date=day)
    names = lexicon()
    data = case_from("harbour", [read(document, names)], names, day, "documents")
    (folder / "documents").mkdir()
    store(document, folder / "documents")
    path = folder / "harbour.yaml"
    path.write_bytes(data + b"\n# a word of mine at the end\n")
    return path
