"""Delivering: hands what is queued to the platforms, each message once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.domain.people import Person
from bot.jobs.compose import Letter, compose
from bot.jobs.desk import Desk, Tally
from bot.ledger.checkins import checkin_of
from bot.ledger.people import lost
from bot.ports import AtMost, OneOf, Parcel, Transaction

log = structlog.get_logger()

BATCH = 200
AT_ONCE = 32
LOCK = "deliver"
GONE = "There was nothing to send any more."
UNKNOWN = "It is not known whether this arrived, so it is not sent again."


async def deliver(desk: Desk, now: datetime) -> Tally:
    """Send everything that is due on the platforms that are on.

    Only one process delivers at a time: so a row that is ``sending`` when this pass begins was left
    by one that died, and is looked up at its platform before it is sent again.
    """
    tally = await _expire(desk, now)
    async with desk.store.alone(LOCK) as mine:
        if not mine:
            return tally
        tally += await _recover(desk, now)
        while batch := await _take(desk, now):
            tally += await _send_batch(desk, batch, now)
    return tally


async def _expire(desk: Desk, now: datetime) -> Tally:
    """Skip what is too late to send, on any platform."""
    async with desk.store.write() as tx:
        late = await tx.claim(Delivery, state=DeliveryState.QUEUED, expires_at=AtMost(now))
        await tx.put(*(delivery.skipped("Its time was over.", now) for delivery in late))
    return Tally(skipped=len(late))


async def _take(desk: Desk, now: datetime) -> list[Delivery]:
    async with desk.store.write() as tx:
        queued = await tx.claim(
            Delivery,
            state=DeliveryState.QUEUED,
            not_before=AtMost(now),
            platform=OneOf(tuple(desk.platforms)),
            order="not_before",
            limit=BATCH,
        )
        taken = [delivery.sending(now) for delivery in queued]
        await tx.put(*taken)
    return taken


async def _recover(desk: Desk, now: datetime) -> Tally:
    """Settle what a process that died had begun to send."""
    async with desk.store.read() as tx:
        begun = await tx.find(
            Delivery, state=DeliveryState.SENDING, platform=OneOf(tuple(desk.platforms))
        )
        letters = await compose(desk, tx, begun, now)
    looked_up = [await _look_up(desk, letters[delivery.id], now) for delivery in begun]
    settled = [outcome for outcome in looked_up if outcome]
    await _settle(desk, settled, now)
    if begun:
        log.warning("Unfinished sends were settled.", action="sends_recovered", count=len(begun))
    return _counted(settled)


async def _look_up(desk: Desk, letter: Letter, now: datetime) -> "Sent | None":
    """What became of a send that was begun; None if the platform cannot be asked now."""
    delivery = letter.delivery
    if letter.to is None:
        return Sent(delivery=delivery.skipped(GONE, now))
    try:
        reference = await desk.platforms[delivery.platform].find(delivery.id, letter.to)
    except TryLaterError:
        return None
    except (CannotTellError, UnreachableError):
        return Sent(delivery=delivery.failed(UNKNOWN, now))
    if reference is None:
        return Sent(delivery=delivery.waiting(now, now))
    return Sent(delivery=delivery.sent(reference, now))


async def _send_batch(desk: Desk, batch: Sequence[Delivery], now: datetime) -> Tally:
    async with desk.store.read() as tx:
        letters = await compose(desk, tx, batch, now)
    slots = asyncio.Semaphore(AT_ONCE)
    outcomes = await asyncio.gather(
        *(_send(desk, letters[delivery.id], slots, now) for delivery in batch)
    )
    await _settle(desk, outcomes, now)
    return _counted(outcomes)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A delivery after an attempt, and why its person cannot be reached, if so."""

    delivery: Delivery
    unreachable: str | None = None


async def _send(desk: Desk, letter: Letter, slots: asyncio.Semaphore, now: datetime) -> Sent:
    delivery = letter.delivery
    if letter.draft is None or letter.to is None:
        return Sent(delivery=delivery.skipped(GONE, now))
    if letter.draft.wait_until:
        return Sent(delivery=delivery.waiting(letter.draft.wait_until, now))
    parcel = Parcel(delivery=delivery.id, to=letter.to, message=letter.draft.message)
    try:
        async with slots:
            reference = await desk.platforms[delivery.platform].send(parcel)
    except TryLaterError as error:
        log.info("A send was refused for now.", action="send_refused", delivery=delivery.id)
        return Sent(delivery=delivery.refused(str(error), now, after=error.after))
    except UnreachableError as error:
        log.warning("Somebody cannot be reached.", action="unreachable", delivery=delivery.id)
        return Sent(delivery=delivery.failed(str(error), now), unreachable=str(error))
    return Sent(delivery=delivery.sent(reference, now))


async def _settle(desk: Desk, outcomes: Sequence[Sent], now: datetime) -> None:
    async with desk.store.write() as tx:
        await tx.put(*(outcome.delivery for outcome in outcomes))
        for outcome in outcomes:
            if outcome.unreachable and outcome.delivery.to_person:
                await _mark_lost(tx, outcome, now)


async def _mark_lost(tx: Transaction, outcome: Sent, now: datetime) -> None:
    delivery = outcome.delivery
    person = await tx.get(Person, delivery.partnership, delivery.to_person)
    if person:
        await lost(tx, person, because=outcome.unreachable or "", now=now)
    if delivery.kind is DeliveryKind.CHECK_IN and person:
        await _not_asked(tx, delivery)


async def _not_asked(tx: Transaction, delivery: Delivery) -> None:
    """A check-in that could not arrive was not asked, and does not count as silence."""
    checkin = await tx.get(CheckIn, checkin_of(delivery))
    if checkin and checkin.state is CheckInState.OPEN:
        await tx.put(checkin.skipped(CheckInState.UNREACHED))


def _counted(outcomes: Sequence[Sent]) -> Tally:
    states = [outcome.delivery.state for outcome in outcomes]
    return Tally(
        sent=states.count(DeliveryState.SENT),
        failed=states.count(DeliveryState.FAILED),
        skipped=states.count(DeliveryState.SKIPPED),
    )
