"""What the composed document holds, whatever its format."""

from __future__ import annotations

import dataclasses
import json

import pytest
from support.trees import anchors, parts, runs, whole
from support.two_valleys import File, share, zone_of

from goodoffices.brief import as_html, as_json, as_markdown, as_text, compose, zone_sections
from goodoffices.brief._compose.stance import stances
from goodoffices.brief._document import (
    ClaimRef,
    Disputed,
    Given,
    Link,
    Mark,
    Paragraph,
    Section,
    Text,
    Trace,
    inlines,
    plain,
)
from goodoffices.brief._terms import mark_terms
from goodoffices.case import Uncertain
from goodoffices.zone import Change, Demand, Pivot, Size


def test_the_sections_stand_in_their_order(document):
    assert [section.anchor for section in document.sections] == [
        "bottom-line", "table", "wants", "agreed", "blocks", "claims", "made",
    ]  # fmt: skip


def test_every_link_leads_somewhere_and_no_anchor_stands_twice(document):
    there = [anchor for section in document.sections for anchor in anchors(section)]
    assert len(there) == len(set(there))
    wanted = set()
    for part in whole(document):
        match part:
            case Trace(_, to) | Link(_, to):
                wanted.add(to)
            case ClaimRef(claims):
                wanted |= {f"claim-{key}" for _, key in claims}
            case Disputed(_, number):
                wanted.add(f"term-{number}")
    assert wanted <= set(there)


def test_the_bottom_line_is_five_sentences(document):
    (lines,) = document.sections[0].blocks
    said = [plain(item.content) for item in lines.items]
    assert len(said) == 5
    assert all(line.endswith(".") for line in said)
    assert "forecasts nothing" in said[0]


def test_no_sentence_shows_a_hole(document):
    for section in document.sections:
        for run in runs(section):
            said = plain(run)
            assert "None" not in said
            assert "nan" not in said.split()
            assert ".." not in said
            assert "  " not in said


def test_without_a_zone_the_closest_package_and_what_it_breaks_are_named(case):
    document = compose(File(case), zone_of(inside=False))
    said = " ".join(plain(run) for run in runs(document.sections[3]))
    assert "falls short by 0.05" in said
    assert "It would break North’s no-agreement floor and South’s no-agreement floor." in said


def test_with_a_zone_nothing_is_said_to_block(case):
    document = compose(File(case), zone_of(inside=True))
    said = " ".join(plain(run) for run in runs(document.sections[4]))
    assert "nothing blocks" in said
    assert "No package satisfies" not in said


def test_a_position_without_claims_is_marked_as_an_assumption(document):
    wants = document.sections[2]
    marks = [p.kind for run in runs(wants) for p in parts(run) if isinstance(p, Mark)]
    assert "assumption" in marks
    assert "contested" in marks


def test_blank_cells_are_visible(document):
    wants = " ".join(plain(run) for run in runs(document.sections[2]))
    assert "no position recorded" in wants
    assert "four cells of 9 are blank" in wants


def test_a_delegate_on_a_separate_track_does_not_count_at_the_main_table(document):
    said = " ".join(plain(run) for run in runs(document.sections[1]))
    assert "from 1 military at Town" in said
    assert "to 1 political at City" in said
    assert "Not counted here: one delegate on a separate track (Ms Oak; trade group)." in said
    assert "Too few are named to compare the mix." in said


def test_a_side_at_the_table_without_a_named_delegate_is_shown_as_missing(document):
    said = " ".join(plain(run) for run in runs(document.sections[1]))
    assert "no delegate named in the sources (missing)" in said


def sections_of(section):
    yield section
    for part in section.sections:
        yield from sections_of(part)


def test_a_disputed_name_is_marked_once_in_a_section(document):
    marked = 0
    for section in document.sections:
        for part in sections_of(section):
            alone = dataclasses.replace(part, sections=())
            found = [p for run in runs(alone) for p in parts(run) if isinstance(p, Disputed)]
            assert len(found) <= 1
            marked += len(found)
    assert marked > 3
    explained = document.sections[-1].sections[2]
    assert explained.anchor == "disputed"
    assert not any(isinstance(p, Disputed) for run in runs(explained) for p in parts(run))


