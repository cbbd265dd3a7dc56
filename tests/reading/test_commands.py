"""goodoffices read and new --from, as a user types them."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import select
import subprocess
import sys
import time

import pytest
import yaml
from click.testing import CliRunner
from support.fake_model import claim, sentences, serving

from goodoffices.case import read_case
from goodoffices.cli import goodoffices

COURIER = """\
Harbour talks resume in Geneva

Norway's foreign minister said on Tuesday that his country would not withdraw its troops before \
Sweden lifts the sanctions. According to two diplomats, the United Nations may propose a joint \
monitoring mission.

Sweden demands a full ceasefire before any prisoner exchange.

The next round of talks will be held in Geneva on 17-18 February 2026. The Swedish delegation is \
led by Foreign Minister Karl Berg.
"""
DATE = ("--date", "2026-02-10")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOODOFFICES_MODEL_KEY", raising=False)
    (tmp_path / "courier.txt").write_text(COURIER)
    return tmp_path


def run(*args, code=0):
    done = CliRunner().invoke(goodoffices, args)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output


def test_a_case_from_a_document_alone_passes_the_checks(here):
    out = run("new", "harbour", "--from", "courier.txt", *DATE)
    assert "wrote harbour.yaml" in out
    assert "no errors" in run("check", "harbour.yaml")
    case = read_case("harbour.yaml").case
    assert {party.id for party in case.parties} == {"norway", "sweden"}
    text = (here / case.sources[0].text.file).read_text()
    for each in case.claims:
        assert text[slice(*each.at.span)] in each.text
    run("new", "harbour", "--from", "courier.txt", code=1)


def test_new_says_what_is_wrong_with_its_documents(here):
    (here / "empty.txt").write_text("Nothing.\n")
    assert "no state or organisation" in run("new", "x", "--from", "empty.txt", code=1)
    assert "come after --from" in run("new", "x", "courier.txt", code=2)
    assert not (here / "x.yaml").exists()
    assert not (here / "documents").exists()


def test_proposals_go_into_a_file_and_from_it_into_the_case_and_back(here):
    run("new", "harbour")
    before = (here / "harbour.yaml").read_bytes()
    listed = run("read", "courier.txt", *DATE, "--case", "harbour.yaml")
    assert "could be added to harbour.yaml" in listed
    run("read", "courier.txt", *DATE, "--case", "harbour.yaml", "--patch", "p.yaml")
    assert (here / "harbour.yaml").read_bytes() == before
    assert "nothing is accepted" in run("read", "--apply", "p.yaml", "--case", "harbour.yaml")
    text = (here / "p.yaml").read_text()
    assert yaml.safe_load(text)["patch"] == "goodoffices/patch/1"
    (here / "p.yaml").write_text(text.replace("accept: no", "accept: yes"))
    run("read", "--apply", "p.yaml", "--case", "harbour.yaml")
    assert len(read_case("harbour.yaml").case.claims) > 4
    assert "nothing to propose" in run("read", "courier.txt", *DATE, "--case", "harbour.yaml")
    run("read", "--undo", "--case", "harbour.yaml")
    assert (here / "harbour.yaml").read_bytes() == before
    assert "nothing to undo" in run("read", "--undo", "--case", "harbour.yaml", code=1)


def test_a_bundled_case_is_not_written_to(here):
    out = run("read", "courier.txt", "--case", "geneva-2026", "--patch", "p.yaml", code=1)
    assert "copy it" in out
    assert not (here / "p.yaml").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "name a document"),
        (("courier.txt", "--undo"), "name one with --case"),
        (("courier.txt", "--undo", "--case", "c"), "leave FILE out"),
        (("--undo", "--apply", "p", "--case", "c"), "do not go together"),
        (("courier.txt", "--dry-run"), "name one with --model"),
        (("courier.txt", "--model-url", "http://127.0.0.1:9"), "name one with --model"),
    ],
)
@pytest.mark.usefixtures("here")
def test_wrong_usage_is_told(args, message):
    assert message in run("read", *args, code=2)


@pytest.mark.parametrize("option", ["--annotate", "--csv", "--web-annotation", "-o", "--json"])
def test_a_document_is_not_written_over(here, option):
    assert "is a document itself" in run("read", "courier.txt", option, "courier.txt", code=1)
    assert (here / "courier.txt").read_text() == COURIER


def test_a_dry_run_sends_nothing_and_says_where_it_would_go(here):
    with serving() as server:
        out = run("read", "courier.txt", "--model", "m", "--model-url", server.url, "--dry-run")
        assert server.seen == []
        assert f"To {server.url} (this machine), model m:" in out
        assert "Nothing was sent." in out
        plan = json.loads(run("read", "courier.txt", "--model", "m", "--dry-run", "--json", "-"))
    assert plan["calls"] == 1
    assert plan["prompt_tokens"] > 0
    assert not (here / "model-record").exists()


def reply(body):
    found = []
    for number, text in sentences(body).items():
        if "joint" in text:
            found.append(
                claim(
                    number,
                    "the United Nations may propose a joint monitoring mission",
                    speaker="two diplomats",
                    kind="attributed",
                )
            )
        if "ceasefire" in text:
            found.append(
                claim(
                    number,
                    "Sweden demands a full ceasefire",
                    holder="Sweden",
                    stance="for",
                    area="ceasefire",
                )
            )
        if "withdraw" in text:
            found.append(claim(number, "his country will withdraw its troops"))
    return json.dumps({"claims": found})


def test_two_readers_side_by_side_and_again_from_the_record(here, monkeypatch):
    monkeypatch.setenv("GOODOFFICES_MODEL_KEY", "sk-1")
    with serving() as server:
        server.replies = [reply]
        model = ("--model", "m", "--model-url", server.url)
        out = run("read", "courier.txt", *DATE, *model, "--annotate", "a.html")
        assert "found by both readers" in out
        assert "dropped 1: the quote is not in the sentence named for it" in out
        assert server.headers[0]["Authorization"] == "Bearer sk-1"
        count = len(server.seen)
        data = json.loads(run("read", "courier.txt", *DATE, *model, "--json", "-"))
        assert len(server.seen) == count
    assert [each["reader"] for each in data["readings"]] == ["rules", "model"]
    assert data["accounts"][0]["calls"] == 0
    assert data["agreements"][0]["both"] >= 1
    assert "both readers" in (here / "a.html").read_text()
    assert "sk-1" not in "".join(path.read_text() for path in (here / "model-record").iterdir())


def test_an_endpoint_that_is_down_is_one_message_and_the_rules_are_written(here):
    down = ("--model", "m", "--model-url", "http://127.0.0.1:9/v1")
    out = run("read", "courier.txt", *down, "-o", "claims.yaml", "--csv", "claims.csv", code=1)
    assert out.count("nothing answers there") == 1
    assert yaml.safe_load((here / "claims.yaml").read_text())["reader"] == "rules"
    assert (here / "claims.csv").read_text().startswith("document,")


def test_drift_between_two_documents(here):
    other = COURIER.replace("Norway's foreign minister", "The prime minister of Sweden")
    (here / "post.txt").write_text(other.replace("would not withdraw", "may partially withdraw"))
    out = run("read", "courier.txt", "post.txt", "--drift")
    assert "attributed to “Norway's foreign minister” here" in out
    assert "“would” here became “may” there, which is weaker" in out
    data = json.loads(run("read", "courier.txt", "post.txt", "--drift", "--json", "-"))
    assert {each["kind"] for each in data["drift"]} >= {"speaker", "strength", "denial"}
    assert "no statement was found to change" in run("read", "courier.txt", "--drift")


def test_all_formats_are_written_and_named(here):
    out = run(
        "read",
        "courier.txt",
        "--annotate",
        "a.html",
        "--csv",
        "a.csv",
        "--web-annotation",
        "a.jsonld",
        "--brat",
        "b",
    )
    for name in (
        "a.html",
        "a.csv",
        "a.jsonld",
        "b/courier.ann",
        "b/courier.txt",
        "b/annotation.conf",
    ):
        assert f"wrote {name}" in out
        assert (here / name).stat().st_size > 0


class Terminal:
    """A command at a terminal of its own."""

    def __init__(self, *args, **env):
        self.leader, follower = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "goodoffices", *args],
            stdin=follower, stdout=follower, stderr=follower, close_fds=True,
            env={**os.environ, "TERM": "dumb", **env},
        )  # fmt: skip
        os.close(follower)
        self.seen = ""

    def until(self, pattern, seconds=20):
        end = time.monotonic() + seconds
        while not re.search(pattern, self.seen):
            assert time.monotonic() < end, self.seen
            if select.select([self.leader], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.leader, 65536).decode(errors="replace")
                except OSError:
                    break
        assert re.search(pattern, self.seen), self.seen
        found, self.seen = self.seen, ""
        return found

    def type(self, text):
        os.write(self.leader, text.encode())

    def end(self, seconds=20):
        """Return the exit code, reading what is still printed: nobody waits for a full terminal."""
        end = time.monotonic() + seconds
        try:
            while self.process.poll() is None:
                assert time.monotonic() < end, self.seen
                if select.select([self.leader], [], [], 0.1)[0]:
                    with contextlib.suppress(OSError):
                        self.seen += os.read(self.leader, 65536).decode(errors="replace")
            return self.process.returncode
        finally:
            self.process.kill()
            self.process.wait()
            os.close(self.leader)


def test_at_a_terminal_each_proposal_is_accepted_mended_or_rejected(here):
    run("new", "harbour")
    before = (here / "harbour.yaml").read_text()
    editor = here / "editor.py"
    editor.write_text(
        "import sys\n"
        "text = open(sys.argv[1]).read()\n"
        "open(sys.argv[1], 'w').write(text.replace('credibility: 6', 'credibility: 3'))\n"
    )
    shell = Terminal(
        "read", "courier.txt", *DATE, "--case", "harbour.yaml",
        EDITOR=f"{sys.executable} {editor}", VISUAL=f"{sys.executable} {editor}",
    )  # fmt: skip
    answers = {"claim": ["m", "a"], "party": ["a"]}
    for _ in range(60):
        seen = shell.until(r"a/m/r/q: |added to harbour.yaml: [^\n]*\n|nothing accepted")
        if "added to harbour.yaml: " in seen or "nothing accepted" in seen:
            break
        kind = re.findall(r"\d+/\d+ (\w+)", seen)
        if kind:
            waiting = list(answers.get(kind[-1], ["r"]))
        shell.type(waiting.pop(0) + "\n")
    assert "added to harbour.yaml: " in seen, seen
    assert shell.end() == 0
    case = read_case("harbour.yaml").case
    new = case.claims[4:]
    assert new
    assert {each.credibility for each in new} == {3}
    assert not [step for step in case.steps if step.id not in ("open-harbour", "pull-back")]
    lines = (here / "harbour.yaml").read_text().splitlines()
    assert [line for line in before.splitlines() if line not in lines] == []


def test_leaving_the_terminal_half_way_writes_nothing(here):
    run("new", "harbour")
    before = (here / "harbour.yaml").read_bytes()
    shell = Terminal("read", "courier.txt", *DATE, "--case", "harbour.yaml")
    shell.until(r"a/m/r/q: ")
    shell.type("\x04")  # the end of input, as Ctrl-D types it
    assert shell.end() != 0
    assert (here / "harbour.yaml").read_bytes() == before
