"""What became of each delivery at Teams, which keeps no trace of it that could be looked up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ports import AtLeast, Clock, OneOf, PlatformItem, Store, Transaction
from integrations.notes import A_WHILE
from integrations.teams.reference import Reference
from integrations.teams.settings import PLATFORM
from integrations.teams.values import Conversation

_KIND = "delivery"


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A delivery with the activities that arrived, of so many ``parts``.

    ``leaving``: a request began, and it is not known whether Teams took it.
    """

    delivery: str
    at: Reference
    parts: int
    leaving: bool = False

    def arrived(self, activity: str) -> "Sending":
        """The same with one more part."""
        return replace(self, leaving=False, at=replace(self.at, ids=(*self.at.ids, activity)))

    @property
    def whole(self) -> bool:
        """Whether all of it arrived."""
        return len(self.at.ids) >= self.parts


@dataclass(frozen=True)
class Sends:
    """A row for each delivery, written before and after each of its requests."""

    store: Store
    clock: Clock

    async def get(self, delivery: str) -> Sending | None:
        """What became of it; None if nothing was begun."""
        async with self.store.read() as tx:
            item = await tx.get(PlatformItem, PLATFORM, _KIND, delivery)
        return _read(item) if item and item.body else None

    async def begun(self, delivery: str, at: Conversation, *, parts: int) -> Sending:
        """A delivery to this conversation, with the parts of it that are there already."""
        kept = await self.get(delivery)
        if kept and replace(kept.at, ids=()) == Reference.of(at):
            return replace(kept, parts=parts)
        return Sending(delivery=delivery, at=Reference.of(at), parts=parts)

    async def put(self, sending: Sending) -> None:
        """Keep what became of it until now."""
        now = await self.clock.now()
        item = PlatformItem(
            platform=PLATFORM,
            kind=_KIND,
            id=sending.delivery,
            parent=_parent(sending.at.tenant, sending.at.conversation),
            at=now,
            until=now + A_WHILE,
            body={
                "app": sending.at.app,
                "tenant": sending.at.tenant,
                "conversation": sending.at.conversation,
                "ids": list(sending.at.ids),
                "parts": sending.parts,
                "leaving": sending.leaving,
            },
        )
        async with self.store.write() as tx:
            await tx.put(item)

    async def since(
        self, tx: Transaction, moment: datetime, *, tenant: str, conversations: Iterable[str]
    ) -> list[str]:
        """The deliveries that Teams took for these conversations from this moment on."""
        parents = OneOf(tuple(_parent(tenant, each) for each in conversations))
        items = await tx.find(
            PlatformItem, platform=PLATFORM, kind=_KIND, parent=parents, at=AtLeast(moment)
        )
        return [item.id for item in items if item.body]

    async def forget(self, tx: Transaction, deliveries: Iterable[str]) -> None:
        """What was taken did not arrive: it may be sent again, should there be a way once more."""
        keys = [(PLATFORM, _KIND, each) for each in deliveries]
        await tx.put(*(replace(each, body={}) for each in await tx.get_all(PlatformItem, keys)))


def _parent(tenant: str, conversation: str) -> str:
    return f"{tenant}/{conversation}"


def _read(item: PlatformItem) -> Sending:
    body = item.body
    at = Reference(
        tenant=str(body["tenant"]),
        app=str(body["app"]),
        conversation=str(body["conversation"]),
        ids=tuple(body["ids"]),  # type: ignore[arg-type]  # JSON of our own
    )
    return Sending(
        delivery=item.id, at=at, parts=int(str(body["parts"])), leaving=bool(body["leaving"])
    )
