"""The product-limit estimate against published examples, lifelines, and an own brute force."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import random
from fractions import Fraction

import lifelines
import pytest
from scipy import stats

from goodoffices.case import GoodofficesError, NoAnswer
from goodoffices.record import Event, Events, survival
from goodoffices.record._survival import held

START = dt.date(1950, 1, 1)

# Freireich et al. 1963, "The effect of 6-mercaptopurine on the duration of steroid-induced
# remissions in acute leukemia", Blood 21(6): weeks of remission, minus where still in remission.
TREATED = (6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35)
PLACEBO = (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)


def event(years: float, *, failed: bool, **features) -> Event:
    """An event that was followed for some years, to the nearest day."""
    until = START + dt.timedelta(days=round(years * 365.25))
    return Event(
        "a",
        str(years),
        2,
        START,
        until,
        failed,
        None,
        None,
        features.pop("agreement", None),
        features,
    )


def of(*followed: float, **features) -> list[Event]:
    """Events by their lengths; below zero where none failed."""
    return [event(abs(each), failed=each > 0, **features) for each in followed]


def events(*these: Event) -> Events:
    return Events("ucdp-agreements", (("a.csv", "0"),), these, ())


def product_limit(followed, years):
    """The estimate by its definition: in fractions, from one death to the next."""
    share = Fraction(1)
    for death in sorted({each.years for each in followed if each.failed and each.years <= years}):
        at_risk = sum(each.years >= death for each in followed)
        deaths = sum(each.years == death and each.failed for each in followed)
        share *= Fraction(at_risk - deaths, at_risk)
    return share


def greenwood_log_log(followed, years):
    """The interval of Kalbfleisch and Prentice, by its formula."""
    share = float(product_limit(followed, years))
    total = 0.0
    for death in sorted({each.years for each in followed if each.failed and each.years <= years}):
        at_risk = sum(each.years >= death for each in followed)
        deaths = sum(each.years == death and each.failed for each in followed)
        total += deaths / (at_risk * (at_risk - deaths))
    spread = stats.norm.ppf(0.975) * math.sqrt(total) / abs(math.log(share))
    return share ** math.exp(spread), share ** math.exp(-spread)


def test_the_example_of_kaplan_and_meier():
    # Kaplan & Meier 1958, section 2: four deaths and four losses among eight.
    followed = of(0.8, -1.0, -2.7, 3.1, 5.4, -7.0, 9.2, -12.1)
    found = held("all", followed, (0.5, 0.9, 3.2, 5.5, 9.3, 12.0, 12.2))
    assert [each.value for each in found.held[:6]] == pytest.approx(
        [1, 7 / 8, 7 / 10, 21 / 40, 21 / 80, 21 / 80]
    )
    assert [each.at_risk for each in found.held] == [8, 7, 4, 3, 1, 1, 0]
    assert [each.failed for each in found.held] == [0, 1, 2, 3, 4, 4, 4]
    assert found.held[6].value is found.held[6].low is None
    assert (found.n, found.failed, found.anecdote) == (8, 4, True)


def test_the_remissions_of_freireich():
    # The estimates and the log-rank statistic 16.79 are those of every textbook since, for example
    # Kleinbaum & Klein 2012, Survival Analysis, 3rd edition, chapter 2.
    treated = of(*TREATED, commission=True)
    placebo = of(*PLACEBO, commission=False)
    result = survival(events(*treated, *placebo), by="commission", years=(6.5, 10.5, 16.5, 23.5))
    first, second = result.classes
    assert [each.value for each in first.held] == pytest.approx(
        [0.8571, 0.7529, 0.6275, 0.4482], abs=5e-5
    )
    assert (first.name, second.name) == ("with commission", "without commission")
    assert second.held[1].value == pytest.approx(8 / 21)
    assert result.p == pytest.approx(stats.chi2.sf(16.79, 1), rel=0.01)
    # All of them had relapsed by week 23: the bound is that of the last one at risk.
    assert (second.held[3].value, second.held[3].low, second.held[3].high) == (0, 0, 0.975)


@pytest.mark.parametrize("seed", range(8))
def test_it_is_the_product_limit_and_lifelines_own(seed):
    rng = random.Random(seed)
    followed = [
        event(rng.choice((1, 2, 3, rng.uniform(0, 12))), failed=rng.random() < 0.5)
        for _ in range(rng.randint(15, 60))
    ]
    years = (0.5, 1.5, 2.0, 3.5, 8.0)
    found = held("all", followed, years)
    fitted = lifelines.KaplanMeierFitter().fit(
        [each.years for each in followed], [each.failed for each in followed]
    )
    bounds = fitted.confidence_interval_survival_function_
    for each in found.held:
        share = product_limit(followed, each.years)
        assert each.at_risk == sum(one.years >= each.years for one in followed)
        if not each.at_risk:
            assert each.value is None
            continue
        assert each.value == pytest.approx(float(share))
        assert each.value == pytest.approx(float(fitted.predict(each.years)))
        assert each.low <= each.value <= each.high
        if each.failed:
            assert (each.low, each.high) == pytest.approx(greenwood_log_log(followed, each.years))
            before = bounds[bounds.index <= each.years].iloc[-1]
            assert (each.low, each.high) == pytest.approx(tuple(before))


def test_where_none_failed_the_interval_is_the_exact_one():
    (found,) = held("all", of(*[-5.0] * 14), (4.0,)).held
    low = stats.beta.ppf(0.025, 14, 1)  # Clopper & Pearson 1934
    assert (found.value, found.low, found.high) == (1, pytest.approx(low), 1)
    (cut,) = held("all", of(*[-2.0] * 10, *[-5.0] * 4), (4.0,)).held
    assert cut.low == pytest.approx(stats.beta.ppf(0.025, 4, 1))


def test_a_failure_on_the_very_day_counts():
    exact = Event("a", "1", 2, START, dt.date(1953, 12, 31), True, None, None, None, {})
    years = exact.years
    found = held("all", [exact, *of(-9.0)], (years - 0.01, years, years + 0.01)).held
    assert [each.value for each in found] == [1, 0.5, 0.5]
    assert [each.at_risk for each in found] == [2, 2, 1]


def test_a_difference_is_put_together_from_two_intervals():
    these = events(
        *of(1, 2, 3, -4, -6, -7, -8, -9, commission=True),
        *of(1, 1, 2, 2, 3, -4, -9, -9, commission=False),
    )
    result = survival(these, by="commission", years=(5,))
    one, other = (each.held[0] for each in result.classes)
    (found,) = result.differences
    assert found.value == pytest.approx(one.value - other.value)
    assert found.value - found.low == pytest.approx(
        math.sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    )
    assert found.high - found.value == pytest.approx(
        math.sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    )
    assert (found.first, found.second, found.anecdote) == (
        "with commission",
        "without commission",
        True,
    )


def test_intervals_cover_as_often_as_they_say():
    # Of 120 samples with a known chance the interval should hold the truth in about 114; a right
    # one is outside these bounds once in a thousand seeds.
    rng = random.Random(5)
    hits = 0
    for _ in range(120):
        these = []
        for _ in range(40):
            fails, leaves = rng.expovariate(0.1), rng.uniform(2, 15)
            these.append(event(min(fails, leaves), failed=fails <= leaves))
        (found,) = held("all", these, (5.0,)).held
        hits += found.low <= math.exp(-0.5) <= found.high
    assert 105 <= hits <= 119


def test_where_every_event_is_its_own_group_the_intervals_are_the_same():
    rng = random.Random(3)
    followed = [
        Event("a", str(n), 2, START, START + dt.timedelta(days=rng.randint(1, 4000)), rng.random() < 0.5, None, None, None, {})
        for n in range(50)
    ]  # fmt: skip
    for each in held("all", followed, (2.0, 5.0, 9.0)).held:
        assert (each.group_low, each.group_high) == pytest.approx((each.low, each.high))


def test_what_is_told_four_times_counts_once():
    once = of(*TREATED)
    four = [dataclasses.replace(each, group=str(n)) for n, each in enumerate(once)] * 4
    alone = held("once", once, (10.5, 23.5))
    found = held("four", four, (10.5, 23.5))
    assert (found.n, found.groups) == (84, 21)
    for one, each in zip(alone.held, found.held, strict=True):
        assert each.value == pytest.approx(one.value)
        assert (each.group_low, each.group_high) == pytest.approx((one.low, one.high))
        assert each.high - each.low < one.high - one.low


def test_a_difference_by_groups_is_that_of_independent_ones_where_each_is_alone():
    first, second = of(1, 2, 3, -4, -6, -7, -8, -9), of(1.5, 1.6, 2.5, 2.6, 3.5, -4.5, -9.5, -9.6)
    these = [
        dataclasses.replace(each, group=str(n), features={"commission": n < 8})
        for n, each in enumerate((*first, *second))
    ]
    (found,) = survival(events(*these), by="commission", years=(5,)).differences
    variance = 0.0
    for sample in (first, second):
        share = float(product_limit(sample, 5))
        # Greenwood's sum, without censoring before: 1/n - 1/left, by telescoping.
        left = sum(each.years > 5 for each in sample) + sum(
            not each.failed and each.years <= 5 for each in sample
        )
        dead = len(sample) - left
        total = sum(1 / ((len(sample) - k) * (len(sample) - k - 1)) for k in range(dead))
        variance += share**2 * total
    half = stats.norm.ppf(0.975) * math.sqrt(variance)
    assert (found.group_low, found.group_high) == pytest.approx(
        (found.value - half, found.value + half)
    )


def test_a_group_in_both_classes_is_one_unit():
    # Each group has one event in either class, and both fail on the same day: then nothing differs,
    # and there is no doubt of it.
    these = [
        dataclasses.replace(each, group=str(n), features={"commission": has})
        for has in (True, False)
        for n, each in enumerate(of(1, 2, 3, -4, -6, -7))
    ]
    (found,) = survival(events(*these), by="commission", years=(5,)).differences
    assert (found.group_low, found.group_high) == pytest.approx((0, 0))
    assert found.low < -0.3


def test_intervals_by_groups_cover_where_the_others_do_not():
    # Thirty groups of four that fail on one day: the truth is e^-0.5 after five years.
    rng = random.Random(11)
    alone = grouped = 0
    for _ in range(60):
        these = []
        for group in range(30):
            fails = rng.expovariate(0.1)
            for _ in range(4):
                leaves = rng.uniform(5, 15)
                each = event(min(fails, leaves), failed=fails <= leaves)
                these.append(dataclasses.replace(each, group=str(group)))
        (found,) = held("all", these, (5.0,)).held
        alone += found.low <= math.exp(-0.5) <= found.high
        grouped += found.group_low <= math.exp(-0.5) <= found.group_high
    assert alone < 45
    assert 51 <= grouped <= 60


def test_without_a_failure_groups_bound_what_is_known():
    these = [dataclasses.replace(each, group=str(n % 3)) for n, each in enumerate(of(*[-5.0] * 12))]
    (found,) = held("all", these, (4.0,)).held
    assert found.low == pytest.approx(stats.beta.ppf(0.025, 12, 1))
    assert found.group_low == pytest.approx(stats.beta.ppf(0.025, 3, 1))


def test_classes_by_text_are_compared_with_the_largest():
    these = events(
        *of(*[1.0] * 5, -2.0, agreement="full"),
        *of(*[-6.0] * 8, agreement="partial"),
        *of(*[2.0, -6.0], agreement="process"),
        *of(-6.0),
    )
    result = survival(these, by="agreement", years=(1.5,))
    assert [each.name for each in result.classes] == ["partial", "full", "process"]
    assert [(each.first, each.second) for each in result.differences] == [
        ("full", "partial"), ("process", "partial"),
    ]  # fmt: skip
    assert result.uncoded == 1
    assert all(each.anecdote for each in result.classes)
    assert result.p is not None
    assert result.p < 0.05


def test_a_class_of_thirty_is_no_anecdote():
    few, enough = of(*[-5.0] * 29), of(*[-5.0] * 30)
    assert held("few", few, (1,)).anecdote is True
    assert held("enough", enough, (1,)).anecdote is False


def test_only_one_class_or_no_failure_has_no_test():
    assert survival(events(*of(1, 2, -3))).p is None
    both = events(*of(-1, -2, commission=True), *of(-3, commission=False))
    assert survival(both, by="commission").p is None


def test_how_many_groups_there_are():
    (found,) = survival(events(*of(1, 1, 1, -3))).classes
    assert (found.n, found.groups, found.longest) == (4, 2, pytest.approx(3, abs=0.002))


def test_a_class_can_be_chosen_and_may_be_empty():
    these = events(
        *of(1, -2, commission=True, agreement="full"), *of(3, commission=False, agreement="partial")
    )
    result = survival(these, only={"commission": "yes", "agreement": "full"})
    assert (result.classes[0].n, dict(result.only)) == (
        2,
        {"commission": "yes", "agreement": "full"},
    )
    with pytest.raises(
        NoAnswer, match="the class is empty, no event has commission=no and agreement=full"
    ):
        survival(these, only={"commission": "no", "agreement": "full"})
    with pytest.raises(NoAnswer, match="the class 'all' is empty"):
        held("all", [], (1,))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"by": "colour"}, "has no feature 'colour', expected one of agreement"),
        ({"by": "guarantee"}, "is not coded in these files; it needs the file of PA-X"),
        ({"by": "amnesty"}, "'amnesty' is not coded in these files"),
        (
            {"only": {"commission": "maybe"}},
            "no event has commission=maybe; expected one of no, yes",
        ),
        ({"only": {"colour": "red"}}, "has no feature 'colour'"),
        ({"years": (0,)}, "found 0 years"),
        ({"years": (float("nan"),)}, "found nan years"),
    ],
)
def test_what_cannot_be_asked(asked, message):
    these = events(*of(1, -2, commission=True), *of(3, commission=False))
    with pytest.raises(GoodofficesError, match=message):
        survival(these, **asked)


def test_a_data_set_that_follows_nothing_through_time():
    with pytest.raises(NoAnswer, match="does not say how long anything held"):
        survival(Events("icb", (), tuple(of(1)), ()))


def test_a_missing_library_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "lifelines", None)
    with pytest.raises(GoodofficesError, match=r"needs lifelines; install goodoffices\[record\]"):
        held("all", of(1, 2), (1,))


def test_as_json_names_its_version():
    data = survival(events(*of(1, -2))).as_json()
    assert data["schema"] == "goodoffices/record-survival/1"
    assert data["classes"][0]["held"][0]["years"] == 1
