"""What is said of past talks, against counting package by package."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math

import numpy as np
import pytest

from goodoffices.case import NoAnswer, read_case
from goodoffices.preferences import prepare
from goodoffices.record import backtest, outcome_of, outcomes

DRAWS = 25
TOP = 2
SMALL = ("korea-1953", "aceh-2005", "istanbul-2022")


class Counted:
    """The packages of a small case, each looked at in each draw."""

    def __init__(self, name):
        self.case = read_case(name).case
        prepared = prepare(self.case)
        self.fixed = prepared.structure
        self.modal = prepared.modal()
        self.draws = prepared.draw(seed=1, count=DRAWS)
        self.packages = np.array(
            list(itertools.product(*(range(len(o)) for o in self.fixed.options)))
        )
        assert not self.fixed.bonuses

    def index(self, term):
        i = self.fixed.issues.index(term.issue)
        return i, [self.fixed.options[i].index(option) for option in term.options]

    def is_in(self, term):
        i, options = self.index(term)
        return np.isin(self.packages[:, i], options)

    def margin(self, draws, d, give=None, defer=None):
        """The largest smallest surplus, after a party gave way on an issue, or one was put off."""
        fixed, packages = self.fixed, self.packages
        keeps = np.ones(len(packages), dtype=bool)
        for link in self.case.links:
            if link.excludes is not None:
                if not (len(link.excludes) == 1 and link.excludes[0].issue == defer):
                    keeps &= ~np.all([self.is_in(term) for term in link.excludes], axis=0)
            elif link.requires is not None:
                keeps &= ~self.is_in(link.requires.if_) | self.is_in(link.requires.then)
        if defer is not None:
            i = fixed.issues.index(defer)
            keeps &= packages[:, i] == fixed.status_quo[i]
        for k, line in enumerate(fixed.lines):
            place = (fixed.parties[line.party], fixed.issues[line.issue])
            if not draws.holds[d, k] or not fixed.consent[line.party, line.issue]:
                continue
            if place == give or place[1] == defer:
                continue
            keeps &= ~np.isin(packages[:, line.issue], line.options)
        least = np.full(len(packages), math.inf)
        for p, party in enumerate(fixed.parties):
            asked = np.flatnonzero(fixed.consent[p])
            if not len(asked):
                continue
            total = np.zeros(len(packages))
            start = 0.0
            for i in asked:
                worth = np.array(draws.worth[d, p, i])
                if give == (party, fixed.issues[i]):
                    worth = np.maximum(worth, worth[fixed.status_quo[i]])
                total += worth[packages[:, i]]
                start += draws.worth[d, p, i, fixed.status_quo[i]]
            if len(asked) == len(fixed.issues):
                least = np.minimum(least, total - draws.floor[d, p])
            else:
                keeps &= total - start >= -1e-9
        return float(least[keeps].max(initial=-math.inf))

    def zones(self, **change):
        return sum(self.margin(self.draws, d, **change) >= -1e-9 for d in range(DRAWS))

    def changes(self, issue):
        yield {"defer": issue}
        i = self.fixed.issues.index(issue)
        for p in np.flatnonzero(self.fixed.consent[:, i]):
            yield {"give": (self.fixed.parties[p], issue)}


@pytest.fixture(scope="module")
def asked():
    return backtest([read_case(name) for name in SMALL], draws=DRAWS)


@pytest.mark.parametrize("name", SMALL)
def test_issues_are_named_by_what_giving_way_on_them_gains(asked, name):
    trial = next(trial for trial in asked.trials if trial.case == name)
    counted = Counted(name)
    before = counted.zones()
    assert round(trial.zone.value * DRAWS) == before
    gain = {
        issue: max(0, *(counted.zones(**change) - before for change in counted.changes(issue)))
        for issue in counted.fixed.issues
    }
    assert trial.basis == ("zone" if any(gain.values()) else "margin")
    if trial.basis == "margin":
        start = counted.margin(counted.modal, 0)
        gain = {
            issue: max(
                0.0,
                *(counted.margin(counted.modal, 0, **c) - start for c in counted.changes(issue)),
            )
            for issue in gain
        }
    for entry in trial.named:
        scale = DRAWS if trial.basis == "zone" else 1
        assert entry.gain * scale == pytest.approx(gain[entry.issue], abs=1e-8)
        alike = sum(gain[other] >= gain[entry.issue] - 1e-8 for other in gain)
        assert entry.rank == alike
    first = {entry.issue for entry in trial.named if entry.gain > 0 and entry.rank <= TOP}
    assert trial.hit == (outcome_of(counted.case).decisive.issue in first)
    assert trial.luck == TOP / len(gain)


@pytest.mark.parametrize("name", SMALL)
def test_the_package_signed_lies_where_counting_finds_it(asked, name):
    trial = next(trial for trial in asked.trials if trial.case == name)
    end = outcome_of(read_case(name).case)
    if not end.signed:
        assert trial.signed_at is None
        return
    assert not end.deferred
    counted = Counted(name)
    only = [
        counted.fixed.options[i].index(end.package[issue])
        for i, issue in enumerate(counted.fixed.issues)
    ]
    counted.packages = np.array([only])
    assert round(trial.signed_at.robustness.value * DRAWS) == counted.zones()
    assert trial.signed_at.in_zone == (counted.margin(counted.modal, 0) >= -1e-9)


def test_what_blocks_is_told_by_its_issues(asked):
    trial = next(trial for trial in asked.trials if trial.case == "korea-1953")
    assert trial.blocking == ("foreign-troops",)
    assert (trial.blocking_hit, trial.blocking_luck) == (False, 1 / 6)
    other = next(trial for trial in asked.trials if trial.case == "aceh-2005")
    assert other.blocking is other.blocking_hit is other.blocking_luck is None


def test_two_issues_are_named(asked):
    assert asked.top == TOP


def test_luck_is_that_of_guessing_case_by_case(asked):
    """By going through all ways in which guesses can be right and wrong."""
    chances = [trial.luck for trial in asked.trials]
    at_least = 0.0
    for right in itertools.product([True, False], repeat=len(chances)):
        if sum(right) >= asked.named.hits:
            at_least += math.prod(c if r else 1 - c for c, r in zip(chances, right, strict=True))
    assert asked.named.by_luck == pytest.approx(at_least)
    assert asked.named.expected == pytest.approx(sum(chances))
    assert asked.named.hits == sum(trial.hit for trial in asked.trials)


def test_by_default_all_past_talks_are_asked():
    assert {trial.case for trial in backtest(draws=2).trials} == set(outcomes())


def test_the_same_seed_says_the_same():
    files = [read_case("korea-1953")]
    first, again = (json.dumps(backtest(files, draws=5).as_json()) for _ in range(2))
    assert first == again


def test_the_answer_to_the_question_does_not_hang_on_the_end():
    file = read_case("korea-1953")
    end = outcome_of(file.case)
    other = end.model_copy(
        update={"decisive": end.decisive.model_copy(update={"issue": "foreign-troops"})}
    )
    told, retold = (
        backtest([file], ends={"korea-1953": each}, draws=5).trials[0] for each in (end, other)
    )
    assert (told.zone, told.named, told.blocking) == (retold.zone, retold.named, retold.blocking)
    assert (told.hit, retold.hit) == (False, True)
    assert dataclasses.replace(retold, decisive="prisoners", hit=False, blocking_hit=False) == told


def test_an_interruption_ends_it(monkeypatch):
    from goodoffices.record import _backtest

    def interrupted(*arguments, **options):
        return dataclasses.replace(analyse(*arguments, **options), unfinished=("what decides",))

    analyse = _backtest.analyse
    monkeypatch.setattr(_backtest, "analyse", interrupted)
    with pytest.raises(KeyboardInterrupt):
        backtest([read_case("korea-1953")], draws=2)


def test_a_case_is_asked_once_and_needs_an_end():
    file = read_case("korea-1953")
    with pytest.raises(ValueError, match="each case once"):
        backtest([file, file], draws=5)
    with pytest.raises(NoAnswer, match=r"geneva-2026: what became of it is not on record"):
        backtest([read_case("geneva-2026")], draws=5)
