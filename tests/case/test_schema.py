"""The JSON Schema says what the model says, as far as a schema can."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import goodoffices
from goodoffices.case import bundled, read_case
from goodoffices.case._tree import parse
from goodoffices.case.schema import SCHEMA_FILE, case_schema, case_schema_text

CASES = Path(goodoffices.__file__).parent / "cases"


def lists(plain):
    if isinstance(plain, tuple):
        return [lists(part) for part in plain]
    if isinstance(plain, dict):
        return {key: lists(part) for key, part in plain.items()}
    return plain


@pytest.fixture(scope="module")
def validator():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(case_schema())
    return jsonschema.Draft202012Validator(case_schema())


def test_the_committed_schema_is_up_to_date():
    committed = (CASES / SCHEMA_FILE).read_text(encoding="utf-8")
    assert committed == case_schema_text(), "run `goodoffices schema -o` on it"


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_names_the_schema_and_fits_it(validator, name):
    file = read_case(name)
    first = file.path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    assert [error.message for error in validator.iter_errors(lists(file.marks.plain))] == []


def test_the_small_case_fits_the_schema_and_names_it(validator, small):
    assert small.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")
    root, _ = parse(small)
    assert [error.message for error in validator.iter_errors(lists(root.plain))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight: [0.2, 0.3, 0.4]", "wieght: 1"),
        ("weight: [0.2, 0.3, 0.4]", "weight: heavy"),
        ("area: force_posture", "area: force_postur"),
        ("kind: reporting ", "kind: reportng "),
        ("format: 1", "format: 2"),
        ("{if: access.free,", "{if: free,"),
        ("options: [none, half, full]", "options: [none, Half]"),
    ],
)
def test_the_schema_refuses_what_it_can(validator, small, old, new):
    root, _ = parse(small.replace(old, new, 1))
    assert list(validator.iter_errors(lists(root.plain)))


def test_the_schema_has_no_noise():
    text = json.dumps(case_schema()["$defs"])
    assert '"type": "null"' not in text
    assert '"default": null' not in text
    assert '"default": []' not in text
    for name, noun in case_schema()["$defs"].items():
        assert "title" not in noun
        assert noun["description"], name
        assert noun["additionalProperties"] is False
