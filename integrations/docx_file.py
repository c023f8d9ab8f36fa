"""Writes documents with python-docx, so that word processors and screen readers know their parts.

Headings are headings, lists are lists, tables have header rows and say what they hold, pictures
have words beside them and the language is set, as 1.1.1, 1.3.1 and 3.1.1 of
https://www.w3.org/TR/WCAG22/ ask for.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph as DocxParagraph

from bot.domain import document as parts
from bot.domain.digest import Line
from integrations.texts import shortened
from prompts.digest_formats import sources_of

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.oxml.xmlchemy import BaseOxmlElement

FONT = "Calibri"
TEXT, SMALL = Pt(10.5), Pt(8.5)
INK, SOFT = RGBColor(0x22, 0x22, 0x22), RGBColor(0x59, 0x59, 0x59)
HEADING = RGBColor(0x1F, 0x3A, 0x5F)
SHADE = "E8EEF5"
MARGIN = Pt(54)
TALLEST = Pt(330)
"""Of a picture, for they are drawn for phones: so half a page is left for what it is about."""
LONGEST_ABOUT = 255
"""Characters of what a document says about itself, its title for one."""
ROOM, WIDEST = 5, 28
"""Characters: what a cell is wider than its longest word, and what a long text counts for."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What must not stand in XML 1.0: https://www.w3.org/TR/xml/#charsets"""


def docx_file(document: parts.Document) -> bytes:
    """See ``Documents.docx``."""
    made = docx.Document()
    _describe(made, document)
    _style(made, document.language)
    made.add_heading(_clean(document.title), level=0)
    made.add_paragraph(_clean(document.subtitle), style="Subtitle")
    _small(made, document.readers)
    for part in document.parts:
        _add(made, part)
    _footer(made, document)
    written = io.BytesIO()
    made.save(written)
    return _timeless(written)


def _timeless(written: io.BytesIO) -> bytes:
    """The file with a fixed time on each part, so that the same document is the same file."""
    again = io.BytesIO()
    with ZipFile(written) as parts_of, ZipFile(again, "w", ZIP_DEFLATED) as into:
        for name in parts_of.namelist():
            into.writestr(ZipInfo(name), parts_of.read(name), ZIP_DEFLATED)
    return again.getvalue()


def _describe(made: "Docx", document: parts.Document) -> None:
    about = made.core_properties
    about.title, about.subject = _short(document.title), _short(document.subtitle)
    about.author = about.last_modified_by = _short(document.author)
    about.language, about.keywords, about.comments = document.language, "", _short(document.readers)
    about.created = about.modified = datetime.combine(document.made_on, time())


def _style(made: "Docx", language: str) -> None:
    section = made.sections[0]
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for style in made.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), language)
    sizes = {"Normal": TEXT, "Title": Pt(20), "Subtitle": Pt(12)}
    sizes |= {"Heading 1": Pt(14), "Heading 2": Pt(11), "List Bullet": TEXT}
    for name, size in sizes.items():
        style = made.styles[name]
        style.font.name, style.font.size = FONT, size
        style.font.color.rgb = INK if size == TEXT else HEADING
        style.font.italic = False
        # Of two names for a font the theme's wins.
        for fonts in style.element.iter(qn("w:rFonts")):
            for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{kind}"), None)
    for name, before, after in (("Normal", 0, 4), ("List Bullet", 0, 2), ("Heading 1", 12, 4)):
        spacing = made.styles[name].paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)


def _add(made: "Docx", part: parts.Part) -> None:
    match part:
        case parts.Heading():
            made.add_heading(_clean(part.text), level=1)
        case parts.Paragraph():
            _paragraph(made, part)
        case parts.Bullets():
            if part.title:
                made.add_heading(_clean(part.title), level=2)
            for line in part.lines:
                _fill(made.add_paragraph(style="List Bullet"), line)
        case parts.Table():
            _table(made, part)
        case parts.Picture():
            _picture(made, part)


