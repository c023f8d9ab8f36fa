"""What the clock does: one file each, listed here in the order of a pass."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.domain.errors import NaiveTimeError
from bot.jobs.ask import ask
from bot.jobs.capture import capture
from bot.jobs.close import close
from bot.jobs.deliver import deliver
from bot.jobs.delivering import deliver_to
from bot.jobs.desk import Desk, Tally
from bot.jobs.digest import post_digests
from bot.jobs.drafts import post_unread
from bot.jobs.portfolio import post_portfolios
from bot.jobs.prune import prune
from bot.jobs.remind import remind
from bot.jobs.site_days import prepare_site_days
from bot.jobs.surveys import close_surveys
from bot.ports.figures import Doing

Job = Callable[[Desk, datetime], Awaitable[Tally]]

JOBS: tuple[Job, ...] = (
    close,
    ask,
    remind,
    close_surveys,
    post_unread,
    post_digests,
    post_portfolios,
    prepare_site_days,
    prune,
    deliver,
    # Last, for it waits for a model: what it finds is sent by the next pass.
    capture,
)


DELIVERING: tuple[Job, ...] = (deliver,)
"""What may take hours: goes on beside all other passes."""
PLANNING = tuple(job for job in JOBS if job not in DELIVERING)
WITHOUT_MODEL = tuple(job for job in PLANNING if job not in {post_digests, capture})
"""What never waits for a model: passes of these go on beside a pass that does."""


async def tick(desk: Desk, now: datetime, jobs: Sequence[Job] = JOBS) -> Tally:
    """One pass of the clock at ``now``. Any number of passes at once do everything once.

    When the desk is stopping no further job is begun. Raises NaiveTimeError for a time without a
    zone.
    """
    if now.tzinfo is None:
        raise NaiveTimeError("A tick needs an aware time, such as 2027-01-11T13:00:10Z.")
    tally = Tally()
    for job in jobs:
        if desk.stopping.is_set():
            break
        with desk.tools.figures.during(Doing.JOB, job.__name__):
            tally += await job(desk, now)
    return tally


__all__ = [
    "DELIVERING",
    "JOBS",
    "PLANNING",
    "WITHOUT_MODEL",
    "Desk",
    "Job",
    "Tally",
    "deliver_to",
    "tick",
]
