"""A case as a table of scores in one CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.case.emit import decimal
from goodoffices.case.model import Link
from goodoffices.exchange._exported import Exported
from goodoffices.exchange._model import Profile
from goodoffices.exchange._outline import Holder, Outline, outline
from goodoffices.exchange._scale import rounded
from goodoffices.exchange._settle import settled
from goodoffices.exchange._table import COLUMNS

__all__ = ["to_table"]


def to_table(case: Case) -> Exported:
    """Return a case as a table of scores.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    Exported
        A score is a party's weight times its value of the option, in its own units where the case
        came from such units. Bonuses and uncertainty have no place in a table and are named in the
        notices; red lines and the other links do.

    Raises
    ------
    ExchangeError
        If nobody has a position with a weight.
    """
    found = outline(case)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(found))
    return Exported({"": stream.getvalue().encode()}, found.notices)


def _rows(found: Outline) -> Iterator[dict[str, str]]:
    case = found.case
    names = {issue.id: issue.name for issue in case.issues}
    labels = {
        issue.id: {option.id: option.name for option in issue.options} for issue in case.issues
    }
    written = {holder.id: settled(holder, _written) for holder in found.holders}
    for holder in found.holders:
        if not holder.consent:
            yield {"kind": "observer", "party": holder.name}
        least = written[holder.id].reserve
        if least is not None:
            yield {"kind": "minimum", "party": holder.name, "score": decimal(least)}
        else:
            yield {"kind": "party", "party": holder.name}
    for issue in case.issues:
        holders = [holder for holder in found.holders if issue.id in holder.weights]
        if not holders:
            for option in issue.options:
                yield {"kind": "option", "issue": issue.name, "option": option.name}
        for holder in holders:
            scores = written[holder.id].values[list(holder.weights).index(issue.id)]
            for option, score in zip(issue.options, scores, strict=True):
                yield {
                    "kind": "score", "issue": issue.name, "option": option.name,
                    "party": holder.name, "score": decimal(score),
                }  # fmt: skip
    for issue in case.issues:
        held = labels[issue.id][issue.without_agreement]
        yield {"kind": "without", "issue": issue.name, "option": held}
    for holder in found.holders:
        for key, ruled_out in holder.vetoes.items():
            for each in dict.fromkeys(ruled_out):
                yield {
                    "kind": "veto", "issue": names[key], "option": labels[key][each],
                    "party": holder.name,
                }  # fmt: skip
    for n, terms in enumerate(_excluded(case), 1):
        for key, together in terms.items():
            for each in together:
                yield {
                    "kind": "exclude", "rule": str(n), "issue": names[key],
                    "option": labels[key][each],
                }  # fmt: skip


def _written(holder: Holder) -> Profile:
    values = []
    for issue, weight in holder.weights.items():
        worths = [holder.begins[issue] + weight * value for value in holder.values[issue]]
        largest = max(abs(worth) for worth in worths)
        values.append(tuple(rounded(worth, largest) for worth in worths))
    return Profile(holder.name, (1.0,) * len(values), tuple(values), scores=True)


def _excluded(case: Case) -> Iterator[dict[str, list[str]]]:
    """Yield what no package may hold together: for each issue, the options in question."""
    every = {issue.id: [option.id for option in issue.options] for issue in case.issues}
    for link in case.links:
        if link.bonus is not None:
            continue
        found: dict[str, list[str]] = {}
        for issue, options in _conjunction(link, every):
            left = found.get(issue, every[issue])
            found[issue] = [option for option in left if option in options]
        if all(found.values()):
            yield found


def _conjunction(link: Link, every: dict[str, list[str]]) -> Iterator[tuple[str, set[str]]]:
    if link.requires is None:
        yield from ((term.issue, set(term.options)) for term in link.terms)
        return
    # Where the first term holds the second must: the first never stands with any other option.
    yield link.requires.if_.issue, set(link.requires.if_.options)
    then = link.requires.then
    yield then.issue, set(every[then.issue]) - set(then.options)
