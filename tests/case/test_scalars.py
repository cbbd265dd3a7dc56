"""Plain scalars follow YAML 1.2 and not what PyYAML does by itself."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.case._scalars import DIGITS, resolve


@pytest.mark.parametrize(
    "text",
    ["NO", "no", "yes", "on", "Off", "y", "12:30", "12:30:45", "2026-02-16", "1_000", "0b11", "_",
     "1e", "e3", ".", "-", "+", "--1", "0o8", "0xg", "0o", "0x", "1,5", "nUll", "tRue", "١٢"],
)  # fmt: skip
def test_what_only_looks_like_something_else_stays_text(text):
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("~", None), ("null", None), ("NULL", None), ("true", True), ("FALSE", False),
     ("0", 0), ("-12", -12), ("+7", 7), ("007", 7), ("0o17", 15), ("0x1f", 31), ("1.", 1.0),
     (".5", 0.5), ("-1.5e-3", -0.0015), ("1e3", 1000.0), (".inf", math.inf), ("-.INF", -math.inf)],
)  # fmt: skip
def test_core_schema_scalars_have_their_value(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_not_a_number_is_a_float():
    found = resolve(".nan")
    assert isinstance(found, float)
    assert math.isnan(found)


def test_an_integer_of_many_digits_is_refused_and_not_computed():
    assert resolve("9" * DIGITS) == int("9" * DIGITS)
    with pytest.raises(ValueError, match="digits"):
        resolve("9" * 1_000_000)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_python_writes_is_read_back(number):
    assert resolve(repr(number)) == number


@given(st.text(min_size=1, max_size=20))
def test_any_text_resolves(text):
    assert resolve(text) is None or isinstance(resolve(text), str | int | float | bool)
