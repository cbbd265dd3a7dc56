"""NegMAS folders become cases, and cases NegMAS folders."""

from __future__ import annotations

import json

import numpy as np
import pytest
import yaml
from exchange.examples import FUNCTION, SPACE, utilities

from goodoffices.exchange import ExchangeError, from_negmas, save, to_negmas


def truth(packages):
    table, line = [-1, 0, 3], [1 - 2 * year for year in (1, 2, 3, 4)]
    return np.array([0.5 + 2 * table[b] + line[y] for b, y in packages])


def test_utilities_are_an_affine_function_of_the_file_s(folder):
    case = from_negmas(folder(quay_yml=SPACE, port_yml=FUNCTION)).case
    packages, worth, floors = utilities(case)
    expected = truth(packages)
    low = 0.5 - 2 - 7
    width = 2 * 4 + 6
    assert worth["port"] * width + low == pytest.approx(expected, abs=1e-13)
    assert floors["port"] * width + low == pytest.approx(1.5)


def test_what_stays_between_0_and_1_stays_what_it_is(folder):
    function = """{name: Port, type: LinearAdditiveUtilityFunction, reserved_value: 0.3,
      values: [{type: TableFun, mapping: {none: 0.25, two: 0.5, four: 1}},
               {type: TableFun, mapping: {1: 0, 2: 0.1, 3: 0.2, 4: 1}}], weights: [0.5, 0.5]}"""
    case = from_negmas(folder(quay_yml=SPACE, port_yml=function)).case
    packages, worth, floors = utilities(case)
    expected = [0.5 * [0.25, 0.5, 1][b] + 0.5 * [0, 0.1, 0.2, 1][y] for b, y in packages]
    assert worth["port"] == pytest.approx(expected, abs=1e-15)
    assert floors["port"] == 0.3


def test_no_reserved_value_means_that_any_package_will_do(folder):
    function = FUNCTION.replace("1.5", "-.inf")
    imported = from_negmas(folder(quay_yml=SPACE, port_yml=function))
    assert utilities(imported.case)[2]["port"] == 0
    exported = to_negmas(imported.case).files["port.yml"].decode()
    assert yaml.safe_load(exported)["reserved_value"] == float("-inf")


def test_the_export_says_the_same_to_a_program_that_reads_yaml(folder):
    exported = to_negmas(from_negmas(folder(quay_yml=SPACE, port_yml=FUNCTION)).case).files
    space = yaml.safe_load(exported["quay-domain.yml"])
    assert [issue["values"] for issue in space["issues"]] == [["none", "two", "four"], [1, 2, 3, 4]]
    port = yaml.safe_load(exported["port.yml"])
    worth = [
        port["bias"] + sum(
            weight * table["mapping"][option]
            for weight, table, option in zip(port["weights"], port["values"], package, strict=True)
        )
        for package in [("none", 1), ("four", 4), ("two", 2)]
    ]  # fmt: skip
    assert worth == pytest.approx(truth([(0, 0), (2, 3), (1, 1)]))
    assert port["reserved_value"] == 1.5
    assert all(isinstance(weight, int | float) for weight in port["weights"])


def test_numbers_that_yaml_could_take_for_texts_stay_numbers(folder):
    tiny = FUNCTION.replace("weights: [2, 1]", "weights: [2.0e-07, 1.0e-09]").replace("1.5", "0")
    exported = to_negmas(from_negmas(folder(quay_yml=SPACE, port_yml=tiny)).case).files
    weights = yaml.safe_load(exported["port.yml"])["weights"]
    assert all(isinstance(weight, float) for weight in weights)


def test_json_is_read_as_well(folder):
    space = json.dumps(yaml.safe_load(SPACE))
    function = yaml.safe_load(FUNCTION)
    function["values"][1] = {"type": "TableFun", "mapping": {"1": -1, "2": -3, "3": -5, "4": -7}}
    case = from_negmas(folder(quay_json=space, port_json=json.dumps(function))).case
    other = from_negmas(folder(quay_json=space, port_json=json.dumps(function))).case
    packages, worth, _ = utilities(case)
    assert worth["port"] * 14 - 8.5 == pytest.approx(truth(packages))
    assert case == other


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FUNCTION.replace("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction"), "additive"),
        (FUNCTION.replace("AffineFun", "QuadraticFun"), "QuadraticFun"),
        (FUNCTION + "reserved_outcome: [none, 1]\n", "reserved outcome"),
        (FUNCTION + "discount: 0.9\n", "not carried over: discount"),
        ("type: ExpDiscountedUFun\ndiscount: 0.9\nname: Port\nufun:\n  " + FUNCTION.replace("\n", "\n  "), "discount"),
    ],
)  # fmt: skip
def test_what_is_not_carried_over_is_said(folder, text, said):
    imported = from_negmas(folder(quay_yml=SPACE, port_yml=text, town_yml=FUNCTION))
    assert any(said in notice for notice in imported.notices)
    assert said in imported.text


