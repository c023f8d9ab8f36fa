"""The rhythm: examples from a school year, and what must hold in every zone of the world."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import cycle, islice, pairwise, takewhile
from zoneinfo import ZoneInfo, available_timezones

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.calendar import Period, SchoolCalendar, SchoolDays
from bot.domain.digest import Week
from bot.domain.errors import NaiveTimeError
from bot.rhythm import (
    Occasion,
    Rule,
    at_wall_clock,
    digest_moment,
    digest_window,
    first_period,
    good_moment,
    local_day,
    next_occasion,
    nominal_days,
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


# ------------------------------------------------------------------------------ examples


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


# ---------------------------------------------------------------------- what always holds


def test_mondays_at_eight_are_kept_in_every_zone_for_a_year() -> None:
    assert len(ZONES) > 400
    wanted = expected(rule(), RIVERBEND)

    for zone in ZONES:
        asked = asked_in_the_year(rule(zone=zone), RIVERBEND)
        found = {each.period: on_the_wall(each.moment, zone) for each in asked}
        assert (len(asked), found) == (len(wanted), wanted), zone


@settings(max_examples=2, deadline=None)
@given(draws=st.lists(st.tuples(weekdays, daytimes, calendars), min_size=5, max_size=5))
def test_everybody_everywhere_is_asked_once_a_week_with_an_open_day(
    draws: list[tuple[Weekday, time, SchoolDays]],
) -> None:
    """One pass over all zones, each with the next of the drawn days, times and calendars."""
    wanted = [expected(rule(day=day, at=at), days) for day, at, days in draws]

    for zone, (day, at, days), due in zip(ZONES, cycle(draws), cycle(wanted), strict=False):
        asked = asked_in_the_year(rule(day=day, at=at, zone=zone), days)
        found = {each.period: on_the_wall(each.moment, zone) for each in asked}
        assert (len(asked), found) == (len(due), due), zone


@settings(max_examples=80, deadline=None)
@given(day=weekdays, at=daytimes, zone=zones, days=calendars, every=st.integers(1, 9))
def test_nobody_is_asked_twice_or_in_the_night_or_on_a_closed_day(
    day: Weekday, at: time, zone: str, days: SchoolDays, every: int
) -> None:
    by = rule(every=every, day=day, at=at, zone=zone)
    asked = asked_in_the_year(by, days)

    for each in asked:
        wall = on_the_wall(each.moment, zone)
        assert time(6) <= wall.time() < time(21)
        assert days.is_open(wall.date())
        assert each.period <= wall.date() < each.period + timedelta(weeks=every)
    for earlier, later in pairwise(asked):
        assert earlier.period < later.period
        assert earlier.moment < later.moment


@settings(max_examples=60, deadline=None)
@given(day=weekdays, days=calendars, every=st.integers(1, 9), starts=st.dates(FIRST, LAST))
def test_a_period_is_left_out_only_when_schools_are_closed_until_the_next(
    day: Weekday, days: SchoolDays, every: int, starts: date
) -> None:
    by = rule(every=every, day=day, starts=starts)
    asked = {each.period for each in asked_in_the_year(by, days)}

    for nominal, following in pairwise(nominal_days(by, since=FIRST + DAY)):
        if nominal > LAST:
            break
        ahead = range((following - nominal).days)
        assert (nominal in asked) == any(days.is_open(nominal + DAY * n) for n in ahead)


@given(
    day=weekdays,
    every=st.integers(1, 60),
    starts=st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    since=st.dates(date(1960, 1, 1), date(2060, 1, 1)),
)
def test_a_rhythm_is_kept_for_decades_from_wherever_one_looks(
    day: Weekday, every: int, starts: date | None, since: date
) -> None:
    by = rule(every=every, day=day, starts=starts)
    step = timedelta(weeks=every)
    anchor = next(nominal_days(by, since=starts or date(1960, 1, 1)))

    days = list(islice(nominal_days(by, since=since), 100))

    assert all(later - earlier == step for earlier, later in pairwise(days))
    assert (days[0] - anchor) % step == timedelta()
    assert days[0].weekday() == day
    assert max(since, starts or since) <= days[0]
    assert days[0] - step < since or days[0] == anchor


@given(starts=st.dates(date(1990, 1, 1), date(2060, 1, 1)), day=weekdays)
def test_a_rhythm_begins_within_a_week_of_its_start(starts: date, day: Weekday) -> None:
    begins = next(nominal_days(rule(every=4, day=day, starts=starts), since=date(1980, 1, 1)))

    assert timedelta() <= begins - starts < timedelta(weeks=1)


@settings(max_examples=80, deadline=None)
@given(zone=zones, days=calendars, now=moments, every=st.integers(1, 5), grace=st.integers(0, 200))
def test_someone_new_misses_no_occasion_and_gets_none_that_is_too_late(
    zone: str, days: SchoolDays, now: datetime, every: int, grace: int
) -> None:
    by = rule(every=every, zone=zone)
    oldest = now - timedelta(hours=grace)

    asked = first_period(by, days, now=now, grace=timedelta(hours=grace))

    in_turn = occasions(by, days, after=date(2026, 6, 1))
    assert asked == next(each for each in in_turn if each.moment >= oldest)


@settings(max_examples=80, deadline=None)
@given(now=moments, zone=zones, at=daytimes, days=calendars)
def test_a_good_moment_is_by_day_on_an_open_day_and_stays_good(
    now: datetime, zone: str, at: time, days: SchoolDays
) -> None:
    due = good_moment(now, zone=zone, at=at, days=days)

    wall = on_the_wall(due, zone)
    assert due >= now
    assert time(6) <= wall.time() < time(21)
    assert days.is_open(wall.date())
    assert good_moment(due, zone=zone, at=at, days=days) == due


@settings(max_examples=60, deadline=None)
@given(plan=st.none() | plans, zone=zones, day=st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_digests_of_consecutive_weeks_join_without_gap_or_overlap(
    plan: DigestPlan | None, zone: str, day: date
) -> None:
    weeks = [Week.of(day + timedelta(weeks=ahead)) for ahead in range(60)]

    windows = [digest_window(plan, week, zone) for week in weeks]

    for (after, until), (next_after, _) in pairwise(windows):
        assert after < until == next_after


@settings(max_examples=80, deadline=None)
@given(plan=plans, zone=zones, day=st.dates(FIRST, LAST), days=calendars)
def test_a_digest_is_never_made_before_its_time(
    plan: DigestPlan, zone: str, day: date, days: SchoolDays
) -> None:
    week = Week.of(day)
    _, nominal = digest_window(plan, week, zone)

    due = digest_moment(plan, week, zone, days)

    assert due == nominal or not days.is_open(week.day(plan.day))
    assert due >= nominal
