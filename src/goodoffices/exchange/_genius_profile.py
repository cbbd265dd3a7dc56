"""The profile file of GENIUS: weights, evaluations, reservation value."""

from __future__ import annotations

from goodoffices.exchange._files import finite
from goodoffices.exchange._genius_domain import (
    index_of,
    issue_elements,
    item_value,
    kind_of,
)
from goodoffices.exchange._model import Profile, Topic
from goodoffices.exchange._xml import Element
from goodoffices.exchange.errors import ExchangeError

__all__ = ["profile_of"]

_EVALUATORS = {"linear", "constant", "triangular"}

_NOUGHT = 1e-5
"""Below this largest evaluation GENIUS takes all evaluations of an issue for 0."""


def profile_of(
    root: Element, name: str, file: str, topics: tuple[Topic, ...], *, normalise: bool
) -> tuple[Profile, list[str]]:
    """Return the party that a profile file describes, and what could not be carried over.

    Parameters
    ----------
    root
        The root element.
    name
        The party.
    file
        The file as messages name it.
    topics
        The issues of the domain.
    normalise
        Whether to read evaluations as GENIUS does, and not as they stand.

    Raises
    ------
    ExchangeError
        If the profile does not match the domain, or a number is missing or out of range.
    """
    notices = _unsupported(root, file)
    reserve = _reserve(root, file)
    foreign = _foreign(root)
    if foreign:
        notices.append(f"its utility was left out, since {foreign}")
        nothing = Profile(name, (None,) * len(topics), ((),) * len(topics), additive=False)
        return nothing, notices
    elements = issue_elements(root, file)
    if not elements:
        raise ExchangeError(file, "the profile has no issues, expected those of the domain")
    _same(elements, topics, file)
    weights, constant = _weights(root, elements, file)
    if constant and normalise:
        raise ExchangeError(
            file, f"there is a weight for an issue {len(topics) + 1}, which the domain has not"
        )
    values = []
    largest = 1.0
    for topic in topics:
        found, peak = _values(elements[topic.name], topic, file, normalise=normalise)
        values.append(found)
        largest = max(largest, peak)
    if largest > 1 and normalise:
        notices.append(
            "evaluations were divided by the largest of their issue, as GENIUS does "
            "(NegMAS takes them as they stand: --evaluations as-written)"
        )
    total = sum(weights.values())
    if abs(total - 1) > 0.02:
        notices.append(f"the weights sum to {total:g}, not 1; utilities were scaled")
    in_order = tuple(weights[topic.name] for topic in topics)
    best = 1.0 if normalise else 0.0
    return Profile(name, in_order, tuple(values), constant, reserve, best=best), notices


def _foreign(root: Element) -> str:
    """Return why the utility cannot be carried over, "" where it can."""
    tags = ("utility", "utility_function")
    if root.attributes.get("type", "").lower() == "nonlinear" or any(
        True for tag in tags for _ in root.below(tag)
    ):
        return "it is not additive"
    for evaluator in root.below("evaluator"):
        kind = evaluator.attributes.get("ftype", "").lower()
        if kind and kind not in _EVALUATORS:
            return f"the evaluator '{kind[:40]}' is not linear, constant or triangular"
    return ""


def _unsupported(root: Element, file: str) -> list[str]:
    notices = []
    discount = root.find("discount_factor")
    if discount is not None:
        factor = finite(discount.attributes.get("value", ""), "discount_factor", file)
        if factor not in (0.0, 1.0):
            notices.append(f"the discount factor {factor:g} was left out")
    if root.attributes.get("type", "").lower() == "uncertain":
        notices.append(
            "the profile is uncertain (its owner sees a ranking of some packages only); the full "
            "utilities that the file also has were taken"
        )
    return notices


def _reserve(root: Element, file: str) -> float | None:
    element = root.find("reservation")
    if element is None:
        # GENIUS takes 0, and so does everyone who reads its files.
        return 0.0
    return finite(element.attributes.get("value", ""), "reservation", file, element.line)


def _same(elements: dict[str, Element], topics: tuple[Topic, ...], file: str) -> None:
    names = {topic.name for topic in topics}
    for name, element in elements.items():
        if name not in names:
            message = f"the issue '{name[:60]}' is not one of the domain"
            raise ExchangeError(file, message, element.line)
    for topic in topics:
        if topic.name not in elements:
            raise ExchangeError(file, f"the profile lacks the issue '{topic.name[:60]}'")


