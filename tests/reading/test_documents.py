"""Files become frozen texts, or one clear error."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import zipfile
import zlib

import pytest

from goodoffices.brief import reading_line, reading_text
from goodoffices.reading import _formats, document_from_text, read, read_document, store, stored
from goodoffices.reading._document import LARGEST_FILE
from goodoffices.reading.errors import ReadingError


def test_text_is_frozen_byte_for_byte(tmp_path):
    words = "One.\r\nTwo “quoted” wörds.\n\n\tThree.\n"
    path = tmp_path / "report.md"
    path.write_bytes(words.encode())
    document = read_document(path, date=dt.date(2031, 5, 3))
    assert document.text == words
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.date == "2031-05-03"
    assert document.line(document.text.index("Three")) == 4


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfWords.")
    assert read_document(path).text == "Words."


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"... --- ...", "holds no words"),
        (b"one\0two", "is binary"),
        (b"\x89PNG\r\n\x1a\n\x01", "not UTF-8"),
        (b"one\ntw\x01o", "control character U+0001"),
        ("naïve".encode("latin-1"), "the byte 0xef is not UTF-8"),
        ("“No”".encode("cp1252"), "the byte 0x93 is not UTF-8"),
        ("words".encode("utf-16"), "UTF-16"),
        ("words".encode("utf-32"), "UTF-32"),
        ("слова".encode("koi8-r"), "not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, data, found):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=found.replace("+", r"\+")):
        read_document(path)


def test_the_line_of_a_wrong_byte_is_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\ntwo\nthr\xffee")
    with pytest.raises(ReadingError, match=r"a\.txt:3: the byte 0xff"):
        read_document(path)


def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(ReadingError, match=f"100,000,000 bytes, expected at most {LARGEST_FILE:,}"):
        read_document(path)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(ReadingError, match="cannot be read: no such file"):
        read_document(tmp_path / "missing.txt")
    with pytest.raises(ReadingError, match="directory"):
        read_document(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadingError, match="not a regular file"):
        read_document(tmp_path / "pipe.txt")
    (tmp_path / "a.xls").write_text("x")
    with pytest.raises(ReadingError, match=r"the format \.xls is not read"):
        read_document(tmp_path / "a.xls")


def test_half_a_surrogate_pair_is_no_text():
    with pytest.raises(ReadingError, match="surrogate"):
        document_from_text("a\ud800b", "x")


def test_stored_text_is_the_same_and_a_changed_one_is_refused(tmp_path):
    document = document_from_text("The envoy said that the road was shut.\n", "my report.pdf")
    path = store(document, tmp_path)
    assert path.name == "my-report.txt"
    assert stored(path).text == document.text
    index = json.loads((tmp_path / "documents.json").read_text())
    assert index["documents"]["my-report.txt"]["sha256"] == document.sha256
    before = sorted(p.stat().st_mtime_ns for p in tmp_path.iterdir())
    assert store(document, tmp_path) == path
    assert before == sorted(p.stat().st_mtime_ns for p in tmp_path.iterdir())
    with pytest.raises(ReadingError, match="another text is stored"):
        store(document_from_text("Other words.", "my report.txt"), tmp_path)
    path.write_text("The envoy said that the road was open.\n")
    with pytest.raises(ReadingError, match="has changed"):
        stored(path)


SAID = "The envoy said that the road was shut."


def test_html_gives_the_article_and_no_script_or_menu(tmp_path):
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    words = " ".join(["The mediators met both delegations again and found little to report."] * 8)
    path.write_text(
        "<html><head><title>T</title><script>document.write('The envoy said that he lied.')</script>"
        "</head><body><nav><a href='/'>Home</a> <a href='/x'>Subscribe now</a></nav><article>"
        f"<h1>Talks</h1><p>{words}</p><p>{SAID}</p><p>{words}</p></article>"
        "<footer>Cookies</footer><script>alert(1)</script></body></html>"
    )
    document = read_document(path)
    assert SAID in document.text
    assert not any(word in document.text for word in ("lied", "alert", "Subscribe", "Cookies"))
    assert any(
        claim.spans[0].of(document.text) == "the road was shut" for claim in read(document).claims
    )


def test_html_without_an_article_is_told(tmp_path):
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    path.write_text("<html><script>1</script></html>")
    with pytest.raises(ReadingError, match="no article"):
        read_document(path)


def test_docx_gives_paragraphs_and_tables(tmp_path):
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph(SAID)
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ann Lee", "envoy"
    made.save(tmp_path / "a.docx")
    assert read_document(tmp_path / "a.docx").text == f"{SAID}\nAnn Lee\tenvoy\n"


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04 broken", "damaged"),
        (b"no archive at all", "damaged"),
        (packed({"word/document.xml": b"<a/>"}), "damaged"),
        (packed({"word/document.xml": b"\0" * 120_000_000}), "unpacks to 120,000,000 bytes"),
        (packed({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "declares entities"),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_docx_is_refused(tmp_path, data, found):
    pytest.importorskip("docx")
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=found):
        read_document(path)


def pdf(content: bytes) -> bytes:
    """Return a PDF of one page, written by hand so that nothing but a reader is needed."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


