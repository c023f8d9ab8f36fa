"""What became of messages, once it is known that they did not arrive."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.ledger.checkins import checkin_of
from bot.ports import OneOf, Transaction

_HANDED_OVER = {DeliveryState.SENDING, DeliveryState.SENT}


async def not_asked(
    tx: Transaction, deliveries: Iterable[Delivery], *, state: CheckInState
) -> None:
    """A check-in whose card could not arrive was not asked, and does not count as silence."""
    ids = tuple(checkin_of(d) for d in deliveries if d.kind is DeliveryKind.CHECK_IN)
    if ids:
        found = await tx.find(CheckIn, id=OneOf(ids), answered_at=None)
        unasked = [c for c in found if c.state in {CheckInState.OPEN, CheckInState.CLOSED}]
        await tx.put(*(checkin.skipped(state) for checkin in unasked))


async def not_arrived(
    tx: Transaction, ids: Iterable[str], *, because: str, now: datetime
) -> list[Delivery]:
    """Messages that a platform took, and of which it turns out that nobody got them.

    They have failed, and who was to be asked by them was not asked. Returns those that changed.
    """
    found = await tx.get_all(Delivery, {(each,) for each in ids})
    failed = [each.failed(because, now) for each in found if each.state in _HANDED_OVER]
    await tx.put(*failed)
    await not_asked(tx, failed, state=CheckInState.UNREACHED)
    return failed
