"""The brief as a Word file: real styles, real tables and real links, for those who edit it further.

Word shows drawings in SVG only beside a bitmap of each, which nothing here makes; so figures stand
as what they are drawn from, a caption and a table, which can be edited as a drawing cannot.

References
----------
ISO/IEC 29500-1:2016, "Office Open XML file formats": 17.3 for paragraphs and runs, 17.4 for tables,
17.9 for numbering, 17.13.6 for bookmarks, 17.16 for hyperlinks and fields.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from goodoffices.brief._anchors import places, targets
from goodoffices.brief._document import (
    Block,
    Bullets,
    ClaimRef,
    Column,
    Disputed,
    Document,
    Figure,
    Given,
    Inline,
    Inlines,
    Link,
    Mark,
    Paragraph,
    PartySign,
    Row,
    Section,
    Strong,
    Table,
    Text,
    Trace,
    plain,
)
from goodoffices.brief._html import AUTHOR
from goodoffices.case import OutputError

__all__ = ["as_docx", "docx_library"]

_LANGUAGE = "en-GB"
_BOOKMARK = 40
"""Longest name of a bookmark that Word keeps."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold, for every part of it."""
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""
_ROOMY = 5
"""Columns up to which a table is set in the size of its style; wider ones are set smaller."""


def as_docx(document: Document) -> bytes:
    """Return the document as a Word file; the same document gives the same bytes.

    Raises
    ------
    OutputError
        If python-docx is not installed.
    """
    file = docx_library().Document()
    _set_up(file, document)
    writer = _Writer(file, dict(_bookmarks(dict.fromkeys(targets(document)))))
    writer.document(document)
    made = io.BytesIO()
    file.save(made)
    return _repacked(made.getvalue())


def docx_library() -> Any:
    """Return python-docx.

    Raises
    ------
    OutputError
        If it is not installed.
    """
    try:
        import docx
    except ImportError:
        raise OutputError("a Word file needs python-docx; install goodoffices[docx]") from None
    return docx


def _repacked(data: bytes) -> bytes:
    """Return a zip file whose parts all bear the same time."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name))
    return made.getvalue()


def _bookmarks(anchors: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield anchors with names that Word takes: letters, digits and underscores, 40 at most."""
    for number, anchor in enumerate(anchors, 1):
        tail = f"_{number}"
        start = re.sub(r"[^A-Za-z0-9]", "_", anchor)
        yield anchor, f"{start[: _BOOKMARK - len(tail)]}{tail}"


def _set_up(file: Any, document: Document) -> None:
    """Set page, styles, properties, header and footer."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    properties = file.core_properties
    midnight = dt.datetime.combine(document.as_of, dt.time())
    properties.title = _held(document.title)[:255]
    properties.subject = "Brief"
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = properties.keywords = ""
    properties.language = _LANGUAGE
    properties.created = properties.modified = midnight
    properties.revision = 1
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(20)
    package = file.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        # The picture of an empty page, from the template.
        package.rels.pop(key)
    styles = file.styles
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.find(qn("w:lang")).set(qn("w:val"), _LANGUAGE)
    styles["Normal"].font.size = Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    ink, soft = RGBColor(0x1D, 0x3B, 0x5C), RGBColor(0x55, 0x59, 0x5F)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        styles[name].font.color.rgb = ink
    styles["Caption"].font.size = Pt(9.5)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name, size, colour in (("Brief note", 9, soft), ("Brief table", 8.5, None)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size)
        if colour is not None:
            style.font.color.rgb = colour
    styles["Brief table"].paragraph_format.space_after = Pt(2)
    small = styles.add_style("Brief wide table", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = styles["Brief table"]
    small.font.size = Pt(7)
    _running(page, document)


def _running(page: Any, document: Document) -> None:
    """Write the marking into header and footer, and the number of the page into the footer."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    foot = page.footer.paragraphs[0]
    if document.marking:
        for place in (page.header.paragraphs[0], foot):
            place.alignment = WD_ALIGN_PARAGRAPH.CENTER
            place.add_run(_held(document.marking)).bold = True
        foot = page.footer.add_paragraph()
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, instruction: str) -> None:
    whole = _part("fldSimple", instr=instruction)
    run = _part("r")
    text = _part("t")
    text.text = "1"
    run.append(text)
    whole.append(run)
    paragraph._p.append(whole)  # noqa: SLF001  # python-docx has no fields


