"""Closing: check-ins whose time is over, and the cards that still ask."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion
from bot.jobs.desk import Desk, Tally
from bot.ledger.checkins import card_id
from bot.ports import AtMost, OneOf, Transaction

BATCH = 2000
TRIED_FOR = timedelta(days=1)
"""How long a platform that is busy is asked to change a card."""


async def close(desk: Desk, now: datetime) -> Tally:
    """Close what is over; an answer still counts afterwards and is marked late.

    A card that was sent and not answered is to say so; the job that delivers changes it.
    """
    while True:
        async with desk.store.write() as tx:
            over = await tx.claim(
                CheckIn, state=CheckInState.OPEN, closes_at=AtMost(now), limit=BATCH
            )
            await tx.put(*(checkin.closed() for checkin in over))
            await tx.add_missing(*await _changes_of_cards(tx, over, now))
        if len(over) < BATCH:
            return Tally()


async def _changes_of_cards(
    tx: Transaction, over: Sequence[CheckIn], now: datetime
) -> list[Delivery]:
    silent = {card_id(checkin): checkin for checkin in over if not checkin.is_answered}
    if not silent:
        return []
    sent = await tx.find(Delivery, id=OneOf(tuple(silent)), state=DeliveryState.SENT)
    return [_change_of(card, silent[card.id], now) for card in sent]


def _change_of(card: Delivery, checkin: CheckIn, now: datetime) -> Delivery:
    occasion = Occasion(
        partnership=checkin.partnership,
        kind=DeliveryKind.CLOSING,
        name=checkin.occasion,
        at=now,
        until=now + TRIED_FOR,
    )
    return occasion.changing(card)
