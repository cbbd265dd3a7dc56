"""The outcome space of NegMAS: issues and their options."""

from __future__ import annotations

import math

from goodoffices.exchange._limits import LARGEST, OPTIONS, TOPICS, bounded
from goodoffices.exchange._loader import Item
from goodoffices.exchange._model import Choice, Label, Topic
from goodoffices.exchange.errors import ExchangeError

__all__ = ["class_of", "label_of", "number_of", "topics_of"]

_STEPS = 10


def class_of(item: Item | None) -> str:
    """Return the class that a mapping names, without its module; "" where it names none."""
    for key in ("type", "__python_class__"):
        found = item.get(key) if item is not None else None
        if found is not None and isinstance(found.value, str):
            return found.value.rpartition(".")[2]
    return ""


def number_of(item: Item | None, what: str, file: str, line: int) -> float:
    """Return a number of a file.

    Raises
    ------
    ExchangeError
        If it is missing, no number, not finite or too large.
    """
    if item is None:
        raise ExchangeError(file, f"{what} is missing, expected a number", line)
    value = item.value
    if isinstance(value, str):
        # PyYAML takes 1e-3 for a text, and a writer may have meant the number.
        try:
            value = float(value)
        except ValueError:
            value = None
    if item.kind != "scalar" or isinstance(value, bool | str) or value is None:
        found = f"'{item.text[:40]}'" if item.kind == "scalar" else f"a {item.kind}"
        raise ExchangeError(file, f"{what}: found {found}, expected a number", item.line)
    if not math.isfinite(value):
        message = f"{what}: found {item.text[:40]}, expected a finite number"
        raise ExchangeError(file, message, item.line)
    if abs(value) > LARGEST:
        message = f"{what}: found {value:g}, expected a number from -{LARGEST:g} to {LARGEST:g}"
        raise ExchangeError(file, message, item.line)
    return value


def label_of(item: Item, what: str, file: str) -> Label:
    """Return the value that a scalar names: a number as such, anything else as it is written.

    Raises
    ------
    ExchangeError
        If it is no scalar, or nothing.
    """
    if item.kind != "scalar" or not item.text.strip():
        found = "nothing" if item.kind == "scalar" else f"a {item.kind}"
        raise ExchangeError(file, f"{what}: found {found}, expected a text or a number", item.line)
    value = item.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_of(item, what, file, item.line) if isinstance(value, float) else value
    return " ".join(item.text.split())


def topics_of(root: Item, file: str) -> tuple[tuple[Topic, ...], list[str]]:
    """Return the issues of an outcome space, and what could not be carried over.

    Raises
    ------
    ExchangeError
        If an issue is not readable, has no option, or has more than a case holds.
    """
    issues = root.get("issues")
    if issues is None or issues.kind != "list":
        raise ExchangeError(file, "expected a list of `issues`", root.line)
    bounded(file, "issues", len(issues.parts), TOPICS, issues.line)
    topics: list[Topic] = []
    notices: list[str] = []
    for n, item in enumerate(issues.parts, 1):
        if item.kind != "mapping":
            raise ExchangeError(file, "expected an issue with a name and values", item.line)
        given = item.get("name")
        name = " ".join(given.text.split()) if given is not None else ""
        name = name or f"issue {n}"
        if name in [topic.name for topic in topics]:
            raise ExchangeError(file, f"the issue '{name[:60]}' stands twice", item.line)
        topic, notice = _topic(item, name, file)
        topics.append(topic)
        notices += notice
    return tuple(topics), notices


def _topic(item: Item, name: str, file: str) -> tuple[Topic, list[str]]:
    kind = class_of(item)
    values = item.get("values")
    shown = f"values of '{name[:60]}'"
    if values is None:
        raise ExchangeError(file, f"{shown} are missing", item.line)
    if kind in {"ContiguousIssue", "ContinuousIssue"} or values.kind == "scalar":
        return _range(kind, item, values, name, file)
    if values.kind != "list":
        raise ExchangeError(file, f"{shown}: found a mapping, expected a list", values.line)
    if not values.parts:
        raise ExchangeError(file, f"{shown}: found none, expected at least one", values.line)
    bounded(file, f"options of '{name[:60]}'", len(values.parts), OPTIONS, values.line)
    labels: list[Label] = []
    for part in values.parts:
        label = label_of(part, shown, file)
        if label in labels:
            message = f"{shown}: '{str(label)[:60]}' stands twice"
            raise ExchangeError(file, message, part.line)
        labels.append(label)
    ladder = kind.startswith(("Discrete", "Ordinal"))
    return Topic(name, tuple(map(Choice, labels)), ladder=ladder), []


def _range(kind: str, item: Item, values: Item, name: str, file: str) -> tuple[Topic, list[str]]:
    shown = f"values of '{name[:60]}'"
    if values.kind == "scalar":
        ends = [0.0, number_of(values, shown, file, item.line) - 1]
    else:
        ends = [number_of(part, shown, file, item.line) for part in values.parts]
    if len(ends) != 2 or ends[0] > ends[1]:
        message = f"{shown}: expected two numbers, from the lowest to the highest"
        raise ExchangeError(file, message, values.line)
    low, high = ends
    if kind != "ContinuousIssue":
        count = math.floor(high) - math.ceil(low) + 1
        bounded(file, f"options of '{name[:60]}'", count, OPTIONS, values.line)
        if count < 1:
            raise ExchangeError(file, f"{shown}: no whole number lies between them", values.line)
        whole = tuple(Choice(math.ceil(low) + n) for n in range(count))
        return Topic(name, whole, ladder=True), []
    steps = [low + (high - low) * n / _STEPS for n in range(_STEPS + 1)] if high > low else [low]
    notice = f"the issue {name} is real-valued, from {low:g} to {high:g}: cut into {_STEPS} steps"
    return Topic(name, tuple(map(Choice, steps)), ladder=True), [notice]
