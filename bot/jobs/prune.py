"""Pruning: what only has to be kept for a while goes. Records and their history stay for good."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import structlog

from bot.domain.inbox import Received
from bot.domain.pace import Pace
from bot.domain.stored_file import StoredFile
from bot.jobs.desk import Desk, Tally
from bot.ports import AtMost, PlatformItem
from bot.ports.store import Stored

log = structlog.get_logger()

EVENTS = timedelta(days=7)
"""Platforms repeat an event for a day at most.

https://docs.slack.dev/apis/events-api/#retries
"""
FILES = timedelta(days=45)
"""Links to them are good for thirty days, and somebody may have been away."""
PACES = timedelta(days=1)
"""A conversation to which nothing was written for so long owes no pause."""
BATCH = 500
"""Of each kind in one pass, so that nobody waits for a pass that finds a year of them."""


async def prune(desk: Desk, now: datetime) -> Tally:
    """Remove what nobody needs any more, some of it in each pass."""
    async with desk.store.write() as tx:
        for kind, where in _over(now):
            count = await tx.remove(kind, limit=BATCH, **where)
            if count:
                log.debug("Old notes went.", action="pruned", kind=kind.__name__, count=count)
    return Tally()


def _over(now: datetime) -> Iterator[tuple[type[Stored], Mapping[str, object]]]:
    yield Received, {"at": AtMost(now - EVENTS)}
    yield StoredFile, {"at": AtMost(now - FILES)}
    yield PlatformItem, {"until": AtMost(now)}
    yield Pace, {"at": AtMost(now - PACES), "until": AtMost(now - PACES)}
