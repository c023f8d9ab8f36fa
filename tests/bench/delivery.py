"""A thousand check-ins handed to a platform that takes its time, against one after the other."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.domain.agenda import Agenda, Strategy
from bot.domain.people import Person
from bot.jobs.ask import ask
from bot.jobs.deliver import deliver
from bot.messages import Actions, Message
from bot.ports import Parcel, Store
from tests import builders
from tests.bench.crowd import NOW, PLATFORM, desk, new_store, partnerships, people, schedules
from tests.bench.table import Result
from tests.fakes import FakePlatform

PARTNERSHIPS = 10
EACH = 100
ALL = PARTNERSHIPS * EACH
TAKES = 0.002
SECONDS = 0.46
TIMES_FASTER = 5
STRATEGIES = tuple(Strategy(key=f"s{n}", name=f"Strategy {n}") for n in range(3))


class SlowPlatform(FakePlatform):
    """Takes two thousandths of a second for each message, as many at once as are handed over."""

    async def send(self, parcel: Parcel) -> str:
        """Keep the parcel, after a while."""
        await asyncio.sleep(TAKES)
        return await super().send(parcel)


async def measure(folder: Path) -> list[Result]:
    """Time a pass of the delivery, and then the same messages sent one after the other."""
    platform = SlowPlatform()
    async with new_store(folder) as store:
        await _fill(store)
        began = time.perf_counter()
        tally = await deliver(desk(store, {PLATFORM: platform}), NOW)
        ours = time.perf_counter() - began
    _check(tally.sent, platform.sent)
    theirs = await _one_after_the_other(platform.sent)
    return [
        Result(
            what=f"Delivery: {ALL:,} check-ins to a platform that takes {TAKES * 1000:g} ms each",
            ours=f"{ours:.2f} s",
            theirs=f"{theirs:.2f} s (sent one after the other, nothing composed or stored)",
            ratio=f"{theirs / ours:.1f} times faster",
            aim=f"{TIMES_FASTER} times, under {SECONDS:g} s",
            met=theirs / ours >= TIMES_FASTER and ours < SECONDS,
        )
    ]


async def _fill(store: Store) -> None:
    """Everybody has promised two things, one of them late, and was asked by a tick."""
    async with store.write() as tx:
        for empty in partnerships(PARTNERSHIPS):
            partnership = replace(empty, agenda=Agenda(strategies=STRATEGIES))
            crowd = people(partnership, EACH)
            promises = [_promise(n, crowd[n // 2]) for n in range(2 * EACH)]
            await tx.put(partnership, *crowd, *schedules(partnership, crowd, _after), *promises)
    await ask(desk(store, {}), NOW)


def _after(_place: int) -> timedelta:
    return timedelta(0)


def _promise(place: int, person: Person) -> builders.Commitment:
    due = NOW.date() + timedelta(days=5 if place % 2 else -5)
    return builders.commitment(
        place + 1, partnership=person.partnership, owner=person.key, by=person.key, due=due
    )


def _check(sent: int, parcels: list[Parcel]) -> None:
    full = sum(_is_full(parcel.message) for parcel in parcels)
    if (sent, full) != (ALL, ALL):
        raise AssertionError(f"{sent} were sent and {full} were full of {ALL}.")


def _is_full(message: Message) -> bool:
    rows = [block for block in message.blocks if isinstance(block, Actions)]
    return len(rows) == 2 + len(STRATEGIES) + 1


async def _one_after_the_other(parcels: list[Parcel]) -> float:
    platform = SlowPlatform()
    began = time.perf_counter()
    for parcel in parcels:
        await platform.send(parcel)
    return time.perf_counter() - began
