"""History to load: a table with mistakes, or with somebody's name, changes nothing."""

from pathlib import Path

import pytest

from bot.domain.agenda import Agenda, Indicator, Rubric
from bot.domain.names import Listed
from bot.domain.walkthrough import Walkthrough
from bot.ledger.marks import keep_list
from bot.ledger.records import RECORD_TYPES
from bot.load.history.sheet import ColumnMap, Line
from bot.load.values import FileRefusedError
from integrations.history_file import read_sheet
from integrations.history_map import read_map
from tests.fakes import Office
from tests.importing import (
    HERE,
    MEETING,
    READ,
    change_agenda,
    found_in,
    kept,
    mistakes_in,
    said_of,
    seen,
    sheet,
)
from tests.screen.shapes import NAMES, SHAPES, STAFF, STUDENTS
from tests.talking import count, get


async def test_every_bad_row_is_told_with_its_line_column_and_reason(office: Office) -> None:
    with pytest.raises(FileRefusedError) as refused:
        await found_in(office, "walkthroughs", read_sheet(HERE / "wrong.csv"))
    assert str(refused.value).replace(f"{HERE}/", "") == (HERE / "wrong.txt").read_text().strip()
    assert [await count(office, kind) for kind in RECORD_TYPES] == [0] * len(RECORD_TYPES)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"team": ""}, "2 team: the team is needed, such as grade 4."),
        ({"principal": "maybe"}, '2 principal: "maybe" is neither yes nor no.'),
        ({"Names a cause": "5"}, '2 Names a cause: "5" is no whole number from 1 to 4.'),
        ({"Names a cause": "2.5"}, '2 Names a cause: "2.5" is no whole number from 1 to 4.'),
        ({"rubric": "data"}, '2 rubric: there is no rubric "data". Did you mean "data-team"?'),
        ({"rubric": "zzz"}, '2 rubric: there is no rubric "zzz". There is data-team.'),
    ],
)
async def test_a_wrong_data_team_is_told(office: Office, cells: dict[str, str], said: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        await found_in(office, "datateams", sheet(MEETING | cells))
    assert said_of(refused) == [said]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"indicator": ""}, "2 indicator: the indicator is needed."),
        (
            {"indicator": "visit"},
            '2 indicator: there is no indicator "visit". Did you mean "visits"?',
        ),
        ({"value": "many"}, '2 value: "many" is no number of percent. Write it as 61.'),
        ({"value": "61 of 70"}, '2 value: "61 of 70" is no number of percent. Write it as 61.'),
        ({"value": "161"}, "2 value: 161 % cannot be: it is from 0 to 100."),
    ],
)
async def test_a_wrong_reading_is_told(office: Office, cells: dict[str, str], said: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        await found_in(office, "indicators", sheet(READ | cells))
    assert said_of(refused) == [said]


@pytest.mark.parametrize(
    ("rubrics", "cells", "said"),
    [
        (("one", "two"), {}, "2 rubric: say which rubric it is: one, two."),
        (("one", "two"), {"rubric": "one", "b": "2"}, '2 b: the rubric "one" has no such row.'),
        (("one", "two"), {"rubric": "One", "a": "2"}, ""),
        ((), {"text": "no rubric here"}, ""),
    ],
)
async def test_of_several_rubrics_a_row_says_which(
    office: Office, rubrics: tuple[str, ...], cells: dict[str, str], said: str
) -> None:
    rows = {"one": ("a",), "two": ("b",)}
    agenda = Agenda(
        rubrics=tuple(Rubric(key=k, name=k, lowest=1, highest=4, rows=rows[k]) for k in rubrics)
    )
    await change_agenda(office, agenda)
    assert await mistakes_in(office, "datateams", sheet(MEETING | cells)) == (
        [said] if said else []
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1,200", ""),
        ("12 days", ""),
        ("12%", '2 value: "12%" is no number of days. Write it as 61.'),
    ],
)
async def test_a_value_is_in_its_own_unit(office: Office, value: str, said: str) -> None:
    days = Indicator(key="visits", name="Days of visits", unit="days", target=20)
    await change_agenda(office, Agenda(indicators=(days,)))
    found = await mistakes_in(office, "indicators", sheet(READ | {"value": value}))
    assert found == ([said] if said else [])


ADD = "Add one, or say in a mapping file (--map) which column it is."


async def test_without_a_map_columns_that_nobody_knows_are_told(office: Office) -> None:
    rows = sheet({"date": "2026-01-20", "scool": "lincoln", "Timestamp": "", "": ""})
    assert await mistakes_in(office, "walkthroughs", rows) == [
        '1 scool: no field is called this. Did you mean "school"?',
        "1 Timestamp: no field is called this. Take it out, or write a mapping file (--map).",
        f"1 school: there is no column of this. {ADD}",
    ]


