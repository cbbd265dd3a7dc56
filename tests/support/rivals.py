"""Cases about a mediator, made from rows of likelihoods."""

from __future__ import annotations

import copy
from typing import Any

from support.two_valleys import CASE, case_of

from goodoffices.case import Case

IDS = ("h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "h9", "h10")


def hypothesis(key: str, **more: Any) -> dict[str, Any]:
    """Return a hypothesis about the mediator with some utility."""
    return {"id": key, "about": "empire", "name": key, "text": key, "utility": {"agreement": 1},
            **more}  # fmt: skip


def item(key: str, row: list[Any], **more: Any) -> dict[str, Any]:
    """Return a document with a row of likelihoods."""
    likelihood = dict(zip(IDS, row, strict=False))
    return {"id": key, "text": key, "channel": "document", "likelihood": likelihood, **more}


def data_with(evidence: list[dict[str, Any]], *, count: int, **more: Any) -> dict[str, Any]:
    """Return the two valleys as plain data, with hypotheses and evidence."""
    data = copy.deepcopy(CASE)
    data["hypotheses"] = [hypothesis(key) for key in IDS[:count]]
    data["evidence"] = evidence
    return {**data, **more}


def rivals(*rows: list[Any], **more: Any) -> Case:
    """Return a case whose evidence has these rows, independent of each other."""
    evidence = [item(f"e{n}", row) for n, row in enumerate(rows)]
    return case_of(data_with(evidence, count=len(rows[0]), **more))


def of(evidence: list[dict[str, Any]], **more: Any) -> Case:
    """Return a case with this evidence."""
    count = len(evidence[0]["likelihood"])
    return case_of(data_with(evidence, count=count, **more))
