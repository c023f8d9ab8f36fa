"""The ways to people, channels and chats, kept from what Teams tells of installs and messages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.ports import Clock, PlatformItem, Store, Transaction
from integrations.fresh import Fresh
from integrations.notes import Notes
from integrations.teams.addresses import Addresses
from integrations.teams.known import CONVERSATION, MEMBER, Known, item_of, key_of, read_item
from integrations.teams.settings import PLATFORM
from integrations.teams.values import Conversation

_LATEST = 50
"""Among so many a way into a tenant is looked for."""

Change = Callable[[Known | None], Known | None]


class References:
    """What is known of each conversation; a row is written only if something has changed.

    Of several ways to the same the newest counts: Teams moves its service URLs.
    """

    def __init__(self, *, store: Store, clock: Clock) -> None:
        """Keep them in a store."""
        self._store = store
        self._addresses = Addresses(store, clock)
        self._notes = Notes(PLATFORM, store, clock)
        self._met: Fresh[tuple[str, str], Known] = Fresh()
        self._near: Fresh[tuple[str, str | None], Conversation] = Fresh()

    async def person(
        self, tenant: str, *, user: str | None = None, email: str | None = None
    ) -> Known | None:
        """The chat with a person, by Entra object id, else by an address that Teams told."""
        return await self._of_person(CONVERSATION, tenant, user, email)

    async def member(
        self, tenant: str, *, user: str | None = None, email: str | None = None
    ) -> Known | None:
        """A person as a member of a team that the app is in, found as ``person`` does."""
        return await self._of_person(MEMBER, tenant, user, email)

    async def channel(self, tenant: str, place: str) -> Known | None:
        """A channel, group chat or team. A channel's app is removed when its team's is."""
        known = await self._get(CONVERSATION, tenant, place)
        if known is None or known.team in {None, place}:
            return known
        team = await self._get(CONVERSATION, tenant, known.team or "")
        return replace(known, removed=team.removed) if team else known

    async def near(self, tenant: str, app: str | None = None) -> Conversation | None:
        """The newest way into a tenant, of this app if one is named; None before the app is there.

        For conversations that are known by their id alone: the service URL is the same for all
        conversations of a tenant.
        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
        """
        found = self._near.get((tenant, app))
        if found is None:
            for known in await self.kept(tenant, latest=_LATEST):
                if app in {None, known.at.app}:
                    self._near.put((tenant, app), known.at)
                    return known.at
        return found

    async def kept(
        self, tenant: str | None = None, *, kind: str = CONVERSATION, latest: int | None = None
    ) -> list[Known]:
        """Everything that is known of a tenant, or of all; the newest first."""
        where = {} if tenant is None else {"parent": tenant}
        async with self._store.read() as tx:
            items = await tx.find(
                PlatformItem, platform=PLATFORM, kind=kind, order="-at", limit=latest, **where
            )
        return [known for item in items if (known := read_item(item))]

    async def met(self, now: Known, *, kind: str = CONVERSATION) -> bool:
        """Keep the way to somebody or somewhere; whether it was unknown until now, or closed.

        For each message: mostly there is no change.
        """
        place = (kind, f"{now.at.tenant}/{now.key}")
        before = self._met.get(place)
        if before is not None and now.since(before) == before:
            return False
        before = await self._get(kind, now.at.tenant, now.key)
        after = await self._change(kind, now.at.tenant, now.key, now.since)
        self._met.put(place, after or now)
        return after is not None and not after.removed and (before is None or bool(before.removed))

    async def joined(self, now: Known) -> bool:
        """Keep an install; whether it is the first that was told of since the last removal."""
        new = False

        def change(before: Known | None) -> Known | None:
            nonlocal new
            after = replace(now, welcomed=True).since(before)
            new = after.welcomed and not (before and before.welcomed)
            return after

        await self._change(CONVERSATION, now.at.tenant, now.key, change)
        return new

    async def removed(
        self, tx: Transaction, tenant: str, key: str, *, at: datetime
    ) -> Known | None:
        """Mark that the app was removed there at this moment, and drop addresses.

        Returns what was known; None if nothing was, or it was installed again since then.
        """
        before = read_item(await tx.get(PlatformItem, PLATFORM, CONVERSATION, f"{tenant}/{key}"))
        if before is None or before.gone(at) == before:
            return None
        await tx.put(item_of(before.gone(at), CONVERSATION))
        await self.unaddressed(tx, before)
        self._met.forget((CONVERSATION, f"{tenant}/{key}"))
        return before

    async def not_member(self, tenant: str, user: str) -> None:
        """Forget that somebody is in a team."""
        await self._notes.put(MEMBER, f"{tenant}/{key_of(user)}", {})
        self._met.forget((MEMBER, f"{tenant}/{key_of(user)}"))

    async def addressed(self, tenant: str, user: str, addresses: Sequence[str]) -> None:
        """Keep by which addresses Teams knows a person who has the app or is in a team with it."""
        told = tuple(addresses)

        def change(known: Known | None) -> Known | None:
            return replace(known, addresses=told) if known and not known.removed else known

        if told:
            await self._change(CONVERSATION, tenant, key_of(user), change)
            await self._addresses.put(tenant, user, told)

    async def unaddressed(self, tx: Transaction, known: Known) -> None:
        """Forget a person's addresses."""
        if known.user:
            await self._addresses.drop(tx, known.at.tenant, known.user)

    async def zoned(self, tenant: str, user: str, zone: str) -> bool:
        """Keep in which zone a person is; False if that was known, or nothing is of them."""
        met = self._met.get((CONVERSATION, f"{tenant}/{key_of(user)}"))
        before = met or await self._get(CONVERSATION, tenant, key_of(user))
        if before is None or before.zone == zone:
            return False
        await self._change(
            CONVERSATION, tenant, key_of(user), lambda known: known and replace(known, zone=zone)
        )
        return True

    async def _of_person(
        self, kind: str, tenant: str, user: str | None, email: str | None
    ) -> Known | None:
        if user is None and email:
            user = await self._addresses.owner(tenant, email)
        return await self._get(kind, tenant, key_of(user)) if user else None

    async def _get(self, kind: str, tenant: str, key: str) -> Known | None:
        async with self._store.read() as tx:
            return read_item(await tx.get(PlatformItem, PLATFORM, kind, f"{tenant}/{key}"))

    async def _change(self, kind: str, tenant: str, key: str, change: Change) -> Known | None:
        """Put what it has become, if it has; reading keeps no writer waiting."""
        before = await self._get(kind, tenant, key)
        if change(before) == before:
            return before
        async with self._store.write() as tx:
            before = read_item(await tx.get(PlatformItem, PLATFORM, kind, f"{tenant}/{key}"))
            after = change(before)
            if after is not None and after != before:
                await tx.put(item_of(after, kind))
        self._met.forget((kind, f"{tenant}/{key}"))
        return after
