"""Only this machine's own pages are answered."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from support.workbench import HERE, shared

from goodoffices.web import application
from goodoffices.web._guard import LIMIT
from goodoffices.web._pages import overview
from goodoffices.web._server import hosts_of


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8642", "127.0.0.1", "127.0.0.1:1", ""]
)
def test_a_foreign_host_is_refused(ask, host):
    response = ask.get("/", headers={"Host": host})
    assert response.status_code == 421
    assert "Cases" not in response.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_sites_page_reads_nothing(ask, site):
    asked = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
    assert ask.get("/", headers=asked).status_code == 403


def test_a_link_on_another_site_may_lead_here(ask):
    asked = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert ask.get("/", headers=asked).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": f"http://{HERE}"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none", "Origin": f"http://{HERE}"},
    ],
)
def test_another_sites_page_changes_nothing(ask, folder, asked):
    before = sorted(folder.iterdir())
    response = ask.post("/case/geneva-2026/copy", headers=asked)
    assert response.status_code == 403
    assert sorted(folder.iterdir()) == before


def test_a_change_without_a_sender_is_refused(folder):
    with TestClient(
        application(folder, hosts=[HERE], who="", work=shared()), base_url=f"http://{HERE}"
    ) as bare:
        assert bare.post("/case/geneva-2026/copy").status_code == 403


def test_a_body_that_says_it_is_huge_is_refused(ask):
    asked = {"Content-Length": str(LIMIT + 1)}
    assert ask.post("/language", headers=asked).status_code == 413


def test_a_body_that_does_not_say_its_length_is_counted(ask):
    def endless():
        for _ in range(LIMIT // 1_000_000 + 2):
            yield b"x" * 1_000_000

    response = ask.post(
        "/language",
        content=endless(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/", "/case/geneva-2026/", "/nowhere", "/static/workbench.css"])
def test_every_answer_says_what_a_page_may_do(ask, path):
    headers = ask.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_slip_of_ours_says_no_less(folder, monkeypatch):
    monkeypatch.setattr(overview, "check", None)
    app = application(folder, hosts=[HERE], who="", work=shared())
    with TestClient(app, base_url=f"http://{HERE}", raise_server_exceptions=False) as made:
        answer = made.get("/case/camp-david-1978/")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_the_port_of_every_web_server_is_left_out_by_browsers():
    assert "127.0.0.1:8642" in hosts_of(8642)
    assert "127.0.0.1" not in hosts_of(8642)
    assert {"127.0.0.1", "127.0.0.1:80", "localhost"} <= {*hosts_of(80)}
