"""Where a message to somebody goes: the chat with them, a channel or a group chat."""

from dataclasses import dataclass, replace

from bot.domain.errors import UnreachableError
from bot.ports import Address, Clock
from integrations.teams.errors import NOT_INSTALLED
from integrations.teams.gateway import Gateway
from integrations.teams.known import PERSONAL, Known
from integrations.teams.reference import Reference
from integrations.teams.references import References
from integrations.teams.values import Conversation

NOT_HERE = (
    "Headway is not in this person's Teams yet. They add it under Apps, or an administrator "
    "installs it for them."
)
"""Why somebody is not reached of whom Teams has told nothing."""
NO_TENANT = "Headway is not in this Teams organization yet. Add the app there."


@dataclass(frozen=True, kw_only=True)
class Conversations:
    """The conversation that an address leads to. Teams is asked only to open a first chat."""

    gateway: Gateway
    references: References
    clock: Clock

    async def of(self, to: Address) -> Conversation:
        """Where to write. Raises UnreachableError if there is no way, and else as the gateway."""
        tenant = to.workspace.id
        if to.channel:
            return await self._channel(tenant, to.channel)
        known = await self.references.person(tenant, user=to.user, email=to.email)
        if known is None:
            return await self._opened(to)
        return _way(known)

    async def removed(self, to: Address) -> bool:
        """Whether the app was removed there, as far as Teams has told."""
        tenant = to.workspace.id
        if to.channel:
            known = await self.references.channel(tenant, to.channel)
        else:
            known = await self.references.person(tenant, user=to.user, email=to.email)
        return known is not None and known.removed is not None

    async def back_to(self, sent: Reference) -> Conversation:
        """The conversation of a sent message. Raises UnreachableError if there is no way there."""
        near = await self.references.near(sent.tenant, sent.app)
        if near is None:
            raise UnreachableError(NO_TENANT)
        return replace(near, id=sent.conversation)

    async def _channel(self, tenant: str, channel: str) -> Conversation:
        """One in which nothing was heard yet is written to by any way into its tenant.

        A channel's id is its conversation's. Its team is not known by it, and need not be: Teams
        itself says whether the app is there.
        """
        known = await self.references.channel(tenant, channel)
        if known is not None:
            return _way(known)
        near = await self.references.near(tenant)
        if near is None:
            raise UnreachableError(NO_TENANT)
        return replace(near, id=channel)

    async def _opened(self, to: Address) -> Conversation:
        """The chat with a member of a team that the app is in, kept from then on."""
        tenant = to.workspace.id
        member = await self.references.member(tenant, user=to.user, email=to.email)
        if member is None:
            raise UnreachableError(NOT_HERE)
        at = await self.gateway.open(member.at, member.account or member.user or "")
        now = await self.clock.now()
        await self.references.met(replace(member, at=at, scope=PERSONAL, team=None, seen=now))
        return at


def _way(known: Known) -> Conversation:
    if known.removed:
        raise UnreachableError(NOT_INSTALLED)
    return known.at
