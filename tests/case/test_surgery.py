"""Whatever changes in a YAML text, it means what was meant, and what is not touched stays."""

from __future__ import annotations

import json
import re
import textwrap

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.case._editing.cuts import LostError, rewritten
from goodoffices.case._editing.layout import layout
from goodoffices.case._editing.script import Script, difference, hollow, meant
from goodoffices.case._editing.values import same
from goodoffices.case._tree import parse

WORDS = (
    "a",
    "b",
    "ports",
    "two words",
    "it's",
    "x: y",
    "# no",
    "- c",
    "",
    "yes",
    "12",
    "é ü",
    "#",
    "[",
)
KEYS = ("id", "name", "why", "note", "two words", "é", "12", "k")
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 99), st.sampled_from([0.5, 0.25, -1.5]),
    st.sampled_from(WORDS), st.sampled_from(["one\ntwo", "some words and more"]),
)  # fmt: skip
plains = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    ),
    max_leaves=14,
)
roots = st.dictionaries(st.sampled_from(KEYS), plains, min_size=1, max_size=5)


class Writer:
    """Writes a value in a style drawn at random, with comments that are told apart by number."""

    def __init__(self, draw):
        self.draw, self.comments = draw, 0

    def comment(self, lead):
        self.comments += 1
        return f"{lead}# c{self.comments}."

    def maybe(self, *choices):
        return self.draw(st.sampled_from(choices))

    def scalar(self, value):
        if value is None:
            return self.maybe("~", "null")
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str):
            single = "'" + value.replace("'", "''") + "'"
            styles = [json.dumps(value, ensure_ascii=False)]
            if "\n" not in value:
                styles.append(single)
            if re.fullmatch(r"[a-zé][\w ]*", value):
                styles += [value] * 3
            return self.maybe(*styles)
        return str(value)

    def flow(self, value, depth=0):
        if isinstance(value, dict):
            parts = [f"{self.key(k)}: {self.flow(v, depth + 1)}" for k, v in value.items()]
        elif isinstance(value, tuple):
            parts = [self.flow(each, depth + 1) for each in value]
        else:
            return self.scalar(value)
        left, right = "{}" if isinstance(value, dict) else "[]"
        if parts and self.maybe(False, False, True):
            # Over several lines, with comments.
            rows = [part + "," for part in parts[:-1]] + [parts[-1] + self.maybe("", ",")]
            rows = [row + self.maybe("", self.comment(" ")) for row in rows]
            return "\n".join([left, *(textwrap.indent(row, " ") for row in rows), right])
        trail = self.maybe("", "", ", ") if parts and depth else ""
        return left + self.maybe(", ", ",  ").join(parts) + trail + right

    def key(self, key):
        return key if re.fullmatch(r"[a-zé][\w ]*", key) and self.maybe(True, False) else f'"{key}"'

    def block(self, value, column):
        """Return lines, each with its indentation."""
        rows = []
        items = value.items() if isinstance(value, dict) else [(None, each) for each in value]
        for key, each in items:
            if rows and self.maybe(False, False, True):
                rows += self.maybe([""], [self.comment(" " * self.draw(st.integers(0, 6)))])
            rows += self.item(key, each, column)
        return rows

    def item(self, key, value, column):
        lead = " " * column + ("-" if key is None else f"{self.key(key)}:")
        trail = self.maybe("", "", self.comment("  "))
        if isinstance(value, dict | tuple) and value and self.maybe(True, True, False):
            deeper = column + self.maybe(2, 2, 4)
            if key is not None and isinstance(value, tuple) and self.maybe(False, True):
                deeper = column
            rows = self.block(value, deeper)
            if key is None and self.maybe(True, True, False):
                first = rows[0].lstrip(" ")
                return [lead + " " * (deeper - column - 1) + first, *rows[1:]]
            return [lead + trail, *self.maybe([], [self.comment(" ")]), *rows]
        if isinstance(value, str) and value and value[0] not in " #\n" and self.maybe(True, False):
            pad = " " * (column + 2)
            if "\n" in value:
                return [
                    f"{lead} |-{trail}",
                    *(pad + row for row in value.split("\n")),
                    *self.maybe([], [""]),
                ]
            if value == "some words and more":
                return self.maybe(
                    [f"{lead} >-{trail}", pad + "some words", pad + "and more", ""],
                    [f"{lead} some words", f"{pad}and more{trail}"],
                    [f'{lead} "some', f'{pad}words and more"{trail}'],
                    [lead, f"{pad}some words and more{trail}"],
                )
        if value is None and self.maybe(True, False):
            return [lead + trail]
        text = self.flow(value).replace("\n", "\n" + " " * (column + 2))
        return [f"{lead} {text}{trail}"]


