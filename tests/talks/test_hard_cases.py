"""Odd calendars, odd numbers, mistakes: a clear message or a sensible answer, never a traceback."""

from __future__ import annotations

import copy
import datetime as dt
import tracemalloc
from typing import Any

import numpy as np
import pytest
from support.two_valleys import frozen

from goodoffices.case import Case, CaseError, NoAnswer, override, read_case
from goodoffices.talks import play_talks, sensitivity, transcribe
from goodoffices.talks._setting import SESSIONS, setting
from goodoffices.talks._simulate import simulate

BASE: dict[str, Any] = {
    "format": 1,
    "case": "hard",
    "title": "A hard case",
    "as_of": "2026-01-01",
    "horizon": "2026-12-31",
    "parties": [
        {"id": "a", "name": "A", "consent": True, "no_agreement": {"utility": 0.3}},
        {"id": "b", "name": "B", "consent": True, "no_agreement": {"utility": 0.3}},
    ],
    "issues": [
        {"id": "i", "name": "I", "area": "territory", "options": ["x", "y", "z"],
         "without_agreement": "x"},
        {"id": "j", "name": "J", "area": "territory", "options": ["x", "y"],
         "without_agreement": "x"},
    ],
    "positions": [
        {"party": "a", "issue": "i", "weight": 0.6, "values": {"x": 0, "y": 0.7, "z": 1}},
        {"party": "b", "issue": "i", "weight": 0.6, "values": {"x": 1, "y": 0.7, "z": 0}},
        {"party": "a", "issue": "j", "weight": 0.4, "values": {"x": 0, "y": 1}},
        {"party": "b", "issue": "j", "weight": 0.4, "values": {"x": 0, "y": 1}},
    ],
    "talks": {"every_days": 20},
}  # fmt: skip
RUNS = 50


def hard(change=None) -> Case:
    raw = copy.deepcopy(BASE)
    if change is not None:
        change(raw)
    return Case.model_validate(frozen(raw))


def round_(name, first, last=None, **more):
    return {"id": name, "dates": [first, last or first], "place": "Town", "format": "proximity",
            "level": "political"} | more  # fmt: skip


def event(name="e", **more):
    return {"id": name, "name": name, "kind": "other"} | more


def final(case, **more):
    answer = play_talks(case, runs=RUNS, **more)
    assert sum(shares[-1].value for shares in answer.states.values()) == pytest.approx(1)
    return {name: shares[-1].value for name, shares in answer.states.items()}


def sessions(case, run=0, **more):
    moments = transcribe(case, run=run, **more).moments
    return [(m.day, m.data["round"]) for m in moments if m.kind == "session"]


def test_the_plain_case_is_agreed():
    assert final(hard())["comprehensive"] == 1


# The calendar.


def test_without_rounds_the_first_session_comes_after_a_gap():
    def change(raw):
        for party in raw["parties"]:
            party["no_agreement"]["utility"] = 0.95

    days = [day for day, _ in sessions(hard(change))]
    assert days[0] == dt.date(2026, 1, 21)
    # 20 days from the end of a session of two days.
    assert days[1] == dt.date(2026, 2, 12)


def test_rounds_out_of_order_are_held_in_order():
    def change(raw):
        raw["rounds"] = [round_("later", "2026-03-01"), round_("sooner", "2026-02-01")]
        for party in raw["parties"]:
            party["no_agreement"]["utility"] = 0.95

    assert sessions(hard(change))[:2] == [
        (dt.date(2026, 2, 1), "sooner"),
        (dt.date(2026, 3, 1), "later"),
    ]


def test_of_overlapping_rounds_the_one_that_begins_first_is_held():
    def change(raw):
        raw["rounds"] = [
            round_("inner", "2026-02-03", "2026-02-04"),
            round_("outer", "2026-02-01", "2026-02-10"),
            round_("after", "2026-02-11"),
        ]
        for party in raw["parties"]:
            party["no_agreement"]["utility"] = 0.95

    assert [name for _, name in sessions(hard(change))][:2] == ["outer", "after"]