def marked(*content, terms=("Donbas", "war", "Old Town")):
    section = Section("a", inlines("Donbas"), (Paragraph(content),))
    marks = mark_terms(section, terms)
    assert plain(marks.title) == "Donbas"
    return plain(marks.blocks[0].content)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("In Donbas and all of donbas", "In Donbas† and all of donbas"),
        ("ties-to-donbas, pre-war, wartime, war", "ties-to-donbas, pre-war, wartime, war†"),
        ("Institute for the Study of War", "Institute for the Study of War"),
        ("It ended. War came", "It ended. War† came"),
        ("War in the old town", "War† in the old town†"),
    ],
)
def test_only_whole_words_that_are_no_part_of_a_name_are_marked(given, said):
    assert marked(Given(given)) == said


def test_what_is_disputed_in_one_use_is_listed_as_that_use():
    text = Text("Prisoners of war, since the war began")
    assert marked(text, terms=("the war",)) == "Prisoners of war, since the war† began"


def test_ids_sources_and_names_of_bodies_are_not_marked(case):
    data = case.model_copy(
        update={
            "disputed_terms": tuple(
                case.disputed_terms[0].model_copy(update={"term": term})
                for term in ("Gazette", "An essay", "A. Writer", "South", "General Pine")
            )
        }
    )
    document = compose(File(data), zone_of(inside=True))
    said = " ".join(plain(run) for section in document.sections for run in runs(section))
    for name in ("Gazette", "An essay", "A. Writer", "General Pine"):
        assert f"{name}†" not in said
    assert "South† will never give the bridge." in said


def test_a_numeric_sway_within_its_error_is_not_called_decisive(case):
    zone = zone_of(inside=True)
    weak = dataclasses.replace(zone.influences[0], low=zone.zone, high=zone.zone)
    document = compose(File(case), dataclasses.replace(zone, influences=(weak,)))
    said = plain(document.sections[0].blocks[0].items[3].content)
    assert "no single uncertain number decides the answer" in said


def test_a_result_of_another_case_is_refused(case):
    other = dataclasses.replace(zone_of(inside=True), case="elsewhere")
    with pytest.raises(ValueError, match="expected a result of two-valleys, got one of elsewhere"):
        compose(File(case), other)


def test_the_same_input_makes_the_same_bytes(case, zone):
    first, second = (compose(File(case), zone) for _ in range(2))
    assert as_html(first) == as_html(second)
    assert as_markdown(first) == as_markdown(second)
    assert json.dumps(as_json(first)) == json.dumps(as_json(second))


def test_markdown_says_what_the_page_says(document):
    written = as_markdown(document).replace("\\", "").replace("*", "").replace("<br>", "\n")
    for section in document.sections:
        for run in runs(section):
            said = plain(run).replace("‘", "").replace("’", "").strip()
            assert said in written.replace("‘", "").replace("’", ""), said


def texts(value):
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_json_carries_every_word_and_its_schema(document):
    data = json.loads(json.dumps(as_json(document), allow_nan=False))
    assert data["schema"] == "goodoffices/brief/1"
    carried = " ".join(texts(data["sections"]))
    for section in document.sections:
        for run in runs(section):
            for part in parts(run):
                if hasattr(part, "text"):
                    assert part.text in carried


def test_the_terminal_shows_the_words_of_the_page(case, zone):
    printed = " ".join(as_text(zone_sections(File(case), zone)).split())
    document = compose(File(case), zone)
    for item in document.sections[0].blocks[0].items:
        assert plain(item.content).replace("\u202f", " ") in printed.replace("\u202f", " ")


def test_no_line_on_the_terminal_is_wider_than_asked(case, zone):
    lines = as_text(zone_sections(File(case), zone), width=60).splitlines()
    assert max(map(len, lines)) <= 60


def test_what_is_worth_finding_out_is_named_unless_it_is_noise(document):
    said = " ".join(plain(run) for run in runs(document.sections[4]))
    assert "Most worth finding out before a package is proposed: whether South’s red line" in said
    assert "about 8 points (5–11)" in said
    assert "and then" not in said


