"""The case as a matrix: every cell, issue and party is shown, judged and saved, and nothing else."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape
from support.forms import guarded
from support.workbench import client, example

from goodoffices.case import read_case, versions
from goodoffices.case.emit import emit
from goodoffices.web._asked import Asked
from goodoffices.web._folder import Entry
from goodoffices.web._forms import At, form_at

AT = "/case/camp-david-1978/matrix"
CELL = f"{AT}/cell/egypt/sinai-land"


@pytest.fixture
def path(folder):
    return folder / "camp-david-1978.yaml"


def every_place(case):
    for party in case.parties:
        yield At("party", party=party.id)
        for issue in case.issues:
            yield At("cell", party.id, issue.id)
    for issue in case.issues:
        yield At("issue", issue=issue.id)


def position(path, party="egypt", issue="sinai-land"):
    case = read_case(path).case
    return next((p for p in case.positions if (p.party, p.issue) == (party, issue)), None)


def test_the_matrix_has_a_way_to_every_cell_issue_and_party(ask, path):
    text = ask.get(AT).text
    for at in every_place(read_case(path).case):
        assert f'href="{AT}/{"/".join(at.parts)}"' in text


@pytest.mark.parametrize("name", ["camp-david-1978", "geneva-2026"])
def test_what_comes_back_untouched_changes_nothing(tmp_path, name):
    path = example(tmp_path, name)
    file = Asked.of(Entry(name, path, ours=True)).file()
    for at in every_place(file.case):
        form = form_at(file, at)
        (edit,) = form.edits(form.fields) or (None,)
        assert edit is None or edit.value == form.value


@pytest.mark.parametrize(
    "place",
    ["cell/egypt/sinai-land", "cell/united-states/linkage", "issue/sinai-land", "party/israel"],
)
def test_a_page_sent_back_untouched_saves_nothing(ask, path, place):
    before = path.read_bytes()
    fields = guarded(ask.get(f"{AT}/{place}").text)
    response = ask.post(f"{AT}/{place}", data=fields)
    assert response.status_code == 303
    assert response.headers["location"] == f"{AT}/{place}?same=1"
    assert path.read_bytes() == before
    assert versions(path) == ()


def test_a_cell_shows_what_it_rests_on(ask, path):
    case = read_case(path).case
    text = ask.get(CELL).text
    found = position(path)
    claim = next(each for each in case.claims if each.id == found.claims[0])
    source = next(each for each in case.sources if each.id == claim.source)
    assert str(escape(claim.text)) in text
    assert str(escape(source.title)) in text
    assert f"credibility {claim.credibility} (1 best" in text
    assert str(escape(found.why)) in text
    assert str(escape(found.red_lines[0].why)) in text


def test_only_the_part_is_sent_where_only_it_was_asked_for(ask):
    part = ask.get(CELL, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "HX-Request" in part.headers["vary"]
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in ask.get(CELL, headers=back).text
    assert "<html" in ask.get(CELL).text


def test_a_change_is_one_version_with_who_and_what(ask, path):
    before = path.read_text()
    fields = guarded(ask.get(CELL).text)
    fields["weight.low"], fields["weight.mode"], fields["weight.high"] = "0.1", "0.2", "0.3"
    response = ask.post(CELL, data=fields)
    assert response.status_code == 303
    found = versions(path)
    assert [each.what for each in found] == [
        "as found on disk",
        "positions: egypt on sinai-land: weight 0.25 (0.18–0.34) → 0.2 (0.1–0.3)",
    ]
    assert found[-1].who == "tester"
    lines = zip(before.splitlines(), path.read_text().splitlines(), strict=True)
    assert [now.strip() for was, now in lines if was != now] == ["weight: [0.1, 0.2, 0.3]"]
    said = ask.get(response.headers["location"]).text
    assert "Saved." in said
    assert "weight 0.25" in said


def test_everything_of_a_cell_can_be_changed(ask, path):
    fields = guarded(ask.get(CELL).text)
    options = [each.id for each in read_case(path).case.issues if each.id == "sinai-land"]
    assert options
    fields |= {
        "stated": "partial", "believed": "ranking",
        "ranking": ["full", "partial", "full-keep-settlements", "lines-1975"],
        "red_lines.0.gone": "yes",
        "red_lines.2.options": ["", "lines-1975"], "red_lines.2.kind": "absolute",
        "red_lines.2.why": "It said so.", "red_lines.2.claims": ["", "resolution-242"],
        "mandate.options": ["", "full"], "mandate.why": "Cabinet.\r\nTwo lines.",
        "claims": ["", "resolution-242", ""],
    }  # fmt: skip
    assert ask.post(CELL, data=fields).status_code == 303
    found = position(path)
    assert found.stated == "partial"
    assert found.ranking[0] == "full"
    assert found.values is None
    assert [line.kind for line in found.red_lines] == ["stated", "absolute"]
    assert found.red_lines[1].claims == ("resolution-242",)
    assert found.mandate.why == "Cabinet.\nTwo lines."
    assert found.claims == ("resolution-242",)


def test_a_cell_is_taken_out_and_filled_again_beside_the_partys_others(ask, path):
    before = [(p.party, p.issue) for p in read_case(path).case.positions]
    fields = guarded(ask.get(CELL).text)
    assert ask.post(CELL, data={"sha": fields["sha"], "remove": "yes"}).status_code == 303
    assert position(path) is None
    text = ask.get(CELL).text
    assert "Take this position out" not in text
    blank = guarded(text)
    assert blank["stated"] == [""]
    assert ask.post(CELL, data=blank).headers["location"].endswith("same=1")
    assert ask.post(CELL, data=fields | {"sha": blank["sha"]}).status_code == 303
    after = [(p.party, p.issue) for p in read_case(path).case.positions]
    assert sorted(after) == sorted(before)
    # It comes after the others of its party.
    own = [n for n, (party, _) in enumerate(after) if party == "egypt"]
    assert own == list(range(len(own)))
    assert position(path).red_lines[0].options == ("partial",)
    assert versions(path)[-1].what == "positions: egypt on sinai-land added"


def test_an_issue_gets_options_in_an_order(ask, path):
    there = f"{AT}/issue/sinai-land"
    fields = guarded(ask.get(there).text)
    fields |= {"options.4.id": "leased", "options.4.name": "Leased for 20 years", "options.4.place": "2.5",
               "name": "Sinai", "separable": ["", "yes"]}  # fmt: skip
    # A value is asked for each option, so that the new one is first refused with the reason.
    response = ask.post(there, data=fields)
    assert response.status_code == 422
    assert "leased" in response.text
    assert 'value="Leased for 20 years"' in response.text
    order = {f"options.{n}.place": str(4 - n) for n in range(4)}
    fields = guarded(ask.get(there).text) | order | {"name": "Sinai", "separable": ["", "yes"]}
    assert ask.post(there, data=fields).status_code == 303
    issue = next(i for i in read_case(path).case.issues if i.id == "sinai-land")
    assert issue.name == "Sinai"
    assert issue.separable
    assert [o.id for o in issue.options] == [
        "full",
        "full-keep-settlements",
        "partial",
        "lines-1975",
    ]


def test_a_partys_consent_and_floor_are_changed(ask, path):
    there = f"{AT}/party/egypt"
    fields = guarded(ask.get(there).text)
    fields |= {"no_agreement.per_month.mode": "−0.02", "short": "EG", "note": "Seen 5 September."}
    assert ask.post(there, data=fields).status_code == 303
    egypt = next(p for p in read_case(path).case.parties if p.id == "egypt")
    assert egypt.no_agreement.per_month.mode == -0.02
    assert egypt.short == "EG"
    there = f"{AT}/party/united-states"
    fields = guarded(ask.get(there).text) | {"consent": "no"}
    assert ask.post(there, data=fields).status_code == 303
    assert not next(p for p in read_case(path).case.parties if p.id == "united-states").consent


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"weight.mode": "heavy"}, "weight", "found a list of 3"),
        ({"weight.low": "", "weight.high": "", "weight.mode": "heavy"}, "weight", "heavy"),
        ({"weight.low": "0.9"}, "weight", "low &lt;= mode &lt;= high"),
        ({"values.partial.high": "7"}, "values.partial", "0 to 1"),
        ({"red_lines.1.holds.high": "2"}, "red_lines.1.holds", "0 to 1"),
        ({"claims": ["", "nobody-said-so"]}, "claims", "nobody-said-so"),
        ({"mandate.why": "x"}, "mandate", "missing key"),
        ({"why": "x" * 5000}, "why", "5000 characters"),
        ({"believed": "ranking", "ranking": ["full", "full", "", ""]}, "ranking", "twice"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(
    ask, path, change, field, words
):
    before = path.read_bytes()
    fields = guarded(ask.get(CELL).text) | change
    judged = ask.post(CELL.replace("/matrix/", "/check/"), data=fields).text
    assert words in judged
    assert f"&#34;{field}&#34;:" in judged
    response = ask.post(CELL, data=fields)
    assert response.status_code == 422
    slot = re.search(rf'id="wrong-{re.escape(field)}"[^>]*>(.*?)</p>', response.text)
    assert words in slot[1]
    assert "why" in change or guarded(response.text)["why"] == fields["why"]
    assert path.read_bytes() == before


def test_a_row_taken_out_does_not_shift_the_errors_of_the_others(ask):
    change = {"red_lines.0.gone": "yes", "red_lines.1.holds.high": "2"}
    text = ask.post(CELL, data=guarded(ask.get(CELL).text) | change).text
    assert "0 to 1" in re.search(r'id="wrong-red_lines.1.holds"[^>]*>(.*?)</p>', text)[1]


def test_while_typing_changes_and_findings_are_told_and_nothing_is_saved(ask, path):
    before = path.read_bytes()
    fields = guarded(ask.get(CELL).text) | {"weight.mode": "0.3", "claims": "", "why": ""}
    fields["red_lines.0.claims"] = fields["red_lines.0.why"] = ""
    text = ask.post(CELL.replace("/matrix/", "/check/"), data=fields).text
    assert "weight 0.25 (0.18–0.34) → 0.3" in text
    assert "New findings of the check" in text
    assert path.read_bytes() == before


HOSTILE = [
    "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}{% raw %}",
    "x: y\n- z\n  a: [b, {c: d}] # e", "!!python/object:os.system", "&a *a", "--- \n...\n", "|\n  x",
    "yes", "null", "1e3", "2026-01-01", "~", "'", '"', "\\", "%YAML 1.1", "`@", "a\tb", "\u05d0\u200d\U0001f600",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_values_and_never_structure(ask, path, text):
    before = read_case(path).case
    fields = guarded(ask.get(CELL).text) | {"why": text}
    assert ask.post(CELL, data=fields).status_code == 303
    assert position(path).why == text.strip()
    after = read_case(path).case
    changed = [p for p in after.positions if p not in before.positions]
    assert [(p.party, p.issue) for p in changed] == [("egypt", "sinai-land")]
    assert after.model_copy(update={"positions": before.positions}) == before
    page = ask.get(CELL).text
    assert guarded(page)["why"] == [text.strip().replace("\n", "\r\n")]
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49" not in page.split('id="why"')[1].split("</textarea>")[0]


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x07", "a\x1bb", "\u202eabc", "a\ufeffb", "x" * 1_000_000]
)
@pytest.mark.parametrize("field", ["why", "claims", "stated", "weight.mode", "red_lines.0.why"])
def test_what_a_case_may_not_hold_is_refused_with_a_reason(ask, path, field, text):
    before = path.read_bytes()
    for there in (CELL, CELL.replace("/matrix/", "/check/")):
        response = ask.post(there, data=guarded(ask.get(CELL).text) | {field: text})
        assert response.status_code == (422 if there == CELL else 200)
        assert (
            "invisible" in response.text or "character" in response.text or "found" in response.text
        )
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"sha": "0" * 64}, {"sha": "../../x", "why": "y"}, {"red_lines.99999999.options": "full"},
        {"red_lines.0": "x", "red_lines.": "y", "red_lines.x.options": "z"}, {"values": "x"},
        {"options.0.id": "x"}, {"seen": "x", "path.0": "[", "choice.0": "mine"}, {"believed": "claims"},
    ],
)  # fmt: skip
def test_odd_fields_break_nothing(ask, path, fields):
    before = path.read_bytes()
    sent = {"sha": guarded(ask.get(CELL).text)["sha"], **fields}
    response = ask.post(CELL, data=sent)
    assert response.status_code in (303, 400, 409, 422)
    case = read_case(path).case
    assert len(case.positions) == len(read_case("camp-david-1978").case.positions)
    assert path.read_bytes() == before or "believed" in fields or "red_lines" in "".join(fields)


@pytest.mark.parametrize(
    "place", ["cell/egypt/nowhere", "cell/x/sinai-land", "issue/x", "party/%2e%2e"]
)
def test_what_is_not_there_is_not_found(ask, place):
    assert ask.get(f"{AT}/{place}").status_code == 404


def test_a_bundled_case_is_shown_and_not_changed(ask, folder):
    text = ask.get("/case/geneva-2026/matrix/cell/russia/territory").text
    assert guarded(text) == {}
    assert "Copy into the folder to change it" in text
    before = sorted(folder.rglob("*"))
    for there in (
        "matrix/cell/russia/territory",
        "check/cell/russia/territory",
        "source",
        "undo",
        "history/1/restore",
    ):
        assert ask.post(f"/case/geneva-2026/{there}", data={"why": "x"}).status_code == 403
    assert sorted(folder.rglob("*")) == before


def test_a_whole_case_of_hostile_words_is_shown_as_words(tmp_path):
    evil = "<script>alert(1)</script>\"'><b>"
    case = {
        "format": 1, "case": "evil", "title": evil, "as_of": "2026-01-01", "horizon": "2026-02-01",
        "sources": [{"id": "s", "title": evil, "outlet": evil, "date": "2026-01-01", "kind": "reporting", "reliability": "B"}],
        "actors": [{"id": "a", "name": evil}],
        "claims": [{"id": "c", "text": evil, "source": "s", "speaker": "a", "at": {"section": evil}, "kind": "fact", "credibility": 2}],
        "parties": [{"id": "p", "name": evil, "consent": True, "note": evil, "no_agreement": {"utility": 0.1, "why": evil}}],
        "issues": [{"id": "i", "name": evil, "area": "territory", "options": [{"id": "x", "name": evil, "note": evil}, "y"], "without_agreement": "x"}],
        "positions": [{"party": "p", "issue": "i", "stated": "y", "weight": 1, "values": {"x": 0, "y": 1}, "why": evil, "claims": ["c"],
                       "red_lines": [{"options": ["x"], "kind": "stated", "why": evil, "claims": ["c"]}]}],
    }  # fmt: skip
    (tmp_path / "evil.yaml").write_text(emit(case))
    with client(tmp_path) as ask:
        for place in (
            "matrix",
            "matrix/cell/p/i",
            "matrix/issue/i",
            "matrix/party/p",
            "source",
            "history",
        ):
            response = ask.get(f"/case/evil/{place}")
            assert response.status_code == 200
            assert "<script>alert" not in response.text
            assert "<b>" not in response.text
        fields = guarded(ask.get("/case/evil/matrix/cell/p/i").text)
        judged = ask.post("/case/evil/check/cell/p/i", data=fields | {"weight.mode": evil}).text
        assert "<script>" not in judged
