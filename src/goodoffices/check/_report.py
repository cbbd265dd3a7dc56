"""What a check gives: findings, in order of importance, as a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.case import Override

__all__ = ["CheckReport", "Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader of the case should know before trusting its numbers.

    Parameters
    ----------
    kind
        A slug, one of the keys of ``goodoffices.check.KINDS``.
    line, column
        Where in the file, from 1.
    where
        The place in the analyst's own ids.
    message
        The finding, as a sentence.
    ids
        The ids concerned.
    """

    kind: str
    line: int
    column: int
    where: str
    message: str
    ids: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the finding as plain data."""
        return {
            "kind": self.kind,
            "line": self.line,
            "column": self.column,
            "where": self.where,
            "message": self.message,
            "ids": list(self.ids),
        }


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything a check of one case found.

    Parameters
    ----------
    case
        Id of the case.
    file
        The file as the user named it.
    sha256
        Hash of the file, and of what is set otherwise.
    counts
        How many parties, issues, positions, claims and sources the case has.
    findings
        In order of importance, then of the file.
    remedies
        What to do about each kind of finding that occurs.
    overrides
        What is set otherwise than in the file.
    """

    case: str
    file: str
    sha256: str
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    remedies: Mapping[str, str]
    overrides: tuple[Override, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the report as plain data, with its version."""
        return {
            "schema": "goodoffices/check/1",
            "case": self.case,
            "file": self.file,
            "sha256": self.sha256,
            "counts": dict(self.counts),
            "findings": [finding.as_json() for finding in self.findings],
            "remedies": dict(self.remedies),
            "overrides": [entry.as_json() for entry in self.overrides],
        }

    def text(self) -> str:
        """Return the report for a reader: findings by kind, what to do, and a line that counts."""
        lines = []
        for kind, remedy in self.remedies.items():
            lines += [f"{self.file}:{f.line}:{f.column}: {f.message}"
                      for f in self.findings if f.kind == kind]  # fmt: skip
            lines += [f"    {remedy}", ""]
        lines.append(self.summary())
        return "\n".join(lines)

    def summary(self) -> str:
        """Return one line that counts the parts of the case and the findings."""
        parts = [_count(number, noun) for noun, number in self.counts.items()]
        found = _count(len(self.findings), "findings") if self.findings else "no findings"
        changed = (
            f" ({_count(len(self.overrides), 'fields')} set otherwise)" if self.overrides else ""
        )
        return f"{self.case}{changed}: {', '.join(parts)}; no errors, {found}"


_SINGULAR = {"parties": "party"}


def _count(number: int, noun: str) -> str:
    return f"{number} {_SINGULAR.get(noun, noun.removesuffix('s')) if number == 1 else noun}"
