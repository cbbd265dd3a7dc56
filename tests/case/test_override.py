"""Fields set otherwise: what they give is what editing the file by hand gives."""

from __future__ import annotations

import contextlib
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.case import CaseError, bundled, override, parse_case, read_case, read_scenario
from goodoffices.case._flow import flow
from goodoffices.case._tree import parse
from goodoffices.case.new import new_text

SMALL = new_text("small")


@pytest.fixture(scope="session")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("override") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return read_case(path)


def by_hand(old: str, new: str):
    assert SMALL.count(old) == 1, f"{SMALL.count(old)} of {old!r}"
    return parse_case(SMALL.replace(old, new).encode(), "x.yaml")[0]


def refused(file, assignments, **kwargs) -> list[str]:
    with pytest.raises(CaseError) as caught:
        override(file, assignments, **kwargs)
    return str(caught.value).splitlines()


SET = [
    ("horizon", "2027-03-31", "horizon: 2026-12-31 ", "horizon: 2027-03-31 "),
    ("title", "'Talks: the harbour'", "title: Talks on the harbour of Merin", "title: 'Talks: the harbour'"),
    ("parties[league].mediator.leverage", "[0.1, 0.2, 0.6]", "leverage: 0.3 ", "leverage: [0.1, 0.2, 0.6] "),
    ("parties[league].mediator.patience[2]", "12", "patience: [3, 6, 9]", "patience: [3, 6, 12]"),
    ("parties[league].mediator.budget", "0.05", "      leverage: 0.3 ", "      budget: 0.05\n      leverage: 0.3 "),
    ("parties[league].mediator.why", "null", "      why: Its presidency wants a result of its own.\n", ""),
    ("parties[aldora].consent", "[access]", "    consent: true        #", "    consent: [access] #"),
    ("parties[aldora].delegations[merin-1][0].portfolio", "legal",
     "office: foreign minister, portfolio: political", "office: foreign minister, portfolio: legal"),
    ("positions[bevania,access].weight", "2", "weight: [0.5, 0.6, 0.7]", "weight: 2"),
    ("positions[ bevania , access ].weight", "2", "weight: [0.5, 0.6, 0.7]", "weight: 2"),
    ("positions[aldora,access].values[free]", "0.9", "free: [0.1, 0.3, 0.5]", "free: 0.9"),
    ("positions[aldora,access].values[free][1]", "0.4", "free: [0.1, 0.3, 0.5]", "free: [0.1, 0.4, 0.5]"),
    ("positions[aldora,monitoring].red_lines[0].holds", "1", "holds: [0.4, 0.6, 0.8]", "holds: 1"),
    ("positions[aldora,monitoring].red_lines[0]", "null",
     ("    red_lines:\n      - options: [league-guards]\n        kind: stated     # absolute, or stated: it holds with a probability\n"
      "        holds: [0.4, 0.6, 0.8]\n        claims: [no-foreign-guards]\n"), "    red_lines: []\n"),
    ("positions[aldora,monitoring].ranking", "[nobody, joint-office, league-guards]",
     "ranking: [joint-office, nobody, league-guards]", "ranking: [nobody, joint-office, league-guards]"),
    ("issues[monitoring].separable", "false", "separable: true ", "separable: false "),
    ("issues[monitoring].options[league-guards].name", "guards", "name: guards of the League", "name: guards"),
    ("issues[access].principle", "true", "    area: ports", "    principle: true\n    area: ports"),
    ("links[free-needs-watching].requires.then", "monitoring.joint-office",
     "then: monitoring.joint-office|league-guards", "then: monitoring.joint-office"),
    ("links[free-needs-watching]", "null",
     ("links:\n  - id: free-needs-watching\n    requires: {if: access.free, then: monitoring.joint-office|league-guards}\n"
      "    why: Open access without anybody to watch it was tried and failed.\n"), ""),
    ("steps[pull-back].kappa[aldora]", "0.3", "kappa: {aldora: 0.1}", "kappa: {aldora: 0.3}"),
    ("steps[pull-back].kappa[bevania]", "-0.1", "kappa: {aldora: 0.1}", "kappa: {aldora: 0.1, bevania: -0.1}"),
    ("steps[pull-back].waits_for[bevania].party", "aldora", "{party: bevania, steps: [open-harbour]", "{party: aldora, steps: [open-harbour]"),
    ("steps[pull-back].with", "[open-harbour]", "    kappa: {aldora", "    with: [open-harbour]\n    kappa: {aldora"),
    ("rounds[merin-1].dates", "2026-04-01", "dates: [2026-03-10, 2026-03-11]", "dates: 2026-04-01"),
    ("rounds[merin-1].dates[1]", "2026-03-12", "dates: [2026-03-10, 2026-03-11]", "dates: [2026-03-10, 2026-03-12]"),
    ("rounds[merin-1].agenda[1]", "withdrawal", "agenda: [access, monitoring]", "agenda: [access, withdrawal]"),
    ("events[presidency-ends].on", "2026-10-31", "on: 2026-09-30", "on: 2026-10-31"),
    ("events[presidency-ends].effect.mediator_leaves", "0", "effect: {mediator_leaves: [0.2, 0.4, 0.6]}", "effect: {mediator_leaves: 0}"),
    ("events[presidency-ends].effect.worth[aldora][access.free]", "0.1",
     "effect: {mediator_leaves: [0.2, 0.4, 0.6]}", "effect: {mediator_leaves: [0.2, 0.4, 0.6], worth: {aldora: {access.free: 0.1}}}"),
    ("events[presidency-ends]", "{id: presidency-ends, name: End, kind: deadline, on: 2026-06-30}",
     SMALL[SMALL.index("  - id: presidency-ends"):], "  - {id: presidency-ends, name: End, kind: deadline, on: 2026-06-30}\n"),
    ("events[presidency-ends]", "null", SMALL[SMALL.index("events:\n"):], ""),
    ("talks.protocol", "single-text", "rounds:\n", "talks: {protocol: single-text}\nrounds:\n"),
    ("talks.conduct[aldora].strategy", "conceder", "rounds:\n", "talks: {conduct: {aldora: {strategy: conceder}}}\nrounds:\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "old", "new"), SET)
def test_setting_a_field_gives_what_editing_the_file_gives(file, path, value, old, new):
    if old.startswith("    area:"):
        old = re.search(r"    area: .*\n", SMALL)[0]
        new = "    principle: true\n" + old
    changed = override(file, {path: value})
    assert changed.case == by_hand(old, new)
    assert changed.case != file.case
    assert changed.sha256 != file.sha256
    assert [entry.path for entry in changed.overrides] == [re.sub(r"[\s]", "", path)]
    assert (changed.path, changed.name) == (file.path, file.name)


def test_several_fields_are_set_at_once_whatever_their_order(file):
    pairs = [
        ("talks.protocol", "single-text"),
        ("talks.conduct[aldora].strategy", "conceder"),
        ("talks.conduct[bevania]", "{strategy: linear}"),
        ("positions[aldora,access].red_lines", "[{options: [free], kind: absolute}]"),
        ("horizon", "2026-11-30"),
    ]
    forth, back = override(file, pairs), override(file, reversed(pairs))
    assert forth.case == back.case
    assert forth.case.talks.conduct["bevania"].strategy == "linear"
    assert forth.case.talks.conduct["aldora"].strategy == "conceder"
    assert forth.case.horizon.isoformat() == "2026-11-30"


def test_everything_else_stays_as_it_is(file):
    changed = override(file, {"positions[bevania,access].weight": "2"})
    before, after = file.case.model_dump(), changed.case.model_dump()
    n = next(
        n
        for n, position in enumerate(file.case.positions)
        if (position.party, position.issue) == ("bevania", "access")
    )
    assert before["positions"][n].pop("weight") != after["positions"][n].pop("weight")
    assert before == after


def test_the_case_given_is_not_changed(file):
    plain, sha = flow(file.marks.plain), file.sha256
    for path, value, _, _ in SET:
        override(file, {path: value})
    assert flow(file.marks.plain) == plain
    assert file.sha256 == sha == hashlib.sha256(SMALL.encode()).hexdigest()
    assert file.overrides == ()


def test_what_is_set_keeps_the_place_that_it_takes_in_the_file(file):
    n = next(i for i, event in enumerate(file.case.events) if event.id == "presidency-ends")
    changed = override(file, {"events[presidency-ends].on": "[2026-10-01, 2026-10-31]"})
    assert changed.place(("events", n, "on", 1)) == (
        *file.place(("events", n, "on"))[:2],
        "events[presidency-ends].on[#2]",
    )
    added = override(file, {"events[presidency-ends].why": "It says so."})
    assert added.place(("events", n, "why"))[:2] == file.place(("events", n))[:2]


KEYED = {
    "parties[].delegations", "positions[].values", "links[].bonus", "steps[].kappa",
    "events[].effect.no_agreement", "events[].effect.worth", "events[].effect.worth[]",
    "hypotheses[].utility.parties", "hypotheses[].utility.options", "evidence[].likelihood",
    "talks.conduct", "evidence[].options[].utility", "evidence[].options[].package",
    "evidence[].if_deceiving", "voices[].under", "watch[].likelihood", "watch[].options[].utility",
    "watch[].options[].package", "offices[].portfolios",
}  # fmt: skip
"""Mappings whose keys are the analyst's, and so stand in brackets."""


def called(item, shape: str) -> str | None:
    if isinstance(item, dict) and {"party", "issue"} <= set(item):
        return f"{item['party']},{item['issue']}"
    if isinstance(item, dict):
        return item.get("id", item.get("party"))
    return item if shape == "issues[].options" else None


def names(node, name="", shape=""):
    """Yield every place of a tree with its value, named as an analyst names it."""
    listed = isinstance(node.plain, tuple)
    ids = [called(child.plain, shape) for child in node.children.values()] if listed else []
    for step, child in node.children.items():
        if not listed and shape not in KEYED:
            there, like = (f"{name}.{step}", f"{shape}.{step}") if name else (step, step)
        else:
            word = ids[step] if listed and None not in ids and len(set(ids)) == len(ids) else step
            there, like = f"{name}[{word}]", f"{shape}[]"
        yield there, child
        yield from names(child, there, like)


@pytest.mark.parametrize("case", [*bundled(), "small"])
def test_setting_any_field_to_its_own_value_changes_nothing(case, file):
    whole = file if case == "small" else read_case(case)
    count = 0
    for name, node in names(whole.marks):
        count += 1
        assert override(whole, {name: flow(node.plain)}) is whole, name
    assert count > 200


def test_taking_it_back_gives_the_file_again(file):
    path = "parties[league].mediator.leverage"
    changed = override(override(file, {path: "0.7"}), {path: "0.3"})
    assert changed.overrides == ()
    assert (changed.case, changed.sha256) == (file.case, file.sha256)


def test_in_two_steps_as_in_one(file):
    first, second = {"horizon": "2027-01-31"}, {"parties[league].mediator.leverage": "0.7"}
    once, twice = override(file, {**first, **second}), override(override(file, first), second)
    assert (once.case, once.sha256, once.overrides) == (twice.case, twice.sha256, twice.overrides)
    again = override(twice, {"horizon": "2027-02-28"})
    assert [(entry.before, entry.after) for entry in again.overrides] == [
        ("0.3", "0.7"),
        ("2026-12-31", "2027-02-28"),
    ]
    whole = override(again, {"parties[league].mediator": "null"})
    assert [entry.path for entry in whole.overrides] == ["horizon", "parties[league].mediator"]


def test_numbers_of_a_list_move_up_when_an_item_goes(file):
    lines = "[{options: [closed], kind: absolute}, {options: [tolled], kind: stated, holds: 0.2}]"
    two = override(file, {"positions[bevania,access].red_lines": lines})
    name = "positions[bevania,access].red_lines"
    one = override(two, {f"{name}[0]": "null", f"{name}[1].holds": "0.3"})
    line = next(p for p in one.case.positions if (p.party, p.issue) == ("bevania", "access"))
    assert [(r.options, r.chance.mode) for r in line.red_lines] == [(("tolled",), 0.3)]
    message = refused(two, {f"{name}[0]": "null", f"{name}[1].holds": "3"}, source="--set")
    assert message == [f"--set {name}[1].holds: found the number 3, expected a number from 0 to 1"]
    none = override(override(two, {f"{name}[0]": "null"}), {f"{name}[0]": "null"})
    assert [entry.path for entry in none.overrides] == [name, f"{name}[0]", f"{name}[0]"]
    assert none.sha256 != override(two, {f"{name}[0]": "null"}).sha256


def test_the_hash_tells_cases_apart(file):
    hashes = {override(file, {path: value}).sha256 for path, value, _, _ in SET}
    distinct = {(re.sub(r"\s", "", path), value) for path, value, _, _ in SET}
    assert len(hashes) == len(distinct)
    changed = override(file, {"horizon": "2027-01-31"})
    text = f"{file.sha256}\nhorizon: 2027-01-31"
    assert changed.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_what_is_removed_is_no_longer_what_a_claim_is_about_and_nobody_is_sent_to_it():
    whole = read_case("geneva-2026")
    about = {name for claim in whole.case.claims for name in claim.about}
    assert "escalation" in about
    without = override(whole, {"events[escalation]": "null"})
    assert "escalation" not in {name for claim in without.case.claims for name in claim.about}
    assert "escalation" not in {event.id for event in without.case.events}
    assert len(without.case.claims) == len(whole.case.claims)
    later = override(whole, {"rounds[abu-dhabi-1]": "null"})
    assert all("abu-dhabi-1" not in party.delegations for party in later.case.parties)
    assert any("abu-dhabi-2" in party.delegations for party in later.case.parties)
    missed = refused(whole, {"steps[referendum]": "null"}, source="--set")
    assert len(missed) == 1
    assert re.search(
        r"^geneva-2026:\d+:\d+: steps\[.*'referendum' is not a step.*\(with steps\[referendum\] removed\)$",
        missed[0],
    )


WRONG = [
    ("", "1", "found no path, expected one such as parties[ID].no_agreement.utility"),
    ("parties..name", "1", "found 'parties..name', expected one such as"),
    ("parties[aldora]name", "1", "found 'parties[aldora]name', expected"),
    ("parties.[aldora]", "1", "expected one such as"),
    ("horizon.", "1", "expected one such as"),
    ("[aldora]", "1", "expected one such as"),
    ("parties[aldora", "1", "expected one such as"),
    ("a" * 501, "1", "a path of 501 characters, expected at most 500"),
    ("partis", "1", "'partis' is no field; did you mean 'parties'?"),
    ("parties[aldorra].name", "x", "parties has no item 'aldorra', expected one of aldora, bevania, league; did you mean 'aldora'?"),
    ("parties[aldora].mediator.biass", "0", "'biass' is no field of parties[aldora].mediator, expected one of"),
    ("parties[aldora].nam", "x", "'nam' is no field of parties[aldora], expected one of"),
    ("parties.aldora", "1", "parties is a list, expected an item of it first: parties[aldora]"),
    ("parties[0].name", "x", "parties has no item '0'"),
    ("parties[aldora][name]", "x", "parties[aldora] has fields, expected parties[aldora].FIELD with one of"),
    ("positions[aldora].weight", "1", "positions has no item 'aldora'"),
    ("positions[aldora,acess].weight", "1", "did you mean 'aldora,access'?"),
    ("positions[aldora,access].values.free", "1", "positions[aldora,access].values goes by key, expected positions[aldora,access].values[free]"),
    ("positions[aldora,access].values[]", "1", "expected a key between the brackets"),
    ("positions[aldora,access].values[fre]", "1", "'fre' is not an option of access"),
    ("positions[aldora,monitoring].red_lines[1].holds", "1", "found positions[aldora,monitoring].red_lines[1], expected a number from 0 to 0"),
    ("positions[aldora,access].red_lines[0].holds", "1", "the case has no positions[aldora,access].red_lines, expected the whole list"),
    ("horizon.year", "1", "horizon has no fields (found the text '2026-12-31' there), so 'year' cannot be set in it"),
    ("horizon[0]", "1", "horizon has no items (found the text '2026-12-31' there)"),
    ("summary[0]", "1", "summary has no items"),
    ("talks.protocol.name", "1", "talks.protocol has no fields (it is a single value)"),
    ("issues[access].options[free].name", "x", "issues[access].options[free] has no fields (found the text 'free' there)"),
    ("rounds[merin-1].dates.first", "2026-03-10", "rounds[merin-1].dates is a list"),
    ("talks.conduct[nobody].strategy", "linear", "'nobody' is not a party"),
    ("horizon", "2026-02-01", "found 2026-02-01, expected a day not before as_of (2026-03-01)"),
    ("title", "Talks: the harbour", "found a mapping, expected a text"),
    ("horizon", "null", "missing key 'horizon'"),
    ("horizon", "", "found no value, expected one (null removes the field)"),
    ("horizon", "   ", "found no value"),
    ("horizon", "# tomorrow", "found no value"),
    ("horizon", "[2026", "lacks a ','"),
    ("horizon", "*a", "aliases"),
    ("horizon", "a\n---\nb", "a second document"),
    ("title", '"\\u202e"', "U+202E"),
    ("title", "a\x1b[31m", "U+001B"),
    ("parties[aldora].no_agreement", "{utility: 0, utility: 1}", "stands twice"),
    ("parties[aldora].consent", "maybe", "expected true, false or a list of issues"),
    ("positions[bevania,access].weight", "[3, 2, 1]", "expected low <= mode <= high"),
    ("positions[bevania,access].weight", "-1", "expected a number from 0"),
    ("positions[bevania,access].weight", "null", "`values` without a weight"),
    ("positions[bevania,access].wieght", "1", "did you mean 'weight'?"),
    ("positions[bevania,access]", "{party: bevania, issue: access, weight: x}", "found the text 'x', expected a number"),
    ("talks.protocol", "shouting", "expected one of alternating-offers, single-text, parallel-tracks"),
    ("format", "2", "expected 1"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "told"), WRONG)
def test_what_cannot_be_set_is_one_clear_error(file, path, value, told):
    lines = refused(file, {path: value}, source="--set")
    assert len(lines) == 1, lines
    assert told in lines[0]
    assert lines[0].startswith("--set")
    assert all(sign >= " " for sign in lines[0])


def test_an_error_names_its_assignment_and_all_are_told_at_once(file):
    lines = refused(
        file,
        {
            "parties[league].mediator.leverage": "2",
            "horizon": "soon",
            "title": "Harbour",
            "positions[bevania,access].values": "{closed: 0}",
        },
        source="--set",
    )
    assert lines == [
        "--set parties[league].mediator.leverage: found the number 2, expected a number from 0 to 1",
        "--set horizon: found the text 'soon', expected a date as YYYY-MM-DD",
        "--set positions[bevania,access].values: no value for escorted, free, tolled, expected one for every option",
    ]
    assert not any("title" in line for line in lines)


def test_from_python_an_error_names_the_path(file):
    assert refused(file, {"horizon": "soon"})[0].startswith("set horizon: found the text 'soon'")


def test_what_breaks_elsewhere_is_told_there_with_what_was_set(file):
    lines = refused(file, {"issues[access].options": "[closed, escorted, tolled]"}, source="--set")
    assert lines
    for line in lines:
        assert re.search(r"small\.yaml:\d+:\d+: ", line) or line.startswith("--set issues[access]")
    assert any("'free' is not an option of access" in line and line.endswith("(with issues[access].options set otherwise)") for line in lines)  # fmt: skip


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("horizon", "2027-01-01"), ("horizon", "2027-02-01")], "it is set twice"),
        ([("positions[aldora,access].weight", "1"), ("positions[aldora, access].weight", "2")], "it is set twice"),
        ([("talks", "{protocol: single-text}"), ("talks.offers", "least")], "one lies inside the other"),
        ([("talks.offers", "least"), ("talks", "{protocol: single-text}")], "one lies inside the other"),
        ([("events[presidency-ends]", "null"), ("events[presidency-ends].on", "2026-10-01")], "one lies inside the other"),
        ([("title", "x")] * 1001, "1,001 fields are set at once, expected at most 1,000"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(file, pairs, told):
    assert told in refused(file, pairs)[0]


NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LEAVES = [
    (name, node)
    for name, node in names(parse(SMALL)[0])
    if isinstance(node.plain, int | float) and not isinstance(node.plain, bool)
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(LEAVES),
    st.integers(-1, 40) | st.floats(-1, 3, allow_nan=False).map(lambda x: round(x, 4)),
)
def test_any_number_set_gives_what_editing_the_text_gives(file, leaf, number):
    name, node = leaf
    lines = SMALL.splitlines(keepends=True)
    line, column = node.mark
    there = lines[line - 1]
    assert there[column - 1 :].startswith(node.text)
    rest = there[column - 1 + len(node.text) :]
    lines[line - 1] = f"{there[: column - 1]}{number}{rest}"
    try:
        expected = parse_case("".join(lines).encode(), "x.yaml")[0]
    except CaseError as error:
        problems = {problem.message for problem in error.problems}
        with pytest.raises(CaseError) as caught:
            override(file, {name: str(number)})
        assert {problem.message for problem in caught.value.problems} == problems
    else:
        assert override(file, {name: str(number)}).case == expected


WORDS = st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=12)
PLAINS = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | WORDS
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PLAINS)
def test_a_value_on_one_line_reads_as_itself(plain):
    root, flaws = parse(flow(plain))
    assert not flaws
    assert root.plain == plain
    assert type(root.plain) is type(plain)


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="parties[aldora].0, =\t\x1b\u202e\ud800'\"", max_size=30),
    st.text(alphabet="abx01:-[]{},'\"|>&*!#? \n\t~%@`.\x00\ud800", max_size=20),
)
def test_any_path_and_value_are_survived(file, path, value):
    try:
        override(file, {path: value}, source="--set")
    except CaseError as error:
        for line in str(error).splitlines():
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\ud800]", line)