def test_rounds_past_the_horizon_are_not_held():
    case = hard(lambda raw: raw.update(rounds=[round_("r", "2027-03-01")]))
    answer = play_talks(case, runs=RUNS)
    assert answer.sessions == 0
    assert answer.states["talking"][-1].value == 1
    assert transcribe(case, run=0).moments == ()


def test_rounds_of_the_past_are_not_held_again():
    case = hard(lambda raw: raw.update(rounds=[round_("r", "2025-11-01")]))
    assert all(name is None for _, name in sessions(case))


def test_a_round_under_way_goes_on():
    case = hard(lambda raw: raw.update(rounds=[round_("r", "2025-12-30", "2026-01-02")]))
    assert sessions(case)[0] == (dt.date(2026, 1, 1), "r")


@pytest.mark.parametrize("last", ["2026-01-10", "2026-01-11", "2026-01-20", "2026-03-09"])
def test_a_round_that_runs_past_the_last_day_signs_nothing_after_it(last):
    def change(raw):
        raw["rounds"] = [round_("r", "2026-01-10", "2026-03-10")]
        raw["talks"] |= {"exchanges": 20, "breaks_off": 1}
        quick = {"strategy": "conceder", "exponent": 0.1}
        raw["talks"]["conduct"] = {"a": quick, "b": quick}

    case, until = hard(change), dt.date.fromisoformat(last)
    final(case, until=until)
    columns = simulate(setting(case, until=until), seed=1, first=0, count=RUNS)
    end = setting(case, until=until).until
    for name in ("signed_at", "closed_at", "suspended_at", "ended_at"):
        assert not ((columns[name] > end) & np.isfinite(columns[name])).any()
    assert (columns["standing"][:, -1] == columns["ended"]).all()


def test_until_before_as_of_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="from 2026-01-01 on"):
        play_talks(hard(), runs=1, until=dt.date(2025, 12, 31))


def test_a_horizon_of_one_day():
    case = hard(lambda raw: raw.update(horizon="2026-01-01"))
    answer = play_talks(case, runs=RUNS)
    assert answer.dates == (dt.date(2026, 1, 1),)
    assert answer.states["talking"][-1].value == 1


def test_the_last_day_there_is():
    def change(raw):
        raw["as_of"], raw["horizon"] = "9999-06-01", "9999-12-31"
        raw["rounds"] = [round_("r", "9999-12-30", "9999-12-31")]
        raw["events"] = [event(kind="deadline", on="9999-12-31", credible=0.5)]

    assert sum(final(hard(change)).values()) == pytest.approx(1)
    assert sessions(hard(change))[0] == (dt.date(9999, 12, 30), "r")


def test_a_horizon_of_one_day_with_a_round_on_it():
    def change(raw):
        raw["horizon"] = "2026-01-01"
        raw["rounds"] = [round_("r", "2026-01-01")]

    assert sum(final(hard(change)).values()) == pytest.approx(1)


def test_more_sessions_than_can_be_played():
    case = hard(lambda raw: raw.update(horizon="2036-01-01", talks={"every_days": 0}))
    with pytest.raises(NoAnswer, match=rf"at most {SESSIONS}; ask for an earlier end"):
        play_talks(case, runs=1)
    assert play_talks(case, runs=1, until=dt.date(2026, 12, 31)).runs == 1


def test_less_than_a_day_between_sessions_is_refused():
    with pytest.raises(CaseError, match="less than a day"):
        override(read_case("camp-david-1978"), {"talks.every_days": "0.5"})


def test_a_suspension_brings_no_session_forward():
    rounds = [
        {"id": f"r{n}", "dates": day, "place": "Here", "format": "bilateral", "level": "political"}
        for n, day in enumerate(("2026-01-10", "2026-10-20"))
    ]
    halt = {"id": "halt", "name": "Halt", "kind": "other", "on": "2026-02-01",
            "effect": {"suspends": 1}}  # fmt: skip
    case = hard(lambda raw: raw.update(horizon="2026-10-01", rounds=rounds, events=[halt]))
    assert len(sessions(case)) == 1


