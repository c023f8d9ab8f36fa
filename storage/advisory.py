"""Names that are held as PostgreSQL's session locks, all of a process by one connection.

The server lets go of them when it loses the connection. So somebody looks after it, and whoever
holds a name is told at once: another may have it a moment later.
https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import structlog
from sqlalchemy import TextClause, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoAnswerError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.ports.held import Held

log = structlog.get_logger()

T = TypeVar("T")

LOOKS_AFTER = 1.0
"""Seconds between two looks at whether the connection is there."""
ANSWERS_IN = 2.0
"""Seconds in which it must answer."""
GRACE = LOOKS_AFTER + ANSWERS_IN
"""Seconds after which whoever held a name has noticed that the connection is gone."""

_LOOK = text("SELECT 1")
_TAKE = text("SELECT pg_try_advisory_lock(hashtext('headway'), hashtext(:name))")
_LET_GO = text("SELECT pg_advisory_unlock(hashtext('headway'), hashtext(:name))")


class AdvisoryLocks:
    """See ``Locks``. There is a connection as long as a name is held."""

    def __init__(self, engine: AsyncEngine) -> None:
        """Keep an engine that opens a new connection at each call, outside transactions."""
        self._engine = engine
        self._connection: AsyncConnection | None = None
        self._one_at_a_time = asyncio.Lock()
        self._held: dict[str, asyncio.Event] = {}
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Held]:
        """See ``Locks.alone``. Raises SQLAlchemy's error if the database does not answer."""
        # The server gives a lock twice to one session: within the process we see to it.
        if name in self._held:
            yield Held(won=False)
            return
        lost = self._held[name] = asyncio.Event()
        try:
            yield Held(won=await _whole(self._take(name)), lost=lost, grace=GRACE)
        finally:
            if self._held.get(name) is lost:
                await _whole(self._let_go(name))

    async def close(self) -> None:
        """See ``Locks.close``."""
        async with self._one_at_a_time:
            await self._disconnect()

    async def _take(self, name: str) -> bool:
        async with self._one_at_a_time:
            if self._connection is None:
                self._connection = await self._engine.connect()
                self._looking = asyncio.create_task(self._look_after())
            return bool(await self._ask(self._connection, _TAKE, name))

    async def _let_go(self, name: str) -> None:
        async with self._one_at_a_time:
            if self._connection:
                # Where the connection is broken, the server has let go already.
                with suppress(SQLAlchemyError):
                    await self._ask(self._connection, _LET_GO, name)
            self._held.pop(name, None)
            if not self._held:
                await self._disconnect()

    async def _ask(self, connection: AsyncConnection, question: TextClause, name: str) -> object:
        """Ask; if there is no answer, everything that was held is lost from this moment on."""
        asked = asyncio.ensure_future(connection.scalar(question, {"name": name} if name else {}))
        await asyncio.wait({asked}, timeout=ANSWERS_IN)
        if asked.done() and not asked.exception():
            return asked.result()
        self._lose_all()
        asked.cancel()
        await asyncio.wait({asked})
        await self._disconnect(broken=True)
        error = None if asked.cancelled() else asked.exception()
        raise error or NoAnswerError("it did not answer")

    async def _look_after(self) -> None:
        """See every so often whether the connection is there."""
        while True:
            await asyncio.sleep(LOOKS_AFTER)
            async with self._one_at_a_time:
                with suppress(SQLAlchemyError):
                    if self._connection:
                        await self._ask(self._connection, _LOOK, "")
                if self._looking is not asyncio.current_task():
                    return

    def _lose_all(self) -> None:
        log.warning("The database let go.", action="locks_lost", count=len(self._held))
        for event in self._held.values():
            event.set()
        self._held.clear()

    async def _disconnect(self, *, broken: bool = False) -> None:
        connection, self._connection = self._connection, None
        looking, self._looking = self._looking, None
        if connection:
            with suppress(SQLAlchemyError):
                await (connection.invalidate() if broken else connection.close())
        if looking and looking is not asyncio.current_task():
            looking.cancel()


async def _whole(work: Coroutine[None, None, T]) -> T:
    """Do it to its end, even when whoever waits for it is cancelled meanwhile."""
    begun = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(begun)
    except asyncio.CancelledError:
        await asyncio.wait({begun})
        raise