def _part(kind: str, /, **attributes: str | int) -> Any:
    """Return an element of WordprocessingML."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{kind}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def _held(text: str) -> str:
    return _UNHELD.sub("", text)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run of words looks."""

    strong: bool = False
    name: bool = False
    small: bool = False


@dataclass(slots=True)
class _Writer:
    """Writes a document into a file of python-docx; `marks` gives the bookmark of each anchor."""

    file: Any
    marks: dict[str, str]
    placed: set[str] = field(default_factory=set)

    def document(self, it: Document) -> None:
        self.paragraph((Text(it.title),), "Title")
        self.paragraph(it.dateline, "Brief note")
        if it.note:
            self.paragraph(it.note, "Brief note")
        for section in it.sections:
            self.section(section, 1)
        foot = " · ".join(f"{name}: {value}" for name, value in it.provenance)
        self.paragraph((Text(foot),), "Brief note")

    def section(self, it: Section, level: int) -> None:
        number = (Text(f"{it.number} "),) if it.number else ()
        self.paragraph((*number, *it.title), f"Heading {min(level, 3)}", it.anchor)
        for block in it.blocks:
            self.block(block)
        for part in it.sections:
            self.section(part, level + 1)

    def block(self, it: Block) -> None:
        match it:
            case Paragraph(content, role):
                self.paragraph(content, "Brief note" if role == "note" else "Normal")
            case Bullets(items, ordered):
                number = self.numbering() if ordered else None
                for item in items:
                    style = "List Number" if ordered else "List Bullet"
                    made = self.paragraph(item.content, style, item.anchor)
                    if number is not None:
                        properties = made._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
                        properties.get_or_add_ilvl().val = 0
                        properties.get_or_add_numId().val = number
            case Table():
                self.table(it)
            case Figure():
                # What a drawing has a place for stands in its table.
                self.paragraph(it.caption, "Caption", it.anchor, *places(it.chart))
                self.table(it.data, drawn=True)

    def numbering(self) -> int:
        """Return a numbering that begins at 1: lists of one style would else go on counting."""
        numberings = self.file.part.numbering_part.element
        style = self.file.styles["List Number"].element
        kind = numberings.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
        made = numberings.add_num(kind)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        number: int = made.numId
        return number

    def paragraph(self, content: Inlines, style: str, *anchors: str) -> Any:
        made = self.file.add_paragraph(style=style)
        self.fill(made, content, *anchors)
        return made

    def table(self, it: Table, *, drawn: bool = False) -> None:
        caption = self.paragraph(it.caption, "Caption", it.anchor)
        if drawn:
            caption.add_run(" (the data of the figure, which HTML and PDF draw)").bold = False
        table = self.file.add_table(rows=0, cols=len(it.columns), style="Table Grid")
        properties = table._tbl.tblPr  # noqa: SLF001  # python-docx has no description of tables
        look = properties.find("{*}tblLook")
        if look is not None:
            properties.remove(look)
        properties.append(
            _part("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0,
                  noHBand=0, noVBand=1)
        )  # fmt: skip
        properties.append(_part("tblCaption", val=_held(plain(it.caption))[:250]))
        style = "Brief table" if len(it.columns) <= _ROOMY else "Brief wide table"
        self.heads(table, it.columns, style)
        for row in it.rows:
            self.row(table, row, it.columns, style)
        widths = _widths(it)
        room = self.file.sections[0]
        room = room.page_width - room.left_margin - room.right_margin
        table.autofit = False
        for column, share in zip(table.columns, widths, strict=True):
            column.width = int(room * share)
        for row_made in table.rows:
            for cell, share in zip(row_made.cells, widths, strict=True):
                cell.width = int(room * share)
        self.file.add_paragraph(style="Brief table")

    def heads(self, table: Any, columns: Sequence[Column], style: str) -> None:
        made = table.add_row()
        properties = made._tr.get_or_add_trPr()  # noqa: SLF001  # python-docx has no header rows
        properties.append(_part("cantSplit"))
        properties.append(_part("tblHeader"))
        for cell, column in zip(made.cells, columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = style
            self.fill(paragraph, (Strong(column.head),))
            _align(paragraph, column)

    def row(self, table: Any, it: Row, columns: Sequence[Column], style: str) -> None:
        made = table.add_row()
        for k, (there, cell, column) in enumerate(zip(made.cells, it.cells, columns, strict=True)):
            lines = [line for line in cell.lines if line] or [()]
            for n, line in enumerate(lines):
                paragraph = there.paragraphs[0] if n == 0 else there.add_paragraph()
                paragraph.style = style
                head = k == 0 and n == 0
                self.fill(paragraph, (Strong(line),) if head else line, it.anchor if head else "")
                _align(paragraph, column)

    def fill(self, paragraph: Any, content: Inlines, *anchors: str) -> None:
        """Write inline parts into a paragraph, to which the anchors lead."""
        parent = paragraph._p  # noqa: SLF001  # python-docx has no bookmarks and no links within
        ends = []
        for anchor in anchors:
            name = self.marks.get(anchor)
            if name is None or name in self.placed:
                continue
            self.placed.add(name)
            key = len(self.placed)
            parent.append(_part("bookmarkStart", id=key, name=name))
            ends.append(_part("bookmarkEnd", id=key))
        for part in content:
            self.inline(parent, part, _Look())
        for end in ends:
            parent.append(end)

    def inline(self, parent: Any, it: Inline, look: _Look) -> None:
        match it:
            case Text(text) | Given(text):
                _run(parent, text, look)
            case Strong(content):
                self.all(parent, content, replace(look, strong=True))
            case Trace(content, to):
                self.all(self.linked(parent, to), content, look)
            case Link(content, to, name):
                inside = self.linked(parent, to)
                self.all(inside, content, replace(look, name=look.name or name))
            case ClaimRef(claims, more):
                _run(parent, " [", replace(look, small=True))
                for k, (number, key) in enumerate(claims):
                    text = f"{', ' if k else ''}{number}"
                    inside = self.linked(parent, f"claim-{key}" if key else "")
                    _run(inside, text, replace(look, small=True))
                _run(parent, f" +{more}]" if more else "]", replace(look, small=True))
            case Mark(kind):
                _run(parent, f" ({kind})", replace(look, small=True))
            case Disputed(text, number):
                _run(parent, text, look)
                _run(self.linked(parent, f"term-{number}" if number else ""), "†", look)
            case PartySign():
                # A sign says which line of a drawing is whose, and there are no drawings here.
                pass

    def all(self, parent: Any, content: Inlines, look: _Look) -> None:
        for part in content:
            self.inline(parent, part, look)

    def linked(self, parent: Any, to: str) -> Any:
        """Return a link within the document to write into; the parent, where one cannot be."""
        name = self.marks.get(to)
        if name is None or parent.tag.endswith("}hyperlink"):
            return parent
        made = _part("hyperlink", anchor=name, history=1)
        parent.append(made)
        return made


def _run(parent: Any, text: str, look: _Look) -> None:
    """Append words; what is written from right to left says so, and keeps to itself."""
    from docx.oxml.ns import qn

    run = _part("r")
    properties = _part("rPr")
    # In the order of the schema, which Word insists on.
    if look.strong:
        properties.append(_part("b"))
        properties.append(_part("bCs"))
    if look.name:
        properties.append(_part("i"))
        properties.append(_part("iCs"))
    if look.small:
        properties.append(_part("color", val="55595F"))
        properties.append(_part("sz", val=15))
        properties.append(_part("szCs", val=15))
    if _rightward(text):
        properties.append(_part("rtl"))
    if len(properties):
        run.append(properties)
    words = _part("t")
    words.text = _held(text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    parent.append(run)


def _rightward(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"


def _align(paragraph: Any, column: Column) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if column.numeric:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(table: Table) -> list[float]:
    """Return what share of the page each column takes: the more words, the more, within bounds."""
    weights = []
    for k, column in enumerate(table.columns):
        lengths = [sum(len(plain(line)) for line in row.cells[k].lines) for row in table.rows] or [
            0
        ]
        usual = sum(lengths) / len(lengths)
        longest = max(len(word) for word in (plain(column.head) or " ").split(" "))
        weights.append(min(max(usual, 1.4 * longest, 6.0), 60.0) ** 0.7)
    whole = sum(weights)
    return [weight / whole for weight in weights]
