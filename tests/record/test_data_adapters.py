"""Each data set becomes events: what is read, what is left out and said, what is an error."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from support.made_up_data import BASES, ended, put, text

from goodoffices.case import GoodofficesError
from goodoffices.record import DATASETS, RecordError, read_events

D = dt.date


def only(events):
    (event,) = events.events
    return event


def test_a_dyad_fails_when_it_is_next_active(tmp_path):
    path = put(
        tmp_path, "ucdp-dyads",
        ended(1, 1990, 1, "6/30/90"), {"dyad_id": "1", "year": "1995"},
        ended(1, 1996, 4, "1996-12-31", dyadepisode="2"), ended(2, 1946, 2, "7/21/46"),
    )  # fmt: skip
    first, second, third = read_events("ucdp-dyads", [path]).events
    assert (first.start, first.until, first.failed) == (D(1990, 6, 30), D(1995, 1, 1), True)
    assert first.years == pytest.approx(1646 / 365.25)
    assert first.agreement == first.feature("ending") == "peace agreement"
    assert first.feature("conflict") == "intrastate"
    assert (second.until, second.failed, second.agreement) == (D(2020, 12, 31), False, None)
    assert second.features["episode"] == "later"
    assert (third.start, third.agreement, third.group) == (D(1946, 7, 21), "ceasefire", "2")


def test_a_dyad_of_another_pair_does_not_break_the_peace(tmp_path):
    path = put(
        tmp_path, "ucdp-dyads", ended(1, 1990, 1, "6/30/90"), {"dyad_id": "2", "year": "1995"}
    )
    assert only(read_events("ucdp-dyads", [path])).failed is False


def test_endings_that_say_nothing_are_left_out_and_said(tmp_path):
    path = put(
        tmp_path, "ucdp-dyads",
        ended(1, 1990, 1, ""), ended(2, 1991, 1, "1/1/91", outcome=""),
        ended(3, 1982, 5, "9/30/89"), {"dyad_id": "3", "year": "1985"},
    )  # fmt: skip
    events = read_events("ucdp-dyads", [path])
    assert only(events).start == D(1990, 12, 31)
    told = " ".join(events.notices)
    assert "1 row without a date of the end" in told
    assert "1 row left out, since it is not coded how the episode ended (line 3)" in told
    assert "ends after the next one has begun (line 4)" in told


def test_conflicts_are_read_from_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    base = {**BASES["ucdp-conflicts"], "year": 1990, "confterm": 1, "outcome": 3.0, "version": 3}
    book.active.append([*base, None])
    book.active.append([*(base | {"ependdate": dt.datetime(1990, 5, 1)}).values(), None])  # noqa: DTZ001
    book.active.append([])
    book.active.append(list((base | {"year": 1993, "confterm": 0}).values()))
    book.save(tmp_path / "conflicts.xlsx")
    event = only(read_events("ucdp-conflicts", [tmp_path / "conflicts.xlsx"]))
    assert (event.start, event.until, event.line) == (D(1990, 5, 1), D(1993, 1, 1), 2)
    assert event.features["ending"] == "victory of side A"


def test_an_agreement_holds_until_it_ends(tmp_path):
    path = put(
        tmp_path, "ucdp-agreements",
        {"duration": "2001-01-01", "ended": "True", "cease": "1", "pa_type": "3"},
        {"paid": "2", "incompatibility": "1, 2", "out_iss": "5"},
        {"paid": "3", "duration": "1999-12-31"},
        {"paid": "4", "ended": "TRUE"},
    )  # fmt: skip
    events = read_events("ucdp-agreements", [path])
    first, second, fourth = events.events
    assert (first.until, first.failed, first.agreement) == (D(2001, 1, 1), True, "process")
    assert first.features["ceasefire"] is True
    assert first.features["commission"] is False
    assert (second.until, second.failed) == (D(2021, 12, 31), False)
    assert second.features["incompatibility"] == "territory and government"
    assert second.features["outstanding"] == "code 5"
    assert fourth.failed is False
    told = " ".join(events.notices)
    assert "1 row left out, since the agreement ends before it is signed (line 4)" in told
    assert "ended on no known day: counted as holding to the end (line 5)" in told


def test_pa_x_tells_what_the_same_agreement_provides_for(tmp_path):
    main = put(tmp_path, "ucdp-agreements", {"paid": "7"}, {"paid": "8"}, {"paid": "9"})
    beside = put(
        tmp_path, "pa-x",
        {"UcdpAgr": "7.0", "SsrGua": "1"}, {"AgtId": "2", "UcdpAgr": "7", "ImPK": "3"},
        {"AgtId": "3", "UcdpAgr": "8"}, {"AgtId": "4", "ImE": "1"},
    )  # fmt: skip
    events = read_events("ucdp-agreements", [beside, main])
    seven, eight, nine = (event.features for event in events.events)
    assert (seven["guarantee"], seven["mission"], seven["enforcement"]) == (True, True, False)
    assert seven["monitoring"] is True
    assert (eight["guarantee"], eight["monitoring"]) == (False, False)
    assert (nine["guarantee"], nine["monitoring"]) == (None, None)
    assert "PA-X codes 2 of the 3 agreements" in events.notices
    assert "guarantee" not in read_events("ucdp-agreements", [main]).events[0].features


def test_documents_of_a_process(tmp_path):
    path = put(tmp_path, "pa-x", {"Agtp": "InterIntra", "Stage": "Cea", "StBor": "2"})
    event = only(read_events("pa-x", [path]))
    assert (event.conflict, event.agreement) == ("interstate and intrastate", "ceasefire")
    assert (event.years, event.features["borders"], event.group) == (None, True, "1")
    old = read_events("pa-x", [put(tmp_path, "pa-x", {"Ver": "9"})])
    assert "is it an older version?" in old.notices[0]


def test_crises_with_their_actors(tmp_path):
    crises = put(
        tmp_path, "icb",
        {"mediate": "4", "medwho": "6", "medstyle": "4", "forout": "1", "yrmedst": "1950",
         "momedst": "2", "damedst": "88", "yrmedend": "1950", "momedend": "3", "damedend": "1"},
        {"crisno": "2", "crisname": "NOTHING", "viol": "", "forout": "", "outesr": "", "mediate": ""},
        {"crisno": "3", "outesr": "3", "yrmedst": "1970", "momedst": "6", "damedst": "31",
         "yrmedend": "1971", "momedend": "99"},
        {"crisno": "4", "yrmedst": "1960", "momedst": "2", "damedst": "2", "yrmedend": "1960",
         "momedend": "1", "damedend": "1"},
    )  # fmt: skip
    actors = put(tmp_path, "actors", {}, {"actor": "HIG"}, {"actor": "LOW"})
    events = read_events("icb", [actors, crises])
    first, third, fourth = events.events
    assert first.subject == "REED CROSSING (LOW, HIG)"
    assert (first.mediator, first.agreement, first.start) == (
        "group of states",
        "formal",
        D(1950, 1, 2),
    )
    assert first.features["mediation days"] == 14  # from the 15th of February 1950, day unknown
    assert (first.features["recurred"], third.features["recurred"]) == (False, None)
    assert (third.features["mediation days"], fourth.features["mediation days"]) == (None, None)
    assert third.features["mediated"] is False
    told = " ".join(events.notices)
    assert "1 row left out, since nothing is coded but a name (line 3)" in told
    assert "with a day in damedst that its month does not have: no date is taken (line 4)" in told
    assert "mediation that ends before it begins: no length is taken (line 5)" in told
    assert "found 4 crises, version 13 has 482" in told


def test_a_later_end_of_mediation_counts(tmp_path):
    path = put(
        tmp_path, "icb",
        {"mediate": "4", "yrmedst": "1950", "momedst": "2", "damedst": "1", "yrmedend": "1950",
         "momedend": "2", "damedend": "11", "yrmedfin": "1950", "momedfin": "2", "damedfin": "21"},
    )  # fmt: skip
    assert only(read_events("icb", [path])).features["mediation days"] == 20


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("CON_1", "single state"),
        ("CON_1; CON_2", "group of states"),
        ("IGO_4;IGO_1", "international organisation"),
        ("CON_1;IGO_4", "states and organisations"),
        ("NGO_3", "others"),
        ("", "others"),
    ],
)
def test_who_mediates_at_a_meeting(tmp_path, who, kind):
    assert (
        only(read_events("mend", [put(tmp_path, "mend", {"third_party_id_MEND": who})])).mediator
        == kind
    )


def test_meetings_whose_day_is_not_known(tmp_path):
    path = put(tmp_path, "mend", {"Day": ""}, {"Day": "31", "Month": "11"}, {"med_type": ""})
    events = read_events("mend", [path])
    assert [event.start for event in events.events] == [None, None, D(2020, 1, 5)]
    told = " ".join(events.notices)
    assert "1 row with a day that its month does not have" in told
    assert "1 row without a type, which count in no rate" in told


WRONG = {
    "an impossible day": ("ucdp-dyads", ended(1, 1990, 1, "1990-02-30"), "no day 1990-02-30"),
    "an impossible day, American": ("ucdp-dyads", ended(1, 1990, 1, "13/1/90"), "no day 1990-13-01"),
    "a day to come": ("ucdp-dyads", ended(1, 1990, 1, "2021-01-01"), "where this version ends"),
    "no date at all": ("ucdp-dyads", ended(1, 1990, 1, "spring 1990"), "expected a date as year"),
    "a year of letters": ("ucdp-dyads", {"year": "MCM"}, "found 'MCM', expected a whole number"),
    "a year to come": ("ucdp-dyads", {"year": "2021"}, "expected a year from 1900 to 2020"),
    "an unknown code": ("ucdp-dyads", ended(1, 1990, 9, "1/1/90"), "found '9', expected one of the codes 1 (peace"),
    "a doubtful yes": ("ucdp-dyads", {"dyadterm": "perhaps"}, "expected 0 or 1"),
    "nobody": ("ucdp-dyads", ended(1, 1990, 1, "1/1/90", dyad_id=" "), "found nothing, expected a text"),
    "an older termination": ("ucdp-dyads", {"version": "2"}, "column 'version': found '2', expected 3"),
    "no date of signing": ("ucdp-agreements", {"pa_date": "NA"}, "the day on which it was signed"),
    "another year of agreements": ("ucdp-agreements", {"version": "19.1"}, "expected 22.1"),
    "a fourth incompatibility": ("ucdp-agreements", {"incompatibility": "4"}, "expected 1, 2 or 3"),
    "a newer PA-X": ("pa-x", {"Ver": "11"}, "found '11', expected at most 10"),
    "an unknown stage": ("pa-x", {"Stage": "Sub"}, "expected one of Pre, Cea"),
    "no date of a document": ("pa-x", {"Dat": ""}, "column 'Dat'"),
    "a newer crisis": ("icb", {"crisno": "487"}, "expected 1 to 482"),
    "a thirteenth month": ("icb", {"motrig": "13"}, "expected a month from 1 to 12"),
    "a day 40": ("icb", {"datrig": "40"}, "there is no day 1950-01-40"),
    "half a crisis": ("icb", {"viol": "1.5"}, "expected a whole number"),
    "a meeting too early": ("mend", {"Year": "2012"}, "expected 2018 to 2025"),
    "a meeting in month 0": ("mend", {"Month": "0"}, "expected 1 to 12"),
    "another kind of meeting": ("mend", {"med_type": "X"}, "expected M or MR"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_cell_that_is_wrong_is_an_error_with_its_line(tmp_path, name):
    dataset, row, message = WRONG[name]
    path = put(tmp_path, dataset, {}, row)
    with pytest.raises(RecordError) as caught:
        read_events(dataset, [path])
    assert str(caught.value).startswith(f"{path}:3: column '")
    assert message in str(caught.value)


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_missing_column_is_named_with_the_nearest(tmp_path, dataset):
    column = DATASETS[dataset].parts[0].columns[-1].name
    path = put(tmp_path, dataset, {}, rename=(column, f"{column.upper()}x"))
    with pytest.raises(RecordError) as caught:
        read_events(dataset, [path])
    assert f"the header lacks '{column}' (nearest: '{column.upper()}x')" in str(caught.value)
    assert DATASETS[dataset].title in str(caught.value)
    assert str(caught.value).startswith(f"{path}:1: ")


def test_another_data_set_is_told_by_its_columns(tmp_path):
    path = put(tmp_path, "pa-x", {})
    with pytest.raises(RecordError, match="its columns are those of pa-x; name that data set"):
        read_events("mend", [path])


def test_files_are_told_apart_and_needed(tmp_path):
    main, beside = put(tmp_path, "icb", {}), put(tmp_path, "actors", {})
    with pytest.raises(RecordError, match="icb also needs icb1v13"):
        read_events("icb", [beside])
    with pytest.raises(RecordError, match="give each file once"):
        read_events("icb", [main, main])
    other = put(tmp_path, "actors", {"crisno": "5"})
    with pytest.raises(RecordError, match="the crisis 5 is not in the file of crises"):
        read_events("icb", [main, other])


def test_a_data_set_that_nobody_knows():
    with pytest.raises(GoodofficesError, match="there is no data set 'cow', expected one of ucdp-"):
        read_events("cow", [])


def test_a_file_without_an_event(tmp_path):
    with pytest.raises(RecordError, match="no row is an event of UCDP"):
        read_events("ucdp-dyads", [put(tmp_path, "ucdp-dyads", {})])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_encodings_are_read_as_what_they_are(tmp_path, encoding):
    path = tmp_path / "dyads.csv"
    path.write_bytes(text("ucdp-dyads", ended(1, 1990, 1, "1/1/90", side_b="Año")).encode(encoding))
    events = read_events("ucdp-dyads", [path])
    assert only(events).subject == "Lowland: Government of Lowland - Año"
    assert [f"{path}:2: the byte 0xf1 is not UTF-8" in note for note in events.notices] == (
        [True] if encoding == "latin-1" else []
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_of_other_countries(tmp_path, separator):
    path = tmp_path / "dyads.csv"
    path.write_text(
        text("ucdp-dyads", ended(1, 1990, 1, "1/1/90")).replace(",", separator), encoding="utf-8"
    )
    assert only(read_events("ucdp-dyads", [path])).start == D(1990, 1, 1)


def test_a_cell_of_many_lines_keeps_the_line_of_its_row(tmp_path):
    path = put(
        tmp_path, "ucdp-dyads",
        {"side_b": "two\nlines"}, {"year": "nineteen"},
    )  # fmt: skip
    with pytest.raises(RecordError, match=":4: column 'year'"):
        read_events("ucdp-dyads", [path])
