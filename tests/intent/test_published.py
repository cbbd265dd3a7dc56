"""Published formulas and answers, and a published defect that is not reproduced.

Schiller, "ACH and Bayesian reasoning" (toddschiller.com/artifacts/ach-bayesian): marks as
likelihoods and the naive product.  Burton, Open Source ACH, commit 97177f8: a measure of
diagnosticity that ranks evidence against every hypothesis first.
"""

from __future__ import annotations

import json

import numpy as np
import pytest
from support.rivals import item, of, rivals

from goodoffices.intent import analyse

SCHILLER = [[0.8, 0.2, 0.5], [0.95, 0.8, 0.05], [0.5, 0.5, 0.5]]


def posterior(case, **more):
    (found,) = analyse(case, draws=20, **more).mediators
    return np.array([h.posterior.value for h in found.hypotheses])


def test_the_product_rule_gives_the_published_posterior():
    (found,) = analyse(rivals(*SCHILLER), draws=20).mediators
    values = [h.posterior.value for h in found.hypotheses]
    assert values == pytest.approx([0.8042328042328041, 0.16931216931216933, 0.026455026455026454])
    assert found.log10_factor == pytest.approx(0.6766936096248664)
    bits = {entry.id: entry.bits for entry in found.items}
    assert bits["e0"] == pytest.approx(0.18538127007509186)
    assert bits["e1"] == pytest.approx(0.5393765914149102)
    assert bits["e2"] == 0.0


@pytest.mark.parametrize("level", [0.95, 0.5, 0.05, 0.01, [0.2, 0.4, 0.7]])
def test_what_all_predict_alike_contributes_exactly_nothing(level):
    with_it = rivals(*SCHILLER, [level] * 3)
    (found,) = analyse(with_it, draws=50).mediators
    (before,) = analyse(rivals(*SCHILLER), draws=50).mediators
    entry = next(entry for entry in found.items if entry.id == "e3")
    assert set(entry.log10.values()) == {0.0}
    assert entry.bits == 0.0
    for a, b in zip(found.hypotheses, before.hypotheses, strict=True):
        assert a.posterior.value == pytest.approx(b.posterior.value, abs=1e-15)
        assert (a.posterior.low, a.lower, a.upper) == pytest.approx(
            (b.posterior.low, b.lower, b.upper), abs=1e-12
        )


def test_a_duplicate_row_is_counted_once_in_a_group_and_twice_without():
    rows = [*SCHILLER, SCHILLER[0]]
    apart = of([item(f"e{n}", row) for n, row in enumerate(rows)])
    once = of([item(f"e{n}", row, **({"group": "g"} if n in (0, 3) else {}))
               for n, row in enumerate(rows)])  # fmt: skip
    assert posterior(apart) == pytest.approx([0.9318007662835249, 0.04904214559386973,
                                              0.019157088122605363])  # fmt: skip
    assert posterior(once) == pytest.approx([0.8042328042328041, 0.16931216931216933,
                                             0.026455026455026454])  # fmt: skip
    (found,) = analyse(once, draws=20).mediators
    naive = [h.naive for h in found.hypotheses]
    assert naive == pytest.approx([0.9318007662835249, 0.04904214559386973, 0.019157088122605363])


def test_reliability_mixes_with_what_tells_nothing():
    (found,) = analyse(of([item("e", SCHILLER[0], reliability=0.5)]), draws=20).mediators
    assert list(found.items[0].discounted.values()) == pytest.approx([0.65, 0.35, 0.5])
    assert posterior(of([item("e", SCHILLER[0], reliability=0)])) == pytest.approx([1 / 3] * 3)


def test_evidence_against_every_hypothesis_does_not_rank_first():
    # Burton's getDiag ranks E1 first, which is inconsistent with all and so tells nothing.
    case = rivals([0.2, 0.2, 0.2], [0.95, 0.95, 0.05], [0.8, 0.2, 0.8])
    (found,) = analyse(case, draws=20).mediators
    assert [entry.id for entry in found.items] == ["e1", "e2", "e0"]


def test_the_answers_beside_the_project(shared):
    golden = json.loads((shared / "golden" / "evidence" / "bayesian_ach.json").read_text())
    rows = [[golden["mapping"][mark] for mark in row] for row in golden["matrix"]]
    (found,) = analyse(rivals(*rows), draws=20).mediators
    assert [h.posterior.value for h in found.hypotheses] == pytest.approx(golden["posterior"])
    bits = {entry.id: entry.bits for entry in found.items}
    assert [bits[f"e{n}"] for n in range(3)] == pytest.approx(golden["diagnosticity_bits"])
    scores = json.loads(
        (shared / "golden" / "evidence" / "open_source_ach_scores.json").read_text()
    )
    level = {"I": 0.2, "C": 0.8, "VC": 0.95, "VI": 0.05}
    evidence = [item(key.lower(), [level[m] for m in row]) for key, row in scores["rows"].items()]
    (found,) = analyse(of(evidence), draws=20).mediators
    order = [entry.id.upper() for entry in found.items]
    assert order == scores["expected_order_by_any_likelihood_measure"]
