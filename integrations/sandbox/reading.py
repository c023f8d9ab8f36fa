"""What can be read in the sandbox: conversations, and how far they were read."""

from bot.ports import Below, PlatformItem, Store
from integrations.sandbox.items import PLATFORM, Shown, channel, direct, shown


class Reading:
    """Reads conversations; changes nothing."""

    def __init__(self, *, store: Store) -> None:
        self._store = store

    async def conversations(self, user: str) -> list[str]:
        """What the user can look into: the talk with the bot first, then joined channels."""
        async with self._store.read() as tx:
            joined = await tx.find(
                PlatformItem, platform=PLATFORM, kind="member", parent=user, order="id"
            )
        return [direct(user), *(channel(str(item.body["channel"])) for item in joined)]

    async def conversation(
        self, key: str, *, before: str | None = None, limit: int = 50, reader: str | None = None
    ) -> list[Shown]:
        """At most ``limit`` messages, the newest first, older than the one with id ``before``.

        With ``reader`` only what that user can see; without, everything.
        """
        found: list[Shown] = []
        # Every id begins with 0 or 1 until the year 2286, so it sorts before "9".
        end = before or "9"
        while len(found) < limit:
            page = await self._page(key, end, limit)
            found += [one for one in page if reader is None or one.seen_by(reader)]
            if len(page) < limit:
                break
            end = page[-1].id
        return found[:limit]

    async def last_read(self, user: str, key: str) -> str:
        """The id up to which a user has read a conversation; empty at first."""
        async with self._store.read() as tx:
            item = await tx.get(PlatformItem, PLATFORM, "read", f"{user} {key}")
        return item.parent if item else ""

    async def _page(self, key: str, before: str, limit: int) -> list[Shown]:
        async with self._store.read() as tx:
            items = await tx.find(
                PlatformItem,
                platform=PLATFORM,
                kind="message",
                parent=key,
                id=Below(before),
                order="-id",
                limit=limit,
            )
        return [shown(item) for item in items]

    async def message(self, reference: str) -> Shown | None:
        """The message with this id, or None."""
        async with self._store.read() as tx:
            item = await tx.get(PlatformItem, PLATFORM, "message", reference)
        return shown(item) if item else None
