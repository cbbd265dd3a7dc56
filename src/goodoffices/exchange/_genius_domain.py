"""The domain file of GENIUS: issues and their options."""

from __future__ import annotations

import math

from goodoffices.exchange._files import finite
from goodoffices.exchange._limits import OPTIONS, TOPICS, bounded
from goodoffices.exchange._model import Choice, Topic
from goodoffices.exchange._xml import Element
from goodoffices.exchange.errors import ExchangeError

__all__ = ["STEPS", "issue_elements", "kind_of", "topics_of"]

STEPS = 10
"""Steps into which a real-valued issue is cut."""


def issue_elements(root: Element, file: str) -> dict[str, Element]:
    """Return the issues of a file by name, in the order of their index.

    Raises
    ------
    ExchangeError
        If an issue has no name, or two have the same name or index.
    """
    found: dict[str, Element] = {}
    order: dict[int, str] = {}
    for element in root.below("issue"):
        name = " ".join(element.attributes.get("name", "").split())
        if not name:
            raise ExchangeError(file, "an issue has no name", element.line)
        if name in found:
            raise ExchangeError(file, f"the issue '{name[:60]}' stands twice", element.line)
        index = index_of(element, file)
        if index in order:
            message = f"'{order[index][:60]}' and '{name[:60]}' have the same index {index}"
            raise ExchangeError(file, message, element.line)
        found[name], order[index] = element, name
        bounded(file, "issues or more", len(found), TOPICS, element.line)
    return {order[index]: found[order[index]] for index in sorted(order)}


def index_of(element: Element, file: str) -> int:
    """Return the index of an issue, an item or a weight.

    Raises
    ------
    ExchangeError
        If it has none, or one that is no whole number.
    """
    text = element.attributes.get("index", "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        found = f"'{text[:20]}'" if text else "none"
        message = f"<{element.tag}> needs a whole number as its index, found {found}"
        raise ExchangeError(file, message, element.line)
    return int(text)


def kind_of(element: Element) -> str:
    """Return ``discrete``, ``integer``, ``real`` or whatever else the file says."""
    about = element.attributes
    kinds = [about[key] for key in ("vtype", "type", "etype") if about.get(key)]
    # Some writers call an issue of listed numbers discrete and its values integer.
    if not kinds or element.find("item") is not None:
        return "discrete"
    return kinds[0].lower()


def topics_of(root: Element, file: str) -> tuple[tuple[Topic, ...], list[str]]:
    """Return the issues of a domain file, and what could not be carried over.

    Raises
    ------
    ExchangeError
        If an issue is not readable, has no option, or has more than a case holds.
    """
    topics = []
    notices: list[str] = []
    for name, element in issue_elements(root, file).items():
        kind = kind_of(element)
        if kind == "discrete":
            topics.append(Topic(name, _items(element, name, file)))
            continue
        if kind not in ("integer", "real"):
            message = f"the issue '{name[:60]}' is of the unknown type '{kind[:40]}'"
            raise ExchangeError(file, message, element.line)
        low, high = bounds(element, name, file)
        if kind == "integer":
            count = math.floor(high) - math.ceil(low) + 1
            bounded(file, f"options of '{name[:60]}'", count, OPTIONS, element.line)
            numbers: list[int | float] = [math.ceil(low) + n for n in range(count)]
        else:
            notices.append(
                f"the issue {name} is real-valued, from {low:g} to {high:g}: cut into {STEPS} steps"
            )
            numbers = [low + (high - low) * n / STEPS for n in range(STEPS + 1)]
            numbers = numbers if high > low else [low]
        topics.append(Topic(name, tuple(map(Choice, numbers)), ladder=True))
    return tuple(topics), notices


def bounds(element: Element, name: str, file: str) -> tuple[float, float]:
    """Return the lowest and highest value of an issue of numbers.

    Raises
    ------
    ExchangeError
        If they are missing or leave nothing between them.
    """
    source = element.find("range") or element
    found = []
    for key in ("lowerbound", "upperbound"):
        text = source.attributes.get(key)
        if text is None:
            raise ExchangeError(file, f"the issue '{name[:60]}' has no {key}", element.line)
        found.append(finite(text, f"{key} of '{name[:60]}'", file, source.line))
    low, high = found
    if low > high:
        message = f"the bounds of '{name[:60]}' leave nothing: from {low:g} to {high:g}"
        raise ExchangeError(file, message, source.line)
    return low, high


def _items(element: Element, name: str, file: str) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for item in element.each("item"):
        value = item_value(item, name, file)
        if value in found:
            message = f"the option '{value[:60]}' of '{name[:60]}' stands twice"
            raise ExchangeError(file, message, item.line)
        found[value] = Choice(value, item.attributes.get("description") or None)
        bounded(file, f"or more options of '{name[:60]}'", len(found), OPTIONS, item.line)
    if not found:
        message = f"the issue '{name[:60]}' has no options, expected at least one <item>"
        raise ExchangeError(file, message, element.line)
    return tuple(found.values())


def item_value(item: Element, name: str, file: str) -> str:
    """Return what an item stands for.

    Raises
    ------
    ExchangeError
        If it has no value.
    """
    value = " ".join(item.attributes.get("value", "").split())
    if not value:
        raise ExchangeError(file, f"an option of '{name[:60]}' has no value", item.line)
    return value
