"""Booking what goes out, so that all processes together keep a platform's pace.

Only what the bot sends by itself is booked. Answers to people do not wait for it: somebody who
asks wants to know now. They are few, the margin in every rate is for them (``bot.domain.pace``),
and one that a platform refuses for a while is tried again as any answer is.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.delivery import Place
from bot.domain.pace import Booking, Pace, Rates, fresh
from bot.ports.store import Store, Transaction


async def moments(
    store: Store, rates: Rates, place: Place, conversations: Sequence[str], now: datetime
) -> list[datetime]:
    """From when on a message may go out to each of these conversations of a place.

    The moments are booked for them, whichever process asks next, in a short transaction of their
    own: never ask inside another one. A conversation is told by any name that it always has;
    several messages to one go in their order, others need not wait for it. Whoever sends later
    than booked keeps the distance to the next message. Nothing is booked where nothing is limited.
    """
    if not conversations or rates == Rates():
        return [now for _ in conversations]
    whole, keys = _key(place), [_key(place, each) for each in conversations]
    async with store.write() as tx:
        paces = await _held(tx, place, {whole, *keys})
        booking = Booking(rates, paces, whole=whole, now=now)
        found = booking.moments(keys)
        await tx.put(*booking.paces.values())
    return found


async def pause(store: Store, place: Place, conversation: str | None, until: datetime) -> None:
    """Book nothing before ``until`` in a conversation, or with None in the whole workspace.

    For what a platform answers with Retry-After; it holds for all processes.
    """
    key = _key(place, conversation)
    async with store.write() as tx:
        paces = await _held(tx, place, {key})
        known = paces.get(key) or fresh(key, until)
        await tx.put(known.paused(until))


async def paused(tx: Transaction, places: Iterable[Place], now: datetime) -> dict[Place, datetime]:
    """Which of these places the platform wants nothing in, and until when."""
    keys = {_key(place): place for place in places}
    paces = await tx.get_all(Pace, [(key,) for key in keys])
    return {keys[pace.key]: pace.until for pace in paces if pace.until > now}


async def _held(tx: Transaction, place: Place, keys: Iterable[str]) -> dict[str, Pace]:
    """What is known of these; nobody else books in this place until the transaction ends."""
    await tx.turn(_key(place))
    return {pace.key: pace for pace in await tx.get_all(Pace, [(key,) for key in keys])}


def _key(place: Place, conversation: str | None = None) -> str:
    whole = f"{place.platform}/{place.workspace}"
    return whole if conversation is None else f"{whole}/{conversation}"
