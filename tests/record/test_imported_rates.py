"""Rates from data sets, on rows made up so that every share can be counted by hand."""

from __future__ import annotations

import dataclasses
import json

import pytest
from support.made_up_data import ended, put

from goodoffices.case import NoAnswer
from goodoffices.record import DATASETS, rates, read_events, table


def found(tmp_path, dataset, *rows, **more):
    files = [put(tmp_path, dataset, *rows)]
    files += [put(tmp_path, kind, *others) for kind, others in more.items()]
    return {rate.id: rate for rate in rates(read_events(dataset, files)).rates}


def test_crises_with_and_without_a_mediator(tmp_path):
    mediated = {"mediate": "4", "medwho": "5", "medstyle": "3"}
    rate = found(
        tmp_path, "icb",
        mediated | {"forout": "1", "viol": "4", "outesr": "1"},
        mediated | {"crisno": "2", "forout": "2", "outesr": "2"},
        mediated | {"crisno": "3", "forout": "4", "outesr": "3"},
        {"crisno": "4", "forout": "1"}, {"crisno": "5", "mediate": ""},
    )  # fmt: skip
    any_ = rate["crisis-mediated-any-agreement"]
    assert (any_.value, any_.n, any_.mediator) == (
        pytest.approx(2 / 3), 3, ("single-state", "group-of-states", "igo", "regional"),
    )  # fmt: skip
    assert (any_.low, any_.high) == pytest.approx((0.2077, 0.9385), abs=1e-4)  # Wilson 1927
    assert any_.against == "crisis-unmediated-any-agreement"
    assert rate["crisis-mediated-formal"].value == pytest.approx(1 / 3)
    assert (rate["crisis-mediated-5y"].value, rate["crisis-mediated-5y"].n) == (0.5, 2)
    assert (rate["crisis-unmediated-formal"].value, rate["crisis-unmediated-formal"].n) == (1, 1)
    assert (rate["crisis-formal-mediated-5y"].value, rate["crisis-formal-mediated-5y"].n) == (0, 1)
    assert rate["war-mediated-formal"].value == 1
    assert "war-unmediated-formal" not in rate
    assert rate["war-mediated-formal"].against is None
    assert rate["crisis-single-state-formal"].n == 3
    assert rate["crisis-formulation-any-agreement"].style == "formulation"


def test_the_length_of_mediation(tmp_path):
    def took(days, number):
        return {
            "crisno": str(number), "mediate": "4", "yrmedst": "1950", "momedst": "1", "damedst": "1",
            "yrmedend": "1950", "momedend": "1", "damedend": str(1 + days),
        }  # fmt: skip

    rate = found(tmp_path, "icb", *(took(n, n + 1) for n in (0, 10, 20, 30)))
    values = [rate[f"crisis-mediation-q{q}"].value for q in (25, 50, 75, 90)]
    assert values == pytest.approx([7.5, 15, 22.5, 27])
    assert (rate["crisis-mediation-q50"].unit, rate["crisis-mediation-q50"].quantile) == (
        "days",
        0.5,
    )
    assert rate["crisis-mediation-q50"].note == "Too few cases for an interval."


def test_an_interval_of_a_median_covers_it(tmp_path):
    rows = [
        {"crisno": str(n + 1), "mediate": "4", "yrmedst": "1950", "momedst": "1", "damedst": "1",
         "yrmedend": "1950", "momedend": "1", "damedend": str(n + 1)}
        for n in range(31)
    ]  # fmt: skip
    # Of 31 values the 10th and the 22nd: David & Nagaraja 2003, section 7.1.
    assert (
        found(tmp_path, "icb", *rows)["crisis-mediation-q50"].note
        == "95 per cent interval 9 to 21 days."
    )


