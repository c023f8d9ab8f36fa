"""Site days: the brief on the evening before, and the debrief on the evening after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.people import Person
from bot.domain.site_day import SiteDay
from bot.jobs.desk import Desk, Tally
from bot.jobs.letters import Draft, Messages
from bot.ledger.directory import Directory
from bot.ledger.outbox import to_person
from bot.ledger.records import look_up
from bot.ledger.site_days import (
    asked_until,
    brief_moment,
    briefs_of,
    by_day,
    coaches_of,
    debrief_moment,
    first,
    over_at,
    reminder_moment,
)
from bot.messages import Message
from bot.ports import AtMost, Transaction
from bot.rhythm import local_day
from prompts import siteday as said
from prompts.site_brief import brief as brief_message

BATCH = 500
AGAIN = "again"


@dataclass(frozen=True, kw_only=True)
class Due:
    """A site day whose time has come, its coaches, each with the zone of their times, and now."""

    directory: Directory
    record: SiteDay
    coaches: Sequence[tuple[Person, str]]
    now: datetime

    def delivery(
        self, kind: DeliveryKind, to: Person, at: datetime, until: datetime, *, again: bool = False
    ) -> Delivery | None:
        """What a coach is sent, once for each day that the record was planned for."""
        name = f"{self.record.occasion}/{AGAIN}" if again else self.record.occasion
        key = self.record.partnership
        occasion = Occasion(partnership=key, kind=kind, name=name, at=at, until=until)
        return to_person(self.directory, to, occasion)


Turn = Callable[[Due], tuple[SiteDay, list[Delivery | None]]]
"""What becomes of a site day that is due, and what is sent. Pure: it decides, and writes nothing.
"""


async def prepare_site_days(desk: Desk, now: datetime) -> Tally:
    """Queue the briefs and the questions for a debrief that are due, each once for each coach."""
    briefs = await _each_due(desk, now, "brief_at", _brief)
    return briefs + await _each_due(desk, now, "debrief_at", _debrief)


async def _each_due(desk: Desk, now: datetime, field: str, turn: Turn) -> Tally:
    tally = Tally()
    while True:
        async with desk.store.write() as tx:
            found = await tx.claim(SiteDay, order=field, limit=BATCH, **{field: AtMost(now)})
            directories = await desk.directories(tx, {one.partnership for one in found})
            for record in found:
                directory = directories[record.partnership]
                coaches = await coaches_of(tx, directory, record) if record.is_open else []
                due = Due(directory=directory, record=record, coaches=coaches, now=now)
                after, sent = turn(due)
                await tx.put(after)
                queued = await tx.add_missing(*(each for each in sent if each))
                tally += Tally(queued=len(queued))
        if len(found) < BATCH:
            return tally


def _brief(due: Due) -> tuple[SiteDay, list[Delivery | None]]:
    """The brief of each coach, at their own time; too late for those whose day is over."""
    day = due.record.day
    moments = [(one, zone, brief_moment(day, zone, now=due.now)) for one, zone in due.coaches]
    sent = [
        due.delivery(DeliveryKind.BRIEF, one, at, over_at(day, zone))
        for one, zone, at in moments
        if at
    ]
    return replace(due.record, brief_at=None), sent


def _debrief(due: Due) -> tuple[SiteDay, list[Delivery | None]]:
    """The question for each coach, at their own time, and once more on the next working day."""
    day, days, asked_at = due.record.day, due.directory.school_days, due.record.debrief_at
    reminder = first(reminder_moment(day, zone, days) for _, zone in due.coaches)
    if reminder is None or asked_at is None:
        return replace(due.record, debrief_at=None), []
    again = asked_at >= reminder
    sent: list[Delivery | None] = []
    for one, zone in due.coaches:
        usual = reminder_moment(day, zone, days) if again else None
        at = debrief_moment(day, zone, now=due.now if usual is None else max(usual, due.now))
        if at:
            until = asked_until(day, zone)
            sent.append(due.delivery(DeliveryKind.DEBRIEF, one, at, until, again=again))
    following = reminder if reminder > due.now and not again else None
    return replace(due.record, debrief_at=following), sent


async def brief_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """The briefs, made from what is true now; none for a day that was moved or called off."""
    standing = await _standing(tx, directory, chosen)
    briefs = await briefs_of(tx, directory, (record for _, record, _ in standing), now=now)
    return {
        delivery.id: _draft(brief_message(brief, today=local_day(now, zone)), now, zone)
        for (delivery, _, zone), brief in zip(standing, briefs, strict=True)
    }


async def debrief_messages(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery], now: datetime
) -> Messages:
    """The questions for a debrief; none where it is there already."""
    return {
        delivery.id: _draft(
            said.debrief_asked(record, again=delivery.occasion.endswith(AGAIN)), now, zone
        )
        for delivery, record, zone in await _standing(tx, directory, chosen)
    }


async def _standing(
    tx: Transaction, directory: Directory, chosen: Sequence[Delivery]
) -> list[tuple[Delivery, SiteDay, str]]:
    """Those whose day still stands as it was planned, and whose recipient still comes."""
    found = []
    for delivery in chosen:
        ref, day, *_ = delivery.occasion.split("/")
        record = await look_up(tx, delivery.partnership, ref)
        if not isinstance(record, SiteDay) or not record.is_open or f"{record.day}" != day:
            continue
        coaches = await coaches_of(tx, directory, record)
        zones = {person.key: zone for person, zone in coaches}
        if delivery.to_person in zones:
            found.append((delivery, record, zones[delivery.to_person]))
    return found


def _draft(message: Message, now: datetime, zone: str) -> Draft:
    better = by_day(now, zone)
    return Draft(message=message, wait_until=better if better > now else None)
