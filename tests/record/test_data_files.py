"""Files that are broken, or made to break something: one message, nothing written, no harm."""

from __future__ import annotations

import io
import os
import zipfile

import openpyxl
import pytest
from support.made_up_data import AGREEMENT, ended, text

from goodoffices.record import RecordError, read_events
from goodoffices.record._data import bounds, workbook

GOOD = text("ucdp-dyads", ended(1, 1990, 1, "1/1/90"))
HEADER = GOOD.partition("\n")[0]

BROKEN = {
    "nothing": (b"", "the file is empty"),
    "only blanks": (b" \n \n", "the file is empty"),
    "only a header": (HEADER.encode(), "a header and no row below it"),
    "a row cut short": (GOOD.encode()[:-20], ":2: found"),
    "a cell too many": (GOOD.replace("Lowland,", "Lowland,,", 1).encode(), "as in the header; was the file cut short"),
    "an open quotation": (GOOD.replace("Reed Front", '"Reed').encode(), "not readable as CSV"),
    "UTF-16": (GOOD.encode("utf-16"), "save it as CSV in UTF-8"),
    "zero bytes": (GOOD.encode() + b"\0", ":3: the file is binary"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
    "a web page": (b"<!DOCTYPE html>\n<html>not found</html>\n", "the header lacks"),
    "a column twice": (GOOD.replace("year,", "dyad_id,", 1).encode(), "the column 'dyad_id' stands twice"),
    "a cell without end": (GOOD.replace("Reed Front", "x" * 300_000).encode(), "more than 200,000 characters"),
    "columns without end": (b"," * 2_000 + b"a\n1\n", ":1: there are 2,001 columns, expected at most 1,000"),
    "an archive": (b"PK\x03\x04 and nothing else", "the workbook is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_clear_error(tmp_path, name):
    data, message = BROKEN[name]
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    with pytest.raises(RecordError) as caught:
        read_events("ucdp-dyads", [path])
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, message in (
        (tmp_path / "pipe", "not a regular file"),
        (tmp_path, "this is a folder"),
        (tmp_path / "gone.csv", "cannot be read: no such file"),
        ("a\0b", "cannot be read"),
    ):
        with pytest.raises(RecordError, match=message):
            read_events("mend", [path])


def test_a_hundred_megabytes_are_refused_unread(tmp_path):
    with (tmp_path / "huge.csv").open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(RecordError, match="has 100,000,000 bytes, expected at most 20,000,000"):
        read_events("mend", [tmp_path / "huge.csv"])


def test_more_rows_than_any_data_set_has(tmp_path, monkeypatch):
    monkeypatch.setattr("goodoffices.record._data.files.MOST_ROWS", 3)
    path = tmp_path / "long.csv"
    path.write_text(text("mend", *[{}] * 4), encoding="utf-8")
    with pytest.raises(RecordError, match=r":5: there are more than 3 rows"):
        read_events("mend", [path])


def sheet(tmp_path, rows: str, *, head: str = "", extra: dict[str, bytes] | None = None):
    """A workbook whose worksheet is what a test says."""
    book = openpyxl.Workbook()
    book.active.append(["a"])
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(out) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            if part.filename == "xl/worksheets/sheet1.xml":
                space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                content = (
                    f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
                )
                after.writestr(part.filename, content)
            else:
                after.writestr(part, before.read(part))
        for name, content in (extra or {}).items():
            after.writestr(name, content)
    return path


CELL = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (f'<row r="1">{CELL.format("A1")}</row><row r="999999999">{CELL.format("A999999999")}</row>', "more than 100,000 rows"),
        (f'<row r="1">{CELL.format("A1")}{CELL.format("ZZZZZZ1")}</row>', "is damaged"),
        (f'<row r="1">{CELL.format("A1")}{CELL.format("XFD1")}</row>', "a header and no row below it"),
        (f'<row r="60">{CELL.format("A60")}</row>', "the file is empty"),
        ("", "the file is empty"),
        ("<row><c>", "damaged"),
        ('<row r="one"/>', "damaged"),
    ],
)  # fmt: skip
def test_a_workbook_that_lies_about_its_size(tmp_path, rows, message):
    with pytest.raises(RecordError, match=message):
        read_events("ucdp-conflicts", [sheet(tmp_path, rows)])


def test_a_row_of_a_workbook_longer_than_its_header(tmp_path):
    rows = f'<row r="1">{CELL.format("A1")}</row><row r="2">{CELL.format("A2")}{CELL.format("B2")}</row>'
    with pytest.raises(RecordError, match=":2: found 2 cells, expected 1 as in the header"):
        read_events("ucdp-conflicts", [sheet(tmp_path, rows)])


def test_a_workbook_that_declares_entities(tmp_path):
    head = '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(RecordError, match="declares entities"):
        read_events("ucdp-conflicts", [sheet(tmp_path, "<row><c><v>&b;</v></c></row>", head=head)])
    late = f"<!--{'x' * (workbook._BLOCK - 6)}-->{head}"
    with pytest.raises(RecordError, match="declares entities"):
        read_events("ucdp-conflicts", [sheet(tmp_path, "", head=late)])


def test_a_workbook_that_unpacks_without_end(tmp_path):
    path = sheet(tmp_path, "", extra={"xl/media/zeros.bin": bytes(workbook.UNPACKED + 1)})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(RecordError, match="expected at most 100,000,000 in 1,000"):
        read_events("ucdp-conflicts", [path])


def test_an_archive_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        archive.writestr("data.csv", GOOD)
    with pytest.raises(RecordError, match="no xlsx workbook; unpack it"):
        read_events("ucdp-dyads", [tmp_path / "data.zip"])


def test_a_workbook_cut_anywhere_is_one_error(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(list(AGREEMENT))
    book.active.append(list(AGREEMENT.values()))
    book.save(tmp_path / "whole.xlsx")
    data = (tmp_path / "whole.xlsx").read_bytes()
    assert len(read_events("ucdp-agreements", [tmp_path / "whole.xlsx"]).events) == 1
    for cut in range(4, len(data), len(data) // 25):
        (tmp_path / "cut.xlsx").write_bytes(data[:cut])
        with pytest.raises(RecordError, match="damaged"):
            read_events("ucdp-agreements", [tmp_path / "cut.xlsx"])


def test_a_missing_library_is_named(tmp_path, monkeypatch):
    path = sheet(tmp_path, "<row/>")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(
        RecordError, match=r"reading xlsx needs openpyxl; install goodoffices\[record\]"
    ):
        read_events("ucdp-conflicts", [path])


def test_bounds_leave_room_for_the_data_sets():
    assert bounds.MOST_ROWS > 10 * 3_140
    assert bounds.MOST_COLUMNS > 3 * 279
