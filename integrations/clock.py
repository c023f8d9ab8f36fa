"""The pass of the clock that runs every so often."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

PATIENCE = 3.0
"""Seconds that a pass which has begun is given when the clock stops."""


@asynccontextmanager
async def ticking(
    run: Callable[[], Awaitable[object]], *, seconds: float, patience: float = PATIENCE
) -> AsyncIterator[None]:
    """Inside the block, do ``run`` at once and then every so many seconds.

    One run at a time; those that were missed meanwhile become one, however late it is. At the end
    of the block a run that has begun may finish for ``patience`` seconds and is cancelled then.
    """
    runs: set[asyncio.Future[object]] = set()

    async def one_run() -> None:
        # A task of its own: the scheduler would cut it off without waiting for what it undoes.
        begun = asyncio.ensure_future(run())
        runs.add(begun)
        begun.add_done_callback(runs.discard)
        await asyncio.wait([begun])
        if not begun.cancelled():
            begun.result()  # the scheduler logs the error of one that failed, and goes on

    scheduler = _scheduler(one_run, seconds)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.remove_all_jobs()
        await _finish(runs, patience)
        scheduler.shutdown()


def _scheduler(run: Callable[[], Awaitable[None]], seconds: float) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        run,
        IntervalTrigger(seconds=seconds, timezone=UTC),
        next_run_time=datetime.now(UTC),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    return scheduler


async def _finish(runs: set[asyncio.Future[object]], patience: float) -> None:
    if not runs:
        return
    _, begun = await asyncio.wait(runs, timeout=patience)
    for each in begun:
        each.cancel()
    await asyncio.gather(*begun, return_exceptions=True)
