"""Values of a case are set and taken out, and the rest of its file stays as it is."""

from __future__ import annotations

import codecs
import re

import pytest

from goodoffices.case import CaseError, Insert, Put, Remove, edit_case, parse_case
from goodoffices.case.new import new_text

TEXT = new_text("harbour")


def edited(*edits, text=TEXT):
    return edit_case(text.encode(), edits, "c.yaml").decode()


def changed_lines(before, after):
    """Return the lines that are in one text only; fails where the others are in another order."""
    old, new = before.splitlines(), after.splitlines()
    gone, come = (
        [line for line in old if line not in new],
        [line for line in new if line not in old],
    )
    assert [line for line in old if line in new and line] == [
        line for line in new if line in old and line
    ]
    return gone, come


@pytest.mark.parametrize(
    ("edit", "gone", "come"),
    [
        (
            Put("title", "The harbour: round two"),
            ["title: Talks on the harbour of Merin"],
            ['title: "The harbour: round two"'],
        ),
        (
            Put("positions[aldora,access].weight", [0.2, 0.25, 0.4]),
            ["    weight: [0.2, 0.3, 0.4]"],
            ["    weight: [0.2, 0.25, 0.4]"],
        ),
        (Put(("positions", 0, "weight"), 0.5), ["    weight: [0.2, 0.3, 0.4]"], ["    weight: 0.5"]),
        (
            Put("claims[no-foreign-guards].credibility", 3),
            ["    credibility: 2             # 1 confirmed ... 5 improbable, 6 cannot be judged"],
            ["    credibility: 3             # 1 confirmed ... 5 improbable, 6 cannot be judged"],
        ),
        (Remove("parties[league].short"), ["    short: League"], []),
        (Put("talks.exchanges", 4), [], ["talks:", "  exchanges: 4"]),
        (
            Put("issues[access].question", "Who may pass?"),
            [],
            ['    question: "Who may pass?"'],
        ),
        (
            Insert("claims[no-foreign-guards].about", ["access"], before=1),
            ["    about: [aldora, monitoring]"],
            ["    about: [aldora, access, monitoring]"],
        ),
        (
            Insert("actors", [{"id": "captains", "name": "Captains"}], before=0),
            [],
            ["  - {id: captains, name: Captains}"],
        ),
        (
            Put("actors[aldoran-premier].name", "The premier"),
            ["  - {id: aldoran-premier, name: The premier of Aldora, of: aldora}"],
            ["  - {id: aldoran-premier, name: The premier, of: aldora}"],
        ),
    ],
)  # fmt: skip
def test_one_edit_changes_one_place(edit, gone, come):
    assert changed_lines(TEXT, edited(edit)) == (gone, come)


def test_edits_speak_of_the_file_as_it_was_so_that_their_order_does_not_matter():
    edits = [
        Remove(("claims", 0, "about")),
        Put("claims[no-foreign-guards].credibility", 5),
        Put(("parties", 0, "no_agreement", "why"), "a guess"),
        Put(("parties", 2, "mediator", "why"), "another"),
        Put(("parties", 2, "mediator", "tells"), 0.3),
    ]
    once = edited(*edits)
    assert once == edited(*edits[2:], *edits[:2])
    case, _ = parse_case(once.encode(), "c.yaml")
    assert case.parties[2].mediator.tells.mode == 0.3
    assert not case.claims[0].about


def test_many_keys_come_into_a_mapping_that_is_missing():
    bare = edited(Remove("parties[aldora].no_agreement"))
    assert "no_agreement" not in bare[bare.index("- id: aldora") : bare.index("- id: bevania")]
    after = edited(
        Put("parties[aldora].no_agreement.utility", 0.4),
        Put("parties[aldora].no_agreement.per_month", -0.01),
        Insert("parties[aldora].no_agreement.claims", ["no-foreign-guards"]),
        text=bare,
    )
    case, _ = parse_case(after.encode(), "c.yaml")
    party = next(each for each in case.parties if each.id == "aldora")
    assert (party.no_agreement.utility.mode, party.no_agreement.per_month.mode) == (0.4, -0.01)
    assert party.no_agreement.claims == ("no-foreign-guards",)


def test_a_folded_text_stays_folded():
    text = re.sub(
        "summary: .*",
        "summary: >-  # in short\n  One line\n  and another.\n\n# a comment",
        TEXT,
        count=1,
    )
    words = "Much more is said here than before, and " * 5 + "so on: it is folded."
    after = edited(Put("summary", words), text=text)
    case, _ = parse_case(after.encode(), "c.yaml")
    assert case.summary == words
    assert "summary: >-\n  Much more" in after
    assert "folded.\n\n# a comment\nas_of:" in after
    assert max(map(len, after.splitlines())) <= 102


def test_line_ends_and_the_byte_order_mark_stay_and_so_does_what_is_not_edited():
    data = codecs.BOM_UTF8 + TEXT.replace("\n", "\r\n").encode()
    after = edit_case(
        data, [Remove("claims[no-foreign-guards].about"), Put("title", "T")], "c.yaml"
    )
    assert after.startswith(codecs.BOM_UTF8)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert edit_case(data, [], "c.yaml") == data
    assert edit_case(data, [Put("case", "harbour")], "c.yaml") == data


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ([Put("positions[aldora,acess].weight", 1)], "did you mean 'aldora,access'"),
        ([Remove(("claims", 99))], "no such place"),
        ([Remove("positions[aldora,access].mandate")], "no such place"),
        ([Remove("issues[access].options[tolled]")], "tolled"),
        ([Put(("claims", "first"), 1)], "no such place"),
        ([Put(("claims", True, "text"), "x")], "no such place"),
        ([Put("title", "a"), Remove("title")], "two edits"),
        ([Remove(("claims", 0)), Put(("claims", 0, "text"), "x")], "two edits"),
        ([Put(("claims", 0, "text"), "x"), Remove(("claims", 0))], "two edits"),
        ([Insert("title", ["a"])], "found no list there"),
        ([Insert("claims", ["a"], before=77)], "found the index 77"),
        ([Put((), {"format": 1})], "parties"),
        ([Remove(())], "whole case"),
        ([Put("title", "\ud800")], "half a character"),
        ([Put("title", "a\u202eb")], "U\\+202E"),
        ([Put("title", {1, 2})], "found set"),
        ([Put("title", [[]] * 2)], "title"),
        ([Put("positions[aldora,access].weight", 3e9)], "weight"),
        ([Remove("sources[lake-courier]")], "lake-courier"),
        ([Put("positions[aldora,access].weight", True)], "weight"),
    ],
)
def test_what_cannot_be_edited_is_one_message(edits, message):
    with pytest.raises(CaseError, match=message):
        edited(*edits)


def test_a_value_nested_without_end_is_refused():
    deep = []
    for _ in range(900):
        deep = [deep]
    with pytest.raises(CaseError, match="nested more than 50"):
        edited(Put("title", deep))


@pytest.mark.parametrize("text", ["a\x07b", "a\u202eb", "\ufeff", "\x00"])
@pytest.mark.parametrize(
    "edit",
    [
        lambda text: Put("summary", text),
        lambda text: Put("parties[aldora].note", {"x": text}),
        lambda text: Put("talks", {text: "x"}),
        lambda text: Insert("links", [{"id": text}]),
    ],
)
def test_a_character_that_a_case_may_not_have_is_named(edit, text):
    with pytest.raises(CaseError, match=r"invisible .*U\+"):
        edit_case(new_text("harbour").encode(), [edit(text)], "c.yaml")
