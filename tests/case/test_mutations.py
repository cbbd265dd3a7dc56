"""However a case is damaged, it is read or refused; nothing else happens."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.case import CaseError, parse_case
from goodoffices.case.new import new_text

SMALL = new_text("small")
LINES = SMALL.splitlines(keepends=True)
WORDS = sorted(set(re.findall(r"[a-z_][a-z_-]+|[0-9.]+|[\[\]{}:,|#&*!'\"-]", SMALL)))
VALUES = ["", "~", "[]", "{}", "NO", "12:30", "1e999", "-.inf", ".nan", "[1, 2, 3]", "{a: b}",
          "2026-02-30", "'", '"', "&a", "*a", "!a", "|", ">", "- ", "? ", "\t", "<<", "x" * 5_000,
          "שלום", "\u202e", "9" * 40, "[[[[", "true", "0", "-1", "1.5"]  # fmt: skip


def survives(data: bytes) -> None:
    problems = ()
    try:
        parse_case(data, "x.yaml")
    except CaseError as error:
        problems = error.problems
    last = len(re.split(rb"\r\n|\n|\r", data))
    for problem in problems:
        assert problem.message
        line = problem.text("x.yaml")
        assert all(sign >= " " for sign in line), line
        assert problem.line is None or 1 <= problem.line <= last


@st.composite
def flipped(draw: st.DrawFn) -> bytes:
    data = bytearray(SMALL.encode())
    for _ in range(draw(st.integers(1, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


@st.composite
def shuffled(draw: st.DrawFn) -> bytes:
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 5))):
        if not lines:
            break
        n = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "repeat", "move", "indent", "cut"])):
            case "delete":
                del lines[n]
            case "repeat":
                lines.insert(n, lines[n])
            case "move":
                line = lines.pop(n)
                lines.insert(draw(st.integers(0, len(lines))), line)
            case "indent":
                lines[n] = " " * draw(st.integers(0, 4)) + lines[n].lstrip(" ")
            case "cut":
                lines = lines[: n + 1]
    return "".join(lines).encode()


@st.composite
def reworded(draw: st.DrawFn) -> bytes:
    text = SMALL
    for _ in range(draw(st.integers(1, 5))):
        old = draw(st.sampled_from(WORDS))
        new = draw(st.sampled_from(WORDS) | st.sampled_from(VALUES))
        places = [match.start() for match in re.finditer(re.escape(old), text)]
        if places:
            at = draw(st.sampled_from(places))
            text = text[:at] + new + text[at + len(old) :]
    return text.encode()


@settings(max_examples=300, deadline=None)
@given(flipped())
def test_flipped_bytes_are_survived(data):
    survives(data)


@settings(max_examples=300, deadline=None)
@given(shuffled())
def test_lost_repeated_and_moved_lines_are_survived(data):
    survives(data)


@settings(max_examples=300, deadline=None)
@given(reworded())
def test_changed_words_are_survived(data):
    survives(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(data):
    survives(data)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abx01:-[]{},'\"|>&*!#? \n\t~%@`.", max_size=200))
def test_any_text_of_yaml_signs_is_survived(text):
    survives(text.encode())
