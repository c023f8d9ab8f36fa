"""The turn of one partnership's digest: when it is due, and who reads it over."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.audience import Audience
from bot.domain.cadence import DigestPlan
from bot.domain.digest import Week
from bot.domain.draft import may_approve
from bot.domain.people import Person
from bot.domain.schedule import Schedule
from bot.ledger.directory import Directory
from bot.ledger.gathering import Reading
from bot.ledger.posting import channels_for
from bot.rhythm import at_wall_clock, digest_moment, local_day

ON_TIME = timedelta(hours=1)
LEAST_TIME = timedelta(minutes=30)
"""What somebody has to read over what was made late."""


class Way(StrEnum):
    """How a digest goes out.

    ``WORDED``: as the writer has it, at once. ``DRAFT``: when somebody has read that over.
    ``TEMPLATE``: at once and without a model, for nobody is to read it over who also may.
    ``NOBODY``: so too, for whoever is to read digests over is not there.
    """

    WORDED = "worded"
    DRAFT = "draft"
    TEMPLATE = "template"
    NOBODY = "nobody"


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

    @property
    def following(self) -> Schedule:
        """The schedule when this digest is made, or left out."""
        return self.planned(self.week.back(-1))

    @property
    def is_missed(self) -> bool:
        """Whether the next digest is due already, so that this one is left out."""
        return self.moment(self.week.back(-1)) <= self.now

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

    def reading(self, audience: Audience) -> Reading:
        """How the week is read for a digest."""
        viewer = self.directory.partnership.reader(audience)
        return Reading(viewer=viewer, week=self.week, now=self.now)

    @property
    def approver(self) -> Person | None:
        """Who reads digests over; None if nobody is to, or whoever is to cannot be asked."""
        person = self.directory.people.get(self.plan.approve or "")
        if person is None or person.left or person.unreachable_since:
            return None
        return person if self.directory.address(person) else None

    @property
    def read_over_until(self) -> datetime:
        """When the template's text goes out if nobody has decided: on the day that it was due.

        One that is made late leaves half an hour, or what the file leaves where that is less.
        """
        due = self.schedule.next_due or self.now
        by = self.plan.approve_by or self.plan.at
        until = at_wall_clock(local_day(due, self.zone), by, self.zone)
        return max(until, self.now + min(until - due, LEAST_TIME))

    def way(self, audience: Audience) -> Way:
        """How the digest of an audience goes out."""
        if self.plan.approve is None:
            return Way.WORDED
        if self.approver is None:
            return Way.NOBODY
        reads_over = may_approve(self.approver, audience)
        posted = channels_for(self.directory, audience)
        return Way.DRAFT if reads_over and posted else Way.TEMPLATE
