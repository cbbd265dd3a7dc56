"""Errors that cross from one process to another."""

from __future__ import annotations

import pickle

import pytest

from goodoffices.exchange import ExchangeError
from goodoffices.reading import ReadingError


@pytest.mark.parametrize("kind", [ReadingError, ExchangeError])
def test_an_error_about_a_file_keeps_its_place_on_the_way_to_another_process(kind):
    error = pickle.loads(pickle.dumps(kind("a.txt", "no words", 3)))  # noqa: S301  # our own bytes
    assert type(error) is kind
    assert (str(error), error.file, error.line) == ("a.txt:3: no words", "a.txt", 3)