SCENARIO = """\
scenario: no-mediator
title: Without a mediator
note: The League goes home.
set:
  parties[league].mediator: null
  events[presidency-ends]: null
  horizon: 2026-11-30
  positions[bevania,access].weight: [0.1, 0.2, 0.4]
"""


@pytest.fixture
def scenario(tmp_path):
    def make(text: str | bytes):
        path = tmp_path / "what-if.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return make


def test_a_scenario_is_read_and_set(file, scenario):
    path = scenario(SCENARIO)
    found = read_scenario(path)
    assert (found.name, found.title, found.note) == (
        "no-mediator", "Without a mediator", "The League goes home.",
    )  # fmt: skip
    assert found.file == str(path)
    assert [(a.path, a.mark) for a in found.assignments][:2] == [
        ("parties[league].mediator", (5, 3)),
        ("events[presidency-ends]", (6, 3)),
    ]
    pairs = {
        "parties[league].mediator": "null",
        "events[presidency-ends]": "null",
        "horizon": "2026-11-30",
        "positions[bevania,access].weight": "[0.1, 0.2, 0.4]",
    }
    there, here = override(file, found), override(file, pairs)
    assert (there.case, there.sha256, there.overrides) == (here.case, here.sha256, here.overrides)
    assert there.overrides[2].as_json() == {
        "path": "horizon", "before": "2026-12-31", "after": "2026-11-30",
    }  # fmt: skip


