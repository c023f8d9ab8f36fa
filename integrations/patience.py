"""Doing something as soon as a chat platform lets us."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.domain.errors import TryLaterError
from integrations.faults import FaultError

T = TypeVar("T")

_ATTEMPTS = 4
_LONGEST = 30.0
"""Seconds to wait between them, at most."""


async def patiently(work: Callable[[], Awaitable[T]]) -> T:
    """Do something while somebody waits for it, again after each pause the platform asks for.

    Raises as the work does when that takes too long, and at once for a fault of our own.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return await work()
        except FaultError:
            raise
        except TryLaterError as error:
            await asyncio.sleep(min(error.after or 1.0, _LONGEST))
    return await work()
