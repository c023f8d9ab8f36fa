"""Delivering to one workspace, for a while, as the only one who does."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import Any

import structlog

from bot.domain.checkin import CheckInState
from bot.domain.delivery import Delivery, DeliveryState, Place
from bot.jobs.compose import addressed
from bot.jobs.desk import Desk, Tally
from bot.jobs.letters import Letter
from bot.jobs.sending import look_up, send
from bot.jobs.settling import Sent, counted, settle
from bot.jobs.turn import Turn, turn_at
from bot.jobs.watch import Watch
from bot.jobs.wording import NOT_WORDED, worded
from bot.ledger.deliveries import not_asked
from bot.ledger.pace import moments
from bot.ports import AtMost

log = structlog.get_logger()

SLICE = 10.0
"""Seconds that a workspace has at a time."""
STRETCH = 3.0
"""Seconds that a batch takes at a workspace's pace: no longer is anything booked ahead."""
BATCH = 100
AT_ONCE = 10
"""Under way at a workspace: enough for fifty a second, and all that is unsure after a crash."""
ASKED_AGAIN = timedelta(seconds=10)
"""Until a platform that could not say what arrived is asked again."""
TOO_LATE = "Its time was over."


@dataclass(frozen=True, kw_only=True)
class Slice:
    """What was done, and when to go on, if there is more. ``busy``: somebody else is at it."""

    tally: Tally = field(default_factory=Tally)
    again: datetime | None = None
    busy: bool = False


def lock_of(place: Place) -> str:
    """The name that whoever delivers to a workspace holds."""
    return f"deliver {place}"


async def deliver_to(desk: Desk, place: Place, *, now: datetime, seconds: float = SLICE) -> Slice:
    """Send what is due in a workspace, alone, at its pace and for so many seconds at most.

    What is ``sending`` there when this begins was left by somebody who died, and is looked up at
    the platform before it is sent again. What does not get its turn stays queued.
    """
    async with desk.store.alone(lock_of(place)) as held:
        if not held:
            return Slice(busy=True)
        watch, end = Watch(desk, now), now + timedelta(seconds=seconds)
        async with turn_at(desk, place, held=held, watch=watch, end=end) as turn:
            return await _deliver(turn)


async def _deliver(turn: Turn) -> Slice:
    tally = await _recover(turn)
    last = turn.end - timedelta(seconds=STRETCH)
    while turn.watch.now() <= last and not (turn.is_over or turn.is_full):
        batch, skipped = await _take(turn)
        tally += counted(skipped)
        if not batch and not skipped:
            return Slice(tally=tally, again=turn.again)
        tally += await _send_batch(turn, batch)
    return Slice(tally=tally, again=turn.again or turn.watch.now())


async def _take(turn: Turn) -> tuple[list[Delivery], list[Delivery]]:
    """Take the next ones, and skip those of them whose time was over meanwhile."""
    now = turn.watch.now()
    async with turn.desk.store.write() as tx:
        queued = await tx.claim(
            Delivery,
            state=DeliveryState.QUEUED,
            not_before=AtMost(now),
            platform=turn.place.platform,
            workspace=turn.place.workspace,
            order="not_before",
            limit=_fitting(turn),
        )
        late = {each.id for each in queued if each.expires_at and each.expires_at <= now}
        batch = [each.sending(now) for each in queued if each.id not in late]
        skipped = [each.skipped(TOO_LATE, now) for each in queued if each.id in late]
        await tx.put(*batch, *skipped)
        await not_asked(tx, skipped, state=CheckInState.MISSED)
    return batch, skipped


def _fitting(turn: Turn) -> int:
    """How many to take at once: no more than the workspace's pace lets out soon."""
    rate = turn.platform.rates(turn.place).workspace
    return min(BATCH, max(1, ceil(rate.per_second * STRETCH))) if rate else BATCH


async def _recover(turn: Turn) -> Tally:
    """Settle what somebody who died had begun to send here."""
    async with turn.desk.store.read() as tx:
        begun = await tx.find(
            Delivery,
            state=DeliveryState.SENDING,
            not_before=AtMost(turn.watch.now()),
            platform=turn.place.platform,
            workspace=turn.place.workspace,
        )
        letters = await addressed(turn.desk, tx, begun)
    if not begun:
        return Tally()
    # Whoever lost this workspace may not know it yet, and still be handing something over.
    await turn.wait(turn.held.grace)
    if turn.is_over:
        return Tally()
    settled = await _all(turn, partial(look_up, turn), letters.values())
    await settle(turn, [*settled, *_unsettled(turn, begun, settled)])
    log.warning(
        "Unfinished sends were looked up.",
        action="sends_recovered",
        settled=len(settled),
        unsure=len(begun) - len(settled),
    )
    return counted(each.delivery for each in settled)


def _unsettled(turn: Turn, begun: Sequence[Delivery], settled: Sequence[Sent]) -> list[Sent]:
    """Those of which nothing could be learnt now, to be asked after later."""
    known, now = {each.delivery.id for each in settled}, turn.watch.now()
    left = (each for each in begun if each.id not in known)
    return [Sent(delivery=each.unsettled(now + ASKED_AGAIN, now)) for each in left]


async def _send_batch(turn: Turn, batch: Sequence[Delivery]) -> Tally:
    letters = await worded(turn, batch)
    booked = await _booked(turn, letters)

    async def sent(letter: Letter) -> Sent:
        return await send(turn, letter, booked[letter.delivery.id])

    # In their order: one that waits for its moment keeps nobody waiting who may go before it.
    in_order = sorted(letters.values(), key=lambda letter: booked[letter.delivery.id])
    outcomes = await _all(turn, sent, in_order)
    outcomes += [_tried_again(turn, each) for each in batch if each.id not in letters]
    await settle(turn, outcomes)
    return counted(each.delivery for each in outcomes)


def _tried_again(turn: Turn, unworded: Delivery) -> Sent:
    turn.figures.put_off(turn.place.platform, "unworded")
    return Sent(delivery=unworded.refused(NOT_WORDED, turn.watch.now()))


async def _booked(turn: Turn, letters: dict[str, Letter]) -> dict[str, datetime]:
    """From when on each letter may be handed over; only what will be is booked."""
    now, rates = turn.watch.now(), turn.platform.rates(turn.place)
    turn.booked_anew()
    going = {each: letter.conversation for each, letter in letters.items() if letter.is_going}
    found = await moments(turn.desk.store, rates, turn.place, list(going.values()), now)
    return dict.fromkeys(letters, now) | dict(zip(going, found, strict=True))


async def _all(
    turn: Turn, attempt: Callable[[Letter], Awaitable[Sent | None]], letters: Iterable[Letter]
) -> list[Sent]:
    """What came of an attempt at each letter, some at a time; nothing if the workspace was lost.

    One that fails in a way no platform may stops no other. Its row stays ``sending``, for nobody
    knows what was handed over, and is looked up later.
    """
    slots = asyncio.Semaphore(AT_ONCE)

    async def made(letter: Letter) -> Sent | None:
        async with slots:
            return await attempt(letter)

    everything = asyncio.gather(*map(made, letters), return_exceptions=True)
    try:
        ends: set[asyncio.Future[Any]] = {everything, turn.lost}
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        everything.cancel()
    with suppress(asyncio.CancelledError):
        outcomes = await everything
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                log.error("A send broke off.", action="send_broke_off", exc_info=outcome)
        return [outcome for outcome in outcomes if isinstance(outcome, Sent)]
    log.warning("A workspace was lost to others.", action="place_lost", place=str(turn.place))
    return []
