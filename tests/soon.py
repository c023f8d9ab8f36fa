"""Waiting for what comes after a platform has its answer."""

import asyncio
from collections.abc import Callable


async def soon(true: Callable[[], bool]) -> bool:
    """Whether it becomes true within three seconds."""
    for _ in range(300):
        if true():
            return True
        await asyncio.sleep(0.01)
    return False
