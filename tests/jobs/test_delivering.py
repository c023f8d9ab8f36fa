"""Delivering to one workspace: alone, at its pace, for a while, and not when it stops."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from structlog.testing import capture_logs

from bot.domain.checkin import CheckInState
from bot.domain.delivery import Delivery, DeliveryState, Place
from bot.domain.errors import TryLaterError
from bot.domain.pace import Rate, Rates
from bot.jobs.delivering import deliver_to, lock_of
from bot.jobs.embedded import Embedded
from bot.ports import Held
from storage.memory import MemoryStore
from tests.fakes import MONDAY, Office
from tests.jobs.looking import BOYD, ONE_MINUTE, found, ny, states, troubled

HERE = Place(platform="slack", workspace="T000000001")
QUICK = Rates(workspace=Rate(per_second=50))


@pytest.fixture
async def due(office: Office) -> Office:
    """Seven messages are queued, and none was sent."""
    on = office.desk
    office.desk = replace(on, platforms={})
    await office.tick()
    office.desk = on
    return office


async def queued(office: Office) -> list[Delivery]:
    return await found(office.store, Delivery, state=DeliveryState.QUEUED)


async def test_who_finds_somebody_else_at_it_leaves_it_to_them(due: Office) -> None:
    async with due.store.alone(lock_of(HERE)):
        done = await deliver_to(due.desk, HERE, now=MONDAY)
    assert (done.busy, done.tally.sent, len(await queued(due))) == (True, 0, 7)


async def test_messages_keep_to_the_pace_of_their_workspace(due: Office) -> None:
    due.platform.limits = QUICK
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await deliver_to(due.desk, HERE, now=MONDAY)).tally.sent == 7
    assert loop.time() - began >= 6 / 50


async def test_what_does_not_get_its_turn_stays_as_if_it_had_not_been_taken(due: Office) -> None:
    due.platform.limits = Rates(workspace=Rate(per_second=0.05, burst=2))
    done = await deliver_to(due.desk, HERE, now=MONDAY)
    waiting = await queued(due)
    assert (done.tally.sent, done.again) == (2, MONDAY + timedelta(seconds=20))
    assert {each.attempts for each in waiting} == {0}


async def test_after_its_time_others_have_a_turn_and_it_goes_on_later(due: Office) -> None:
    steps = count(0, 4)
    desk = replace(due.desk, seconds=lambda: float(next(steps)))
    done = await deliver_to(desk, HERE, now=MONDAY, seconds=2)
    assert (done.tally.sent, done.busy) == (0, False)
    assert done.again is not None
    assert len(await queued(due)) == 7


async def test_a_pass_gives_turns_until_all_is_sent(due: Office) -> None:
    steps = count(0, 2)
    due.desk = replace(due.desk, seconds=lambda: float(next(steps)))
    assert (await due.tick()).sent == 7


async def test_a_pause_that_a_platform_wants_is_for_all_of_its_workspace(due: Office) -> None:
    trouble = troubled(due)
    trouble.limits = QUICK
    trouble.error, trouble.hits = TryLaterError("Too many requests.", after=30), [BOYD]
    done = await deliver_to(due.desk, HERE, now=MONDAY)
    sent = done.tally.sent
    waiting = await queued(due)
    assert (sent + len(waiting), done.again) == (7, MONDAY + timedelta(seconds=30))
    assert {(each.attempts, each.not_before) for each in waiting} == {(0, done.again)}
    trouble.error = None
    assert (await due.tick(MONDAY + ONE_MINUTE)).sent == 7 - sent


async def test_what_leaves_late_moves_on_what_follows(due: Office) -> None:
    """Two seconds went by between booking and handing over: nobody catches up with them."""
    times: Iterator[float] = iter((0.0, 0.0, 0.0, 0.0, 0.0))
    due.platform.limits = QUICK
    due.desk = replace(due.desk, seconds=lambda: next(times, 2.0))
    assert (await deliver_to(due.desk, HERE, now=MONDAY)).tally.sent == 7


async def test_what_was_too_late_when_its_turn_came_is_skipped(due: Office) -> None:
    done = await deliver_to(due.desk, HERE, now=ny("2027-01-15 08:00"))
    assert (done.tally.sent, done.tally.skipped) == (0, 7)
    assert await states(due) == [CheckInState.MISSED.value]


async def test_when_it_stops_nothing_new_is_begun(due: Office) -> None:
    due.desk.stopping.set()
    assert (await due.tick()).sent == 0
    done = await deliver_to(due.desk, HERE, now=MONDAY)
    assert (done.tally.sent, len(await queued(due))) == (0, 7)


async def test_when_it_stops_what_waits_for_its_moment_is_handed_back(due: Office) -> None:
    due.platform.limits = Rates(workspace=Rate(per_second=2))
    delivering = asyncio.create_task(deliver_to(due.desk, HERE, now=MONDAY))
    asyncio.get_running_loop().call_later(0.3, due.desk.stopping.set)
    async with asyncio.timeout(20):
        done = await delivering
    waiting = await queued(due)
    assert len(waiting) == 7 - done.tally.sent
    assert {(each.attempts, each.not_before <= MONDAY) for each in waiting} == {(0, True)}


class _Losing(MemoryStore):
    """Lets go of names before their time, as a database that is cut off does."""

    def __init__(self) -> None:
        super().__init__()
        self.lost = asyncio.Event()

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Held]:
        async with super().alone(name) as held:
            yield Held(won=held.won, lost=self.lost, grace=0.05)


async def test_who_loses_a_workspace_hands_nothing_more_over_and_settles_nothing() -> None:
    store = _Losing()
    office = await Office(store).open()
    trouble = troubled(office)
    trouble.gate = asyncio.Event()
    ticking = asyncio.create_task(office.tick())
    await trouble.began.wait()
    with capture_logs() as logged:
        store.lost.set()
        assert (await ticking).sent == 0
    begun = await found(store, Delivery, state=DeliveryState.SENDING)
    assert (len(begun), [line["action"] for line in logged]) == (7, ["place_lost"])

    assert (await deliver_to(office.desk, HERE, now=MONDAY)).busy
    store.lost = asyncio.Event()
    trouble.gate.set()
    assert (await office.tick(MONDAY + ONE_MINUTE)).sent == 7


async def test_nothing_is_looked_up_by_whoever_stops_before_others_have_noticed(
    due: Office,
) -> None:
    store = _Losing()
    office = await Office(store).open()
    trouble = troubled(office)
    trouble.error = RuntimeError("a mistake in the adapter")
    with capture_logs():
        await office.tick()
    office.desk.stopping.set()
    done = await deliver_to(office.desk, HERE, now=MONDAY)
    assert (done.tally.sent, len(await found(store, Delivery, state=DeliveryState.SENDING))) == (
        0,
        7,
    )


async def test_a_place_where_it_breaks_off_keeps_no_other_waiting() -> None:
    async def work(place: Place) -> str:
        if place == HERE:
            raise ZeroDivisionError
        return place.workspace

    with capture_logs() as logged:
        done = await Embedded().each([HERE, replace(HERE, workspace="T2")], work)
    assert (done, [line["place"] for line in logged]) == (["T2"], ["slack T000000001"])
