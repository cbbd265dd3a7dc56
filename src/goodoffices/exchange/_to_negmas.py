"""A case as NegMAS YAML: one outcome space, one utility function per party."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import Case
from goodoffices.case.emit import decimal, quoted
from goodoffices.case.model import Issue
from goodoffices.exchange._exported import Exported
from goodoffices.exchange._model import Label, Profile
from goodoffices.exchange._outline import Holder, Outline, outline
from goodoffices.exchange._settle import settled

__all__ = ["to_negmas"]


def to_negmas(case: Case) -> Exported:
    """Return a case as a folder of NegMAS files.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    Exported
        Utilities in NegMAS are in a party's own units where the case came from such units, and in
        the units of its weights otherwise. Links, red lines, uncertainty and consent that is not
        needed have no place in NegMAS and are named in the notices.

    Raises
    ------
    ExchangeError
        If nobody has a position with a weight.
    """
    found = outline(case)
    files = {f"{found.domain}.yml": ("\n".join(_domain(found)) + "\n").encode()}
    for holder in found.holders:
        files[f"{found.stem(holder)}.yml"] = ("\n".join(_profile(found, holder)) + "\n").encode()
    notices = list(found.notices)
    if any(link.bonus is None for link in case.links):
        notices.append("NegMAS holds no links: packages that the case rules out are possible there")
    if any(holder.vetoes for holder in found.holders):
        notices.append("NegMAS holds no red lines: they were left out")
    if others := [holder.id for holder in found.holders if not holder.consent]:
        notices.append(
            f"in NegMAS every party's consent is needed, also that of {', '.join(others)}"
        )
    return Exported(files, tuple(notices))


def _domain(found: Outline) -> Iterator[str]:
    yield "issues:"
    for issue in found.case.issues:
        labels = found.labels(issue)
        yield f"- name: {quoted(issue.name)}"
        yield f"  type: {_class(issue, labels)}"
        yield "  values:"
        yield from (f"  - {_label(label)}" for label in labels)
    yield f"name: {quoted(found.case.title)}"
    yield "type: DiscreteCartesianOutcomeSpace"


def _class(issue: Issue, labels: list[Label]) -> str:
    if all(isinstance(label, int) for label in labels):
        # A list of two whole numbers could otherwise be taken for a range.
        return "DiscreteCardinalIssue"
    # NegMAS sorts the labels of an ordinal issue, and so refuses a mixture of kinds.
    alike = len({type(label) for label in labels}) == 1
    return "DiscreteOrdinalIssue" if issue.ladder and alike else "CategoricalIssue"


def _profile(found: Outline, holder: Holder) -> Iterator[str]:
    profile = settled(holder, _written)
    weights = dict(zip(holder.weights, profile.weights, strict=True))
    tables = dict(zip(holder.weights, profile.values, strict=True))
    if profile.constant != 0:
        yield f"bias: {_float(profile.constant)}"
    yield f"name: {quoted(holder.name)}"
    reserve = "-.inf" if profile.reserve is None else _float(profile.reserve)
    yield f"reserved_value: {reserve}"
    yield "type: LinearAdditiveUtilityFunction"
    yield "values:"
    for issue in found.case.issues:
        values = tables.get(issue.id, (0.0,) * len(issue.options))
        yield "- mapping:"
        for label, value in zip(found.labels(issue), values, strict=True):
            yield f"    {_label(label)}: {_float(value)}"
        yield "  type: TableFun"
    yield "weights:"
    for issue in found.case.issues:
        yield f"- {_float(weights.get(issue.id) or 0.0)}"


def _written(holder: Holder) -> Profile:
    weights, values = tuple(holder.weights.values()), tuple(holder.values.values())
    return Profile(holder.name, weights, values, constant=holder.start)


def _float(number: float) -> str:
    """Return a number that PyYAML takes for one: it wants a point in what has an exponent."""
    text = decimal(number)
    mantissa, e, exponent = text.partition("e")
    if not e:
        return text
    point = "" if "." in mantissa else ".0"
    return f"{mantissa}{point}e{exponent if exponent[0] in '+-' else '+' + exponent}"


def _label(label: Label) -> str:
    if isinstance(label, str):
        return quoted(label)
    return str(label) if isinstance(label, int) else repr(label)
