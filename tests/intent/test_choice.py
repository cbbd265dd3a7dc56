"""Choices as evidence: softmax over what could have been done."""

from __future__ import annotations

import copy
import itertools

import numpy as np
import pytest
from support.rivals import data_with, hypothesis, item
from support.two_valleys import case_of

from goodoffices.case import Uncertain
from goodoffices.intent import analyse
from goodoffices.intent._choice import choice_of
from goodoffices.preferences import prepare


def option(key, utility=None, **more):
    given = {} if utility is None else {"utility": dict(zip(("h1", "h2", "h3"), utility,
                                                            strict=False))}  # fmt: skip
    return {"id": key, "name": key, **given, **more}


def choice(options, chosen, **more):
    return {"id": "act", "text": "It acts.", "channel": "choice", "options": options,
            "chosen": chosen, **more}  # fmt: skip


def solve(evidence, count=2, **more):
    return analyse(case_of(data_with(evidence, count=count, **more)), draws=50).mediators[0]


def test_a_choice_follows_the_softmax_and_the_rest_of_the_set_matters():
    acts = [option("push", [1, 0]), option("wait", [0, 0.5], inaction=True)]
    found = solve([choice(acts, "push", rationality=2)])
    like = np.array([np.exp(2) / (np.exp(2) + 1), 1 / (1 + np.exp(1))])
    assert [h.posterior.value for h in found.hypotheses] == pytest.approx(list(like / like.sum()))
    more = [*acts, option("shout", [1, 0])]
    wider = solve([choice(more, "push", rationality=2)])
    like = np.array([np.exp(2) / (2 * np.exp(2) + 1), 1 / (2 + np.exp(1))])
    assert [h.posterior.value for h in wider.hypotheses] == pytest.approx(list(like / like.sum()))


def test_to_do_nothing_is_evidence_too():
    acts = [option("push", [1, 0]), option("wait", [0, 0.5], inaction=True)]
    found = solve([choice(acts, "wait", rationality=2)])
    assert found.best == "h2"


def test_blind_choice_and_worths_alike_tell_nothing():
    acts = [option("push", [1, 0]), option("wait", [0, 1], inaction=True)]
    blind = solve([choice(acts, "push", rationality=0)])
    assert set(blind.items[0].log10.values()) == {0.0}
    acts = [option("push", [[0.1, 0.5, 0.9]] * 2), option("wait", [0, 0], inaction=True)]
    alike = solve([choice(acts, "push", rationality=[1, 3, 8])])
    assert set(alike.items[0].log10.values()) == {0.0}
    assert [h.lower for h in alike.hypotheses] == pytest.approx([0.5, 0.5])
    assert [h.posterior.high for h in alike.hypotheses] == pytest.approx([0.5, 0.5])


def test_cheap_talk_of_a_mediator_without_information_has_a_likelihood_ratio_of_one():
    """Kydd 2003, American Journal of Political Science 47(4), proposition on an uninformed one.

    The hypotheses are about the other side: resolved (h1) or not (h2).  What a mediator says can
    only be worth more or less to it if it knows which is true; a word costs nothing.  Without
    information of its own, its worths are the same under both, whatever its bias, and so its
    words tell nothing.  With information, an unbiased one still says what avoids war, whichever
    is true; a biased one says what is the case, and is believed.
    """

    def talk(says_resolved, says_soft):
        acts = [option("says-resolved", says_resolved), option("says-soft", says_soft),
                option("silence", [0, 0], inaction=True)]  # fmt: skip
        (entry,) = solve([choice(acts, "says-resolved", rationality=4)]).items
        return 10 ** (entry.log10["h1"] - entry.log10["h2"])

    for bias in (0.0, 0.3, 0.9):
        assert talk([0.5 + bias, 0.5 + bias], [0.2, 0.2]) == 1.0
    # Informed and only for peace: that word avoids war under both.
    assert talk([1, 1], [0.2, 0.2]) == 1.0
    # Informed and on the listener's side: to mislead it would hurt its own cause.
    assert talk([1, 0.1], [0.2, 0.9]) > 3