def test_pdf_gives_its_lines_joined_to_sentences(tmp_path):
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf(b"BT /F1 12 Tf 72 720 Td (The envoy said that the) Tj 0 -14 Td (road was shut.) Tj ET")
    )
    assert SAID in read_document(path).text


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.4\n%%EOF", "damaged"),
        (b"no pdf", "is no PDF"),
        (pdf(b"BT ET"), "holds no text"),
        (pdf(b"BT /F1 12 Tf (words) Tj ET")[:200], "damaged|holds no text"),
    ],
)
def test_a_broken_pdf_is_refused(tmp_path, data, found):
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=found):
        read_document(path)


@pytest.mark.parametrize("times", [1, 2], ids=["packed", "packed twice"])
def test_a_page_that_unpacks_to_no_end_is_refused_and_not_passed_over(tmp_path, times):
    pytest.importorskip("pypdf")
    packed = b"(words) Tj " * 10_000_000
    for _ in range(times):
        packed = zlib.compress(packed)
    filters = b"/Filter [" + b"/FlateDecode " * times + b"] /Length"
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(packed).replace(b"/Length", filters))
    with pytest.raises(ReadingError, match="page 1 of the PDF file cannot be unpacked"):
        read_document(path)


def test_pages_that_together_unpack_to_too_much_are_refused(tmp_path, monkeypatch):
    pytest.importorskip("pypdf")
    monkeypatch.setattr(_formats, "DRAWN", 1_000)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"BT /F1 12 Tf (words) Tj ET " * 100))
    with pytest.raises(ReadingError, match="unpacks to more than 1,000 bytes"):
        read_document(path)


def test_without_the_extra_the_error_names_it(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"BT ET"))
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(ReadingError, match=r"install goodoffices\[read\]"):
        read_document(path)


def printed(html):
    weasyprint = pytest.importorskip("weasyprint", reason="prints the pages that are read")
    pytest.importorskip("pypdf", reason="needs goodoffices[read]")
    return weasyprint.HTML(string=html).write_pdf()


LINES = [
    (f"The envoy said that ship number {n} would", f"not be allowed to pass on {n} May")
    for n in range(1, 12)
]


def test_a_page_in_two_columns_is_read_column_by_column(tmp_path):
    words = "".join(f"<p>{one} {two}.</p>" for one, two in LINES)
    style = "<style>@page{size:A5} body{columns:2;font-size:8pt}</style>"
    path = tmp_path / "two.pdf"
    path.write_bytes(printed(style + words))
    document = read_document(path)
    flat = " ".join(document.text.split())
    assert document.flags == ()
    assert all(f"{one} {two}." in flat for one, two in LINES)


def test_columns_that_a_file_holds_line_by_line_are_flagged(tmp_path):
    words = "".join(f"<tr><td width=50%>{one}</td><td>{two}</td></tr>" for one, two in LINES)
    path = tmp_path / "mixed.pdf"
    path.write_bytes(printed(f"<table style='width:100%'>{words}</table>"))
    document = read_document(path)
    assert document.flags == ("columns-mixed",)
    assert "columns-mixed" in read(document).flags
    assert "lines of its columns may be mixed" in reading_text(read(document))


def test_the_name_of_a_file_cannot_steer_a_terminal():
    reading = read(
        document_from_text("The envoy said that the road was shut.", "e\x1b[2J\u202etxt.a")
    )
    assert reading_text(reading).startswith("e [2J txt.a: 1 proposed claim")
    assert reading_line(reading).startswith("e [2J txt.a: 1 claim")
