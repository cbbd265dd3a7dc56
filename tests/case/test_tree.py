"""YAML becomes a tree in which every value knows its place."""

from __future__ import annotations

import pytest

from goodoffices.case._text import decode
from goodoffices.case._tree import DEPTH, NODES, UnreadableError, parse


def flaw(text: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        parse(decode(text.encode()))
    found = caught.value.flaw
    return f"{found.line}:{found.column}: {found.message}"


def test_values_and_keys_know_line_and_column():
    root, flaws = parse("a: 1\nb:\n  - x\n  - {c: y}\n")
    assert flaws == ()
    assert root.plain == {"a": 1, "b": ("x", {"c": "y"})}
    assert root.find(("a",)) == (1, 4)
    assert root.find(("b", 1, "c")) == (4, 9)
    assert root.find_key(("b", 1, "c")) == (4, 6)
    assert root.find(("b", 7, "nowhere")) == (3, 3)


def test_columns_count_code_points_also_in_scripts_beyond_latin():
    root, _ = parse("{שלום: א, 和平: 日, 🕊: x}")
    assert root.find(("שלום",)) == (1, 8)
    assert root.find(("和平",)) == (1, 15)
    assert root.find(("🕊",)) == (1, 21)


def test_quoted_scalars_are_text():
    root, _ = parse("""{a: '1', b: "true", c: '', d: |\n  2\n}""".replace("d: |\n  2\n", "d: 'x'"))
    assert root.plain == {"a": "1", "b": "true", "c": "", "d": "x"}


def test_block_scalars_are_text():
    root, _ = parse("a: |\n  12\nb: >\n  null\n")
    assert root.plain == {"a": "12\n", "b": "null\n"}


def test_a_byte_order_mark_and_windows_line_ends_do_not_move_places():
    root, _ = parse(decode(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"))
    assert root.plain == {"a": 1, "b": 2}
    assert root.find(("a",)) == (1, 4)
    assert root.find(("b",)) == (2, 4)


def test_a_key_given_twice_is_reported_with_both_lines_and_the_first_counts():
    root, flaws = parse("a: 1\nb: 2\na: {c: 3}\n")
    assert root.plain == {"a": 1, "b": 2}
    assert [(f.line, f.column) for f in flaws] == [(3, 1)]
    assert "line 1" in flaws[0].message


@pytest.mark.parametrize(
    ("key", "shown"), [("1", "1"), ("true", "true"), ("~", "~"), ("1.5", "1.5")]
)
def test_a_key_that_is_no_text_must_be_quoted(key, shown):
    _, flaws = parse(f"{key}: x\n")
    assert "put it in quotes" in flaws[0].message
    assert shown in flaws[0].message


def test_an_empty_key_is_reported():
    _, flaws = parse("? \n: x\n")
    assert "an empty key" in flaws[0].message


@pytest.mark.parametrize("text", ["? [a, b]\n: 1", "? {a: b}\n: 1", "{[a]: 1}"])
def test_a_list_or_mapping_is_no_key(text):
    assert "as a key, expected a text" in flaw(text)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x 1\nb: *x\n", "1:4", "anchors"),
        ("a: *x\n", "1:4", "aliases"),
        ("a: !!python/object/apply:os.system [x]\n", "1:4", "tags"),
        ("a: !x 1\n", "1:4", "tags"),
        ("a: !x!y 1\n", "1:4", "tags"),
        ("%YAML 1.2\n---\na: 1\n", "1:1", "directives"),
        ("a: 1\n---\nb: 2\n", "2:1", "second document"),
        ("a:\n\tb: 1\n", "2:1", "tab"),
        ("a: |\n\tb\n", "2:1", "tab"),
        ("a: @x\n", "1:4", "cannot begin with '@'"),
        ("a: 1\n b: 2\n", "2:3", "indentation"),
        ("a: - b\n", "1:4", "'- ' does not fit here"),
        ("a: b: c\n", "1:5", "needs quotes"),
        ("a: [1, 2\nb: 3\n", "2:2", "lacks a ',' or its ']'"),
        ("a: {b: 1\n", "1:9", "lacks a ',' or its '}'"),
        ('a: "x\n', "1:6", "quoted text or a bracket (the file ends here)"),
        ('a: "\\q"\n', "1:5", "escape"),
        ('a: "\\ud800"\n', "1:7", "escape"),
        ("- a\nb: 1\n", "2:1", "expected '- '"),
        ("a: 99999999999999999999\n", "1:4", "digits"),
        ("a: \x85x\n", "1:4", "U+0085"),
        ("a: x\x07\n", "1:5", "U+0007"),
        ("a: \u202eevil\n", "1:4", "U+202E"),
        ("a: x\nb: \u2066y\u2069\n", "2:4", "U+2066"),
        ("a: x\u2028y\n", "1:5", "U+2028"),
        ("a: x\ufeff\n", "1:5", "U+FEFF"),
    ],
)
def test_what_a_case_does_without_is_refused_at_its_place(text, place, words):
    found = flaw(text)
    assert found.startswith(f"{place}: ")
    assert words in found


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "[{a: " * 10_000,
     "\n".join(" " * n + "a:" for n in range(10_000))],
)  # fmt: skip
def test_deep_nesting_is_refused_before_it_can_harm(text):
    assert f"nested more than {DEPTH} levels deep" in flaw(text)


def test_nesting_up_to_the_bound_is_read():
    root, _ = parse("[" * DEPTH + "]" * DEPTH)
    assert root is not None
    assert f"more than {DEPTH}" in flaw("[" * (DEPTH + 1) + "]" * (DEPTH + 1))


def test_more_values_than_the_bound_are_refused():
    assert f"{NODES:,}" in flaw("-\n" * (NODES + 1))


def test_a_text_with_nothing_in_it_gives_no_tree():
    assert parse("# only a comment\n") == (None, ())
    assert parse("") == (None, ())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a: \xff\n", "1:4: the byte 0xff is not UTF-8"),
        (b"a: x\r\nb: \xe9t\xe9\r\n", "2:4: the byte 0xe9 is not UTF-8"),
        ("a: 1".encode("utf-16"), "UTF-16"),
        ("a: 1".encode("utf-32"), "UTF-32"),
        (b"a: \x00", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"a: \xed\xa0\x80", "not UTF-8"),
    ],
)
def test_bytes_that_are_no_utf8_text_are_refused(data, words):
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    found = caught.value.flaw
    assert words in f"{found.line}:{found.column}: {found.message}"