# Events.


@pytest.mark.parametrize(
    "never",
    [
        {"on": "2026-02-01", "probability": 0},
        {"hazard_per_month": 0},
        {"on": "2025-06-01"},
        {"on": "2027-06-01"},
    ],
)
def test_an_event_that_never_happens_changes_nothing(never):
    effect = {"escalates": 1, "suspends": 1, "mediator_leaves": 1, "delays": 100,
              "no_agreement": {"a": 0.5}, "worth": {"b": {"i.y": -0.5}}, "leaves": ["a"]}  # fmt: skip
    case = hard(lambda raw: raw.update(events=[event(**never, effect=effect)]))
    plain, odd = (simulate(setting(c), seed=1, first=0, count=RUNS) for c in (hard(), case))
    for name in plain:
        assert plain[name].tobytes() == odd[name].tobytes(), name


def test_a_hazard_far_above_one():
    case = hard(
        lambda raw: raw.update(events=[event(hazard_per_month=1000, effect={"escalates": 1})])
    )
    assert final(case)["escalated"] == 1


def test_everything_on_one_day():
    def change(raw):
        raw["rounds"] = [round_("r", "2026-02-01")]
        raw["events"] = [
            event("stops", on="2026-02-01", effect={"suspends": 1}),
            event("delays", on="2026-02-01", effect={"delays": 10}),
            event("ends", kind="deadline", on="2026-02-01", credible=1),
        ]

    assert sum(final(hard(change)).values()) == pytest.approx(1)


# The mediator.


def mediated(**fields):
    def change(raw):
        raw["parties"].append(
            {"id": "m", "name": "M",
             "mediator": {"bias": 0, "leverage": 0, "patience": 6} | fields}
        )  # fmt: skip

    return hard(change)


def test_a_mediator_with_nothing_to_spend():
    for case in (mediated(budget=0), mediated(leverage=0)):
        assert final(case)["comprehensive"] > 0.8
        for run in range(5):
            for moment in transcribe(case, run=run).moments:
                if moment.kind == "text":
                    assert not any(moment.data["paid"].values())


def test_a_mediator_without_patience_leaves_at_once():
    answer = play_talks(mediated(patience=0), runs=RUNS)
    assert answer.reached["mediator-left"][0].value == 1
    assert answer.parting is not None
    assert list(answer.parting.by) == [None]
    # Nobody has refused anything yet.
    assert list(answer.parting.blamed) == [None]


# What can be agreed.


def test_a_party_with_no_acceptable_package():
    def change(raw):
        raw["parties"][0]["no_agreement"]["utility"] = 1
        raw["parties"][1]["no_agreement"]["utility"] = 0.5

    case = hard(change)
    states = final(case)
    assert states["comprehensive"] == states["framework"] == states["partial"] == 0


@pytest.mark.parametrize("mediator", [False, True])
@pytest.mark.parametrize("offers", ["least", "trade-off"])
@pytest.mark.parametrize("strategy", ["boulware", "tit-for-tat", "rational"])
def test_every_option_ruled_out(mediator, offers, strategy):
    def change(raw):
        raw["positions"][0]["red_lines"] = [{"options": ["x", "y", "z"], "kind": "absolute"}]
        raw["talks"] |= {"offers": offers, "conduct": {"a": {"strategy": strategy}}}
        if mediator:
            raw["parties"].append(
                {"id": "m", "name": "M", "mediator": {"bias": 0, "leverage": 0, "patience": 6}}
            )

    states = final(hard(change))
    assert states["comprehensive"] == states["framework"] == 0


@pytest.mark.parametrize("offers", ["least", "trade-off"])
def test_one_issue_with_one_option(offers):
    def change(raw):
        raw["issues"] = [{"id": "i", "name": "I", "area": "territory", "options": ["x"],
                          "without_agreement": "x"}]  # fmt: skip
        raw["positions"] = [
            {"party": p, "issue": "i", "weight": 1, "values": {"x": 1}} for p in ("a", "b")
        ]
        raw["talks"] |= {"offers": offers}

    assert final(hard(change))["comprehensive"] == 1


