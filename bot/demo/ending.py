"""Where the story has ended: what comes after it is the visitor's. Kept in the sandbox."""

from datetime import datetime

from bot.ports import PlatformItem, Store
from integrations.sandbox import PLATFORM

KIND = "story"
ID = "ended"


async def end_at(store: Store, moment: datetime) -> None:
    """Remember that the story was played up to this moment, and no further."""
    item = PlatformItem(platform=PLATFORM, kind=KIND, id=ID, at=moment, body={})
    async with store.write() as tx:
        await tx.put(item)


async def ended_at(store: Store) -> datetime | None:
    """The moment (aware, UTC) at which the story ended; None while it is played."""
    async with store.read() as tx:
        item = await tx.get(PlatformItem, PLATFORM, KIND, ID)
    return item.at if item else None
