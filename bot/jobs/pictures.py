"""Pictures: worded like everything that is sent, and drawn last of all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.audience import Audience
from bot.domain.delivery import Delivery
from bot.domain.digest import PostedDigest
from bot.domain.picture import Lines, Picture
from bot.jobs.desk import Desk
from bot.jobs.letters import Draft, Messages
from bot.ledger.directory import Directory
from bot.ledger.pictures import About, Sketch, Wanted, draw, sketch
from bot.messages import Message
from bot.ports import Transaction
from prompts.picture import as_drawn

MOMENTUM = Wanted(about=About.MOMENTUM)
FEWEST_WEEKS = 3
"""A digest has a picture from then on: with fewer there is nothing to see in one."""


async def picture_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """The words of the pictures, each with what is to be drawn beneath them."""
    messages: Messages = {}
    for delivery in chosen:
        person = directory.people.get(delivery.to_person or "")
        _, _, written = delivery.occasion.partition("/")
        audience = (person and person.viewer.reads) or Audience.PUBLIC
        found = await sketch(tx, directory, audience, Wanted.read(written), now=now)
        if isinstance(found, Sketch):
            message = as_drawn(found.said)
            finish = partial(_drawn, message, found)
            messages[delivery.id] = Draft(message=message, finish=finish)
    return messages


async def illustrated(
    tx: Transaction,
    directory: Directory,
    digests: Sequence[Delivery],
    messages: Messages,
    now: datetime,
) -> Messages:
    """The digests with the momentum of three weeks or more, as it was when they were made."""
    made: Messages = {}
    for delivery in (digest for digest in digests if digest.id in messages):
        channel = directory.partnership.channel(delivery.to_channel or "")
        audience = channel.audience if channel else Audience.PUBLIC
        posted = await tx.get(PostedDigest, delivery.partnership, delivery.occasion, audience)
        then = posted.made_at if posted else now
        found = await sketch(tx, directory, audience, MOMENTUM, now=then)
        if isinstance(found, Sketch) and _is_worth_it(found.picture):
            draft = messages[delivery.id]
            made[delivery.id] = replace(draft, finish=partial(_drawn, draft.message, found))
    return made


def _is_worth_it(picture: Picture) -> bool:
    return isinstance(picture, Lines) and len(picture.days) >= FEWEST_WEEKS


async def _drawn(
    message: Message, found: Sketch, desk: Desk, delivery: Delivery, now: datetime
) -> Message:
    """The message with its picture, if there is something that draws."""
    drawing = desk.tools.drawing
    if drawing is None:
        return message
    file = await draw(desk.store, drawing, found, to=delivery, now=now)
    return replace(message, files=(file,))
