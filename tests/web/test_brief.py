"""The brief on a page: the words of the command, and its files."""

from __future__ import annotations

import re

import pytest
from support.workbench import answered

AT = "/case/camp-david-1978/brief"


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_the_page_has_the_sections_that_the_command_writes(ask, folder, run_brief):
    shown = plain(answered(ask, f"{AT}/whole").text)
    written = plain(run_brief(folder / "camp-david-1978.yaml"))
    (lead,) = re.findall(r"A zone of possible agreement exists in .*?forecasts nothing\.", written)
    assert lead in shown
    for section in ("Bottom line", "What the record says", "How this was made"):
        assert section in shown


@pytest.fixture
def run_brief(tmp_path):
    from click.testing import CliRunner

    from goodoffices.cli import goodoffices

    def run(case):
        target = tmp_path / "b.html"
        done = CliRunner().invoke(goodoffices, ["brief", str(case), "-o", str(target)])
        assert done.exit_code == 0
        return target.read_text(encoding="utf-8")

    return run


def test_a_file_has_the_chosen_sections_and_the_marking(ask):
    query = "ending=.md&section=bottom-line&section=blocks&marking=for+the+%3Cdelegation%3E"
    made = answered(ask, f"{AT}/export?{query}").text
    link = re.search(r'href="([^"]+)" download="camp-david-1978-brief.md"', made)[1]
    response = ask.get(link)
    assert "attachment" in response.headers["content-disposition"]
    assert response.headers["content-type"].startswith("text/markdown")
    headings = re.findall(r"(?m)^## (\d+)\. ", response.text)
    assert headings == ["1", "5"]
    assert "for the" in response.text
    assert "<delegation>" not in response.text
    # It is a file of this case and of this kind, and of no other.
    assert ask.get(link.replace(".md", ".html")).status_code == 404
    assert ask.get(link.replace("camp-david-1978", "aceh-2005")).status_code == 404


@pytest.mark.parametrize(
    "query", ["ending=.exe", "ending=.md&section=nowhere", "ending=.md&marking=" + "x" * 200]
)
def test_a_wish_that_cannot_be_met_is_one_clear_error(ask, query):
    response = ask.get(f"{AT}/export?{query}")
    assert response.status_code == 422
    assert "Traceback" not in response.text


def test_only_what_was_made_can_be_saved(ask):
    assert ask.get(f"{AT}/file/99999.pdf").status_code == 404
    assert ask.get(f"{AT}/file/1.exe").status_code == 404
