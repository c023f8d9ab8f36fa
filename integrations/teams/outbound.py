"""The bot's messages on their way to Teams."""

from dataclasses import replace

from bot.domain.delivery import Place
from bot.domain.errors import CannotTellError, HeadwayError, UnreachableError
from bot.domain.pace import Rates
from bot.messages import Message
from bot.ports import Address, Clock, Parcel, Store
from integrations.files import Files
from integrations.links import Links
from integrations.notes import Notes
from integrations.teams.cards import Payload
from integrations.teams.conversations import Conversations
from integrations.teams.errors import NOT_INSTALLED
from integrations.teams.gateway import Gateway
from integrations.teams.linked import Linked
from integrations.teams.reference import Reference
from integrations.teams.references import References
from integrations.teams.sends import Sending, Sends
from integrations.teams.settings import PLATFORM
from integrations.teams.values import Conversation, Json
from integrations.values import Values

CARD = "application/vnd.microsoft.card.adaptive"
_ALERT = {"notification": {"alert": True}}
"""Shows a message in somebody's activity feed, too.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
"""
_CHANNEL = "@thread.tacv2"
"""How the id of a channel ends; only there messages have threads."""
_GROWN = "grown"


class TeamsChat:
    """A ChatPlatform at Teams.

    A very long message is several at Teams; then a part that is there already is not sent again.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        gateway: Gateway,
        references: References,
        links: Links | None = None,
    ) -> None:
        """Speak through the gateway, and keep in the store what Teams does not."""
        self._gateway = gateway
        self._notes = Notes(PLATFORM, store, clock)
        self._values = Values(self._notes)
        self._sends = Sends(store, clock)
        self._linked = Linked(files=Files(PLATFORM, store), clock=clock, links=links)
        self._conversations = Conversations(gateway=gateway, references=references, clock=clock)

    async def send(self, parcel: Parcel) -> str:
        """See ``ChatPlatform.send``. Raises CannotTellError if Teams did not say what it did.

        A message that Teams took after the app had been removed did not arrive, whatever it
        answered; https://github.com/OfficeDev/microsoft-teams-apps-company-communicator/issues/744
        """
        await self._values.keep(parcel.message)
        payloads = await self.cards(parcel.message)
        at = await self.conversation_of(parcel.to)
        sending = await self._sends.begun(parcel.delivery, at, parts=len(payloads))
        if sending.leaving:
            raise CannotTellError("It is not known whether this message left for Teams.")
        for number in range(len(sending.at.ids), len(payloads)):
            activity = content(payloads[number])
            if number == 0 and not parcel.to.channel:
                activity["channelData"] = _ALERT
            sending = await self._leave(sending, at, activity)
        if await self._conversations.removed(parcel.to):
            async with self._sends.store.write() as tx:
                await self._sends.forget(tx, [parcel.delivery])
            raise UnreachableError(NOT_INSTALLED)
        return str(sending.at)

    async def find(self, delivery: str, to: Address) -> str | None:
        """See ``ChatPlatform.find``. A message of which a part is missing was not sent yet.

        Raises CannotTellError if a request began whose answer was not heard.
        """
        kept = await self._sends.get(delivery)
        if kept is None:
            return None
        if kept.leaving:
            raise CannotTellError("Teams was not heard to say whether this message arrived.")
        return str(kept.at) if kept.whole else None

    async def update(self, reference: str, message: Message) -> None:
        """See ``ChatPlatform.update``. What does not fit any more follows, in channels as a reply.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/update-and-delete-bot-messages
        """
        await self._values.keep(message)
        first = Reference.read(reference)
        kept = await self._notes.get(_GROWN, reference)
        now = Reference.read(str(kept["now"])) if kept else first
        at = await self._conversations.back_to(now)
        payloads = await self.cards(message)
        for payload, shown in zip(payloads, now.ids, strict=False):
            await self._gateway.update(at, shown, content(payload))
        for shown in now.ids[len(payloads) :]:
            await self._gateway.delete(at, shown)
        thread = at.thread(first.ids[0]) if at.id.endswith(_CHANNEL) else at
        more = payloads[len(now.ids) :]
        ids = [*now.ids[: len(payloads)]]
        ids += [await self._gateway.send(thread, content(payload)) for payload in more]
        if tuple(ids) != now.ids:
            new = str(Reference.of(at, *ids))
            await self._notes.put(_GROWN, reference, {"now": new})

    async def ready(self) -> str | None:
        """See ``ChatPlatform.ready``."""
        return await self._gateway.ready()

    def rates(self, place: Place) -> Rates:
        """See ``ChatPlatform.rates``."""
        return self._gateway.rates

    async def post(self, at: Conversation, message: Message, *, thread: str | None = None) -> str:
        """Say something in a conversation, under the message of that id if one is given.

        For answers, which belong to no delivery. Returns the reference; raises as ``send`` does.
        """
        await self._values.keep(message)
        place = at.thread(thread)
        payloads = await self.cards(message)
        ids = [await self._gateway.send(place, content(each)) for each in payloads]
        return str(Reference.of(at, *ids))

    async def cards(self, message: Message) -> list[Payload]:
        """A message as it is sent, with links to its files."""
        return await self._linked.cards(message)

    async def conversation_of(self, to: Address) -> Conversation:
        """Where a message to this address goes.

        Raises UnreachableError with what to do if there is no way, and else as ``send`` does.
        """
        return await self._conversations.of(to)

    async def _leave(self, sending: Sending, at: Conversation, activity: Json) -> Sending:
        """Send a part, between two notes: so a crash leaves behind how far it came."""
        await self._gateway.prepare(at)
        await self._sends.put(replace(sending, leaving=True))
        try:
            made = await self._gateway.send(at, activity)
        except CannotTellError:
            raise
        except HeadwayError:
            await self._sends.put(replace(sending, leaving=False))
            raise
        arrived = sending.arrived(made)
        await self._sends.put(arrived)
        return arrived


def content(payload: Payload) -> Json:
    """A payload as an activity; ``summary`` is what notifications and lists of chats show.

    A ``text`` would stand a second time above the card. Locked Android phones alone look for one:
    https://github.com/OfficeDev/microsoft-teams-library-js/issues/3054
    """
    return {
        "type": "message",
        "summary": payload.text,
        "attachments": [{"contentType": CARD, "content": payload.card}],
    }
