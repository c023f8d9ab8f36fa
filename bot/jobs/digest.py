"""Digests: made at their time, kept for good, and posted once to the channels of the file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import structlog

from bot.domain.audience import Audience
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.digest import PostedDigest, Week
from bot.domain.schedule import UNPLANNED, Occurs, Schedule
from bot.jobs.desk import Desk, Tally
from bot.ledger.directory import Directory
from bot.ledger.gathering import Reading, write_digest
from bot.ledger.outbox import to_channel
from bot.ports import AtMost, Transaction
from bot.rhythm import at_wall_clock, digest_moment, local_day

log = structlog.get_logger()

BATCH = 50
ON_TIME = timedelta(hours=1)
AUDIENCES = (Audience.PARTNER, Audience.LEADERS)


async def post_digests(desk: Desk, now: datetime) -> Tally:
    """Make every digest that is due and queue its posts.

    One that is late goes out at its usual time on the next open day; of several that were missed,
    only the last.
    """
    tally = Tally()
    while True:
        async with desk.store.write() as tx:
            due = await tx.claim(
                Schedule, occurs=Occurs.DIGEST, next_due=AtMost(now), order="next_due", limit=BATCH
            )
            if not due:
                return tally
            directories = await desk.directories(tx, {schedule.partnership for schedule in due})
            for schedule in due:
                directory = directories.get(schedule.partnership)
                tally += await _turn(desk, tx, directory, schedule, now)


async def _turn(
    desk: Desk, tx: Transaction, directory: Directory | None, schedule: Schedule, now: datetime
) -> Tally:
    if directory is None or directory.partnership.digest is None:
        await tx.put(replace(schedule, next_due=None))
        return Tally()
    if schedule.next_due == UNPLANNED or schedule.period is None:
        await tx.put(_planned(directory, schedule, _first_week(directory, schedule, now)))
        return Tally()
    week = Week.of(schedule.period)
    upcoming = _planned(directory, schedule, week.back(-1))
    if upcoming.next_due is not None and upcoming.next_due <= now:
        log.warning(
            "A digest is left out: the next is due.", action="digest_missed", week=str(week)
        )
        await tx.put(upcoming)
        return Tally()
    better = _put_off(directory, schedule, now)
    if better:
        await tx.put(replace(schedule, next_due=better))
        return Tally()
    await tx.put(upcoming)
    return await _make(desk, tx, directory, week, now)


def _planned(directory: Directory, schedule: Schedule, week: Week) -> Schedule:
    partnership = directory.partnership
    if partnership.digest is None:
        return replace(schedule, next_due=None)
    zone, days = partnership.district.timezone, directory.school_days
    moment = digest_moment(partnership.digest, week, zone, days)
    return replace(schedule, next_due=moment, period=week.monday)


def _first_week(directory: Directory, schedule: Schedule, now: datetime) -> Week:
    """The first week whose digest is still to come, and was not made before a change of plan."""
    week = Week.of(local_day(now, directory.partnership.district.timezone))
    first = week
    for candidate in (week.back(), week, week.back(-1)):
        moment = _planned(directory, schedule, candidate).next_due
        if moment is not None and moment >= now - ON_TIME:
            first = candidate
            break
    return first


def _put_off(directory: Directory, schedule: Schedule, now: datetime) -> datetime | None:
    """The next usual time on an open day for a digest that is late; None to go on now."""
    plan = directory.partnership.digest
    if plan is None or schedule.next_due is None or now - schedule.next_due <= ON_TIME:
        return None
    zone, days = directory.partnership.district.timezone, directory.school_days

    def usual(day: date) -> datetime:
        return at_wall_clock(days.next_open(day), plan.at, zone)

    today = local_day(now, zone)
    moment = usual(today)
    return moment if moment > now - ON_TIME else usual(today + timedelta(days=1))


async def _make(
    desk: Desk, tx: Transaction, directory: Directory, week: Week, now: datetime
) -> Tally:
    partnership = directory.partnership
    for audience in AUDIENCES:
        viewer = partnership.reader(audience)
        reading = Reading(viewer=viewer, week=week, now=now)
        digest = await write_digest(tx, directory, desk.tools, reading)
        posted = PostedDigest(
            partnership=partnership.key,
            week=str(week),
            audience=audience,
            made_at=now,
            digest=digest,
        )
        await tx.add_missing(posted)
    posts = await tx.add_missing(*_posts(directory, week, now))
    return Tally(queued=len(posts))


def _posts(directory: Directory, week: Week, now: datetime) -> Sequence[Delivery]:
    partnership = directory.partnership
    keys = partnership.digest.post_to if partnership.digest else ()
    channels = [channel for key in keys if (channel := partnership.channel(key))]
    occasion = Occasion(
        partnership=partnership.key, kind=DeliveryKind.DIGEST, name=str(week), at=now
    )
    posts = [to_channel(directory, channel, occasion) for channel in channels]
    return [post for post in posts if post]
