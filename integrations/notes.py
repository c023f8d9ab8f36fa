"""What a chat platform's part of the bot keeps in the store for itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.ports import Clock, PlatformItem, Store


@dataclass(frozen=True)
class Notes:
    """Small things under a kind and an id, each a PlatformItem. One that is empty is not there."""

    platform: str
    store: Store
    clock: Clock

    async def get(self, kind: str, key: str) -> Mapping[str, object] | None:
        """What was noted, or None."""
        async with self.store.read() as tx:
            item = await tx.get(PlatformItem, self.platform, kind, key)
        return item.body or None if item else None

    async def put(self, kind: str, key: str, body: Mapping[str, object]) -> None:
        """Note something in the place of what was there; ``{}`` forgets."""
        now = await self.clock.now()
        item = PlatformItem(platform=self.platform, kind=kind, id=key, at=now, body=body)
        async with self.store.write() as tx:
            await tx.put(item)
