"""What the brief says of the mediator and of delegations, once they are inferred."""

from __future__ import annotations

import copy
import re

import pytest
from support.rivals import IDS, data_with, item
from support.two_valleys import HOSTILE, File, case_of, zone_of

from goodoffices.brief import as_html, as_markdown, as_text, compose, intent_sections
from goodoffices.intent import analyse


def data(*rows, **more):
    return data_with([item(f"e{n}", row) for n, row in enumerate(rows)], count=len(rows[0]), **more)


def told(plain):
    case = case_of(plain)
    result = analyse(case, draws=60)
    return " ".join(as_text(intent_sections(File(case), result)).split())


def test_what_is_not_identified_is_said_first_and_plainly():
    text = told(data([0.5, 0.4]))
    assert "What Empires is after is not identified" in text
    assert "by a factor of about 1.2, and below 3" in text


def test_what_is_identified_is_no_proof():
    text = told(data([0.9, 0.1]))
    assert "Among the hypotheses listed, the evidence favours “h1”" in text
    assert "is no proof" in text
    assert "Linchpins: without “e0” the verdict would turn" in text


def test_a_list_without_none_of_these_says_what_that_means():
    assert "The case lists no “none of these”" in told(data([0.5, 0.4]))
    plain = data([0.5, 0.4])
    del plain["hypotheses"][1]["utility"]
    assert "which stands for what nobody listed, keeps 44" in told(plain)


def test_contradiction_in_a_group_and_a_zero_are_named():
    plain = data([0.9, 0.1], [0.1, 0.9])
    for entry in plain["evidence"]:
        entry["group"] = "g"
    assert "are said to share an origin and speak against each other" in told(plain)
    assert "Ruled out: “h1” by a likelihood of 0 of “e0”" in told(data([0, 0.5, 0.4]))


def test_missing_delegations_and_what_changed_are_told():
    text = told(data([0.5, 0.4]))
    assert "Nobody is named for South at Town" in text
    assert "Read by office, the military part shrank by about" in text
    assert "General Pine being gone" in text


def test_the_brief_carries_both_figures_and_its_traces_lead_somewhere():
    watch = [{"id": "w", "text": "It stays.", "event": "vote",
              "likelihood": dict(zip(IDS, [0.9, 0.2], strict=False))}]  # fmt: skip
    case = case_of(data([0.5, 0.4], watch=watch))
    document = compose(File(case), zone_of(inside=True), intent=analyse(case, draws=60))
    page = as_html(document)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert {
        "mediator",
        "beliefs-figure",
        "matrix",
        "watch",
        "behaviour",
        "agendas-figure",
    } <= anchors
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    titles = [section.anchor for section in document.sections]
    assert titles.index("blocks") < titles.index("mediator") < titles.index("claims")
    assert "would be told best by this: “It stays” (1 June 2026)" in as_markdown(document).replace(
        "\\", ""
    )


def test_several_mediators_get_a_part_each():
    plain = data([0.5, 0.4])
    plain["parties"].append({"id": "league", "name": "The League", "mediator": {
        "bias": 0.1, "leverage": 0.2, "patience": 3}})  # fmt: skip
    plain["hypotheses"] += [
        {"id": "l1", "about": "league", "name": "l1", "text": "t", "like": "gain-elsewhere"},
        {"id": "l2", "about": "league", "name": "l2", "text": "t"},
    ]
    act = {"id": "act", "text": "Acts.", "channel": "choice", "chosen": "stay", "about": "league",
           "options": [{"id": "stay", "name": "Stay", "months": 2, "inaction": True},
                       {"id": "go", "name": "Go", "leaves": 1}]}  # fmt: skip
    plain["evidence"].append(act)
    case = case_of(plain)
    empire, league = analyse(case, draws=20).mediators
    assert [entry.id for entry in empire.items] == ["e0"]
    assert [entry.id for entry in league.items] == ["act"]
    text = told(plain)
    assert text.count("not identified") == 2
    assert "The mediators" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_cannot_leave_their_place(text):
    plain = copy.deepcopy(data([0.5, 0.4]))
    plain["hypotheses"][0] |= {"name": text[:200], "text": text}
    plain["evidence"][0]["text"] = text
    plain["watch"] = [{"id": "w", "text": text, "date": "2026-05-01",
                       "likelihood": {"h1": 0.5, "h2": 0.1}}]  # fmt: skip
    case = case_of(plain)
    page = as_html(compose(File(case), zone_of(inside=True), intent=analyse(case, draws=20)))
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page
    assert "\u202e" not in page
    assert "\x00" not in page