async def test_a_map_that_does_not_fit_is_told_with_its_lines(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(
        "columns:\n  scool: School\n  school: Scool\n  zzz: School\n"
        "  text: {seen: School, of: day}\n"
    )
    rows = sheet({"date": "2026-01-20", "School": "lincoln", "": ""})
    with pytest.raises(FileRefusedError) as refused:
        await found_in(office, "walkthroughs", rows, read_map(path))
    assert refused.value.source == str(path)
    first, second, third, *rest = said_of(refused)
    assert first == '2 columns.scool: there is no field "scool". Did you mean "school"?'
    assert second == '3 columns.school: there is no column "Scool". Did you mean "School"?'
    assert third.startswith(
        '4 columns.zzz: there is no field "zzz". There is date, school, grades,'
    )
    assert rest == [
        "5 columns.text: this is no count, so it has one column.",
        '5 columns.text: there is no column "day". There is date, School.',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "None : the file is empty."),
        (b"- school", "1 : there is no part"),
        (b"colums: {}", '1 colums: there is no part "colums" in a mapping file. Did you mean'),
        (b"zzz: {}", '1 zzz: there is no part "zzz" in a mapping file. There is columns, values,'),
        (b"columns: school", '1 columns: write one a line, such as "school: Name of the school".'),
        (b"dates: month/day", "1 dates: write how a day looks, such as MM/DD/YYYY or DD.MM.YY."),
        (b"dates: [MM]", "1 dates: write how a day looks, such as MM/DD/YYYY or DD.MM.YY."),
        (b"columns:\n  school:", "2 columns.school: write it such as"),
        (b"columns:\n  checks: {seen: A}", "2 columns.checks: write it such as"),
        (b"values:\n  school: lincoln", "2 values.school: write it such as"),
        (b"values:\n  school: {A: [b]}", "2 values.school: write it such as"),
        (b"constants:\n  school: {a: b}", "2 constants.school: write it such as"),
        (b"constants:\n  school: a\n  school: b", '3 : "school" is given twice in the same place.'),
    ],
)
def test_a_wrong_map_is_refused(tmp_path: Path, text: bytes, said: str) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(text)
    with pytest.raises(FileRefusedError) as refused:
        read_map(path)
    assert said_of(refused)[0].startswith(said)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "None : the file is empty."),
        (b"PK\x03\x04rest", "None : this is a workbook and no CSV file."),
        ("date,school\n1,Peña".encode("latin-1"), "2 : this is not UTF-8 text."),
        (b"date,school\n1,\x00", "2 : this holds a character that cannot be shown."),
        (b'date,school\n1,"open', "2 : from here on this is no CSV"),
        (b"date, date \n1,2", '1 : two columns are called "date". Give each a name of its own.'),
        (b"date\n1,2", "2 : this row has 2 cells, and there are 1 columns."),
    ],
)
def test_a_table_that_cannot_be_read_is_told(tmp_path: Path, raw: bytes, said: str) -> None:
    (tmp_path / "rows.csv").write_bytes(raw)
    with pytest.raises(FileRefusedError) as refused:
        read_sheet(tmp_path / "rows.csv")
    assert said_of(refused)[0].startswith(said)


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match=r"nowhere\.csv: there is no such file\."):
        read_sheet(tmp_path / "nowhere.csv")
    with pytest.raises(FileRefusedError, match="it cannot be read: is a directory"):
        read_sheet(tmp_path)


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_tables_of_spreadsheet_programs_are_read(tmp_path: Path, between: str) -> None:
    text = between.join(["\ufeffdate", "school"]) + "\r\n\r\n" + between.join(["a", '"b\r\nc"', ""])
    (tmp_path / "rows.csv").write_bytes(text.encode())
    read = read_sheet(tmp_path / "rows.csv")
    assert read.titles == ("date", "school")
    assert read.lines == (Line(number=3, cells={"date": "a", "school": "b\nc"}),)


async def test_of_many_mistakes_twenty_are_listed_and_all_are_counted(office: Office) -> None:
    rows = sheet(*(seen(school="zzz") for _ in range(33)))
    with pytest.raises(FileRefusedError) as refused:
        await found_in(office, "walkthroughs", rows)
    lines = str(refused.value).splitlines()
    assert len(lines) == 22
    assert lines[-2:] == ["… and 13 more.", "Nothing was changed. 33 mistakes."]


FREE = {
    "walkthroughs": ("grades", "subject", "part", "focus", "text", "pattern", "wondering", "next"),
    "datateams": ("team", "text"),
    "indicators": ("source",),
}
ROWS = {"walkthroughs": seen(), "datateams": MEETING, "indicators": READ}


@pytest.mark.parametrize("word", FREE)
async def test_no_planted_name_gets_in_by_any_column(office: Office, word: str) -> None:
    async with office.store.write() as tx:
        for listed, names in ((Listed.STAFF, STAFF), (Listed.STUDENTS, STUDENTS)):
            await keep_list(tx, ("riverbend", listed), names, salt=listed, now=office.now)
    planted = [
        ROWS[word] | {column: shape(NAMES[(number * 97 + place) % len(NAMES)])}
        for number, shape in enumerate(SHAPES.values())
        for place, column in enumerate(FREE[word])
    ]
    with pytest.raises(FileRefusedError) as refused:
        await kept(office, word, sheet(*planted))
    found = {mistake.line for mistake in refused.value.mistakes}
    missed = [row for line, row in enumerate(planted, start=2) if line not in found]
    assert not missed


async def test_words_that_are_no_person_are_kept_without_the_mark(office: Office) -> None:
    rows = sheet(seen(text="Mr. Fox (no person) is the text they read"))
    await kept(office, "walkthroughs", rows)
    assert (await get(office, Walkthrough, 1)).text == "Mr. Fox is the text they read"


async def test_no_person_speaks_for_its_own_text_alone(office: Office) -> None:
    rows = sheet(seen(text="Mr. Fox (no person) is the text"), seen(text="Mr. Fox reads"))
    assert [said[:18] for said in await mistakes_in(office, "walkthroughs", rows)] == [
        '3 text: "Mr. Fox" '
    ]


async def test_with_a_map_the_form_of_days_is_the_maps(office: Office) -> None:
    given = ColumnMap(source="map.yaml", dates="DD.MM.YY")
    assert await mistakes_in(office, "walkthroughs", sheet(seen(date="31.02.26")), given) == [
        '2 date: "31.02.26" is not a day as DD.MM.YY.'
    ]
