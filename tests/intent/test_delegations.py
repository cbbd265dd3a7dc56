"""What delegations tell: priors of offices, agendas, changes, what is missing and contested."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from support.two_valleys import CASE, case_of

from goodoffices.case import read_case
from goodoffices.intent import analyse
from goodoffices.intent._offices import PORTFOLIOS, announced, prior_counts


def delegate(office, portfolio="political", **more):
    case = copy.deepcopy(CASE)
    case["parties"][0]["delegations"] = {
        "first": [{"name": "X", "office": office, "portfolio": portfolio, **more}]
    }
    return case_of(case)


def counts(office, portfolio="political", offices=()):
    case = delegate(office, portfolio).model_copy()
    case = case_of({**copy.deepcopy(CASE), "offices": list(offices)})
    sent = delegate(office, portfolio).parties[0].delegations["first"][0]
    return dict(zip(PORTFOLIOS, prior_counts(case, sent), strict=True))


def test_an_office_of_the_taxonomy_brings_the_portfolios_of_its_areas():
    # Chief of general staff: ceasefire, force posture, monitoring, force limits, all military.
    assert counts("chief of the General Staff", "military")["military"] == pytest.approx(8.2)
    # A chief negotiator is there for politics, whatever the case says beside it.
    assert counts("presidential aide", "economic")["political"] == pytest.approx(4.2)
    # Parliamentary faction leader: ratification, political framework.
    faction = counts("leader of the ruling faction in parliament")
    assert (faction["legal"], faction["political"]) == pytest.approx((2.2, 6.2))


def test_an_unknown_office_counts_by_what_the_case_states():
    assert counts("keeper of the seals", "legal") == pytest.approx(
        {"military": 0.2, "political": 0.2, "economic": 0.2, "humanitarian": 0.2, "legal": 4.2}
    )


def test_a_case_can_say_what_an_office_is_there_for():
    own = [{"office": "keeper of the seals", "portfolios": {"humanitarian": 6}}]
    assert counts("Keeper of the Great Seals", "legal", own)["humanitarian"] == pytest.approx(6.2)


def test_the_mean_of_an_agenda_is_the_closed_form_and_the_draws_agree():
    case = read_case("geneva-2026").case
    result = analyse(case, draws=4000)
    agenda = next(a for a in result.agendas if (a.party, a.round) == ("ukraine", "geneva-1"))
    sent = next(p for p in case.parties if p.id == "ukraine").delegations["geneva-1"]
    rng = np.random.default_rng(1)
    total = np.full((20_000, 5), 0.5)
    for person in sent:
        total += (2 if person.head else 1) * rng.dirichlet(prior_counts(case, person), 20_000)
    gamma = rng.gamma(total)
    theta = gamma / gamma.sum(axis=1, keepdims=True)
    for k, portfolio in enumerate(PORTFOLIOS):
        share = agenda.shares[portfolio]
        assert share.value == pytest.approx(theta[:, k].mean(), abs=0.006)
        low, high = np.quantile(theta[:, k], (0.05, 0.95))
        assert (share.low, share.high) == pytest.approx((low, high), abs=0.03)
    assert sum(share.value for share in agenda.shares.values()) == pytest.approx(1)


def test_a_separate_track_counts_for_itself():
    result = analyse(case_of(CASE), draws=50)
    second = {a.track: a for a in result.agendas if (a.party, a.round) == ("north", "second")}
    assert set(second) == {None, "trade group"}
    assert second[None].delegates == ("Dr Elm",)
    assert (
        second["trade group"].shares["economic"].value > 0.3 > second[None].shares["economic"].value
    )
    assert second["trade group"].agreement is None


def test_missing_delegations_are_named():
    result = analyse(case_of(CASE), draws=50)
    assert result.missing == (("south", "first"), ("south", "second"), ("empire", "second"))


def test_the_announced_agenda_is_read_by_area():
    case = case_of(CASE)
    assert announced(case, ("bridge", "troops", "trade")) == pytest.approx(
        [1 / 3, 1 / 3, 1 / 3, 0, 0]
    )
    same = delegate("chief of the General Staff", "military", head=True)
    (agenda,) = [a for a in analyse(same, draws=400).agendas if a.party == "north"]
    assert agenda.announced["military"] == 1.0
    other = delegate("minister of trade", "economic", head=True)
    (apart,) = [a for a in analyse(other, draws=400).agendas if a.party == "north"]
    assert agenda.agreement.value > 0.4 > apart.agreement.value


def test_the_change_between_rounds_names_who_drives_it():
    shift = next(s for s in analyse(case_of(CASE), draws=500).shifts if s.party == "north")
    assert (shift.before, shift.after, shift.portfolio) == ("first", "second", "military")
    assert shift.change["military"].value < 0
    assert shift.drivers[0].name == "General Pine"
    assert shift.drivers[0].how == "left"


def test_the_same_people_make_no_change():
    data = copy.deepcopy(CASE)
    sent = data["parties"][0]["delegations"]
    sent["second"] = copy.deepcopy(sent["first"])
    shift = next(s for s in analyse(case_of(data), draws=500).shifts if s.party == "north")
    assert all(change.value == 0 for change in shift.change.values())
    assert shift.drivers == ()
    assert not shift.clear


def test_conflicting_reports_are_shown_with_both_sides():
    result = analyse(read_case("geneva-2026").case, draws=20)
    heads = [c for c in result.contested if c.name == "Igor Kostyukov"]
    assert heads
    for entry in heads:
        assert entry.claims
        assert entry.against


def test_somebody_who_stays_and_no_longer_leads_has_not_gone():
    shifts = analyse(read_case("geneva-2026").case, draws=50).shifts
    russia = next(s for s in shifts if (s.party, s.after) == ("russia", "geneva-1"))
    how = {driver.name: driver.how for driver in russia.drivers}
    assert how["Igor Kostyukov"] == "changed"
    assert how["Vladimir Medinsky"] == "came"