def test_every_issue_separable():
    def change(raw):
        for issue in raw["issues"]:
            issue["separable"] = True
        raw["talks"]["settles_apart"] = 1

    answer = play_talks(hard(change), runs=RUNS)
    assert answer.protocol == "parallel-tracks"
    assert answer.reached["partial"][-1].value == 1


def test_every_issue_a_principle_is_an_agreement_at_once():
    def change(raw):
        for issue in raw["issues"]:
            issue["principle"] = True

    answer = play_talks(hard(change), runs=RUNS)
    assert answer.reached["framework"][-1].value == 0
    assert answer.reached["comprehensive"][-1].value == 1


def test_a_negotiator_missing_from_the_only_round_signs_nothing_there():
    def change(raw):
        raw["rounds"] = [round_("r", "2026-01-10", parties=["a"])]
        raw["horizon"] = "2026-01-15"
        raw["issues"][1]["separable"] = True
        raw["talks"] |= {"settles_apart": 1}
        quick = {"strategy": "conceder", "exponent": 0.1}
        raw["talks"]["conduct"] = {"a": quick, "b": quick}

    states = final(hard(change))
    assert states["talking"] == 1


def test_nobody_or_one_alone_has_nobody_to_talk_to():
    with pytest.raises(NoAnswer, match="1 party has consent: true, and talks need two"):
        play_talks(hard(lambda raw: raw["parties"][1].update(consent=["i"])), runs=1)
    with pytest.raises(NoAnswer, match="no parties have consent: true"):
        play_talks(
            hard(lambda raw: [party.update(consent=False) for party in raw["parties"]]), runs=1
        )


@pytest.mark.parametrize("protocol", ["alternating-offers", "single-text", "parallel-tracks"])
def test_consent_on_every_issue_is_full_consent(protocol):
    """A party whose consent is needed on a list of all issues is a negotiator like another."""

    def change(raw, consent):
        raw["talks"]["protocol"] = protocol
        raw["rounds"] = [round_("r", "2026-02-01", parties=["a", "b"])]
        raw["parties"][1]["consent"] = consent

    listed, full = (hard(lambda raw, c=c: change(raw, c)) for c in (["i", "j"], True))
    one, other = (simulate(setting(c), seed=1, first=0, count=RUNS) for c in (listed, full))
    for name in one:
        assert one[name].tobytes() == other[name].tobytes(), name
    assert final(listed) == final(full)


@pytest.mark.parametrize("runs", [0, -1])
def test_no_runs_are_a_mistake_of_the_caller(runs):
    with pytest.raises(ValueError, match="1"):
        play_talks(hard(), runs=runs)
    with pytest.raises(ValueError, match="from 0"):
        transcribe(hard(), run=-1)


# Size.


def test_a_thousand_exchanges():
    case = hard(lambda raw: raw["talks"].update(exchanges=1000))
    assert final(case)["comprehensive"] == 1


def crowd(raw, many=12):
    raw["parties"] = [
        {"id": f"p{n}", "name": f"P{n}", "consent": True, "no_agreement": {"utility": 0.2}}
        for n in range(many)
    ]
    raw["positions"] = [
        {"party": f"p{n}", "issue": issue["id"], "weight": 0.5,
         "values": {o: round(((n + k) % 5) / 8 + 0.5, 3) for k, o in enumerate(issue["options"])}}
        for n in range(many)
        for issue in raw["issues"]
    ]  # fmt: skip


def test_twelve_negotiators():
    case = hard(crowd)
    tracemalloc.start()
    assert final(case)["comprehensive"] == 1
    assert tracemalloc.get_traced_memory()[1] < 200e6
    tracemalloc.stop()


def test_sensitivity_of_hard_cases_has_an_answer():
    def often(raw):
        raw["talks"]["every_days"] = 0
        raw["horizon"] = "2026-02-01"

    for case in (hard(lambda raw: crowd(raw, 4)), mediated(patience=0), hard(often)):
        assert sensitivity(case, runs=3).result.runs == 3