def test_an_error_in_what_a_scenario_sets_has_line_and_column(file, scenario):
    text = SCENARIO.replace("0.4]", "0.1]").replace("2026-11-30", "soon")
    path = scenario(text)
    lines = refused(file, read_scenario(path))
    assert lines == [
        f"{path}:7:12: horizon: found the text 'soon', expected a date as YYYY-MM-DD",
        f"{path}:8:37: positions[bevania, access].weight: found [0.1, 0.2, 0.1], expected low <= mode <= high in [low, mode, high]",
    ]
    whole = "scenario: x\nset:\n  events[presidency-ends]:\n    id: presidency-ends\n    name: End\n    kind: deadlin\n    on: 2026-10-01\n"
    assert refused(file, read_scenario(scenario(whole)))[0].startswith(
        f"{path}:6:11: events[presidency-ends].kind: found the text 'deadlin'"
    )
    unknown = whole.replace("    kind: deadlin\n", "    kind: deadline\n    knd: x\n")
    assert refused(file, read_scenario(scenario(unknown)))[0].startswith(
        f"{path}:7:5: events[presidency-ends].knd: unknown key 'knd'"
    )
    nowhere = "scenario: x\nset:\n  events[precedency-ends].on: 2026-10-01\n"
    assert refused(file, read_scenario(scenario(nowhere)))[0].startswith(
        f"{path}:3:3: events[precedency-ends].on: events has no item 'precedency-ends'"
    )


