"""Tables of scores become cases, and cases tables."""

from __future__ import annotations

import pytest
from exchange.examples import TABLE, acceptable, utilities

from goodoffices.exchange import ExchangeError, from_table, to_table
from goodoffices.zone import analyse


def test_totals_and_minimums_decide_what_is_acceptable(table):
    case = from_table(table()).case
    packages, fine = acceptable(case)
    port = {(b, y): [0, 30, 45][b] + [-5, 55][y] for b, y in packages.tolist()}
    town = {(b, y): [20, 10, 0][b] + [80, 0][y] for b, y in packages.tolist()}
    for (b, y), found in zip(packages.tolist(), fine, strict=True):
        expected = port[b, y] >= 40 and town[b, y] >= 15.5 and b != 2 and (b, y) != (1, 0)
        assert found == expected
    assert analyse(case, draws=1).zone.value == fine.any()


def test_scores_come_back_as_they_were(table):
    rows = to_table(from_table(table()).case).files[""].decode().splitlines()
    assert "score,,Years,one,Port,-5" in rows
    assert "score,,Berths,four,Port,45" in rows
    assert "minimum,,,,Town,15.5" in rows
    assert "veto,,Berths,four,Town," in rows
    assert "exclude,1,Berths,two,," in rows


def test_export_import_export_gives_the_same_bytes(table):
    first = to_table(from_table(table()).case)
    assert to_table(from_table(table(first.files[""])).case).files == first.files


def test_without_agreement_is_the_floor_where_there_is_no_minimum(table):
    text = "".join(line + "\n" for line in TABLE.splitlines() if not line.startswith("minimum"))
    text += "without,,Berths,two,,\nwithout,,Years,two,,\n"
    case = from_table(table(text)).case
    packages, worth, floors = utilities(case)
    here = packages.tolist().index([1, 1])
    assert floors == pytest.approx({party: worth[party][here] for party in worth})


def test_an_observer_s_consent_is_not_needed(table):
    case = from_table(table(TABLE + "observer,,,,Town,\n")).case
    assert [party.consent for party in case.parties] == [True, False]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_understood(table, separator):
    assert from_table(table(TABLE.replace(",", separator))).case == from_table(table()).case


def test_large_scores_keep_their_size(table):
    text = TABLE.replace(",45", ",45000000")
    path = table(text)
    rows = to_table(from_table(path).case).files[""].decode()
    assert "Berths,four,Port,45000000\n" in rows
    assert "Years,one,Port,-5\n" in rows


def test_no_acceptable_package_is_an_answer(table):
    case = from_table(table(TABLE.replace("minimum,,,,Port,40", "minimum,,,,Port,400"))).case
    result = analyse(case, draws=1)
    assert result.zone.value == 0
    assert result.margin.modal < 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",,Berths,none,Port,0", ",,Berths,none,Port,nan", r"csv:2: column 'score'.*finite"),
        (",,Berths,none,Port,0", ",,Berths,none,Port,-inf", "finite"),
        (",,Berths,none,Port,0", ",,Berths,none,Port,", "found nothing, expected a number"),
        (",,Berths,none,Port,0", ",,Berths,none,,0", "'party' is empty"),
        (",,Berths,none,Port,0", ",,Berths,none,Port", "found 5 cells, expected 6"),
        (",,Berths,none,Port,0", ",,Berths,none,Port,0\n,,Berths,none,Port,1", "stands twice"),
        (",,Berths,none,Port,0\n", "", "no score for 'none' of 'Berths'"),
        (",,Berths,none,Port,0", "wish,,Berths,none,Port,0", "unknown kind 'wish'"),
        ("minimum,,,,Port,40", "minimum,,,,Port,40\nminimum,,,,Port,40", "stands twice"),
        ("minimum,,,,Port,40", "minimum,,Berths,,Port,40", "a row of kind minimum has none"),
        ("minimum,,,,Port,40", "minimum,,,,Sea,40", "Sea has no scores"),
        ("exclude,1,Berths", "exclude,,Berths", "'rule' is empty"),
        ("kind,rule,issue,option", "kind,rule,issue,choice", "lacks the column 'option'"),
        ("kind,rule,issue,option", "kind,kind,issue,option", "stands twice"),
        ("kind,rule,issue", "kind,law,issue", "unknown column 'law'"),
        (",,Berths,none,Port,0", ',,Berths,"none"x,Port,0', "not readable as CSV"),
    ],
)
def test_a_wrong_row_is_one_message(table, old, new, message):
    assert old in TABLE
    with pytest.raises(ExchangeError, match=message) as raised:
        from_table(table(TABLE.replace(old, new, 1)))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("count", "cell", "message"),
    [
        (201, ",,a,o{0},p,1", "options of 'a', and a case holds at most 200"),
        (201, ",,i{0},o,p,1", "issues or more, and a case holds at most 200"),
        (101, ",,a,o,p{0},1", "parties or more, and a case holds at most 100"),
        (501, "exclude,{0},a,o,,", "rules or more, and a case holds at most 500"),
        (1_000_000, ",,a,o{0},p,1", "at most"),
    ],
)
def test_more_than_a_case_holds_is_one_message(table, count, cell, message):
    text = "kind,rule,issue,option,party,score\n" + "".join(
        f"{cell.format(n)}\n" for n in range(count)
    )
    with pytest.raises(ExchangeError, match=message):
        from_table(table(text))


@pytest.mark.parametrize("text", ["", "\n\n", "issue,option,party,score\n"])
def test_an_empty_table_is_one_message(table, text):
    with pytest.raises(ExchangeError, match=r"empty|no issues"):
        from_table(table(text))
