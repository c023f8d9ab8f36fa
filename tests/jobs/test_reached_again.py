"""People who could not be reached when they were to be asked, and can be now."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.partnership import Partnership
from bot.ledger.deliveries import ask_after_all
from bot.ledger.people import seen_again
from tests.fakes import MONDAY, Office
from tests.jobs.looking import BOYD, ONE_DAY, checkins, deliveries, ny, person, states

GONE = "The account was closed."


async def back(office: Office, now: datetime) -> None:
    """The platform shows Boyd again."""
    office.platform.closed.clear()
    found = await person(office)
    async with office.store.write() as tx:
        await seen_again(tx, found, now=now)


@pytest.fixture
async def lost(office: Office) -> Office:
    """Boyd could not be reached when the check-in was sent."""
    office.platform.closed[BOYD] = GONE
    await office.tick()
    assert await states(office) == ["unreached"]
    return office


async def test_they_are_asked_then(lost: Office) -> None:
    await back(lost, ny("2027-01-11 10:00"))
    await lost.tick(ny("2027-01-11 10:01"))
    assert len(lost.platform.to("boyd")) == 1
    assert await states(lost) == ["open"]


async def test_who_was_known_not_to_be_reached_is_asked_then_too(office: Office) -> None:
    boyd = await person(office)
    async with office.store.write() as tx:
        await tx.put(replace(boyd, unreachable_since=MONDAY - ONE_DAY, unreachable_because=GONE))
    await office.tick()
    assert not await deliveries(office)
    await back(office, ny("2027-01-11 10:00"))
    await office.tick(ny("2027-01-11 10:01"))
    assert len(office.platform.to("boyd")) == 1


async def test_who_writes_is_asked_then(lost: Office) -> None:
    lost.platform.closed.clear()
    await lost.say("boyd", "/commit share the rubric by Friday")
    await lost.tick(ny("2027-01-11 10:01"))
    assert "Two minutes" in lost.platform.to("boyd")[-1].text


async def test_nobody_is_asked_at_night(lost: Office) -> None:
    await back(lost, ny("2027-01-11 23:30"))
    await lost.tick(ny("2027-01-11 23:31"))
    assert not lost.platform.to("boyd")
    await lost.tick(ny("2027-01-12 08:00"))
    assert len(lost.platform.to("boyd")) == 1


async def test_nobody_is_asked_when_the_time_is_over(lost: Office) -> None:
    (checkin,) = await checkins(lost)
    await back(lost, checkin.closes_at + ONE_DAY)
    assert await states(lost) == ["unreached"]


async def test_they_are_asked_once(lost: Office) -> None:
    for hour in (10, 11):
        await back(lost, ny(f"2027-01-11 {hour}:00"))
        await lost.tick(ny(f"2027-01-11 {hour}:01"))
    assert len(lost.platform.to("boyd")) == 1


async def test_a_reminder_follows_as_after_any_question(lost: Office) -> None:
    await back(lost, ny("2027-01-11 10:00"))
    (checkin,) = await checkins(lost)
    assert checkin.remind_at == min(checkin.reminders)


async def test_where_their_side_has_no_workspace_any_more_nothing_is_asked(lost: Office) -> None:
    async with lost.store.write() as tx:
        found = await tx.get(Partnership, "riverbend")
        assert found is not None
        await tx.put(replace(found, workspaces=()))
        await ask_after_all(tx, await person(lost), now=ny("2027-01-11 10:00"))
    assert await states(lost) == ["unreached"]
