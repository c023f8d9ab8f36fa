"""What grows with what: sends with workers, a tick with people and districts, and with years."""

from datetime import timedelta
from pathlib import Path

from bot.jobs import tick
from bot.ports import Store
from tests.bench import growth_years
from tests.bench.crowd import NOW, PLATFORM, desk, partnerships, people, schedules, shortest
from tests.bench.table import Result
from tests.bench.wave import UNLIMITED, filled, roll
from tests.fakes import FakePlatform
from tests.faults.postgres import Postgres
from tests.fleet.people import Fleet

SLOW = 0.05
"""Seconds that the platform takes for an answer."""
WAVE = Fleet(districts=60, each=100, at=NOW)
FEW = 2
TIMES_FASTER = 1.5
DUE, IN = 500, 10
"""People who are due, and in how many districts they are."""
CROWDS = (1_000, 10_000, 100_000)
DISTRICTS = (10, 200)
TIMES_SLOWER = 1.3


async def measure(folder: Path) -> list[Result]:
    """Workers, people, districts, years."""
    return [
        *await _workers(folder),
        await _people(folder),
        await _districts(folder),
        *await growth_years.measure(folder),
    ]


async def _workers(folder: Path) -> list[Result]:
    """The same wave for one worker and for two: at few workspaces at a time, and at many."""
    async with filled(WAVE) as postgres:
        few = _more(postgres, folder, ["--concurrency", str(FEW)])
        many = _more(postgres, folder, [])
    waiting = f"Deliveries by two workers, the platform answering in {SLOW * 1000:.0f} ms"
    return [
        _faster(f"{waiting}, each at {FEW} workspaces at a time", *few),
        _faster("… each at 100 (as it comes), so that one takes all of a core", *many),
    ]


def _more(postgres: Postgres, folder: Path, options: list[str]) -> tuple[float, float]:
    """Messages a second by one worker and by two."""
    one, two = (
        roll(
            postgres,
            WAVE,
            folder,
            workers=number,
            orders={"latency": SLOW},
            options=options,
            SLACK_MESSAGES_PER_MINUTE=UNLIMITED,
        )
        for number in (1, 2)
    )
    return one.per_second, two.per_second


def _faster(what: str, one: float, two: float) -> Result:
    return Result(
        what=what,
        ours=f"{two:.0f} a second",
        theirs=f"{one:.0f} a second (ours, one worker)",
        ratio=f"{two / one:.2f} times as many",
        aim=f"at least {TIMES_FASTER} times",
        met=two / one >= TIMES_FASTER,
    )


async def _people(folder: Path) -> Result:
    took = [await _tick(folder / f"people-{all_}", all_=all_, districts=IN) for all_ in CROWDS]
    return _grown(f"A tick for {DUE} who are due among {CROWDS[-1]:,} people", took, CROWDS)


async def _districts(folder: Path) -> Result:
    each = CROWDS[0] // IN
    took = [
        await _tick(folder / f"districts-{number}", all_=each * number, districts=number)
        for number in DISTRICTS
    ]
    return _grown(f"A tick for {DUE} who are due among {DISTRICTS[-1]} districts", took, DISTRICTS)


async def _tick(folder: Path, *, all_: int, districts: int) -> float:
    """Seconds of a whole pass: asking, handing over to a platform in memory, all else."""
    folder.mkdir()  # noqa: ASYNC240 - nothing else runs here
    each, due = all_ // districts, DUE // IN

    async def fill(store: Store) -> None:
        for number, partnership in enumerate(partnerships(districts)):
            crowd = people(partnership, each)
            asked = due if number < IN else 0
            clocks = schedules(partnership, crowd, lambda n, asked=asked: _after(n, asked))  # type: ignore[misc]  # mypy infers no lambda with a default
            async with store.write() as tx:
                await tx.put(partnership, *crowd, *clocks)

    async def work(store: Store) -> None:
        tally = await tick(desk(store, {PLATFORM: FakePlatform()}), NOW)
        if tally.sent != DUE:
            raise AssertionError(f"{tally.sent} were sent of {DUE}.")

    return await shortest(folder, fill, work)


def _after(place: int, asked: int) -> timedelta:
    return timedelta(0 if place < asked else 1 + place % 5)


def _grown(what: str, took: list[float], among: tuple[int, ...]) -> Result:
    ratio = took[-1] / took[0]
    smaller = ", ".join(
        f"{seconds * 1000:.0f} ms ({number:,})"
        for seconds, number in zip(took[:-1], among[:-1], strict=True)
    )
    return Result(
        what=what,
        ours=f"{took[-1] * 1000:.0f} ms",
        theirs=f"{smaller}, ours",
        ratio=f"{ratio:.2f} times as long",
        aim=f"at most {TIMES_SLOWER} times",
        met=ratio <= TIMES_SLOWER,
    )
