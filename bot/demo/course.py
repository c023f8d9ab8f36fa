"""The course of time: whatever falls due, and what people do meanwhile, in their order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.bootstrap import Headway
from bot.demo.story import Scene
from bot.domain.delivery import Delivery, DeliveryState
from bot.jobs.upcoming import next_due
from bot.ports import AtMost, Clock
from integrations.sandbox import PLATFORM

AFTERWARDS = timedelta(seconds=1)
"""The clock comes to rest so long after the full minute: what somebody does at the very moment of
a digest would belong neither to that digest nor to the next."""

_JUST_BEFORE = timedelta(microseconds=1)
_TRIES = 40
_PAUSE = 0.05
"""Seconds between the tries."""


class MovableClock(Clock, Protocol):
    """A clock that stands where it was put."""

    async def move_to(self, moment: datetime) -> None:
        """Stand at this moment (aware) until moved again."""
        ...


@dataclass(frozen=True, kw_only=True)
class Course:
    """Passes time for a bot whose clock can be moved; ``play`` does what a scene says."""

    headway: Headway
    clock: MovableClock
    play: Callable[[Scene], Awaitable[object]]

    async def pass_to(self, until: datetime, scenes: Iterable[tuple[datetime, Scene]]) -> None:
        """Move on to ``until``, through all that falls due before and the scenes, in their order.

        At one moment the bell comes first and the scene then.
        """
        after = await self.clock.now()
        await self._tick_at(after)
        for moment, scene in scenes:
            await self._let_fall_due(after, moment)
            await self.clock.move_to(moment)
            await self.play(scene)
            # What people cause is due at once, at the same moment.
            after = moment - _JUST_BEFORE
        await self._let_fall_due(after, until)
        await self._tick_at(until)

    async def _let_fall_due(self, after: datetime, until: datetime) -> None:
        while due := await next_due(self.headway.store, after=after, until=until):
            await self._tick_at(due)
            after = due

    async def _tick_at(self, moment: datetime) -> None:
        """Pass the clock at this moment until everything is delivered.

        While another pass delivers, with the time of a moment ago, this one would only queue.
        """
        await self.clock.move_to(moment)
        for _ in range(_TRIES):
            await self.headway.tick()
            if not await self._is_left(moment):
                break
            await asyncio.sleep(_PAUSE)

    async def _is_left(self, moment: datetime) -> bool:
        async with self.headway.store.read() as tx:
            waiting = await tx.count(
                Delivery,
                state=DeliveryState.QUEUED,
                not_before=AtMost(moment),
                platform=PLATFORM,
            )
        return waiting > 0
