"""Reminding: once more in private, only who was really asked, never at night or on a closed day."""

from dataclasses import replace
from datetime import date, time
from importlib import import_module

import pytest

from bot.domain.cadence import Weekday
from bot.domain.calendar import Period
from bot.domain.delivery import Delivery, DeliveryKind
from bot.load import PartnershipFile
from tests.fakes import MONDAY, Office, riverbend, text_of
from tests.jobs.looking import (
    BOYD,
    NEW_YORK,
    ONE_DAY,
    ONE_MINUTE,
    checkins,
    deliveries,
    found,
    leaders,
    ny,
    prefer,
    put,
    reload,
    riverbend_with,
    sent_to,
    troubled,
    walk,
)

EIGHT = ny("2027-01-11 08:00")


@pytest.fixture
async def asked(office: Office) -> Office:
    """Everybody in New York was asked on Monday at 8:00."""
    await office.tick(EIGHT)
    return office


async def reminders(office: Office) -> list[str]:
    """When boyd was sent reminders, by the clock in New York."""
    made = await deliveries(office)
    sent = [d for d in made if d.kind is DeliveryKind.REMINDER and d.state.value == "sent"]
    return [f"{d.changed_at.astimezone(NEW_YORK):%a %H:%M}" for d in sent]


def snow(*days: int) -> PartnershipFile:
    calendar = riverbend().partnership.calendar
    first, last = date(2027, 1, days[0]), date(2027, 1, days[-1])
    closed = (Period(first=first, last=last, name="Snow"), *calendar.closed)
    return riverbend_with(calendar=replace(calendar, closed=closed))


async def test_reminders_come_after_one_and_after_three_days(asked: Office) -> None:
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == ["Tue 08:00", "Thu 08:00"]
    _, first, second = sent_to(asked, "boyd")
    assert first == second
    assert first.startswith("Still open")


async def test_a_reminder_offers_the_same_buttons(asked: Office) -> None:
    await asked.tick(EIGHT + ONE_DAY)
    card, reminder = asked.platform.to("boyd")
    assert [b.value for b in reminder.buttons()] == [b.value for b in card.buttons()]
    assert "tap per strategy" in text_of(reminder)


@pytest.mark.parametrize("label", ["steady", "Skip this time"])
async def test_who_answered_or_skipped_is_not_reminded(asked: Office, label: str) -> None:
    await asked.press("boyd", asked.platform.to("boyd")[0], label)
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == []


async def test_whose_card_never_arrived_is_not_reminded(office: Office) -> None:
    office.platform.busy[BOYD] = 1000
    await office.tick()
    office.platform.busy[BOYD] = 0
    await office.tick(MONDAY + ONE_DAY)
    assert await reminders(office) == []


async def test_who_wants_no_reminders_gets_none(asked: Office) -> None:
    await prefer(asked, "boyd", reminders=False)
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == []


async def test_who_went_away_after_the_asking_is_left_in_peace(asked: Office) -> None:
    await prefer(asked, "boyd", away_until=date(2027, 1, 14))
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == ["Thu 08:00"]


async def test_later_gives_exactly_one_more(asked: Office) -> None:
    await asked.tick(ny("2027-01-11 09:00"))
    await asked.press("boyd", asked.platform.to("boyd")[0], "Later")
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == ["Mon 12:00", "Tue 08:00", "Thu 08:00"]


async def test_later_in_the_evening_does_not_come_together_with_the_next_reminder(
    office: Office,
) -> None:
    """Later says Tuesday at 8:00:00, the first reminder would come at 8:00:10."""
    await office.tick(MONDAY)
    await office.tick(ny("2027-01-11 17:30"))
    await office.press("boyd", office.platform.to("boyd")[0], "Later")
    await walk(office, ny("2027-01-12 07:59"))
    await walk(office, ny("2027-01-12 09:00"), ONE_MINUTE / 12)
    await walk(office, ny("2027-01-17 12:00"), ONE_MINUTE * 10)
    assert await reminders(office) == ["Tue 08:00", "Thu 08:10"]


async def test_nobody_is_reminded_at_night(asked: Office) -> None:
    (checkin,) = await checkins(asked)
    await put(asked, checkin.later(ny("2027-01-12 23:00")))
    await walk(asked, ny("2027-01-14 07:30"))
    assert await reminders(asked) == ["Wed 08:00"]


