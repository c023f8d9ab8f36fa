"""Booking at a store: what all processes together may send, and the pauses of platforms."""

from datetime import timedelta

from bot.domain.delivery import Place
from bot.domain.pace import Pace, Rate, Rates
from bot.ledger.pace import moments, pause
from storage.memory import MemoryStore
from tests.fakes import MONDAY

HERE = Place(platform="slack", workspace="T1")
THERE = Place(platform="slack", workspace="T2")
ONE_A_SECOND = Rates(workspace=Rate(per_second=1), conversation=Rate(per_second=0.5))
SECOND = timedelta(seconds=1)


async def seconds(store: MemoryStore, place: Place, *to: str) -> list[float]:
    """How many seconds after Monday's first each message may go out."""
    found = await moments(store, ONE_A_SECOND, place, to, MONDAY)
    return [(moment - MONDAY) / SECOND for moment in found]


async def test_what_was_booked_before_is_kept_and_other_workspaces_do_not_wait() -> None:
    store = MemoryStore()
    assert await seconds(store, HERE, "a", "b", "a") == [0, 1, 2]
    assert await seconds(store, HERE, "c", "a") == [3, 4]
    assert await seconds(store, THERE, "a") == [0]


async def test_a_workspace_that_asks_for_a_pause_gets_it_and_the_others_go_on() -> None:
    store = MemoryStore()
    await pause(store, HERE, None, MONDAY + 30 * SECOND)
    assert await seconds(store, HERE, "a") == [30]
    assert await seconds(store, THERE, "a") == [0]


async def test_a_conversation_that_asks_for_a_pause_gets_it_and_the_others_go_on() -> None:
    store = MemoryStore()
    await seconds(store, HERE, "a")
    await pause(store, HERE, "a", MONDAY + 30 * SECOND)
    assert await seconds(store, HERE, "a", "b") == [30, 1]


async def test_where_nothing_is_limited_nothing_is_booked() -> None:
    store = MemoryStore()
    assert await moments(store, Rates(), HERE, ["a", "a"], MONDAY) == [MONDAY, MONDAY]
    assert await moments(store, ONE_A_SECOND, HERE, [], MONDAY) == []
    async with store.read() as tx:
        assert await tx.find(Pace) == []
