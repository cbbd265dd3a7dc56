"""What held, given that it was signed: features, contrasts, and what is not combined."""

from __future__ import annotations

import dataclasses
import math

import pytest

from goodoffices.record import Choice, features_of, holding, set_beside, table
from goodoffices.record._holds import _contrast


def test_a_package_has_what_the_case_says_its_options_provide_for(valleys, package):
    found = features_of(valleys(), package)
    assert found.present == ("ceasefire", "commission", "monitoring")
    assert {entry.by for entry in found.provisions} == {"case"}
    (commission,) = (e for e in found.provisions if e.feature == "commission")
    assert (commission.issue, commission.option) == ("bridge", "shared")
    assert features_of(valleys(), {"trade": "open"}).present == ()


def test_what_the_case_states_counts_alone(valleys):
    case = valleys({"features": {"monitoring": ["troops.few"]}})
    options = tuple(
        option.model_copy(update={"id": "interposition"}) if option.id == "many" else option
        for option in case.issues[1].options
    )
    troops = case.issues[1].model_copy(update={"options": options})
    issues = (case.issues[0], troops, case.issues[2])
    stated = case.model_copy(update={"issues": issues})
    unstated = stated.model_copy(update={"record": None})
    chosen = {"troops": "interposition"}
    assert features_of(stated, chosen).present == ()
    (found,) = features_of(unstated, chosen).provisions
    assert (found.feature, found.by) == ("peacekeeping", "taxonomy")


def test_an_option_that_neither_case_nor_taxonomy_knows_is_told(valleys, package):
    found = features_of(valleys(None), package)
    assert found.provisions == ()
    # The bridge is of the area territory and shared; what that provides for is not known.
    assert found.untold == (("bridge", "shared"), ("troops", "few"))
    without = features_of(valleys(None), {"bridge": "south", "troops": "none"})
    assert without.untold == ()


def test_every_year_has_its_class_and_the_others_beside_it(valleys, package):
    it = holding(valleys(), package)
    assert [term.years for term in it.terms] == [1, 5, 10]
    assert [term.main for term in it.terms] == [
        "agreement-1y",
        "full-agreement-5y",
        "agreement-10y",
    ]
    assert [rate.id for rate in it.terms[1].classes] == [
        "agreement-5y", "full-agreement-5y", "dyad-agreement-5y", "war-agreement-5y",
        "crisis-formal-mediated-5y",
    ]  # fmt: skip
    assert it.terms[1].rate.value == 0.79
    assert it.unknown == ("monitoring",)
    assert [entry.id for entry in it.directions] == ["mechanisms"]


def test_a_year_of_which_nothing_is_known_says_so(valleys, package):
    it = holding(valleys(), package, years=(3.0,))
    assert it.terms[0].classes == it.terms[0].contrasts == ()
    assert it.terms[0].main is it.terms[0].rate is None
    assert it.known_years == (0.5, 1, 2, 5, 10)


def test_only_classes_in_which_something_was_signed_count(valleys, package):
    it = holding(valleys(), package, choice=Choice())
    for term in it.terms:
        for rate in term.classes:
            assert rate.agreement
            assert "none" not in rate.agreement
            assert rate.feature is None


def test_a_feature_is_a_contrast_and_changes_no_rate(valleys, package):
    with_it = holding(valleys(), package)
    without = holding(valleys(), {"trade": "open"})
    assert [term.classes for term in with_it.terms] == [term.classes for term in without.terms]
    assert [entry.feature for entry in with_it.terms[1].contrasts] == ["ceasefire", "commission"]
    assert without.terms[1].contrasts == ()
    assert with_it.terms[0].contrasts == ()


def test_the_interval_of_a_difference_is_newcombes():
    known = table()
    it = _contrast(known.rate("commission-5y"), known.rate("no-commission-5y"))
    assert it.difference == pytest.approx(0.09)
    # By hand from the Wilson intervals of 108 of 146 and 148 of 227.
    one, other = it.present, it.absent
    low = it.difference - math.sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    assert it.low == pytest.approx(low)
    assert not it.told_apart
    clause = _contrast(known.rate("ceasefire-clause-5y"), known.rate("no-ceasefire-clause-5y"))
    assert clause.told_apart
    assert clause.high < 0


def test_newcombes_interval_equals_his_published_example():
    """Newcombe 1998, table II, (a): 56 of 70 and 48 of 80, method 10: 0.0524 to 0.3339."""
    from goodoffices.preferences import share

    def made(hits, n, rate):
        found = share(hits, n)
        return dataclasses.replace(rate, value=hits / n, n=n, low=found.low, high=found.high)

    known = table()
    first = made(56, 70, known.rate("commission-5y"))
    it = _contrast(first, made(48, 80, known.rate("no-commission-5y")))
    assert it.low == pytest.approx(0.0524, abs=5e-5)
    assert it.high == pytest.approx(0.3339, abs=5e-5)


def test_without_an_interval_nothing_is_told_apart():
    known = table()
    bare = dataclasses.replace(known.rate("commission-5y"), n=None, low=None, high=None)
    it = _contrast(bare, known.rate("no-commission-5y"))
    assert it.low is it.high is None
    assert not it.told_apart


def test_signing_and_holding_are_nowhere_multiplied(valleys, package):
    """No number of the answer is a product of a signing rate and a holding rate."""
    it = set_beside(valleys(), package)
    signing = [rate.value for rate in it.classes.signing if rate.unit == "share"]
    held = [rate for term in it.holding.terms for rate in term.classes]
    products = {round(a * rate.value, 9) for a in signing for rate in held}

    def numbers(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            return [n for part in value for n in numbers(part)]
        return [value] if isinstance(value, float) else []

    shown = {*numbers(it.classes.as_json()), *numbers(it.holding.as_json())}
    shipped = {rate.value for rate in table().rates}
    assert not (products - shipped) & shown


def test_a_draft_tells_what_it_leaves_open(valleys):
    it = holding(valleys(), {"bridge": "shared"})
    assert it.source == "draft"
    assert it.open == ("troops", "trade")
    none = holding(valleys())
    assert none.source == "none"
    assert none.open == ()
    assert none.terms[1].main == "full-agreement-5y"


def test_json_names_its_version(valleys, package):
    data = holding(valleys(), package).as_json()
    assert data["schema"] == "goodoffices/record-holds/1"
    assert data["terms"][1]["contrasts"][1]["present"]["n"] == 146
