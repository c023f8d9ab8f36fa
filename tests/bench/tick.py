"""A tick that claims and queues 10,000 people of 100,000, against a stored job for each."""

from datetime import timedelta
from pathlib import Path

from bot.jobs.ask import ask
from bot.ports import Store
from tests.bench import peer
from tests.bench.crowd import NOW, desk, partnerships, people, schedules, shortest
from tests.bench.table import Result

PARTNERSHIPS = 100
EACH = 1_000
ALL = PARTNERSHIPS * EACH
DUE = ALL // 10
SINCE = timedelta(minutes=10)
PART = 10
TIMES_FASTER = 20
SECONDS = 1.0


async def measure(folder: Path) -> list[Result]:
    """Time a tick, then APScheduler as it comes and on a database set up like ours.

    As it comes it waits for the disk after every job, so a tenth of the jobs stands for all.
    """
    ours = await shortest(folder, _fill, _tick)
    tenth = peer.measure(folder / "peer.db", stored=ALL // PART, due=DUE // PART, like_ours=False)
    as_it_comes = tenth.seconds * PART
    like_ours = peer.measure(folder / "peer-like-ours.db", stored=ALL, due=DUE, like_ours=True)
    return [
        Result(
            what=f"Tick: {DUE:,} due of {ALL:,} claimed and queued",
            ours=f"{ours:.2f} s",
            aim=f"under {SECONDS:g} s",
            met=ours < SECONDS,
        ),
        Result(
            what="… against a job for each in APScheduler's SQL store, as it comes",
            ours=f"{ours:.2f} s",
            theirs=f"{as_it_comes:.1f} s ({DUE // PART:,} of {ALL // PART:,}, times {PART}); "
            f"{tenth.lost} lost",
            ratio=f"{as_it_comes / ours:.1f} times faster",
            aim=f"{TIMES_FASTER} times",
            met=as_it_comes / ours >= TIMES_FASTER,
        ),
        Result(
            what="… and with its SQLite set up like ours (WAL, synchronous NORMAL)",
            ours=f"{ours:.2f} s",
            theirs=f"{like_ours.seconds:.1f} s; {like_ours.lost} lost",
            ratio=f"{like_ours.seconds / ours:.1f} times faster",
            aim=f"{TIMES_FASTER} times",
            met=like_ours.seconds / ours >= TIMES_FASTER,
        ),
    ]


async def _fill(store: Store) -> None:
    """Every tenth person of each partnership became due at 8:00, the others will within days."""
    async with store.write() as tx:
        for partnership in partnerships(PARTNERSHIPS):
            crowd = people(partnership, EACH)
            await tx.put(partnership, *crowd, *schedules(partnership, crowd, _after))


def _after(place: int) -> timedelta:
    return timedelta(days=place % 10) - SINCE


async def _tick(store: Store) -> None:
    tally = await ask(desk(store, {}), NOW)
    if tally.queued != DUE:
        raise AssertionError(f"The tick queued {tally.queued} of {DUE}.")
