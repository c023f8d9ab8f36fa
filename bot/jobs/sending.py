"""Sending one letter, and finding out about one that somebody else began to send."""

from datetime import datetime

import structlog

from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.jobs.letters import Draft, Letter
from bot.jobs.settling import Sent
from bot.jobs.turn import Turn
from bot.ledger.pace import pause
from bot.messages import Message
from bot.ports import Address, ChatPlatform, Parcel
from bot.ports.figures import Doing

log = structlog.get_logger()

GONE = "There was nothing to send any more."
UNKNOWN = "It is not known whether this arrived, so it is not sent again."
BROKEN_OFF = "Sending it broke off again and again."
AT_ONCE_AGAIN = 2
"""How many attempts that broke off are followed by another without a pause."""


async def look_up(turn: Turn, letter: Letter) -> Sent | None:
    """What became of a send that was begun; None if the platform cannot be asked now."""
    delivery, now = letter.delivery, turn.watch.now()
    if letter.to is None:
        return Sent(delivery=delivery.skipped(GONE, now))
    try:
        reference = await _arrived(turn.platform, delivery, letter.to)
    except TryLaterError:
        return None
    except (CannotTellError, UnreachableError):
        return Sent(delivery=delivery.failed(UNKNOWN, now))
    if reference is None and delivery.attempts > AT_ONCE_AGAIN:
        return Sent(delivery=delivery.refused(BROKEN_OFF, now))
    if reference is None:
        return Sent(delivery=delivery.waiting(delivery.not_before, now))
    return Sent(delivery=delivery.sent(reference, now))


async def _arrived(platform: ChatPlatform, delivery: Delivery, to: Address) -> str | None:
    """The reference of what was sent; None for the change of a card, which is simply made again."""
    changes = delivery.kind is DeliveryKind.CLOSING
    return None if changes else await platform.find(delivery.id, to)


async def send(turn: Turn, letter: Letter, at: datetime) -> Sent:
    """Hand a letter over at its moment; one that does not get its turn is handed back."""
    delivery, now = letter.delivery, turn.watch.now()
    if letter.draft is None or letter.to is None:
        return Sent(delivery=delivery.skipped(GONE, now))
    if letter.draft.wait_until:
        return Sent(delivery=delivery.waiting(letter.draft.wait_until, now))
    if at > turn.end:
        turn.not_yet(at)
        return Sent(delivery=delivery.handed_back(at, now))
    turn.figures.waited(turn.place.platform, turn.watch.until(at))
    await turn.moment(letter.conversation, at)
    if turn.is_over:
        return Sent(delivery=delivery.handed_back(turn.again or now, now))
    message = await _finished(turn, delivery, letter.draft)
    return await _tried(turn, delivery, Parcel(delivery=delivery.id, to=letter.to, message=message))


async def _tried(turn: Turn, delivery: Delivery, parcel: Parcel) -> Sent:
    try:
        with turn.figures.during(Doing.DELIVERY, turn.place.platform):
            reference = await _hand_over(turn.platform, delivery, parcel)
    except TryLaterError as error:
        log.info("A send was refused for now.", action="send_refused", delivery=delivery.id)
        return Sent(delivery=await _again(turn, delivery, error))
    except UnreachableError as error:
        if delivery.kind is DeliveryKind.CLOSING:
            # A card that is gone needs no change, and says nothing about its person.
            return Sent(delivery=delivery.skipped(str(error), turn.watch.now()))
        log.warning("Somebody cannot be reached.", action="unreachable", delivery=delivery.id)
        failed = delivery.failed(str(error), turn.watch.now())
        return Sent(delivery=failed, unreachable=str(error))
    return Sent(delivery=delivery.sent(reference, turn.watch.now()))


async def _finished(turn: Turn, delivery: Delivery, draft: Draft) -> Message:
    """What a draft says, with what is made for it last of all."""
    if draft.finish is None:
        return draft.message
    try:
        return await draft.finish(turn.desk, delivery, turn.watch.now())
    except Exception:
        # The words are due now; a picture or a document can be asked for again.
        log.exception("A file was not made.", action="file_not_made", delivery=delivery.id)
        return draft.message


async def _again(turn: Turn, delivery: Delivery, error: TryLaterError) -> Delivery:
    """The delivery when the platform took nothing; where it wants a pause, all of it gets one."""
    now = turn.watch.now()
    turn.figures.put_off(turn.place.platform, "refused" if error.after is None else "pause")
    if error.after is None:
        return delivery.refused(str(error), now)
    waiting = delivery.put_off(str(error), now, after=error.after)
    turn.pause(waiting.not_before)
    await pause(turn.desk.store, turn.place, None, waiting.not_before)
    return waiting


async def _hand_over(platform: ChatPlatform, delivery: Delivery, parcel: Parcel) -> str:
    """Send a message, or change the one that was sent; the reference to it."""
    if delivery.kind is not DeliveryKind.CLOSING:
        return await platform.send(parcel)
    reference = delivery.reference or ""
    await platform.update(reference, parcel.message)
    return reference
