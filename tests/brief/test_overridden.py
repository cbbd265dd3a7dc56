"""A brief of a what-if says so at its head, and lists what was set otherwise."""

from __future__ import annotations

import dataclasses

import pytest
from support.two_valleys import CASE, File, case_of, zone_of

from goodoffices.brief import as_html, as_markdown, as_text, compose, zone_sections
from goodoffices.case import Override

SET = Override("events[thaw].hazard_per_month", "0.1", "[0.1, 0.2, 0.4]")
ADDED = Override("talks.protocol", None, "single-text")
GONE = Override("events[flood]", "{id: flood, name: " + "A long flood " * 20 + "}", None)


def what_if(*entries: Override) -> File:
    return File(case_of(CASE), overrides=entries)


def test_each_change_is_told_with_what_it_replaces():
    text = as_text(zone_sections(what_if(SET, ADDED, GONE), zone_of(inside=True)), width=1000)
    lines = text.splitlines()
    assert lines[0] == "What was set otherwise"
    assert "- events[thaw].hazard_per_month is [0.1, 0.2, 0.4] in place of 0.1." in lines
    assert "- talks.protocol is single-text; the file does not give it." in lines
    removed = next(line for line in lines if line.startswith("- events[flood]"))
    assert removed.startswith("- events[flood] is removed; the file has {id: flood, name: A long")
    assert removed.endswith("…")
    assert len(removed) < 160


def test_the_head_of_the_brief_leads_to_the_list():
    page = as_html(compose(what_if(SET, ADDED), zone_of(inside=True)))
    head, _, rest = page.partition("Bottom line")
    assert "A what-if: " in head
    assert 'href="#overridden"' in head
    assert rest.count('id="overridden"') == 1
    assert "SHA-256 of the case file and what was set otherwise" in page


@pytest.mark.parametrize("inside", [True, False])
def test_a_brief_of_the_case_as_it_is_speaks_of_no_what_if(inside):
    for text in (
        as_markdown(compose(what_if(), zone_of(inside=inside))),
        as_text(zone_sections(what_if(), zone_of(inside=inside))),
    ):
        assert "what-if" not in text
        assert "set otherwise" not in text


def test_a_hostile_value_stays_text():
    hostile = dataclasses.replace(SET, after='"<script>alert(1)</script>\u202e"')
    page = as_html(compose(what_if(hostile), zone_of(inside=True)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
