"""A table of scores as one CSV file.

The columns are ``issue,option,party,score`` and, where they are needed, ``kind`` and ``rule``:

==========  ===========================  ====================================================
kind        columns                      meaning
==========  ===========================  ====================================================
score       issue, option, party, score  what the option is worth to the party
minimum     party, score                 the least total that the party accepts
veto        issue, option, party         the party rules the option out
exclude     rule, issue, option          the options with the same rule never stand together
without     issue, option                the option that holds without agreement
observer    party                        there is an agreement without the party, too
provisions  score: sum or mean           the issues are provisions, each in or out (see below)
party       party                        a party without a minimum: any package will do
option      issue, option                an option, where its place among the options matters
==========  ===========================  ====================================================

An empty kind means score.  With ``provisions`` a package is a set of provisions: a score has no
option, and is what the provision in the package is worth.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.exchange._assemble import Imported, assemble
from goodoffices.exchange._csv import Row, rows
from goodoffices.exchange._files import content, text_of
from goodoffices.exchange._limits import LINKS, OPTIONS, PARTIES, TOPICS, bounded
from goodoffices.exchange._model import Choice, Domain, Profile, Rule, Topic
from goodoffices.exchange._provisions import IN, OUT, shifted
from goodoffices.exchange.errors import ExchangeError

__all__ = ["COLUMNS", "KINDS", "from_table"]

COLUMNS = ("kind", "rule", "issue", "option", "party", "score")
_NEEDED = ("issue", "option", "party", "score")
KINDS: dict[str, tuple[str, ...]] = {
    "score": ("issue", "option", "party", "score"),
    "minimum": ("party", "score"),
    "veto": ("issue", "option", "party"),
    "exclude": ("rule", "issue", "option"),
    "without": ("issue", "option"),
    "observer": ("party",),
    "provisions": ("score",),
    "party": ("party",),
    "option": ("issue", "option"),
}
"""The kinds of rows, each with the columns that it fills."""


@dataclass(slots=True)
class Table:
    """What the rows say, before it is known whether it fits together.

    Parameters
    ----------
    options
        For each issue, its options in the order of their first row.
    parties
        Each with its scores by issue and option, and the line of each.
    minimum, vetoes, observers, content
        By party; content is who accepts any package.
    rules
        By name, options by issue.
    without
        By issue.
    provisions
        ``sum`` or ``mean`` where the issues are provisions, else "".
    """

    options: dict[str, dict[str, int]] = field(default_factory=dict)
    parties: dict[str, dict[tuple[str, str], float]] = field(default_factory=dict)
    minimum: dict[str, float] = field(default_factory=dict)
    vetoes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    observers: set[str] = field(default_factory=set)
    content: set[str] = field(default_factory=set)
    rules: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    provisions: str = ""


def from_table(file: str | Path, *, as_of: dt.date | None = None) -> Imported:
    """Return the case that a table of scores describes.

    Parameters
    ----------
    file
        A CSV file with the columns ``issue,option,party,score`` and, where they are needed,
        ``kind`` and ``rule``.
    as_of
        Date of the case; today by default.

    Returns
    -------
    Imported
        Weights are the largest scores of each issue, so that a party's total score is its utility
        times the sum of its weights, and less where there are negative scores. A minimum on the
        mean of a set of provisions is carried over exactly.

    Raises
    ------
    ExchangeError
        If the file cannot be read, a row is wrong, or something is said that a case cannot hold.

    Notes
    -----
    For a minimum t on a mean, mean >= t if and only if the sum of (score - t) over the chosen
    provisions is >= 0: linear in the choices. The mean of nothing is no number, so the empty set
    is excluded. A utility is then the surplus over t summed, not the mean.
    """
    shown = str(file)
    path = Path(file)
    table = _read(text_of(content(path, shown), shown), shown)
    notices: tuple[str, ...] = ()
    if table.provisions:
        notices = _as_choices(table, shown)
    topics = tuple(
        Topic(
            issue,
            tuple(map(Choice, options)),
            without=list(options).index(table.without[issue]) if issue in table.without else None,
        )
        for issue, options in table.options.items()
    )
    domain = Domain(
        name=path.stem,
        origin="a table of scores",
        files=(path.name,),
        topics=topics,
        profiles=tuple(_profile(table, party, shown) for party in table.parties),
        rules=_rules(table),
        notices=notices,
    )
    return assemble(domain, shown, as_of=as_of)


def _read(text: str, shown: str) -> Table:
    table = Table()
    for row in rows(text, shown, _NEEDED, COLUMNS):
        kind = row.cells.get("kind") or "score"
        if kind not in KINDS:
            raise row.wrong(f"unknown kind '{kind[:40]}', expected one of {', '.join(KINDS)}")
        _only(row, kind, table)
        if "party" in KINDS[kind]:
            table.parties.setdefault(row.text("party"), {})
            bounded(shown, "parties or more", len(table.parties), PARTIES, row.line)
        _TAKE[kind](table, row)
    if not table.options:
        raise ExchangeError(shown, "there are no issues, expected rows with scores")
    return table


def _only(row: Row, kind: str, table: Table) -> None:
    for column, cell in row.cells.items():
        # A score of a provision has no option, which is seen when all rows are read.
        if cell and column != "kind" and column not in KINDS[kind]:
            raise row.wrong(f"'{cell[:40]}' in column '{column}': a row of kind {kind} has none")
    if kind == "provisions" and table.provisions:
        raise row.wrong("the kind 'provisions' stands twice")


def _place(table: Table, row: Row, *, option: bool = True) -> tuple[str, str]:
    issue = row.text("issue")
    name = row.text("option") if option else row.cells.get("option", "")
    options = table.options.setdefault(issue, {})
    options.setdefault(name, row.line)
    bounded(row.file, "issues or more", len(table.options), TOPICS, row.line)
    bounded(row.file, f"or more options of '{issue[:60]}'", len(options), OPTIONS, row.line)
    return issue, name


def _score(table: Table, row: Row) -> None:
    place, party = _place(table, row, option=False), row.text("party")
    if place in table.parties[party]:
        raise row.wrong(f"the score of {party[:60]} for '{place[1][:60]}' stands twice")
    table.parties[party][place] = row.number("score")


def _minimum(table: Table, row: Row) -> None:
    party = row.text("party")
    if party in table.minimum or party in table.content:
        raise row.wrong(f"the minimum of {party[:60]} stands twice")
    table.minimum[party] = row.number("score")


def _veto(table: Table, row: Row) -> None:
    table.vetoes.setdefault(row.text("party"), []).append(_place(table, row))


def _exclude(table: Table, row: Row) -> None:
    issue, option = _place(table, row)
    table.rules.setdefault(row.text("rule"), {}).setdefault(issue, []).append(option)
    bounded(row.file, "rules or more", len(table.rules), LINKS, row.line)


def _without(table: Table, row: Row) -> None:
    issue, option = _place(table, row)
    if issue in table.without:
        raise row.wrong(f"the option of '{issue[:60]}' without agreement stands twice")
    table.without[issue] = option


def _observer(table: Table, row: Row) -> None:
    table.observers.add(row.text("party"))


def _party(table: Table, row: Row) -> None:
    table.content.add(row.text("party"))


def _option(table: Table, row: Row) -> None:
    _place(table, row)


def _provisions(table: Table, row: Row) -> None:
    kind = row.text("score")
    if kind not in {"sum", "mean"}:
        raise row.wrong(f"found '{kind[:40]}', expected sum or mean as the score of provisions")
    table.provisions = kind


_TAKE = {
    "score": _score,
    "minimum": _minimum,
    "veto": _veto,
    "exclude": _exclude,
    "without": _without,
    "observer": _observer,
    "provisions": _provisions,
    "party": _party,
    "option": _option,
}


def _as_choices(table: Table, shown: str) -> tuple[str, ...]:
    """Turn provisions into issues with the options out and in."""
    for issue, options in table.options.items():
        for option, line in options.items():
            if option not in ("", IN, OUT):
                message = f"'{option[:40]}': a provision has no options but {IN} and {OUT}"
                raise ExchangeError(shown, f"{message} (leave the option of a score empty)", line)
        table.options[issue] = {OUT: 0, IN: 0}
        table.without.setdefault(issue, OUT)
    scores = {
        party: {issue: score for (issue, option), score in found.items() if option != OUT}
        for party, found in table.parties.items()
    }
    if table.provisions == "mean":
        for party, found in scores.items():
            if found and party not in table.minimum:
                message = f"{party[:60]} has no minimum, and without one a mean is not linear"
                raise ExchangeError(shown, message)
            missing = [issue for issue in table.options if found and issue not in found]
            if missing:
                message = f"{party[:60]} has no score for '{missing[0][:60]}'"
                raise ExchangeError(shown, f"{message}, and a mean needs one for each provision")
            scores[party] = shifted(found, table.minimum.get(party, 0.0))
            table.minimum[party] = 0.0
        table.rules["not all out"] = {issue: [OUT] for issue in table.options}
    for party, found in scores.items():
        worth = {(issue, IN): score for issue, score in found.items()}
        table.parties[party] = worth | {(issue, OUT): 0.0 for issue in found}
    if table.provisions == "sum":
        return ()
    notice = (
        "scores count what a provision adds to or takes from the minimum on the mean: the same "
        "sets of provisions are acceptable, and utilities are sums, not means"
    )
    return (notice,)


def _profile(table: Table, party: str, shown: str) -> Profile:
    scores = table.parties[party]
    if not scores and party not in table.observers:
        raise ExchangeError(shown, f"{party[:60]} has no scores, so nothing says what it wants")
    weights: list[float | None] = []
    values: list[tuple[float, ...]] = []
    for issue, options in table.options.items():
        given = [option for option in options if (issue, option) in scores]
        if not given:
            weights.append(None)
            values.append(())
            continue
        missing = [option for option in options if option not in given]
        if missing:
            message = f"{party[:60]} has no score for '{missing[0][:60]}' of '{issue[:60]}'"
            raise ExchangeError(shown, f"{message}, expected one for each option of the issue")
        weights.append(1.0)
        values.append(tuple(scores[issue, option] for option in options))
    places = {issue: i for i, issue in enumerate(table.options)}
    return Profile(
        name=party,
        weights=tuple(weights),
        values=tuple(values),
        scores=True,
        reserve=table.minimum.get(party),
        as_without=(
            party not in table.minimum
            and party not in table.content
            and table.without.keys() == table.options.keys()
        ),
        consent=party not in table.observers,
        vetoes=tuple(
            (places[issue], list(table.options[issue]).index(option))
            for issue, option in dict.fromkeys(table.vetoes.get(party, ()))
        ),
    )


def _rules(table: Table) -> tuple[Rule, ...]:
    places = {issue: i for i, issue in enumerate(table.options)}
    return tuple(
        Rule(
            tuple(
                (places[issue], tuple(sorted({list(table.options[issue]).index(o) for o in found})))
                for issue, found in terms.items()
            )
        )
        for terms in table.rules.values()
    )
