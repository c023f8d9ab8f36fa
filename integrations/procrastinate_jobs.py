"""Procrastinate's jobs in PostgreSQL, over connections of their own."""

import asyncio
from collections.abc import Sequence

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.sync_psycopg_connector import wrap_exceptions

from bot.domain.delivery import Place
from bot.ports import Standing
from integrations.procrastinate_queue import JobQueue

CONNECTIONS = 3
"""Of this process, beside the store's; a worker has one more, on which it is told of jobs."""
ANSWERS_IN = 5.0
"""Seconds in which there must be a connection."""
STALLED = 8.0
"""Seconds after which a worker without a heartbeat counts as dead."""

_ALIVE = """
SELECT 1 AS alive FROM procrastinate_workers
WHERE last_heartbeat > now() - make_interval(secs => %(seconds)s) LIMIT 1
"""
_STANDING = """
SELECT
    (
        SELECT count(*) FROM procrastinate_workers
        WHERE last_heartbeat > now() - make_interval(secs => %(seconds)s)
    ) AS workers,
    (
        SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
    ) AS jobs
"""


class Jobs:
    """A job for each place with something to do; all raise ConnectorException when it is away."""

    def __init__(self, url: str) -> None:
        """Keep the address; nothing is connected to yet."""
        scheme, _, rest = url.partition("://")
        self._queue = JobQueue()
        self._connector = PsycopgConnector(
            conninfo=f"{scheme.partition('+')[0]}://{rest}",
            min_size=1,
            max_size=CONNECTIONS,
            timeout=ANSWERS_IN,
            kwargs={"connect_timeout": round(ANSWERS_IN)},
        )
        self._opening = asyncio.Lock()
        self._open = False
        self.app = App(connector=self._connector)

    async def add(self, places: Sequence[Place], *, after: float = 0, failures: int = 0) -> None:
        """Queue a job for each place where none waits; see ``JobQueue.queueing``."""
        await self.open()
        statement, parameters = self._queue.queueing(places, after=after, failures=failures)
        await self._connector.execute_query_async(statement, **parameters)

    async def has_worker(self) -> bool:
        """Whether anybody works who would take them."""
        await self.open()
        return bool(await self._connector.execute_query_all_async(_ALIVE, seconds=STALLED))

    async def standing(self) -> Standing:
        """How many workers are alive, and how many jobs wait for one."""
        await self.open()
        (found,) = await self._connector.execute_query_all_async(_STANDING, seconds=STALLED)
        return Standing(**found)

    async def open(self) -> None:
        """Connect, once. Raises ConnectorException if that cannot be in ``ANSWERS_IN`` seconds."""
        async with self._opening:
            if self._open:
                return
            try:
                with wrap_exceptions():
                    async with asyncio.timeout(ANSWERS_IN):
                        await self.app.open_async()
            except (ConnectorException, TimeoutError) as error:
                # The pool may have closed itself: whoever comes next opens another one.
                await self.app.close_async()
                raise ConnectorException from error
            self._open = True

    async def close(self) -> None:
        """Let go of connections."""
        await self.app.close_async()
