"""The zone at a glance has the numbers of the whole analysis."""

from __future__ import annotations

import json

import pytest
from support.random_cases import random_case

from goodoffices.case import read_case
from goodoffices.zone import analyse, glance


def same(case, draws, seed):
    quick, whole = glance(case, draws=draws, seed=seed), analyse(case, draws=draws, seed=seed)
    assert quick.zone == whole.zone
    assert quick.margin == whole.margin.modal
    assert quick.floor == whole.floor
    assert quick.closest == (whole.closest.package if whole.closest else None)
    assert [(s.concept, s.package, s.utility, s.exact) for s in quick.solutions] == [
        (s.concept, s.settlement.package, s.settlement.utility, s.exact) for s in whole.solutions
    ]
    for issue, band in whole.bands.items():
        assert quick.in_zone[issue] == band.in_zone
        assert quick.admissible[issue] == band.admissible


@pytest.mark.parametrize("seed", range(40))
def test_a_glance_agrees_with_the_whole_analysis_of_a_random_case(seed):
    same(random_case(seed), draws=20, seed=seed)


@pytest.mark.parametrize("name", ["geneva-2026", "camp-david-1978"])
def test_a_glance_agrees_with_the_whole_analysis_of_a_bundled_case(name):
    same(read_case(name).case, draws=100, seed=1)


def test_the_record_is_plain_json():
    data = json.loads(json.dumps(glance(random_case(1), draws=5).as_json(), allow_nan=False))
    assert data["schema"] == "goodoffices/glance/1"
