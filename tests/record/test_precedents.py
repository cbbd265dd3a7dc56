"""How past talks settled questions of a kind."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from goodoffices.case import read_case, taxonomy
from goodoffices.record import outcome_of, outcomes, precedents


def test_they_are_all_issues_of_the_area_in_talks_that_had_ended():
    case = read_case("geneva-2026").case
    past = {name: read_case(name).case.issues for name in outcomes()}
    for issue in case.issues:
        found = precedents(case, issue.id)
        expected = {
            (name, each.id)
            for name, issues in past.items()
            for each in issues
            if each.area == issue.area
        }
        assert {(entry.case, entry.issue) for entry in found.settled} == expected
        assert found.later == ()


def test_each_says_what_the_outcome_says():
    found = precedents(read_case("geneva-2026").case, "territory")
    assert len(found.settled) > 5
    assert [entry.ended for entry in found.settled] == sorted(
        (entry.ended for entry in found.settled), reverse=True
    )
    past = {name: read_case(name).case for name in outcomes()}
    for entry in found.settled:
        case = past[entry.case]
        end = outcome_of(case)
        told = next(each for each in end.settled if each.issue == entry.issue)
        issue = next(each for each in case.issues if each.id == entry.issue)
        assert (entry.settled.option if entry.settled else None) == told.option
        if entry.settled:
            assert issue.options[entry.settled.place - 1].id == told.option
            assert entry.settled.of == len(issue.options)
        assert (entry.how, entry.note) == (told.how, told.note)
        assert entry.decisive == (end.decisive.issue == entry.issue)
        assert entry.before.option == issue.without_agreement
        assert entry.sources == end.sources


def test_what_ended_after_the_day_of_the_case_stays_out_and_so_does_the_case_itself():
    case = read_case("dayton-1995").case
    found = precedents(case, "brcko")
    assert {entry.case for entry in found.settled} == {"camp-david-1978", "korea-1953"}
    assert found.later == ("istanbul-2022",)
    assert all(entry.ended <= case.as_of for entry in found.settled)


def test_talks_that_ended_on_the_day_of_the_case_count():
    case = read_case("geneva-2026").case
    on_the_day = case.model_copy(update={"as_of": dt.date(1953, 7, 27)})
    before = case.model_copy(update={"as_of": dt.date(1953, 7, 26)})
    assert {entry.case for entry in precedents(on_the_day, "territory").settled} == {"korea-1953"}
    assert precedents(before, "territory").settled == ()


def test_what_a_party_wanted_is_read_however_it_is_written():
    found = precedents(read_case("geneva-2026").case, "prisoners")
    korea = next(entry for entry in found.settled if entry.case == "korea-1953")
    assert {it.party: it.wanted.option for it in korea.asked} == {
        "un-command": "voluntary",
        "north": "all-for-all",
    }
    assert {it.party: it.stated.option for it in korea.asked}["north"] == "neutral-custody"


def test_frequencies_are_those_of_the_taxonomy():
    found = precedents(read_case("geneva-2026").case, "monitoring")
    shares = taxonomy().areas["monitoring"].shares
    assert {entry.code: entry.comprehensive for entry in found.frequencies} == {
        code: share.comprehensive for code, share in shares.items()
    }
    assert found.linked == {area: taxonomy().areas[area].label for area in found.linked}
    assert json.loads(json.dumps(found.as_json()))["schema"] == "goodoffices/precedents/1"


def test_an_unknown_issue_is_told_with_the_nearest():
    with pytest.raises(ValueError, match=r"no issue 'teritory'.*did you mean 'territory'\?"):
        precedents(read_case("geneva-2026").case, "teritory")


def test_frequencies_are_those_of_the_facts(shared):
    """The shares shipped equal those of the collection they come from."""
    import yaml

    data = yaml.safe_load((shared / "facts" / "taxonomy.yaml").read_text(encoding="utf-8"))
    assert {each["id"] for each in data["issues"]} == set(taxonomy().areas)
    for each in data["issues"]:
        area = taxonomy().areas[each["id"]]
        told = {
            code: (it.all, it.interstate, it.ceasefire, it.comprehensive)
            for code, it in area.shares.items()
        }
        assert told == {
            code: (it["all"], it["inter"], it["ceasefire"], it["comprehensive"])
            for code, it in each["pax_v10_frequency"].items()
        }
