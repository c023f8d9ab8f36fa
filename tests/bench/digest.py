"""The digest of a week from one year of records, and of the same week from ten."""

import time
from pathlib import Path

from bot.domain.audience import Audience
from bot.domain.digest import Digest
from bot.ledger.directory import open_directory
from bot.ledger.gathering import Reading, write_digest
from bot.ledger.records import RECORD_TYPES
from bot.ports import Store
from tests import builders, evidence
from tests.bench.crowd import desk, opened, people
from tests.bench.table import Result
from tests.bench.years import WEEK, records

PEOPLE = 10
YEAR, TEN_YEARS = 52, 520
MANY_PEOPLE, MANY_RECORDS = 22, 100_000
MOST_SECONDS = 0.3
TIMES = 20
TIMES_SLOWER = 1.3
NOW = builders.FRIDAY


async def measure(folder: Path) -> list[Result]:
    """The same week after one year and after ten, and a week among very many records."""
    return [await _growth(folder), await _large(folder)]


async def _large(folder: Path) -> Result:
    """The digest of a week of a partnership with very many records, with the template."""
    database = folder / "large.db"
    seconds, _ = await _timed(database, TEN_YEARS, crowd=MANY_PEOPLE)
    async with opened(database) as store, store.read() as tx:
        there = sum([await tx.count(kind) for kind in RECORD_TYPES])
    if there < MANY_RECORDS:
        raise AssertionError(f"There are only {there} records.")
    return Result(
        what=f"Digest of a week from {there:,} records of {MANY_PEOPLE} people, by the template",
        ours=f"{seconds * 1000:.1f} ms",
        theirs="",
        ratio="",
        aim=f"under {MOST_SECONDS * 1000:.0f} ms",
        met=seconds < MOST_SECONDS,
    )


async def _growth(folder: Path) -> Result:
    """Write the same week's digest from two files that differ in what came before alone."""
    year, last_week = await _timed(folder / "year.db", YEAR)
    ten_years, same_week = await _timed(folder / "ten-years.db", TEN_YEARS)
    if not last_week.sections or last_week.figures != same_week.figures:
        raise AssertionError("The two digests do not tell the same.")
    ratio = ten_years / year
    return Result(
        what=f"Digest of a week for {PEOPLE} people from ten years of records",
        ours=f"{ten_years * 1000:.1f} ms",
        theirs=f"{year * 1000:.1f} ms (ours, from one year)",
        ratio=f"{ratio:.2f} times as long",
        aim=f"at most {TIMES_SLOWER} times",
        met=ratio <= TIMES_SLOWER,
    )


async def _timed(database: Path, weeks: int, *, crowd: int = PEOPLE) -> tuple[float, Digest]:
    """The shortest of several times in seconds, and the digest."""
    async with opened(database) as store:
        await fill(store, weeks, crowd)
        digest = await _digest(store)
        seconds = []
        for _ in range(TIMES):
            began = time.perf_counter()
            await _digest(store)
            seconds.append(time.perf_counter() - began)
    return min(seconds), digest


async def _digest(store: Store) -> Digest:
    tools = desk(store, {}).tools
    async with store.read() as tx:
        directory = await open_directory(tx, "riverbend", tools.holidays_of)
        if directory is None:
            raise AssertionError("Riverbend is not stored.")
        viewer = directory.partnership.reader(Audience.PARTNER)
        return await write_digest(tx, directory, tools, Reading(viewer=viewer, week=WEEK, now=NOW))


async def fill(store: Store, weeks: int, crowd: int) -> None:
    """Riverbend with so many people, and what they kept in so many weeks."""
    partnership = evidence.partnership()
    them = people(partnership, crowd)
    async with store.write() as tx:
        await tx.put(partnership, *them, *records(partnership, them, weeks))
