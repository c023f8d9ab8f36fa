"""Closing: check-ins whose time is over."""

from datetime import datetime

from bot.domain.checkin import CheckIn, CheckInState
from bot.jobs.desk import Desk, Tally
from bot.ports import AtMost

BATCH = 2000


async def close(desk: Desk, now: datetime) -> Tally:
    """Close what is over; an answer still counts afterwards and is marked late."""
    while True:
        async with desk.store.write() as tx:
            over = await tx.claim(
                CheckIn, state=CheckInState.OPEN, closes_at=AtMost(now), limit=BATCH
            )
            await tx.put(*(checkin.closed() for checkin in over))
        if len(over) < BATCH:
            return Tally()
