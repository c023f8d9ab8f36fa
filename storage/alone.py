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

from bot.ports.held import Held

PATIENCE = 0.05
"""Seconds between two looks at whether it is one's turn."""


class Locks(Protocol):
    """Names that one process, and one task in it, holds at a time."""

    def alone(self, name: str) -> AbstractAsyncContextManager[Held]:
        """Whether the name was free; it is held until the end of the block, see ``Held``."""
        ...

    async def close(self) -> None:
        """Let go of what holds them."""
        ...


@asynccontextmanager
async def in_turn(locks: Locks, name: str) -> AsyncIterator[None]:
    """Wait until the name is free and hold it until the end of the block."""
    while True:
        async with locks.alone(name) as held:
            if held:
                yield
                return
        await asyncio.sleep(PATIENCE)


class FileLocks:
    """Names as files beside a database file. The files stay; only holding them counts."""

    def __init__(self, database: Path) -> None:
        """Keep the file that the locks are named after."""
        self._database = database

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Held]:
        """See ``Locks.alone``."""
        lock = FileLock(f"{self._database}.{quote(name, safe='')}.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            won = False
        else:
            won = True
        try:
            yield Held(won=won)
        finally:
            lock.release()

    async def close(self) -> None:
        """See ``Locks.close``. Each was let go with its block."""
