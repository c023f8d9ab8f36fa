"""What a chat platform's part of the bot keeps in the store for itself."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ports import Clock, PlatformItem, Store

Key = tuple[str, str, str]

A_WHILE = timedelta(days=45)
"""For what is asked for after a crash or from a card: nobody does so later."""


@dataclass(frozen=True)
class Notes:
    """Small things under a kind and an id, each a PlatformItem. One that is empty is not there."""

    platform: str
    store: Store
    clock: Clock
    _reading: "_Reading" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read through one door."""
        object.__setattr__(self, "_reading", _Reading(self.store))

    async def get(self, kind: str, key: str) -> Mapping[str, object] | None:
        """What was noted, or None."""
        item = await self._reading.get((self.platform, kind, key))
        return item.body or None if item else None

    async def put(
        self, kind: str, key: str, body: Mapping[str, object], *, kept: timedelta | None = None
    ) -> None:
        """Note something in the place of what was there; ``{}`` forgets.

        It may be removed when it was ``kept`` for so long; without that it stays for good.
        """
        now = await self.clock.now()
        until = _until(now, body, kept)
        item = PlatformItem(
            platform=self.platform, kind=kind, id=key, at=now, until=until, body=body
        )
        async with self.store.write() as tx:
            await tx.put(item)


def _until(now: datetime, body: Mapping[str, object], kept: timedelta | None) -> datetime | None:
    if not body:
        return now
    return now + kept if kept else None


class _Reading:
    """Reads together what is asked for while another read is under way.

    A wave of messages asks for a note each, and reading fifty costs hardly more than reading one.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = asyncio.Lock()
        self._next = _Batch()

    async def get(self, key: Key) -> PlatformItem | None:
        """The item, as it is at some moment after this was asked."""
        batch = self._next
        batch.keys.add(key)
        async with self._turn:
            if batch.found is None:
                await asyncio.sleep(0)  # so that all who are about to ask come along
                self._next = _Batch()
                batch.found = await self._read(batch.keys)
        return batch.found.get(key)

    async def _read(self, keys: set[Key]) -> dict[Key, PlatformItem]:
        async with self._store.read() as tx:
            items = await tx.get_all(PlatformItem, keys)
        return {(item.platform, item.kind, item.id): item for item in items}


@dataclass
class _Batch:
    """What is read next, and what was found once it was."""

    keys: set[Key] = field(default_factory=set)
    found: dict[Key, PlatformItem] | None = None
