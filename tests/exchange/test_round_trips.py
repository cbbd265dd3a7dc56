"""There and back again: the same utilities, and the same bytes."""

from __future__ import annotations

import json

import numpy as np
import pytest
from exchange.examples import acceptable, utilities
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_cases import random_case

from goodoffices.case import bundled, parse_case, read_case
from goodoffices.exchange import (
    from_genius,
    from_negmas,
    from_table,
    save,
    to_genius,
    to_json,
    to_negmas,
    to_table,
)
from goodoffices.exchange._outline import outline

READ = {"genius": from_genius, "negmas": from_negmas, "table": from_table}
WRITE = {"genius": to_genius, "negmas": to_negmas, "table": to_table}

NUMBER = st.one_of(
    st.integers(-1000, 1000),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: 0.0 if abs(x) < 1e-9 else x),
    st.sampled_from([0, 1, 0.5, 1 / 3, 1e9, -1e9]),
)
NAME = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]),
    min_size=1, max_size=12,
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip


@st.composite
def tables(draw):
    """Draw a table: any scores and minimums, odd names, vetoes and exclusions."""
    issues = draw(st.lists(NAME, min_size=1, max_size=3, unique=True))
    options = {i: draw(st.lists(NAME, min_size=1, max_size=3, unique=True)) for i in issues}
    parties = draw(st.lists(NAME, min_size=1, max_size=3, unique=True))
    rows = [["kind", "rule", "issue", "option", "party", "score"]]
    for party in parties:
        for n, issue in enumerate(issues):
            if n == 0 or draw(st.booleans()):
                rows += [["", "", issue, o, party, repr(draw(NUMBER))] for o in options[issue]]
        if draw(st.booleans()):
            rows.append(["minimum", "", "", "", party, repr(draw(NUMBER))])
        if draw(st.booleans()):
            issue = draw(st.sampled_from(issues))
            rows.append(["veto", "", issue, draw(st.sampled_from(options[issue])), party, ""])
    for issue in issues:
        rows += [["option", "", issue, option, "", ""] for option in options[issue]]
        rows.append(["exclude", "a", issue, draw(st.sampled_from(options[issue])), "", ""])
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return "\n".join(quoted) + "\n"


def there(written, folder):
    target = folder / ("scenario.csv" if set(written.files) == {""} else "scenario")
    save(written, target)
    return target


def same(one, other, *, kind):
    """Compare utilities and floors of the parties.

    Folders give parties back in the order of file names.  A table has scores and no scale: where a
    party's best options are worth less than 1, it comes back on a scale of its own.
    """
    worth, floors = utilities(one)[1:]
    back, least = utilities(other)[1:]
    valued = [p for p in worth if any(q.party == p and valued_at(one, q) for q in one.positions)]
    valued = valued if kind == "table" else sorted(valued, key=lambda key: f"{key}.")
    assert len(valued) == len(back)
    holders = {holder.id: holder for holder in outline(one).holders}
    for a, b in zip(valued, back, strict=True):
        scale = 1.0
        if kind == "table" and np.ptp(back[b]) > 0:
            scale = np.ptp(worth[a]) / np.ptp(back[b])
        # Scores of millions hold differences of one with so many digits less.
        loss = 1e-12 * (1 + abs(holders[a].start) / holders[a].width)
        assert worth[a] - floors[a] == pytest.approx(scale * (back[b] - least[b]), abs=loss)
        if kind != "table":
            assert worth[a] == pytest.approx(back[b], abs=1e-12)


def valued_at(case, position):
    ranked = {party.id: party.weights.ranking for party in case.parties if party.weights}
    return position.weight is not None or position.issue in ranked.get(position.party, ())


@pytest.mark.parametrize("kind", READ)
@settings(deadline=None, max_examples=60)
@given(text=tables())
def test_a_random_domain_comes_back_as_it_went(tmp_path_factory, kind, text):
    path = tmp_path_factory.mktemp("trip") / "scenario.csv"
    path.write_text(text)
    case = from_table(path).case
    first = WRITE[kind](case)
    again = READ[kind](there(first, tmp_path_factory.mktemp("first"))).case
    assert WRITE[kind](again).files == first.files
    same(case, again, kind=kind)
    if kind == "table":
        assert (acceptable(case)[1] == acceptable(again)[1]).all()


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("seed", range(30))
def test_a_case_of_our_own_comes_back_as_it_went(tmp_path, kind, seed):
    case = random_case(seed)
    first = WRITE[kind](case)
    again = READ[kind](there(first, tmp_path)).case
    assert WRITE[kind](again).files == first.files
    if not any(link.bonus for link in case.links):
        same(case, again, kind=kind)


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_comes_back_as_it_went(name, tmp_path, kind):
    first = WRITE[kind](read_case(name).case)
    assert first.notices
    again = READ[kind](there(first, tmp_path)).case
    second = WRITE[kind](again).files
    assert set(second.values()) == set(first.files.values())


@pytest.mark.parametrize("seed", range(10))
def test_json_is_a_case_file_that_says_the_same(seed):
    case = random_case(seed)
    data = to_json(case).files[""]
    assert json.loads(data)["format"] == 1
    assert parse_case(data, "case.json")[0] == case


def test_a_new_folder_is_written_whole_and_an_old_one_only_by_force(tmp_path):
    from goodoffices.case import OutputError

    written = to_negmas(random_case(1))
    out = tmp_path / "out"
    names = {path.name for path in save(written, out)}
    assert names == {path.name for path in out.iterdir()}
    with pytest.raises(OutputError, match="--force"):
        save(written, out)
    save(written, out, force=True)
    (out / "other.yml").write_text("a: 1\n")
    with pytest.raises(OutputError, match=r"other\.yml, which is no part"):
        save(written, out, force=True)
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    with pytest.raises(OutputError, match="expected the name of a folder"):
        save(written, out / "other.yml")
    with pytest.raises(OutputError, match="cannot be written"):
        save(written, tmp_path / "no" / "out")
