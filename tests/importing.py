"""What tests of imports share: sheets, and what they bring to an office."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.agenda import Agenda
from bot.domain.partnership import Partnership
from bot.ledger.directory import open_directory
from bot.load.history import KINDS
from bot.load.history.cells import World
from bot.load.history.loading import Order, keep_history, read_history
from bot.load.history.plan import Plan, plan
from bot.load.history.sheet import ColumnMap, Line, Sheet
from bot.load.values import FileRefusedError
from tests.fakes import Office

HERE = Path(__file__).parent / "data" / "import"


async def found_in(
    office: Office, word: str, sheet: Sheet, given: ColumnMap | None = None
) -> Plan[Any]:
    """What a sheet would bring."""
    async with office.store.read() as tx:
        directory = await open_directory(tx, "riverbend", office.tools.holidays_of)
        assert directory is not None
        world = World(directory=directory, by="vance", today=office.now.date())
        order = order_of(word, sheet, given)
        history = await read_history(tx, office.tools, order, world)
        return await plan(tx, order.kind, "riverbend", history.drafts)


def order_of(word: str, sheet: Sheet, given: ColumnMap | None = None) -> Order:
    return Order(
        kind=KINDS[word], sheet=sheet, map=given or ColumnMap(), watch=lambda all_, _: all_
    )


async def kept(
    office: Office, word: str, sheet: Sheet, given: ColumnMap | None = None
) -> list[str]:
    """The numbers of what a sheet brings."""
    found = await found_in(office, word, sheet, given)
    async with office.store.write() as tx:
        return [one.ref for one in await keep_history(tx, order_of(word, sheet), found)]


def sheet(*rows: dict[str, str]) -> Sheet:
    """A sheet of these rows."""
    titles = tuple(dict.fromkeys(title for row in rows for title in row))
    lines = tuple(Line(number=number, cells=row) for number, row in enumerate(rows, start=2))
    return Sheet(source="rows.csv", titles=titles, lines=lines)


def seen(**cells: str) -> dict[str, str]:
    """A row of a walkthrough."""
    return {"date": "2026-01-20", "school": "lincoln", "text": "steps", **cells}


def said_of(error: pytest.ExceptionInfo[FileRefusedError]) -> list[str]:
    return [f"{m.line} {m.where}: {m.text}" for m in error.value.mistakes]


MEETING = {"date": "2026-01-20", "school": "lincoln", "team": "grade 4"}


READ = {"date": "2026-01-20", "indicator": "visits", "value": "61"}


async def change_agenda(office: Office, agenda: Agenda) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership is not None
        await tx.put(replace(partnership, agenda=agenda))


async def mistakes_in(
    office: Office, word: str, rows: Sheet, given: ColumnMap | None = None
) -> list[str]:
    """What is wrong with a sheet, or with its map."""
    try:
        await found_in(office, word, rows, given)
    except FileRefusedError as refused:
        return [f"{m.line} {m.where}: {m.text}" for m in refused.mistakes]
    return []
