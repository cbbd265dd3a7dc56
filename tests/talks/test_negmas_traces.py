"""Every offer is the one that NegMAS makes, on small scenarios of our own.

NegMAS (AGPL) is a peer, never a dependency, so its traces are recorded beside this file.  In an
environment of its own:

    python3 -m venv build/peers
    build/peers/bin/pip install negmas==0.16.0
    build/peers/bin/python tests/talks/test_negmas_traces.py > tests/talks/negmas_traces.json

Where NegMAS can be imported, the recording is compared with it again.  All scenarios in
circulation are compared by benchmarks/talks_against_negmas.py.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import sys
import warnings
from pathlib import Path

import numpy as np

RECORDED = Path(__file__).with_name("negmas_traces.json")
SLACK = 1e-4
"""What NegMAS's parties let fall short of their targets (`eps` of UtilBasedNegotiator)."""
NAMES = ("boulware", "linear", "conceder")

# By scenario: for each party its reserved value and, issue by issue, the values of the options.
# No two packages are worth the same to anybody, so that nothing hangs on the order of ties.
SCENARIOS = {
    "harbour": [
        (0.31, [[0.0, 0.173, 0.411], [0.223, 0.0, 0.067, 0.119], [0.0, 0.287, 0.366]]),
        (0.22, [[0.4, 0.135, 0.0], [0.0, 0.302, 0.192, 0.255], [0.298, 0.099, 0.0]]),
    ],
    "far apart": [
        (0.7, [[0.0, 0.331, 0.617], [0.0, 0.151, 0.383]]),
        (0.6, [[0.523, 0.217, 0.0], [0.477, 0.301, 0.0]]),
    ],
    "three rivers": [
        (0.2, [[0.0, 0.261, 0.502], [0.0, 0.117, 0.208, 0.286], [0.219, 0.0]]),
        (0.1, [[0.311, 0.127, 0.0], [0.433, 0.0, 0.259, 0.139], [0.0, 0.256]]),
        (-np.inf, [[0.0, 0.376, 0.081], [0.151, 0.39, 0.0, 0.277], [0.0, 0.218]]),
    ],
}
STEPS = (7, 60)


def utilities(parties):
    """Return the utilities (N, P) of all packages in order, added up issue by issue."""
    columns = []
    for _, issues in parties:
        total = np.zeros(1)
        for values in issues:
            total = (total[:, None] + np.array(values)).ravel()
        columns.append(total)
    return np.stack(columns, axis=1)


def sittings():
    """Yield every scenario with every order of its parties, strategies and length."""
    for scenario, parties in SCENARIOS.items():
        for order in itertools.permutations(range(len(parties))):
            if order[0] > order[-1] and len(parties) > 2:
                continue
            for names in itertools.product(NAMES, repeat=len(parties)):
                for steps in STEPS:
                    yield scenario, order, names, steps


def turns(offers, parties, count):
    """Write offers as a line of items, turn by turn, with a dot where none was made."""
    made = {step * parties + party: item for step, party, item in offers}
    return " ".join(str(made.get(turn, ".")) for turn in range(count))


def negmas_said(scenario, order, names, steps):
    """Return what NegMAS's parties say, and the package that they agree on."""
    from negmas import make_issue
    from negmas.outcomes import make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.value_fun import TableFun
    from negmas.sao import (
        BoulwareTBNegotiator,
        ConcederTBNegotiator,
        LinearTBNegotiator,
        SAOMechanism,
    )

    classes = (BoulwareTBNegotiator, LinearTBNegotiator, ConcederTBNegotiator)
    parties = [SCENARIOS[scenario][p] for p in order]
    sizes = [len(values) for values in parties[0][1]]
    space = make_os([make_issue(size, f"issue {i}") for i, size in enumerate(sizes)])
    number = {outcome: x for x, outcome in enumerate(itertools.product(*map(range, sizes)))}
    session = SAOMechanism(outcome_space=space, n_steps=steps)
    for (reserved, issues), name in zip(parties, names, strict=True):
        function = LinearAdditiveUtilityFunction(
            values=[TableFun(dict(enumerate(values))) for values in issues],
            weights=[1.0] * len(issues),
            outcome_space=space,
            reserved_value=reserved,
        )
        session.add(dict(zip(NAMES, classes, strict=True))[name](), ufun=function)
    session.run()
    place = {each.id: p for p, each in enumerate(session.negotiators)}
    offers = [(step, place[who], number[what]) for step, who, what in session.extended_trace]
    agreed = session.state.agreement
    count = max(step * len(parties) + p for step, p, _ in offers) + 1
    return turns(offers, len(parties), count), None if agreed is None else number[agreed]


def record():
    """Return all sittings as NegMAS holds them."""
    warnings.simplefilter("ignore")
    return {
        f"{scenario} {''.join(map(str, order))} {' '.join(names)} {steps}": negmas_said(
            scenario, order, names, steps
        )
        for scenario, order, names, steps in sittings()
    }


def ours(scenario, order, names, steps):
    """Return what our parties say, and the package that they agree on."""
    from goodoffices.talks._concession import EXPONENTS, conceded, demanded
    from goodoffices.talks._offers import offer_table, play

    parties = [SCENARIOS[scenario][p] for p in order]
    utility = utilities(parties)
    floor = np.array([reserved for reserved, _ in parties])
    low, best = np.maximum(utility.min(axis=0), floor), utility.max(axis=0)
    tau = (np.arange(steps)[:, None] + 1) / (steps + 1)
    share = conceded(tau, [EXPONENTS[name] for name in names])
    asked = demanded(share, floor=low, best=best)
    target = np.clip(asked - SLACK, low, best)[None]
    found = play(offer_table(utility[None], "least"), target, floor=floor, transcript=True)
    offers = [
        (int(t), int(p), int(found.said[0, t, p])) for t, p in np.argwhere(found.said[0] >= 0)
    ]
    count = max(t * len(parties) + p for t, p, _ in offers) + 1
    agreed = int(found.agreed[0])
    return turns(offers, len(parties), count), None if agreed < 0 else agreed


def test_no_tie_blurs_the_scenarios():
    for parties in SCENARIOS.values():
        utility = np.sort(utilities(parties), axis=0)
        assert np.diff(utility, axis=0).min() > 1e-4


def test_every_offer_and_agreement_is_the_recorded_one():
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    count = 0
    for scenario, order, names, steps in sittings():
        said, agreed = recorded[f"{scenario} {''.join(map(str, order))} {' '.join(names)} {steps}"]
        assert ours(scenario, order, names, steps) == (said, agreed)
        count += 1
    assert count == len(recorded)


def test_the_recording_shows_agreements_and_failures_among_two_and_three():
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    for scenario in ("harbour", "three rivers"):
        ends = {agreed for name, (_, agreed) in recorded.items() if name.startswith(scenario)}
        assert None in ends
        assert len(ends) > 5
    assert {a for name, (_, a) in recorded.items() if name.startswith("far apart")} == {None}
    assert any("." in said for said, _ in recorded.values())


def test_the_recording_is_what_negmas_says_today():
    import pytest

    if importlib.util.find_spec("negmas") is None:
        pytest.skip("needs NegMAS 0.16, which is no dependency")
    assert json.loads(json.dumps(record())) == json.loads(RECORDED.read_text(encoding="utf-8"))


if __name__ == "__main__":
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in record().items()]
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
