"""Booking at every store: two that book at once never book the same moment."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.domain.delivery import Place
from bot.domain.errors import HeadwayError
from bot.domain.pace import Rate, Rates
from bot.ledger.pace import moments, pause
from bot.ports.store import Store

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PLACES = [Place(platform="slack", workspace=f"T{number}") for number in range(2)]
RATES = Rates(workspace=Rate(per_second=10), conversation=Rate(per_second=1))
Doors = tuple[Store, Store]

BOOK = """
import asyncio, sys
from storage import open_store
from tests.storage.test_pace import book

async def main():
    store = open_store(sys.argv[1])
    for moment in await book(store, 0):
        print(moment.isoformat())
    await store.close()

asyncio.run(main())
"""


async def book(store: Store, place: int) -> list[datetime]:
    """Ten batches of messages, most of them to the same people in another order each time."""
    found = []
    for turn in range(10):
        names = [f"{place}{(turn * step) % 7}" for step in range(9)]
        found += await moments(store, RATES, PLACES[place], names, NOON)
    return found


def offsets(found: list[datetime]) -> list[float]:
    return sorted((moment - NOON) / SECOND for moment in found)


async def test_moments_that_many_book_at_once_are_each_booked_once(stores: Doors) -> None:
    tasks = [book(door, place) for door in stores for place in (0, 1, 0)]
    here, there, again, *others = await asyncio.gather(*tasks)
    booked = [here + again + others[0] + others[2], there + others[1]]
    assert [len(each) for each in booked] == [360, 180]
    for each in map(offsets, booked):
        assert all(after - before > 0.099 for before, after in pairwise(each))


async def test_processes_book_together(url: str) -> None:
    runs = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", BOOK, url, stdout=PIPE)
        for _ in range(2)
    ]
    said = [await run.communicate() for run in runs]
    lines = [line for out, _ in said for line in out.decode().split()]
    found = offsets([datetime.fromisoformat(line) for line in lines])
    assert len(found) == 180
    assert all(after - before > 0.099 for before, after in pairwise(found))


async def test_a_pause_holds_at_every_door(stores: Doors) -> None:
    await pause(stores[0], PLACES[0], None, NOON + 30 * SECOND)
    (here,) = await moments(stores[1], RATES, PLACES[0], ["a"], NOON)
    (there,) = await moments(stores[1], RATES, PLACES[1], ["a"], NOON)
    assert (here, there) == (NOON + 30 * SECOND, NOON)


async def test_only_a_writer_takes_a_turn(store: Store) -> None:
    async with store.read() as tx:
        with pytest.raises(HeadwayError):
            await tx.turn("slack/T1")
