"""The bot's side of the sandbox: messages go into the store instead of over a network."""

from dataclasses import replace

from bot.domain.delivery import Place
from bot.domain.errors import UnreachableError
from bot.domain.pace import Rates
from bot.messages import Message
from bot.ports import Address, Clock, Parcel, PlatformItem, Store
from integrations.files import Files
from integrations.sandbox.faults import Faults
from integrations.sandbox.items import BOT, PLATFORM, Post, conversation_of, dump, load, new_id


class SandboxChat:
    """A ChatPlatform that keeps its messages in the store; references are message ids.

    Every address is taken. Nothing hinders two messages for one delivery: a chat platform would
    not either, and tests want to see doubles.
    """

    def __init__(self, *, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._faults = Faults(store=store, clock=clock)
        self._files = Files(PLATFORM, store)

    async def send(self, parcel: Parcel) -> str:
        """Keep the message and return its id. Raises only what was ordered (see below)."""
        conversation = conversation_of(parcel.to)
        await self._faults.meet(conversation)
        post = Post(author=BOT, message=parcel.message)
        return await self.keep(conversation, post, delivery=parcel.delivery)

    async def find(self, delivery: str, to: Address) -> str | None:
        """The id of the first message that was kept for the delivery, or None.

        It is found wherever it went: a person may be addressed otherwise by now.
        """
        async with self._store.read() as tx:
            found = await tx.find(
                PlatformItem,
                platform=PLATFORM,
                kind="message",
                mark=delivery,
                order="id",
                limit=1,
            )
        return found[0].id if found else None

    async def update(self, reference: str, message: Message) -> None:
        """Put another message in its place, marked as edited.

        Raises UnreachableError for an unknown reference, and what was ordered.
        """
        async with self._store.read() as tx:
            item = await tx.get(PlatformItem, PLATFORM, "message", reference)
        if item is not None:
            await self._faults.meet(item.parent)
        if not await self.change(reference, message):
            raise UnreachableError(f"The sandbox has no message {reference}.")

    async def ready(self) -> str | None:
        """None when the store answers, for that is all there is to it."""
        return await self._store.ready()

    def rates(self, place: Place) -> Rates:
        """See ``ChatPlatform.rates``: here nothing is too fast."""
        return Rates()

    async def keep(
        self, conversation: str, post: Post, *, delivery: str | None = None, key: str | None = None
    ) -> str:
        """Put a message of anybody into a conversation, untroubled, and return its id.

        ``key`` is that id where it was given before. A file that is not there is a line instead.
        """
        post = replace(post, message=await self._files.known(post.message))
        item = PlatformItem(
            platform=PLATFORM,
            kind="message",
            id=key or new_id(),
            parent=conversation,
            mark=delivery or post.thread,
            at=await self._clock.now(),
            body=dump(post),
        )
        async with self._store.write() as tx:
            await tx.add(item)
        return item.id

    async def change(self, reference: str, message: Message) -> bool:
        """Replace a message, untroubled. False if there is none."""
        message = await self._files.known(message)
        async with self._store.write() as tx:
            item = await tx.get(PlatformItem, PLATFORM, "message", reference)
            if item is None:
                return False
            post = replace(load(Post, item.body), message=message, edited=True)
            await tx.put(replace(item, body=dump(post)))
            await tx.add(_edit(item))
        return True

    async def close(self, conversation: str, reason: str) -> None:
        """Make this conversation (``dm:…``, ``channel:…``) unreachable from now on."""
        await self._faults.close(conversation, reason)

    async def open(self, conversation: str) -> None:
        """Make a closed conversation reachable again."""
        await self._faults.close(conversation, None)

    async def stumble(self, conversation: str, times: int, after: float | None = None) -> None:
        """Refuse so many sends and updates there with TryLaterError; ``after`` in seconds."""
        await self._faults.stumble(conversation, times, after)


def _edit(item: PlatformItem) -> PlatformItem:
    return PlatformItem(
        platform=PLATFORM,
        kind="edit",
        id=new_id(),
        parent=item.parent,
        at=item.at,
        body={"message": item.id},
    )
