"""Asking on time: once per period, by the clock on each person's wall, on open days."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.checkin import CheckIn
from bot.domain.schedule import Occurs, Schedule
from tests.fakes import MONDAY, Office
from tests.jobs.looking import (
    ONE_DAY,
    checkins,
    colleague,
    deliveries,
    found,
    leaders,
    ny,
    prefer,
    put,
    reload,
    riverbend_with,
    schedule,
    sent_to,
    states,
    walk,
)


async def test_everybody_whose_time_has_come_is_asked_and_nobody_twice(office: Office) -> None:
    first, second = await office.tick(), await office.tick()
    assert (first.queued, first.sent) == (7, 7)
    assert (second.queued, second.sent) == (0, 0)


async def test_nobody_is_asked_before_the_time(office: Office) -> None:
    assert (await office.tick(ny("2027-01-11 07:59:59"))).queued == 0


async def test_the_principal_in_chicago_comes_an_hour_later(office: Office) -> None:
    await office.tick()
    assert sent_to(office, "haddad") == []
    assert (await office.tick(ny("2027-01-11 09:00"))).sent == 1
    assert len(sent_to(office, "haddad")) == 1


async def test_a_holiday_moves_the_asking_to_the_next_day(office: Office) -> None:
    await office.tick()
    await walk(office, ny("2027-01-19 07:30"))
    before = len(sent_to(office, "boyd"))
    await walk(office, ny("2027-01-19 08:30"))
    periods = [checkin.period for checkin in await checkins(office)]
    assert len(sent_to(office, "boyd")) == before + 1
    assert periods == [date(2027, 1, 11), date(2027, 1, 18)]


async def test_after_the_change_of_the_clock_the_wall_still_shows_eight(office: Office) -> None:
    office.now = ny("2027-03-14 12:00")
    await office.tick()
    assert (await office.tick(ny("2027-03-15 07:59"))).sent == 0
    assert (await office.tick(ny("2027-03-15 08:00"))).sent == 7
    assert (await checkins(office))[0].asked_at.isoformat() == "2027-03-15T12:00:00+00:00"


async def test_a_week_of_recess_merges_with_the_next(office: Office) -> None:
    office.now = ny("2027-02-12 12:00")
    await walk(office, ny("2027-02-26 12:00"))
    periods = [checkin.period for checkin in await checkins(office)]
    assert periods == [date(2027, 2, 22)]


async def test_every_two_weeks_counts_from_its_start(office: Office) -> None:
    await walk(office, ny("2027-02-03 12:00"), ONE_DAY / 4)
    asked = await checkins(office, "vance")
    # The 18th is a holiday.
    assert [checkin.period for checkin in asked] == [date(2027, 1, 18), date(2027, 2, 1)]
    assert asked[0].asked_at.astimezone(ny("2027-01-19 00:00").tzinfo).day == 19


async def test_a_check_in_carries_what_it_was_opened_with(office: Office) -> None:
    await office.tick()
    (checkin,) = await checkins(office)
    assert checkin.asked_at == MONDAY
    assert checkin.closes_at == ny("2027-01-15 08:00")
    assert checkin.reminders == (MONDAY + ONE_DAY, MONDAY + 3 * ONE_DAY)
    assert [question.key for question in checkin.questions] == [
        "where",
        "in-the-way",
        "helping",
        "next",
    ]


async def test_a_cadence_may_ask_questions_that_nobody_wrote(office: Office) -> None:
    """The file's checks forbid it; then the card still has its ratings and its reply."""
    await reload(office, riverbend_with(cadences=leaders(questions="nowhere")))
    await office.tick()
    (checkin,) = await checkins(office)
    assert checkin.questions == ()
    assert len(sent_to(office, "boyd")) == 1


async def test_without_reminders_none_is_planned(office: Office) -> None:
    await reload(office, riverbend_with(cadences=leaders(remind_after=())))
    await office.tick()
    assert (await checkins(office))[0].remind_at is None


async def test_who_is_away_is_not_asked_and_that_is_kept(office: Office) -> None:
    await prefer(office, "boyd", away_until=date(2027, 1, 13))
    assert (await office.tick()).sent == 6
    assert await states(office) == ["away"]
    assert await deliveries(office) == []


