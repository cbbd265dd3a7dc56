"""What would open an empty zone, on small cases whose answer is plain."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.case import Case
from goodoffices.zone import Repair, analyse


def a_cake(*, floors: tuple[float, float], payer: dict[str, Any] | None = None, **position) -> Case:
    """Return a case of one cake in five cuts, which two parties want whole; a third looks on."""
    parties: list[dict[str, Any]] = [
        {"id": party, "name": party, "consent": True, "no_agreement": {"utility": floor}}
        for party, floor in zip(("anna", "ben"), floors, strict=True)
    ]
    parties.append({"id": "carl", "name": "carl", **({"side_payments": payer} if payer else {})})
    cuts = ("none", "quarter", "half", "most", "all")
    return Case.model_validate(
        {
            "format": 1,
            "case": "cake",
            "title": "A cake",
            "as_of": "2026-01-01",
            "horizon": "2026-12-31",
            "parties": tuple(parties),
            "issues": (
                {
                    "id": "cake",
                    "name": "Cake",
                    "area": "territory",
                    "options": cuts,
                    "without_agreement": "none",
                },
            ),
            "positions": (
                {"party": "anna", "issue": "cake", "weight": 1, "ideal": "all", **position},
                {"party": "ben", "issue": "cake", "weight": 1, "ideal": "none"},
            ),
        }
    )


def told(repair: Repair) -> set[tuple[str, str | None, float | None, str | None]]:
    return {(c.kind, c.party, c.delta, c.payer) for c in repair.changes}


def test_a_floor_falls_just_as_far_as_it_must():
    """The nearest cut that leaves one of them 0.6 leaves the other 0.25."""
    result = analyse(a_cake(floors=(0.6, 0.6)), draws=5)
    assert result.margin.modal == pytest.approx(-0.1)
    assert [told(repair) for repair in result.repairs] == [
        {("lower_floor", "anna", 0.35, None)},
        {("lower_floor", "ben", 0.35, None)},
    ]
    assert [repair.cost for repair in result.repairs] == pytest.approx([0.35, 0.35])


@pytest.mark.parametrize(("budget", "pays"), [(0.35, True), (0.34, False)])
def test_a_guarantor_pays_within_its_budget_and_only_whom_it_would(budget, pays):
    case = a_cake(floors=(0.6, 0.6), payer={"budget": budget, "to": ("ben",)})
    repairs = analyse(case, draws=5).repairs
    paid = [repair for repair in repairs if ("side_payment", "ben", 0.35, "carl") in told(repair)]
    assert bool(paid) is pays
    assert not any(change.party == "anna" and change.payer for r in repairs for change in r.changes)


def test_a_red_line_is_softened_where_that_serves_and_not_given_up_whole():
    lines = ({"options": ("none", "quarter", "half"), "kind": "absolute"},)
    result = analyse(a_cake(floors=(0.4, 0.5), red_lines=lines), draws=5)
    assert [told(repair) for repair in result.repairs] == [
        {("lower_floor", "ben", 0.25, None)},
        {("soften_red_line", "anna", None, None)},
    ]
    assert result.repairs[1].changes[0].options == ("half",)
    assert result.repairs[1].package == {"cake": "half"}


def test_an_open_zone_needs_no_repair():
    assert analyse(a_cake(floors=(0.4, 0.4)), draws=5).repairs == ()


def test_an_option_between_two_that_nobody_can_take_is_put_forward():
    """`declared_ceiling` of the taxonomy stands between the two options that this case has."""
    raw = a_cake(floors=(0.4, 0.4)).model_dump(exclude_none=True)
    issue = {
        "id": "cake",
        "name": "Forces",
        "area": "force_limits",
        "options": ("no-limit", "treaty-ceiling-high"),
        "without_agreement": "no-limit",
    }
    positions = (
        {
            "party": "anna",
            "issue": "cake",
            "weight": 1,
            "values": {"no-limit": 0, "treaty-ceiling-high": 1},
        },
        {
            "party": "ben",
            "issue": "cake",
            "weight": 1,
            "values": {"no-limit": 1, "treaty-ceiling-high": 0},
        },
    )
    raw.update(
        issues=(issue,), positions=positions, as_of="2026-01-01", horizon="2026-12-31", format=1
    )
    result = analyse(Case.model_validate(raw), draws=5)
    assert result.margin.modal == pytest.approx(-0.4)
    added = result.repairs[-1]
    assert added.changes[0].kind == "add_option"
    assert added.changes[0].options == ("declared_ceiling", "no-limit", "treaty-ceiling-high")
    assert added.package == {"cake": "declared_ceiling"}
    assert added.margin == pytest.approx(0.1)
    assert added.zone.value == 1.0
