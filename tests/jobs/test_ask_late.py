"""Asking late: after downtime somebody is asked once at a good moment, or it is said why not."""

from datetime import date, time, timedelta

import pytest
from structlog.testing import capture_logs

from tests.fakes import Office, text_of
from tests.jobs.looking import (
    ONE_DAY,
    PARTNER,
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


@pytest.fixture
async def down(office: Office) -> Office:
    """Everybody is planned for Monday at 8:00; then Headway stands still."""
    await office.tick(ny("2027-01-10 12:00"))
    return office


@pytest.mark.parametrize(
    ("back", "asked"),
    [
        ("2027-01-11 08:59", "2027-01-11 08:59"),
        ("2027-01-11 16:00", "2027-01-11 16:00"),
        ("2027-01-11 19:00", "2027-01-12 08:00"),
        ("2027-01-12 02:00", "2027-01-12 08:00"),
        ("2027-01-12 07:00", "2027-01-12 07:00"),
        ("2027-01-14 10:00", "2027-01-14 10:00"),
        ("2027-01-15 07:30", "2027-01-15 07:30"),
    ],
)
async def test_who_is_late_within_the_window_is_asked_once_at_a_good_moment(
    down: Office, back: str, asked: str
) -> None:
    await down.tick(ny(back))
    await walk(down, ny("2027-01-15 13:00"))
    cards = [card for card in sent_to(down, "boyd") if "Two minutes" in card]
    (checkin,) = await checkins(down)
    assert len(cards) == 1
    assert checkin.asked_at == ny(asked)


@pytest.mark.parametrize("back", ["2027-01-14 20:00", "2027-01-15 09:00", "2027-01-16 12:00"])
async def test_who_would_be_asked_after_the_window_is_left_out(down: Office, back: str) -> None:
    tally = await down.tick(ny(back))
    assert await states(down) == ["missed"]
    assert sent_to(down, "boyd") == []
    assert tally.skipped == 8


async def test_late_and_with_an_early_end_nobody_is_asked_at_night(office: Office) -> None:
    await reload(office, riverbend_with(cadences=leaders(open_for=timedelta(hours=12))))
    await office.tick(ny("2027-01-10 12:00"))
    await office.tick(ny("2027-01-11 19:30"))
    assert await states(office) == ["missed"]


async def test_what_was_left_out_is_logged_and_told_to_the_partner(down: Office) -> None:
    with capture_logs() as logged:
        await down.tick(ny("2027-01-16 12:00"))
    assert [(line["action"], line["count"]) for line in logged] == [("checkins_missed", 8)]
    await walk(down, ny("2027-01-19 15:30"))
    told = [text_of(message) for message in down.platform.to(PARTNER)]
    assert "8 check-ins fell due while Headway was not running" in "\n".join(told)


async def test_each_week_of_a_long_downtime_is_kept_as_missed(down: Office) -> None:
    await down.tick(ny("2027-02-06 12:00"))
    periods = [checkin.period.isoformat() for checkin in await checkins(down)]
    assert periods == ["2027-01-11", "2027-01-18", "2027-01-25", "2027-02-01"]
    assert await states(down) == ["missed"] * 4


async def test_after_downtime_the_rhythm_goes_on(down: Office) -> None:
    await down.tick(ny("2027-01-16 12:00"))
    await walk(down, ny("2027-01-19 08:30"))
    assert await states(down) == ["missed", "open"]


async def test_downtime_while_somebody_is_away_is_their_absence(down: Office) -> None:
    await prefer(down, "boyd", away_until=date(2027, 1, 20))
    await down.tick(ny("2027-01-13 12:00"))
    assert await states(down) == ["away"]


@pytest.mark.parametrize("back", ["2027-01-11 20:30", "2027-01-12 20:30"])
async def test_who_wants_the_evening_is_asked_in_the_evening(office: Office, back: str) -> None:
    """20:30 is within the hour of 20:00, so it is late and still no night."""
    await prefer(office, "boyd", at=time(20))
    await office.tick(ny("2027-01-10 12:00"))
    await office.tick(ny(back))
    assert len(sent_to(office, "boyd")) == 1


async def test_a_late_check_in_has_its_reminders_counted_from_when_it_was_asked(
    down: Office,
) -> None:
    await down.tick(ny("2027-01-12 14:00"))
    (checkin,) = await checkins(down)
    assert checkin.remind_at == ny("2027-01-12 14:00") + ONE_DAY
    assert checkin.closes_at == ny("2027-01-15 08:00")
