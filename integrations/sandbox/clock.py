"""A clock that can be set: what a demo and tests need to play weeks in seconds."""

import time
from datetime import UTC, datetime

from bot.domain.errors import NaiveTimeError
from bot.ports import PlatformItem, Store
from integrations.sandbox.items import PLATFORM
from integrations.steady import SteadyTime

_KIND = "clock"
_SECOND = 1.0


class SandboxClock:
    """A Clock that stands where it was put, for every process on the same store.

    As long as nobody has set it, it tells real time, which never goes back; another process that
    sets it is noticed within a second.
    """

    def __init__(self, *, store: Store) -> None:
        self._store = store
        self._real_until = 0.0
        self._real = SteadyTime()

    async def now(self) -> datetime:
        """The moment that was set, or the real one; aware, in UTC."""
        if time.monotonic() < self._real_until:
            return self._real.now()
        async with self._store.read() as tx:
            item = await tx.get(PlatformItem, PLATFORM, _KIND, _KIND)
        if item and item.body["set"]:
            return item.at
        self._real_until = time.monotonic() + _SECOND
        return self._real.now()

    async def move_to(self, moment: datetime) -> None:
        """Stand at this moment until moved again. Raises NaiveTimeError without a zone."""
        if moment.tzinfo is None:
            raise NaiveTimeError("Give the sandbox's clock a moment with a zone.")
        await self._put(moment.astimezone(UTC), is_set=True)

    async def let_go(self) -> None:
        """Tell real time again."""
        await self._put(datetime.now(UTC), is_set=False)

    async def _put(self, moment: datetime, *, is_set: bool) -> None:
        item = PlatformItem(
            platform=PLATFORM, kind=_KIND, id=_KIND, at=moment, body={"set": is_set}
        )
        self._real_until = 0.0
        async with self._store.write() as tx:
            await tx.put(item)
