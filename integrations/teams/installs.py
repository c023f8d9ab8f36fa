"""Where the app is: kept from installs, removals and whatever else is heard."""

from dataclasses import dataclass, replace
from functools import partial

import structlog

from bot.ledger.deliveries import not_arrived
from bot.messages import Sender
from bot.ports import Clock, Store
from integrations.teams.change import Change
from integrations.teams.errors import NOT_INSTALLED
from integrations.teams.known import MEMBER, PERSONAL, Known
from integrations.teams.people import People, tried
from integrations.teams.references import References
from integrations.teams.sends import Sends
from integrations.teams.settings import PLATFORM
from integrations.teams.values import App, Conversation, Json

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Installed:
    """Somebody has just added the app to their own chats."""

    at: Conversation
    sender: Sender


class Installs:
    """Takes every activity; each that brings nothing new costs no write."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        references: References,
        people: People,
    ) -> None:
        """Keep in the references where the app is, and who is reached by that."""
        self._store = store
        self._clock = clock
        self._references = references
        self._people = people
        self._sends = Sends(store, clock)

    async def removal(self, app: App, activity: Json) -> None:
        """Keep that the app was removed, if that is what an activity tells.

        Nothing arrives there any more, and what Teams took since then has not arrived. To be done
        before Teams gets its answer: nobody tells it a second time.
        """
        change = Change.read(activity, app=app, now=await self._clock.now())
        if not (change.at.tenant and change.at.id and change.removed):
            return
        place, tenant = change.team or change.place, change.at.tenant
        there = [place.at.id, *await self._channels(change.team)]
        async with self._store.write() as tx:
            gone = await self._references.removed(tx, tenant, place.key, at=change.moment)
            if gone is None:
                return
            late = await self._sends.since(tx, change.moment, tenant=tenant, conversations=there)
            now = await self._clock.now()
            await not_arrived(tx, late, because=NOT_INSTALLED, now=now)
            await self._sends.forget(tx, late)
            if gone.user:
                ours = self._people.ours
                await ours.lost(tx, tenant, gone.member, because=NOT_INSTALLED, at=change.moment)
        log.info("Headway was removed.", action="teams_removed", workspace=tenant)

    async def activity(self, app: App, activity: Json) -> Installed | None:
        """Keep what else it tells; who has just added the app to their own chats, once per install.

        Asks Teams who somebody is and who is in a team; what it refuses is asked again later.
        """
        change = Change.read(activity, app=app, now=await self._clock.now())
        if not (change.at.tenant and change.at.id):
            return None
        if change.removed:
            if change.team:
                await tried(partial(self._people.rosters.left, change.team.at))
        elif change.added and change.scope == PERSONAL:
            return await self._added(change)
        elif change.left and change.team:
            await tried(partial(self._people.rosters.left, change.team.at, change.left))
        else:
            await self._met(change)
        return None

    async def _met(self, change: Change) -> None:
        if await self._references.met(change.place) and change.scope == PERSONAL:
            await tried(partial(self._people.met, change.at, change.who.user))
        if change.team is None:
            return
        await self._references.met(change.team)
        if change.spoke:
            who = replace(change.team, user=change.who.user, account=change.who.account)
            await self._references.met(who, kind=MEMBER)
        if change.added or change.joined:
            await tried(partial(self._people.rosters.read, change.team.at))

    async def _added(self, change: Change) -> Installed | None:
        """Whatever kept this person from being reached is over."""
        if not await self._references.joined(change.place):
            return None
        at, user = change.at, change.who.user
        await tried(partial(self._people.met, at, user))
        known = await self._references.person(at.tenant, user=user)
        member = known.member if known else change.who
        await self._people.ours.here(at.tenant, [member])
        email = await self._people.ours.email(member.addresses)
        sender = Sender(platform=PLATFORM, workspace=at.tenant, user=user, email=email)
        log.info("Somebody added Headway.", action="teams_installed", workspace=at.tenant)
        return Installed(at=at, sender=sender)

    async def _channels(self, team: Known | None) -> list[str]:
        """The channels of a team, as far as they are known."""
        kept = await self._references.kept(team.at.tenant) if team else []
        return [known.at.id for known in kept if team and known.team == team.key]
