"""Delivering: hands what is queued to the platforms, each message once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from bot.domain.checkin import CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.domain.people import Person
from bot.jobs.compose import compose
from bot.jobs.desk import Desk, Tally
from bot.jobs.letters import Draft, Letter
from bot.ledger.deliveries import not_asked
from bot.ledger.people import lost
from bot.messages import Message
from bot.ports import Address, AtMost, ChatPlatform, OneOf, Parcel, Transaction

log = structlog.get_logger()

BATCH = 200
AT_ONCE = 50
LOCK = "deliver"
GONE = "There was nothing to send any more."
UNKNOWN = "It is not known whether this arrived, so it is not sent again."
BROKEN_OFF = "Sending it broke off again and again."
AT_ONCE_AGAIN = 2
"""How many attempts that broke off are followed by another without a pause."""


async def deliver(desk: Desk, now: datetime) -> Tally:
    """Send everything that is due on the platforms that are on.

    Only one process delivers at a time: so a row that is ``sending`` when this pass begins was left
    by one that died, and is looked up at its platform before it is sent again.
    """
    async with desk.store.alone(LOCK) as mine:
        if not mine:
            return Tally()
        tally = await _recover(desk, now) + await _expire(desk, now)
        while batch := await _take(desk, now):
            tally += await _send_batch(desk, batch, now)
    return tally


async def _expire(desk: Desk, now: datetime) -> Tally:
    """Skip what is too late to send, on any platform."""
    async with desk.store.write() as tx:
        late = await tx.claim(Delivery, state=DeliveryState.QUEUED, expires_at=AtMost(now))
        skipped = [delivery.skipped("Its time was over.", now) for delivery in late]
        await tx.put(*skipped)
        await not_asked(tx, late, state=CheckInState.MISSED)
    return _counted(skipped)


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
    settled = await _all(partial(_look_up, desk, now=now), letters.values())
    await _settle(desk, settled, now)
    if begun:
        log.warning("Unfinished sends were settled.", action="sends_recovered", count=len(begun))
    return _counted([outcome.delivery for outcome in settled])


async def _look_up(desk: Desk, letter: Letter, *, now: datetime) -> "Sent | None":
    """What became of a send that was begun; None if the platform cannot be asked now."""
    delivery = letter.delivery
    if letter.to is None:
        return Sent(delivery=delivery.skipped(GONE, now))
    try:
        reference = await _arrived(desk.platforms[delivery.platform], delivery, letter.to)
    except TryLaterError:
        return None
    except (CannotTellError, UnreachableError):
        return Sent(delivery=delivery.failed(UNKNOWN, now))
    if reference is None and delivery.attempts > AT_ONCE_AGAIN:
        return Sent(delivery=delivery.refused(BROKEN_OFF, now))
    if reference is None:
        return Sent(delivery=delivery.waiting(now, now))
    return Sent(delivery=delivery.sent(reference, now))


async def _arrived(platform: ChatPlatform, delivery: Delivery, to: Address) -> str | None:
    """The reference of what was sent; None for the change of a card, which is simply made again."""
    changes = delivery.kind is DeliveryKind.CLOSING
    return None if changes else await platform.find(delivery.id, to)


async def _send_batch(desk: Desk, batch: Sequence[Delivery], now: datetime) -> Tally:
    async with desk.store.read() as tx:
        letters = await compose(desk, tx, batch, now)
    outcomes = await _all(partial(_send, desk, now=now), letters.values())
    await _settle(desk, outcomes, now)
    return _counted([outcome.delivery for outcome in outcomes])


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A delivery after an attempt, and why its person cannot be reached, if so."""

    delivery: Delivery
    unreachable: str | None = None