async def test_who_is_back_is_asked_again(office: Office) -> None:
    await prefer(office, "boyd", away_until=date(2027, 1, 19))
    await office.tick()
    await walk(office, ny("2027-01-19 08:30"))
    assert await states(office) == ["away", "open"]
    assert len(sent_to(office, "boyd")) == 1


async def test_who_cannot_be_reached_is_marked_and_not_tried_for_ever(office: Office) -> None:
    office.platform.closed["U000000004"] = "The account was closed."
    tally = await office.tick()
    office.platform.closed.clear()
    await walk(office, ny("2027-01-26 12:00"), ONE_DAY / 4)
    assert (tally.sent, tally.failed) == (6, 1)
    assert await states(office) == ["unreached"] * 3
    assert sent_to(office, "boyd") == []


async def test_who_writes_again_is_asked_again(office: Office) -> None:
    office.platform.closed["U000000004"] = "The account was closed."
    await office.tick()
    office.platform.closed.clear()
    await office.say("boyd", "/headway help")
    await walk(office, ny("2027-01-19 09:00"))
    assert await states(office) == ["closed", "open"]
    asked = [text for text in sent_to(office, "boyd") if text.startswith("Good morning")]
    assert len(asked) == 2


async def test_whoever_left_is_not_asked(office: Office) -> None:
    file = riverbend_with()
    await reload(office, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))
    assert (await office.tick()).queued == 6
    assert (await schedule(office)).next_due is None


async def test_whoever_comes_back_is_not_made_up_for_what_they_missed(office: Office) -> None:
    file = riverbend_with()
    await office.tick(ny("2027-01-08 12:00"))
    await reload(office, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))
    await office.tick(ny("2027-03-02 12:00"))
    await reload(office, file)
    await walk(office, ny("2027-03-08 12:00"))
    assert [checkin.period for checkin in await checkins(office)] == [date(2027, 3, 8)]


@pytest.mark.parametrize(
    ("cadence", "who"),
    [("gone", "boyd"), ("leaders-weekly", "nobody"), ("partner-biweekly", "boyd")],
)
async def test_a_row_for_which_nobody_is_to_be_asked_comes_to_rest(
    office: Office, cadence: str, who: str
) -> None:
    row = Schedule(partnership="riverbend", occurs=Occurs.CHECK_IN, cadence=cadence, person=who)
    await put(office, row)
    await office.tick()
    (after,) = await found(office.store, Schedule, cadence=cadence, person=who)
    assert (after.next_due, after.period) == (None, None)


async def test_who_has_no_workspace_is_asked_nothing(office: Office) -> None:
    await reload(office, riverbend_with(workspaces=()))
    assert (await office.tick()).queued == 0
    assert await states(office) == ["unreached"]


async def test_schools_that_never_open_again_ask_nobody(office: Office) -> None:
    calendar = riverbend_with().partnership.calendar
    closed = replace(calendar.closed[0], first=date(2027, 1, 1), last=date(2030, 1, 1))
    await reload(office, riverbend_with(calendar=replace(calendar, closed=(closed,))))
    await office.tick()
    assert await found(office.store, CheckIn) == []
    assert (await schedule(office)).next_due is None


async def test_the_last_asking_before_schools_close_for_good_is_the_last(office: Office) -> None:
    calendar = riverbend_with().partnership.calendar
    closed = replace(calendar.closed[0], first=date(2027, 1, 16), last=date(2030, 1, 1))
    await reload(office, riverbend_with(calendar=replace(calendar, closed=(closed,))))
    await office.tick()
    assert len(await checkins(office)) == 1
    assert (await schedule(office)).next_due is None


async def test_a_person_of_two_cadences_is_asked_in_each(office: Office) -> None:
    extra = replace(leaders()[0], key="extra", people=("boyd",), levels=(), at=time(10))
    await reload(office, riverbend_with(cadences=(*leaders(), extra)))
    await office.tick()
    await office.tick(ny("2027-01-11 10:00"))
    assert [checkin.cadence for checkin in await checkins(office)] == ["extra", "leaders-weekly"]
    assert len(sent_to(office, "boyd")) == 2


async def test_a_restarted_process_asks_nobody_again(office: Office) -> None:
    await office.tick()
    assert (await colleague(office).tick()).queued == 0