def test_other_files_of_the_folder_are_named(folder):
    imported = from_negmas(folder(quay_yml=SPACE, port_yml=FUNCTION, plan_yml="a: 1\n"))
    assert any("plan.yml was left out" in notice for notice in imported.notices)


def test_plain_tags_and_anchors_are_data(folder):
    text = FUNCTION.replace("weights: [2, 1]", "weights: !!python/tuple [&w 2, 1]")
    text = text.replace("slope: -2", "slope: !!float -2")
    assert from_negmas(folder(quay_yml=SPACE, port_yml=text)).case


def test_linear_functions_of_numbers_are_read(folder):
    space = "issues: [{name: a, type: ContiguousIssue, values: [0, 2]}, {name: b, values: 3}]\ntype: X.OutcomeSpace\n"
    function = "{name: p, type: AffineUtilityFunction, weights: {a: 1, b: 2}, bias: 3}"
    case = from_negmas(folder(quay_yml=space, port_yml=function)).case
    packages, worth, _ = utilities(case)
    assert worth["port"] * 6 == pytest.approx(packages @ [1, 2])


def test_export_import_export_gives_the_same_bytes(folder, tmp_path):
    case = from_negmas(folder(quay_yml=SPACE, port_yml=FUNCTION)).case
    first = to_negmas(case)
    save(first, tmp_path / "out")
    again = from_negmas(tmp_path / "out").case
    assert to_negmas(again).files == first.files
    assert utilities(again)[1]["port"] == pytest.approx(utilities(case)[1]["port"], abs=1e-12)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("weights: [2, 1]", "", "`weights` are missing"),
        ("weights: [2, 1]", "weights: [2]", "found 1 weights, expected 2"),
        ("weights: [2, 1]", "weights: [2, -1]", r"port\.yml:9: weight of 'Years': found -1"),
        ("weights: [2, 1]", "weights: [2, .nan]", "expected a finite number"),
        ("weights: [2, 1]", "weights: [2, true]", "found 'true', expected a number"),
        ("weights: [2, 1]", "weights: {Berths: 2, Cranes: 1}", "has no issue 'Cranes'"),
        ("weights: [2, 1]", "weights: {Berths: 2}", "nothing for 'Years'"),
        ("four: 3", "five: 3", "no option 'five'"),
        (", four: 3", "", "nothing for 'four'"),
        ("four: 3", "none: 3", "stands twice"),
        ("four: 3", "four: .inf", "expected a finite number"),
        ("four: 3", "four: [3]", "found a list, expected a number"),
        ("four: 3", "four: 1.0e+300", "expected a number from"),
        ("TableFun", "AffineFun", "needs numbers"),
        ("reserved_value: 1.5", "reserved_value: .inf", "finite"),
        ("bias: 0.5", "bias: much", "found 'much'"),
    ],
)
def test_a_function_that_does_not_fit_is_one_message(folder, old, new, message):
    assert old in FUNCTION
    scenario = folder(quay_yml=SPACE, port_yml=FUNCTION.replace(old, new, 1))
    with pytest.raises(ExchangeError, match=message) as raised:
        from_negmas(scenario)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[1, 4]", "[1, 1000000]", "at most 200"),
        ("[1, 4]", "[4, 1]", "from the lowest to the highest"),
        ("[1, 4]", "[1.2, 1.8]", "no whole number"),
        ("[none, two, four]", "[]", "found none"),
        ("[none, two, four]", "[none, none]", "stands twice"),
        ("[none, two, four]", "[none, [two]]", "found a list"),
        ("[none, two, four]", "{none: 1}", "found a mapping"),
        ("  values: [1, 4]", "  other: 1", "are missing"),
        ("name: Years", "name: Berths", "stands twice"),
        ("issues:", "isues:", "expected a list of `issues`"),
    ],
)
def test_a_space_that_cannot_be_held_is_one_message(folder, old, new, message):
    assert old in SPACE
    with pytest.raises(ExchangeError, match=message):
        from_negmas(folder(quay_yml=SPACE.replace(old, new, 1), port_yml=FUNCTION))


def test_no_issues_is_one_message(folder):
    space = "issues: []\ntype: CartesianOutcomeSpace\n"
    function = "{type: LinearAdditiveUtilityFunction, weights: [], values: []}"
    with pytest.raises(ExchangeError, match="there are no issues"):
        from_negmas(folder(quay_yml=space, port_yml=function))
