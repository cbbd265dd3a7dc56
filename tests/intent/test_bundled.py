"""The bundled cases: what is entered about mediators is known, sourced, and fair to each aim."""

from __future__ import annotations

import math

import pytest

from goodoffices.case import bundled, read_case
from goodoffices.intent import analyse


@pytest.fixture(params=bundled())
def case(request):
    return read_case(request.param).case


def test_nothing_is_known_before_its_time_and_nothing_watched_is_past(case):
    for item in case.evidence:
        assert item.date is not None
        assert item.date.last <= case.as_of
    for mediator in analyse(case, draws=20).mediators:
        for entry in mediator.watch:
            assert entry.last >= case.as_of


def test_every_item_has_its_claims_and_its_reason(case):
    for item in (*case.evidence, *case.voices, *case.watch):
        assert item.claims, item.id
        assert item.why, item.id


def test_there_is_none_of_these(case):
    assert not any(m.lacks_none for m in analyse(case, draws=20).mediators)


def test_several_items_speak_against_every_aim_in_geneva_and_none_is_identified():
    (found,) = analyse(read_case("geneva-2026").case, draws=200).mediators
    for aim in found.hypotheses:
        if not aim.none_of_these:
            assert aim.against >= 1, aim.id
            # A twentieth off the likelihood, beside the average of all aims.
            lowering = [e.id for e in found.items if e.log10[aim.id] < math.log10(0.95)]
            assert len(lowering) >= 3, aim.id
    assert not found.identified
    assert not found.conflicts
    assert {entry.channel for entry in found.items} == {"choice", "document"}
    assert all(entry.bits > 0 for entry in found.watch)


def test_every_choice_in_geneva_has_its_choice_set_and_reasons():
    for item in read_case("geneva-2026").case.evidence:
        if item.channel == "choice":
            assert len(item.options) >= 3, item.id
            assert sum(option.inaction for option in item.options) == 1


def test_a_report_is_contested_only_for_those_it_speaks_of():
    result = analyse(read_case("geneva-2026").case, draws=20)
    heads = {
        (c.party, c.round, c.name)
        for c in result.contested
        if "kellogg-and-bogdanov-led" in c.against
    }
    assert heads == {
        ("russia", "abu-dhabi-2", "Igor Kostyukov"), ("united-states", "abu-dhabi-2", "Steve Witkoff"),
    }  # fmt: skip
    assert not any("kellogg-and-bogdanov-led" in c.claims for c in result.contested)
