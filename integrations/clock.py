"""Time as it passes: what it is now, and the pass that runs every so often."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


class SystemClock:
    """Real time."""

    async def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


def ticking(run: Callable[[], Awaitable[object]], *, seconds: float) -> AsyncIOScheduler:
    """A scheduler, not started yet, that runs ``run`` at once and then every so many seconds.

    One run at a time; those that were missed meanwhile become one, however late it is.
    """
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
