"""When the brief and the debrief of a site day come, in every zone and over both clock changes."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import SchoolDays
from bot.ledger.site_days import (
    asked_until,
    brief_moment,
    by_day,
    debrief_moment,
    over_at,
    reminder_moment,
)
from tests.rhythms import DAY, FIRST, LAST, calendars, moments, on_the_wall, zones

days = st.dates(FIRST, LAST)


@settings(max_examples=80, deadline=None)
@given(day=days, zone=zones)
def test_planned_early_they_come_at_five_by_the_clock_on_the_wall(day: date, zone: str) -> None:
    early = over_at(day - 9 * DAY, zone)

    brief, debrief = (moment(day, zone, now=early) for moment in (brief_moment, debrief_moment))

    assert brief
    assert debrief
    assert on_the_wall(brief, zone) == datetime.combine(day - DAY, time(17))
    assert on_the_wall(debrief, zone) == datetime.combine(day, time(17))


@settings(max_examples=150, deadline=None)
@given(
    day=st.dates(date(2027, 1, 2), date(2027, 12, 28)),
    zone=zones,
    ahead=st.timedeltas(timedelta(days=-3), timedelta(days=10)),
)
def test_planned_at_any_time_they_never_come_at_night_or_too_late(
    day: date, zone: str, ahead: timedelta
) -> None:
    now = over_at(day, zone) + ahead
    brief, debrief = brief_moment(day, zone, now=now), debrief_moment(day, zone, now=now)

    for moment, until in ((brief, over_at(day, zone)), (debrief, asked_until(day, zone))):
        assert moment is None or now <= moment < until
        assert moment is None or time(7) <= on_the_wall(moment, zone).time() < time(19)
    assert brief is not None or now > over_at(day - DAY, zone)
    assert debrief is not None or now > asked_until(day - DAY, zone)


@settings(max_examples=80, deadline=None)
@given(now=moments, zone=zones)
def test_a_moment_by_day_stays_good(now: datetime, zone: str) -> None:
    moment = by_day(now, zone)

    assert now <= moment < now + timedelta(hours=14)
    assert by_day(moment, zone) == moment


@settings(max_examples=50, deadline=None)
@given(day=days, zone=zones, calendar=calendars)
def test_the_reminder_comes_on_an_open_morning_after_the_day(
    day: date, zone: str, calendar: SchoolDays
) -> None:
    wall = on_the_wall(reminder_moment(day, zone, calendar), zone)

    assert (wall.time(), calendar.is_open(wall.date())) == (time(8), True)
    assert wall.date() > day
