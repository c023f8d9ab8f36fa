"""One thing after the other for each person, while others go on."""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """Locks by key, as long as somebody holds or waits for them; first come, first served."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, key: str) -> asyncio.Lock:
        """The lock of this key, to be entered with ``async with``."""
        return self._locks.setdefault(key, asyncio.Lock())
