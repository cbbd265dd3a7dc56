"""Whatever is sent or lies in the folder: a clear answer, nothing unescaped, no traceback."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys

import pytest
import yaml
from support.workbench import answered, client, example, running

from goodoffices.case import read_case
from goodoffices.cli.serve import command as serve_command
from goodoffices.web import _server
from goodoffices.web._pages import ROUTES
from goodoffices.web._pages import draft as draft_page

MARKUP = "</script><img src=x onerror=alert(1)>'\"&{{7*7}}"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The port of the command's own server, and what it wrote to the terminal until it ended."""
    folder = tmp_path_factory.mktemp("served")
    example(folder, "aceh-2005")
    said = folder / "said"
    with said.open("w") as stream, running(folder, errors=stream) as address:
        yield int(address.rpartition(":")[2])
    assert "Traceback" not in said.read_text()


def raw(port, data, *, patience=20):
    """Send bytes, and return the first line of what comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(data)
        try:
            return line.recv(65_536).partition(b"\r\n")[0].decode("latin-1")
        except ConnectionResetError:
            # Refused before all of it was read.
            return "reset"


def ask(port, method, path, *more, host=None, body=b""):
    """Send a request as our own page, and return the first line of the answer."""
    head = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{port}'}",
            f"Origin: http://127.0.0.1:{port}", "Connection: close", *more]  # fmt: skip
    if body and not any(line.startswith("Content-Length") for line in more):
        head.append(f"Content-Length: {len(body)}")
    return raw(port, "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body)


def alive(port):
    """Say whether the list of cases is still there."""
    return " 200 " in ask(port, "GET", "/")


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "TRACE", "DELETE", "CONNECT", "PATCH", "X"])
@pytest.mark.parametrize("path", ["/", "/case/aceh-2005/draft/keep", "/static/workbench.css"])
def test_other_methods_are_refused(server, method, path):
    assert " 405 " in ask(server, method, path)


def test_the_head_of_a_page_can_be_asked_for(server):
    assert " 200 " in ask(server, "HEAD", "/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/case/%ff%fe/", 404),
        ("/case/%00/", 404),
        ("/%zz", 404),
        ("//evil.example/", 404),
        ("/case//what-if", 404),
        ("/static/..%2f..%2f_app.py", 404),
        ("/static/%00", 404),
        ("http://evil.example/", 404),
        ("/case/aceh-2005/what-if?%ff=%fe&more=%00%ff", 200),
        ("/case/aceh-2005/what-if/follows?more=%ff%00", 422),
        ("/case/aceh-2005/what-if/follows?more=parties%3D" + "%5B" * 9000, 422),
        ("/case/aceh-2005/what-if/follows?floor.gam=1e400", 200),
        ("/case/aceh-2005/draft?d.fighting=%ff", 200),
        ("/?" + "a" * 60_000, 200),
    ],
    ids=range(14),
)
def test_strange_addresses_are_answered(server, path, status):
    assert f" {status} " in ask(server, "GET", path)


@pytest.mark.parametrize(
    "line",
    [
        'Cookie: goodoffices-language=\xff\xfe; =;;;===; a="\\',
        "Accept-Language: " + ",".join(["x"] * 5000),
        "Referer: http://[::",
        "HX-Current-URL: \xff",
        "X: " + "a" * 60_000,
    ],
    ids=range(5),
)  # fmt: skip
def test_strange_headers_are_answered(server, line):
    assert " 200 " in ask(server, "GET", "/", line)
    form = "Content-Type: application/x-www-form-urlencoded"
    assert " 303 " in ask(server, "POST", "/language", line, form, body=b"language=%ff")


@pytest.mark.parametrize(
    "host",
    ["[::1]:{}", "127.0.0.1.:{}", "localhost.:{}", "127.1:{}", "0x7f.1:{}", "a@127.0.0.1:{}",
     "127.0.0.1:{}, evil.example", "127.0.0.1"],
)  # fmt: skip
def test_only_the_plain_names_of_this_machine_are_ours(server, host):
    assert " 421 " in ask(server, "GET", "/", host=host.format(server))


@pytest.mark.parametrize(
    "sent",
    [b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"\x16\x03\x01\x02\x00\r\n\r\n",
     b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 20_000 + b"\r\n"],
    ids=range(4),
)  # fmt: skip
def test_what_is_no_request_is_refused(server, sent):
    said = raw(server, sent)
    assert " 400 " in said or said == "reset"
    assert alive(server)


_PART = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(100_000))),
        ("multipart/form-data; boundary=x",
         b"".join(_PART % (b"f%d" % n, b"", b"1") for n in range(20_000)) + b"--x--\r\n"),
        ("multipart/form-data; boundary=x",
         _PART % (b"file", b'; filename="f"', b"a" * 3_000_000) + b"--x--\r\n"),
        ("multipart/form-data; boundary=x", _PART % (b"file", b"", b"a" * 3_000_000) + b"--x--"),
        ("multipart/form-data; boundary=x",
         _PART % (b"file", b'; filename="f"', b"\xff\xfe\x00[[[[") + b"--x--\r\n"),
        ("multipart/form-data; boundary=x", b"hello"),
        ("multipart/form-data; boundary=", b"hello"),
        ("multipart/form-data; boundary=\xff", b"hello"),
        ("multipart/form-data", b"hello"),
    ],
    ids=range(9),
)  # fmt: skip
def test_forms_that_are_bombs_or_rubbish_are_refused(server, kind, body):
    said = ask(server, "POST", "/case/aceh-2005/draft/receive", f"Content-Type: {kind}", body=body)
    assert re.search(r" 4\d\d ", said) or said == "reset"
    assert alive(server)


def test_whoever_never_ends_a_request_keeps_nobody_else_waiting(server):
    begun = b"POST /language HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
    slow = [b"", b"GET / HTTP/1.1\r\nX: ", begun % (server, server) + b"Content-Length: 9\r\n\r\na"]
    with contextlib.ExitStack() as lines:
        for n in range(150):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", server)))
            line.sendall(slow[n % 3])
        assert alive(server)
    assert alive(server)


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1", "1e3", "%00"])
def test_a_number_of_a_job_that_is_none_is_no_page(server, number):
    path = "/jobs/" + ("%C2%B2" if number == "²" else number) + "/cancel"
    assert " 404 " in ask(server, "POST", path)


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "%D9%A1", "0"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_number_of_a_version_that_is_none_is_no_page(server, method, number):
    path = f"/case/aceh-2005/history/{number}/restore"
    expected = " 405 " if method == "GET" else " 4"
    assert expected in ask(server, method, path)


def test_a_file_that_is_no_text_is_told_as_such(tmp_path):
    (tmp_path / "bad.yaml").write_bytes(b"format: 1\ncase: bad\ntitle: \xff\n")
    with client(tmp_path) as made:
        answer = made.get("/case/bad/source")
    assert answer.status_code == 422
    assert "bad.yaml:3: the byte 0xff is not UTF-8" in answer.text


def _poisoned(value):
    if isinstance(value, dict):
        return {key: _poisoned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_poisoned(each) for each in value]
    # What has a space is text that somebody wrote; all else is an id, a kind or a number.
    return f"{value} {MARKUP}" if isinstance(value, str) and " " in value else value


def _pages():
    """Return the addresses of all that can be read about a case and needs nothing else."""
    paths = [route.path for route in ROUTES if "GET" in (route.methods or ())]
    return sorted(path for path in paths if "{" not in path.replace("{key}", ""))


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """A client of a folder with a case that has markup wherever somebody can write."""
    folder = tmp_path_factory.mktemp("poisoned")
    path = example(folder, "aceh-2005")
    case = _poisoned(yaml.safe_load(path.read_text()))
    path.write_text(yaml.safe_dump(case, sort_keys=False, allow_unicode=True))
    with client(folder) as made:
        yield made


@pytest.mark.parametrize("path", ["/", *_pages()])
def test_a_case_full_of_markup_is_shown_as_text(poisoned, path):
    response = answered(poisoned, path.replace("{key}", "aceh-2005"))
    assert response.status_code < 500
    if "html" in response.headers["content-type"]:
        assert "<img src=x" not in response.text
        assert "</script><img" not in response.text
        assert ">49" not in response.text


def test_the_pages_show_that_text(poisoned):
    for page in ("card", "", "draft", "what-if"):
        assert "&lt;img src=x onerror" in answered(poisoned, f"/case/aceh-2005/{page}").text, page


def test_an_enormous_case_keeps_no_other_page_waiting(tmp_path):
    path = example(tmp_path, "aceh-2005")
    case = yaml.safe_load(path.read_text())
    like = case["issues"][0]
    case["issues"] += [
        {**like, "id": f"issue-{n}", "name": f"Issue {n}",
         "options": [{**like["options"][0], "id": f"option-{o}"} for o in range(20)],
         "without_agreement": "option-0"}
        for n in range(300)
    ]  # fmt: skip
    (tmp_path / "enormous.yaml").write_text(yaml.safe_dump(case, sort_keys=False))
    with client(tmp_path) as made:
        for page in ("", "draft", "what-if"):
            assert made.get(f"/case/enormous/{page}").status_code in {200, 422}
        assert made.get("/").status_code == made.get("/case/aceh-2005/").status_code == 200


def test_links_lead_nothing_out_of_the_folder(tmp_path):
    folder, outside = tmp_path / "cases", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    example(folder, "aceh-2005")
    (outside / "mine.yaml").write_text("case: aceh-2005\npackage: {}\n")
    for kind in ("drafts", "scenarios"):
        (folder / f"aceh-2005.{kind}").symlink_to(outside)
    (folder / "korea-1953.yaml").symlink_to(outside / "new.yaml")
    issue = read_case("aceh-2005").case.issues[0]
    draft = {"title": "mine", f"d.{issue.id}": issue.options[0].id}
    with client(folder) as made:
        at = "/case/aceh-2005"
        more = {"title": "mine", "more": "title=Other"}
        assert made.post(f"{at}/draft/keep", data=draft).status_code == 422
        assert made.post(f"{at}/draft/forget/mine").status_code == 422
        assert made.post(f"{at}/what-if/keep", data=more).status_code == 422
        assert made.post(f"{at}/what-if/forget/mine").status_code == 404
        assert made.post("/case/korea-1953/copy").status_code == 422
        (folder / "aceh-2005.drafts").unlink()
        (folder / "aceh-2005.drafts").mkdir()
        (folder / "aceh-2005.drafts" / "mine.yaml").symlink_to(outside / "mine.yaml")
        assert made.post(f"{at}/draft/keep", data=draft).status_code == 422
        assert "forget/mine" not in made.get(f"{at}/draft").text
    assert [path.name for path in outside.iterdir()] == ["mine.yaml"]
    assert (outside / "mine.yaml").read_text() == "case: aceh-2005\npackage: {}\n"


def test_no_more_is_kept_than_is_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(draft_page, "_MOST", 1)
    example(tmp_path, "aceh-2005")
    issue = read_case("aceh-2005").case.issues[0]
    fields = {f"d.{issue.id}": issue.options[0].id}
    with client(tmp_path) as made:
        for title, status in (("one", 303), ("other", 422), ("one", 303)):
            sent = made.post("/case/aceh-2005/draft/keep", data=fields | {"title": title})
            assert sent.status_code == status
    assert [path.stem for path in (tmp_path / "aceh-2005.drafts").iterdir()] == ["one"]


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("a b#1?.yaml", "/case/a%20b%231%3F/"),
        ("same.yml", "/case/same.yml/"),
        ("same.yaml", "/case/same/"),
    ],
)
def test_the_file_that_is_named_is_the_one_that_opens(tmp_path, monkeypatch, name, page):
    for other in {"same.yaml", name}:
        example(tmp_path).rename(tmp_path / other)
    said = []

    def run(server, sockets):
        server.ready()
        sockets[0].close()

    monkeypatch.setattr(_server._Server, "run", run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.echo", said.append)
        serve_command.callback(target=str(tmp_path / name), port=None, open_browser=False, who="me")
    assert f"{page} " in said[0]


def test_a_file_that_the_pages_cannot_open_is_told_at_once(tmp_path):
    path = example(tmp_path).rename(tmp_path / "case.txt")
    done = _serve(str(path))
    assert done.returncode == 1
    assert "ends with .yaml" in done.stderr


def _serve(*arguments, **options):
    command = [sys.executable, "-m", "goodoffices", "serve", "--no-open", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, **options
    )


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _serve(str(tmp_path), "--port", port)
    assert done.returncode == 1
    assert f"port {port} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("missing", None, "no such file"), ("a.txt", "hello", "expected a mapping"),
     ("b.yaml", "x: [", "b.yaml:1")],
)  # fmt: skip
def test_what_is_no_case_and_no_folder_is_said_at_once(tmp_path, name, text, said):
    if text is not None:
        (tmp_path / name).write_text(text)
    done = _serve(name, cwd=tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
