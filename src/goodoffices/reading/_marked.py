"""Texts with marks around what somebody says, written by hand to score a reader on.

``⟦1: ... ⟧`` marks the content of claim 1, and two parts with one number are one claim.  A line
``1 = who | stance | areas | cue`` below a text tells the labels of a claim: the words that name the
speaker ("-": nobody is named), "for", "against" or "none", areas of the taxonomy parted by commas
("-": none), and "denied", "doubted" or "not-said" where the speaker does not affirm it.  A line
``== title`` begins another text, and a line with ``#`` is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from goodoffices.case import taxonomy
from goodoffices.reading._document import document_from_text
from goodoffices.reading._types import CuePolarity, Document, Polarity, Span
from goodoffices.reading.errors import ReadingError

__all__ = ["marked_texts"]

_PART = re.compile(r"⟦(\d+):|⟧|[^⟦⟧]+")
_LABELS = re.compile(r"(\d+) = (.+)")
_TITLE = re.compile(r"== (.+)")


def marked_texts(words: str, name: str) -> tuple[tuple[Document, dict[str, object]], ...]:
    """Return texts without their marks, each with the annotation that the marks make.

    Parameters
    ----------
    words
        The marked texts.
    name
        What the file is called, for messages and for a text without a title.

    Raises
    ------
    ReadingError
        If a mark is not closed, or a line of labels fits no claim or names what is not in the text.
    """
    found: list[tuple[Document, dict[str, object]]] = []
    for title, body, labels in _texts(words, name):
        text, spans = _parted(body, title)
        document = document_from_text(text, title)
        claims = [
            {"id": key, "kind": "attributed", "spans": parts}
            | _labels(document, key, parts, labels.pop(key, None))
            for key, parts in spans.items()
        ]
        if labels:
            raise ReadingError(title, f"there is no claim {next(iter(labels))!r} to put labels on")
        found.append((document, {"source_sha256": document.sha256, "claims": claims}))
    return tuple(found)


def _texts(words: str, name: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    title, lines, labels = name, list[str](), dict[str, str]()
    for line in words.splitlines():
        if line.startswith("#"):
            continue
        if head := _TITLE.fullmatch(line):
            if "".join(lines).strip():
                yield title, _body(lines), labels
            title, lines, labels = head[1], [], {}
        elif label := _LABELS.fullmatch(line):
            labels[label[1]] = label[2]
        else:
            lines.append(line)
    if "".join(lines).strip():
        yield title, _body(lines), labels


def _body(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"


def _parted(body: str, title: str) -> tuple[str, dict[str, list[list[int]]]]:
    out: list[str] = []
    spans: dict[str, list[list[int]]] = {}
    open_: tuple[str, int] | None = None
    length = 0
    for match in _PART.finditer(body):
        if match[1] or match[0] == "⟧":
            if (open_ is None) != bool(match[1]):
                raise ReadingError(title, f"a mark is not closed or not opened near {match[0]!r}")
            if open_ is not None:
                spans.setdefault(open_[0], []).append([open_[1], length])
            open_ = (match[1], length) if match[1] else None
        else:
            out.append(match[0])
            length += len(match[0])
    if open_ is not None:
        raise ReadingError(title, f"the mark of claim {open_[0]!r} is not closed")
    return "".join(out), spans


def _labels(
    document: Document, key: str, parts: list[list[int]], line: str | None
) -> dict[str, object]:
    if line is None:
        return {}
    labels = [part.strip() for part in line.split("|")]
    if not 3 <= len(labels) <= 4:
        raise ReadingError(
            document.name, f"claim {key!r}: expected who | stance | areas | cue, found {line!r}"
        )
    who, stance, areas, *cue = labels
    said = cue[0] if cue else "affirmed"
    listed = [] if areas == "-" else [area.strip() for area in areas.split(",")]
    wrong = [
        *([] if stance in get_args(Polarity) else [stance]),
        *([] if said in get_args(CuePolarity) else [said]),
        *(area for area in listed if area not in taxonomy().areas),
    ]
    if wrong:
        raise ReadingError(document.name, f"claim {key!r}: {wrong[0]!r} is none of the labels")
    named: list[list[int]] = []
    if who != "-":
        near = min(
            (
                match.start()
                for match in re.finditer(rf"(?<!\w){re.escape(who)}(?!\w)", document.text)
            ),
            key=lambda at: abs(at - parts[0][0]),
            default=None,
        )
        if near is None:
            raise ReadingError(document.name, f"claim {key!r}: {who!r} is not in the text")
        span = Span(near, near + len(who))
        named.append([span.start, span.end])
    return {"speaker": named, "polarity": stance, "areas": listed, "cue_polarity": said}
