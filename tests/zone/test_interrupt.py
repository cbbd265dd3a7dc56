"""An interrupted analysis keeps what it has, and says what it lacks."""

from __future__ import annotations

import pytest

from goodoffices.case import read_case
from goodoffices.zone import _sample, analyse


@pytest.fixture
def camp_david(monkeypatch):
    monkeypatch.setattr(_sample, "_PART", 50)
    return read_case("camp-david-1978").case


def stop_at(part, share):
    def progress(name, done):
        if name == part and done >= share:
            raise KeyboardInterrupt

    return progress


def test_draws_done_before_the_interruption_are_the_answer(camp_david):
    result = analyse(camp_david, draws=200, progress=stop_at("margins", 0.5))
    whole = analyse(camp_david, draws=100)
    assert result.draws == 100
    assert result.zone == whole.zone
    assert result.headline == whole.headline
    assert result.solutions == whole.solutions
    assert result.levers == ()
    assert "100 of 200 draws" in result.unfinished
    assert "what would open it" in result.unfinished


def test_before_the_first_draws_an_interruption_ends_the_analysis(camp_david):
    with pytest.raises(KeyboardInterrupt):
        analyse(camp_david, draws=200, progress=stop_at("the most plausible numbers", 0.0))


def test_parts_of_any_size_give_the_same_bytes(camp_david, monkeypatch):
    whole = analyse(camp_david, draws=130).as_json()
    for size, kept in ((17, 8000), (1000, 8000), (40, 0)):
        monkeypatch.setattr(_sample, "_PART", size)
        monkeypatch.setattr(_sample, "_KEPT", kept)
        assert analyse(camp_david, draws=130).as_json() == whole
