"""The texts of the workbench in every language: all there, all fitting, all in order."""

from __future__ import annotations

import gettext
import importlib.util
import io
import re

import pytest

pytest.importorskip("babel", reason="needs Babel (pip install babel)")

from goodoffices.preferences import Share
from goodoffices.web._language import LANGUAGES
from goodoffices.web._render import _environment

ISOLATED = re.compile("\u2066[^\u2066\u2069]*\u2069")
FOREIGN = [code for code in LANGUAGES if code != "en"]


@pytest.fixture(scope="module")
def tool(root):
    path = root / "tools" / "catalogs.py"
    spec = importlib.util.spec_from_file_location("catalogs", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_template_of_catalogs_is_what_is_in_the_pages(tool):
    found = tool.TEMPLATE.read_text(encoding="utf-8")
    assert found == tool.written(tool.extracted()), "run make messages"
    assert 'msgid "Draft table"' in found


@pytest.mark.parametrize("code", FOREIGN)
def test_a_language_is_complete_and_its_placeholders_fit(tool, code):
    assert tool.faults(tool.updated(code)) == []


@pytest.mark.parametrize("code", FOREIGN)
def test_a_catalog_is_up_to_date(tool, code):
    catalog = tool.updated(code)
    path = tool.catalog_file(code)
    assert path.read_text(encoding="utf-8") == tool.written(catalog), "run make messages"
    made = gettext.GNUTranslations(io.BytesIO(tool.compiled(catalog)))
    with path.with_suffix(".mo").open("rb") as file:
        kept = gettext.GNUTranslations(file)
    told = [{key: text for key, text in each._catalog.items() if key} for each in (made, kept)]
    assert told[0] == told[1], "run make messages"
    assert len(told[1]) > 100


@pytest.mark.parametrize(
    ("form", "numbers"),
    [(0, [0]), (1, [1]), (2, [2]), (3, [3, 10, 103]), (4, [11, 26, 99]), (5, [100, 101, 202])],
)
def test_arabic_counts_as_arabic_does(form, numbers):
    forms = [
        "لم تُسوَّ أي قضية", "سُوّيت قضية واحدة", "سُوّيت قضيتان", "سُوّيت %(num)s قضايا",
        "سُوّيت %(num)s قضية", "سُوّيت %(num)s قضية",
    ]  # fmt: skip
    messages = LANGUAGES["ar"].messages()
    plural = messages.plural
    for number in numbers:
        assert plural(number) == form
        said = messages.ngettext("%(num)s issue settled", "%(num)s issues settled", number)
        assert said == forms[form]


def test_what_is_wrong_with_a_translation_is_told(tool):
    catalog = tool.Catalog("ar")
    catalog.add("Save", "")
    catalog.add("Run %(number)s", "المحاكاة %(nummer)s")
    catalog.add("Half", "50 %")
    catalog.add("Half done", "50 %s")
    catalog.add("Done", "انتهى", flags=["fuzzy"])
    catalog.add(("%(num)s run", "%(num)s runs"), ("مرة", "مرتان"))
    catalog.add(("%(num)s act", "%(num)s acts"), ["إجراءات"] * catalog.num_plurals)
    found = "\n".join(tool.faults(catalog))
    for fault in (
        "not translated: 'Save'",
        "placeholders ['number', 'nummer']: 'Run %(number)s'",
        "a single % (write %%): 'Half'",
        "a %s without a name: 'Half done'",
        "unsure (fuzzy): 'Done'",
        f"expected {catalog.num_plurals} plural forms: '%(num)s run'",
        "no form says the number: '%(num)s act'",
    ):
        assert fault in found


def test_a_page_is_in_the_language_that_the_browser_asks_for(ask):
    text = ask.get("/", headers={"Accept-Language": "de, ar;q=0.9, en;q=0.5"}).text
    assert '<html lang="ar" dir="rtl">' in text
    assert "<h1>الحالات</h1>" in text
    assert '<html lang="en" dir="ltr">' in ask.get("/", headers={"Accept-Language": "de"}).text


def test_the_language_that_was_chosen_is_remembered(ask):
    chosen = ask.post("/language", data={"language": "ar"})
    assert "goodoffices-language=ar" in chosen.headers["set-cookie"]
    assert 'dir="rtl"' in ask.get("/", headers={"Accept-Language": "en"}).text
    assert "set-cookie" not in ask.post("/language", data={"language": "xx"}).headers


def test_an_error_is_told_in_the_language_and_its_details_as_they_are(ask, folder):
    (folder / "broken.yaml").write_text("format: 1\ncase: broken\nas_of: x\n")
    text = ask.get("/case/broken/", headers={"Accept-Language": "ar"}).text
    assert "ثمة خطأ في الحالة" in text
    assert re.search(r'<ul lang="en" dir="ltr">.*broken\.yaml:3', text, re.DOTALL)


def test_numbers_keep_their_order_and_hold_no_english_word_in_another_language():
    filters = _environment(LANGUAGES["ar"]).filters
    rare, usual, sure = (
        filters["percent"](Share(*each))
        for each in (
            (0.001, 0.0002, 0.02, 400),
            (0.37, 0.32, 0.42, 400),
            (0.999, 0.98, 0.9998, 400),
        )
    )
    assert rare == "\u2066<1\u202f%\u2069"
    assert usual == "\u206637\u202f%\u2069"
    assert sure == "\u2066>99\u202f%\u2069"
    assert filters["figure"](Share(0.37, 0.32, 0.42, 400)) == (
        "\u206637\u202f%\u2069 (\u206632–42\u202f%\u2069)"
    ), "the range follows its number, wherever the line runs"
    assert filters["signed"](-0.3) == "\u2066−0.30\u2069"
    assert _environment(LANGUAGES["en"]).filters["signed"](-0.3) == "−0.30"


def test_an_arabic_page_sets_every_figure_apart(ask):
    part = ask.get("/case/camp-david-1978/draft/marks", headers={"Accept-Language": "ar"}).text
    assert "%" in part
    for line in re.findall(r'data-said="([^"]*)"', part):
        assert not re.search(r"\d", ISOLATED.sub("", line))
