"""What always holds of rhythms: in every zone, over both changes of the clock."""

from datetime import date, datetime, time, timedelta
from itertools import cycle, islice, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.calendar import SchoolDays
from bot.domain.digest import Week
from bot.rhythm import (
    digest_moment,
    digest_window,
    first_period,
    good_moment,
    nominal_days,
)
from tests.rhythms import (
    DAY,
    FIRST,
    LAST,
    RIVERBEND,
    ZONES,
    asked_in_the_year,
    calendars,
    daytimes,
    expected,
    moments,
    occasions,
    on_the_wall,
    plans,
    rule,
    weekdays,
    zones,
)


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
