"""Who is who in a Teams tenant: addresses, time zones, leavers and joiners."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import structlog

from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.messages import Sender
from bot.ports import Clock, Store
from integrations.fresh import Fresh
from integrations.patience import patiently
from integrations.teams.gateway import Gateway
from integrations.teams.known import TEAM
from integrations.teams.member import Member, known_zone
from integrations.teams.ours import Ours
from integrations.teams.references import References
from integrations.teams.rosters import OVER, Rosters
from integrations.teams.values import Conversation

log = structlog.get_logger()

_PATIENCE = 2.0
"""Seconds to ask who somebody is while they wait for an answer; Teams gives about ten in all."""
_HOUR = 3600.0
_SOME = 200
"""So many at once are matched."""


class People:
    """Matches Teams' users with our people, by Entra object id, and by address without one."""

    def __init__(
        self, *, store: Store, clock: Clock, gateway: Gateway, references: References
    ) -> None:
        """Ask through the gateway, and keep what it says."""
        self._gateway = gateway
        self._references = references
        self._senders: Fresh[Sender, Sender] = Fresh()
        self.ours = Ours(store, clock)
        self.rosters = Rosters(gateway=gateway, references=references, ours=self.ours, clock=clock)

    async def sender(self, sender: Sender, at: Conversation) -> Sender | None:
        """The sender with what it takes to know them; None if Teams cannot say that now.

        ``at`` is where they wrote.
        """
        known = self._senders.get(sender) or await self._kept(sender)
        if known is None:
            known = await self._asked(sender, at)
        if known is not None:
            self._senders.put(sender, known)
        return known

    async def told(self, sender: Sender, zone: object) -> None:
        """Keep an activity's ``localTimezone``; what is no zone tells nothing."""
        here = known_zone(zone)
        if here and await self._references.zoned(sender.workspace, sender.user, here):
            addresses = (sender.email,) if sender.email else ()
            member = Member(user=sender.user, account="", addresses=addresses)
            await self.ours.live_in(sender.workspace, member, here)

    async def met(self, at: Conversation, user: str) -> None:
        """Ask for the addresses of somebody who has the app, and keep them.

        Raises as the gateway does.
        """
        member = Member.read(await self._gateway.member(at, user))
        await self._references.addressed(at.tenant, user, member.addresses)

    async def keep_fresh(self) -> None:
        """Refresh now and every hour, until cancelled: events can get lost."""
        while True:
            try:
                await self.refresh()
            except Exception:
                log.exception("People were not looked up; later they are.", action="people_failed")
            await asyncio.sleep(_HOUR)

    async def refresh(self) -> None:
        """Read the rosters of all teams and the addresses that are missing, and match them all.

        So those are found, too, whom a partnership file names that was loaded later.
        """
        for known in await self._references.kept():
            if not known.removed and known.scope == TEAM:
                await tried(partial(self.rosters.read, known.at))
            elif not (known.removed or known.addresses) and known.user:
                await tried(partial(self.met, known.at, known.user))
        chats: defaultdict[str, list[Member]] = defaultdict(list)
        for known in await self._references.kept():
            if known.user and not known.removed:
                chats[known.at.tenant].append(known.member)
        for tenant, members in chats.items():
            for start in range(0, len(members), _SOME):
                some = members[start : start + _SOME]
                await self.ours.here(tenant, some, over=OVER)

    async def _kept(self, sender: Sender) -> Sender | None:
        tenant, user = sender.workspace, sender.user
        chat = await self._references.person(tenant, user=user)
        known = chat if chat and chat.addresses else None
        known = known or await self._references.member(tenant, user=user)
        if known is None or not known.addresses:
            by_id = await self.ours.among(tenant, [Member(user=user, account="")])
            more = await self.ours.by_email_too(user)
            return sender if by_id and not more else None
        return replace(sender, email=await self.ours.email(known.addresses))

    async def _asked(self, sender: Sender, at: Conversation) -> Sender | None:
        try:
            asking = self._gateway.member(at, sender.user)
            shown = Member.read(await asyncio.wait_for(asking, _PATIENCE))
        except UnreachableError:
            return sender
        except (TryLaterError, CannotTellError, TimeoutError):
            return None
        return replace(sender, email=await self.ours.email(shown.addresses))


async def tried(work: Callable[[], Awaitable[None]]) -> None:
    """Do it, after the pauses that Teams asks for; an hour later is time enough for the rest."""
    try:
        await patiently(work)
    except (TryLaterError, UnreachableError) as error:
        log.info("Teams did not say who is there.", action="teams_people", error=str(error))
