"""The rhythm: examples from a school year."""

from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest

from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.digest import Week
from bot.domain.errors import NaiveTimeError
from bot.rhythm import (
    Occasion,
    at_wall_clock,
    digest_moment,
    digest_window,
    first_period,
    good_moment,
    local_day,
    next_occasion,
    nominal_days,
)
from tests.rhythms import ALWAYS_CLOSED, DAY, FIRST, NEW_YORK, RIVERBEND, occasions, rule, utc


@pytest.mark.parametrize(
    ("after", "zone", "period", "moment"),
    [
        ("2027-01-10", NEW_YORK, "2027-01-11", "2027-01-11T13:00"),
        ("2027-01-10", "America/Chicago", "2027-01-11", "2027-01-11T14:00"),
        ("2027-01-11", NEW_YORK, "2027-01-18", "2027-01-19T13:00"),
        ("2027-02-08", NEW_YORK, "2027-02-22", "2027-02-22T13:00"),
        ("2027-03-08", NEW_YORK, "2027-03-15", "2027-03-15T12:00"),
    ],
    ids=["in winter", "in another zone", "on a holiday", "over a recess", "in summer time"],
)
def test_a_weekly_check_in_is_due_at_eight_on_the_wall(
    after: str, zone: str, period: str, moment: str
) -> None:
    occasion = next_occasion(rule(zone=zone), RIVERBEND, after=date.fromisoformat(after))

    assert occasion == Occasion(period=date.fromisoformat(period), moment=utc(moment))


def test_every_two_weeks_a_recess_moves_the_check_in_to_the_week_after() -> None:
    partner = rule(every=2, at=time(9, 30), starts=date(2027, 1, 4))

    asked = [(each.period, each.moment) for each in islice(occasions(partner, RIVERBEND), 5)]

    assert asked == [
        (date(2027, 1, 4), utc("2027-01-04T14:30")),
        (date(2027, 1, 18), utc("2027-01-19T14:30")),
        (date(2027, 2, 1), utc("2027-02-01T14:30")),
        (date(2027, 2, 15), utc("2027-02-22T14:30")),
        (date(2027, 3, 1), utc("2027-03-01T14:30")),
    ]


def test_a_cadence_on_a_saturday_asks_on_monday() -> None:
    occasion = next_occasion(rule(day=Weekday.SATURDAY), RIVERBEND, after=date(2027, 1, 4))

    assert occasion == Occasion(period=date(2027, 1, 9), moment=utc("2027-01-11T13:00"))


def test_nobody_is_asked_where_schools_stay_closed() -> None:
    assert next_occasion(rule(), ALWAYS_CLOSED, after=FIRST) is None
    assert first_period(rule(), ALWAYS_CLOSED, now=utc("2027-01-11T13:00"), grace=DAY) is None


@pytest.mark.parametrize(("every", "starts"), [(1, date(2031, 1, 7)), (150, None)])
def test_a_rhythm_that_is_far_ahead_is_found(every: int, starts: date | None) -> None:
    occasion = next_occasion(rule(every=every, starts=starts), RIVERBEND, after=FIRST)

    assert occasion is not None
    assert occasion.period == next(
        nominal_days(rule(every=every, starts=starts), since=FIRST + DAY)
    )


def test_every_two_weeks_goes_on_over_a_year_of_53_weeks() -> None:
    fortnightly = rule(every=2, starts=date(2026, 12, 17))

    days = list(islice(nominal_days(fortnightly, since=date.min), 3))

    assert days == [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2027-03-14T01:59", "2027-03-14T06:59"),
        ("2027-03-14T02:30", "2027-03-14T07:30"),
        ("2027-03-14T03:00", "2027-03-14T07:00"),
        ("2027-11-07T01:30", "2027-11-07T05:30"),
    ],
    ids=["before the gap", "in the gap", "after the gap", "doubled"],
)
def test_a_skipped_time_comes_later_and_of_a_doubled_one_it_is_the_first(
    wall: str, moment: str
) -> None:
    clock = datetime.fromisoformat(wall)

    assert at_wall_clock(clock.date(), clock.time(), NEW_YORK) == utc(moment)
    assert at_wall_clock(clock.date(), clock.time().replace(fold=1), NEW_YORK) == utc(moment)


