"""A thousand check-ins handed to a platform that takes its time, against one after the other."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

from bot.domain.commitment import Commitment
from bot.domain.people import Person
from bot.jobs.ask import ask
from bot.jobs.deliver import deliver
from bot.messages import Actions, Message
from bot.ports import Address, Parcel, Store
from tests import builders
from tests.bench.crowd import (
    NOW,
    PLATFORM,
    STRATEGIES,
    desk,
    partnerships,
    people,
    schedules,
    shortest,
)
from tests.bench.table import Result
from tests.fakes import FakePlatform

PARTNERSHIPS = 10
EACH = 100
ALL = PARTNERSHIPS * EACH
TAKES = 0.002
SECONDS = 0.46
TIMES_FASTER = 5
PROMISES = 2


class SlowPlatform(FakePlatform):
    """Takes two thousandths of a second for each message, as many at once as are handed over."""

    async def send(self, parcel: Parcel) -> str:
        """Keep the parcel, after a while."""
        await asyncio.sleep(TAKES)
        return await super().send(parcel)


async def measure(folder: Path) -> list[Result]:
    """Time a pass of the delivery, and then the same messages sent one after the other."""
    ours = await shortest(folder, _fill, _deliver)
    theirs = await _one_after_the_other()
    return [
        Result(
            what=f"Delivery: {ALL:,} check-ins to a platform that takes {TAKES * 1000:g} ms each, "
            "against sending alone, one after the other",
            ours=f"{ours:.2f} s",
            theirs=f"{theirs:.2f} s",
            ratio=f"{theirs / ours:.1f} times faster",
            aim=f"{TIMES_FASTER} times, under {SECONDS:g} s",
            met=theirs / ours >= TIMES_FASTER and ours < SECONDS,
        )
    ]


async def _fill(store: Store) -> None:
    """Everybody has promised two things, one of them late, and is asked by a tick."""
    async with store.write() as tx:
        for partnership in partnerships(PARTNERSHIPS):
            crowd = people(partnership, EACH)
            promises = [_promise(n, crowd[n // PROMISES]) for n in range(PROMISES * EACH)]
            await tx.put(partnership, *crowd, *schedules(partnership, crowd, _after), *promises)
    await ask(desk(store, {}), NOW)


def _after(_place: int) -> timedelta:
    return timedelta(0)


def _promise(place: int, person: Person) -> Commitment:
    due = NOW.date() + timedelta(days=5 if place % 2 else -5)
    return builders.commitment(
        place + 1, partnership=person.partnership, owner=person.key, by=person.key, due=due
    )


async def _deliver(store: Store) -> None:
    platform = SlowPlatform()
    tally = await deliver(desk(store, {PLATFORM: platform}), NOW)
    full = sum(_is_full(parcel.message) for parcel in platform.sent)
    if (tally.sent, full) != (ALL, ALL):
        raise AssertionError(f"{tally.sent} were sent and {full} were full of {ALL}.")


def _is_full(message: Message) -> bool:
    """Whether it has a row for each promise and strategy, and one to answer."""
    rows = [block for block in message.blocks if isinstance(block, Actions)]
    return len(rows) == PROMISES + STRATEGIES + 1


async def _one_after_the_other() -> float:
    """The best that can be done so; composing and storing would come on top."""
    platform = SlowPlatform()
    to = Address(workspace=builders.partnership().workspaces[0], user="U1")
    began = time.perf_counter()
    for number in range(ALL):
        await platform.send(Parcel(delivery=f"d{number}", to=to, message=Message(text="")))
    return time.perf_counter() - began
