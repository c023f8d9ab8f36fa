"""Chat platforms, and what they hand their events to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Place
from bot.domain.pace import Rates
from bot.domain.people import Workspace
from bot.messages import Incoming, Message, Response, Sender


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a message goes: a person (by user id or e-mail address) or a channel (by its id)."""

    workspace: Workspace
    user: str | None = None
    email: str | None = None
    channel: str | None = None


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A message on its way, with the id of the delivery that it belongs to."""

    delivery: str
    to: Address
    message: Message


class ChatPlatform(Protocol):
    """Sends messages and changes them; decides nothing."""

    async def send(self, parcel: Parcel) -> str:
        """Hand a message over and return the platform's reference to it.

        Raises TryLaterError if nothing was handed over and a later attempt may work, and
        UnreachableError if this address cannot be reached until something changes.
        """
        ...

    async def find(self, delivery: str, to: Address) -> str | None:
        """The reference of the message that was sent for a delivery, or None if there is none.

        Raises CannotTellError where the platform keeps no trace, and TryLaterError if it does not
        answer now.
        """
        ...

    async def update(self, reference: str, message: Message) -> None:
        """Put another message in the place of a sent one. Raises as ``send`` does."""
        ...

    async def ready(self) -> str | None:
        """None when the platform answers, else why it does not."""
        ...

    def rates(self, place: Place) -> Rates:
        """How fast messages may go out in a workspace, and in each conversation of it.

        For what the bot sends by itself; answers to people do not wait (``bot.ledger.pace``).
        """
        ...


class Inbound(Protocol):
    """Takes what people do. The router is one."""

    async def handle(self, event: Incoming) -> Response:
        """Do what the event asks, once however often it comes, and say what to answer."""
        ...

    async def home(self, sender: Sender, at: datetime) -> Message:
        """What somebody's home shows at this moment; nothing is changed by looking.

        For platforms with a page of one's own for each person. Ask anew when it is opened, and
        after each event of that person and each message to them. A stranger's says so.
        """
        ...

    async def without_names(self, sender: Sender, text: str) -> str:
        """The text with "a teacher" and the like where it names somebody who must not be kept.

        For platforms that put a message into a form, which they may keep until it is opened.
        """
        ...