async def _all(
    attempt: Callable[[Letter], Awaitable["Sent | None"]], letters: Iterable[Letter]
) -> list["Sent"]:
    """What came of an attempt at each letter, some at a time.

    One that fails in a way no platform may stops no other. Its row stays ``sending``, for nobody
    knows what was handed over, and is looked up in the next pass.
    """
    slots = asyncio.Semaphore(AT_ONCE)

    async def made(letter: Letter) -> "Sent | None":
        async with slots:
            return await attempt(letter)

    outcomes = await asyncio.gather(*map(made, letters), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            log.error("A send broke off.", action="send_broke_off", exc_info=outcome)
    return [outcome for outcome in outcomes if isinstance(outcome, Sent)]


async def _send(desk: Desk, letter: Letter, *, now: datetime) -> Sent:
    delivery = letter.delivery
    if letter.draft is None or letter.to is None:
        return Sent(delivery=delivery.skipped(GONE, now))
    if letter.draft.wait_until:
        return Sent(delivery=delivery.waiting(letter.draft.wait_until, now))
    message = await _finished(desk, delivery, letter.draft, now)
    parcel = Parcel(delivery=delivery.id, to=letter.to, message=message)
    try:
        reference = await _hand_over(desk.platforms[delivery.platform], delivery, parcel)
    except TryLaterError as error:
        log.info("A send was refused for now.", action="send_refused", delivery=delivery.id)
        return Sent(delivery=_again(delivery, error, now))
    except UnreachableError as error:
        if delivery.kind is DeliveryKind.CLOSING:
            # A card that is gone needs no change, and says nothing about its person.
            return Sent(delivery=delivery.skipped(str(error), now))
        log.warning("Somebody cannot be reached.", action="unreachable", delivery=delivery.id)
        return Sent(delivery=delivery.failed(str(error), now), unreachable=str(error))
    return Sent(delivery=delivery.sent(reference, now))


async def _finished(desk: Desk, delivery: Delivery, draft: Draft, now: datetime) -> Message:
    """What a draft says, with what is made for it last of all."""
    if draft.finish is None:
        return draft.message
    try:
        return await draft.finish(desk, delivery, now)
    except Exception:
        # The words are due now; a picture or a document can be asked for again.
        log.exception("A file was not made.", action="file_not_made", delivery=delivery.id)
        return draft.message


def _again(delivery: Delivery, error: TryLaterError, now: datetime) -> Delivery:
    if error.after is None:
        return delivery.refused(str(error), now)
    return delivery.put_off(str(error), now, after=error.after)


async def _hand_over(platform: ChatPlatform, delivery: Delivery, parcel: Parcel) -> str:
    """Send a message, or change the one that was sent; the reference to it."""
    if delivery.kind is not DeliveryKind.CLOSING:
        return await platform.send(parcel)
    reference = delivery.reference or ""
    await platform.update(reference, parcel.message)
    return reference


async def _settle(desk: Desk, outcomes: Sequence[Sent], now: datetime) -> None:
    async with desk.store.write() as tx:
        outcomes = await _unsettled(tx, outcomes)
        lost_now = [outcome for outcome in outcomes if outcome.unreachable]
        await tx.put(*(outcome.delivery for outcome in outcomes))
        for outcome in lost_now:
            await _mark_lost(tx, outcome, now)
        await not_asked(
            tx, [outcome.delivery for outcome in lost_now], state=CheckInState.UNREACHED
        )


async def _unsettled(tx: Transaction, outcomes: Sequence[Sent]) -> list[Sent]:
    """Without those of which a platform has said meanwhile that they did not arrive."""
    ids = {(outcome.delivery.id,) for outcome in outcomes}
    still = {
        delivery.id
        for delivery in await tx.get_all(Delivery, ids)
        if delivery.state is DeliveryState.SENDING
    }
    return [outcome for outcome in outcomes if outcome.delivery.id in still]


async def _mark_lost(tx: Transaction, outcome: Sent, now: datetime) -> None:
    delivery = outcome.delivery
    for person in await tx.find(Person, partnership=delivery.partnership, key=delivery.to_person):
        await lost(tx, person, because=outcome.unreachable or "", now=now)


def _counted(settled: Iterable[Delivery]) -> Tally:
    """How the messages fared; cards that were changed are none."""
    states = [each.state for each in settled if each.kind is not DeliveryKind.CLOSING]
    return Tally(
        sent=states.count(DeliveryState.SENT),
        failed=states.count(DeliveryState.FAILED),
        skipped=states.count(DeliveryState.SKIPPED),
    )
