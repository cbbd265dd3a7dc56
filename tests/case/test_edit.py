"""Entries are added to a case file, and nothing else in it changes."""

from __future__ import annotations

import difflib
import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.case import CaseError, Insert, edit_case, parse_case, read_case
from goodoffices.case.new import new_text

TEXT = new_text("harbour")
ACTOR = {"id": "harbour-office", "name": "Harbour office: the “third”", "of": "aldora"}
TERM = {"term": "The Bay", "note": "Aldora calls it a lagoon."}
CLAIM = {
    "id": "new-claim",
    "text": 'He said: "no".',
    "source": "lake-courier",
    "kind": "attributed",
    "credibility": 6,
}


def added(text, *additions):
    return edit_case(text.encode(), [Insert(*each) for each in additions], "c.yaml").decode()


def only_insertions(before, after):
    matcher = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    return {tag for tag, *_ in matcher.get_opcodes()} <= {"equal", "insert"}


@pytest.mark.parametrize(
    ("path", "entries"),
    [
        (("claims",), (CLAIM,)),
        (("claims",), (CLAIM, {**CLAIM, "id": "another"})),
        (("actors",), (ACTOR,)),
        (("disputed_terms",), (TERM,)),  # a list that is missing
        (("rounds",), ({"id": "merin-2", "dates": ["2026-04-01", "2026-04-02"], "place": "Merin", "format": "bilateral", "level": "political"},)),
        (("positions", 1, "claims"), ("no-foreign-guards",)),  # a key that is missing
        (("positions", 2, "claims"), ("access-before-withdrawal",)),  # a list in brackets
        (("parties", 0, "delegations", "merin-1"), ({"name": "N. N.", "office": "colonel", "portfolio": "military"},)),
        (("steps", 1, "waits_for"), ({"party": "aldora", "steps": ["open-harbour"]},)),
        (("steps", 0, "waits_for"), ({"party": "aldora", "steps": ["pull-back"]},)),
        (("events", 0, "claims"), ("no-foreign-guards",)),
        (("parties", 2, "delegations", "merin-1"), ({"name": "N. N.", "office": "colonel", "portfolio": "military"},)),
    ],
)  # fmt: skip
def test_an_entry_is_added_and_every_line_stays(path, entries):
    after = added(TEXT, (path, entries))
    inline = path[-1] == "claims" and len(path) == 3 and path[1] in (2, 0)
    assert inline or only_insertions(TEXT, after)
    assert len(after) > len(TEXT)
    comments = [line for line in TEXT.splitlines() if "#" in line]
    assert [line for line in after.splitlines() if "#" in line] == comments


def test_many_places_at_once_are_what_each_alone_would_be():
    after = added(
        TEXT,
        (("disputed_terms",), (TERM,)),
        (("actors",), (ACTOR,)),
        (("claims",), (CLAIM,)),
        (("steps", 1, "waits_for"), ({"party": "aldora", "steps": ["open-harbour"]},)),
        (("steps",), ({"id": "sign", "name": "Sign", "by": ["aldora"]},)),
        (("positions", 3, "claims"), ("new-claim",)),
    )
    case, _ = parse_case(after.encode(), "c.yaml")
    assert case.actors[-1].name == ACTOR["name"]
    assert case.claims[-1].text == CLAIM["text"]
    assert [step.id for step in case.steps] == ["open-harbour", "pull-back", "sign"]
    assert len(case.steps[1].waits_for) == 2
    assert "new-claim" in case.positions[3].claims
    assert after.index("\nclaims:") < after.index("\ndisputed_terms:") < after.index("\nparties:")


def test_line_ends_and_byte_order_mark_stay():
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    after = edit_case(data, [Insert(("claims",), (CLAIM,))], "c.yaml")
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n") > data.count(b"\n")
    assert edit_case(data, [], "c.yaml") == data


def test_an_empty_list_gives_way():
    text = TEXT.replace("\nlinks:\n", "\ndisputed_terms: []   # none yet\n\nlinks:\n", 1)
    case, _ = parse_case(added(text, (("disputed_terms",), (TERM,))).encode(), "c.yaml")
    assert case.disputed_terms[0].term == "The Bay"
    inline = TEXT.replace("    parties: [aldora, bevania, league]\n", "    parties: []\n")
    assert "    parties: [league]\n" in added(inline, (("rounds", 0, "parties"), ("league",)))


def test_text_blocks_comments_and_a_missing_last_line_end_do_no_harm():
    text = TEXT
    cut = text[: text.index("# --- Who ---")]
    block = "    note: |\n      # no comment, but text\n\n      the end\n\n  # a comment of the list\n\n"
    whole = cut.rstrip("\n") + "\n" + block + text[len(cut) :].rstrip("\n")
    before, _ = parse_case(whole.encode(), "c.yaml")
    case, _ = parse_case(
        added(whole, (("claims",), (CLAIM,)), (("actors",), (ACTOR,))).encode(), "c.yaml"
    )
    assert case.claims[:-1] == before.claims
    assert case.claims[-2].note.endswith("the end")


def test_what_makes_the_case_unsound_is_refused():
    with pytest.raises(CaseError, match="lake-times"):
        added(TEXT, (("claims",), ({**CLAIM, "source": "lake-times"},)))


def test_a_case_in_braces_stays_in_braces():
    plain = json.dumps(yaml.load(TEXT, Loader=yaml.BaseLoader))  # noqa: S506  (texts only)
    for word in ("true", "false"):
        plain = plain.replace(f'"{word}"', word)
    plain = re.sub(r'"(-?\d+(?:\.\d+)?)"', r"\1", plain)
    after = added(plain, (("claims",), (CLAIM,)), (("disputed_terms",), (TERM,)))
    assert "\n" not in after.strip()
    case, _ = parse_case(after.encode(), "c.yaml")
    assert case.claims[-1].id == "new-claim"
    assert case.disputed_terms[0].term == "The Bay"


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.characters(
            codec="utf-8",
            exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"],
            exclude_characters="\ufffe\uffff",
        ),
        min_size=1,
        max_size=60,
    ).filter(str.strip)
)
def test_any_words_come_back_as_they_were_put_in(words):
    case, _ = parse_case(added(TEXT, (("claims",), ({**CLAIM, "text": words},))).encode(), "c.yaml")
    assert case.claims[-1].text == words.strip()


@pytest.mark.parametrize("name", ["geneva-2026", "camp-david-1978"])
def test_bundled_cases_take_an_entry_in_every_list(name):
    file = read_case(name)
    data = file.path.read_bytes()
    claim = file.case.claims[0].id
    additions = [
        Insert(("claims",), ({**CLAIM, "source": file.case.sources[0].id},)),
        Insert(("actors",), ({"id": "somebody", "name": "Somebody"},)),
        *(
            Insert(("positions", n, "claims"), ("new-claim",))
            for n in range(len(file.case.positions))
        ),
        *(Insert(("parties", n, "claims"), ("new-claim",)) for n in range(len(file.case.parties))),
    ]
    after = edit_case(data, additions, name)
    case, _ = parse_case(after, name)
    assert all(position.claims[-1] == "new-claim" for position in case.positions)
    assert claim == case.claims[0].id
    assert only_insertions(*(text.decode() for text in (data, after))) or b"claims: [" in data
