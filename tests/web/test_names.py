"""Names of the small files beside a case: whatever the title, they lead nowhere."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.web._names import file_name


@given(st.text(min_size=1, max_size=200))
def test_a_name_is_made_of_letters_digits_and_hyphens(title):
    name = file_name(title, "draft")
    assert re.fullmatch("[a-z][a-z0-9]*(-[a-z0-9]+)*", name)
    assert len(name) <= 70
    assert name == file_name(title, "draft")


def test_titles_that_differ_in_what_is_left_out_have_names_of_their_own():
    titles = [
        "\u0645\u0633\u0648\u062f\u0629",
        "\u0642\u0628\u0644",
        "x" * 60,
        "x" * 61,
        "caf\u00e9",
        "caf",
    ]
    assert len({file_name(title, "draft") for title in titles}) == len(titles)
