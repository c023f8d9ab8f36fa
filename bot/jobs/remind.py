"""Reminding: once more, in private, never at night, and only who was really asked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.checkin import BETWEEN_REMINDERS, CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion
from bot.domain.preferences import Preferences
from bot.jobs.desk import Desk, Tally
from bot.ledger.checkins import card_id, usual_time, zone_of
from bot.ledger.directory import Directory, preferences_of
from bot.ledger.outbox import to_person
from bot.ports import AtMost, OneOf, Transaction
from bot.rhythm import good_moment, local_day

BATCH = 2000


async def remind(desk: Desk, now: datetime) -> Tally:
    """Queue a reminder for each check-in whose moment for one has come."""
    tally = Tally()
    while True:
        async with desk.store.write() as tx:
            due = await tx.claim(
                CheckIn,
                state=CheckInState.OPEN,
                remind_at=AtMost(now),
                order="remind_at",
                limit=BATCH,
            )
            directories = await desk.directories(tx, {checkin.partnership for checkin in due})
            for key, directory in directories.items():
                theirs = [checkin for checkin in due if checkin.partnership == key]
                tally += await _remind_all(tx, directory, theirs, now)
        if len(due) < BATCH:
            return tally


async def _remind_all(
    tx: Transaction, directory: Directory, due: Sequence[CheckIn], now: datetime
) -> Tally:
    preferences = await preferences_of(tx, [directory.people[c.person] for c in due])
    asked = await _asked(tx, due)
    queued: list[Delivery] = []
    for checkin in due:
        chosen = preferences[checkin.person]
        moment = _moment(directory, checkin, chosen, now)
        if moment > now:
            await tx.put(checkin.later(moment))
            continue
        await tx.put(checkin.reminded(now))
        reminder = _reminder(directory, checkin, now)
        arrived = asked.get(checkin.id)
        if (
            reminder
            and arrived
            and _is_due(checkin, arrived, now)
            and _wants(directory, checkin, chosen, now)
        ):
            queued.append(reminder)
    return Tally(queued=len(await tx.add_missing(*queued)))


def _wants(directory: Directory, checkin: CheckIn, preferences: Preferences, now: datetime) -> bool:
    """Whether somebody has neither switched reminders off nor gone away since the asking."""
    zone = zone_of(directory, directory.people[checkin.person], preferences)
    return preferences.reminders and not preferences.is_away(local_day(now, zone))


def _is_due(checkin: CheckIn, arrived: datetime, now: datetime) -> bool:
    """Whether the card has been there for a while, or "later" was pressed on it."""
    return checkin.remind_at not in checkin.reminders or now - arrived >= BETWEEN_REMINDERS


async def _asked(tx: Transaction, due: Sequence[CheckIn]) -> dict[str, datetime]:
    """When the cards of check-ins arrived, by check-in; those that did not are left out."""
    cards = {card_id(checkin): checkin.id for checkin in due}
    sent = await tx.find(Delivery, id=OneOf(tuple(cards)), state=DeliveryState.SENT)
    return {cards[delivery.id]: delivery.changed_at for delivery in sent}


def _moment(
    directory: Directory, checkin: CheckIn, preferences: Preferences, now: datetime
) -> datetime:
    """Now, or the next good moment if this is night or a closed day there."""
    person = directory.people[checkin.person]
    zone = zone_of(directory, person, preferences)
    at = usual_time(directory, checkin, preferences)
    return good_moment(now, zone=zone, at=at, days=directory.school_days)


def _reminder(directory: Directory, checkin: CheckIn, now: datetime) -> Delivery | None:
    remind_at = checkin.remind_at or now
    occasion = Occasion(
        partnership=checkin.partnership,
        kind=DeliveryKind.REMINDER,
        name=f"{checkin.occasion}/{remind_at:%Y-%m-%dT%H:%M}",
        at=now,
    )
    reminder = to_person(directory, directory.people[checkin.person], occasion)
    # One that cannot go out gives way to the next.
    following = checkin.reminded(now).remind_at
    over = following - BETWEEN_REMINDERS if following else checkin.closes_at
    return reminder and replace(reminder, expires_at=over)
