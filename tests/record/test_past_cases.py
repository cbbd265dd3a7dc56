"""Past talks as cases: told without their end, and with numbers by one rule."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from goodoffices.case import read_case
from goodoffices.record import outcome_of, outcomes
from goodoffices.zone import analyse

BY_RULE = ("aceh-2005", "dayton-1995", "istanbul-2022", "korea-1953")
HEAVY = {
    "territory", "special_status", "alignment", "security_guarantees", "political_framework",
    "ceasefire",
}  # fmt: skip
MIDDLE = {"foreign_troops", "force_limits", "force_posture", "pow_detainees"}


def numbers(it):
    return (it.low, it.mode, it.high)


def area(case, issue):
    return next(each.area for each in case.issues if each.id == issue)


def test_the_end_of_every_past_case_is_on_record():
    assert set(outcomes()) == {*BY_RULE, "camp-david-1978"}
    for name in outcomes():
        assert outcome_of(read_case(name).case).case == name


@pytest.mark.parametrize("name", outcomes())
def test_nothing_is_in_it_that_was_learnt_later(name):
    case = read_case(name).case
    for source in case.sources:
        if source.date.last > case.as_of:
            assert source.kind == "scholarship", source.id
            assert "used" in (source.note or "").lower(), source.id
    for claim in case.claims:
        assert claim.said is None or claim.said.last <= case.as_of, claim.id
    for meeting in case.rounds:
        assert meeting.result is None or meeting.dates.last < case.as_of, meeting.id


@pytest.mark.parametrize("name", outcomes())
def test_its_end_is_nowhere_in_the_file(name):
    file = read_case(name)
    end = outcome_of(file.case)
    text = file.path.read_text(encoding="utf-8")
    assert end.date.isoformat() not in text
    for entry in end.settled:
        assert not entry.note or entry.note not in " ".join(text.split())


@pytest.mark.parametrize("name", outcomes())
def test_it_is_answered_at_once_and_has_a_round_ahead(name):
    case = read_case(name).case
    assert any(meeting.dates.last >= case.as_of for meeting in case.rounds)
    result = analyse(case, draws=20)
    assert 0 <= result.zone.value <= 1
    assert result.headline is not None


@pytest.mark.parametrize("name", BY_RULE)
def test_worth_and_weight_follow_the_rule(name):
    case = read_case(name).case
    for it in case.positions:
        where = (it.party, it.issue)
        if it.weight is None:
            assert (it.ideal, it.values) == (None, None), where
            assert it.red_lines, where
            continue
        grade = 3 if area(case, it.issue) in HEAVY else 2 if area(case, it.issue) in MIDDLE else 1
        low, mode, high = numbers(it.weight)
        assert mode in {grade, grade + 1}, where
        assert (low, high) == (mode / 2, mode * 1.5), where
        assert mode == grade or it.claims, where
        if it.values is None:
            assert it.ideal is not None, where
            assert numbers(it.curvature) == (0.7, 1, 1.5), where
        else:
            found = sorted(numbers(value) for value in it.values.values())
            assert set(found) <= {(0, 0, 0), (0.38, 0.5, 0.65), (1, 1, 1)}, where
            assert not next(i.ladder for i in case.issues if i.id == it.issue), where


@pytest.mark.parametrize("name", BY_RULE)
def test_red_lines_and_floors_follow_the_rule(name):
    case = read_case(name).case
    for it in case.positions:
        for line in it.red_lines:
            assert (line.kind, numbers(line.holds)) == ("stated", (0.5, 0.7, 0.9)), it
            assert line.claims, it
    for party in case.parties:
        if party.consent:
            assert party.no_agreement.utility is None, party.id
        if party.consent is True:
            assert numbers(party.no_agreement.per_month) == (-0.02, -0.01, 0), party.id


ASKED = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from goodoffices.brief import as_text, compose
from goodoffices.case import read_case
from goodoffices.check import check
from goodoffices.order import analyse as order
from goodoffices.talks import play_talks
from goodoffices.zone import analyse
file = read_case("dayton-1995")
zone = analyse(file.case, draws=20)
check(file)
order(read_case("camp-david-1978").case, {"linkage": "weak"}, draws=20)
play_talks(file.case, runs=4)
seen = [name for name in opened if "outcomes" in name]
assert any(name.endswith("dayton-1995.yaml") for name in opened), "the hook sees what is opened"
assert not seen, seen
"""


def test_no_room_that_computes_opens_an_outcome():
    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_only_the_record_knows_where_outcomes_lie(root):
    source = root / "src" / "goodoffices"
    knowing = {
        path.relative_to(source).parts[0]
        for path in source.rglob("*.py")
        if re.search(r"[\"'/]outcomes\b[\"'/]", path.read_text(encoding="utf-8"))
    }
    assert knowing <= {"record"}
