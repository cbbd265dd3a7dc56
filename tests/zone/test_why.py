"""Why a draft cannot be agreed, against a search through everything."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from support.random_cases import random_case

from goodoffices.case import read_case
from goodoffices.preferences import bargain, prepare
from goodoffices.zone import analyse, why_not
from goodoffices.zone._sample import in_zone


def completions(case, draft):
    """Return the packages of the modal zone that have what the draft settles."""
    prepared = prepare(case)
    fixed = prepared.structure
    every = np.array(list(itertools.product(*(range(len(options)) for options in fixed.options))))
    inside = every[in_zone(bargain(prepared.modal()), every)[0]]
    found = [{i: fixed.options[n][row[n]] for n, i in enumerate(fixed.issues)} for row in inside]
    return [package for package in found if draft.items() <= package.items()]


@pytest.mark.parametrize("seed", range(80))
def test_a_draft_stands_or_falls_with_its_completions(seed):
    case = random_case(seed)
    draft = {issue.id: issue.options[seed % len(issue.options)].id for issue in case.issues[::2]}
    possible = completions(case, draft)
    found = why_not(case, draft)
    assert bool(found.sets) == (not possible)
    if possible:
        assert found.completion in possible
    else:
        assert found.completion is None


@pytest.mark.parametrize("seed", range(40))
def test_each_set_matters_and_none_of_its_demands_is_too_many(seed):
    # Without the demands of one set, a set that shares one with it falls away.
    case = random_case(seed)
    draft = {issue.id: issue.options[-1].id for issue in case.issues[:1]}
    found = why_not(case, draft)
    groups = [frozenset(each.demands) for each in found.sets]
    assert len(set(groups)) == len(groups)
    for one, other in itertools.combinations(groups, 2):
        assert not one <= other
        assert not other <= one


@pytest.mark.parametrize("seed", range(25))
def test_without_a_choice_it_is_the_question_of_the_zone(seed):
    case = random_case(seed)
    result = analyse(case, draws=1)
    assert why_not(case, {}).sets == result.blocking


def test_an_unknown_option_is_named():
    case = read_case("camp-david-1978").case
    with pytest.raises(ValueError, match="nowhere"):
        why_not(case, {case.issues[0].id: "nowhere"})
