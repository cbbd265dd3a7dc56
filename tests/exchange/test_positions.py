"""Positions and saliences become cases."""

from __future__ import annotations

import pytest

from goodoffices.exchange import ExchangeError, from_positions

TABLE = """party,issue,position,salience,power
North,target,20,0.5,1
South,target,80,1,1
North,finance,0,0.25,1
East,finance,100,0,1
East,target,20,1,
"""
RECORDS = """'#A'\t'North'\t'North'\t''
'#A'\t'South'\t'South'\t''
'#A'\t'Silent'\t''\t''
'#P'\t'toll'\t'toll'\t''
'#M'\t'toll'\t0.5
'#M'\t'toll'\t7
'#P'\t'empty'\t'empty'\t''
'#D'\t'North'\t'toll'\t3.0\t0.5\t1.0
'#D'\t'South'\t'toll'\t7.0\t1.0\t1.0
"""


@pytest.fixture
def positions(tmp_path):
    def write(text):
        path = tmp_path / "talks.csv"
        path.write_text(text)
        return path

    return write


def modes(position):
    return {option: value.mode for option, value in position.values.items()}


def test_options_are_the_distinct_positions_and_worth_their_nearness(positions):
    imported = from_positions(positions(TABLE))
    target = imported.case.issues[0]
    assert [option.name for option in target.options] == ["20", "80"]
    north, south = imported.case.positions[0], imported.case.positions[2]
    assert modes(north) == pytest.approx({"20": 1, "80": 0.4})
    assert modes(south) == pytest.approx({"20": 0.4, "80": 1})
    assert north.weight.mode == 0.5
    assert [p.no_agreement.utility.mode for p in imported.case.parties] == [0, 0, 0]
    assert any("power" in notice for notice in imported.notices)


def test_a_missing_position_weighs_nothing(positions):
    case = from_positions(positions(TABLE)).case
    assert ("south", "finance") not in [(p.party, p.issue) for p in case.positions]


def test_the_records_of_other_programs_are_read_with_their_lines(positions):
    imported = from_positions(positions(RECORDS))
    assert modes(imported.case.positions[0]) == pytest.approx({"3": 1, "7": 1 - 4 / 6.5})
    assert [party.name for party in imported.case.parties] == ["North", "South"]
    assert any("Silent" in notice for notice in imported.notices)
    assert any("empty" in notice for notice in imported.notices)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE.replace("20,0.5", "120,0.5"), "csv:2: North on 'target': found the position 120"),
        (TABLE.replace("20,0.5", "20,-0.5"), "found the salience -0.5"),
        (TABLE.replace("20,0.5", "20,inf"), "finite"),
        (TABLE.replace("South,target", "North,target"), "stands twice"),
        (TABLE.replace("South,", ","), "'party' is empty"),
        ("party,issue,position,salience\n", "no positions"),
        (RECORDS.replace("'#D'\t'South'", "'#D'\t'West'"), "'West' stands in no record before"),
        (RECORDS.replace("'South'\t'toll'", "'South'\t'tax'"), "'tax' stands in no record before"),
        (RECORDS.replace("\t1.0\t1.0", ""), "found 4 cells in a record #D"),
        (RECORDS.replace("'#P'", "'#X'", 1), "found '#X'"),
        (RECORDS.replace("\t7\n", "\t0.5\n"), "has no length"),
        (RECORDS.replace("3.0", "x"), "found 'x'"),
    ],
)
def test_a_wrong_row_is_one_message(positions, text, message):
    with pytest.raises(ExchangeError, match=message):
        from_positions(positions(text))
