"""Write the generated parts of docs/reference again: ``python docs/generate.py [--check]``.

A page keeps its hand-written text; what stands between two markers is replaced::

    <!-- generated: keys Source -->
    ...
    <!-- end -->

========== ===================================================================
marker     gives
========== ===================================================================
columns    the data sets that are read, with their columns and features, from their adapters
commands   every command with its help, from the command line itself
areas      the areas that an issue can belong to
methods    every method with the work that it follows, from the docstrings
keys NOUN  the keys of one noun of a case file, from the format's JSON Schema
rooms      every public name of every room, from its signature and docstring
record T   the fields of a result as JSON, from its type and docstring; records named after it
           are described elsewhere on the page
========== ===================================================================
"""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import importlib
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

import goodoffices as package
from goodoffices.case import Uncertain, taxonomy
from goodoffices.case.schema import case_schema
from goodoffices.cli import goodoffices
from goodoffices.record import DATASETS, Dataset

REFERENCE = Path(__file__).parent / "reference"
ROOMS = (
    "case", "check", "preferences", "zone", "order", "talks", "intent", "exchange", "reading",
    "record", "answers", "brief",
)  # fmt: skip
GENERATED = re.compile(r"(<!-- generated: ([^>]+?) -->\n).*?(<!-- end -->\n)", re.DOTALL)
TITLE = re.compile(r"(?m)^(\w[\w ]*)\n-{3,}\n")

COMMON = {
    "id": "Its slug, by which the rest of the file speaks of it.",
    "name": "What a reader sees.",
    "title": "Its title.",
    "text": "The statement, in your own words.",
    "note": "Anything else a reader should know.",
    "source": "The source it was taken from.",
    "kind": "Which kind it is.",
    "party": "The party.",
    "issue": "The issue.",
}
"""Meanings of keys that say the same wherever they stand."""

MEANINGS = {
    "Case": {
        "case": "The slug of the case.",
        "title": "What the brief is headed.",
        "summary": "The case in two or three sentences.",
    },
    "Source": {
        "author": "Who wrote it.",
        "outlet": "Where it appeared.",
        "kind": "What kind of document it is.",
        "url": "Where it can be read.",
    },
    "Place": {"page": "Page, from 1.", "section": "Chapter, article or heading."},
    "Claim": {
        "kind": "A fact; what somebody is said to have said; a judgement; or a forecast.",
        "at": "Where in the source it stands.",
        "hedge": "How firmly the source puts it.",
    },
    "DisputedTerm": {"term": "The name.", "note": "Who says what instead, and why it matters."},
    "Party": {
        "mediator": "What a mediator wants and can do; absent for everybody else.",
        "no_agreement": "What it has if nothing is signed.",
        "weights": "Its issue weights, where only their order is known.",
        "claims": "Claims behind what is said here.",
    },
    "Delegate": {
        "name": "The person.",
        "office": "The office held.",
        "portfolio": "What the person is there to talk about.",
        "head": "Whether the person leads the delegation.",
        "mandate": "What the person may agree to.",
    },
    "Issue": {"question": "The question that the options answer."},
    "Position": {"mandate": "What its delegation may accept before it must ask again."},
    "Requirement": {"if": "The term that asks for the other.", "then": "The term asked for."},
    "Link": {"requires": "Where the first term holds, the second must."},
    "Condition": {"party": "The party that attaches the condition."},
    "Step": {
        "name": "What is done.",
        "not_before": "The first day on which it can be done.",
        "reversible": "Whether it can be undone.",
    },
    "Round": {
        "dates": "The day, or [first, last].",
        "place": "Where it meets.",
        "level": "Who meets.",
        "result": "What came of it, if it is over.",
    },
    "Effect": {"mediator_leaves": "Chance that the mediator leaves because of it."},
    "Event": {
        "on": "Its day, or [first, last] between which it falls.",
        "hazard_per_month": "Its rate, for an event that may come at any time.",
        "effect": "What it changes.",
    },
    "Hypothesis": {
        "about": "The mediator it is about.",
        "text": "What would be true if it held.",
    },
    "Evidence": {
        "text": "What was seen or said.",
        "channel": "Something done (choice) or something written (document).",
        "date": "When.",
    },
    "Alternative": {"name": "What it is to do."},
    "Voice": {"name": "Who speaks."},
    "Watch": {"text": "What may be seen."},
}
"""Meanings that the schema leaves to the name of the key."""


