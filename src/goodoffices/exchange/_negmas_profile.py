"""The utility function of NegMAS: weights, one function per issue, bias, reserved value."""

from __future__ import annotations

import math

from goodoffices.exchange._loader import Item
from goodoffices.exchange._model import Label, Profile, Topic
from goodoffices.exchange._negmas_domain import class_of, label_of, number_of
from goodoffices.exchange.errors import ExchangeError

__all__ = ["profile_of"]

_ADDITIVE = {"LinearAdditiveUtilityFunction", "UtilityFunction"}
_FUNCTIONS = {"TableFun", "AffineFun", "LinearFun", "IdentityFun", "ConstFun"}
_LINEAR = {"LinearUtilityFunction", "AffineUtilityFunction"}
_KNOWN = {
    "name", "type", "__python_class__", "reserved_value", "reserved_outcome", "values", "weights",
    "bias", "stability", "id", "path", "outcome_space",
}  # fmt: skip
"""Keys that are read, or that say nothing on what a package is worth."""


def profile_of(
    root: Item, stem: str, file: str, topics: tuple[Topic, ...]
) -> tuple[Profile, list[str]]:
    """Return the party that a utility function describes, and what could not be carried over.

    Raises
    ------
    ExchangeError
        If the function does not match the domain, or a number is missing or out of range.
    """
    given = root.get("name")
    name = " ".join(given.text.split()) if given is not None and given.text.strip() else stem
    kind = class_of(root)
    notices: list[str] = []
    inner = root.get("ufun")
    if inner is not None and inner.kind == "mapping":
        # A discounted function wraps the one that says what a package is worth.
        notices.append(f"the discount ({kind}) was left out, its function taken")
        root, kind = inner, class_of(inner)
    foreign = "" if kind in _ADDITIVE | _LINEAR else f"{kind or 'its type'} is not additive"
    for function in _functions(root):
        if (found := class_of(function)) and found not in _FUNCTIONS:
            foreign = f"{found} is no table and no affine function"
    if foreign:
        notices.append(f"its utility was left out, since {foreign}")
        nothing = Profile(name, (None,) * len(topics), ((),) * len(topics), additive=False)
        return nothing, notices
    unread = [key.text[:40] for key, _ in root.pairs if key.text not in _KNOWN]
    if unread:
        notices.append(f"not carried over: {', '.join(unread[:20])}")
    if root.get("reserved_outcome") is not None:
        notices.append("the reserved outcome was left out, the reserved value counts")
    weights = _per_issue(root, "weights", topics, file)
    numbers = []
    for topic, item in zip(topics, weights, strict=True):
        what = f"weight of '{topic.name[:60]}'"
        weight = number_of(item, what, file, root.line)
        if weight < 0:
            line = item.line if item is not None else root.line
            raise ExchangeError(file, f"{what}: found {weight:g}, expected 0 or more", line)
        numbers.append(float(weight))
    if kind in _LINEAR:
        functions: list[Item | None] = [None] * len(topics)
    else:
        functions = _per_issue(root, "values", topics, file)
    values = tuple(
        _values(function, topic, file, root.line, identity=kind in _LINEAR)
        for topic, function in zip(topics, functions, strict=True)
    )
    bias = root.get("bias")
    constant = number_of(bias, "bias", file, root.line) if bias is not None else 0.0
    return Profile(name, tuple(numbers), values, constant, _reserve(root, file)), notices


def _functions(root: Item) -> list[Item]:
    item = root.get("values")
    return [] if item is None else item.parts + [part for _, part in item.pairs]


def _reserve(root: Item, file: str) -> float | None:
    item = root.get("reserved_value")
    if item is None:
        return None
    if item.value == -math.inf:
        return None
    return number_of(item, "reserved_value", file, root.line)


def _per_issue(root: Item, key: str, topics: tuple[Topic, ...], file: str) -> list[Item | None]:
    item = root.get(key)
    if item is None or item.kind == "scalar":
        raise ExchangeError(file, f"`{key}` are missing, expected one per issue", root.line)
    if item.kind == "list":
        if len(item.parts) != len(topics):
            message = f"found {len(item.parts)} {key}, expected {len(topics)}, one per issue"
            raise ExchangeError(file, message, item.line)
        return list(item.parts)
    found = {name.text: part for name, part in item.pairs}
    names = {topic.name for topic in topics}
    for name, part in item.pairs:
        if " ".join(name.text.split()) not in names:
            message = f"{key}: the domain has no issue '{name.text[:60]}'"
            raise ExchangeError(file, message, part.line)
    for topic in topics:
        if topic.name not in found:
            raise ExchangeError(file, f"{key}: nothing for '{topic.name[:60]}'", item.line)
    return [found[topic.name] for topic in topics]


def _values(
    item: Item | None, topic: Topic, file: str, line: int, *, identity: bool
) -> tuple[float, ...]:
    shown = f"'{topic.name[:60]}'"
    kind = "IdentityFun" if identity else class_of(item)
    mapping = item.get("mapping") if item is not None else None
    if kind == "TableFun" or (not kind and item is not None and item.kind == "mapping"):
        return _table(mapping if mapping is not None else item, topic, file, line)

    def number(key: str, default: float) -> float:
        found = item.get(key) if item is not None else None
        return default if found is None else number_of(found, f"{key} of {shown}", file, line)

    if kind == "ConstFun":
        return (number("bias", 0.0),) * len(topic.options)
    if not kind:
        message = f"the function of {shown} has no type, expected for example TableFun"
        raise ExchangeError(file, message, item.line if item is not None else line)
    slope = 1.0 if kind == "IdentityFun" else number("slope", 1.0)
    offset = number("bias", 0.0)
    worths = []
    for choice in topic.options:
        if isinstance(choice.value, str):
            message = f"{kind} of {shown} needs numbers, found '{choice.value[:40]}'"
            raise ExchangeError(file, message, item.line if item is not None else line)
        worths.append(offset + slope * choice.value)
    return tuple(worths)


def _table(item: Item | None, topic: Topic, file: str, line: int) -> tuple[float, ...]:
    what = f"values of '{topic.name[:60]}'"
    if item is None or item.kind != "mapping":
        found_line = item.line if item is not None else line
        raise ExchangeError(file, f"{what}: expected a mapping from options to values", found_line)
    # Keys of JSON are texts even where the options are numbers.
    known: dict[Label, int] = {str(choice.value): o for o, choice in enumerate(topic.options)}
    known |= {choice.value: o for o, choice in enumerate(topic.options)}
    found: dict[int, float] = {}
    for key, part in item.pairs:
        label = label_of(key, what, file)
        if label not in known:
            message = f"{what}: the domain has no option '{str(label)[:60]}'"
            raise ExchangeError(file, message, key.line)
        o = known[label]
        if o in found:
            raise ExchangeError(file, f"{what}: '{str(label)[:60]}' stands twice", key.line)
        found[o] = float(number_of(part, f"{what}, '{str(label)[:60]}'", file, key.line))
    for o, choice in enumerate(topic.options):
        if o not in found:
            message = f"{what}: nothing for '{str(choice.value)[:60]}'"
            raise ExchangeError(file, message, item.line)
    return tuple(found[o] for o in range(len(topic.options)))