async def test_nobody_is_reminded_on_a_closed_day(asked: Office) -> None:
    await reload(asked, snow(12))
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == ["Wed 08:00", "Thu 08:00"]


async def test_two_reminders_that_closed_days_bring_together_become_one(office: Office) -> None:
    """Asked on Friday: after one day it is Saturday, after three days Monday."""
    await reload(office, riverbend_with(cadences=leaders(day=Weekday.FRIDAY)))
    await office.tick(ny("2027-01-22 08:00") + ONE_MINUTE)
    await walk(office, ny("2027-01-25 07:59"))
    await walk(office, ny("2027-01-25 09:00"), ONE_MINUTE / 2)
    assert await reminders(office) == ["Mon 08:00"]


async def test_reminders_that_are_late_keep_to_ones_own_time(asked: Office) -> None:
    await prefer(asked, "boyd", at=time(18))
    await asked.tick(ny("2027-01-12 22:00"))
    await walk(asked, ny("2027-01-13 19:00"), ONE_MINUTE * 10)
    assert await reminders(asked) == ["Wed 18:00"]


async def test_a_check_in_whose_cadence_is_gone_is_still_reminded_of(asked: Office) -> None:
    await reload(asked, riverbend_with(cadences=()))
    await asked.tick(ny("2027-01-12 22:00"))
    await walk(asked, ny("2027-01-13 09:00"))
    assert await reminders(asked) == ["Wed 08:00"]


async def test_a_refused_reminder_is_dropped_once_there_is_an_answer(asked: Office) -> None:
    asked.platform.busy[BOYD] = 1
    await asked.tick(EIGHT + ONE_DAY)
    await asked.press("boyd", asked.platform.to("boyd")[0], "steady")
    await asked.tick(EIGHT + ONE_DAY + 5 * ONE_MINUTE)
    assert await reminders(asked) == []
    assert [d.state.value for d in await deliveries(asked)] == ["sent", "skipped"]


async def test_whoever_left_is_not_reminded(asked: Office) -> None:
    file = riverbend()
    await reload(asked, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == []


async def test_after_downtime_there_is_one_reminder_and_not_one_for_each_day(
    asked: Office,
) -> None:
    await asked.tick(ny("2027-01-14 10:00"))
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == ["Thu 10:00"]


async def test_a_reminder_lost_with_its_workspace_is_not_kept(asked: Office) -> None:
    await reload(asked, riverbend_with(workspaces=()))
    assert (await asked.tick(EIGHT + ONE_DAY)).queued == 0


async def test_many_are_reminded_in_several_batches(
    asked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("bot.jobs.remind"), "BATCH", 3)
    await asked.tick(EIGHT + ONE_DAY)
    made = await found(asked.store, Delivery, kind=DeliveryKind.REMINDER)
    assert len(made) == 7


async def test_whose_card_has_only_just_arrived_is_not_reminded(asked: Office) -> None:
    """Refused until half an hour before the first reminder would come."""
    (card,) = await deliveries(asked)
    await put(asked, replace(card, changed_at=EIGHT + ONE_DAY - 30 * ONE_MINUTE))
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == ["Thu 08:00"]


async def test_a_refused_reminder_gives_way_to_the_next(asked: Office) -> None:
    asked.platform.busy[BOYD] = 1000
    await asked.tick(EIGHT + ONE_DAY)
    await asked.tick(EIGHT + ONE_DAY + 3 * ONE_MINUTE)
    asked.platform.busy[BOYD] = 0
    await asked.tick(ny("2027-01-13 20:30"))
    await walk(asked, ny("2027-01-17 12:00"))
    assert await reminders(asked) == ["Thu 08:00"]


async def test_a_reminder_is_tried_again_only_while_it_makes_sense(asked: Office) -> None:
    trouble = troubled(asked)
    trouble.busy[BOYD] = 1000
    await walk(asked, ny("2027-01-17 12:00"))
    assert {d.state.value for d in await deliveries(asked)} == {"sent", "skipped"}
    assert max(at for at, address in trouble.tries if address == BOYD) < ny("2027-01-15 08:00")
