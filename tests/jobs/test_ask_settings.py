"""Settings change: what is open stays as it is, and no week is asked twice or forgotten."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.cadence import Weekday
from bot.domain.calendar import Period
from bot.load import PartnershipFile
from tests.fakes import Office, riverbend
from tests.jobs.looking import (
    ONE_DAY,
    checkins,
    leaders,
    ny,
    prefer,
    reload,
    riverbend_with,
    sent_to,
    states,
    walk,
)

CLOSED = riverbend().partnership.calendar.closed
SNOW = Period(first=date(2027, 1, 11), last=date(2027, 1, 12), name="Snow")


def with_cadence(**changes: object) -> PartnershipFile:
    return riverbend_with(cadences=leaders(**changes))


def in_zone(zone: str) -> PartnershipFile:
    file = riverbend()
    return replace(file, people=tuple(replace(p, timezone=zone) for p in file.people))


def cards(office: Office) -> int:
    return sum("Two minutes" in text for text in sent_to(office, "boyd"))


CHANGES = {
    "another time": with_cadence(at=time(10)),
    "another day": with_cadence(day=Weekday.WEDNESDAY),
    "every two weeks": with_cadence(every=2, starts=date(2027, 1, 11)),
    "another start": with_cadence(starts=date(2027, 1, 13)),
    "longer and without reminders": with_cadence(open_for=timedelta(days=6), remind_after=()),
    "other questions": with_cadence(questions="partner"),
    "another zone": in_zone("Pacific/Honolulu"),
    "snow": riverbend_with(
        calendar=replace(riverbend().partnership.calendar, closed=(SNOW, *CLOSED))
    ),
    "nobody asked any more": riverbend_with(cadences=()),
}


@pytest.mark.parametrize("file", CHANGES.values(), ids=CHANGES)
async def test_a_changed_file_touches_no_open_check_in_and_asks_nobody_twice_in_a_week(
    office: Office, file: PartnershipFile
) -> None:
    await office.tick()
    before = await checkins(office)
    await office.tick(ny("2027-01-11 12:00"))
    await reload(office, file)
    await office.tick(ny("2027-01-11 12:01"))
    assert await checkins(office) == before
    await walk(office, ny("2027-01-17 23:00"), ONE_DAY / 8)
    assert cards(office) == 1


@pytest.mark.parametrize(
    "changes",
    [{"at": time(9, 30)}, {"at": time(7)}, {"timezone": "Asia/Tokyo"}, {"reminders": False}],
)
async def test_own_settings_touch_no_open_check_in_and_ask_nobody_twice_in_a_week(
    office: Office, changes: dict[str, object]
) -> None:
    await office.tick()
    before = await checkins(office)
    await prefer(office, "boyd", **changes)
    await office.tick(ny("2027-01-11 09:45"))
    assert await checkins(office) == before
    await walk(office, ny("2027-01-17 12:00"), ONE_DAY / 8)
    assert cards(office) == 1


async def test_ones_own_time_comes_before_the_cadences(office: Office) -> None:
    await prefer(office, "boyd", at=time(9, 30))
    await office.tick()
    assert cards(office) == 0
    await office.tick(ny("2027-01-11 09:30"))
    assert cards(office) == 1


async def test_ones_own_zone_comes_before_the_files(office: Office) -> None:
    office.now = ny("2027-01-11 08:00")
    await prefer(office, "boyd", timezone="America/Denver")
    await walk(office, ny("2027-01-11 10:30"))
    (checkin,) = await checkins(office)
    assert checkin.asked_at == ny("2027-01-11 10:00")


async def test_a_changed_zone_counts_from_the_next_week_on(office: Office) -> None:
    await office.tick(ny("2027-01-11 08:00"))
    await prefer(office, "boyd", timezone="America/Denver")
    await walk(office, ny("2027-01-19 12:00"))
    assert (await checkins(office))[1].asked_at == ny("2027-01-19 10:00")


async def test_another_day_counts_from_the_next_week_on(office: Office) -> None:
    await office.tick()
    await reload(office, CHANGES["another day"])
    await walk(office, ny("2027-01-22 12:00"))
    assert [c.period for c in await checkins(office)] == [date(2027, 1, 11), date(2027, 1, 20)]


async def test_weekly_instead_of_every_two_weeks_counts_from_the_next_week_on(
    office: Office,
) -> None:
    await reload(office, CHANGES["every two weeks"])
    await office.tick()
    await reload(office, riverbend())
    await walk(office, ny("2027-01-22 12:00"))
    assert [c.period for c in await checkins(office)] == [date(2027, 1, 11), date(2027, 1, 18)]


async def test_a_week_that_was_put_off_is_asked_though_the_file_changes(office: Office) -> None:
    """Down all Monday, put off from the night to Tuesday, and then the file is loaded again."""
    await office.tick(ny("2027-01-10 12:00"))
    await office.tick(ny("2027-01-11 22:00"))
    await reload(office, CHANGES["another time"])
    await walk(office, ny("2027-01-12 12:00"))
    (checkin,) = await checkins(office)
    assert (checkin.period, checkin.asked_at) == (date(2027, 1, 11), ny("2027-01-12 10:00"))


@pytest.mark.parametrize(
    ("file", "period"),
    [(CHANGES["another day"], date(2027, 1, 13)), (riverbend(), date(2027, 1, 11))],
)
async def test_a_day_that_changes_while_headway_is_down_loses_no_week(
    office: Office, file: PartnershipFile, period: date
) -> None:
    await reload(office, with_cadence(day=Weekday.TUESDAY))
    await office.tick(ny("2027-01-10 12:00"))
    office.now = ny("2027-01-14 09:00")
    await reload(office, file)
    await office.tick()
    (checkin,) = await checkins(office)
    assert (checkin.period, checkin.asked_at) == (period, office.now)


async def test_a_week_that_was_missed_is_kept_as_missed_though_the_file_changes(
    office: Office,
) -> None:
    await office.tick(ny("2027-01-10 12:00"))
    office.now = ny("2027-01-16 12:00")
    await reload(office, CHANGES["another time"])
    await walk(office, ny("2027-01-19 12:00"))
    assert await states(office) == ["missed", "open"]


async def test_whoever_moves_their_time_to_one_that_is_past_today_is_asked_today(
    office: Office,
) -> None:
    await prefer(office, "boyd", at=time(15))
    await office.tick()
    await office.tick(ny("2027-01-11 11:00"))
    await prefer(office, "boyd", at=time(7))
    await walk(office, ny("2027-01-17 12:00"), ONE_DAY / 8)
    assert [checkin.period for checkin in await checkins(office)] == [date(2027, 1, 11)]
    assert cards(office) == 1


async def test_a_start_that_was_put_off_is_waited_for(office: Office) -> None:
    await office.tick(ny("2027-01-10 12:00"))
    await reload(office, with_cadence(starts=date(2027, 2, 1)))
    await walk(office, ny("2027-02-02 12:00"), ONE_DAY / 8)
    assert [checkin.period for checkin in await checkins(office)] == [date(2027, 2, 1)]
