"""Where a message to somebody goes: the direct conversations, each opened once."""

from dataclasses import dataclass

from bot.domain.errors import UnreachableError
from bot.ports import Address
from integrations.notes import Notes
from integrations.slack.api import Workspaces

_KIND = "im"


@dataclass(frozen=True)
class Conversations:
    """The conversation of each address: a channel's own id, or that of the one with a person."""

    notes: Notes
    workspaces: Workspaces

    async def of(self, to: Address) -> str:
        """The conversation that an address leads to; Slack is asked only the first time.

        Raises UnreachableError if there is none, and else as ``Workspaces.call`` does.
        """
        if to.channel:
            return to.channel
        kept = await self.notes.get(_KIND, _key(to))
        return str(kept["channel"]) if kept else await self.open(to)

    async def open(self, to: Address) -> str:
        """Open the conversation with a person, and keep it. Raises as ``of`` does.

        https://docs.slack.dev/reference/methods/conversations.open
        """
        user = to.user or await self._by_email(to)
        opened = await self.workspaces.call(to.workspace.id, "conversations.open", users=user)
        channel = str(opened["channel"]["id"])
        await self.notes.put(_KIND, _key(to), {"channel": channel, "user": user})
        return channel

    async def user_of(self, to: Address) -> str | None:
        """The Slack id of a person whose conversation has been opened; None for a channel."""
        if to.channel or to.user:
            return to.user
        kept = await self.notes.get(_KIND, _key(to))
        return str(kept["user"]) if kept else None

    async def _by_email(self, to: Address) -> str:
        """https://docs.slack.dev/reference/methods/users.lookupByEmail."""
        if not to.email:
            raise UnreachableError("Neither a Slack user id nor an e-mail address is known.")
        found = await self.workspaces.call(to.workspace.id, "users.lookupByEmail", email=to.email)
        return str(found["user"]["id"])


def _key(to: Address) -> str:
    return f"{to.workspace.id}/{to.user or (to.email or '').lower()}"
