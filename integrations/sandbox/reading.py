"""What can be read in the sandbox: conversations, and how far they were read."""

from operator import attrgetter

from bot.ports import AtLeast, Below, PlatformItem, Store
from integrations.sandbox.items import PLATFORM, Shown, channel, direct, shortly_before, shown

MOST_UNREAD = 99
_NEWEST_KINDS = ("message", "edit")


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

    async def unread(self, user: str, key: str) -> int:
        """How many messages of others came after what the user has read; at most 99 are counted."""
        last = await self.last_read(user, key)
        async with self._store.read() as tx:
            items = await tx.find(
                PlatformItem,
                platform=PLATFORM,
                kind="message",
                parent=key,
                # The least text that sorts after an id is the id with something behind it.
                id=AtLeast(f"{last}0"),
                order="-id",
                limit=MOST_UNREAD,
            )
        newer = [shown(item) for item in items]
        return sum(one.author != user and one.seen_by(user) for one in newer)

    async def thread(self, reference: str, *, reader: str) -> list[Shown]:
        """A message and what was replied to it, the oldest first, as far as the user can see it."""
        first = await self.message(reference)
        async with self._store.read() as tx:
            found = await tx.find(
                PlatformItem, platform=PLATFORM, kind="message", mark=reference, order="id"
            )
        every = [*([first] if first else []), *(shown(item) for item in found)]
        return [one for one in every if one.seen_by(reader)]

    async def changes(self, key: str, since: str, *, reader: str) -> list[Shown]:
        """What came or changed after the id ``since``, the oldest first.

        Some that came shortly before are among it again.
        """
        async with self._store.read() as tx:
            edits, messages = [
                await tx.find(
                    PlatformItem,
                    platform=PLATFORM,
                    kind=kind,
                    parent=key,
                    id=AtLeast(shortly_before(since)),
                    order="id",
                )
                for kind in ("edit", "message")
            ]
            edited = {str(edit.body["message"]) for edit in edits} - {item.id for item in messages}
            older = await tx.get_all(PlatformItem, [(PLATFORM, "message", one) for one in edited])
        every = [shown(item) for item in [*sorted(older, key=attrgetter("id")), *messages]]
        return [one for one in every if one.seen_by(reader)]

    async def newest(self) -> str:
        """The id of the newest message or edit anywhere; "0" before there is one."""
        async with self._store.read() as tx:
            found = [
                item.id
                for kind in _NEWEST_KINDS
                for item in await tx.find(
                    PlatformItem, platform=PLATFORM, kind=kind, order="-id", limit=1
                )
            ]
        return max(found, default="0")

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
