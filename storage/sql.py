"""The store in SQLite or PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import HeadwayError
from bot.ports.held import Held
from storage.alone import in_turn
from storage.engines import Engines, in_plain_words, postgres_engines, sqlite_engines
from storage.examining import findings
from storage.migrate import revision, shape, upgrade, wrong
from storage.queueing import Queue, prepare_queue, queue_jobs
from storage.rows import Rows
from storage.searching import FOUND_SINCE
from storage.tables import TABLES
from storage.transaction import Kinds, SqlTransaction
from storage.walls import gap


class SqlStore:
    """Values in the tables of one database."""

    def __init__(self, url: str, *, queue: Queue | None = None, filtering: bool = True) -> None:
        """Keep the URL; nothing is connected to yet. Raises HeadwayError if it is malformed.

        On PostgreSQL, what is to be sent at once is put into ``queue`` by whoever stores it.
        Without ``filtering`` nothing but the database's own walls narrows a transaction: so that a
        test sees them hold.
        """
        self._url = _parsed(url)
        self._filtering = filtering
        self._engines = _opened(self._url)
        dialect = self._engines.writing.dialect
        self._queue = queue if dialect.name == "postgresql" else None
        self._kinds: Kinds = {kind: Rows(kind, table, dialect) for kind, table in TABLES.items()}
        self._turns = asyncio.Semaphore(self._engines.writers)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlTransaction]:
        """See ``Store.write``."""
        async with self._turns:
            with in_plain_words(self._url):
                async with self._engines.writing.begin() as connection:
                    transaction = self._transaction(connection, writes=True)
                    yield transaction
                    if self._queue:
                        await queue_jobs(connection, self._queue, transaction.due_at)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlTransaction]:
        """See ``Store.read``. It sees one moment from its first question to its last."""
        with in_plain_words(self._url):
            async with self._engines.reading.begin() as connection:
                yield self._transaction(connection, writes=False)

    @asynccontextmanager
    async def whole(self, *, writes: bool = False) -> AsyncIterator[AsyncConnection]:
        """The database itself in one transaction, for what is about whole tables."""
        engine = self._engines.writing if writes else self._engines.reading
        with in_plain_words(self._url):
            async with engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Held]:
        """See ``Store.alone``."""
        with in_plain_words(self._url):
            async with self._engines.locks.alone(name) as held:
                yield held

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
                    await self._transaction(connection, writes=True).make_all_found()
                if self._queue:
                    await prepare_queue(connection, self._queue)

    async def ready(self) -> str | None:
        """See ``Store.ready``."""
        try:
            with in_plain_words(self._url):
                async with self._engines.reading.connect() as connection:
                    return wrong(await connection.run_sync(shape))
        except HeadwayError as exc:
            return str(exc)

    async def walls(self) -> str | None:
        """See ``Store.walls``."""
        with in_plain_words(self._url):
            async with self._engines.reading.connect() as connection:
                return await connection.run_sync(gap)

    async def examined(self) -> Sequence[tuple[bool, str]]:
        """See ``Store.examined``. On SQLite nobody else writes meanwhile, or that is told."""
        try:
            async with self.whole(writes=True) as connection:
                return await connection.run_sync(findings)
        except HeadwayError as exc:
            return [(False, str(exc))]

    async def close(self) -> None:
        """See ``Store.close``."""
        await self._engines.locks.close()
        await self._engines.writing.dispose()

    def _transaction(self, connection: AsyncConnection, *, writes: bool) -> SqlTransaction:
        return SqlTransaction(connection, self._kinds, writes=writes, filtering=self._filtering)


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
