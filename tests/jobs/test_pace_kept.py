"""A workspace's pace in a time of its own: nothing waits, and the clock moves on all the same."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivery import Place
from bot.domain.pace import Rates, allowed
from bot.jobs import PLANNING, Desk, tick
from bot.jobs.delivering import deliver_to
from bot.ports import Parcel
from storage.memory import MemoryStore, MemoryTransaction
from tests.bench.crowd import NOW, PLATFORM, desk, partnerships, people, schedules
from tests.fakes import FakePlatform

PEOPLE, A_MINUTE, PART = 350, 300, 0.95
HERE = Place(platform=PLATFORM, workspace="T-district-000")
BETWEEN = 0.4
"""Seconds from one turn to the next, until somebody takes the job up."""
LASTING = 0.05
"""Seconds of each transaction, and of each answer of the platform."""


class Loop(asyncio.SelectorEventLoop):
    """Jumps to the next moment for which something waits."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = 0.0
        select = self._selector.select  # type: ignore[attr-defined]  # asyncio's own

        def jump(timeout: float | None = None) -> object:
            self.moment += max(timeout or 0.0, 0.0)
            return select(0)

        self._selector.select = jump  # type: ignore[attr-defined]  # asyncio's own

    def time(self) -> float:
        return self.moment


class _Lasting(MemoryStore):
    @asynccontextmanager
    async def read(self) -> AsyncIterator[MemoryTransaction]:
        await asyncio.sleep(LASTING)
        async with super().read() as tx:
            yield tx

    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryTransaction]:
        await asyncio.sleep(LASTING)
        async with super().write() as tx:
            yield tx


class _Slack(FakePlatform):
    """Takes three hundred a minute; everything stands still for a while in each of ``stalls``."""

    def __init__(self, loop: Loop, stalls: list[float]) -> None:
        super().__init__()
        self.limits = Rates(workspace=allowed(A_MINUTE, seconds=60))
        self.loop, self.stalls = loop, list(stalls)
        self.times: list[float] = []

    async def send(self, parcel: Parcel) -> str:
        self.times.append(self.loop.time())
        if self.stalls and self.loop.time() > self.stalls[0]:
            self.loop.moment = self.stalls.pop(0) + 1.5
        await asyncio.sleep(LASTING)
        return await super().send(parcel)


async def due(loop: Loop, slack: _Slack) -> Desk:
    """Everybody's check-in is queued."""
    (district,) = partnerships(1)
    crowd = people(district, PEOPLE)
    store = _Lasting()
    async with store.write() as tx:
        await tx.put(district, *crowd, *schedules(district, crowd, lambda _: timedelta()))
    ours = replace(desk(store, {PLATFORM: slack}), seconds=loop.time)
    await tick(replace(ours, platforms={}), NOW, PLANNING)
    return ours


async def sent(loop: Loop, stalls: list[float]) -> list[float]:
    """When each message was handed over, turn by turn."""
    slack = _Slack(loop, stalls)
    ours = await due(loop, slack)
    again: object = NOW
    while again:
        again = (await deliver_to(ours, HERE, now=NOW + timedelta(seconds=loop.time()))).again
        await asyncio.sleep(BETWEEN)
    return slack.times


@pytest.mark.parametrize("stalls", [[], [3.0, 18.0, 33.0, 48.0]], ids=["calm", "stalls"])
def test_what_is_allowed_is_used_though_everything_takes_its_time(stalls: list[float]) -> None:
    """Nor does any minute hold more than the platform takes."""
    loop = Loop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        times = runner.run(sent(loop, stalls))
    assert len(times) == PEOPLE
    assert PEOPLE / (times[-1] - times[0]) >= PART * A_MINUTE / 60
    assert max(sum(0 <= each - one < 60 for each in times) for one in times) <= A_MINUTE
