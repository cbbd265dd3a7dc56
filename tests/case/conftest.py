"""A small case to change, and its problems after a change."""

from __future__ import annotations

import pytest

from goodoffices.case import CaseError, parse_case
from goodoffices.case.new import new_text


@pytest.fixture(scope="session")
def small() -> str:
    """The case that `goodoffices new` writes."""
    return new_text("small")


@pytest.fixture(scope="session")
def problems(small):
    """A function from replacements in the small case to the lines of problems found."""

    def find(*changes: tuple[str, str]) -> list[str]:
        text = small
        for old, new in changes:
            assert old in text, f"the small case has no {old!r}"
            text = text.replace(old, new, 1)
        try:
            parse_case(text.encode(), "small.yaml")
        except CaseError as error:
            return str(error).splitlines()
        return []

    return find
