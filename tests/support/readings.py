"""Readings made by hand: what a reader would find in a text, marked up in brackets."""

from __future__ import annotations

import hashlib
import re

from goodoffices.reading import Document, Mention, ProposedClaim, Reading, Span

MARK = re.compile(r"\[(\w+):([^\[\]]*)\]")


def reading(*lines, name="d.txt", reader="rules", **fields):
    """Return a reading of lines in which `[speaker:..]`, `[cue:..]` and `[claim:..]` are marked.

    A keyword is a field of all claims.
    """
    plain, claims, at = [], [], 0
    for line in lines:
        marks: dict[str, list[Span]] = {}
        bare, last = "", 0
        for match in MARK.finditer(line):
            bare += line[last : match.start()]
            start = at + len(bare)
            bare += match[2]
            marks.setdefault(match[1], []).append(Span(start, at + len(bare)))
            last = match.end()
        bare += line[last:]
        sentence = Span(at, at + len(bare))
        plain.append(bare)
        at += len(bare) + 1
        if "claim" in marks:
            spans = tuple(marks["claim"])
            claims.append((spans, sentence, marks))
    text = "\n".join(plain)
    lengths = [len(line) + 1 for line in plain]
    starts = [sum(lengths[:n]) for n in range(len(plain))]
    paragraphs = tuple(
        Span(a, a + len(line)) for a, line in zip(starts, plain, strict=True) if line
    )
    document = Document(name, text, hashlib.sha256(text.encode()).hexdigest(), paragraphs)
    made = []
    for spans, sentence, marks in claims:
        who = marks.get("speaker", marks.get("media", [None]))[0]
        kind = "media" if "media" in marks else "unknown"
        speaker = Mention(who, who.of(text), kind) if who else None
        cue = marks.get("cue", [None])[0]
        made.append(
            ProposedClaim(
                f"{reader[0]}-{spans[0].start}",
                spans,
                "attributed" if who else "fact",
                sentence,
                cue,
                speaker,
                reader=reader,
                **fields,
            )
        )
    return Reading(document, tuple(made), reader=reader)
