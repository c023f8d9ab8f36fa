"""Delivering: has what is queued handed to the platforms, each message once."""

from datetime import datetime
from functools import partial

from bot.domain.checkin import CheckInState
from bot.domain.delivery import Delivery, DeliveryState, Place
from bot.jobs.delivering import TOO_LATE, Slice, deliver_to
from bot.jobs.desk import Desk, Tally
from bot.jobs.settling import counted
from bot.jobs.watch import Watch
from bot.ledger.deliveries import not_asked
from bot.ports import AtMost

BATCH = 2000


async def deliver(desk: Desk, now: datetime) -> Tally:
    """Have everything delivered that is due on the platforms that are on.

    The engine does it at many workspaces at once, for a while at each; then it is looked again
    what is due where, until there is nothing. So a big district keeps no small one waiting.
    """
    watch, tally = Watch(desk, now), Tally()
    while True:
        tally += await _expire(desk, watch.now())
        slices = await desk.engine.each(
            await places_due(desk, watch.now()), partial(_slice, desk, watch)
        )
        tally = sum((each.tally for each in slices), tally)
        goes_on = any(each.again and each.again <= watch.now() for each in slices)
        if desk.stopping.is_set() or not goes_on:
            return tally


async def places_due(desk: Desk, now: datetime) -> list[Place]:
    """Where there is something to do on the platforms that are on."""
    async with desk.store.read() as tx:
        return await tx.places_due(tuple(desk.platforms), now)


async def _slice(desk: Desk, watch: Watch, place: Place) -> Slice:
    return await deliver_to(desk, place, now=watch.now())


async def _expire(desk: Desk, now: datetime) -> Tally:
    """Skip what is too late to send, also on a platform that is off."""
    async with desk.store.write() as tx:
        late = await tx.claim(
            Delivery, state=DeliveryState.QUEUED, expires_at=AtMost(now), limit=BATCH
        )
        skipped = [delivery.skipped(TOO_LATE, now) for delivery in late]
        await tx.put(*skipped)
        await not_asked(tx, late, state=CheckInState.MISSED)
    return counted(skipped)