def test_how_conflicts_end(tmp_path):
    def row(unit, how, kind="2"):
        return {
            "conflict_id": str(unit), "year": "1990", "confterm": "1", "outcome": str(how),
            "ependdate": "12/31/90", "type_of_conflict": kind, "type_of_conflict2": kind,
        }  # fmt: skip

    rate = found(
        tmp_path, "ucdp-conflicts",
        row(1, 1), row(2, 3), row(3, 4), row(4, 2), row(5, 5, "3"), row(6, 5, "1"),
    )  # fmt: skip
    assert [rate[f"interstate-ends-{key}"].value for key in ("agreement", "ceasefire", "victory")] == [
        0.25, 0.25, 0.5,
    ]  # fmt: skip
    assert rate["interstate-ends-actor-ceases"].value == 0
    assert (rate["intrastate-ends-low-activity"].n, rate["intrastate-ends-low-activity"].conflict) == (
        1, ("intrastate",),
    )  # fmt: skip
    assert rate["conflict-low-activity-5y"].n == 2


def test_dyads_hold_or_fight_again(tmp_path):
    rate = found(
        tmp_path, "ucdp-dyads",
        ended(1, 1990, 2, "12/31/90"), {"dyad_id": "1", "year": "1993"},
        ended(2, 1990, 2, "12/31/90", type_of_conflict="2", type_of_conflict2="2"),
    )  # fmt: skip
    five = rate["dyad-ceasefire-5y"]
    assert (five.value, five.n, five.years, five.agreement) == (0.5, 2, 5, ("ceasefire",))
    assert "1 failures, 1 at risk at the end, 2 groups" in five.computed
    assert (rate["war-ceasefire-5y"].value, rate["war-ceasefire-5y"].conflict) == (
        1,
        ("interstate",),
    )
    held = rate["war-ceasefire-5y"]
    assert (held.low, held.high) == pytest.approx((0.025, 1))


def test_agreements_by_what_they_provide_for(tmp_path):
    rate = found(
        tmp_path, "ucdp-agreements",
        {"duration": "2001-06-01", "cease": "1"}, {"paid": "2", "pa_type": "2", "co_impl": "1"},
        **{"pa-x": [{"UcdpAgr": "1", "SsrGua": "1"}, {"AgtId": "2", "UcdpAgr": "2"}]},
    )  # fmt: skip
    assert [rate[f"agreement-{key}"].value for key in ("half-year", "1y", "2y")] == [1, 1, 0.5]
    assert rate["full-agreement-5y"].value == 0
    clause, without = rate["ceasefire-clause-5y"], rate["no-ceasefire-clause-5y"]
    assert (clause.value, clause.feature, clause.has, clause.against) == (
        0,
        "ceasefire",
        True,
        without.id,
    )
    assert (without.value, without.has) == (1, False)
    assert (rate["guarantee-5y"].value, rate["no-guarantee-5y"].value) == (0, 1)
    assert rate["outstanding-0-5y"].n == 2
    assert all("association" in rate[key].note for key in ("commission-5y", "guarantee-5y"))


def documents():
    def row(process, number, date, stage, **rest):
        return {"PP": str(process), "AgtId": str(number), "Dat": date, "Stage": stage, **rest}

    return [
        row(1, 1, "2000-01-01", "Pre"), row(1, 2, "2000-03-01", "Cea", SsrGua="2"),
        row(1, 3, "2001-03-01", "SubComp", SsrGua="1", Agtp="Inter"),
        row(2, 4, "2000-01-01", "Cea"), row(2, 5, "2000-01-01", "SubPar"),
        row(3, 6, "2000-01-01", "Cea"), row(3, 7, "2001-01-01", "Cea", Agtp="IntraLocal"),
        row(4, 8, "2025-06-01", "Cea"), row(5, 9, "2025-12-01", "Imp"),
    ]  # fmt: skip


