"""Several tasks and processes at one store."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain

import pytest

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion
from bot.domain.errors import HeadwayError
from bot.domain.inbox import Received
from bot.jobs.settling import Sent, settle
from bot.jobs.turn import turn_at
from bot.jobs.watch import Watch
from bot.ledger.deliveries import not_arrived, not_asked
from bot.ports import Held
from bot.ports.store import Store
from storage import open_store
from tests.builders import checkin, workspace
from tests.fakes import Office

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
Doors = tuple[Store, Store]

HOLD = """
import asyncio, sys
from storage import open_store

async def main():
    async with open_store(sys.argv[1]).alone("tick") as won:
        print(bool(won), flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


def event(key: str) -> Received:
    return Received(key=key, at=NOON, response="")


async def test_numbers_have_no_gaps_and_no_doubles_even_when_some_are_undone(
    stores: Doors,
) -> None:
    async def take(door: Store, turn: int) -> int:
        async with door.write() as tx:
            number = await tx.next_number("riverbend", "C")
            if turn % 3 == 0:
                raise HeadwayError("undone")
            return number

    both = (take(door, turn) for turn in range(15) for door in stores)
    taken = await asyncio.gather(*both, return_exceptions=True)

    numbers = sorted(number for number in taken if isinstance(number, int))
    assert numbers == list(range(1, 21))


async def test_two_that_need_numbers_of_several_types_do_not_wait_for_each_other_for_good(
    stores: Doors,
) -> None:
    async def take(door: Store, *letters: str) -> list[int]:
        async with door.write() as tx:
            numbers = []
            for letter in letters:
                numbers.append(await tx.next_number("riverbend", letter))
                await asyncio.sleep(0.1)
            return numbers

    async with asyncio.timeout(12):
        taken = await asyncio.gather(take(stores[0], "C", "B"), take(stores[1], "B", "C"))
    assert sorted(taken) == [[1, 1], [2, 2]]


async def test_whoever_writes_may_read_beside_it_however_many_do(stores: Doors) -> None:
    """None waits for a connection that another one keeps while it waits for one, too."""
    door, _ = stores

    async def write() -> int:
        async with door.write() as tx:
            await tx.count(Received)
            async with door.read() as beside:
                return await beside.count(Received)

    async with asyncio.timeout(12):  # a connection is waited for three seconds longer
        assert await asyncio.gather(*(write() for _ in range(30))) == [0] * 30


async def test_an_answer_is_kept_though_its_card_is_given_up_meanwhile(
    emptied_database: str,
) -> None:
    store, asked = open_store(emptied_database), checkin()
    await store.prepare()
    occasion = Occasion(
        partnership="riverbend", kind=DeliveryKind.CHECK_IN, name=asked.occasion, at=NOON
    )

    async def give_up() -> None:
        async with store.write() as tx:
            card = occasion.to("person:boyd", workspace())
            await not_asked(tx, [card], state=CheckInState.UNREACHED)

    async with store.write() as tx:
        await tx.put(asked)
    async with store.write() as tx:
        await tx.put(replace(asked, answered_at=NOON))
        given_up = asyncio.create_task(give_up())
        await asyncio.sleep(0.5)
    await given_up
    async with store.read() as tx:
        kept = await tx.get(CheckIn, asked.id)
    await store.close()
    assert kept
    assert (kept.answered_at, kept.state) == (NOON, CheckInState.OPEN)


async def test_what_a_platform_says_did_not_arrive_is_not_noted_as_sent_meanwhile(
    emptied_database: str,
) -> None:
    store = open_store(emptied_database)
    await store.prepare()
    desk, notice = Office(store).desk, DeliveryKind.NOTICE
    occasion = Occasion(partnership="riverbend", kind=notice, name="RB-C1.1", at=NOON)
    begun = occasion.to("person:boyd", workspace()).sending(NOON)

    async def note_as_sent() -> None:
        watch, held = Watch(desk, NOON), Held(won=True)
        async with turn_at(desk, begun.place, held=held, watch=watch, end=NOON) as turn:
            await settle(turn, [Sent(delivery=begun.sent("m1", NOON))])

    async with store.write() as tx:
        await tx.put(begun)
    async with store.write() as tx:
        await not_arrived(tx, [begun.id], because="The app was removed.", now=NOON)
        noting = asyncio.create_task(note_as_sent())
        await asyncio.sleep(0.5)
    await noting
    async with store.read() as tx:
        kept = await tx.get(Delivery, begun.id)
    await store.close()
    assert kept
    assert kept.state is DeliveryState.FAILED


async def test_what_two_add_at_once_is_added_once(stores: Doors) -> None:
    async def add(door: Store, step: int) -> list[Received]:
        async with door.write() as tx:
            return await tx.add_missing(*[event(f"{n:03}") for n in range(300)][::step])

    added = await asyncio.gather(*(add(door, step) for door in stores for step in (1, -1)))

    assert sorted(value.key for value in chain(*added)) == [f"{n:03}" for n in range(300)]


async def test_two_that_put_the_same_in_different_order_never_block_each_other(
    stores: Doors,
) -> None:
    async def put(door: Store, step: int) -> None:
        for _ in range(10):
            async with door.write() as tx:
                await tx.put(*[event(f"{n:03}") for n in range(300)][::step])

    await asyncio.gather(put(stores[0], 1), put(stores[1], -1))


async def test_what_one_claims_and_takes_away_nobody_else_claims(stores: Doors) -> None:
    async with stores[0].write() as tx:
        await tx.put(*(event(f"{n}") for n in range(9)))

    async def take(door: Store) -> list[Received]:
        async with door.write() as tx:
            claimed = await tx.claim(Received, response="", limit=3)
            await tx.put(*(Received(key=c.key, at=NOON, response="taken") for c in claimed))
            return claimed

    taken = await asyncio.gather(take(stores[0]), take(stores[1]), take(stores[0]))

    assert sorted(value.key for value in chain(*taken)) == [f"{n}" for n in range(9)]


async def test_on_a_server_nobody_waits_for_what_another_has_claimed(
    emptied_database: str,
) -> None:
    store = open_store(emptied_database)
    await store.prepare()
    async with store.write() as tx:
        await tx.put(*map(event, "abc"))
    async with store.write() as one:
        first = await one.claim(Received, limit=2)
        async with store.write() as other:
            second = await other.claim(Received, limit=2)
    assert [value.key for value in first + second] == ["a", "b", "c"]
    async with store.write() as later:
        assert len(await later.claim(Received)) == 3
    await store.close()


async def test_writers_to_one_file_take_turns_in_the_order_they_came(new_file: str) -> None:
    store = open_store(new_file)
    await store.prepare()
    order: list[int] = []

    async def write(turn: int) -> None:
        async with store.write() as tx:
            await tx.put(event("same"))
            order.append(turn)

    await asyncio.gather(*map(write, range(10)))
    await store.close()

    assert order == list(range(10))


async def test_a_cancelled_writer_leaves_nothing_behind(store: Store) -> None:
    began = asyncio.Event()

    async def write() -> None:
        async with store.write() as tx:
            await tx.put(event("a"))
            began.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with store.write() as tx:
        assert await tx.add_missing(event("a")) == [event("a")]


async def test_one_task_is_alone_until_its_block_ends(stores: Doors) -> None:
    here, there = stores
    async with (
        here.alone("tick/riverbend") as won,
        there.alone("tick/riverbend") as again,
        there.alone("deliver") as other,
    ):
        assert (bool(won), bool(again), bool(other)) == (True, False, True)
    async with there.alone("tick/riverbend") as won:
        assert won


async def test_an_exception_lets_go_of_being_alone(stores: Doors) -> None:
    with pytest.raises(ZeroDivisionError):
        async with stores[0].alone("tick"):
            raise ZeroDivisionError
    async with stores[1].alone("tick") as won:
        assert won


async def test_being_alone_ends_with_a_killed_process(url: str) -> None:
    holder = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLD, url, stdout=PIPE)
    store = open_store(url)
    try:
        assert await said(holder) == "True"
        async with store.alone("tick") as won:
            assert not won
    finally:
        holder.kill()
        await holder.wait()

    assert await is_soon_free(store)
    await store.close()


async def said(process: Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


async def is_soon_free(store: Store) -> bool:
    for _ in range(1_000):
        async with store.alone("tick") as won:
            if won:
                return True
        await asyncio.sleep(0.01)
    return False
