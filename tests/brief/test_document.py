"""What the composed document holds, whatever its format."""

from __future__ import annotations

import dataclasses
import json

import pytest

from goodoffices.brief import as_html, as_json, as_markdown, as_text, compose, zone_sections
from goodoffices.brief._document import (
    Bullets,
    ClaimRef,
    Disputed,
    Figure,
    Link,
    Mark,
    Paragraph,
    Strong,
    Table,
    Trace,
    plain,
)


def runs(section):
    """Yield every run of inline parts of a section."""
    yield section.title
    for block in section.blocks:
        match block:
            case Paragraph(content):
                yield content
            case Bullets(items):
                yield from (item.content for item in items)
            case Table():
                yield from cells(block)
            case Figure():
                yield block.caption
                yield from cells(block.data)
    for part in section.sections:
        yield from runs(part)


def cells(table):
    yield table.caption
    yield from (column.head for column in table.columns)
    yield from (line for row in table.rows for cell in row.cells for line in cell.lines)


def parts(content):
    for part in content:
        yield part
        if isinstance(part, Strong | Trace | Link):
            yield from parts(part.content)


def anchors(section):
    yield section.anchor
    for block in section.blocks:
        match block:
            case Bullets(items):
                yield from (item.anchor for item in items if item.anchor)
            case Table():
                yield block.anchor
                yield from (row.anchor for row in block.rows if row.anchor)
            case Figure():
                yield block.anchor
                yield block.data.anchor
                if hasattr(block.chart, "scales"):
                    yield from (scale.anchor for scale in block.chart.scales)
    for part in section.sections:
        yield from anchors(part)


def whole(document):
    return [part for section in document.sections for run in runs(section) for part in parts(run)]


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


def test_without_a_zone_the_closest_package_and_what_it_breaks_are_named(case, make_zone, file_of):
    document = compose(file_of(case), make_zone(inside=False))
    said = " ".join(plain(run) for run in runs(document.sections[3]))
    assert "falls short by 0.05" in said
    assert "It would break North’s no-agreement floor and South’s no-agreement floor." in said


def test_with_a_zone_nothing_is_said_to_block(case, make_zone, file_of):
    document = compose(file_of(case), make_zone(inside=True))
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


def test_a_disputed_name_is_marked_wherever_it_stands(document):
    disputed = [part for part in whole(document) if isinstance(part, Disputed)]
    assert len(disputed) > 5
    explained = document.sections[-1].sections[2]
    assert explained.anchor == "disputed"
    assert not any(isinstance(p, Disputed) for run in runs(explained) for p in parts(run))


def test_a_numeric_sway_within_its_error_is_not_called_decisive(case, make_zone, file_of):
    zone = make_zone(inside=True)
    weak = dataclasses.replace(zone.influences[0], low=zone.zone, high=zone.zone)
    document = compose(file_of(case), dataclasses.replace(zone, influences=(weak,)))
    said = plain(document.sections[0].blocks[0].items[3].content)
    assert "no single uncertain number decides the answer" in said


def test_a_result_of_another_case_is_refused(case, make_zone, file_of):
    other = dataclasses.replace(make_zone(inside=True), case="elsewhere")
    with pytest.raises(ValueError, match="expected a result of two-valleys, got one of elsewhere"):
        compose(file_of(case), other)


def test_the_same_input_makes_the_same_bytes(case, zone, file_of):
    first, second = (compose(file_of(case), zone) for _ in range(2))
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


def test_the_terminal_shows_the_words_of_the_page(case, zone, file_of):
    printed = " ".join(as_text(zone_sections(file_of(case), zone)).split())
    document = compose(file_of(case), zone)
    for item in document.sections[0].blocks[0].items:
        assert plain(item.content).replace("\u202f", " ") in printed.replace("\u202f", " ")


def test_no_line_on_the_terminal_is_wider_than_asked(case, zone, file_of):
    lines = as_text(zone_sections(file_of(case), zone), width=60).splitlines()
    assert max(map(len, lines)) <= 60