def test_the_day_is_the_one_of_the_place() -> None:
    assert local_day(utc("2027-01-11T03:00"), NEW_YORK) == date(2027, 1, 10)
    assert local_day(utc("2027-01-11T03:00"), "Asia/Tokyo") == date(2027, 1, 11)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTimeError):
        local_day(datetime(2027, 1, 11), NEW_YORK)  # noqa: DTZ001 - what is refused here


@pytest.mark.parametrize(
    ("now", "at", "moment"),
    [
        ("2027-01-11T12:00", "08:00", "2027-01-11T12:00"),
        ("2027-01-11T11:59", "08:00", "2027-01-11T13:00"),
        ("2027-01-11T11:59", "05:30", "2027-01-11T11:59"),
        ("2027-01-11T23:59", "08:00", "2027-01-11T23:59"),
        ("2027-01-12T00:00", "08:00", "2027-01-12T13:00"),
        ("2027-01-15T20:00", "08:00", "2027-01-15T20:00"),
        ("2027-01-16T15:00", "08:00", "2027-01-19T13:00"),
        ("2027-01-12T00:30", "20:00", "2027-01-12T01:00"),
        ("2027-01-12T01:05", "20:00", "2027-01-12T01:05"),
        ("2027-01-12T02:00", "20:00", "2027-01-13T01:00"),
    ],
)
def test_what_is_late_waits_for_the_day_but_not_longer(now: str, at: str, moment: str) -> None:
    due = good_moment(utc(now), zone=NEW_YORK, at=time.fromisoformat(at), days=RIVERBEND)

    assert due == utc(moment)


def test_where_schools_stay_closed_what_is_late_comes_at_its_usual_time() -> None:
    due = good_moment(utc("2027-01-11T12:00"), zone=NEW_YORK, at=time(8), days=ALWAYS_CLOSED)

    assert due == utc("2027-01-11T13:00")
    assert good_moment(due, zone=NEW_YORK, at=time(8), days=ALWAYS_CLOSED) == due


@pytest.mark.parametrize(
    ("now", "hours", "moment"),
    [
        ("2027-01-11T12:00", 24, "2027-01-11T13:00"),
        ("2027-01-12T13:00", 24, "2027-01-11T13:00"),
        ("2027-01-12T13:01", 24, "2027-01-19T13:00"),
        ("2027-01-20T12:00", 24, "2027-01-19T13:00"),
        ("2027-02-17T13:00", 0, "2027-02-22T13:00"),
    ],
    ids=["ahead", "just in time", "too late", "moved by a holiday", "in a recess"],
)
def test_someone_new_is_asked_from_the_first_occasion_that_is_not_too_late(
    now: str, hours: int, moment: str
) -> None:
    occasion = first_period(rule(), RIVERBEND, now=utc(now), grace=timedelta(hours=hours))

    assert occasion is not None
    assert occasion.moment == utc(moment)


def test_a_digest_is_made_on_its_day_or_the_next_open_one() -> None:
    plan = DigestPlan()

    week, recess = Week(year=2027, number=2), Week(year=2027, number=7)

    assert digest_moment(plan, week, NEW_YORK, RIVERBEND) == utc("2027-01-15T20:00")
    assert digest_moment(plan, recess, NEW_YORK, RIVERBEND) == utc("2027-02-22T20:00")


def test_a_digest_is_about_the_time_since_the_last_one() -> None:
    week = Week(year=2027, number=11)

    planned = digest_window(DigestPlan(), week, NEW_YORK)
    unplanned = digest_window(None, week, NEW_YORK)

    assert planned == (utc("2027-03-12T20:00"), utc("2027-03-19T19:00"))
    assert unplanned == (utc("2027-03-15T04:00"), utc("2027-03-22T04:00"))