HOSTILE = {
    "empty": ("", "the file holds nothing, expected `scenario: NAME`"),
    "a comment": ("# nothing\n", "the file holds nothing"),
    "a list": ("- a\n", "expected a mapping that begins with 'scenario: NAME'"),
    "a word": ("hello\n", "expected a mapping that begins with 'scenario: NAME'"),
    "no name": ("set: {horizon: 2027-01-01}\n", "missing key 'scenario' (its name, a slug)"),
    "no set": ("scenario: a\n", "missing key 'set'"),
    "nothing set": ("scenario: a\nset: {}\n", "found an empty mapping, expected at least one item"),
    "set is null": ("scenario: a\nset:\n", "found nothing, expected a mapping"),
    "set is a list": ("scenario: a\nset: [a]\n", ":2:6: set: found a list of 1, expected a mapping"),
    "no slug": ("scenario: No Mediator\nset: {horizon: 2027-01-01}\n", ":1:11: scenario: found the text 'No Mediator', expected an id"),
    "an unknown key": ("scenario: a\nnotes: x\nset: {horizon: 2027-01-01}\n", ":2:1: notes: unknown key 'notes', expected one of note, scenario, set, title; did you mean 'note'?"),
    "an equal key": ("scenario: a\nset:\n  horizon: 2027-01-01\n  horizon: 2027-01-02\n", ":4:3: the key 'horizon' stands twice"),
    "a bracket in a bracket": ("scenario: a\nset: {parties[a].name: x}\n", ":2:"),
    "an alias": ("scenario: a\nset:\n  title: *x\n", "aliases"),
    "an anchor": ("scenario: a\nset:\n  title: &x y\n", "anchors"),
    "a tag": ("scenario: a\nset:\n  title: !!python/object:os.system x\n", "tags"),
    "two documents": ("scenario: a\n---\nscenario: b\n", "second document"),
    "deep": ("scenario: a\nset:\n  title: " + "[" * 200 + "\n", "nested more than 50 levels deep"),
    "many": ("scenario: a\nset:\n" + "  title: [" + "1," * 120_000 + "]\n", "more than 100,000 keys and values"),
    "large": ("scenario: a\n# " + "x" * 600_000 + "\n", "bytes, expected at most 500,000"),
    "binary": (b"\0\1\2", "the file is binary"),
    "latin": ("scenario: a\ntitle: Z\xfcrich\n".encode("latin-1"), ":2:9: the byte 0xfc is not UTF-8"),
    "disguised": ('scenario: a\nset:\n  "tit\\u202ele": x\n', "U+202E"),
    "a long name": (f"scenario: {'a' * 81}\nset: {{horizon: 2027-01-01}}\n", "at most 80 fit"),
    "a huge number": ("scenario: a\nset:\n  title: " + "9" * 400 + "\n", "an integer of 400 digits"),
    "a half bracket": ("scenario: a\nset:\n  title: [a\n", "lacks a ','"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_scenario_is_one_clear_error(scenario, name):
    text, told = HOSTILE[name]
    path = scenario(text)
    with pytest.raises(CaseError) as caught:
        read_scenario(path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{path}:")
    assert told in lines[0]
    assert lines[0].isprintable()


def test_no_file_a_folder_and_a_pipe_are_told(tmp_path):
    for path, told in ((tmp_path / "none.yaml", "no such file"), (tmp_path, "directory")):
        with pytest.raises(CaseError, match=told):
            read_scenario(path)


ODD = ["null", "[]", "{}", "x", "-1", "[[1]]", "{id: [x], a: {b: null}}", "true"]


@pytest.mark.parametrize("value", ODD)
def test_an_odd_value_anywhere_is_set_or_refused(file, value):
    for name, _ in names(file.marks):
        with contextlib.suppress(CaseError):
            override(file, {name: value})
