"""The engine, embedded and on PostgreSQL: work is done at each place that has some."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import psycopg
import pytest

from bot.domain.delivery import Delivery, DeliveryKind, Occasion, Place
from bot.domain.errors import HeadwayError
from bot.jobs.embedded import Embedded
from bot.ports import Engine, Standing, Store
from integrations.procrastinate_engine import Procrastinate
from integrations.procrastinate_queue import JobQueue
from storage import open_store
from tests.builders import MONDAY, workspace

ONE, TWO = (Place(platform="slack", workspace=each) for each in ("T1", "T2"))
SOON = 30
"""Seconds; nothing takes a tenth of them, but the machine may be busy."""


@pytest.fixture
async def store(new_database: str) -> AsyncIterator[Store]:
    """A prepared database, with the queue's tables in it."""
    store = open_store(new_database, queue=JobQueue())
    await store.prepare()
    yield store
    await store.close()


@pytest.fixture
async def queue(store: Store, new_database: str) -> AsyncIterator[Procrastinate]:
    """What a process knows of the queue."""
    queue = Procrastinate(new_database, here=Embedded())
    yield queue
    await queue.close()


class Work:
    """Notes where it was done; fails as often as it is told to."""

    def __init__(self, *, failures: int = 0) -> None:
        self.done: list[Place] = []
        self.failures = failures
        self.more = asyncio.Event()

    async def __call__(self, place: Place) -> float | None:
        self.done.append(place)
        self.more.set()
        if len(self.done) <= self.failures:
            raise ZeroDivisionError
        return None

    async def at(self, place: Place) -> None:
        """Wait until it was done there."""
        async with asyncio.timeout(SOON):
            while place not in self.done:
                self.more.clear()
                await self.more.wait()

    async def times(self, count: int) -> list[Place]:
        """Where it was done, as soon as that was so often."""
        async with asyncio.timeout(SOON):
            while len(self.done) < count:
                self.more.clear()
                await self.more.wait()
        return self.done


def jobs(url: str, status: str = "todo") -> list[str]:
    question = "SELECT lock FROM procrastinate_jobs WHERE status = %s ORDER BY id"
    with psycopg.connect(url) as connection:
        return [lock for (lock,) in connection.execute(question, (status,))]


def notice(occasion: str, *, late: bool = False) -> Delivery:
    what = Occasion(partnership="riverbend", kind=DeliveryKind.NOTICE, name=occasion, at=MONDAY).to(
        "person:boyd", workspace("slack")
    )
    return what.waiting(MONDAY + timedelta(hours=1), MONDAY) if late else what


@pytest.mark.parametrize("where", ["here", "in a queue without a worker"])
async def test_what_nobody_else_does_is_done_here(queue: Procrastinate, where: str) -> None:
    engine: Engine = Embedded() if where == "here" else queue
    work = Work(failures=1)

    async def lasting(place: Place) -> str:
        await work(place)
        return str(place)

    assert await engine.each([ONE, TWO], lasting) == ["slack T2"]
    assert (work.done, await engine.each([], lasting)) == ([ONE, TWO], [])


async def test_a_worker_does_what_others_leave_to_it(
    queue: Procrastinate, new_database: str
) -> None:
    work, never = Work(), Work()
    async with queue.working(work, concurrency=2):
        await queue_has_worker(queue)
        assert await queue.each([ONE, TWO], never) == []
        await work.times(2)
    assert sorted(work.done) == [ONE, TWO]
    assert (never.done, jobs(new_database), jobs(new_database, "doing")) == ([], [], [])


async def test_it_says_how_many_work_and_what_waits(
    queue: Procrastinate, new_database: str, store: Store
) -> None:
    async with store.write() as tx:
        await tx.add(notice("1"))
    assert (await queue.ready(), await queue.standing()) == (None, Standing(workers=0, jobs=1))
    async with queue.working(Work(), concurrency=2):
        await queue_has_worker(queue)
        assert (await queue.standing()).workers == 1


async def test_a_queue_that_is_not_there_is_not_ready(new_database: str) -> None:
    queue = Procrastinate(new_database, here=Embedded())  # its tables are not made yet
    assert "cannot be reached" in (await queue.ready() or "")
    await queue.close()


async def queue_has_worker(queue: Procrastinate) -> None:
    """Wait until the worker is known: what it is asked for is not done here."""
    async with asyncio.timeout(SOON):
        while not (await queue.standing()).workers:  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.1)


async def test_a_job_is_queued_with_what_causes_it_and_once(
    store: Store, new_database: str
) -> None:
    async with store.write() as tx:
        await tx.add(notice("1"), notice("2"))
        assert jobs(new_database) == []
    async with store.write() as tx:
        await tx.put(notice("3"))
    assert jobs(new_database) == ["slack T1"]


async def test_what_is_undone_queues_nothing_and_neither_does_what_is_not_due(
    store: Store, new_database: str
) -> None:
    with pytest.raises(ZeroDivisionError):
        await keep_and_fail(store)
    async with store.write() as tx:
        await tx.add_missing(notice("2", late=True))
    assert jobs(new_database) == []


async def keep_and_fail(store: Store) -> None:
    async with store.write() as tx:
        await tx.add(notice("1"))
        raise ZeroDivisionError


async def test_two_transactions_at_once_queue_one_job_and_neither_fails(
    store: Store, new_database: str
) -> None:
    async def keep(number: int) -> None:
        async with store.write() as tx:
            await tx.add(notice(str(number)))

    await asyncio.gather(*map(keep, range(10)))
    assert jobs(new_database) == ["slack T1"]


async def test_a_job_that_fails_is_done_again(queue: Procrastinate, new_database: str) -> None:
    work = Work(failures=1)
    async with queue.working(work, concurrency=2):
        await queue_has_worker(queue)
        assert await queue.each([ONE], work) == []
        assert (await work.times(2))[:2] == [ONE, ONE]


async def test_the_jobs_of_a_worker_that_died_are_taken_up(
    queue: Procrastinate, new_database: str
) -> None:
    with psycopg.connect(new_database) as connection:
        connection.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '1 minute') RETURNING id) "
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, "
            "status, worker_id) SELECT 'slack', 'deliver', 'slack T1', 'slack T1', "
            """'{"platform": "slack", "workspace": "T1"}', 'doing', id FROM dead"""
        )
    work = Work()
    async with queue.working(work, concurrency=2):
        assert await work.times(1) == [ONE]


async def test_a_worker_goes_on_when_its_connections_were_cut(
    queue: Procrastinate, new_database: str
) -> None:
    work = Work()
    async with queue.working(work, concurrency=2):
        await queue_has_worker(queue)
        assert await queue.each([ONE], work) == []
        await work.at(ONE)
        with psycopg.connect(new_database, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with psycopg.connect(new_database) as connection:
            connection.execute(*JobQueue().queueing([TWO]))
        await work.at(TWO)


async def test_a_queue_that_is_away_is_an_error_that_says_what_to_do() -> None:
    queue = Procrastinate("postgresql://nobody@127.0.0.1:1/none", here=Embedded())
    with pytest.raises(HeadwayError, match="Check that PostgreSQL runs"):
        await queue.each([ONE], Work())
    await queue.close()
