"""``headway roster``"""

import asyncio
from pathlib import Path

import pytest

from bot.bootstrap import build
from bot.domain.names import Listed, Marked, NameList, marks_of
from bot.ledger.marks import KnownMarks
from bot.settings import Settings
from tests.cli.shell import Shell

pytestmark = pytest.mark.usefixtures("riverbend")


def written(place: Path, text: str | bytes) -> str:
    path = place / "names.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


async def _known() -> tuple[Marked, ...]:
    headway = await build(Settings()).open()
    async with headway.store.read() as tx:
        known = await KnownMarks().of(tx, "riverbend")
    await headway.close()
    return known


def knows(*names: str) -> bool:
    """Whether the list that is loaded has just these names in it."""
    [marked] = asyncio.run(_known())
    return marked.marks == frozenset(marks_of(names, marked.salt))


ANNA, LEE = "Castillo, Anna", "Lee, Minh"


@pytest.mark.parametrize(
    "text",
    [
        "Anna Castillo\nMinh Lee\n",
        "\n Castillo, Anna\r\n\r\nLee, Minh",
        "id,First Name,Last Name,grade\n7,Anna,Castillo,4\n8,Minh,Lee,\n",
        'First;LAST\nAnna;"Castillo"\nMinh;Lee\n',
        "School\tName\nLincoln\tAnna Castillo\n\t\nMarsh\tMinh Lee\n",
        '\ufeffName,room\n"Castillo, Anna",12\n"Lee, Minh",\n',
    ],
)
def test_names_are_read_however_a_district_keeps_them(
    headway: Shell, place: Path, text: str
) -> None:
    ran = headway("roster", "riverbend", "staff", written(place, text))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("riverbend: staff: 2 names are known now.")
    assert knows(ANNA, LEE)


def test_a_preferred_name_is_known_beside_the_first_one(headway: Shell, place: Path) -> None:
    text = "last,first,preferred name\nCastillo,Anna,Nita\nLee,Minh,\n"
    ran = headway("roster", "riverbend", "students", written(place, text))
    assert "students: 3 names" in ran.out
    assert knows(ANNA, "Castillo, Nita", LEE)


def test_a_column_of_family_names_alone_is_enough(headway: Shell, place: Path) -> None:
    headway("roster", "riverbend", "staff", written(place, "Surname\nCastillo\n"))
    assert knows("Castillo")


def test_a_file_as_a_spreadsheet_in_the_united_states_saves_it(headway: Shell, place: Path) -> None:
    headway("roster", "riverbend", "staff", written(place, "Núñez, José".encode("cp1252")))
    assert knows("Núñez, José")


def test_nothing_that_can_be_read_is_stored(headway: Shell, place: Path) -> None:
    headway("roster", "riverbend", "staff", written(place, "Anna Castillo"))
    stored = b"".join(path.read_bytes() for path in place.glob("headway.db*")).lower()
    assert b"castillo" not in stored


def test_loading_again_replaces_the_list(headway: Shell, place: Path) -> None:
    headway("roster", "riverbend", "staff", written(place, "Anna Castillo\nAnna  Castillo"))
    ran = headway("roster", "riverbend", "staff", written(place, "Minh Lee\n"))
    assert ran.out.endswith("The list of before had 1.\n")
    assert knows(LEE)


def test_a_list_can_be_forgotten(headway: Shell, place: Path) -> None:
    headway("roster", "riverbend", "staff", written(place, "Anna Castillo"))
    ran = headway("roster", "riverbend", "staff", "--remove")
    assert ran.out == ("riverbend: staff: no names are known any more. The list of before had 1.\n")
    assert asyncio.run(_known()) == ()


def test_every_wrong_row_is_told_by_its_line_and_nothing_is_loaded(
    headway: Shell, place: Path
) -> None:
    headway("roster", "riverbend", "staff", written(place, "Anna Castillo"))
    text = f"first,last,id\n,,7\nMinh,L33,8\n,,\nR.,,9\nVery,{'long ' * 20},1\n"
    ran = headway("roster", "riverbend", "staff", written(place, text))
    assert (ran.code, ran.out) == (2, "")
    assert [line.rpartition("names.csv:")[2] for line in ran.err.splitlines()] == [
        "2: there is no name in this row.",
        "3: this is no name: names have no digits and no @ in them.",
        "5: this is no name: it has no word of two letters.",
        "6: this is longer than a name: at most 100 characters.",
        "Nothing was changed. 4 mistakes.",
    ]
    assert knows(ANNA)


def test_of_many_mistakes_the_first_are_told(headway: Shell, place: Path) -> None:
    ran = headway("roster", "riverbend", "staff", written(place, "7,Anna,Castillo\n" * 30))
    assert len(ran.err.splitlines()) == 22
    assert "names.csv:1: this is no name: names have no digits" in ran.err
    assert "… and 10 more." in ran.err


def test_columns_without_a_header_are_asked_about(headway: Shell, place: Path) -> None:
    ran = headway("roster", "riverbend", "staff", written(place, "Anna,Castillo,Lincoln\n"))
    assert 'Begin the file with a row such as "first,last".' in ran.err
    assert ran.err.endswith("Nothing was changed. 1 mistake.\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("first,last\n", "there is no name in it."),
        ("\n", "there is no name in it."),
        (b"PK\x03\x04\x00\x00", "this is no text file. Save the list as CSV (UTF-8)."),
        (f'name\n"{"x" * 140_000}"\n', "field larger than field limit (131072)."),
    ],
)
def test_a_file_that_is_no_list_is_refused(
    headway: Shell, place: Path, text: str | bytes, told: str
) -> None:
    ran = headway("roster", "riverbend", "staff", written(place, text))
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_what_cannot_be_read_or_was_not_said_is_told(headway: Shell) -> None:
    assert "it cannot be read" in headway("roster", "riverbend", "staff", "nowhere.csv").err
    assert "Say which FILE to load" in headway("roster", "riverbend", "staff").err
    ran = headway("roster", "nowhere", "staff", "--remove")
    assert 'There is no partnership "nowhere".' in ran.err


def test_a_list_without_its_marks_knows_nobody() -> None:
    """A database in which somebody emptied one table is no reason to answer nobody."""

    async def known() -> tuple[Marked, ...]:
        headway = await build(Settings()).open()
        async with headway.store.write() as tx:
            now = await headway.clock.now()
            loaded = NameList(
                partnership="riverbend",
                listed=Listed.STAFF,
                version=1,
                names=5,
                loaded_at=now,
                salt="s",
            )
            await tx.put(loaded)
            found = await KnownMarks().of(tx, "riverbend")
        await headway.close()
        return found

    assert [each.marks for each in asyncio.run(known())] == [frozenset()]
