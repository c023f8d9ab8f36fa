"""The engine on PostgreSQL: Procrastinate's jobs, one for each workspace with something to send.

https://procrastinate.readthedocs.io. Whoever runs ``headway worker`` takes jobs; as long as nobody
does, the work is done here.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import TypeVar

from procrastinate.exceptions import ConnectorException

from bot.domain.delivery import Place
from bot.domain.errors import HeadwayError
from bot.ports import Engine, Run, Standing
from integrations.procrastinate_jobs import Jobs
from integrations.procrastinate_worker import Worker

T = TypeVar("T")


class Procrastinate:
    """See ``bot.ports.Queue``."""

    def __init__(self, url: str, *, here: Engine) -> None:
        """Keep the address; nothing is connected to yet. ``here`` is what does work here."""
        self._jobs = Jobs(url)
        self._here = here

    async def each(self, places: Sequence[Place], work: Callable[[Place], Awaitable[T]]) -> list[T]:
        """See ``Engine.each``."""
        if not places:
            return []
        with _in_plain_words():
            if await self._jobs.has_worker():
                await self._jobs.add(places)
                return []
        return await self._here.each(places, work)

    def working(
        self, run: Run, *, queues: Sequence[str] = (), concurrency: int
    ) -> AbstractAsyncContextManager[None]:
        """See ``Queue.working``."""
        return Worker(self._jobs, run, queues=queues, concurrency=concurrency).working()

    async def ready(self) -> str | None:
        """See ``Queue.ready``."""
        try:
            await self.standing()
        except HeadwayError as exc:
            return str(exc)
        return None

    async def standing(self) -> Standing:
        """See ``Queue.standing``."""
        with _in_plain_words():
            return await self._jobs.standing()

    async def close(self) -> None:
        """See ``Queue.close``."""
        await self._jobs.close()


@contextmanager
def _in_plain_words() -> Iterator[None]:
    try:
        yield
    except ConnectorException as exc:
        raise HeadwayError(
            "The queue in the database cannot be reached. Check that PostgreSQL runs."
        ) from exc
