"""What lies in the repository: nothing of one machine, nothing that a stranger cannot use."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
import tomllib

import pytest

# Written so that this file does not match itself.
REGISTRIES = re.compile(r"pypi\.(org|python)|python[h]osted|deb\.debian|registry\.npmjs")
OF_ONE_MACHINE = re.compile(r"(?<![\w.~*}])/(root|home|Users|work|opt|mnt)/\w")
OPTIONS = re.compile(
    r"^\s*(-i|--index|--extra-index|--find-links|--trusted-host|-f)\b", re.MULTILINE
)
REQUIREMENT = re.compile(r"[A-Za-z0-9_.-]+")


@pytest.fixture(scope="module")
def files(root):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("needs a git work tree")
    paths = [root / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts(files):
    for path in files:
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_no_file_names_a_registry_or_a_place_on_one_machine(files):
    found = [
        f"{path}: {match[0]}"
        for path, text in texts(files)
        for pattern in (REGISTRIES, OF_ONE_MACHINE)
        for match in pattern.finditer(text)
    ]
    assert not found


def test_no_file_is_left_over_from_a_run(files):
    parts = {part for path in files for part in path.parts}
    assert not parts & {"__pycache__", ".venv", "build", "dist", ".mypy_cache", ".ruff_cache"}


@pytest.mark.parametrize("lock", ["run.lock", "dev.lock"])
def test_every_package_is_pinned_with_hashes_and_without_options(root, lock):
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    assert not OPTIONS.search(text)
    entries = re.split(
        r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).strip()
    )
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_what_is_declared_is_pinned(root):
    with (root / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)
    groups = declared["dependency-groups"]
    pinned = {}
    for lock in ("run.lock", "dev.lock"):
        text = (root / "requirements" / lock).read_text(encoding="utf-8")
        pinned[lock] = {
            match[1]: match[2] for match in re.finditer(r"^(\S+)==(\S+)", text, re.MULTILINE)
        }
    needed = declared["project"]["dependencies"] + groups["build"]
    names = {REQUIREMENT.match(line)[0].lower() for line in needed}
    assert names <= pinned["run.lock"].keys()
    names |= {REQUIREMENT.match(line)[0].lower() for line in groups["dev"]}
    assert names <= pinned["dev.lock"].keys()
    assert pinned["run.lock"].items() <= pinned["dev.lock"].items()


def test_what_is_declared_is_what_is_imported(root):
    with (root / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *itertools.chain.from_iterable(extras)]
    declared = {REQUIREMENT.match(line)[0].lower() for line in lines}
    imported = set()
    for path in (root / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module.partition(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"goodoffices"}
    # pydantic's own core comes with it, pinned to it by pydantic itself.
    packages = {"yaml": "pyyaml", "pydantic_core": "pydantic", "docx": "python-docx"}
    # trafilatura imports the first without asking for it where lxml is new; Starlette reads forms
    # with the second.
    unasked = {"lxml-html-clean", "python-multipart"}
    assert {packages.get(name, name) for name in foreign} == declared - unasked
