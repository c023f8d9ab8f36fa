"""Where somebody did something in Teams, and so where they are answered; pure."""

from dataclasses import dataclass

from bot.domain.people import Side, Workspace
from bot.messages import Sender
from bot.ports import Address
from integrations.teams.reference import Reference
from integrations.teams.said import inner
from integrations.teams.settings import PLATFORM
from integrations.teams.values import App, Conversation, Json


@dataclass(frozen=True, kw_only=True)
class Place:
    """A conversation, and the way to whoever did something there.

    ``direct``: with the bot alone. ``thread`` is the id of the message at the head of a channel's
    thread, and ``message`` names the bot's message that was pressed.
    """

    at: Conversation
    sender: Sender
    direct: bool
    thread: str | None = None
    message: str | None = None

    @property
    def address(self) -> Address:
        """Where the person is reached alone; which side they are on plays no part in that."""
        workspace = Workspace(side=Side.DISTRICT, platform=PLATFORM, id=self.at.tenant)
        return Address(workspace=workspace, user=self.sender.user, email=self.sender.email)

    @property
    def root(self) -> str | None:
        """The message at the head of the thread, as it is named elsewhere."""
        return self.named(self.thread)

    def named(self, message: str | None) -> str | None:
        """A message of this conversation, as it is named elsewhere."""
        return str(Reference.of(self.at, message)) if message else None


def of(activity: Json, *, app: App, sender: Sender) -> Place:
    """Where an activity comes from.

    An action of the menu is used on messages, the chats of two people among them: nowhere there
    is the bot alone with anybody.
    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
    """
    where = str(inner(activity, "conversation").get("id") or "")
    by_menu = str(activity.get("name") or "").startswith("composeExtension/")
    return Place(
        at=Conversation.of(activity, app=app.id),
        sender=sender,
        direct=personal(activity) and not by_menu,
        thread=where.partition(";messageid=")[2] or None,
    )


def personal(activity: Json) -> bool:
    """Whether an activity comes from a chat of two, as that with the bot."""
    return inner(activity, "conversation").get("conversationType") == "personal"
