"""Who is in the teams that the app is in: so that those can be written to who have not added it."""

from dataclasses import dataclass, replace

from bot.domain.errors import UnreachableError
from bot.ports import Clock
from integrations.teams.conversations import NOT_HERE
from integrations.teams.errors import NOBODY, UNREACHABLE
from integrations.teams.gateway import Gateway
from integrations.teams.known import MEMBER, TEAM, Known, key_of
from integrations.teams.member import Member
from integrations.teams.ours import Ours
from integrations.teams.references import References
from integrations.teams.values import Conversation

OVER = {NOT_HERE, NOBODY, UNREACHABLE["membernotfoundinconversation"]}
"""Why somebody could not be reached who is shown in a team or chat now."""


@dataclass(frozen=True, kw_only=True)
class Rosters:
    """Keeps of our people in which team they are, and nothing of others."""

    gateway: Gateway
    references: References
    ours: Ours
    clock: Clock

    async def read(self, team: Conversation) -> None:
        """Ask who is in a team; whoever was in it and is no more has left. Raises as the gateway.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
        """
        shown = [Member.read(one) for one in await self.gateway.members(team)]
        here = await self.ours.among(team.tenant, shown)
        kept = await self.references.kept(team.tenant, kind=MEMBER)
        others = {known.key for known in kept if known.at.id != team.id}
        for member in here:
            if key_of(member.user) not in others:
                await self._in(team, member)
        await self._back(team.tenant, here)
        still = {key_of(member.user) for member in here}
        for known in kept:
            if known.at.id == team.id and known.key not in still:
                await self._out(known)

    async def left(self, team: Conversation, gone: frozenset[str] | None = None) -> None:
        """These ids have left a team, or the app has left it. Raises as the gateway.

        Who left the tenant has left its teams, too.
        """
        for known in await self.references.kept(team.tenant, kind=MEMBER):
            mine = gone is None or gone & {known.account, known.user}
            if known.at.id == team.id and mine:
                await self._out(known)

    async def _in(self, team: Conversation, member: Member) -> None:
        """One team is enough to reach somebody by."""
        now = await self.clock.now()
        known = Known(at=team, scope=TEAM, seen=now, user=member.user, account=member.account)
        await self.references.met(replace(known, addresses=member.addresses), kind=MEMBER)
        await self.references.addressed(team.tenant, member.user, member.addresses)

    async def _back(self, tenant: str, members: list[Member]) -> None:
        """Who removed the app from their own chat did not ask to be found again."""
        found = []
        for member in members:
            chat = await self.references.person(tenant, user=member.user)
            if chat is None or not chat.removed:
                found.append(member)
        await self.ours.here(tenant, found, over=OVER)

    async def _out(self, known: Known) -> None:
        """Somebody is in the team no more; with a chat of their own they may still be there."""
        tenant, user = known.at.tenant, known.user or ""
        chat = await self.references.person(tenant, user=user)
        now = await self.clock.now()
        because: str | None = NOT_HERE
        if chat is not None and not chat.removed:
            because = await self._not_in(chat)
        await self.references.not_member(tenant, user)
        if because is not None:
            async with self.ours.store.write() as tx:
                await self.references.removed(tx, tenant, known.key, at=now)
                await self.references.unaddressed(tx, known)
                await self.ours.lost(tx, tenant, known.member, because=because, at=now)

    async def _not_in(self, chat: Known) -> str | None:
        """Why somebody is not in their own chat with the bot; None if they are."""
        try:
            await self.gateway.member(chat.at, chat.user or "")
        except UnreachableError as error:
            return str(error)
        return None
