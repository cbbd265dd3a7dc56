"""The reference says all there is, and is what the generator writes."""

from __future__ import annotations

import importlib
import importlib.util
import json
import re

import click
import pytest
from support.pages import ROOT

from goodoffices.case import bundled
from goodoffices.case.schema import case_schema
from goodoffices.check._remark import KINDS
from goodoffices.cli import goodoffices

REFERENCE = ROOT / "docs" / "reference"


@pytest.fixture(scope="module")
def generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands(group=goodoffices, before=""):
    found = {}
    context = click.Context(group)
    for key in group.list_commands(context):
        command = group.get_command(context, key)
        if isinstance(command, click.Group):
            found |= commands(command, f"{before}{key} ")
        else:
            found[f"{before}{key}"] = command
    return found


@pytest.mark.parametrize("page", sorted(REFERENCE.glob("*.md")), ids=lambda page: page.stem)
def test_the_reference_is_up_to_date(page, generator):
    text = page.read_text(encoding="utf-8")
    assert generator.generate(text) == text, "run `make docs`"


def test_every_command_and_option_says_what_it_does():
    for key, command in commands().items():
        assert command.help, key
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{key} {parameter.opts}"


def test_every_command_is_shown_at_work_somewhere():
    prose = [page for page in (ROOT / "docs").rglob("*.md") if page.parent != REFERENCE]
    text = "\n".join(page.read_text(encoding="utf-8") for page in prose)
    for key in commands():
        assert re.search(rf"^\$ goodoffices {key}\b", text, re.MULTILINE), key


def test_every_noun_of_a_case_has_its_table():
    text = (REFERENCE / "case-format.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"<!-- generated: keys (\w+) -->", text))
    assert shown == {"Case", *case_schema()["$defs"]}


def test_every_public_name_is_listed(generator):
    text = (REFERENCE / "python-api.md").read_text(encoding="utf-8")
    for room in generator.ROOMS:
        for key in importlib.import_module(f"goodoffices.{room}").__all__:
            assert f"### `{key}`" in text, f"{room}.{key}"


@pytest.mark.parametrize(
    "command",
    ["check", "zone", "order", "talks", "intent", "record classes", "record holds", "brief"],
)
def test_json_has_the_fields_that_the_page_lists(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments = [*command.split(), "camp-david-1978", "--json", "out.json"]
    goodoffices.main(arguments, standalone_mode=False)
    given = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    page = (REFERENCE / "json-output.md").read_text(encoding="utf-8")
    section = page.partition(f"## `goodoffices {command}`")[2].partition("\n## ")[0]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table
    assert set(given) - {"schema"} == set(re.findall(r"^\| `(\w+)`", table[0], re.MULTILINE))
    assert f"`{given['schema']}`" in page


def test_every_kind_of_finding_is_explained():
    page = (ROOT / "docs" / "how-to" / "read-check-findings.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE) == list(KINDS)


def test_the_readme_lists_the_bundled_cases():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text.partition("\nBundled: ")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"`([a-z0-9-]+)`", part)) == list(bundled())
