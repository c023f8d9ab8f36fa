"""No question that a pass, a command or a digest asks reads a big table from end to end.

Every statement of a lively week is recorded on one PostgreSQL database and explained, with what it
was asked with, on another one that is full: by a role that the walls between districts hold for.
The biggest tables have 100,000 rows. The others have some thousand, to save time, and there the
planner is told that reading one whole is dear, so that it does so only where there is no other way.
"""

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from enum import IntEnum
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import Column, Table, event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool
from sqlalchemy.util import await_only

from bot.bootstrap import build
from bot.cli.doctor import examine
from bot.commands import COMMANDS
from bot.settings import Settings
from storage import open_store
from storage.columns import AsJson, EnumValue, UtcDateTime
from storage.tables import METADATA
from storage.walls import OPTION
from tests.collecting import EVIDENCE
from tests.fakes import MONDAY, Office, sender
from tests.storage.test_migrations import prepare

ROWS = 100_000
SOME = 4_000
BIGGEST = {
    *("people", "schedules", "checkins", "answers", "commitments", "changes", "deliveries"),
    *("received", "platform_items", "searchable"),
}
FEW = frozenset(("partnerships", "shape", "counters", "name_lists", "name_marks"))
"""Tables that grow with the districts, and not with their people or years."""
DISTRICTS = 200
OTHERS = METADATA.tables.keys() - FEW - BIGGEST
SAMPLES = 2
"""Of each statement so many sets of parameters are explained."""
AHEAD = frozenset(
    ("next_due", "not_before", "closes_at", "expires_at", "remind_at", "until", "due")
)
"""Moments that mostly lie in the future."""

UNANSWERED = "SELECT * FROM helps WHERE text = 'yes'"
"""A question that no index answers."""
HELPS = METADATA.tables["helps"]
Asked = dict[str, list[Any]]


