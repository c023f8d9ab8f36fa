"""Being the only one among all processes, and waiting for one's turn.

The operating system or the database lets go for a process that is killed.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

PATIENCE = 0.05
"""Seconds between two looks at whether it is one's turn."""

_TAKE = text("SELECT pg_try_advisory_lock(hashtext('headway'), hashtext(:name))")
_LET_GO = text("SELECT pg_advisory_unlock_all()")


class Locks(Protocol):
    """Names that one process, and one task in it, holds at a time."""

    def alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Whether the name was free; it is held until the end of the block."""
        ...


@asynccontextmanager
async def in_turn(locks: Locks, name: str) -> AsyncIterator[None]:
    """Wait until the name is free and hold it until the end of the block."""
    while True:
        async with locks.alone(name) as won:
            if won:
                yield
                return
        await asyncio.sleep(PATIENCE)


class FileLocks:
    """Names as files beside a database file. The files stay; only holding them counts."""

    def __init__(self, database: Path) -> None:
        """Keep the file that the locks are named after."""
        self._database = database

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[bool]:
        """See ``Locks.alone``."""
        lock = FileLock(f"{self._database}.{quote(name, safe='')}.lock")
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


class AdvisoryLocks:
    """Names as PostgreSQL's session locks, each held by a connection of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Keep an engine that opens a new connection for each lock, outside transactions."""
        self._engine = engine

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[bool]:
        """See ``Locks.alone``."""
        async with self._engine.connect() as connection:
            won = bool(await connection.scalar(_TAKE, {"name": name}))
            try:
                yield won
            finally:
                # Where the connection is broken, the server has let go already.
                with suppress(DBAPIError):
                    await connection.execute(_LET_GO)
