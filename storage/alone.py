"""Being the only one among all processes, and waiting for one's turn.

The operating system or the database lets go for a process that is killed.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class Locks(Protocol):
    """Names that one process, and one task in it, holds at a time."""

    def alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Whether the name was free; it is held until the end of the block."""
        ...

    def in_turn(self, name: str) -> AbstractAsyncContextManager[None]:
        """Wait until the name is free and hold it until the end of the block."""
        ...


class FileLocks:
    """Names as files beside a database file. The files stay; only holding them counts."""

    def __init__(self, database: Path) -> None:
        """Keep the file that the locks are named after."""
        self._database = database

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[bool]:
        """See ``Locks.alone``."""
        lock = self._lock(name)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            won = False
        else:
            won = True
        try:
            yield won
        finally:
            lock.release()

    @asynccontextmanager
    async def in_turn(self, name: str) -> AsyncIterator[None]:
        """See ``Locks.in_turn``."""
        lock = self._lock(name)
        await asyncio.to_thread(lock.acquire)
        try:
            yield
        finally:
            lock.release()

    def _lock(self, name: str) -> FileLock:
        path = f"{self._database}.{quote(name, safe='')}.lock"
        # Taken in one thread and given back in another.
        return FileLock(path, thread_local=False)


class AdvisoryLocks:
    """Names as PostgreSQL's session locks, each held on a connection of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Keep connections outside transactions: a lock may be held for long."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[bool]:
        """See ``Locks.alone``."""
        async with self._engine.connect() as connection:
            won = bool(await _ask(connection, "pg_try_advisory_lock", name))
            try:
                yield won
            finally:
                if won:
                    await _let_go(connection, name)

    @asynccontextmanager
    async def in_turn(self, name: str) -> AsyncIterator[None]:
        """See ``Locks.in_turn``."""
        async with self._engine.connect() as connection:
            await _ask(connection, "pg_advisory_lock", name)
            try:
                yield
            finally:
                await _let_go(connection, name)


async def _ask(connection: AsyncConnection, function: str, name: str) -> object:
    query = text(f"SELECT {function}(hashtext('headway'), hashtext(:name))")
    return await connection.scalar(query, {"name": name})


async def _let_go(connection: AsyncConnection, name: str) -> None:
    try:
        await _ask(connection, "pg_advisory_unlock", name)
    except DBAPIError:
        # The lock ends with its connection; a broken one must not go back to the others.
        await connection.invalidate()
