"""An order that somebody gives, in words and drawn."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from support.made_up import SIGNED, made_up, step, waits

from goodoffices.brief import arrangement_sections, as_text, circle_sections, section_html
from goodoffices.order import Planner

GIVE = [
    step("give", by="a", waits=[waits("a", "pay", claims=["c1"])], days=10, reversible=True,
         kappa={"a": -0.3, "b": 0.3}),
    step("pay", by="b", waits=[waits("b", "give", claims=["c2"])], days=5, reversible=False,
         kappa={"a": 0.3, "b": -0.3}),
    step("sign", settles=["deal.signed"], after=["give", "pay"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def made():
    case = made_up(*GIVE)
    file = SimpleNamespace(case=case, overrides=(), sha256="0" * 64)
    return file, Planner(case, SIGNED, draws=50)


def told(sections):
    return " ".join(as_text(sections).split())


def test_what_is_broken_and_who_would_walk_away(made):
    file, planner = made
    sections = arrangement_sections(file, planner.follow(("pay", "give", "sign"), {}))
    text = told(sections)
    assert "This order does not keep one condition." in text
    assert "it needs a guarantee worth 0.200" in text
    assert "B wants “Give” before “Pay” [3]." in text
    assert "after “Pay”: A by 0.200" in text
    html = "".join(map(section_html, sections))
    assert len(re.findall(r'class="p\d wait unkept"', html)) == 2, "in either layout one"
    assert len(re.findall(r'class="p\d wait"', html)) == 2


def test_an_order_that_cannot_be_has_no_dates(made):
    file, planner = made
    text = told(arrangement_sections(file, planner.follow(("sign", "pay", "give"), {})))
    assert "This order cannot be: “Sign” can only come after “Give”" in text or (
        "This order cannot be: “Sign” can only come after “Pay”" in text
    )
    assert "On the calendar" not in text


def test_the_best_order_is_called_so_and_another_is_set_beside_it(made):
    file, planner = made
    best = planner.follow()
    assert "it is the best order of these acts" in told(arrangement_sections(file, best))
    other = planner.follow(("give", "pay", "sign"), {0: "penalty"})
    text = told(arrangement_sections(file, other))
    assert ("it is the best order" in text) == (other.order == other.least.order)


def test_a_circle_is_drawn_with_what_would_break_it(made):
    file, planner = made
    (section,) = circle_sections(file, planner.follow((), {0: "escrow"}))
    text = told((section,))
    assert "A wants “Pay” before “Give” [2] and B wants “Give” before “Pay” [3]." in text
    assert "Escrow (assumed below)" in text
    assert section_html(section).count('class="figure waits') == 2
