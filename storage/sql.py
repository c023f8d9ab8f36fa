"""The store in SQLite or PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, TypeVar, cast

from sqlalchemy import URL, Select, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import AlreadyThereError, HeadwayError
from bot.domain.record import Record
from bot.ports.store import Between, Stored
from storage.alone import in_turn
from storage.engines import Engines, ask, in_plain_words, postgres_engines, sqlite_engines
from storage.migrate import revision, upgrade, wrong
from storage.rows import Row, Rows
from storage.searching import FOUND_SINCE, Searching
from storage.tables import TABLES

T = TypeVar("T", bound=Stored)

Kinds = Mapping[type[Stored], Rows[Any]]

PAGE = 1000
"""Of how many numbers records are read together when all are read."""
_NEXT_NUMBER = (
    "INSERT INTO counters (partnership, letter, last) VALUES (?, ?, 1) "
    "ON CONFLICT (partnership, letter) DO UPDATE SET last = counters.last + 1 RETURNING last"
)


class SqlTransaction:
    """A transaction on one connection. It stays usable after AlreadyThereError."""

    def __init__(self, connection: AsyncConnection, kinds: Kinds, *, writes: bool) -> None:
        """Read, and write if ``writes``, through this connection."""
        self._connection = connection
        self._kinds = kinds
        self._writes = writes
        self._on_sqlite = connection.dialect.name == "sqlite"
        self._searching = Searching(on_sqlite=self._on_sqlite)
        self._driver: object = None

    async def add(self, *values: Stored) -> None:
        """See ``Transaction.add``. Of values with a taken key among them none is stored."""
        # One value is stored or not; only several need what undoes the first ones again.
        whole = nullcontext() if len(values) == 1 else self._whole()
        async with whole:
            for kind, alike in _by_kind(values).items():
                added = await self._add(kind, alike)
                if len(added) < len(alike):
                    taken = next(v for v in alike if not any(v is one for one in added))
                    raise AlreadyThereError(f"There is a {kind.__name__} already: {_key(taken)}.")

    async def add_missing(self, *values: T) -> list[T]:
        """See ``Transaction.add_missing``."""
        added = [await self._add(kind, alike) for kind, alike in _by_kind(values).items()]
        return [value for some in added for value in some]

    async def put(self, *values: Stored) -> None:
        """See ``Transaction.put``."""
        for kind, alike in _by_kind(values).items():
            rows = self._kinds[kind]
            for statement, parameters in rows.replacing(rows.rows_of(alike)):
                await self._run(statement, parameters)
            await self._make_found(alike)

    async def get(self, kind: type[T], *key: object) -> T | None:
        """See ``Transaction.get``."""
        where = dict(zip(kind.KEY, key, strict=True))
        found = await self._find(kind, "", None, where)
        return found[0] if found else None

    async def get_all(self, kind: type[T], keys: Iterable[tuple[object, ...]]) -> list[T]:
        """See ``Transaction.get_all``."""
        wanted = list(keys)
        if len(wanted) == 1:
            found = await self.get(kind, *wanted[0])
            return [found] if found else []
        return await self._select(kind, self._kinds[kind].selecting_keys(wanted))

    async def find(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """See ``Transaction.find``. What is empty is ordered before everything else."""
        return await self._find(kind, order, limit, where)

    async def claim(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """See ``Transaction.claim``. On SQLite one transaction writes at a time anyway."""
        self._only_writing()
        query = self._kinds[kind].selecting(order, limit, where)
        return await self._select(kind, query.with_for_update(skip_locked=True))

    async def count(self, kind: type[Stored], /, **where: object) -> int:
        """See ``Transaction.count``."""
        return await self._connection.scalar(self._kinds[kind].counting(where)) or 0

    async def search(
        self, partnership: str, words: Sequence[str], *, skip: int = 0, limit: int
    ) -> list[str]:
        """See ``Transaction.search``."""
        question = self._searching.finding(partnership, words, skip=skip, limit=limit)
        if self._on_sqlite:
            return [ref for (ref,) in await self._ask(*question)]
        result = await self._connection.exec_driver_sql(*question)
        return [ref for (ref,) in result]

    async def make_all_found(self) -> None:
        """Keep the words of all records that are there, a page of their numbers at a time."""
        for kind in (one for one in self._kinds if issubclass(one, Record)):
            last = await self.find(kind, order="-number", limit=1)
            for low in range(0, last[0].number if last else 0, PAGE):
                page = await self.find(kind, number=Between(low, low + PAGE))
                await self._make_found(page)

    async def next_number(self, partnership: str, letter: str) -> int:
        """See ``Transaction.next_number``. Others wait for it until this transaction ends."""
        self._only_writing()
        statement = _NEXT_NUMBER if self._on_sqlite else _NEXT_NUMBER.replace("?", "%s")
        ((number,),) = await self._run(statement, (partnership, letter), answers=True)
        return cast("int", number)

    async def _find(
        self, kind: type[T], order: str, limit: int | None, where: dict[str, object]
    ) -> list[T]:
        rows: Rows[T] = self._kinds[kind]
        question = rows.question(limit, where) if self._on_sqlite and not order else None
        if question:
            return rows.values_of(await self._ask(*question))
        return await self._select(kind, rows.selecting(order, limit, where))

    async def _add(self, kind: type[T], values: list[T]) -> list[T]:
        rows: Rows[T] = self._kinds[kind]
        written = rows.rows_of(values)
        keys: list[Row] = []
        for statement, parameters in rows.adding(written):
            keys += await self._run(statement, parameters, answers=True)
        added = rows.picked(values, written, keys)
        await self._make_found(added)
        return added

    async def _make_found(self, values: Iterable[Stored]) -> None:
        """Keep the words of those of the values that are records, so that they are found."""
        for statement, parameters in self._searching.putting(values, self._connection.dialect):
            await self._run(statement, parameters)

    async def _run(
        self, statement: str, parameters: Row, *, answers: bool = False
    ) -> Iterable[Row]:
        self._only_writing()
        if self._on_sqlite:
            return await self._ask(statement, parameters)
        result = await self._connection.exec_driver_sql(statement, parameters)
        return [tuple(row) for row in result] if answers else []

    async def _ask(self, statement: str, parameters: Row = ()) -> Sequence[Row]:
        if self._driver is None:
            self._driver = (await self._connection.get_raw_connection()).driver_connection
        return await ask(self._driver, statement, parameters)

    @asynccontextmanager
    async def _whole(self) -> AsyncIterator[None]:
        """What is done in this block is done whole, or undone on any exception."""
        if not self._on_sqlite:
            async with self._connection.begin_nested():
                yield
            return
        await self._ask("SAVEPOINT whole")
        try:
            yield
        except BaseException:
            await self._ask("ROLLBACK TO whole")
            raise
        finally:
            await self._ask("RELEASE whole")

    async def _select(self, kind: type[T], query: Select[Any]) -> list[T]:
        rows: Rows[T] = self._kinds[kind]
        found = await self._connection.execute(query)
        return [rows.value_of(row) for row in found.all()]

    def _only_writing(self) -> None:
        if not self._writes:
            raise HeadwayError("This transaction only reads. Open one with store.write().")


class SqlStore:
    """Values in the tables of one database."""

    def __init__(self, url: str) -> None:
        """Keep the URL; nothing is connected to yet. Raises HeadwayError if it is malformed."""
        self._url = _parsed(url)
        self._engines = _opened(self._url)
        dialect = self._engines.writing.dialect
        self._kinds: Kinds = {kind: Rows(kind, table, dialect) for kind, table in TABLES.items()}
        # SQLite lets one write: in this process they queue instead of asking it again and again.
        self._turns: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if dialect.name == "sqlite" else nullcontext()
        )

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlTransaction]:
        """See ``Store.write``."""
        async with self._turns:
            with in_plain_words(self._url):
                async with self._engines.writing.begin() as connection:
                    yield SqlTransaction(connection, self._kinds, writes=True)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlTransaction]:
        """See ``Store.read``. It sees one moment from its first question to its last."""
        with in_plain_words(self._url):
            async with self._engines.reading.begin() as connection:
                yield SqlTransaction(connection, self._kinds, writes=False)

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[bool]:
        """See ``Store.alone``."""
        with in_plain_words(self._url):
            async with self._engines.locks.alone(name) as won:
                yield won

    async def prepare(self) -> None:
        """See ``Store.prepare``. Raises HeadwayError if a newer version made the database."""
        with in_plain_words(self._url):
            async with (
                in_turn(self._engines.locks, "migrate"),
                self._engines.writing.begin() as connection,
            ):
                before = await connection.run_sync(revision)
                await connection.run_sync(upgrade)
                if before is not None and before < FOUND_SINCE:
                    await SqlTransaction(connection, self._kinds, writes=True).make_all_found()

    async def ready(self) -> str | None:
        """See ``Store.ready``."""
        try:
            with in_plain_words(self._url):
                async with self._engines.reading.connect() as connection:
                    return wrong(await connection.run_sync(revision))
        except HeadwayError as exc:
            return str(exc)

    async def close(self) -> None:
        """See ``Store.close``."""
        await self._engines.writing.dispose()


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as exc:
        raise HeadwayError(
            "HEADWAY_DATABASE_URL cannot be read. Say sqlite:///headway.db or "
            "postgresql://user:password@host/name, with %40 for an @ in the password."
        ) from exc


def _opened(url: URL) -> Engines:
    return sqlite_engines(url) if url.get_backend_name() == "sqlite" else postgres_engines(url)


def _by_kind(values: Iterable[T]) -> dict[type[T], list[T]]:
    kinds: dict[type[T], list[T]] = {}
    for value in values:
        kinds.setdefault(type(value), []).append(value)
    return kinds


def _key(value: Stored) -> str:
    return "/".join(str(getattr(value, name)) for name in value.KEY)
