"""Settling: what became of each delivery, and of whom it did not reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.checkin import CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.people import Person
from bot.jobs.desk import Tally
from bot.jobs.turn import Turn
from bot.ledger.deliveries import not_asked
from bot.ledger.people import lost
from bot.ports import OneOf, Transaction
from bot.ports.figures import Figures


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A delivery after an attempt, and why its person cannot be reached, if so."""

    delivery: Delivery
    unreachable: str | None = None


async def settle(turn: Turn, outcomes: Sequence[Sent]) -> None:
    """Keep what became of deliveries that are still being sent.

    Of a workspace that is not held any more nothing is kept: whoever has it now looks them up.
    """
    if turn.held.lost.is_set():
        return
    async with turn.desk.store.write() as tx:
        outcomes = await _unsettled(tx, outcomes)
        lost_now = [outcome for outcome in outcomes if outcome.unreachable]
        await tx.put(*(outcome.delivery for outcome in outcomes))
        for outcome in lost_now:
            await _mark_lost(turn, tx, outcome)
        await not_asked(
            tx, [outcome.delivery for outcome in lost_now], state=CheckInState.UNREACHED
        )
    for outcome in outcomes:
        _tell(turn.figures, outcome)


def _tell(figures: Figures, outcome: Sent) -> None:
    delivery = outcome.delivery
    if delivery.state is DeliveryState.SENT:
        figures.sent(delivery.platform, delivery.kind, late=delivery.late)
    elif delivery.state is DeliveryState.FAILED:
        figures.failed(delivery.platform, "unreachable" if outcome.unreachable else "unknown")


async def _unsettled(tx: Transaction, outcomes: Sequence[Sent]) -> list[Sent]:
    """Without those of which a platform says meanwhile that they did not arrive."""
    ids = tuple(outcome.delivery.id for outcome in outcomes)
    # Claimed: one of which that is being noted right now is left to it.
    found = await tx.claim(Delivery, id=OneOf(ids), state=DeliveryState.SENDING)
    still = {delivery.id for delivery in found}
    return [outcome for outcome in outcomes if outcome.delivery.id in still]


async def _mark_lost(turn: Turn, tx: Transaction, outcome: Sent) -> None:
    delivery, now = outcome.delivery, turn.watch.now()
    for person in await tx.find(Person, partnership=delivery.partnership, key=delivery.to_person):
        await lost(tx, person, because=outcome.unreachable or "", now=now)


def counted(settled: Iterable[Delivery]) -> Tally:
    """How the messages fared; cards that were changed are none."""
    states = [each.state for each in settled if each.kind is not DeliveryKind.CLOSING]
    return Tally(
        sent=states.count(DeliveryState.SENT),
        failed=states.count(DeliveryState.FAILED),
        skipped=states.count(DeliveryState.SKIPPED),
    )
