"""Looking at answers once more with a model: outside any transaction, and only for proposals."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

import structlog

from bot.domain.cadence import Makes
from bot.domain.checkin import Answer, CheckIn
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.offer import offer
from bot.domain.people import Person
from bot.domain.proposing import Proposal
from bot.domain.to_capture import CaptureState, ToCapture
from bot.jobs.desk import Desk, Tally
from bot.jobs.letters import Draft, Messages
from bot.ledger.directory import Directory, preferences_of
from bot.ledger.outbox import to_person
from bot.ledger.records import look_up
from bot.ledger.tools import Tools
from bot.ports import Transaction
from bot.ports.model import Model, ModelError
from bot.router import Context
from bot.router.proposed import place_among, settled_words, understood
from bot.writing.called import callings
from bot.writing.capturing import read_finds, request_for_capture
from prompts.capture import offered

log = structlog.get_logger()

LOCK = "capture"
AT_ONCE = 8
"""How many answers a pass looks at, all at the same time."""
LONGEST = 60.0
"""Seconds that a pass waits for the model."""
WORTH_ASKING = timedelta(hours=12)
"""An answer that waited longer is not asked about any more."""


@dataclass(frozen=True, kw_only=True)
class _Look:
    """An answer that waits, as it is now, and who gave it where."""

    waiting: ToCapture
    directory: Directory
    answer: Answer

    @property
    def person(self) -> Person:
        """Who gave it."""
        return self.directory.people[self.answer.by]


async def capture(desk: Desk, now: datetime, *, seconds: float = LONGEST) -> Tally:
    """Let the model look at answers that wait for it, and queue what it found as messages.

    A model that fails, or takes more than so many seconds, found nothing: what the rules found was
    told at once.
    """
    model = desk.tools.model
    if model is None:
        return Tally()
    async with desk.store.alone(LOCK) as mine:
        if not mine:
            return Tally()
        async with desk.store.read() as tx:
            waiting = await tx.find(
                ToCapture, state=CaptureState.WAITING, order="at", limit=AT_ONCE
            )
            looks = await _looks(desk, tx, waiting, now)
        found = await asyncio.gather(*(_asked(model, look, seconds) for look in looks))
        async with desk.store.write() as tx:
            await tx.put(*(replace(one, state=CaptureState.LOOKED_AT) for one in waiting))
            queued = [
                await _queued(desk, tx, look, finds, now)
                for look, finds in zip(looks, found, strict=True)
            ]
    return Tally(queued=sum(queued))


async def _looks(
    desk: Desk, tx: Transaction, waiting: Sequence[ToCapture], now: datetime
) -> list[_Look]:
    """Those that are still to be looked at: said not long ago, unchanged, and still agreed to."""
    directories = await desk.directories(tx, {one.partnership for one in waiting})
    looks = []
    for one in waiting:
        directory = directories[one.partnership]
        use = directory.partnership.model
        answer = await look_up(tx, one.partnership, one.answer)
        stands = isinstance(answer, Answer) and answer.version == one.version
        if not stands or not await _wants(tx, directory.people[one.person]):
            continue
        if use and use.capture and now - one.at < WORTH_ASKING:
            looks.append(_Look(waiting=one, directory=directory, answer=cast("Answer", answer)))
    return looks


async def _wants(tx: Transaction, person: Person) -> bool:
    """Whether somebody still has proposals on."""
    return (await preferences_of(tx, [person]))[person.key].proposals


async def _asked(model: Model, look: _Look, seconds: float) -> tuple[Proposal, ...]:
    directory, text = look.directory, look.answer.text
    names = {person.key: person.name for person in directory.people.values()}
    people = callings(directory.partnership, directory.people.values(), names)
    try:
        async with asyncio.timeout(seconds):
            answer = await model.answer(request_for_capture(text, people))
        return read_finds(answer, text, people)
    except ModelError as error:
        log.info("A model found nothing.", action="capture_failed", reason=error.reason)
    except TimeoutError:
        log.info("A model found nothing.", action="capture_failed", reason="timeout")
    except Exception:
        log.exception("A model found nothing.", action="capture_failed", reason="broken")
    return ()


async def _queued(
    desk: Desk, tx: Transaction, look: _Look, finds: Iterable[Proposal], now: datetime
) -> int:
    """How many messages are queued for what was found: one or none."""
    one, makes = look.waiting, await _makes(tx, look.answer)
    # Days are read as they were meant when it was said.
    context = await _context(desk.tools, tx, look.directory, look.person, one.at)
    new = await understood(
        context,
        [replace(find, origin=look.answer.ref) for find in finds if find.kind is not makes],
    )
    occasion = Occasion(
        partnership=one.partnership,
        kind=DeliveryKind.PROPOSAL,
        name=f"{one.answer}.{one.version}",
        at=now,
        until=now + WORTH_ASKING,
    )
    delivery = to_person(look.directory, look.person, occasion)
    if not new or delivery is None:
        return 0
    await tx.put(replace(one, state=CaptureState.LOOKED_AT, found=tuple(new)))
    return len(await tx.add_missing(delivery))


async def _makes(tx: Transaction, answer: Answer) -> Makes | None:
    checkin = await tx.get(CheckIn, answer.checkin)
    question = checkin.question(answer.question) if checkin else None
    return question.makes if question else None


async def _context(
    tools: Tools, tx: Transaction, directory: Directory, person: Person, now: datetime
) -> Context:
    preferences = (await preferences_of(tx, [person]))[person.key]
    return Context(
        tx=tx, tools=tools, directory=directory, person=person, preferences=preferences, now=now
    )


async def proposal_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], _now: datetime
) -> Messages:
    """What was found, without what the person has answered since; none for an answer changed."""
    messages: Messages = {}
    for delivery in chosen:
        ref, _, version = delivery.occasion.partition(".")
        found = await tx.get(ToCapture, delivery.partnership, ref)
        if found is None or str(found.version) != version:
            continue
        settled = await settled_words(tx, found.partnership, found.person, found.found)
        left = offer(found.found).without(settled)
        if left.proposals:
            place = place_among(directory, found.person)
            messages[delivery.id] = Draft(message=offered(place, left, again=True))
    return messages
