"""A tick that claims and queues 10,000 people of 100,000, against a stored job for each."""

import time
from datetime import timedelta
from pathlib import Path

from bot.jobs.ask import ask
from bot.ports import Store
from tests.bench import peer
from tests.bench.crowd import NOW, desk, new_store, partnerships, people, schedules
from tests.bench.table import Result

PARTNERSHIPS = 100
EACH = 1_000
ALL = PARTNERSHIPS * EACH
DUE = ALL // 10
SINCE = timedelta(minutes=10)
TIMES_FASTER = 20
SECONDS = 1.0


async def measure(folder: Path) -> list[Result]:
    """Time both on files of their own."""
    async with new_store(folder) as store:
        await _fill(store)
        began = time.perf_counter()
        tally = await ask(desk(store, {}), NOW)
        ours = time.perf_counter() - began
    if tally.queued != DUE:
        raise AssertionError(f"The tick queued {tally.queued} of {DUE}.")
    theirs = peer.measure(folder, stored=ALL, due=DUE)
    return [
        Result(
            what=f"Tick: {DUE:,} due of {ALL:,} claimed and queued",
            ours=f"{ours:.2f} s",
            theirs=f"{theirs:.2f} s (a job per person in APScheduler's SQL store)",
            ratio=f"{theirs / ours:.1f} times faster",
            aim=f"{TIMES_FASTER} times, under {SECONDS:g} s",
            met=theirs / ours >= TIMES_FASTER and ours < SECONDS,
        )
    ]


async def _fill(store: Store) -> None:
    """Every tenth person of each partnership became due at 8:00, the others will within days."""
    async with store.write() as tx:
        for partnership in partnerships(PARTNERSHIPS):
            crowd = people(partnership, EACH)
            await tx.put(partnership, *crowd, *schedules(partnership, crowd, _after))


def _after(place: int) -> timedelta:
    return timedelta(days=place % 10) - SINCE
