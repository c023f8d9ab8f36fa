"""Delivering after a crash: what was begun is looked up before it is sent again."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.domain.delivery import DeliveryState
from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from tests.fakes import MONDAY, Office, riverbend
from tests.jobs.looking import (
    BOYD,
    ONE_MINUTE,
    Trouble,
    colleague,
    deliveries,
    ny,
    put,
    reload,
    sent_to,
    states,
    troubled,
)

LATER = MONDAY + ONE_MINUTE


@pytest.fixture
async def handed_over(office: Office) -> Office:
    """Boyd's card arrived, and the process died before it could note that."""
    await office.tick()
    (card,) = await deliveries(office)
    await put(office, replace(card, state=DeliveryState.SENDING, reference=None))
    return office


@pytest.fixture
async def begun(handed_over: Office) -> Office:
    """The process died just before it handed over boyd's card."""
    handed_over.platform.sent.clear()
    handed_over.platform.references.clear()
    return handed_over


async def test_what_arrived_is_noted_as_sent_and_not_sent_again(handed_over: Office) -> None:
    tally = await handed_over.tick(LATER)
    (card,) = await deliveries(handed_over)
    assert len(sent_to(handed_over, "boyd")) == 1
    assert (card.state.value, tally.sent) == ("sent", 1)
    assert card.reference == handed_over.platform.references[card.id]


async def test_what_did_not_arrive_is_sent_once(begun: Office) -> None:
    await begun.tick(LATER)
    await begun.tick(LATER)
    assert len(sent_to(begun, "boyd")) == 1
    assert (await deliveries(begun))[0].state.value == "sent"


@pytest.mark.parametrize("said", [CannotTellError("No trace."), UnreachableError("Removed.")])
async def test_what_nobody_can_tell_is_never_sent_twice(begun: Office, said: Exception) -> None:
    troubled(begun).lost = said
    tally = await begun.tick(LATER)
    await begun.tick(LATER + ONE_MINUTE)
    (card,) = await deliveries(begun)
    assert (card.state.value, tally.failed) == ("failed", 1)
    assert card.error == "It is not known whether this arrived, so it is not sent again."
    assert sent_to(begun, "boyd") == []


async def test_while_the_platform_does_not_answer_it_is_neither_sent_nor_given_up(
    begun: Office,
) -> None:
    trouble = troubled(begun)
    trouble.lost = TryLaterError("busy")
    await begun.tick(LATER)
    assert (await deliveries(begun))[0].state.value == "sending"
    trouble.lost = None
    await begun.tick(LATER + ONE_MINUTE)
    assert len(sent_to(begun, "boyd")) == 1


async def test_a_platform_that_does_not_answer_is_not_asked_all_the_time(begun: Office) -> None:
    trouble = troubled(begun)
    trouble.lost = TryLaterError("busy")
    for second in (0, 2, 4, 6, 8, 10, 12):
        await begun.tick(LATER + timedelta(seconds=second))
    assert trouble.looked == 2


async def test_a_look_up_that_breaks_down_keeps_nobody_else_waiting(begun: Office) -> None:
    troubled(begun).lost = RuntimeError("a mistake in the adapter")
    with capture_logs() as logged:
        # Chicago's hour has come.
        assert (await begun.tick(ny("2027-01-11 09:00"))).sent == 1
    assert logged[0]["action"] == "send_broke_off"
    assert (await deliveries(begun))[0].state.value == "sending"


async def test_a_send_that_broke_off_is_left_when_the_person_is_gone(begun: Office) -> None:
    file = riverbend()
    await reload(begun, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))
    await begun.tick(LATER)
    assert (await deliveries(begun))[0].state.value == "skipped"


async def test_a_send_that_broke_off_before_a_week_of_downtime_was_no_asking(
    begun: Office,
) -> None:
    await begun.tick(ny("2027-01-16 12:00"))
    assert (await deliveries(begun))[0].state.value == "skipped"
    assert await states(begun) == ["missed"]
    assert sent_to(begun, "boyd") == []


async def test_a_tick_that_is_stopped_half_way_is_finished_by_the_next(office: Office) -> None:
    """As ``kill`` and a restart of the service do it; ``kill -9`` is tried in tests/faults."""
    trouble = troubled(office)
    trouble.gate = asyncio.Event()
    ticking = asyncio.create_task(office.tick())
    await trouble.began.wait()
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking
    trouble.gate.set()
    await colleague(office).tick(LATER)
    assert [len(sent_to(office, who)) for who in ("boyd", "chen", "price")] == [1, 1, 1]


async def test_a_crash_after_the_asking_leaves_the_sending_to_the_next(office: Office) -> None:
    platforms = office.desk.platforms
    office.desk = replace(office.desk, platforms={})
    await office.tick()
    office.desk = replace(office.desk, platforms=platforms)
    assert (await office.tick()).sent == 7


async def test_nothing_is_looked_up_on_a_platform_that_is_off(handed_over: Office) -> None:
    handed_over.desk = replace(handed_over.desk, platforms={})
    await handed_over.tick(LATER)
    assert (await deliveries(handed_over))[0].state.value == "sending"


async def test_sends_of_the_night_that_broke_off_wait_for_the_morning(begun: Office) -> None:
    trouble: Trouble = troubled(begun)
    await begun.tick(ny("2027-01-11 23:00"))
    await begun.tick(ny("2027-01-12 08:00") + timedelta(seconds=1))
    assert [at.hour for at, who in trouble.tries if who == BOYD] == [13]
