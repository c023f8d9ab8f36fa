"""What a process does by itself, without being asked: the passes of the clock, and jobs."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog

from bot.domain.delivery import Place
from bot.domain.errors import HeadwayError
from bot.jobs import DELIVERING, JOBS, PLANNING, WITHOUT_MODEL, Desk, Job, Tally, deliver_to, tick
from bot.ports import Clock, Queue
from bot.ports.figures import Doing
from integrations.clock import ticking
from integrations.metrics import Metrics

log = structlog.get_logger()

DELIVERS_EVERY = 2.0
"""Seconds between two looks at what is due where: it takes one question for each platform."""
BUSY_AGAIN = 2.0
"""Seconds after which a job is tried again of whose workspace somebody else has care."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """The clock, and on PostgreSQL the queue.

    ``queue`` is None where there is none: then all work is done here.
    """

    desk: Desk
    clock: Clock
    metrics: Metrics
    queue: Queue | None
    tick_seconds: float
    has_model: bool

    def stop(self) -> None:
        """Begin nothing new from here on."""
        self.desk.stopping.set()

    async def tick(self, at: datetime | None = None, jobs: Sequence[Job] = JOBS) -> Tally:
        """One pass of the clock, now or at a given moment, with all that is to be done here."""
        return await self._pass(self.desk, at or await self.clock.now(), jobs)

    async def safe_tick(self, jobs: Sequence[Job] = JOBS) -> None:
        """A pass that the next one follows even if this one fails; workers do their part."""
        desk = replace(self.desk, engine=self.queue) if self.queue else self.desk
        try:
            tally = await self._pass(desk, await self.clock.now(), jobs)
        except Exception:
            self.metrics.tick_failed()
            log.exception("A pass of the clock failed; the next one tries again.", action="tick")
        else:
            log.debug("The clock passed.", action="tick", **vars(tally))

    def passes(self) -> AbstractAsyncContextManager[None]:
        """Inside the block, the clock passes.

        Nothing waits for what takes long: a big delivery, or a slow model.
        """
        rounds = [(PLANNING, self.tick_seconds), (DELIVERING, DELIVERS_EVERY)]
        if self.has_model:
            # Who is due is asked on time, too, while a pass waits for a slow model.
            rounds.append((WITHOUT_MODEL, self.tick_seconds))
        return together(
            *(ticking(partial(self.safe_tick, jobs), seconds=every) for jobs, every in rounds)
        )

    def works(
        self, *, queues: Sequence[str], concurrency: int
    ) -> AbstractAsyncContextManager[None]:
        """Inside the block, the clock passes and jobs are done. Raises HeadwayError on SQLite.

        Without ``queues`` those of the platforms that are on here: others may have more on.
        """
        queues = queues or list(self.desk.platforms)
        working = self.check().working(self.deliver_at, queues=queues, concurrency=concurrency)
        return together(self.passes(), working)

    def check(self) -> Queue:
        """The queue. Raises HeadwayError where there is none, as on SQLite."""
        if self.queue is None:
            raise HeadwayError(
                "A worker needs PostgreSQL: set HEADWAY_DATABASE_URL=postgresql://user:password@"
                "host/name. With SQLite, `headway serve` does all the work itself."
            )
        return self.queue

    async def deliver_at(self, place: Place) -> float | None:
        """Deliver at a workspace for a while; the seconds until there is more to do, or None."""
        if place.platform not in self.desk.platforms:
            return None
        now = await self.clock.now()
        done = await deliver_to(self.desk, place, now=now)
        self.metrics.count(**vars(done.tally))
        if done.busy:
            return BUSY_AGAIN
        if done.again is None:
            return None
        return max((done.again - await self.clock.now()).total_seconds(), 0.0)

    async def _pass(self, desk: Desk, now: datetime, jobs: Sequence[Job]) -> Tally:
        whole = self.metrics.during(Doing.WHOLE, "pass")
        with nullcontext() if jobs == DELIVERING else whole:
            tally = await tick(desk, now, jobs)
        self.metrics.count(**vars(tally))
        return tally


@asynccontextmanager
async def together(*blocks: AbstractAsyncContextManager[None]) -> AsyncIterator[None]:
    """Blocks that are entered one after the other and left all at once: none waits for another."""
    entered: list[AbstractAsyncContextManager[None]] = []
    try:
        for block in blocks:
            await block.__aenter__()
            entered.append(block)
        yield
    finally:
        await asyncio.gather(*(block.__aexit__(None, None, None) for block in entered))
