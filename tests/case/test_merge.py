"""Two people change one case: what does not clash is merged, what does is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.case import (
    ABSENT,
    CaseError,
    Insert,
    Put,
    Remove,
    edit_case,
    merge_texts,
    parse_case,
)
from goodoffices.case._compare import merged
from goodoffices.case._editing import same
from goodoffices.case.new import new_text

BASE = new_text("harbour").encode()
CLAIM = {"id": "one", "text": "A text.", "source": "lake-courier", "kind": "fact", "credibility": 3}


def edited(*edits):
    return edit_case(BASE, edits, "c.yaml")


def test_what_only_one_changed_is_taken_and_comments_are_theirs():
    mine = edited(
        Put("title", "Mine"),
        Put("positions[aldora,access].weight", 0.5),
        Insert("claims", [{**CLAIM, "id": "mine"}]),
        Insert("parties[league].mediator.claims", ["mine"]),
    )
    theirs = edited(
        Put("positions[aldora,access].stated", "free"),
        Insert("claims", [{**CLAIM, "id": "theirs"}]),
        Insert("parties[league].mediator.claims", ["theirs"]),
        Remove("actors[aldoran-premier].of"),
    ).replace(b"# in ladder order", b"# from closed to open")
    merge = merge_texts(BASE, mine, theirs, "c.yaml")
    assert not merge.clashes
    case, _ = parse_case(merge.data, "c.yaml")
    assert case.title == "Mine"
    assert (case.positions[0].weight.mode, case.positions[0].stated) == (0.5, "free")
    assert {"mine", "theirs"} <= {claim.id for claim in case.claims}
    assert set(case.parties[2].mediator.claims) == {"league-presses", "mine", "theirs"}
    assert b"# from closed to open" in merge.data
    assert case.actors[0].of is None


def test_clashes_are_shown_with_all_three_and_a_person_decides():
    mine = edited(Put("positions[aldora,access].weight", 0.5), Put("title", "Mine"))
    theirs = edited(Put("positions[aldora,access].weight", 0.6))
    merge = merge_texts(BASE, mine, theirs, "c.yaml")
    (clash,) = merge.clashes
    assert clash.path == ("positions", "aldora,access", "weight")
    assert (clash.base, clash.mine, clash.theirs) == ((0.2, 0.3, 0.4), 0.5, 0.6)
    assert parse_case(merge.data, "c")[0].positions[0].weight.mode == 0.6
    assert parse_case(merge.data, "c")[0].title == "Mine"
    chosen = merge_texts(BASE, mine, theirs, "c.yaml", mine_wins=[clash.path])
    assert not chosen.clashes
    assert parse_case(chosen.data, "c")[0].positions[0].weight.mode == 0.5


def test_what_one_removed_and_the_other_changed_is_a_clash():
    mine = edited(Remove(("events", 0)))
    theirs = edited(Put(("events", 0, "name"), "Otherwise"))
    (clash,) = merge_texts(BASE, mine, theirs, "c.yaml").clashes
    assert clash.path[0] == "events"
    assert clash.mine is ABSENT
    assert "mine" not in clash.as_json()
    chosen = merge_texts(BASE, mine, theirs, "c.yaml", mine_wins=[clash.path])
    assert parse_case(chosen.data, "c")[0].events == ()


def test_what_makes_no_sound_case_together_says_why():
    mine = edited(Insert("parties[league].claims", ["ships-turned-back"]))
    theirs = edited(
        Remove("claims[ships-turned-back]"), Remove("parties[bevania].no_agreement.claims")
    )
    merge = merge_texts(BASE, mine, theirs, "c.yaml")
    assert merge.data is None
    assert not merge.clashes
    assert "ships-turned-back" in merge.problems[0].message


def test_the_ladder_of_an_issue_is_changed_by_one_side_only():
    def options(*names):
        old = "    options: [closed, escorted, tolled, free]    # in ladder order, each a slug"
        new = f"    options: [{', '.join(names)}]"
        values = "values: {" + ", ".join(f"{name}: 0.5" for name in names) + "}"
        text = BASE.decode().replace(old, new)
        return text.replace(
            "values: {closed: 0, escorted: 0.5, tolled: 1, free: [0.1, 0.3, 0.5]}", values
        ).encode()

    mine = options("closed", "licensed", "escorted", "tolled", "free")
    theirs = options("closed", "escorted", "tolled", "taxed", "free")
    clashes = merge_texts(BASE, mine, theirs, "c.yaml").clashes
    assert clashes[0].path == ("issues", "access", "options")


def test_an_unreadable_version_is_refused():
    with pytest.raises(CaseError, match="holds nothing"):
        merge_texts(BASE, b"", BASE, "c.yaml")


plains = st.recursive(
    st.integers(0, 3) | st.sampled_from("ab"),
    lambda inner: st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)
    | st.lists(st.fixed_dictionaries({"id": st.sampled_from("pqr")}, optional={"v": inner}),
               max_size=3, unique_by=lambda each: each["id"]).map(tuple),
    max_leaves=8,
)  # fmt: skip
cases = st.dictionaries(st.sampled_from("klm"), plains, max_size=3)


@settings(max_examples=150, deadline=None)
@given(cases, cases, cases)
def test_merging_is_what_merging_must_be(base, mine, theirs):
    assert same(merged(base, mine, base)[0], mine)
    assert same(merged(base, base, theirs)[0], theirs)
    assert same(merged(base, mine, mine)[0], mine)
    one, clashes = merged(base, mine, theirs)
    other, reverse = merged(base, theirs, mine)
    assert {each.path for each, _ in clashes} == {each.path for each, _ in reverse}
    if not clashes:
        assert sorted(str(_bag(one))) == sorted(str(_bag(other)))
    decided, left = merged(base, mine, theirs, [each.path for each, _ in clashes])
    assert not left
    assert sorted(str(_bag(decided))) == sorted(str(_bag(other)))


def _bag(plain):
    """Return a value in which the order of entries says nothing."""
    if isinstance(plain, dict):
        return sorted((key, str(_bag(each))) for key, each in plain.items())
    if isinstance(plain, tuple):
        return sorted(str(_bag(each)) for each in plain)
    return plain