@contextmanager
def recording() -> Iterator[Asked]:
    """Every statement that is sent meanwhile, with the parameters it was sent with."""
    asked: Asked = {}

    def note(*sent: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        statement, parameters = sent[2:4]
        known = asked.setdefault(statement, [])
        if len(known) < SAMPLES:
            known.append(parameters)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


async def a_week(url: str) -> None:
    """What people, the clock and an operator do in a week, on a database that is prepared."""
    store = open_store(url)
    office = await Office(store).open()
    await office.tick(MONDAY)
    for who, line in EVIDENCE:
        await office.say(who, line)
    for who in ("boyd", "vance", "stranger"):
        for line in (line for command in COMMANDS for line in command.examples):
            await office.say(who, line, direct=True)
        await office.router.home(sender(who), office.now)
    for hours in (1, 24, 48, 31, 24):
        await office.tick(office.later(hours=hours))
    await store.close()
    headway = build(Settings(database_url=url), sandbox_alone=True)
    await examine(headway)
    await headway.close()


def fill(url: str, server: str) -> None:
    """Put many rows of many districts into every table, and let the database look at them."""
    full = str(make_url(server).set(database=make_url(url).database))
    with ThreadPoolExecutor(2) as at_once:
        list(at_once.map(partial(_fill, full), METADATA.sorted_tables))


def _fill(url: str, table: Table) -> None:
    rows = ROWS if table.name in BIGGEST else DISTRICTS if table.name in FEW else SOME
    columns = [column for column in table.columns if column is not table.autoincrement_column]
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(_value(column) for column in columns)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER TABLE {table.name} SET UNLOGGED".encode())
        connection.execute(
            f"INSERT INTO {table.name} ({names}) SELECT {values} "  # noqa: S608 - our own
            f"FROM generate_series(0, {rows - 1}) AS n ON CONFLICT DO NOTHING".encode()
        )
        connection.execute(f"ANALYZE {table.name}".encode())


def _value(column: Column[Any]) -> str:
    """What stands in a column of row ``n``, in SQL."""
    kept_as = column.type
    if isinstance(kept_as, EnumValue):
        return _one_of(kept_as, mostly_last=column.name == "state")
    if isinstance(kept_as, AsJson):
        return "'[]'"
    moment = isinstance(kept_as, UtcDateTime)
    value = _moment(column) if moment else _PLAIN[kept_as.python_type.__name__](column)
    return f"CASE WHEN n % 3 > 0 THEN {value} END" if column.nullable else value


def _one_of(kind: EnumValue, *, mostly_last: bool) -> str:
    """What is done with is most of what there is; otherwise each member is as frequent."""
    values = [str(each.value) for each in kind.kind]
    if not issubclass(kind.kind, IntEnum):
        values = [f"'{value}'" for value in values]
    if mostly_last:
        return f"CASE WHEN n % 50 = 0 THEN {values[0]} ELSE {values[-1]} END"
    return f"(ARRAY[{', '.join(values)}])[1 + n % {len(values)}]"


def _text(column: Column[Any]) -> str:
    match column.name:
        case "partnership":
            return f"CASE n % {DISTRICTS} WHEN 0 THEN 'riverbend' ELSE 'p' || n % {DISTRICTS} END"
        case "platform":
            return "'slack'"
        case "workspace":
            return f"'T' || n % {DISTRICTS}"
    if column.primary_key:
        return f"'{column.name}' || n"
    return f"'{column.name}' || n / {DISTRICTS} % 50"


def _moment(column: Column[Any]) -> str:
    ahead = column.name in AHEAD or column.name.endswith("_until")
    return f"timestamptz '{MONDAY}' {'+ (n - 99) * 60' if ahead else '- n'} * interval '1 second'"


_PLAIN: dict[str, Any] = {
    "str": _text,
    "date": lambda _column: f"date '{MONDAY:%Y-%m-%d}' - n % 3650",
    "time": lambda _column: "time '08:00'",
    "bool": lambda _column: "n % 50 = 0",
    "int": lambda _column: "n",
    "float": lambda _column: "n",
    "bytes": lambda _column: "''::bytea",
}


def read_whole(plan: Mapping[str, Any]) -> Iterator[str]:
    """The tables that a plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from read_whole(part)


def explained(url: str, asked: Asked, *, dear: bool) -> Iterator[tuple[str, frozenset[str]]]:
    """Each question with the tables that answering it reads whole; ``dear``: if it has to."""
    options = f"{OPTION} -c enable_seqscan={'off' if dear else 'on'}"
    with psycopg.connect(url, options=options, autocommit=True) as connection:
        for statement, samples in asked.items():
            if not statement.startswith(("SELECT", "DELETE", "UPDATE")):
                continue
            for parameters in samples:
                told = connection.execute(f"EXPLAIN (FORMAT JSON) {statement}".encode(), parameters)
                ((plans,),) = told.fetchall()
                yield statement, frozenset(read_whole(plans[0]["Plan"]))


async def test_no_question_reads_a_big_table_whole(
    emptied_database: str, new_database: str, postgres: str
) -> None:
    await prepare(emptied_database)
    with recording() as asked:
        await a_week(emptied_database)
    await prepare(new_database)
    fill(new_database, postgres)
    big = list(explained(new_database, asked, dear=False))
    others = list(explained(new_database, asked, dear=True))
    assert len(big) > 100
    assert {(*whole, question) for question, whole in big if whole & BIGGEST} == set()
    assert {(*whole, question) for question, whole in others if whole & OTHERS} == set()


def test_a_question_that_no_index_answers_is_found(new_database: str, postgres: str) -> None:
    """So the test above can fail."""
    asyncio.run(prepare(new_database))
    _fill(str(make_url(postgres).set(database=make_url(new_database).database)), HELPS)
    asked: Asked = {UNANSWERED: [()]}
    ((_, whole),) = explained(new_database, asked, dear=True)
    assert whole == {"helps"}


@contextmanager
def traced() -> Iterator[set[str]]:
    """Every statement that SQLite runs meanwhile, with what it was asked with in it."""
    asked: set[str] = set()

    def trace(connection: Any, _entry: object) -> None:  # noqa: ANN401 - SQLAlchemy's own
        await_only(connection.driver_connection.set_trace_callback(asked.add))

    event.listen(Pool, "connect", trace)
    yield asked
    event.remove(Pool, "connect", trace)


def scanned(file: str, asked: set[str]) -> Iterator[tuple[str, str]]:
    """The tables that SQLite reads from end to end, with or without an index, and for what."""
    with closing(sqlite3.connect(make_url(file).database or "")) as connection:
        for statement in asked:
            if not statement.startswith(("SELECT", "DELETE", "UPDATE")):
                continue
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                words = step.split()
                if words[0] == "SCAN" and words[1] in BIGGEST | OTHERS:
                    yield words[1], statement


async def test_sqlite_reads_no_big_table_whole_either(new_file: str) -> None:
    await prepare(new_file)
    with traced() as asked:
        await a_week(new_file)
    assert len(asked) > 100
    assert set(scanned(new_file, asked)) == set()
    assert list(scanned(new_file, {UNANSWERED})) == [("helps", UNANSWERED)]
