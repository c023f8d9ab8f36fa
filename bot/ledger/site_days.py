"""When the coaches of a site day hear of it, and what their brief is made from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.audience import Audience
from bot.domain.calendar import ONE_DAY, SchoolDays
from bot.domain.digest import Week
from bot.domain.facts import facts
from bot.domain.people import Person
from bot.domain.site_day import SiteDay
from bot.ledger.checkins import zone_of
from bot.ledger.directory import Directory, preferences_of
from bot.ledger.gathering import Reading, gather
from bot.ports import Transaction
from bot.rhythm import EVENING, MIDNIGHT, MORNING, at_wall_clock, local_day
from prompts.site_brief import Brief

BRIEFED_AT = time(17)
"""On the eve of the day; that the eve may be a Sunday does no harm, it is the coach's own time."""
DEBRIEFED_AT = time(17)
REMINDED_AT = time(8)
ASKED_FOR = timedelta(days=8)
"""From the beginning of the day: how long its debrief is asked for."""
LATELY = timedelta(days=14)


def by_day(now: datetime, zone: str) -> datetime:
    """The moment itself between 7:00 and 19:00 there, else the next 7:00."""
    today = local_day(now, zone)
    opens = at_wall_clock(today, MORNING, zone)
    if opens <= now < at_wall_clock(today, EVENING, zone):
        return now
    return opens if now < opens else at_wall_clock(today + ONE_DAY, MORNING, zone)


def over_at(day: date, zone: str) -> datetime:
    """When a day is over there."""
    return at_wall_clock(day + ONE_DAY, MIDNIGHT, zone)


def asked_until(day: date, zone: str) -> datetime:
    """Until when the debrief of a day is asked for: a week from its end."""
    return at_wall_clock(day + ASKED_FOR, MIDNIGHT, zone)


def brief_moment(day: date, zone: str, *, now: datetime) -> datetime | None:
    """When a coach there gets the brief of a day: at 17:00 on the day before.

    Later than that it is as soon as it is not night; None when the day would be over.
    """
    moment = _from(at_wall_clock(day - ONE_DAY, BRIEFED_AT, zone), now, zone)
    return moment if moment < over_at(day, zone) else None


def debrief_moment(day: date, zone: str, *, now: datetime) -> datetime | None:
    """When a coach there is asked for the debrief: at 17:00 on the day itself.

    Later than that it is as soon as it is not night; None when it is not asked for any more.
    """
    moment = _from(at_wall_clock(day, DEBRIEFED_AT, zone), now, zone)
    return moment if moment < asked_until(day, zone) else None


def reminder_moment(day: date, zone: str, days: SchoolDays) -> datetime:
    """When a coach there is asked once more: at 8:00 on the next open day."""
    return at_wall_clock(days.next_open(day + ONE_DAY), REMINDED_AT, zone)


def _from(usual: datetime, now: datetime, zone: str) -> datetime:
    return usual if now <= usual else by_day(now, zone)


async def coaches_of(
    tx: Transaction, directory: Directory, record: SiteDay
) -> list[tuple[Person, str]]:
    """Who comes on that day and has not left, each with the zone of their times."""
    keys = [(record.partnership, key) for key in record.coaches]
    people = [person for person in await tx.get_all(Person, keys) if not person.left]
    chosen = await preferences_of(tx, people)
    return [(one, zone_of(directory, one, chosen[one.key])) for one in people]


async def timed(
    tx: Transaction, directory: Directory, record: SiteDay, *, now: datetime
) -> SiteDay:
    """The site day with the first moments at which a coach is due for the brief and the debrief."""
    zones = [zone for _, zone in await coaches_of(tx, directory, record)]
    return replace(
        record,
        brief_at=first(brief_moment(record.day, zone, now=now) for zone in zones),
        debrief_at=first(debrief_moment(record.day, zone, now=now) for zone in zones),
    )


def first(moments: Iterable[datetime | None]) -> datetime | None:
    """The earliest of the moments that there are."""
    return min((moment for moment in moments if moment), default=None)


async def briefs_of(
    tx: Transaction, directory: Directory, records: Iterable[SiteDay], *, now: datetime
) -> list[Brief]:
    """The briefs of site days as things are now, in their order; ``directory`` holds everybody.

    All are made from one gathering, however many evenings of coaches fall together.
    """
    partnership = directory.partnership
    today = local_day(now, partnership.district.timezone)
    viewer = partnership.reader(Audience.PARTNER)
    reading = Reading(viewer=viewer, week=Week.of(today), now=now)
    # On a weekend the week of the digest has ended already, and what was done since counts too.
    material = replace(await gather(tx, directory, reading), until=now, today=today)
    lately = replace(material, after=min(material.after, now - LATELY))
    known, of_late = facts(material), facts(lately)
    return [
        Brief(
            record=record,
            coaches=tuple(directory.name(key) for key in record.coaches),
            material=material,
            facts=known,
            lately=of_late,
        )
        for record in records
    ]