def commands() -> str:
    """Return the help of the command and of every command in it."""
    settings = {**goodoffices.context_settings, "terminal_width": 80}
    context = click.Context(goodoffices, info_name="goodoffices", **settings)
    return "\n".join([_help(goodoffices, context), *_inside(goodoffices, context)])


def _inside(group: click.Group, context: click.Context) -> Iterator[str]:
    """Yield the help of each command of a group, and of those within it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            raise LookupError(name)
        inner = click.Context(command, parent=context, info_name=name)
        yield f"## `{inner.command_path}`\n\n{_help(command, inner)}"
        if isinstance(command, click.Group):
            yield from _inside(command, inner)


def _help(command: click.Command, context: click.Context) -> str:
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def keys(noun: str) -> str:
    """Return the table of the keys of one noun of a case file."""
    schema = case_schema()
    shape = schema if noun == "Case" else schema["$defs"][noun]
    required = set(shape.get("required", ()))
    rows = []
    for key, value in shape["properties"].items():
        meaning = (
            _own_meaning(value)
            or MEANINGS.get(noun, {}).get(key)
            or COMMON.get(key)
            or schema["$defs"].get(value.get("$ref", "").rpartition("/")[2], {}).get("description")
        )
        if meaning is None:
            raise LookupError(f"{noun}.{key} has no meaning: describe it in the model, or here")
        need = "yes" if key in required else _default(value)
        rows.append((f"`{key}`", _type(value), need, meaning))
    return _table(("key", "type", "needed", "meaning"), rows)


def areas() -> str:
    """Return the table of the areas of the taxonomy."""
    rows = [(f"`{area.id}`", area.label) for area in taxonomy().areas.values()]
    return _table(("area", "what it covers"), rows)


def _own_meaning(value: Mapping[str, Any]) -> str | None:
    described: str | None = value.get("description")
    # What the type of every uncertain number says of itself is no meaning of the key.
    return None if described in {None, "A number, or [low, mode, high] where it is uncertain.",
                                 "A date, or [first, last]."} else described  # fmt: skip


def _default(value: Mapping[str, Any]) -> str:
    default = value.get("default")
    if default in (None, [], {}):
        return "no"
    shown = str(default).lower() if isinstance(default, bool) else default
    return f"no; `{shown}`"


def _type(value: Mapping[str, Any]) -> str:
    """Return a type of the schema in words."""
    if "$ref" in value:
        return f"[{(noun := value['$ref'].rpartition('/')[2])}](#{noun.lower()})"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        # The areas of the taxonomy are too many for a cell; the page lists them.
        return "area" if len(value["enum"]) > 10 else ", ".join(f"`{e}`" for e in value["enum"])
    if "anyOf" in value:
        return _choice(value["anyOf"])
    kind = value.get("type")
    if kind == "array":
        return f"list of {_type(value['items'])}"
    if kind == "object":
        return _mapping(value)
    if kind == "string":
        return _string(value)
    return {"boolean": "true or false", "integer": "whole number"}.get(str(kind), _number(value))


def _choice(choices: list[Mapping[str, Any]]) -> str:
    first = choices[0]
    if first.get("type") == "number":
        return f"{_number(first)}, may be uncertain"
    if first.get("format") == "date":
        return "date or [first, last]"
    return " or ".join(dict.fromkeys(_type(choice) for choice in choices))


def _mapping(value: Mapping[str, Any]) -> str:
    inner = value.get("additionalProperties") or next(iter(value["patternProperties"].values()))
    return f"mapping of id to {_type(inner)}"


def _string(value: Mapping[str, Any]) -> str:
    if value.get("format") == "date":
        return "date"
    pattern = value.get("pattern", "")
    if r"\." in pattern:
        return "`issue.option` or `issue.a|b`".replace("|", "\\|")
    return "id" if pattern else "text"


def _number(value: Mapping[str, Any]) -> str:
    low, high = value.get("minimum", value.get("exclusiveMinimum")), value.get("maximum")
    if high is not None and high >= 100:
        return f"number {'above' if 'exclusiveMinimum' in value else 'from'} {low:g}"
    return "number" if low is None or high is None else f"number {low:g} to {high:g}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def rooms() -> str:
    """Return every public name of every room."""
    parts = []
    for room in ROOMS:
        module = importlib.import_module(f"goodoffices.{room}")
        parts.append(f"## goodoffices.{room}\n\n{_text(module)[0]}\n")
        parts += [_name(name, getattr(module, name)) for name in module.__all__]
    return "\n".join(parts)


def _name(name: str, value: Any) -> str:
    head = f"### `{name}`\n"
    if isinstance(value, types.GenericAlias):
        of = typing.get_args(typing.get_args(value)[1])[0].__name__
        return f"{head}\nType of an array of `{of}`.\n"
    if not callable(value):
        return f"{head}\n`{value!r}`\n" if len(repr(value)) < 80 else head
    lead, sections = _text(value)
    shown = f"\n```text\n{name}{_signature(value)}\n```\n" if not inspect.isclass(value) else ""
    parts = [f"{head}{shown}\n{lead}\n"]
    for title, body in sections.items():
        entries = [_entry(*entry) for entry in _entries(body)]
        # What makes a record is what can be read from it.
        shown = "Fields" if inspect.isclass(value) and title == "Parameters" else title
        parts.append(f"\n{shown}:\n\n" + "\n".join(entries) + "\n")
    if inspect.isclass(value):
        methods = [
            f"- `{method}{_signature(function)}`: {_text(function)[0].splitlines()[0]}"
            for method, function in vars(value).items()
            if inspect.isfunction(function) and not method.startswith("_")
        ]
        parts += ["\nMethods:\n\n" + "\n".join(methods) + "\n"] if methods else []
    return "".join(parts)


def _signature(value: Callable[..., object]) -> str:
    text = str(inspect.signature(value)).replace("'", "").replace("(self, ", "(")
    text = re.sub(r"<function .*? at 0x[0-9a-f]+>", "...", text.replace("(self)", "()"))
    return re.sub(r"goodoffices\.[\w.]+\.|collections\.abc\.|pathlib\._?\w*\.?(?=Path)", "", text)


def _text(value: object) -> tuple[str, dict[str, str]]:
    """Return the lead of a docstring, and its Parameters, Returns and Raises."""
    parts = TITLE.split(inspect.getdoc(value) or "")
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    kept = ("Parameters", "Returns", "Raises")
    lead = parts[0].strip().replace("::\n\n", "\n\n").replace("``", "`")
    return lead, {title: sections[title] for title in kept if title in sections}


def _entries(body: str) -> Iterator[tuple[str, str]]:
    for entry in re.split(r"\n(?=\S)", body.strip()):
        name, _, meaning = entry.partition("\n")
        yield name, " ".join(meaning.split()).replace("``", "`")


def _entry(name: str, meaning: str) -> str:
    if not meaning:
        return f"- {name}"
    return f"- {', '.join(f'`{part}`' for part in name.split(', '))}: {meaning}"


def methods() -> str:
    """Return the table of what is computed after whom, room by room."""
    source = Path(package.__file__).parent
    rows = []
    for room in ROOMS:
        for path in sorted((source / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                    continue
                parts = TITLE.split(ast.get_docstring(node) or "")
                if "References" in parts:
                    what = parts[0].strip().splitlines()[0].rstrip(".").replace("``", "`")
                    listed = parts[parts.index("References") + 1]
                    # Several works are listed with a mark each, by which the text names them.
                    marked = re.split(r"^\s*\.\. \[\w+\] ", listed, flags=re.MULTILINE)
                    whom = " ".join(" ".join(each.split()) for each in marked if each.strip())
                    rows.append((f"`{room}`", what, whom))
    return _table(("room", "what", "after"), rows)


def columns() -> str:
    """Return every data set that is read: where it comes from, its columns and its features."""
    return "\n".join(_dataset(each) for each in DATASETS.values())


def _dataset(dataset: Dataset) -> str:
    failure = f"{dataset.holds}; followed to {dataset.until}" if dataset.holds else "not followed"
    about = [
        ("events", dataset.events),
        ("a failure", failure),
        ("publisher", dataset.publisher),
        ("cite", dataset.cite),
        ("licence", dataset.licence),
    ]
    parts = [f"## `{dataset.id}`\n\n{dataset.title}.\n\n{_table(('what', 'answer'), about)}"]
    for part in dataset.parts:
        need = "" if part.needed else ", which may be left out"
        rows = [(f"`{each.name}`", each.kind, each.meaning) for each in part.columns]
        parts.append(
            f"Columns of `{part.name}`{need}:\n\n{_table(('column', 'cells', 'meaning'), rows)}"
        )
    if dataset.features:
        named = [(f"`{name}`", meaning) for name, meaning in dataset.features.items()]
        parts.append(f"Compared or chosen by:\n\n{_table(('feature', 'meaning'), named)}")
    return "\n".join(parts)


def record(path: str, *elsewhere: str) -> str:
    """Return the table of the fields of a result, and of the records inside it."""
    room, _, name = path.rpartition(".")
    waiting = [getattr(importlib.import_module(f"goodoffices.{room}"), name)]
    seen = []
    parts = []
    while waiting:
        kind = waiting.pop(0)
        if kind in seen or kind.__name__ in elsewhere:
            continue
        seen.append(kind)
        meanings = dict[str, str]()
        for names, meaning in _entries(_text(kind)[1].get("Parameters", "")):
            meanings |= dict.fromkeys(names.split(", "), meaning)
        hints = typing.get_type_hints(kind)
        rows = []
        for field in dataclasses.fields(kind):
            waiting += _records(hints[field.name])
            meaning = meanings.get(field.name, "").replace("`None`", "`null`")
            rows.append((f"`{field.name}`", _json(hints[field.name]), meaning))
        title = f"### {kind.__name__}\n\n" if len(seen) > 1 else ""
        parts.append(title + _table(("field", "type", "meaning"), rows))
    return "\n".join(parts)


def _records(hint: Any) -> list[type]:
    if dataclasses.is_dataclass(hint) and hint not in _PLAIN:
        return [typing.cast("type", hint)]
    return [found for part in typing.get_args(hint) for found in _records(part)]


_PLAIN: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    dt.date: "date",
    types.NoneType: "null",
    object: "any",
    Any: "any",
    Uncertain: "number or [low, mode, high]",
}


def _json(hint: Any) -> str:
    """Return the JSON that a type becomes, in words."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if dataclasses.is_dataclass(hint):
        return f"[{(name := typing.cast('type', hint).__name__)}](#{name.lower()})"
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and parts[-1] is not ... and len(parts) > 1:
        return f"[{', '.join(_json(part) for part in parts)}]"
    if origin is tuple:
        return f"list of {_json(parts[0])}"
    if origin is typing.Literal:
        return ", ".join(f'"{part}"' for part in parts)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_json(part) for part in parts)
    if origin is not None and issubclass(origin, Mapping):
        return f"object of {_json(parts[1])}"
    raise LookupError(hint)


GENERATORS: dict[str, Callable[..., str]] = {
    "areas": areas,
    "columns": columns,
    "commands": commands,
    "keys": keys,
    "methods": methods,
    "rooms": rooms,
    "record": record,
}


def generate(text: str) -> str:
    """Return a page with its generated parts written again."""

    def replace(match: re.Match[str]) -> str:
        name, *arguments = match[2].split()
        return f"{match[1]}\n{GENERATORS[name](*arguments)}\n{match[3]}"

    return GENERATED.sub(replace, text)


def main(arguments: list[str]) -> int:
    """Write every page that has changed; with --check only name it, and return 1."""
    changed = 0
    for page in sorted(REFERENCE.glob("*.md")):
        before = page.read_text(encoding="utf-8")
        after = generate(before)
        if before != after:
            changed += 1
            print(page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page)
            if "--check" not in arguments:
                page.write_text(after, encoding="utf-8")
    return int(bool(changed) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
