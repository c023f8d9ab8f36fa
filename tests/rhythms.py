"""What the tests of rhythms share: calendars, rules, and the days counted one by one."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import takewhile
from zoneinfo import ZoneInfo, available_timezones

import holidays
from hypothesis import strategies as st

from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.calendar import Period, SchoolCalendar, SchoolDays
from bot.rhythm import (
    Occasion,
    Rule,
    next_occasion,
)

NEW_YORK = "America/New_York"
ZONES = sorted(available_timezones())
DAY = timedelta(days=1)
# A year with both changes of the clock in each hemisphere, and a bit on either side of it.
FIRST = date(2026, 12, 20)
LAST = date(2028, 1, 20)


@cache
def public_holidays(country: str, year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays(country, years=year))


def school_days(*closed: Period, country: str | None = "US") -> SchoolDays:
    calendar = SchoolCalendar(holidays=country, closed=closed)
    return SchoolDays(calendar=calendar, holidays_of=public_holidays)


def closure(first: date, last: date) -> Period:
    return Period(first=first, last=last, name="closed")


RIVERBEND = school_days(
    closure(date(2027, 2, 15), date(2027, 2, 19)), closure(date(2027, 4, 12), date(2027, 4, 16))
)
ALWAYS_CLOSED = school_days(closure(date.min, date.max))


def rule(
    every: int = 1,
    day: Weekday = Weekday.MONDAY,
    at: time = time(8),
    zone: str = NEW_YORK,
    starts: date | None = None,
) -> Rule:
    return Rule(every=every, day=day, at=at, zone=zone, starts=starts)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def occasions(by: Rule, days: SchoolDays, *, after: date = FIRST) -> Iterator[Occasion]:
    occasion = next_occasion(by, days, after=after)
    while occasion:
        yield occasion
        occasion = next_occasion(by, days, after=occasion.period)


def asked_in_the_year(by: Rule, days: SchoolDays) -> list[Occasion]:
    return list(takewhile(lambda each: each.period <= LAST, occasions(by, days)))


def on_the_wall(moment: datetime, zone: str) -> datetime:
    assert moment.tzinfo is UTC
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def expected(by: Rule, days: SchoolDays) -> dict[date, datetime]:
    """Counted day by day: each nominal day, with the first open day before the next one."""
    wanted: dict[date, datetime] = {}
    nominal = FIRST + DAY
    while nominal.weekday() != by.day:
        nominal += DAY
    while nominal <= LAST:
        week = [nominal + DAY * ahead for ahead in range(7)]
        opened = [day for day in week if days.is_open(day)]
        if opened:
            wanted[nominal] = datetime.combine(opened[0], by.at)
        nominal += DAY * 7
    return wanted


weekdays = st.sampled_from(Weekday)
daytimes = st.times(time(6), time(20))
zones = st.sampled_from(ZONES)
closures = st.builds(
    lambda first, length: closure(first, first + DAY * length),
    st.dates(FIRST, LAST),
    st.integers(0, 20),
)
calendars = st.builds(
    lambda closed, country: school_days(*closed, country=country),
    st.lists(closures, max_size=12),
    st.sampled_from(["US", "CA", "DE", "NZ", None]),
)
minutes = st.integers(0, 365 * 24 * 60).map(lambda count: timedelta(minutes=count))
moments = minutes.map(lambda passed: utc("2027-01-01") + passed)
plans = st.builds(DigestPlan, day=weekdays, at=st.times())
