"""Sets of provisions: what is acceptable is what the sums or means say, set by set."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from exchange.examples import acceptable
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.exchange import ExchangeError, from_table
from goodoffices.zone import analyse

SCORES = st.integers(0, 100).map(lambda tenths: Fraction(tenths, 10))


def written(kind, scores, minimum):
    lines = ["kind,issue,option,party,score", f"provisions,,,,{kind}"]
    for p, row in enumerate(scores):
        lines += [f",article {i},,party {p},{float(score)}" for i, score in enumerate(row)]
        lines.append(f"minimum,,,party {p},{float(minimum[p])}")
    return "\n".join(lines) + "\n"


def meets(kind, row, least, chosen):
    taken = [score for score, there in zip(row, chosen, strict=True) if there]
    if kind == "sum":
        return sum(taken) >= least
    return bool(taken) and sum(taken) / len(taken) >= least


@pytest.mark.parametrize("kind", ["sum", "mean"])
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_enumeration_of_the_sets_agrees(tmp_path_factory, kind, data):
    count, parties = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 3))
    row = st.lists(SCORES, min_size=count, max_size=count)
    scores = data.draw(st.lists(row, min_size=parties, max_size=parties))
    minimum = data.draw(st.lists(SCORES, min_size=parties, max_size=parties))
    path = tmp_path_factory.mktemp("provisions") / "set.csv"
    path.write_text(written(kind, scores, minimum))
    case = from_table(path).case
    packages, fine = acceptable(case)
    assert len(packages) == 2**count
    for chosen in itertools.product((0, 1), repeat=count):
        expected = all(meets(kind, scores[p], minimum[p], chosen) for p in range(parties))
        assert fine[packages.tolist().index(list(chosen))] == expected
    assert (analyse(case, draws=1).margin.modal >= -1e-9) == bool(fine.any())


def test_a_provision_weighs_its_distance_from_the_minimum(tmp_path):
    path = tmp_path / "set.csv"
    path.write_text(written("mean", [[Fraction(3), Fraction(8)]], [Fraction(5)]))
    case = from_table(path).case
    assert [p.weight.mode for p in case.positions] == [2, 3]
    assert [{k: v.mode for k, v in p.values.items()} for p in case.positions] == [
        {"out": 1, "in": 0},
        {"out": 0, "in": 1},
    ]
    assert [str(term) for term in case.links[0].excludes] == ["article-0.out", "article-1.out"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("provisions,,,,median\n,a,,p,1\n", "expected sum or mean"),
        ("provisions,,,,mean\n,a,,p,1\n", "has no minimum"),
        (
            "provisions,,,,mean\nminimum,,,p,1\nminimum,,,q,1\n,a,,p,1\n,b,,p,1\n,a,,q,1\n",
            "no score for 'b'",
        ),
        ("provisions,,,,sum\n,a,maybe,p,1\n", "no options but in and out"),
        ("provisions,,,,sum\nprovisions,,,,sum\n,a,,p,1\n", "stands twice"),
    ],
)
def test_a_wrong_set_is_one_message(tmp_path, text, message):
    path = tmp_path / "set.csv"
    path.write_text("kind,issue,option,party,score\n" + text)
    with pytest.raises(ExchangeError, match=message):
        from_table(path)
