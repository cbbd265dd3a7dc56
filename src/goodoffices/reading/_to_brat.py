"""Claims as brat standoff: a text, and a file of spans into it.

Offsets are code points, end-exclusive.  A span that crosses a line end is written in parts, since
brat allows none within one.

References
----------
.. [stenetorp2012] Stenetorp et al. 2012, "brat: a web-based tool for NLP-assisted text
   annotation", EACL demonstrations, 102-107; the standoff format is that of brat 1.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goodoffices.reading._types import ProposedClaim, Reading, Span

__all__ = ["BRAT_CONFIGURATION", "brat"]

BRAT_CONFIGURATION = """\
[entities]
Fact
Attributed
Judgement
Forecast
Source
Holder
Cue
[relations]
Says	Arg1:Source, Arg2:Fact|Attributed|Judgement|Forecast
Holds	Arg1:Holder, Arg2:Fact|Attributed|Judgement|Forecast
Ties	Arg1:Cue, Arg2:Fact|Attributed|Judgement|Forecast
<OVERLAP>	Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
Hedge	Arg:<ENTITY>, Value:possible|likely|impression
Stance	Arg:<ENTITY>, Value:for|against
CuePolarity	Arg:<ENTITY>, Value:denied|doubted|not-said
Reader	Arg:<ENTITY>, Value:rules|model
"""
"""What brat must know of these annotations: its file ``annotation.conf``."""


def brat(reading: Reading) -> str:
    """Return the ``.ann`` file of a reading, which lies beside its text."""
    writer = _Writer(reading.document.text)
    for claim in reading.claims:
        writer.claim(claim)
    return "".join(f"{line}\n" for line in writer.lines)


class _Writer:
    """The lines so far, and the numbers given out."""

    def __init__(self, text: str) -> None:
        self.lines: list[str] = []
        self._text = text
        self._numbers = {"T": 0, "R": 0, "A": 0, "#": 0}
        self._spans: dict[tuple[str, Span], str] = {}

    def claim(self, claim: ProposedClaim) -> None:
        """Write a claim, its source, holder and cue, and what ties them."""
        key = self._entity(claim.kind.capitalize(), claim.spans)
        others = (
            ("Source", "Says", claim.speaker.span if claim.speaker else None),
            *(("Source", "Says", each.span) for each in claim.joint),
            ("Holder", "Holds", claim.holder.span if claim.holder else None),
            ("Cue", "Ties", claim.cue),
        )
        for kind, relation, span in others:
            if span is not None:
                if (kind, span) not in self._spans:
                    self._spans[kind, span] = self._entity(kind, (span,))
                self._line("R", f"{relation} Arg1:{self._spans[kind, span]} Arg2:{key}")
        if claim.hedge != "none":
            self._line("A", f"Hedge {key} {claim.hedge}")
        if claim.position:
            self._line("A", f"Stance {key} {claim.polarity}")
        if claim.cue_polarity != "affirmed":
            self._line("A", f"CuePolarity {key} {claim.cue_polarity}")
        self._line("A", f"Reader {key} {claim.reader}")
        if claim.flags:
            self._line("#", f"AnnotatorNotes {key}\t{', '.join(claim.flags)}")

    def _entity(self, kind: str, spans: Sequence[Span]) -> str:
        parts = [part for span in spans for part in _parts(self._text, span)]
        places = ";".join(f"{part.start} {part.end}" for part in parts)
        words = " ".join(part.of(self._text) for part in parts)
        return self._line("T", f"{kind} {places}\t{words}")

    def _line(self, letter: str, rest: str) -> str:
        self._numbers[letter] += 1
        key = f"{letter}{self._numbers[letter]}"
        self.lines.append(f"{key}\t{rest}")
        return key


def _parts(text: str, span: Span) -> Iterator[Span]:
    for match in re.finditer(r"[^\r\n\t]+", span.of(text)):
        yield Span(span.start + match.start(), span.start + match.end())
