"""Documents as DOCX: parts that a word processor and a screen reader know."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from bot.domain.audience import Audience
from bot.domain.digest import Line
from bot.domain.document import Bullets, Document, Heading, Paragraph, Picture, Row, Table
from bot.domain.pack import pack_of
from integrations.documents import DocxDocuments
from prompts.board import Brief
from prompts.board import document as board_document
from tests import evidence
from tests.pixel import PIXEL
from tests.quarters import MADE_ON, Q1, marked, rich_quarter

TABLE = Table(
    columns=("Look-for", "Seen in"),
    rows=(Row(cells=("Reasoning", "5 of 9"), sources=("W-7", "F-22")),),
    described="What was seen",
    sources="Records",
)
DOCUMENT = Document(
    title="Quarterly pack: Riverbend",
    subtitle="January to March 2027",
    readers="For the leaders.",
    author="Headway",
    made_on=MADE_ON,
    footer="For the leaders · made on Friday, 2 Apr 2027",
    parts=(
        Heading(text="In short"),
        Paragraph(line=Line(text="Data teams up", sources=("A-1",))),
        Paragraph(line=Line(text="Small print"), small=True),
        Bullets(title="Kept", lines=(Line(text="the rubric", sources=("C-12",)),)),
        Bullets(lines=(Line(text="a bell \x07 and a half \ud800 letter"),)),
        TABLE,
        Table(columns=("Side",), rows=(Row(cells=("Harbor Center",)),), described="Both sides"),
        Picture(content=PIXEL, alt="Data teams went up"),
    ),
)


@pytest.fixture(scope="module")
def opened() -> Any:  # noqa: ANN401 - what python-docx reads
    return docx.Document(io.BytesIO(DocxDocuments().docx(DOCUMENT)))


def styled(opened: Any, style: str) -> list[str]:  # noqa: ANN401 - python-docx gives no types for what it opens
    return [one.text for one in opened.paragraphs if one.style.name == style]


def test_titles_and_lists_are_titles_and_lists(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    assert styled(opened, "Title") == ["Quarterly pack: Riverbend"]
    assert styled(opened, "Heading 1") == ["In short"]
    assert styled(opened, "Heading 2") == ["Kept"]
    assert styled(opened, "List Bullet")[0] == "the rubric [C-12]"


def test_a_table_has_a_header_row_its_records_and_a_description(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    table = opened.tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["Look-for", "Seen in", "Records"], ["Reasoning", "5 of 9", "[W-7 F-22]"]]
    headers = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert headers == [True, False]
    described = table._tbl.tblPr.find(qn("w:tblDescription"))
    assert described.get(qn("w:val")) == "What was seen"


def test_a_table_without_records_has_no_column_for_them(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    assert [cell.text for cell in opened.tables[1].rows[0].cells] == ["Side"]


def test_no_word_of_a_table_is_broken_for_want_of_room(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    widths = [column.width for column in opened.tables[0].columns]
    section = opened.sections[0]
    page = section.page_width - section.left_margin - section.right_margin
    assert min(widths) > page / 5
    assert sum(widths) <= page


def test_a_picture_says_what_it_shows_and_leaves_half_of_the_page(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    (picture,) = opened.inline_shapes
    assert picture._inline.docPr.get("descr") == "Data teams went up"
    assert picture.height < opened.sections[0].page_height / 2
    assert picture.width == picture.height


def test_it_knows_its_title_its_language_and_its_day(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    about = opened.core_properties
    assert (about.title, about.language) == ("Quarterly pack: Riverbend", "en-US")
    assert (about.author, about.comments) == ("Headway", "For the leaders.")
    assert about.created.replace(tzinfo=None) == datetime(2027, 4, 2)  # noqa: DTZ001 - as Word has it
    languages = {one.get(qn("w:val")) for one in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-US"}


def test_the_same_document_is_the_same_file_at_any_second() -> None:
    with ZipFile(io.BytesIO(DocxDocuments().docx(DOCUMENT))) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_page_says_for_whom_it_is_and_which_page_it_is(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    footer = opened.sections[0].footer.paragraphs[0]
    assert footer.text.startswith("For the leaders · made on Friday, 2 Apr 2027 · Page ")
    codes = [one.get(qn("w:instr")) for one in footer._p.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_what_must_not_stand_in_xml_is_left_out(opened: Any) -> None:  # noqa: ANN401 - python-docx gives no types for what it opens
    assert "a bell  and a half  letter" in styled(opened, "List Bullet")


def test_names_that_are_long_or_hold_what_must_not_stand_in_xml_break_nothing() -> None:
    name = "Riverbend \x0b\ud800" + "x" * 300
    long = replace(DOCUMENT, title=name, subtitle=name, readers=name, author=name, footer=name)
    about = docx.Document(io.BytesIO(DocxDocuments().docx(long))).core_properties
    told = {about.title, about.subject, about.comments, about.author}
    assert told == {f"Riverbend {'x' * 244}…"}


def test_a_board_brief_names_nobody_in_whatever_part_of_the_file() -> None:
    material = marked(rich_quarter(Audience.PUBLIC), audience=Audience.PUBLIC)
    brief = Brief(pack=pack_of(material, Q1), material=material)
    written = DocxDocuments().docx(board_document(brief, made_on=MADE_ON))
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        said = " ".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    assert "model a lesson" in said
    for person in evidence.people():
        for name in (person.name, person.short_name, person.name.split()[-1], f"@{person.key}"):
            assert not re.search(rf"\b{re.escape(name)}\b", said)
