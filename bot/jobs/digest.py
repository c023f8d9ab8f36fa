"""Digests: made at their time, kept for good, and posted once to the channels of the file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import structlog

from bot.domain.audience import Audience
from bot.domain.cadence import DigestPlan
from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.digest import PostedDigest, Week
from bot.domain.schedule import UNPLANNED, Occurs, Schedule, at_rest
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
                plan = directory.partnership.digest if directory else None
                if directory is None or plan is None:
                    await tx.put(at_rest(schedule))
                    continue
                turn = Turn(schedule=schedule, directory=directory, plan=plan, now=now)
                tally += await _take(desk, tx, turn)


async def _take(desk: Desk, tx: Transaction, turn: "Turn") -> Tally:
    if turn.schedule.next_due == UNPLANNED:
        await tx.put(turn.planned(turn.week))
        return Tally()
    upcoming = turn.planned(turn.week.back(-1))
    if turn.moment(turn.week.back(-1)) <= turn.now:
        week = str(turn.week)
        log.warning("A digest is left out: the next is due.", action="digest_missed", week=week)
        await tx.put(upcoming)
        return Tally()
    better = turn.put_off()
    if better:
        await tx.put(replace(turn.schedule, next_due=better))
        return Tally()
    await tx.put(upcoming)
    return await _make(desk, tx, turn)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The turn of one partnership's digest. Pure: it decides, and writes nothing."""

    schedule: Schedule
    directory: Directory
    plan: DigestPlan
    now: datetime

    @property
    def zone(self) -> str:
        """The zone that a digest's times are told in."""
        return self.directory.partnership.district.timezone

    @property
    def week(self) -> Week:
        """The week whose digest waits to be made, or the first whose digest is still to come.

        It stays the same when the plan changes before its digest is made.
        """
        period = self.schedule.period
        return Week.of(period) if period else self._first_week()

    def _first_week(self) -> Week:
        """This week, or the next one when this week's digest would have been due by now.

        Never an earlier one: who has just begun should not be told that nobody checked in.
        """
        week = Week.of(local_day(self.now, self.zone))
        return week if self.moment(week) >= self.now - ON_TIME else week.back(-1)

    def moment(self, week: Week) -> datetime:
        """When the digest of a week is due."""
        return digest_moment(self.plan, week, self.zone, self.directory.school_days)

    def planned(self, week: Week) -> Schedule:
        """The schedule when the digest of this week is the next."""
        return replace(self.schedule, next_due=self.moment(week), period=week.monday)

    def put_off(self) -> datetime | None:
        """The next usual time on an open day for a digest that is late; None to go on now."""
        if self.now - (self.schedule.next_due or self.now) <= ON_TIME:
            return None
        today = local_day(self.now, self.zone)
        moment = self._usual(today)
        return moment if moment > self.now - ON_TIME else self._usual(today + timedelta(days=1))

    def _usual(self, day: date) -> datetime:
        days = self.directory.school_days
        return at_wall_clock(days.next_open(day), self.plan.at, self.zone)


async def _make(desk: Desk, tx: Transaction, turn: Turn) -> Tally:
    partnership = turn.directory.partnership
    for audience in AUDIENCES:
        viewer = partnership.reader(audience)
        reading = Reading(viewer=viewer, week=turn.week, now=turn.now)
        digest = await write_digest(tx, turn.directory, desk.tools, reading)
        posted = PostedDigest(
            partnership=partnership.key,
            week=str(turn.week),
            audience=audience,
            made_at=turn.now,
            digest=digest,
        )
        await tx.add_missing(posted)
    posts = await tx.add_missing(*_posts(turn))
    return Tally(queued=len(posts))


def _posts(turn: Turn) -> Sequence[Delivery]:
    """The posts to the plan's channels; one that cannot go out gives way to the next digest."""
    partnership = turn.directory.partnership
    channels = [channel for key in turn.plan.post_to if (channel := partnership.channel(key))]
    occasion = Occasion(
        partnership=partnership.key, kind=DeliveryKind.DIGEST, name=str(turn.week), at=turn.now
    )
    posts = [to_channel(turn.directory, channel, occasion) for channel in channels]
    over = turn.moment(turn.week.back(-1))
    return [replace(post, expires_at=over) for post in posts if post]
