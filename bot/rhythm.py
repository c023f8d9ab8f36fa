"""Rhythm: turns cadences and digest plans into moments, in each person's own wall-clock time.

Days and times are worked out as the clock on the wall shows them, and only then become UTC: so
Monday at 8:00 stays Monday at 8:00 over both changes of the clock. Zones are IANA names; one that
does not exist raises ``zoneinfo.ZoneInfoNotFoundError``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import WEEKLY, rrule

from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.calendar import ONE_DAY, SchoolDays
from bot.domain.digest import Week
from bot.domain.errors import NaiveTimeError

MORNING = time(7)
EVENING = time(19)
ONE_HOUR = timedelta(hours=1)
MIDNIGHT = time(0)

# A rhythm without a start is counted from here, so that "every two weeks" means the same weeks
# for everybody and after every restart.
FIRST_WEEK = date(1970, 1, 5)
WEEKS_AHEAD = 104


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One time that a person is asked.

    ``period`` is the nominal day of the cadence, before it is moved off closed days; ``moment``
    is when it is due for this person (aware, UTC).
    """

    period: date
    moment: datetime


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a person is asked by: every so many weeks (1 or more), on a day, at a local time.

    The first day of the rhythm is the first such weekday on or after ``starts``.
    """

    every: int
    day: Weekday
    at: time
    zone: str
    starts: date | None


def nominal_days(rule: Rule, *, since: date) -> Iterator[date]:
    """The days of the rhythm on or after ``since``, never before ``starts``, without end."""
    anchor = _on_or_after(rule.starts or FIRST_WEEK, rule.day)
    earliest = max(since, rule.starts or since)
    step = timedelta(weeks=rule.every)
    # Counted rather than walked, so that a start years ago costs nothing; the steps round up.
    first = anchor + step * -((anchor - earliest) // step)
    wall_clock = rrule(WEEKLY, interval=rule.every, dtstart=datetime.combine(first, rule.at))
    return (each.date() for each in wall_clock)


def next_occasion(rule: Rule, days: SchoolDays, *, after: date) -> Occasion | None:
    """The first occasion whose period lies after ``after``.

    A closed day moves it to the next open one. If that reaches the next nominal day, the period
    is left out: it merges with that one. None if schools are closed in all the periods of two
    years. ``days`` must be hashable, and its holidays must not change while the process lives.
    """
    return _next_occasion(rule, days, after)


@lru_cache(maxsize=1024)
def _next_occasion(rule: Rule, days: SchoolDays, after: date) -> Occasion | None:
    # Thousands of people share a few rules: a tick asks the same again and again.
    periods = pairwise(nominal_days(rule, since=after + ONE_DAY))
    for nominal, following in islice(periods, WEEKS_AHEAD // rule.every + 1):
        day = _first_open(days, nominal, following)
        if day is not None:
            return Occasion(period=nominal, moment=at_wall_clock(day, rule.at, rule.zone))
    return None


def first_period(
    rule: Rule, days: SchoolDays, *, now: datetime, grace: timedelta
) -> Occasion | None:
    """The first occasion whose moment is not more than ``grace`` before now.

    It is for someone who is planned for the first time; None as for `next_occasion`.
    """
    oldest = now - grace
    # An occasion never moves as far as the next nominal day, so one period back holds them all.
    after = local_day(oldest, rule.zone) - timedelta(weeks=rule.every) - ONE_DAY
    occasion = next_occasion(rule, days, after=after)
    while occasion is not None and occasion.moment < oldest:
        occasion = next_occasion(rule, days, after=occasion.period)
    return occasion


def at_wall_clock(day: date, at: time, zone: str) -> datetime:
    """The moment (aware, UTC) when the clock on the wall there shows this day and time.

    A time that the spring change skips is taken with the offset before it, so it comes later on
    the clock; of a doubled time it is the first.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=_zone(zone)).astimezone(UTC)


def local_day(now: datetime, zone: str) -> date:
    """The date there at this moment."""
    if now.tzinfo is None:
        raise NaiveTimeError("This time has no zone. Pass an aware datetime.")
    return now.astimezone(_zone(zone)).date()


def good_moment(now: datetime, *, zone: str, at: time, days: SchoolDays) -> datetime:
    """When to send something that is late: never in the night, never on a closed day.

    ``now`` itself on an open day from 7:00 (or from ``at``, if that is earlier) until before
    19:00, and within the hour that begins at ``at``; else ``at`` on the next open day, which is
    today if ``at`` is still ahead. With no open day for a year it is the nearest ``at``.
    """
    today = local_day(now, zone)
    usual = at_wall_clock(today, at, zone)
    opens = min(at_wall_clock(today, MORNING, zone), usual)
    closes = at_wall_clock(today, EVENING, zone)
    # Without the hour, somebody who is asked at 20:00 would be put off by each tick anew.
    decent = opens <= now < closes or usual <= now < usual + ONE_HOUR
    if decent and days.is_open(today):
        return now
    ahead = today if now <= usual else today + ONE_DAY
    return at_wall_clock(days.next_open(ahead), at, zone)


def digest_moment(plan: DigestPlan, week: Week, zone: str, days: SchoolDays) -> datetime:
    """When this week's digest is due (aware, UTC); a closed day moves it to the next open one."""
    return at_wall_clock(days.next_open(week.day(plan.day)), plan.at, zone)


def digest_window(plan: DigestPlan | None, week: Week, zone: str) -> tuple[datetime, datetime]:
    """What time the digest of a week is about: after the first moment, up to and with the second.

    From the previous week's nominal digest time to this week's, closed or not; without a plan
    from Monday 0:00 to Monday 0:00.
    """
    if plan is None:
        return (
            at_wall_clock(week.monday, MIDNIGHT, zone),
            at_wall_clock(week.back(-1).monday, MIDNIGHT, zone),
        )
    return (
        at_wall_clock(week.back().day(plan.day), plan.at, zone),
        at_wall_clock(week.day(plan.day), plan.at, zone),
    )


def _on_or_after(day: date, weekday: Weekday) -> date:
    return day + ONE_DAY * ((weekday - day.weekday()) % 7)


def _first_open(days: SchoolDays, first: date, before: date) -> date | None:
    span = (first + ONE_DAY * ahead for ahead in range((before - first).days))
    return next((day for day in span if days.is_open(day)), None)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    # ZoneInfo itself keeps only eight and reads the others from disk each time.
    return ZoneInfo(name)