def test_an_interrupted_analysis_says_so_first(case):
    zone = dataclasses.replace(zone_of(inside=True), unfinished=("what decides",))
    document = compose(File(case), zone)
    assert "interrupted" in plain(document.sections[0].blocks[0].content)
    run = next(part for part in document.sections[-1].sections if part.anchor == "run")
    assert plain(run.blocks[0].content).endswith("It lacks: what decides.")


def test_the_room_is_counted_and_an_estimate_is_called_one(case):
    zone = zone_of(inside=True)
    counted = plain(compose(File(case), zone).sections[3].blocks[-2].content)
    assert "3 of the 18 packages that break no rule" in counted
    assert "(counted one by one)" in counted
    rough = Size(972_040, 900_000, 1_040_000, exact=False, packages=3_168_000)
    sampled = compose(File(case), dataclasses.replace(zone, size=rough)).sections[3].blocks[-2]
    assert "970,000 of the 3.2 million packages" in plain(sampled.content)
    assert "(estimated from a sample; between 900,000 and 1 million)" in plain(sampled.content)


def test_a_red_line_that_is_rather_bargaining_leaves_the_option_open_in_doubt(case):
    stance = stances(case)
    assert stance["south", "bridge"].live == {"north": "no", "shared": "no", "south": "yes"}
    line = case.positions[2].red_lines[1].model_copy(update={"holds": Uncertain(0.1, 0.2, 0.3)})
    soft = case.positions[2].model_copy(
        update={"red_lines": (line,), "values": None, "ideal": "north"}
    )
    positions = tuple(soft if entry is case.positions[2] else entry for entry in case.positions)
    lives = stances(case.model_copy(update={"positions": positions}))["south", "bridge"].live
    assert lives == {"north": "yes", "shared": "maybe", "south": "yes"}


@pytest.mark.parametrize(
    ("inside", "value", "said"),
    [
        (True, 0.8, "in about 80 % of draws (78–82 %): some package then leaves North and South"),
        (True, 0.8, "At the most plausible numbers there is one too;"),
        (True, 0.3, "At the most plausible numbers there is one;"),
        (False, 0.3, "At the most plausible numbers there is none;"),
        (False, 0.0, "exists in none of the draws"),
    ],
)
def test_the_first_sentence_leads_with_the_share_of_draws(case, inside, value, said):
    zone = dataclasses.replace(zone_of(inside=inside), zone=share(value))
    document = compose(File(case), zone)
    first = plain(document.sections[0].blocks[0].items[0].content)
    assert said in first.replace("\u202f", " ")


@pytest.mark.parametrize(("meant", "said"), [(True, "were not meant"), (False, "were meant")])
def test_a_red_line_on_which_the_verdict_turns_is_named_beside_it(case, meant, said):
    pivot = Pivot(Demand("red_line", "south", "bridge", ("shared",)), meant=meant)
    zone = dataclasses.replace(zone_of(inside=True), pivots=(pivot,))
    first = plain(compose(File(case), zone).sections[0].blocks[0].items[0].content)
    assert "a verdict that would turn if South’s red line on ‘The Old Bridge†’" in first
    assert said in first


def test_the_least_change_is_named_with_one_that_settles_the_issue(case):
    document = compose(File(case), zone_of(inside=False))
    third = plain(document.sections[0].blocks[0].items[2].content).replace("\u202f", " ")
    assert third == (
        "The least change that would open a zone at the most plausible numbers: ‘The Old Bridge’ "
        "is left to a later procedure, and then there is one in about 90 % of draws (88–92 %); or "
        "South gives up its red line on ‘The Old Bridge’ (against “shared”) and North is content "
        "with 0.06 less than what it expects without agreement, and then there is one in about "
        "60 % of draws (58–62 %)."
    )


def test_changes_that_the_draws_cannot_tell_apart_are_not_ranked(case):
    zone = zone_of(inside=True)
    (lever,) = zone.levers
    other = dataclasses.replace(lever, change=Change("give_way", party="north", issue="bridge"))
    document = compose(File(case), dataclasses.replace(zone, levers=(lever, other)))
    said = " ".join(plain(run) for run in runs(document.sections[4]))
    assert "the first two changes below gain most" in said
    assert "says nothing about who should move" in said
