"""What became of messages that did not arrive, and of the check-ins in them."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.ledger.checkins import checkin_of
from bot.ports import AtLeast, AtMost, OneOf, Transaction

_HANDED_OVER = {DeliveryState.SENDING, DeliveryState.SENT}


async def not_asked(
    tx: Transaction, deliveries: Iterable[Delivery], *, state: CheckInState
) -> None:
    """A check-in whose card could not arrive was not asked, and does not count as silence."""
    ids = tuple(checkin_of(d) for d in deliveries if d.kind is DeliveryKind.CHECK_IN)
    if ids:
        # Claimed: one that is being answered right now is left to its answer.
        found = await tx.claim(CheckIn, id=OneOf(ids), answered_at=None)
        unasked = [c for c in found if c.state in {CheckInState.OPEN, CheckInState.CLOSED}]
        await tx.put(*(checkin.skipped(state) for checkin in unasked))


async def ask_after_all(tx: Transaction, person: Person, *, now: datetime) -> None:
    """Whoever was not reached and is there again gets the check-ins that are still open."""
    partnership = await tx.get(Partnership, person.partnership)
    workspace = partnership.workspace(person.side) if partnership else None
    if workspace is None:
        return
    missed = await tx.find(
        CheckIn,
        partnership=person.partnership,
        person=person.key,
        state=CheckInState.UNREACHED,
        closes_at=AtLeast(now),
    )
    for checkin in missed:
        card = Occasion(
            partnership=checkin.partnership,
            kind=DeliveryKind.CHECK_IN,
            name=checkin.occasion,
            at=now,
            until=checkin.closes_at,
        )
        again = card.to(f"person:{person.key}", workspace)
        await tx.put(checkin.asked_after_all(now), again)


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


async def waiting(
    tx: Transaction, platforms: Iterable[str], now: datetime
) -> dict[str, tuple[int, datetime | None]]:
    """By platform how many deliveries are due, and since when the one is that waits longest."""
    found = {}
    for platform in platforms:
        due = {"platform": platform, "state": DeliveryState.QUEUED, "not_before": AtMost(now)}
        first = await tx.find(Delivery, order="not_before", limit=1, **due)
        number = await tx.count(Delivery, **due) if first else 0
        found[platform] = (number, first[0].not_before if first else None)
    return found
