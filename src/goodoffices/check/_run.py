"""Run every check on a case."""

from __future__ import annotations

from goodoffices.case import CaseFile
from goodoffices.check._calendar import events, late_events, powers, rounds
from goodoffices.check._demands import circles, closed_issues, consents
from goodoffices.check._gaps import blanks, seats
from goodoffices.check._grounds import (
    assumptions,
    bare_choices,
    contested,
    reasons,
    unused,
    weak_sources,
)
from goodoffices.check._remark import KINDS
from goodoffices.check._report import CheckReport, Finding
from goodoffices.check._scales import unanchored
from goodoffices.check._steps import bare_steps, late_steps
from goodoffices.check._worth import floors, waiting

__all__ = ["CHECKS", "check"]

CHECKS = (
    consents, circles, closed_issues, waiting, floors, blanks, assumptions, weak_sources, contested,
    unanchored, bare_steps, bare_choices, reasons, seats, rounds, late_events, late_steps, events,
    powers, unused,
)  # fmt: skip


def check(file: CaseFile) -> CheckReport:
    """Return what is thin, one-sided or contradictory in a case that has no errors.

    Parameters
    ----------
    file
        A case and the file it was read from.

    Returns
    -------
    Findings in order of importance, then in the order in which the check that found them looks.
    """
    case = file.case
    remarks = [remark for each in CHECKS for remark in each(case)]
    rank = {kind: n for n, kind in enumerate(KINDS)}
    remarks.sort(key=lambda remark: rank[remark.kind])
    findings = tuple(
        Finding(remark.kind, *file.place(remark.path), remark.message, remark.ids)
        for remark in remarks
    )
    counts = {
        "parties": len(case.parties),
        "issues": len(case.issues),
        "positions": len(case.positions),
        "claims": len(case.claims),
        "sources": len(case.sources),
    }
    occurring = {remark.kind for remark in remarks}
    return CheckReport(
        case=case.case,
        file=file.name,
        sha256=file.sha256,
        counts=counts,
        findings=findings,
        remedies={kind: remedy for kind, remedy in KINDS.items() if kind in occurring},
        overrides=file.overrides,
    )
