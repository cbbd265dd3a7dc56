"""What is recorded in each cell, and the ladder alone, in the words that the whole brief has."""

from __future__ import annotations

import pytest

from goodoffices.brief import (
    describe_positions,
    ladder_sections,
    plain,
    section_html,
)
from goodoffices.case import read_case
from goodoffices.zone import glance


@pytest.fixture(scope="module")
def file():
    return read_case("camp-david-1978")


def test_every_position_is_told_and_no_blank_cell(file):
    told = describe_positions(file.case)
    assert set(told) == {(each.party, each.issue) for each in file.case.positions}
    lines = [plain(line) for line in told["egypt", "sinai-land"]]
    assert lines[0].startswith("Asks for: “Full withdrawal with settlements” [")
    assert any(line.startswith("Weight: 25") for line in lines)
    assert sum(line.startswith("Red line: ") for line in lines) == 2


def test_the_ladder_alone_has_no_package(file):
    (section,) = ladder_sections(file, glance(file.case, draws=20, seed=1))
    html = section_html(section, 2)
    assert html.count("figure scale") == len(file.case.issues)
    assert 'class="pointer"' not in html.split("</ul>", 1)[1]


def test_a_result_of_another_case_is_refused(file):
    other = glance(read_case("geneva-2026").case, draws=20, seed=1)
    with pytest.raises(ValueError, match="expected a result of camp-david-1978"):
        ladder_sections(file, other)
