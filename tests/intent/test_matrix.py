"""The matrix goes out and comes back with the same answer, or says what has changed."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.case import read_case
from goodoffices.exchange import ExchangeError
from goodoffices.exchange._matrix import from_matrix
from goodoffices.intent import analyse, matrix_csv, matrix_json, matrix_losses
from goodoffices.intent._inquiry import gains_of, inquiry
from goodoffices.intent._posterior import Modal


def back(case, folder, ending):
    (found,) = analyse(case, draws=20).mediators
    path = folder / f"m.{ending}"
    path.write_text(matrix_csv(case, found) if ending == "csv" else matrix_json(case, found))
    made = from_matrix(path, as_of=case.as_of)
    (again,) = analyse(made.case, draws=20).mediators
    return found, again, made


def values(result):
    return [h.posterior.value for h in result.hypotheses]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_geneva_without_voices_comes_back_the_same(tmp_path, ending):
    case = read_case("geneva-2026").case
    plain = tuple(item.model_copy(update={"voice": None}) for item in case.evidence)
    found, again, _ = back(case.model_copy(update={"evidence": plain}), tmp_path, ending)
    assert values(again) == pytest.approx(values(found), abs=1e-6)
    assert {e.id: e.weight for e in again.items} == pytest.approx(
        {e.id: e.weight for e in found.items}, abs=1e-6
    )


def test_what_a_voice_loses_is_that_its_words_hang_together(tmp_path):
    case = read_case("geneva-2026").case
    found, again, _ = back(case, tmp_path, "json")
    modal = Modal(inquiry(case, "united-states", gains_of(case, seed=1, draws=20)))
    apart = modal.posterior(modal.weights @ modal.alone)
    assert values(again) == pytest.approx(list(apart), abs=1e-6)
    assert np.abs(np.array(values(found)) - apart).max() < 0.05
    notes = " ".join(matrix_losses(case, found, names=True))
    assert "as if it misled in each word anew: e-" in notes
    assert "that it holds on 2026-02-16 was left out" in notes


def test_nothing_is_made_up_about_what_a_hypothesis_wants(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("item,peace,process,none of these\nmeets,C,CC,N\nnames,likely,0.2,N\n")
    made = from_matrix(path)
    (found,) = analyse(made.case, draws=20).mediators
    assert [h.behaviour and h.behaviour.rule for h in found.hypotheses] == [None, None, "stated"]
    assert any("++ is 0.95, + is 0.8" in note for note in made.notices)
    path.write_text("item,peace,process\nmeets,0.4,0.5\n")
    assert not any("++ is" in note for note in from_matrix(path).notices)


def test_a_matrix_without_a_column_of_items_is_told_how_to_call_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Evidence,peace,process\nmeets often,C,CC\n")
    with pytest.raises(ExchangeError, match="'Evidence', 'peace', 'process', expected one called"):
        from_matrix(path)