def test_how_far_processes_come(tmp_path):
    rate = found(tmp_path, "pa-x", *documents())
    assert (rate["process-comprehensive"].value, rate["process-comprehensive"].n) == (0.2, 5)
    assert (
        rate["process-with-ceasefire-comprehensive"].value,
        rate["process-with-ceasefire-comprehensive"].n,
    ) == (0.25, 4)
    first = rate["ceasefire-before-substance"]
    assert (first.value, first.n) == (0.5, 2)
    assert rate["ceasefire-to-comprehensive-q50"].value == 365
    assert rate["prenegotiation-to-comprehensive-q50"].value == 425


def test_what_follows_a_ceasefire(tmp_path):
    rate = found(tmp_path, "pa-x", *documents())
    # The local one is no document here, and that of June 2025 is too young to be the last.
    assert rate["after-ceasefire-comprehensive"].n == 3
    assert {key.removeprefix("after-ceasefire-"): round(each.value * 3) for key, each in rate.items() if key.startswith("after-")} == {
        "ceasefire": 0, "prenegotiation": 0, "implementation": 0, "partial": 1, "comprehensive": 1,
        "renewal": 0, "nothing": 1,
    }  # fmt: skip


def test_what_documents_provide_for(tmp_path):
    rate = found(tmp_path, "pa-x", *documents())
    assert (rate["guarantee-all"].value, rate["guarantee-all"].n) == (pytest.approx(2 / 9), 9)
    assert rate["guarantee-interstate"].value == rate["guarantee-comprehensive"].value == 1
    assert rate["sanctions-all"].value == 0


def test_meetings(tmp_path):
    rate = found(
        tmp_path, "mend",
        {"agmt": "1", "shuttle": "1"}, {"third_party_id_MEND": "CON_1;CON_2", "shuttle": "0"},
        {"med_type": "MR", "agmt": "1"}, {"third_party_id_MEND": "IGO_1"},
    )  # fmt: skip
    assert (rate["event-agreement"].value, rate["event-agreement"].n) == (pytest.approx(1 / 3), 3)
    assert (rate["event-shuttle"].value, rate["event-shuttle"].n) == (0.5, 2)
    assert rate["event-single-state-agreement"].value == 1
    assert rate["event-group-agreement"].mediator == ("group-of-states",)


def test_a_file_in_which_every_class_is_empty(tmp_path):
    with pytest.raises(NoAnswer, match="every class is empty"):
        found(tmp_path, "mend", {"med_type": "MR"})


@pytest.mark.parametrize("dataset", ["icb", "pa-x"])
def test_the_table_read_back_has_the_same_rates(tmp_path, dataset):
    rows = {
        "icb": [{"crisno": str(n), "mediate": "4", "forout": "1", "outesr": "1",
                 "yrmedst": "1950", "momedst": "1", "damedst": "1",
                 "yrmedend": "1950", "momedend": "1", "damedend": str(n + 1)} for n in range(1, 4)],
        "pa-x": documents(),
    }[dataset]  # fmt: skip
    computed = rates(read_events(dataset, [put(tmp_path, dataset, *rows)]))
    file = tmp_path / "rates.json"
    file.write_text(json.dumps(computed.as_table()), encoding="utf-8")
    read = table(file)
    for rate in computed.rates:
        # Numbers are written with nine digits.
        near = {
            name: None if value is None else round(value, 9)
            for name in ("value", "low", "high")
            for value in [getattr(rate, name)]
        }
        assert read.rate(rate.id) == dataclasses.replace(rate, **near)


def test_the_table_is_plain_and_leaves_out_what_is_empty(tmp_path):
    written = rates(read_events("mend", [put(tmp_path, "mend", {})])).as_table()
    assert list(written) == ["version", "sources", "rates"]
    first = written["rates"][0]
    assert first["id"] == "event-agreement"
    assert first["source"] in written["sources"]
    assert first["interval"][0] == 0
    assert {"style", "years", "quantile", "conflict", "against", "total", "low", "high"}.isdisjoint(
        first
    )
    assert first["basis"] == "computed"
    assert DATASETS["mend"].cite in written["sources"]["mend"]