def _weights(
    root: Element, elements: dict[str, Element], file: str
) -> tuple[dict[str, float], float]:
    names = {index_of(element, file): name for name, element in elements.items()}
    weights: dict[str, float] = {}
    constant = 0.0
    for element in root.below("weight"):
        index = index_of(element, file)
        known = names.get(index)
        what = f"weight of '{known[:60]}'" if known else f"weight {index}"
        weight = finite(element.attributes.get("value", ""), what, file, element.line)
        if known is None:
            if index != len(names) + 1:
                raise ExchangeError(file, f"{what}: no issue has this index", element.line)
            # NegMAS writes a constant as the weight of one issue too many.
            constant = weight
            continue
        if weight < 0:
            found = f"found {weight:g}, expected 0 or more"
            raise ExchangeError(file, f"{what}: {found}", element.line)
        if known in weights:
            raise ExchangeError(file, f"{what}: stands twice", element.line)
        weights[known] = weight
    for name, element in elements.items():
        if name not in weights:
            raise ExchangeError(file, f"the issue '{name[:60]}' has no weight", element.line)
    return weights, constant


def _values(
    element: Element, topic: Topic, file: str, *, normalise: bool
) -> tuple[tuple[float, ...], float]:
    if kind_of(element) != "discrete":
        return _numbers(element, topic, file, normalise=normalise), 1.0
    given: dict[str, float] = {}
    known = {str(choice.value) for choice in topic.options}
    for item in element.each("item"):
        value = item_value(item, topic.name, file)
        what = f"evaluation of '{value[:60]}' on '{topic.name[:60]}'"
        if value not in known:
            raise ExchangeError(file, f"{what}: the domain has no such option", item.line)
        if value in given:
            raise ExchangeError(file, f"{what}: stands twice", item.line)
        number = finite(item.attributes.get("evaluation", ""), what, file, item.line)
        given[value] = number
    for choice in topic.options:
        if str(choice.value) not in given:
            message = f"'{topic.name[:60]}' has no evaluation of '{str(choice.value)[:60]}'"
            raise ExchangeError(file, message, element.line)
    values = tuple(given[str(choice.value)] for choice in topic.options)
    peak = max(values)
    if not normalise:
        return values, peak
    if peak < 0 or (peak < _NOUGHT and min(values) < 0):
        message = f"all evaluations of '{topic.name[:60]}' are negative, so none can be the measure"
        raise ExchangeError(file, message, element.line)
    return tuple(value / peak if peak >= _NOUGHT else 0.0 for value in values), peak


def _numbers(element: Element, topic: Topic, file: str, *, normalise: bool) -> tuple[float, ...]:
    evaluator = element.find("evaluator")
    name = topic.name[:60]
    if evaluator is None:
        raise ExchangeError(file, f"the issue '{name}' has no <evaluator>", element.line)
    about = evaluator.attributes
    kind = about.get("ftype", "").lower()

    def number(*keys: str) -> float:
        for key in keys:
            if key in about:
                return finite(about[key], f"{key} of '{name}'", file, evaluator.line)
        message = f"the evaluator of '{name}' has no {' or '.join(keys)}"
        raise ExchangeError(file, message, evaluator.line)

    where = [float(choice.value) for choice in topic.options]
    if kind == "linear":
        slope, offset = number("parameter1", "slope"), number("parameter0", "offset")
        worths = [offset + slope * x for x in where]
    elif kind == "constant":
        worths = [number("parameter0", "offset")] * len(where)
    elif kind == "triangular":
        low, high = number("parameter0", "start"), number("parameter1", "end")
        worths = [_tent(x, low, number("parameter2", "middle"), high) for x in where]
    else:
        message = f"the evaluator of '{name}' has no ftype, expected for example linear"
        raise ExchangeError(file, message, evaluator.line)
    return tuple(min(1.0, max(0.0, worth)) if normalise else worth for worth in worths)


def _tent(x: float, low: float, middle: float, high: float) -> float:
    """Return 1 at the middle, falling to 0 at both ends."""
    if x == middle:
        return 1.0
    if not low < x < high:
        return 0.0
    return (x - low) / (middle - low) if x < middle else (high - x) / (high - middle)
