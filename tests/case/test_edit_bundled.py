"""Single values of long cases are changed, one line each."""

from __future__ import annotations

import difflib
import random

import pytest

from goodoffices.case import read_case
from goodoffices.case._editing.cuts import rewritten
from goodoffices.case._editing.script import Script


def leaves(plain, path=()):
    inside = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for key, value in inside:
        if isinstance(value, dict | tuple) and value:
            yield from leaves(value, (*path, key))
        yield (*path, key)


def script_of(path, change):
    top = script = Script()
    for key in path[:-1]:
        script.inside[key] = Script()
        script = script.inside[key]
    change(script, path[-1])
    return top


@pytest.mark.parametrize("name", ["geneva-2026", "camp-david-1978"])
def test_a_value_set_or_taken_out_changes_only_its_lines(name):
    file = read_case(name)
    text = file.path.read_text(encoding="utf-8")
    plain = file.marks.plain
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    for path in random.Random(1).sample(sorted(leaves(plain), key=str), 6):
        put = rewritten(
            text, plain, script_of(path, lambda s, key: s.put.update({key: "some words"}))
        )
        assert "some words" in put
        out = rewritten(text, plain, script_of(path, lambda s, key: s.gone.add(key)))
        assert len(out) < len(text) + 4
        for after in (put, out):
            old, new = text.splitlines(), after.splitlines()
            opcodes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
            changes = [each for each in opcodes if each[0] != "equal"]
            assert len(changes) <= 2, path
            if len(path) > 2:
                assert [line for line in new if line.lstrip().startswith("#")] == comments, path
