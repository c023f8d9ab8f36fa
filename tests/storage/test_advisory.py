"""Holding names in PostgreSQL: what happens when the database lets go."""

import asyncio

import psycopg
import pytest

from storage import open_store

LOCKING = """
SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND objsubid = 2 AND datname = current_database()
"""
SOON = 20
"""Seconds; it takes one or two."""


def holders(url: str) -> list[int]:
    """The connections that hold a name, one for each."""
    with psycopg.connect(url, autocommit=True) as connection:
        return [pid for (pid,) in connection.execute(LOCKING)]


def cut(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for pid in holders(url):
            connection.execute("SELECT pg_terminate_backend(%s)", (pid,))


async def test_all_names_of_a_process_are_held_by_one_connection(new_database: str) -> None:
    store = open_store(new_database)
    async with store.alone("a") as one, store.alone("b") as two, store.alone("a") as again:
        pids = holders(new_database)
        assert (bool(one), bool(two), bool(again)) == (True, True, False)
    assert (len(pids), len(set(pids))) == (2, 1)
    assert holders(new_database) == []
    await store.close()


async def test_whoever_holds_a_name_is_told_when_the_database_lets_go(new_database: str) -> None:
    """Before the other one, who may have it now, begins: that one waits for ``grace`` seconds."""
    here, there = open_store(new_database), open_store(new_database)
    async with here.alone("deliver") as held:
        cut(new_database)
        async with there.alone("deliver") as other:
            assert other
            async with asyncio.timeout(SOON):
                await held.lost.wait()
        assert not held
        assert held.grace >= 2
    for store in (here, there):
        await store.close()


async def test_after_that_names_can_be_held_again(new_database: str) -> None:
    store = open_store(new_database)
    async with store.alone("deliver") as held:
        cut(new_database)
        async with asyncio.timeout(SOON):
            await held.lost.wait()
        async with store.alone("deliver") as again:
            assert again
    await store.close()


async def test_who_is_cancelled_while_asking_leaves_nothing_held(new_database: str) -> None:
    store = open_store(new_database)

    async def ask(name: str) -> None:
        async with store.alone(name):
            await asyncio.sleep(SOON)

    async with store.alone("first") as first:
        asking = asyncio.create_task(ask("second"))
        await asyncio.sleep(0)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        async with store.alone("second") as second:
            assert (bool(first), bool(second)) == (True, True)
    await store.close()