def _paragraph(made: "Docx", part: parts.Paragraph) -> None:
    if part.small:
        _small(made, f"{part.line.text} {sources_of(part.line)}".rstrip())
    else:
        _fill(made.add_paragraph(), part.line)


def _small(made: "Docx", text: str) -> None:
    run = made.add_paragraph().add_run(_clean(text))
    run.font.size, run.font.color.rgb = SMALL, SOFT


def _fill(paragraph: DocxParagraph, line: Line) -> None:
    """The sentence, and behind it in grey the numbers of its records."""
    paragraph.add_run(_clean(line.text))
    if line.sources:
        run = paragraph.add_run(f" {sources_of(line)}")
        run.font.size, run.font.color.rgb = SMALL, SOFT


def _table(made: "Docx", part: parts.Table) -> None:
    texts = [part.columns, *(row.cells for row in part.rows)]
    if part.sources:
        cited = (sources_of(Line(text="", sources=row.sources)) for row in part.rows)
        texts = [(*cells, refs) for cells, refs in zip(texts, (part.sources, *cited), strict=True)]
    table = made.add_table(rows=len(texts), cols=len(texts[0]), style="Table Grid")
    widths = _widths(made, texts)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, cells in zip(table.rows, texts, strict=True):
        _row(row, cells, widths, is_header=cells is texts[0])
    about = table._tbl.tblPr
    for tag, text in (("w:tblCaption", part.described), ("w:tblDescription", part.described)):
        about.append(_element(tag, **{"w:val": _clean(text)}))
    made.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(made: "Docx", rows: Sequence[Sequence[str]]) -> list[Emu]:
    """The width of the page, shared out by what stands in each column."""
    section = made.sections[0]
    page = (section.page_width or 0) - 2 * MARGIN
    needed = [_needed(" ".join(column).split(), column) for column in zip(*rows, strict=True)]
    return [Emu(page * each // sum(needed)) for each in needed]


def _needed(words: Sequence[str], column: Sequence[str]) -> int:
    """Characters to make room for: no word is broken, and long texts take several lines."""
    return max(ROOM + max(map(len, words), default=0), min(WIDEST, max(map(len, column))))


def _row(row: TableRow, cells: Sequence[str], widths: Sequence[Emu], *, is_header: bool) -> None:
    about = row._tr.get_or_add_trPr()
    about.append(_element("w:cantSplit"))
    if is_header:
        about.append(_element("w:tblHeader"))
    for cell, text, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(_clean(text))
        run.font.size, run.font.bold = Pt(9.5), is_header
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        if is_header:
            shade = _element("w:shd", **{"w:val": "clear", "w:fill": SHADE})
            cell._tc.get_or_add_tcPr().append(shade)


def _picture(made: "Docx", part: parts.Picture) -> None:
    section = made.sections[0]
    width = Emu((section.page_width or 0) - 2 * MARGIN)
    shape = made.add_picture(io.BytesIO(part.content), width=width)
    if shape.height > TALLEST:
        shape.width, shape.height = Emu(shape.width * TALLEST // shape.height), TALLEST
    made.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape._inline.docPr.set("descr", _clean(part.alt))


def _footer(made: "Docx", document: parts.Document) -> None:
    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(_clean(f"{document.footer} · {document.page} "))
    _field(paragraph, "PAGE")
    paragraph.add_run(f" {document.of} ")
    _field(paragraph, "NUMPAGES")
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = SMALL, SOFT


def _field(paragraph: DocxParagraph, code: str) -> None:
    """A number that the word processor fills in."""
    field = _element("w:fldSimple", **{"w:instr": code})
    run = paragraph.add_run("1")
    run.font.size, run.font.color.rgb = SMALL, SOFT
    field.append(run._r)
    paragraph._p.append(field)


def _element(tag: str, **attributes: str) -> "BaseOxmlElement":
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made


def _short(text: str) -> str:
    """As what is told about a document may be."""
    return shortened(_clean(text), LONGEST_ABOUT)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