@st.composite
def documents(draw):
    plain = draw(roots)
    writer = Writer(draw)
    if draw(st.integers(0, 7)) == 0:
        text = writer.flow(plain) + "\n"
    else:
        text = "\n".join(writer.block(plain, 0)) + draw(st.sampled_from(["\n", "", "\n\n# end.\n"]))
    if draw(st.booleans()):
        text = "# top.\n\n" + text
    root, flaws = parse(text)
    # A comment below a block of text may be part of it.
    assume(not flaws and same(root.plain, plain))
    return draw(st.sampled_from([text, text, text.replace("\n", "\r\n")])), plain


@st.composite
def scripts(draw, plain):
    """Draw a change of some of a value."""
    script = Script()
    keys = list(plain) if isinstance(plain, dict) else list(range(len(plain)))
    for key in draw(st.lists(st.sampled_from(keys), max_size=3, unique=True)) if keys else ():
        match draw(st.sampled_from(["put", "gone", "inside", "inside"])):
            case "put":
                script.put[key] = draw(plains)
            case "gone":
                script.gone.add(key)
            case "inside" if isinstance(plain[key], dict | tuple):
                script.inside[key] = draw(scripts(plain[key]))
    if isinstance(plain, dict):
        for key in draw(st.lists(st.sampled_from(("new", "title", "also new")), max_size=2)):
            script.put[key] = draw(plains)
    else:
        for gap in draw(st.lists(st.integers(0, len(plain)), max_size=2, unique=True)):
            script.fresh[gap] = draw(st.lists(plains, min_size=1, max_size=2))
    return script


def touched_stretches(text, laid, plain, script):
    """Yield the stretches of text that a change may write anew."""
    if hollow(plain, script):
        yield laid.head, laid.tail
        return
    touched = bool(script.gone or script.fresh or script.put.keys() - laid.children.keys())
    if laid.braced and touched:
        yield laid.head, laid.tail
    for key, child in laid.children.items():
        if key in script.put or key in script.gone:
            yield child.head, child.tail
        elif key in script.inside:
            yield from touched_stretches(text, child, plain[key], script.inside[key])
    kept = [child for key, child in laid.children.items() if key not in script.gone]
    if touched and kept:
        # What comes first may come up behind a dash, or go down from it.
        yield kept[0].head, kept[0].head
        yield min(child.head for child in laid.children.values()), kept[0].head


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_change_means_what_was_meant_and_leaves_the_other_lines(data):
    text, plain = data.draw(documents())
    script = data.draw(scripts(plain))
    after = rewritten(text, plain, script)
    root, flaws = parse(after)
    assert not flaws
    assert same(root.plain, meant(plain, script))
    laid = layout(text)
    stretches = list(touched_stretches(text, laid, plain, script))
    lines, at = text.splitlines(keepends=True), 0
    rest = iter(after.splitlines())
    for line in lines:
        begin, end = at, at + len(line)
        at = end
        if any(low <= end and begin <= high for low, high in stretches):
            continue
        if line.strip():
            assert line.rstrip("\r\n") in rest, f"lost {line!r}"
    for match in re.finditer(r"# (?:c\d+|top|end)\.", text):
        inside = any(low <= match.start() <= _line_end(text, high) for low, high in stretches)
        assert inside or match[0] in after, f"lost {match[0]}"


def _line_end(text, at):
    return min((n for n in (text.find("\n", at), text.find("\r", at)) if n >= 0), default=len(text))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_change_and_its_inverse_mean_what_was_there(data):
    text, plain = data.draw(documents())
    after_plain = data.draw(roots)
    change = difference(plain, after_plain)
    assume(change is not None)
    after = rewritten(text, plain, change)
    back = rewritten(after, after_plain, difference(after_plain, plain))
    assert same(parse(back)[0].plain, plain)
    assert rewritten(text, plain, difference(plain, plain)) == text


def test_entries_put_in_where_others_go_keep_their_order():
    script = Script(inside={"a": Script(gone={1}, fresh={2: ["y"], 1: ["x"]})})
    for text in ("a: [1, 2]\n", "a:\n- 1\n- 2\n"):
        after = rewritten(text, {"a": (1, 2)}, script)
        assert parse(after)[0].plain == {"a": (1, "x", "y")}


def test_what_cannot_be_done_safely_is_refused():
    text = "a: [b: 1]\n"
    with pytest.raises(LostError):
        rewritten(
            text, {"a": ({"b": 1},)}, Script(inside={"a": Script(inside={0: Script(put={"c": 2})})})
        )