def test_a_proposal_is_worth_what_its_package_brings():
    package = {"bridge": "shared", "trade": "open"}
    acts = [
        option("propose", agreement=0.6, package=package),
        option("hold", months=2, inaction=True),
        option("go", leaves=1),
    ]
    data = data_with([choice(acts, "propose", rationality=3)], count=0)
    wants = {"agreement": 0.5, "parties": {"north": 0.4, "south": 0.2},
             "options": {"bridge.shared": 0.3, "troops.few": 9}}  # fmt: skip
    data["hypotheses"] = [
        hypothesis("h1", utility=wants),
        hypothesis("h2", utility={"process": 0.2, "per_month": -0.05, "exit": 0.4}),
        {**hypothesis("h3"), "utility": None},
    ]
    del data["hypotheses"][2]["utility"]
    case = case_of(data)
    modal = prepare(case).modal()
    fixed = modal.structure

    def gain(party):
        p = fixed.parties.index(party)
        total = 0.0
        for issue, chosen in package.items():
            i = fixed.issues.index(issue)
            total += modal.worth[0, p, i, fixed.options[i].index(chosen)]
            total -= modal.worth[0, p, i, fixed.status_quo[i]]
        return total

    first = 0.6 * (0.5 + 0.3 + 0.4 * gain("north") + 0.2 * gain("south"))
    worth = {"h1": [first, 0, 0], "h2": [0, 2 * 0.15, 0.4], "h3": [0, 0, 0]}
    (found,) = analyse(case, draws=50).mediators
    for key, values in worth.items():
        raised = np.exp(3 * np.array(values))
        assert found.items[0].likelihood[key] == pytest.approx(raised[0] / raised.sum())
    assert found.hypotheses[2].none_of_these
    assert found.items[0].likelihood["h3"] == pytest.approx(1 / 3)


def test_the_interval_of_a_choice_holds_every_corner_and_many_draws():
    rng = np.random.default_rng(3)
    for _ in range(20):
        ends = rng.uniform(-1, 1, (3, 3))
        ends.sort(axis=1)
        lam = sorted(map(float, rng.uniform(0, 6, 3)))
        acts = [option(key, [list(map(float, e)), 0], inaction=key == "a") for key, e in
                zip("abc", ends, strict=True)]  # fmt: skip
        case = case_of(data_with([choice(acts, "b", rationality=lam)], count=2))
        entry = case.evidence[0]
        made = choice_of(entry.options, entry.rationality, "evidence[act]", case.hypotheses)
        low, high = made.interval(0, 1, {})
        seen = []
        for values in itertools.product(*[(e[0], e[2]) for e in ends], (lam[0], lam[2])):
            raised = np.exp(values[3] * np.array(values[:3]))
            seen.append(raised[1] / raised.sum())
        inner = rng.uniform(ends[:, 0], ends[:, 2], (200, 3))
        raised = np.exp(rng.uniform(lam[0], lam[2], (200, 1)) * inner)
        shares = (raised / raised.sum(axis=1, keepdims=True))[:, 1]
        assert low == pytest.approx(min(seen))
        assert low - 1e-12 <= shares.min() <= shares.max() <= high + 1e-12


def test_a_utility_of_the_library_stands_for_one_written_out():
    data = data_with([item("e", [0.5, 0.5])], count=0)
    data["hypotheses"] = [
        {**hypothesis("h1"), "like": "peace-on-one-sides-terms", "side": "south"},
        {**hypothesis("h2"), "like": "exit-and-blame"},
    ]
    for entry in data["hypotheses"]:
        del entry["utility"]
    case = case_of(copy.deepcopy(data))
    first, second = case.hypotheses
    assert first.wants.parties == {"south": Uncertain(0.8, 0.8, 0.8)}
    (found,) = analyse(case, draws=10).mediators
    assert found.hypotheses[0].behaviour.leans == "south"
    assert found.hypotheses[1].behaviour.leaves
    assert second.wants.exit.mode == 0.3
