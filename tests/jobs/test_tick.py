"""A pass of the clock: what it reports, and any number of them at once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.checkin import CheckIn
from bot.domain.errors import NaiveTimeError
from bot.jobs import JOBS, Tally
from storage import open_store
from tests.fakes import MONDAY, Office
from tests.jobs.looking import ONE_DAY, ONE_MINUTE, colleague, found, ny, troubled, walk

FRIDAY = ny("2027-01-15 15:00")


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[tuple[Office, Office]]:
    """Two processes with one SQLite file and one platform."""
    url = f"sqlite:///{tmp_path}/headway.db"
    here, there = open_store(url), open_store(url)
    await here.prepare()
    one = await Office(store=here).open()
    yield one, colleague(one, there)
    await here.close()
    await there.close()


def most_sent(office: Office) -> int:
    """How often the delivery was sent that was sent most."""
    return max(Counter(parcel.delivery for parcel in office.platform.sent).values())


async def test_a_time_without_a_zone_is_refused(office: Office) -> None:
    with pytest.raises(NaiveTimeError):
        await office.tick(datetime(2027, 1, 11, 8))  # noqa: DTZ001 - that is the point


def test_tallies_add_up() -> None:
    both = Tally(queued=1, sent=2) + Tally(queued=10, failed=3, skipped=4)
    assert both == Tally(queued=11, sent=2, failed=3, skipped=4)


def test_closing_comes_first_and_delivering_last() -> None:
    """So that no card goes out for what is over, and what a pass asks is sent by it.

    Only looking for promises comes later: it may wait for a model.
    """
    first, *between, deliver, last = (job.__name__ for job in JOBS)
    assert (first, deliver, last) == ("close", "deliver", "capture")
    assert {"ask", "remind", "close_surveys", "prepare_site_days", "post_digests"} <= {*between}


async def test_two_ticks_at_once_ask_everybody_once(office: Office) -> None:
    tallies = await asyncio.gather(office.tick(), office.tick(), colleague(office).tick())
    assert sum(tally.queued for tally in tallies) == 7
    assert (len(office.platform.sent), most_sent(office)) == (7, 1)


async def test_two_processes_on_one_file_ask_everybody_once(two: tuple[Office, Office]) -> None:
    for moment in (MONDAY, MONDAY + ONE_DAY, FRIDAY):
        await asyncio.gather(*(office.tick(moment) for office in (*two, *two)))
    assert len(await found(two[0].store, CheckIn)) == 8
    assert most_sent(two[0]) == 1
    assert len(two[0].platform.to("boyd")) == 2
    assert len(two[0].platform.to("C000000001")) == 1


async def test_a_tick_that_outlasts_its_interval_is_not_done_twice(office: Office) -> None:
    trouble = troubled(office)
    trouble.gate = asyncio.Event()
    slow = asyncio.create_task(office.tick())
    await trouble.began.wait()
    meanwhile = [await office.tick(MONDAY + n * ONE_MINUTE) for n in range(3)]
    trouble.gate.set()
    assert [tally.sent for tally in meanwhile] == [0, 0, 0]
    assert (await slow).sent == 7
    assert most_sent(office) == 1


async def test_what_is_asked_while_another_delivers_is_delivered_by_the_next(
    office: Office,
) -> None:
    trouble = troubled(office)
    trouble.gate = asyncio.Event()
    slow = asyncio.create_task(office.tick())
    await trouble.began.wait()
    assert (await office.tick(ny("2027-01-11 09:00"))).queued == 1
    trouble.gate.set()
    await slow
    await office.tick(ny("2027-01-11 09:01"))
    assert len(office.platform.to("haddad")) == 1


async def test_weeks_on_sqlite_are_as_weeks_in_memory(
    two: tuple[Office, Office], office: Office
) -> None:
    for one in (two[0], office):
        one.platform.busy["U000000004"] = 3
        one.platform.closed["U000000005"] = "The account was closed."
        await walk(one, ny("2027-01-27 12:00"), ONE_DAY / 6)
    assert await found(two[0].store, CheckIn) == await found(office.store, CheckIn)
    assert sorted(p.delivery for p in two[0].platform.sent) == sorted(
        p.delivery for p in office.platform.sent
    )
