"""What the pages show, without a browser."""

from __future__ import annotations

import re

import pytest
from support.workbench import answered, client, example

from goodoffices.case import Remove, bundled, edit_case


def test_the_list_shows_the_folders_cases_and_the_bundled_ones(ask, folder):
    text = ask.get("/").text
    assert str(folder) in text
    assert set(re.findall(r'<h2><a href="/case/([^/"]+)/', text)) == set(bundled())
    assert 'action="/case/geneva-2026/copy"' in text
    assert 'action="/case/camp-david-1978/copy"' not in text


def test_the_list_says_how_often_there_is_a_zone(ask):
    text = ask.get("/case/camp-david-1978/chance").text
    assert re.search(r"\d+\u202f% of draws.*\(\d+ to \d+\)", text)


def test_what_is_no_case_is_not_listed(ask, folder):
    (folder / "compose.yaml").write_text("services: {}\n")
    (folder / "scenario.yaml").write_text("scenario: x\nset: {}\n")
    (folder / ".hidden.yaml").write_text("format: 1\n")
    text = ask.get("/").text
    assert "compose" not in text
    assert "/case/scenario" not in text
    assert "hidden" not in text


def test_a_case_with_errors_is_listed_with_them(ask, folder):
    (folder / "broken.yaml").write_text(
        "format: 1\ncase: broken\nas_of: <script>alert(1)</script>\n"
    )
    listed = ask.get("/").text
    assert "broken.yaml:3" in listed
    assert "<script>alert" not in listed
    opened = ask.get("/case/broken/")
    assert opened.status_code == 422
    assert "broken.yaml:3" in opened.text
    assert "<script>alert" not in opened.text


def test_a_bundled_case_can_be_copied_once_and_is_then_the_folders(ask, folder):
    response = ask.post("/case/geneva-2026/copy")
    assert response.status_code == 303
    assert response.headers["location"] == "/case/geneva-2026/"
    copied = folder / "geneva-2026.yaml"
    copied.write_text(copied.read_text().replace("title:", "title: Mine,", 1))
    assert ask.post("/case/geneva-2026/copy").status_code == 303
    assert "title: Mine," in copied.read_text()


def test_a_copy_replaces_no_other_file_of_its_name(ask, folder):
    other = folder / "geneva-2026.yaml"
    other.write_text("notes: of my own\n")
    response = ask.post("/case/geneva-2026/copy")
    assert response.status_code == 422
    assert "rename it first" in response.text
    assert other.read_text() == "notes: of my own\n"


@pytest.mark.parametrize(
    "key", ["%2e%2e", "..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", "x%00y", "a" * 3000]
)
def test_nothing_outside_the_folder_can_be_named(ask, key):
    assert ask.get(f"/case/{key}/").status_code == 404
    assert ask.get(f"/static/{key}").status_code == 404


def test_the_overview_says_what_check_finds_and_then_what_could_be_agreed(ask):
    assert "finding" in ask.get("/case/camp-david-1978/").text
    part = answered(ask, "/case/camp-david-1978/bottom-line")
    assert part.status_code == 200
    assert "Bottom line" in part.text


def test_the_overview_of_a_case_without_a_summary_says_nothing_of_one(ask, folder):
    path = folder / "camp-david-1978.yaml"
    path.write_bytes(edit_case(path.read_bytes(), [Remove("summary")], path.name))
    text = ask.get("/case/camp-david-1978/").text
    assert "None" not in text[text.index('class="what-it-is"') : text.index("facts")]


def test_links_that_a_part_does_not_hold_lead_to_the_whole_brief(ask):
    text = answered(ask, "/case/camp-david-1978/bottom-line").text
    anchors = set(re.findall(r'\bid="([^"]*)"', text))
    links = re.findall(r'href="([^"]*)"', text)
    assert links
    for link in links:
        assert (link[1:] in anchors) if link.startswith("#") else (
            link.startswith("/case/camp-david-1978/brief#")
        )  # fmt: skip


def test_a_long_answer_can_be_cancelled_and_asked_again(tmp_path):
    example(tmp_path, "geneva-2026")
    with client(tmp_path) as ask:
        text = ask.get("/case/geneva-2026/bottom-line").text
        number = re.search(r"/jobs/(\d+)/cancel", text)[1]
        follow = re.search(r'hx-get="([^"]+)"', text)[1].replace("&amp;", "&")
        here = {"here": "/case/geneva-2026/bottom-line"}
        assert "Cancelled" in ask.post(f"/jobs/{number}/cancel", data=here).text
        assert "Cancelled" in ask.get(follow).text, "whoever follows it does not start it again"
        assert "Cancelled" not in ask.get("/case/geneva-2026/bottom-line").text


def test_an_unknown_job_or_a_strange_number_is_no_page(ask):
    assert ask.post("/jobs/999/cancel", data={"here": "/"}).status_code == 404
    assert ask.post("/jobs/x/cancel", data={"here": "/"}).status_code == 404


def test_the_way_back_never_leaves_this_server(ask):
    away = {"Referer": "http://evil.example//evil.example/x"}
    response = ask.post("/language", data={"language": "en"}, headers=away)
    assert response.headers["location"] == "/"


def test_the_way_back_keeps_the_state_of_the_page(ask):
    there = "/case/camp-david-1978/draft?d.sinai-settlements=removed"
    came = {"Referer": f"http://127.0.0.1:8642{there}"}
    response = ask.post("/language", data={"language": "en"}, headers=came)
    assert response.headers["location"] == there
