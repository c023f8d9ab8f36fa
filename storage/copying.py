"""Moving a whole database to another: SQLite to PostgreSQL and back, for moving and for backups.

Rows are copied as they lie there, JSON to the byte, and whatever stands in them: nothing is read
as the value that it is. What was written is read again before it counts.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum
from typing import Any, cast

from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    TypeDecorator,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from bot.domain.errors import HeadwayError
from storage import checked
from storage.columns import JSON_TEXT, TEXT, AsJson, EnumValue
from storage.sql import SqlStore
from storage.tables import METADATA, SHAPE

BATCH = 1000
FEW = 20
"""Rows read at once of a table that holds files: one may have megabytes."""

Told = Callable[[str, int], None]


class _JsonText(TypeDecorator[str]):
    """JSON as it is written; PostgreSQL's driver gives its bytes."""

    impl = JSON_TEXT
    cache_ok = True

    def process_result_value(self, value: object, _dialect: Dialect) -> str | None:
        """The text."""
        return value.decode() if isinstance(value, bytes) else cast("str | None", value)


@dataclass(frozen=True, kw_only=True)
class Copied:
    """A table that is the same in both databases: its rows, and a checksum of their values."""

    table: str
    rows: int
    checksum: str


async def copy(source: str, target: str, told: Told) -> list[Copied]:
    """Copy every table of the database at one URL, as it is at one moment, to an empty one.

    All or nothing: on any exception the target stays empty. ``told`` hears a table's name and how
    many of its rows are there. Raises HeadwayError where the source is not prepared, the target
    holds something, or cannot hold what is there.
    """
    async with _opened(source) as here, _opened(target) as there:
        if wrong := await here.ready():
            raise HeadwayError(wrong)
        await _refuse_full(there)
        await there.prepare()
        async with here.whole() as reading, there.whole(writes=True) as writing:
            return [await _copy(_plain(table), reading, writing, told) for table in _tables()]


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(checked(url))
    try:
        yield store
    finally:
        await store.close()


def _tables() -> list[Table]:
    """All but the one that a database fills when it is prepared."""
    return [table for table in METADATA.sorted_tables if table is not SHAPE]


async def _refuse_full(target: SqlStore) -> None:
    async with target.whole() as connection:
        full = await connection.run_sync(_full)
    if full:
        raise HeadwayError(
            f"The database to copy to is not empty: there is something in {full}. "
            "Name one that is new. Nothing was changed."
        )


def _full(connection: Connection) -> str | None:
    there = set(inspect(connection).get_table_names())
    for table in _tables():
        key = next(iter(table.primary_key))
        if table.name in there and connection.execute(select(key).limit(1)).first():
            return table.name
    return None


def _plain(table: Table) -> Table:
    """The table with columns that are handed on as they are.

    Without the number that SQLite and PostgreSQL give their rows themselves: the order tells it.
    """
    columns = [Column(one.name, _type_of(one.type), nullable=True) for one in table.columns]
    return Table(table.name, MetaData(), *columns)


def _type_of(kept_as: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kept_as, AsJson):
        return _JsonText()
    if isinstance(kept_as, EnumValue):
        return Integer() if issubclass(kept_as.kind, IntEnum) else TEXT
    return kept_as


async def _copy(
    table: Table, reading: AsyncConnection, writing: AsyncConnection, told: Told
) -> Copied:
    there, here = _Sum(table.name), _Sum(table.name)
    with _refusals(table):
        async for rows in _rows(table, reading):
            there.add(rows)
            await writing.execute(insert(table), [dict(row._mapping) for row in rows])
            told(table.name, there.rows)
    async for rows in _rows(table, writing):
        here.add(rows)
    if here.told != there.told:
        raise HeadwayError(
            f"What was copied of {table.name} is not what was read: {there.told} became "
            f"{here.told}. Nothing was kept."
        )
    return here.told


async def _rows(table: Table, connection: AsyncConnection) -> AsyncIterator[Sequence[Row[Any]]]:
    """The rows by key, some at a time."""
    big = any(isinstance(column.type, LargeBinary) for column in table.columns)
    names = [column.name for column in METADATA.tables[table.name].primary_key]
    query = select(*_values(table)).order_by(*(table.columns[name] for name in names))
    some = query.execution_options(yield_per=FEW if big else BATCH)
    async for rows in (await connection.stream(some)).partitions():
        yield rows


def _values(table: Table) -> list[Column[Any]]:
    own = METADATA.tables[table.name].autoincrement_column
    return [column for column in table.columns if own is None or column.name != own.name]


@contextmanager
def _refusals(table: Table) -> Iterator[None]:
    """One database may hold what the other does not: a NUL in a text, a number too long."""
    try:
        yield
    except (DataError, IntegrityError) as exc:
        raise HeadwayError(
            f"A row of {table.name} cannot be kept in the other database "
            f"({type(exc.orig).__name__}). Nothing was kept."
        ) from exc


class _Sum:
    """A checksum over rows in the order of their keys, equal on both databases."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._hash = hashlib.sha256()
        self.rows = 0

    def add(self, rows: Sequence[Row[Any]]) -> None:
        """Go on with these rows."""
        for row in rows:
            line = json.dumps([*row], default=_canonical, ensure_ascii=False)
            self._hash.update(line.encode() + b"\n")
        self.rows += len(rows)

    @property
    def told(self) -> Copied:
        """What was seen so far."""
        return Copied(table=self._table, rows=self.rows, checksum=self._hash.hexdigest())


def _canonical(value: object) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
