"""Several people, one case: nothing is lost, nothing is overwritten unseen, everything can be undone."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from support.forms import clash, forms, guarded, step
from support.workbench import HERE, OURS, client, example, shared

from goodoffices.case import (
    OutputError,
    Put,
    edit_case,
    parse_case,
    read_case,
    read_package,
    read_scenario,
    read_version,
    versions,
)
from goodoffices.case.new import new_text
from goodoffices.web import _saving
from goodoffices.web._readings import Readings

KEY = "camp-david-1978"
AT = f"/case/{KEY}"
CELL = f"{AT}/matrix/cell/egypt/sinai-land"
OTHER = f"{AT}/matrix/cell/israel/sinai-land"


@pytest.fixture
def path(folder):
    return folder / f"{KEY}.yaml"


def form(ask, there=CELL, **changed):
    return guarded(ask.get(there).text) | changed


def why(path, party="egypt"):
    found = read_case(path).case.positions
    return next(p.why for p in found if (p.party, p.issue) == (party, "sinai-land"))


def by_hand(path, *edits):
    path.write_bytes(edit_case(path.read_bytes(), edits, "x.yaml"))


def test_two_who_change_different_cells_lose_nothing(ask, path):
    mine, theirs = form(ask, why="Mine."), form(ask, OTHER, why="Theirs.")
    assert "saved=" in ask.post(OTHER, data=theirs).headers["location"]
    location = ask.post(CELL, data=mine).headers["location"]
    assert "merged=1" in location
    assert "both changes are in it" in ask.get(location).text
    assert (why(path), why(path, "israel")) == ("Mine.", "Theirs.")
    assert "egypt" in versions(path)[2].what
    assert "israel" not in versions(path)[2].what


def test_two_fields_of_one_cell_are_merged(ask, path):
    mine, theirs = form(ask, why="Mine."), form(ask, stated="partial")
    ask.post(CELL, data=theirs)
    assert ask.post(CELL, data=mine).status_code == 303
    assert why(path) == "Mine."
    assert next(iter(read_case(path).case.positions)).stated == "partial"


def test_an_editors_change_is_merged_with_its_comments(ask, path):
    mine = form(ask, why="Mine.")
    path.write_bytes(path.read_bytes().replace(b"format: 1", b"# by hand\nformat: 1"))
    assert ask.post(CELL, data=mine).status_code == 303
    assert b"# by hand\n" in path.read_bytes()
    assert why(path) == "Mine."
    # What was found there is a version of its own.
    assert versions(path)[0].what == "as found on disk"
    assert b"by hand" in read_version(path, 1)


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Mine."), ("theirs", "Theirs.")])
def test_who_changes_the_same_is_shown_both_and_chooses(ask, path, choice, kept):
    mine, theirs = form(ask, why="Mine <b>.", stated="partial"), form(ask, why="Theirs.")
    mine["why"] = "Mine."
    ask.post(CELL, data=theirs)
    before = path.read_bytes()
    response = ask.post(CELL, data=mine)
    assert response.status_code == 409
    assert path.read_bytes() == before
    for words in ("Mine.", "Theirs.", "Its own land"):
        assert words in response.text
    sent = clash(response.text)
    assert json.loads(sent["path.0"][0]) == ["positions", "egypt,sinai-land", "why"]
    # Without a choice it is asked again.
    assert ask.post(CELL, data=sent).status_code == 409
    assert path.read_bytes() == before
    assert ask.post(CELL, data=sent | {"choice.0": choice}).status_code == 303
    assert why(path) == kept
    # What did not clash is merged whatever was chosen.
    assert next(iter(read_case(path).case.positions)).stated == "partial"


def test_a_choice_counts_only_against_what_was_seen(ask, path):
    mine = form(ask, why="Mine.")
    ask.post(CELL, data=form(ask, why="Theirs."))
    sent = clash(ask.post(CELL, data=mine).text) | {"choice.0": "mine"}
    ask.post(CELL, data=form(ask, why="Theirs again."))
    response = ask.post(CELL, data=sent)
    assert response.status_code == 409
    assert "once more" in response.text
    assert "Theirs again." in response.text
    assert why(path) == "Theirs again."


def test_what_cannot_be_merged_is_typed_over_the_file_as_it_is(ask, path):
    # They take the claim out that mine begins to cite.
    claim = {"id": "lonely", "text": "x", "source": read_case(path).case.sources[0].id,
             "kind": "fact", "credibility": 3}  # fmt: skip
    text = path.read_bytes()
    with_claim = edit_case(text, [Put("claims", [*plain_claims(path), claim])], "x")
    path.write_bytes(with_claim)
    mine = form(ask, claims=["", "lonely"], why="Mine.")
    path.write_bytes(edit_case(text, [Put("title", "Another title")], "x"))
    response = ask.post(CELL, data=mine)
    assert response.status_code == 409
    assert "lonely" in response.text
    again = guarded(response.text)
    assert again["why"] == ["Mine."]
    assert why(path) != "Mine."
    assert ask.post(CELL, data=again | {"claims": ""}).status_code == 303
    assert (why(path), read_case(path).case.title) == ("Mine.", "Another title")


def plain_claims(path):
    return [each.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
            for each in read_case(path).case.claims]  # fmt: skip


def test_a_form_of_a_version_that_nobody_knows_is_not_saved_unseen(folder, path):
    with client(folder) as ask:
        mine = form(ask, why="Mine.")
    by_hand(path, Put("positions[egypt,sinai-land].stated", "partial"))
    # Another server knows nothing of it, and the history has it not.
    with client(folder) as ask:
        before = path.read_bytes()
        response = ask.post(CELL, data=mine)
        assert response.status_code == 409
        assert "not known any more" in response.text
        assert "<code>stated</code>" in response.text
        assert path.read_bytes() == before
        assert ask.post(CELL, data=guarded(response.text)).status_code == 303
    assert why(path) == "Mine."


def test_the_file_gone_is_said_and_not_made_again(ask, path):
    mine = form(ask, why="Mine.")
    path.unlink()
    # A bundled case of this name is there still, and is not written.
    assert ask.post(CELL, data=mine).status_code == 403
    assert not path.exists()


def test_a_history_that_cannot_be_written_does_not_stop_a_save(ask, path, folder):
    (folder / ".goodoffices").write_text("in the way")
    response = ask.post(CELL, data=form(ask, why="Mine."))
    assert "unkept=1" in response.headers["location"]
    assert "could not be kept" in ask.get(response.headers["location"]).text
    assert why(path) == "Mine."
    assert ask.get(f"{AT}/history").status_code == 200


def test_undo_and_redo_are_versions_that_every_tab_shares(folder, path):
    with client(folder) as one:
        start = path.read_bytes()
        for text in ("First.", "Second."):
            one.post(CELL, data=form(one, why=text))
        address, fields = step(one.get(f"{AT}/matrix").text, "undo")
        stale = dict(fields)
        response = one.post(address, data=fields)
        assert response.headers["location"].endswith("?undone=1")
        assert "version 2 restored" in one.get(response.headers["location"]).text
        assert why(path) == "First."
        # Another tab, made before that, undoes nothing that it has not seen.
        response = one.post(address, data=stale)
        assert response.headers["location"].endswith("?changed=1")
        assert why(path) == "First."
        address, fields = step(one.get(f"{AT}/history").text, "redo")
        one.post(address, data=fields)
        assert why(path) == "Second."
        for _ in range(2):
            one.post(*[f"{AT}/undo"], data=step(one.get(CELL).text, "undo")[1])
        assert path.read_bytes() == start
        text = one.get(f"{AT}/matrix").text
        assert "<button disabled" in text
        assert len(versions(path)) == 7
    # After a restart the line is that of the log, all of which can be undone.
    with client(folder) as other:
        address, fields = step(other.get(f"{AT}/matrix").text, "undo")
        other.post(address, data=fields)
        assert why(path) == "First."


def test_who_waits_for_another_program_keeps_nobody_else_waiting(ask, folder):
    page = ask.get(ask.post(CELL, data=form(ask, why="Mine.")).headers["location"])
    address, sent = step(page.text, "undo")
    found = []
    undo = threading.Thread(target=lambda: found.append(ask.post(address, data=sent)))
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        undo.start()
        time.sleep(0.3)
        for there in (CELL, f"{AT}/matrix", f"{AT}/source", f"{AT}/history", "/"):
            assert ask.get(there).status_code == 200
            assert not found
    finally:
        os.close(handle)
    undo.join()
    assert "undone=1" in found[0].headers["location"]
    # Who looked while it waited took nothing away from what can be done again.
    address, sent = step(ask.get(found[0].headers["location"]).text, "redo")
    assert "redone=1" in ask.post(address, data=sent).headers["location"]


@pytest.mark.parametrize("there", [CELL, f"{AT}/source"])
def test_what_was_typed_stays_where_the_file_cannot_be_written(ask, path, monkeypatch, there):
    typed = {"why": "Mine."} if there == CELL else {"text": path.read_text() + "# Mine.\n"}
    sent, before = form(ask, there, **typed), path.read_bytes()

    def full(*_arguments, **_named):
        raise OutputError("no space is left")

    monkeypatch.setattr(_saving, "save_case", full)
    response = ask.post(there, data=sent)
    assert response.status_code == 422
    assert "no space is left" in response.text
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert ask.post(there, data=guarded(response.text)).status_code == 303
    assert b"Mine." in path.read_bytes()


def test_what_was_typed_stays_where_the_file_was_broken_meanwhile(ask, path):
    sent, before = form(ask, why="Mine."), path.read_bytes()
    path.write_bytes(before.replace(b"format: 1", b"format: ["))
    response = ask.post(CELL, data=sent)
    assert response.status_code == 422
    assert f"{path.name}:1" in response.text
    assert b"Mine." not in path.read_bytes()
    path.write_bytes(before)
    assert ask.post(CELL, data=guarded(response.text)).status_code == 303
    assert why(path) == "Mine."


def test_to_undo_a_merged_save_keeps_what_another_program_wrote(ask, path):
    for text in ("First.", "Second."):
        # The second time the version before is in the history, the first time it is not.
        mine = form(ask, why=text)
        by_hand(path, Put("parties[egypt].note", f"By hand before {text}"))
        theirs = path.read_bytes()
        assert "merged=1" in ask.post(CELL, data=mine).headers["location"]
        for way, done in (("undo", "undone"), ("redo", "redone"), ("undo", "undone")):
            response = ask.post(f"{AT}/{way}", data=step(ask.get(CELL).text, way)[1])
            assert response.headers["location"].endswith(f"?{done}=1")
            assert (path.read_bytes() == theirs) == (way == "undo")


def test_the_history_tells_differs_and_restores(ask, path):
    ask.post(CELL, data=form(ask, why="First."))
    ask.post(CELL, data=form(ask, **{"weight.mode": "0.3"}))
    text = ask.get(f"{AT}/history?from=1&to=3").text
    assert "weight 0.25 (0.18–0.34) → 0.3 (0.18–0.34)" in text
    assert "tester" in text
    restores = [each for each in forms(text) if "restore" in each["attrs"].get("action", "")]
    assert len(restores) == 2
    oldest = restores[-1]
    response = ask.post(oldest["attrs"]["action"], data=oldest["fields"])
    assert "restored=1" in response.headers["location"]
    assert path.read_bytes() == read_version(path, 1)
    assert len(versions(path)) == 4
    # From a page that was made before, nothing is restored.
    response = ask.post(oldest["attrs"]["action"].replace("/1/", "/2/"), data=oldest["fields"])
    assert "changed=1" in response.headers["location"]
    assert ask.get(f"{AT}/history?from=1&to=99").status_code == 404
    assert ask.get(f"{AT}/history?from=x&to=-1").status_code == 200
    assert ask.post(f"{AT}/history/99/restore", data=oldest["fields"]).status_code in (303, 422)


def test_the_source_text_is_saved_merged_and_judged(ask, path):
    there = f"{AT}/source"
    fields = guarded(ask.get(there).text)
    assert fields["text"][0].replace("\r\n", "\n").encode() == path.read_bytes()
    assert ask.post(there, data=fields).headers["location"].endswith("same=1")
    typed = fields["text"][0].replace("Egypt", "Misr", 1)
    ask.post(CELL, data=form(ask, why="Theirs."))
    assert "merged=1" in ask.post(there, data=fields | {"text": typed}).headers["location"]
    assert "Misr" in path.read_text()
    assert why(path) == "Theirs."
    fields = guarded(ask.get(there).text)
    broken = fields["text"][0].replace("weight: [", "weight: {", 1)
    before = path.read_bytes()
    for address in (there, f"{AT}/check/source"):
        response = ask.post(address, data=fields | {"text": broken})
        assert "1 error" in response.text
        assert "data-line=" in response.text
    assert guarded(ask.post(there, data=fields | {"text": broken}).text)["text"][0].replace(
        "\r\n", "\n"
    ) == broken.replace("\r\n", "\n")
    assert path.read_bytes() == before


def test_a_text_of_a_version_that_nobody_knows_replaces_only_on_purpose(folder, path):
    there = f"{AT}/source"
    with client(folder) as ask:
        fields = guarded(ask.get(there).text)
    fields["text"] = fields["text"][0].replace("Egypt", "Misr", 1)
    by_hand(path, Put("positions[egypt,sinai-land].stated", "partial"))
    theirs = path.read_bytes()
    with client(folder) as ask:
        response = ask.post(there, data=fields)
        assert response.status_code == 409
        assert "not known any more" in response.text
        assert path.read_bytes() == theirs
        # To save again does not help; only the button that says so does.
        assert ask.post(there, data=guarded(response.text)).status_code == 409
        (seen,) = re.findall(r'name="overrule" value="([0-9a-f]{64})"', response.text)
        assert ask.post(there, data=fields | {"overrule": seen}).status_code == 303
    assert "Misr" in path.read_text()
    assert read_version(path, 1) == theirs


def test_line_ends_and_the_byte_order_mark_stay(ask, path):
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    there = f"{AT}/source"
    fields = guarded(ask.get(there).text)
    fields["text"] = fields["text"][0].replace("Egypt", "Misr", 1)
    before = path.read_bytes()
    assert ask.post(there, data=fields).status_code == 303
    assert path.read_bytes() == before.replace(b"Egypt", b"Misr", 1)


def test_a_case_that_does_not_open_is_mended_in_its_source_text(ask, path):
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"stated: full", b"stated: fool", 1))
    there = f"{AT}/source"
    response = ask.get(there)
    assert response.status_code == 200
    assert "fool" in response.text
    assert "data-line=" in response.text
    fields = guarded(response.text)
    fields["text"] = fields["text"][0].replace("fool", "full")
    assert "cannot be saved" not in ask.post(f"{AT}/check/source", data=fields).text
    assert ask.post(there, data=fields).status_code == 303
    assert path.read_bytes() == sound


@pytest.mark.parametrize("text", ["", "x", "a: [", "\x00", "x" * 5_600_000, "a: &x [*x]"])
def test_a_text_that_is_no_case_is_refused(ask, path, text):
    before = path.read_bytes()
    fields = guarded(ask.get(f"{AT}/source").text) | {"text": text}
    assert ask.post(f"{AT}/source", data=fields).status_code in (400, 422)
    assert path.read_bytes() == before


def test_many_at_once_lose_nothing(ask, path):
    """Each changes a field of its own, from a form of the same version."""
    case = read_case(path).case
    places = [(p.party, p.issue) for p in case.positions][:4]
    sent = [
        (
            f"{AT}/matrix/cell/{party}/{issue}",
            form(ask, f"{AT}/matrix/cell/{party}/{issue}", why=f"{party} {issue}"),
        )
        for party, issue in places
    ]
    done = []
    threads = [
        threading.Thread(
            target=lambda one=one: done.append(ask.post(one[0], data=one[1]).status_code)
        )
        for one in sent
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [303] * len(places)
    after = {(p.party, p.issue): p.why for p in read_case(path).case.positions}
    assert all(after[place] == " ".join(place) for place in places)
    assert len(versions(path)) == len(places) + 1


SERVER = """
import sys
from pathlib import Path
import uvicorn
from goodoffices.web import application
import socket
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
port = listening.getsockname()[1]
app = application(Path(sys.argv[1]), hosts=[f"127.0.0.1:{port}"], who="tester")
print(port, flush=True)
app.state.work.warm = lambda: None
uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none")).run(sockets=[listening])
"""


def test_killed_while_it_saves_the_file_is_whole_and_every_version_is_kept(tmp_path):
    import httpx2 as httpx

    path = tmp_path / "harbour.yaml"
    path.write_text(new_text("harbour"))
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    first, before = path.read_bytes(), 1
    for pause in (0.05, 0.15, 0.3):
        with subprocess.Popen(
            [sys.executable, script, tmp_path], stdout=subprocess.PIPE, text=True
        ) as process:
            here = f"http://127.0.0.1:{process.stdout.readline().strip()}"
            ask = httpx.Client(base_url=here, headers=OURS | {"Origin": here}, timeout=20)
            answered = []

            def saves(ask=ask, answered=answered, pause=pause):
                n = int(1000 * pause)
                while True:
                    n += 1
                    try:
                        fields = guarded(ask.get("/case/harbour/source").text)
                        text = re_titled(fields["text"][0], n)
                        answered.append(
                            ask.post("/case/harbour/source", data=fields | {"text": text})
                        )
                    except httpx.HTTPError:
                        return

            thread = threading.Thread(target=saves)
            thread.start()
            while not answered:
                time.sleep(0.01)
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
            thread.join()
        assert {each.status_code for each in answered} == {303}
        now = path.read_bytes()
        parse_case(now, "harbour.yaml")
        found = versions(path)
        # Every save that was answered is a version.
        made = [each for each in found if each.number > before]
        assert len(made) >= len(answered)
        assert read_version(path, found[-1].number) == now
        assert read_version(path, 1) == first
        assert [one.sha256 for one in found[:-1]] == [one.parent for one in found[1:]]
        before = found[-1].number


def test_killed_while_it_keeps_what_lies_beside_a_case_nothing_of_it_is_half(tmp_path):
    import httpx2 as httpx

    folder = tmp_path / "cases"
    folder.mkdir()
    case = read_case(example(folder)).case
    issue = case.issues[0]
    there_is = f"parties[{case.parties[0].id}].no_agreement.utility"
    kept, decided = set(), set()
    for pause in (0.05, 0.2):
        with subprocess.Popen(
            [sys.executable, "-c", SERVER, folder],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(tmp_path)},
        ) as process:  # fmt: skip
            here = f"http://127.0.0.1:{process.stdout.readline().strip()}"
            ask = httpx.Client(base_url=here, headers=OURS | {"Origin": here}, timeout=60)

            def keeps(ask=ask, pause=pause):
                for n in range(int(1000 * pause), 10_000):
                    more = {"title": f"Scenario {n}", "more": f"{there_is}={n % 9 / 10}"}
                    option = issue.options[n % len(issue.options)].id
                    sent = {"title": f"Draft {n}", f"d.{issue.id}": option}
                    words = f"Egypt said on day {n} that it would sign.\n" * 50
                    file = {"file": (f"text-{n}.txt", words.encode())}
                    try:
                        for there, fields in (("draft", sent), ("what-if", more)):
                            assert ask.post(f"{AT}/{there}/keep", data=fields).status_code == 303
                            kept.add(f"{there} {n}")
                        taken = ask.post(f"{AT}/reading/drop", files=file)
                        assert taken.status_code == 303
                        decided.add(taken.headers["location"].rpartition("/")[2])
                    except httpx.HTTPError:
                        return

            thread = threading.Thread(target=keeps)
            before = len(decided)
            thread.start()
            while len(decided) == before and thread.is_alive():
                time.sleep(0.01)
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
            thread.join()
        assert len(decided) > before
        drafts = [*(folder / f"{KEY}.drafts").glob("*.yaml")]
        scenarios = [*(folder / f"{KEY}.scenarios").glob("*.yaml")]
        assert all(list(read_package(each, case)) for each in drafts)
        assert all(read_scenario(each).assignments for each in scenarios)
        assert {each.stem for each in drafts} >= {
            each.replace(" ", "-") for each in kept if each.startswith("draft")
        }
        assert len(scenarios) >= sum(each.startswith("what-if") for each in kept)
        found = Readings(folder / f"{KEY}.reading").all()
        assert {each.name for each in found} >= decided
        assert all(each.frozen.document().text for each in found)


def re_titled(text, n):
    return re.sub(r"(?m)^title: .*$", f"title: Version {n}", text).replace("\r\n", "\n")


class Editing(RuleBasedStateMachine):
    """Saves, undo, redo and restores through the pages, beside a line with a place on it."""

    def __init__(self):
        super().__init__()
        import tempfile
        from pathlib import Path

        from starlette.testclient import TestClient

        from goodoffices.web import application

        self.held = tempfile.TemporaryDirectory()
        self.path = Path(self.held.name) / "harbour.yaml"
        self.path.write_text(new_text("harbour"))
        app = application(self.path.parent, hosts=[HERE], who="tester", work=shared())
        self.ask = TestClient(app, base_url=f"http://{HERE}", headers=OURS, follow_redirects=False)
        self.line, self.at = [self.title()], 0

    def teardown(self):
        self.held.cleanup()

    def title(self):
        return read_case(self.path).case.title

    def page(self):
        return self.ask.get("/case/harbour/source").text

    def did(self, title):
        if title != self.line[self.at]:
            self.line = [*self.line[: self.at + 1], title]
            self.at += 1

    @rule(number=st.integers(1, 4))
    def save(self, number):
        fields = guarded(self.page())
        fields["text"] = re_titled(fields["text"][0], number)
        assert self.ask.post("/case/harbour/source", data=fields).status_code == 303
        self.did(f"Version {number}")

    @rule(number=st.integers(5, 8))
    def edit_by_hand(self, number):
        # Looked at before and after, so that the server knows of both.
        self.page()
        known = bool(versions(self.path))
        text = re_titled(self.path.read_text(), number)
        self.path.write_text(text)
        fields = guarded(self.page())
        fields["text"] = re_titled(fields["text"][0], number + 10)
        self.ask.post("/case/harbour/source", data=fields)
        # What lay there before is in the line if it is in a version, and cannot come back if not.
        self.line = self.line[: self.at + 1] if known else []
        self.line += [f"Version {number}", f"Version {number + 10}"]
        self.at = len(self.line) - 1

    @rule()
    def undo(self):
        address, fields = step(self.page(), "undo")
        self.ask.post(address, data=fields)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self):
        address, fields = step(self.page(), "redo")
        self.ask.post(address, data=fields)
        self.at = min(len(self.line) - 1, self.at + 1)

    @precondition(lambda self: self.at > 0 or len(versions(self.path)) > 1)
    @rule(data=st.data())
    def restore(self, data):
        found = versions(self.path)
        number = data.draw(st.integers(1, len(found)))
        fields = {"sha": guarded(self.page())["sha"]}
        self.ask.post(f"/case/harbour/history/{number}/restore", data=fields)
        title = parse_case(read_version(self.path, number), "x")[0].title
        self.did(title)

    @invariant()
    def the_file_is_where_the_line_says(self):
        assert self.title() == self.line[self.at]
        text = self.page()
        for key, can in (("undo", self.at > 0), ("redo", self.at < len(self.line) - 1)):
            form = next(each for each in forms(text) if each["attrs"].get("data-key") == key)
            button = text.split(f'data-key="{key}"')[1].split("</form>")[0]
            assert ("<button disabled" not in button) == can, (key, form)


Editing.TestCase.settings = settings(max_examples=5, stateful_step_count=6, deadline=None)
TestEditing = Editing.TestCase
