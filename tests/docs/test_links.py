"""Whatever a page points to is there."""

from __future__ import annotations

import re

import pytest
from support.pages import FENCE, ROOT, name, pages

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)


def anchors(text):
    """The anchors of a page, by the rule that the usual Markdown viewers share."""
    plain = FENCE.sub("", text)
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
        for title in HEADING.findall(plain)
    }


@pytest.mark.parametrize("page", pages(), ids=name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{target} is not there"
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), f"no heading for {target}"


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        targets = LINK.findall(page.read_text(encoding="utf-8"))
        waiting += [
            (page.parent / target.partition("#")[0]).resolve()
            for target in targets
            if not re.match(r"[a-z]+:|#", target)
        ]
    assert set(pages()) <= reached


def test_make_targets_in_the_pages_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    told = re.compile(r"(?:^(?=make [a-z-]+ *(?:#|$))|`)make ([a-z-]+)", re.MULTILINE)
    for page in pages():
        for target in told.findall(page.read_text(encoding="utf-8")):
            assert target in targets, f"{name(page)} names make {target}"


def test_works_named_in_a_page_are_in_its_references():
    cited = re.compile(r"(\w+)(?: et al\.)?\s((?:19|20)\d\d)(?=[);:,])")
    for page in pages():
        text, found, references = page.read_text(encoding="utf-8").partition("\n## References\n")
        if found:
            for who, year in cited.findall(text):
                assert re.search(rf"\b{who}\s(?:et al\.\s)?{year}\b", references), f"{who} {year}"
