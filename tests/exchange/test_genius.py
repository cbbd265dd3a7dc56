"""GENIUS folders become cases, and cases GENIUS folders."""

from __future__ import annotations

import numpy as np
import pytest
from exchange.examples import DOMAIN, PROFILE, utilities

from goodoffices.exchange import ExchangeError, from_genius, save, to_genius


def test_a_utility_is_weights_times_evaluations_over_the_largest(folder):
    case = from_genius(folder(quay_xml=DOMAIN, port_xml=PROFILE)).case
    packages, worth, floors = utilities(case)
    table = [0.0, 0.75, 1.0]
    line = [0.0, 0.25, 0.5, 0.75]
    expected = [0.75 * table[b] + 0.25 * line[y] for b, y in packages]
    assert worth["port"] == pytest.approx(expected, abs=1e-15)
    assert floors == {"port": 0.5}


def test_evaluations_can_be_taken_as_they_stand(folder):
    case = from_genius(folder(quay_xml=DOMAIN, port_xml=PROFILE), evaluations="as-written").case
    packages, worth, floors = utilities(case)
    raw = np.array([0.75 * [0, 3, 4][b] + 0.25 * [0, 0.25, 0.5, 0.75][y] for b, y in packages])
    scale = 0.75 * 4 + 0.25
    assert worth["port"] * scale == pytest.approx(raw, abs=1e-14)
    assert floors["port"] * scale == pytest.approx(0.5)


def test_names_descriptions_and_numbers_are_kept(folder):
    imported = from_genius(folder(quay_xml=DOMAIN, port_xml=PROFILE))
    berths, years = imported.case.issues
    assert [option.name for option in berths.options] == ["none", "two", "four"]
    assert berths.options[0].note == "as today"
    assert not berths.ladder
    assert years.ladder
    assert [option.name for option in years.options] == ["1", "2", "3", "4"]
    assert imported.case.case == "quay"
    assert "quay.xml, port.xml" in imported.text or "port.xml, quay.xml" in imported.text


def test_a_case_in_which_nobody_has_a_say_is_said_to_have_no_answer(folder):
    profile = PROFILE.replace("<utility_space>", '<utility_space type="nonlinear">', 1)
    said = "no party's preferences could be read, so goodoffices zone has no answer for this case"
    imported = from_genius(folder(quay_xml=DOMAIN, port_xml=profile))
    assert said in imported.notices
    assert said in imported.text
    town = from_genius(folder(quay_xml=DOMAIN, port_xml=profile, town_xml=PROFILE))
    assert not any("no answer" in notice for notice in town.notices)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<reservation", '<discount_factor value="0.9"/><reservation', "discount factor 0.9"),
        ("<utility_space>", '<utility_space type="UNCERTAIN">', "uncertain"),
        ("<utility_space>", '<utility_space type="nonlinear">', "not additive"),
        ('ftype="linear"', 'ftype="cubic"', "evaluator 'cubic'"),
        ('"0.75"', '"0.25"', "sum to 0.5"),
    ],
)
def test_what_is_not_carried_over_is_said_in_notice_and_comment(folder, old, new, said):
    profile = PROFILE.replace(old, new, 1)
    imported = from_genius(folder(quay_xml=DOMAIN, port_xml=PROFILE, town_xml=profile))
    assert any("town" in notice and said in notice for notice in imported.notices)
    comments = "".join(line for line in imported.text.splitlines() if line.startswith("#"))
    assert said in comments


def test_a_real_valued_issue_is_cut_into_steps_and_said_so(folder):
    domain = DOMAIN.replace("integer", "real")
    imported = from_genius(folder(quay_xml=domain, port_xml=PROFILE))
    assert len(imported.case.issues[1].options) == 11
    assert any("real-valued" in notice for notice in imported.notices)


def test_other_evaluators_of_numbers_are_read(folder):
    tent = 'ftype="triangular" parameter0="0" parameter1="5" parameter2="2"'
    profile = PROFILE.replace('ftype="linear" parameter0="-0.25" parameter1="0.25"', tent)
    values = from_genius(folder(quay_xml=DOMAIN, port_xml=profile)).case.positions[1].values
    assert [value.mode for value in values.values()] == pytest.approx([0.5, 1, 2 / 3, 1 / 3])
    flat = profile.replace(tent, 'ftype="constant" parameter0="0.5"')
    values = from_genius(folder(quay_xml=DOMAIN, port_xml=flat)).case.positions[1].values
    assert {value.mode for value in values.values()} == {0.5}


def test_an_issue_with_one_option_works(folder):
    import re

    one = re.sub(r'<item index="[23]".*\n', "", DOMAIN)
    profile = re.sub(r'<item index="[23]".*\n', "", PROFILE)
    case = from_genius(folder(quay_xml=one, port_xml=profile)).case
    assert len(case.issues[0].options) == 1


