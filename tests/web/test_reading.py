"""Reading: nothing gets into the case but what was accepted, and nothing that was decided is lost."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile

import pytest
from support.harbour import COURIER, POST, harbour
from support.workbench import answered, client

from goodoffices.case import read_case, versions
from goodoffices.web._readings import Readings

HOME = "/case/harbour/reading"


@pytest.fixture
def case_file(tmp_path):
    return harbour(tmp_path)


@pytest.fixture
def ask(case_file):
    with client(case_file.parent) as made:
        yield made


def dropped(ask, text=POST, name="post.txt"):
    """Drop a document, wait until it is read, and return its address."""
    data = text if isinstance(text, bytes) else text.encode()
    response = ask.post(f"{HOME}/drop", files={"file": (name, data)})
    assert response.status_code == 303, html.unescape(response.text)
    where = response.headers["location"]
    assert answered(ask, f"{where}/text").status_code == 200
    return where


def cards(ask, where, query=""):
    """Return the proposals of a page: key to (kind, answer, markup)."""
    text = ask.get(f"{where}{query}").text
    parts = re.split(r'(?=<li class="proposal)', text)[1:]
    found = {}
    for part in parts:
        key = re.search(r'data-key="([0-9a-f]{16})" data-answer="([a-z]+)"', part)
        if key:
            kind = re.search(r'<span class="what">([^<]*)</span>', part)[1]
            found[key[1]] = (kind, key[2], html.unescape(part))
    return found


def key_of(ask, where, kind, words=""):
    return next(
        k for k, (name, _, text) in cards(ask, where).items() if name == kind and words in text
    )


def decide(ask, where, key, answer, **options):
    return ask.post(f"{where}/decide", data={"key": key, "answer": answer, "page": "1"}, **options)


def decided(ask, where):
    return re.search(r'id="decided">([^<]*)<', ask.get(where).text)[1]


def test_the_words_are_highlighted_and_what_is_open_is_flagged(ask):
    text = html.unescape(ask.get(dropped(ask)).text)
    assert '<mark class="k-attributed">his country might not withdraw' in text
    assert "the source is a pronoun: who is meant?" in text
    assert re.search(r"0 of \d+ decided", text)


def test_nothing_is_in_the_case_until_it_is_put_there(ask, case_file):
    before = case_file.read_bytes()
    where = dropped(ask)
    for key, (_, answer, _) in cards(ask, where).items():
        if answer == "open":
            decide(ask, where, key, "accepted")
    assert case_file.read_bytes() == before
    assert not (case_file.parent / "documents" / "post.txt").exists()


def test_what_is_accepted_goes_in_with_all_else_as_it_was(ask, case_file):
    before = case_file.read_bytes()
    where = dropped(ask)
    key = key_of(ask, where, "claim", "might not withdraw")
    assert decide(ask, where, key, "accepted").headers["location"].endswith(f"#p-{key}")
    assert decided(ask, where).startswith("1 of ")
    response = ask.post(f"{where}/put-in", data={"sha": "x"})
    assert response.headers["location"].endswith("said=merged&left=0")
    after = case_file.read_bytes()
    lines = after.splitlines()
    assert [line for line in before.splitlines() if line not in lines] == []
    file = read_case(str(case_file))
    (claim,) = [each for each in file.case.claims if "might not withdraw" in each.text]
    source = next(each for each in file.case.sources if each.id == claim.source)
    assert source.text.file == "documents/post.txt"
    assert source.date.first.isoformat() == "2026-02-09"
    assert (case_file.parent / source.text.file).read_text() == POST
    start, end = claim.at.span
    assert POST[start:end].startswith("his country might not withdraw")
    last = versions(case_file)[-1]
    assert (last.who, last.what[:28]) == ("tester", "additions from post.txt: sou")


def test_what_rests_on_something_open_stays_out_and_is_told(ask, case_file):
    before = case_file.read_bytes()
    where = dropped(ask)
    decide(ask, where, key_of(ask, where, "position", "exchange"), "accepted")
    response = ask.post(f"{where}/put-in", data={})
    assert response.headers["location"].endswith("said=nothing&left=1")
    assert "1 that you accepted stays out" in ask.get(response.headers["location"]).text
    assert case_file.read_bytes() == before


def test_what_the_case_has_is_not_proposed_again(ask):
    where = dropped(ask)
    decide(ask, where, key_of(ask, where, "claim", "might not withdraw"), "accepted")
    sha = re.search(r'name="sha" value="([^"]+)"', ask.get(where).text)[1]
    assert (
        ask.post(f"{where}/put-in", data={"sha": sha})
        .headers["location"]
        .endswith("said=added&left=0")
    )
    text = html.unescape(answered(ask, f"{where}/text").text)
    assert "1 claim is in the case already" in text
    assert "the case has it already" in text


def test_it_can_be_taken_back_to_the_byte_and_is_proposed_again(ask, case_file):
    before = case_file.read_bytes()
    where = dropped(ask)
    key = key_of(ask, where, "claim", "might not withdraw")
    decide(ask, where, key, "accepted")
    ask.post(f"{where}/put-in", data={})
    assert "Take back" in answered(ask, f"{where}/text").text
    ask.post(f"{where}/take-back")
    assert case_file.read_bytes() == before
    answered(ask, f"{where}/text")
    assert cards(ask, where)[key][1] == "accepted"
    assert "Take back" not in ask.get(where).text


def test_taking_back_leaves_what_came_since(ask, case_file):
    where = dropped(ask)
    decide(ask, where, key_of(ask, where, "claim", "might not withdraw"), "accepted")
    ask.post(f"{where}/put-in", data={})
    changed = case_file.read_text().replace("credibility: 6", "credibility: 5", 1)
    case_file.write_text(changed.replace("# a word of mine", "# two words of mine"))
    response = ask.post(f"{where}/take-back")
    assert response.status_code == 303, html.unescape(response.text)
    text = case_file.read_text()
    assert "might not withdraw" not in text
    assert "credibility: 5" in text
    assert "# two words of mine" in text


def test_taking_back_refuses_where_somebody_builds_on_it(ask, case_file):
    where = dropped(ask)
    decide(ask, where, key_of(ask, where, "claim", "might not withdraw"), "accepted")
    ask.post(f"{where}/put-in", data={})
    worked_on = case_file.read_text().replace("his country might not", "Norway might not", 1)
    case_file.write_text(worked_on)
    response = ask.post(f"{where}/take-back")
    assert response.status_code == 422
    assert "worked on since" in response.text
    assert case_file.read_text() == worked_on


def test_a_file_that_changed_meanwhile_is_added_to_as_it_is_now(ask, case_file):
    where = dropped(ask)
    sha = re.search(r'name="sha" value="([^"]+)"', ask.get(where).text)[1]
    decide(ask, where, key_of(ask, where, "claim", "might not withdraw"), "accepted")
    changed = case_file.read_text().replace("credibility: 6", "credibility: 5", 1)
    case_file.write_text(changed)
    first = ask.post(f"{where}/put-in", data={"sha": sha})
    if first.headers["location"] == where:  # it is read again for the changed case first
        answered(ask, f"{where}/text")
        first = ask.post(f"{where}/put-in", data={"sha": sha})
    assert first.headers["location"].endswith("said=merged&left=0")
    text = case_file.read_text()
    assert "credibility: 5" in text
    assert "might not withdraw" in text


def test_mending_changes_the_field_and_brings_nobody_along_who_is_not_named(ask, case_file):
    where = dropped(ask)
    key = key_of(ask, where, "claim", "the ceasefire was out of reach")
    mended = {
        "key": key, "page": "1", "accept": "yes", "text": "The ceasefire is out of reach.",
        "speaker": "norways-foreign-minister", "hedge": "likely", "credibility": "3",
    }  # fmt: skip
    assert ask.post(f"{where}/mend", data=mended).status_code == 303
    ask.post(f"{where}/put-in", data={})
    case = read_case(str(case_file)).case
    (claim,) = [each for each in case.claims if each.text == "The ceasefire is out of reach."]
    assert (claim.speaker, claim.hedge, claim.credibility) == (
        "norways-foreign-minister",
        "likely",
        3,
    )
    assert not any(actor.id.startswith("speaker-to-be-named") for actor in case.actors)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("speaker", "nobody-known", "nobody-known"),
        ("credibility", "9", "expected 1, 2, 3"),
        ("said", "yesterday", "expected a date"),
        ("text", "", "text"),
    ],
)
def test_a_mend_that_cannot_stand_is_told_at_once_and_not_accepted(ask, field, value, said):
    where = dropped(ask)
    key = key_of(ask, where, "claim", "the ceasefire was out of reach")
    part = ask.post(
        f"{where}/mend",
        data={"key": key, "accept": "yes", field: value},
        headers={"HX-Request": "true"},
    )
    assert "It cannot be put into the case like this" in part.text
    assert said in html.unescape(part.text)
    assert cards(ask, where)[key][1] == "open"
    whole = ask.post(f"{where}/mend", data={"key": key, "accept": "yes", field: value})
    assert whole.status_code == 422
    assert said in html.unescape(whole.text)


def test_a_decision_brings_the_card_the_count_and_what_hangs_on_it(ask):
    where = dropped(ask)
    key = key_of(ask, where, "claim", "might not withdraw")
    text = decide(ask, where, key, "rejected", headers={"HX-Request": "true"}).text
    assert text.count('<li class="proposal') >= 2
    assert 'data-said="rejected; 1 of' in text
    assert '<div id="progress" hx-swap-oob="true">' in text


def test_decisions_outlive_the_server_and_a_torn_line(ask, case_file):
    where = dropped(ask)
    first, second = list(cards(ask, where))[-2:]
    decide(ask, where, first, "accepted")
    (log,) = case_file.parent.glob("harbour.reading/*/log.jsonl")
    with log.open("ab") as stream:
        stream.write(b'\n{"do": "decide", "key": "' + second.encode())
    decide(ask, where, second, "rejected")
    with client(case_file.parent) as again:
        answered(again, f"{where}/text")
        answers = {key: answer for key, (_, answer, _) in cards(again, where).items()}
    assert (answers[first], answers[second]) == ("accepted", "rejected")


def test_a_log_cut_anywhere_is_read_as_far_as_it_goes(ask, case_file):
    where = dropped(ask)
    key = list(cards(ask, where))[-1]
    for answer in ("accepted", "open", "rejected"):
        decide(ask, where, key, answer)
    (log,) = case_file.parent.glob("harbour.reading/*/log.jsonl")
    data = log.read_bytes()
    readings = Readings(case_file.parent / "harbour.reading")
    name = where.rpartition("/")[2]
    seen = []
    for size in range(len(data) + 1):
        log.write_bytes(data[:size])
        found = readings.find(name)
        seen.append(found.answers.get(key, "open") if found else None)
    assert [each for n, each in enumerate(seen) if n == 0 or each != seen[n - 1]] == [
        None, "open", "accepted", "open", "rejected",
    ]  # fmt: skip


def docx_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("binary.txt", b"abc\x00\xff\xfe", "zero bytes"),
        ("latin.txt", "Zürich sagt ab".encode("latin-1"), "not UTF-8"),
        ("signs.md", b"... --- ...", "no words"),
        ("a.exe", b"MZ", "the format .exe is not read"),
        ("../../../etc/passwd", b"\x00", "zero bytes"),
        ("broken.pdf", b"%PDF-1.7 nonsense", "damaged"),
        ("no.pdf", b"plain words", "is no PDF"),
        ("broken.docx", b"PK\x03\x04", "damaged"),
        ("empty.html", b"<html><script>alert(1)</script></html>", "no article"),
        ("<img src=x onerror=alert(1)>.txt", b"", "the file is empty"),
    ],
)
def test_a_hostile_document_is_one_clear_error(ask, case_file, name, data, said):
    response = ask.post(f"{HOME}/drop", files={"file": (name, data)})
    assert response.status_code == 422
    text = html.unescape(response.text)
    assert said in text
    assert "Traceback" not in text
    assert "goodoffices-" not in text
    assert "<img" not in response.text
    assert "<script>alert" not in response.text
    assert not list(case_file.parent.glob("harbour.reading/*"))


def test_a_zip_bomb_is_refused(ask):
    response = ask.post(f"{HOME}/drop", files={"file": ("bomb.docx", docx_bomb())})
    assert response.status_code == 422
    assert "unpacks to" in response.text


def test_html_is_read_without_its_scripts(ask):
    article = "".join(f"<p>Sweden demands a full ceasefire in sector {n}.</p>" for n in range(9))
    page = f"<html><head><script>alert(1)</script></head><body><article>{article}</article></body></html>"
    where = dropped(ask, page, "report.html")
    text = ask.get(where).text
    assert "a full ceasefire in sector 3" in text
    assert "alert(1)" not in text


@pytest.mark.parametrize(
    "text",
    [
        "Sweden said that \u202ethe sanctions would be lifted\u202c by Norway.\n",
        "Sweden said that the 🕊️ ceasefire 👩\u200d👧 would hold in Го\u0301ра for a year.\n",
        "Sweden said that <script>alert(1)</script> the ceasefire would hold for a year.\n",
        "שבדיה: Sweden demands a full ceasefire in every sector of the front. שלום\n",
    ],
)
def test_odd_letters_keep_their_places_and_do_nothing(ask, case_file, text):
    where = dropped(ask, text, "odd.txt")
    shown = ask.get(where).text
    assert "<script>alert" not in shown
    assert "\u202e" not in shown
    for key, (_, answer, _) in cards(ask, where).items():
        if answer == "open":
            decide(ask, where, key, "accepted")
    ask.post(f"{where}/put-in", data={})
    case = read_case(str(case_file)).case
    source = next(each for each in case.sources if each.text and each.id != "courier")
    stored = (case_file.parent / source.text.file).read_text()
    assert stored == text
    spans = [each.at.span for each in case.claims if each.source == source.id]
    assert spans
    assert all("ceasefire" in text[a:b] or "sanctions" in text[a:b] for a, b in spans)


def test_a_long_document_comes_in_pages_that_hold_every_proposal_once(ask):
    text = "".join(f"Sweden said that the ceasefire number {n} would hold.\n" for n in range(130))
    where = dropped(ask, text, "long.txt")
    pages = int(re.search(r"Page 1 of (\d+)", ask.get(where).text)[1])
    assert pages > 2
    keys = [key for n in range(1, pages + 1) for key in cards(ask, where, f"?page={n}")]
    claims = [n for n in range(130) if f"ceasefire number {n} " in text]
    assert len(keys) == len(set(keys))
    assert len(keys) >= len(claims)
    assert cards(ask, where, "?page=999") == cards(ask, where, f"?page={pages}")


def test_one_paragraph_without_end_is_cut_between_claims(ask):
    text = "Sweden said that the ceasefire would hold in the harbour for a year. " * 400
    where = dropped(ask, text, "endless.txt")
    shown = ask.get(where).text
    assert int(re.search(r"Page 1 of (\d+)", shown)[1]) > 2
    assert len(shown) < 600_000


def test_the_same_text_is_in_work_once_and_another_of_that_name_beside_it(ask, case_file):
    first = dropped(ask)
    assert dropped(ask) == first
    other = dropped(ask, POST + "Norway demands a ceasefire.\n")
    assert other != first
    titles = {each.title for each in Readings(case_file.parent / "harbour.reading").all()}
    assert titles == {"post.txt", "post-2.txt"}


def test_several_documents_are_dropped_at_once(ask):
    files = [("file", (f"{n}.txt", f"Sweden demands {n} ceasefires.\n".encode())) for n in "abc"]
    response = ask.post(f"{HOME}/drop", files=files)
    assert response.headers["location"] == f"{HOME}#in-work"
    assert all(f"{n}.txt" in ask.get(HOME).text for n in "abc")


def test_what_is_said_of_the_source_goes_into_the_case(ask, case_file):
    where = dropped(ask)
    said = {"title": "What the Post wrote", "outlet": "The Post", "date": "2026-02-08",
            "kind": "commentary", "reliability": "C"}  # fmt: skip
    assert ask.post(f"{where}/source", data=said).status_code == 303
    answered(ask, f"{where}/text")
    decide(ask, where, key_of(ask, where, "claim", "might not withdraw"), "accepted")
    ask.post(f"{where}/put-in", data={})
    source = next(s for s in read_case(str(case_file)).case.sources if s.id != "courier")
    found = (
        source.title,
        source.outlet,
        source.date.first.isoformat(),
        source.kind,
        source.reliability,
    )
    assert found == tuple(said.values())


def test_a_stored_text_is_read_as_the_source_it_is(ask, case_file):
    response = ask.post(f"{HOME}/take", data={"source": "courier"})
    where = response.headers["location"]
    text = answered(ask, f"{where}/text").text
    assert "The case has this source" in text
    assert "claims are in the case already" in text
    assert ask.post(f"{HOME}/take", data={"source": "../harbour"}).status_code == 404
    assert [path.name for path in (case_file.parent / "documents").iterdir()] != []


def test_drift_is_shown_with_both_spans(ask):
    where = dropped(ask)
    text = html.unescape(answered(ask, f"{where}/drift").text)
    assert "“might” here became “would” there" in text
    assert "<mark>might</mark>" in text
    assert "<mark>would</mark>" in text
    name = where.rpartition("/")[2]
    query = f"first=s.courier&second=d.{name}"
    assert "Compare" in ask.get(f"{HOME}/compare?{query}").text
    other = html.unescape(answered(ask, f"{HOME}/compare/findings?{query}").text)
    assert "“would” here became “might” there" in other
    assert ask.get(f"{HOME}/compare/findings?first=s.courier&second=s.none").status_code == 404


def test_a_text_that_has_changed_since_is_not_compared(ask, case_file):
    (case_file.parent / "documents" / "courier.txt").write_text(COURIER + "more\n")
    where = dropped(ask)
    assert "no other text" in answered(ask, f"{where}/drift").text


def test_a_frozen_text_that_was_touched_is_not_used(ask, case_file):
    response = ask.post(f"{HOME}/drop", files={"file": ("post.txt", POST.encode())})
    (text,) = case_file.parent.glob("harbour.reading/*/text.txt")
    text.write_text(POST + "x")
    assert "has changed since" in answered(ask, response.headers["location"] + "/text").text


def test_a_bundled_case_offers_a_copy_and_takes_nothing(ask, case_file):
    home = "/case/geneva-2026/reading"
    assert "Copy into the folder" in ask.get(home).text
    response = ask.post(f"{home}/drop", files={"file": ("post.txt", POST.encode())})
    assert response.headers["location"] == home
    assert not (case_file.parent / "geneva-2026.reading").exists()


@pytest.mark.parametrize("name", ["..", "nobody", "%2e%2e%2fdocuments", "post-%00", "drop"])
def test_no_other_folder_can_be_named(ask, name):
    dropped(ask)
    assert ask.get(f"{HOME}/{name}").status_code in (404, 400, 405, 307, 200)
    assert "text.txt" not in ask.get(f"{HOME}/{name}").text
    assert ask.post(f"{HOME}/{name}/put-away").status_code in (404, 405)


def test_a_link_out_of_the_folder_is_not_followed(ask, case_file, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (case_file.parent / "harbour.reading").symlink_to(elsewhere)
    response = ask.post(f"{HOME}/drop", files={"file": ("post.txt", POST.encode())})
    assert response.status_code == 422
    assert list(elsewhere.iterdir()) == []


def test_a_log_of_somebody_else_does_no_harm(ask, case_file):
    where = dropped(ask)
    (log,) = case_file.parent.glob("harbour.reading/*/log.jsonl")
    odd = [
        [], "x", {"do": "mend", "key": 3}, {"do": "decide", "key": "k", "answer": {}},
        {"do": "mend", "key": "k", "fields": {"text": {"a": 1}, "via": [1]}},
        {"do": "describe", "fields": {"date": "2026-99-99", "nowhere": "x"}},
        {"do": "add", "before": 1, "after": None},
    ]  # fmt: skip
    with log.open("a") as stream:
        stream.writelines(json.dumps(each) + "\n" for each in odd)
    assert answered(ask, f"{where}/text").status_code in (200, 422)


def test_put_away_takes_the_text_and_leaves_the_case(ask, case_file):
    before = case_file.read_bytes()
    where = dropped(ask)
    ask.post(f"{where}/put-away")
    assert ask.get(where).status_code == 404
    assert not list(case_file.parent.glob("harbour.reading/*"))
    assert case_file.read_bytes() == before
