"""Value scales that are not anchored at a worst and a best option."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.check._remark import Remark, several

__all__ = ["unanchored"]

SLACK = 1e-9


def unanchored(case: Case) -> Iterator[Remark]:
    """Yield parties with values whose modes do not run from 0 to 1.

    Weights are swing weights: they mean the step from the worst to the best option, so that a
    scale from 0.2 to 0.8 counts for less than its weight says.
    """
    loose: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for n, position in enumerate(case.positions):
        modes = [value.mode for value in (position.values or {}).values()]
        if len(modes) > 1 and (abs(min(modes)) > SLACK or abs(max(modes) - 1) > SLACK):
            span = f"{position.issue} ({min(modes):g} to {max(modes):g})"
            loose[position.party].append((n, position.issue, span))
    for party, found in loose.items():
        spans = several(span for _, _, span in found)
        message = f"the values of {party} do not run from 0 to 1 on {spans}"
        ids = (party, *(issue for _, issue, _ in found))
        yield Remark("unanchored-values", ("positions", found[0][0], "values"), message, ids)