def test_a_floor_above_the_best_package_leaves_no_zone(folder):
    profile = PROFILE.replace('<reservation value="0.5"', '<reservation value="1.5"')
    case = from_genius(folder(quay_xml=DOMAIN, port_xml=profile)).case
    _, worth, floors = utilities(case)
    best = 0.75 + 0.25 * 0.75
    assert worth["port"].max() - floors["port"] == pytest.approx((best - 1.5) / 1.5)


def test_export_import_export_gives_the_same_bytes(folder, tmp_path):
    case = from_genius(folder(quay_xml=DOMAIN, port_xml=PROFILE)).case
    first = to_genius(case)
    save(first, tmp_path / "out")
    again = from_genius(tmp_path / "out").case
    assert to_genius(again).files == first.files
    assert utilities(again)[1]["port"] == pytest.approx(utilities(case)[1]["port"], abs=1e-12)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('<weight index="2" value="0.25"/>', "", r"port\.xml:8: the issue 'Years' has no weight"),
        ('index="2" value="0.25"', 'index="2" value="-0.25"', "found -0.25, expected 0 or more"),
        ('index="2" value="0.25"', 'index="9" value="0.25"', "no issue has this index"),
        ('index="2" value="0.25"', 'index="1" value="0.25"', "stands twice"),
        ('index="2" value="0.25"', 'index="2" value="nan"', "expected a finite number"),
        ('evaluation="4"', 'evaluation="inf"', r"port\.xml:6: evaluation of 'four'"),
        ('evaluation="4"', 'evaluation="much"', "found 'much', expected a number"),
        ('evaluation="4"', "", "found nothing, expected a number"),
        ('evaluation="4"', 'evaluation="1e99"', "expected a number between"),
        ('value="four"', 'value="five"', "the domain has no such option"),
        ('value="four"', 'value="two"', "stands twice"),
        ('<item index="3" value="four" evaluation="4"/>', "", "has no evaluation of 'four'"),
        ('name="Berths"', 'name="Cranes"', "'Cranes' is not one of the domain"),
        ('name="Berths"', "", "an issue has no name"),
        ('issue index="2"', 'issue index="1"', "have the same index 1"),
        ('issue index="2"', 'issue index="two"', "whole number"),
        ('<reservation value="0.5"', '<reservation value="-inf"', "finite"),
        ('<evaluator ftype="linear" parameter0="-0.25" parameter1="0.25"/>', "", "no <evaluator>"),
        (' parameter1="0.25"', "", "has no parameter1 or slope"),
    ],
)
def test_a_profile_that_does_not_fit_is_one_message(folder, old, new, message):
    assert old in PROFILE
    scenario = folder(quay_xml=DOMAIN, port_xml=PROFILE.replace(old, new, 1))
    with pytest.raises(ExchangeError, match=message) as raised:
        from_genius(scenario)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('upperbound="4"', 'upperbound="1000000"', "at most 200"),
        ('upperbound="4"', 'upperbound="0"', "leave nothing"),
        ('upperbound="4"', "", "has no upperbound"),
        ('vtype="integer"', 'vtype="complex"', "unknown type 'complex'"),
        ('value="two"', 'value="none"', "stands twice"),
        ('value="two"', "", "has no value"),
        ("issue", "isue", "no issues"),
    ],
)
def test_a_domain_that_cannot_be_held_is_one_message(folder, old, new, message):
    domain = DOMAIN.replace(old, new) if old == "issue" else DOMAIN.replace(old, new, 1)
    profile = PROFILE.replace("issue", "isue") if old == "issue" else PROFILE
    with pytest.raises(ExchangeError, match=message):
        from_genius(folder(quay_xml=domain, port_xml=profile))


def test_a_folder_needs_one_domain_and_a_profile(folder, tmp_path):
    with pytest.raises(ExchangeError, match="no such folder"):
        from_genius(tmp_path / "nowhere")
    scenario = folder(port_xml=PROFILE)
    with pytest.raises(ExchangeError, match="found none"):
        from_genius(scenario)
    with pytest.raises(ExchangeError, match=r"found 2 \(a.xml, b.xml\)"):
        from_genius(folder(a_xml=DOMAIN, b_xml=DOMAIN))
    (scenario / "a.xml").unlink()
    (scenario / "port.xml").unlink()
    with pytest.raises(ExchangeError, match="expected profile files"):
        from_genius(scenario)
    (scenario / "b.xml").unlink()
    with pytest.raises(ExchangeError, match=r"has no \.xml file"):
        from_genius(scenario)
