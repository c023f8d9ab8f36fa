"""The engine that does its work in this process."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog

from bot.domain.delivery import Place

log = structlog.get_logger()

T = TypeVar("T")

PLACES_AT_ONCE = 50


class Embedded:
    """See ``Engine``: begins at once and waits for the end, many places beside each other."""

    async def each(self, places: Sequence[Place], work: Callable[[Place], Awaitable[T]]) -> list[T]:
        """See ``Engine.each``. The error of a place is logged."""
        slots = asyncio.Semaphore(PLACES_AT_ONCE)

        async def done(place: Place) -> T:
            async with slots:
                return await work(place)

        outcomes = await asyncio.gather(*map(done, places), return_exceptions=True)
        for place, outcome in zip(places, outcomes, strict=True):
            if isinstance(outcome, BaseException):
                log.error(
                    "Delivering to a workspace broke off; the next pass tries again.",
                    action="deliver_broke_off",
                    place=str(place),
                    exc_info=outcome,
                )
        return [each for each in outcomes if not isinstance(each, BaseException)]
