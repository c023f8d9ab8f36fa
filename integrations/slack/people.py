"""Who is who in a Slack workspace: e-mail addresses, time zones, leavers and joiners."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import structlog

from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.ledger.directory import people_at, who_is
from bot.ledger.people import lives_in, lost, seen_again
from bot.messages import Sender
from bot.ports import Clock, OneOf, PlatformItem, Store, Transaction
from integrations.slack.api import Workspaces
from integrations.slack.errors import NOT_INSTALLED, UNREACHABLE, SlackFaultError
from integrations.slack.fresh import Fresh
from integrations.slack.notes import PLATFORM
from integrations.slack.text import Json
from integrations.slack.user import SlackUser

log = structlog.get_logger()

_KIND = "user"
_PATIENCE = 1.5
"""Seconds to ask who somebody is while they wait for an answer; Slack gives three in all."""
_PAGE = 200
"""https://docs.slack.dev/reference/methods/users.list"""
_PAUSE = 60.0
"""Seconds to wait when Slack asks for a pause and does not say how long."""
_HOUR = 3600.0
_LEFT = UNREACHABLE["user_disabled"]
_BACK = {
    NOT_INSTALLED,
    *(UNREACHABLE[name] for name in ("user_disabled", "user_not_found", "users_not_found")),
}
"""Why somebody could not be reached who is there now, as Slack tells the app."""


class People:
    """Matches Slack's users with our people, by id, and by e-mail address without one."""

    def __init__(self, *, store: Store, clock: Clock, slack: Workspaces) -> None:
        self._store = store
        self._clock = clock
        self._slack = slack
        self._senders: Fresh[Sender, Sender] = Fresh()

    async def sender(self, sender: Sender) -> Sender | None:
        """The sender with what it takes to know them; None if Slack cannot say that now."""
        known = self._senders.get(sender) or await self._kept(sender)
        if known is None:
            return await self._asked(sender)
        self._senders.put(sender, known)
        return known

    async def _kept(self, sender: Sender) -> Sender | None:
        """The same out of what is stored, without asking Slack."""
        async with self._store.read() as tx:
            known = await tx.find(Person, user=sender.user, left=None, limit=1)
            email = await _email(tx, sender.workspace, sender.user)
        return replace(sender, email=email) if known or email else None

    async def keys_of(self, sender: Sender, users: set[str]) -> dict[str, str]:
        """The keys of the sender's partnership for those of these Slack users who are in it."""
        if not users:
            return {}
        async with self._store.read() as tx:
            me = await who_is(tx, sender)
            partnership = me.partnership if me else None
            emails = {user: await _email(tx, sender.workspace, user) for user in sorted(users)}
            found = await _here(tx, sender.workspace, emails)
        ours = [(person, user) for person, user in found if person.partnership == partnership]
        return {user: person.key for person, user in ours}

    async def users_of(self, sender: Sender, keys: set[str]) -> dict[str, str]:
        """The Slack ids of these people of the sender's partnership, in the sender's workspace."""
        if not keys:
            return {}
        async with self._store.read() as tx:
            me = await who_is(tx, sender)
            wanted = [(me.partnership, key) for key in sorted(keys)] if me else []
            people = await tx.get_all(Person, wanted)
            here = await people_at(tx, people, platform=PLATFORM, workspace=sender.workspace)
            found = {p.key: p.user or await _user(tx, sender.workspace, p.email) for p in here}
        return {key: user for key, user in found.items() if user}

    async def told(self, team: str, shown: Iterable[Json]) -> None:
        """Keep what Slack tells of users: who left, who is there again, and in which zone."""
        users = {user.id: user for one in shown if (user := SlackUser.read(one, team))}
        emails = {key: user.email for key, user in users.items()}
        for key in users:
            self._senders.forget(Sender(platform=PLATFORM, workspace=team, user=key))
        async with self._store.read() as tx:
            if not await _here(tx, team, emails):
                return
        now = await self._clock.now()
        async with self._store.write() as tx:
            for person, key in await _here(tx, team, emails):
                if person.user or await _noted(tx, team, users[key], now):
                    await _settle(tx, person, users[key], now)

    async def _asked(self, sender: Sender) -> Sender | None:
        team, user = sender.workspace, sender.user
        try:
            asking = self._slack.call(team, "users.info", user=user)
            shown = (await asyncio.wait_for(asking, _PATIENCE))["user"]
        except UnreachableError:
            return sender
        except (TryLaterError, CannotTellError, TimeoutError):
            return None
        await self.told(team, [shown])
        found = SlackUser.read(shown, team)
        return replace(sender, email=found.email) if found and not found.gone else sender

    async def keep_fresh(self) -> None:
        """Refresh now and every hour, until cancelled: events can get lost."""
        while True:
            try:
                await self.refresh()
            except Exception:
                log.exception("People were not looked up; later they are.", action="people_failed")
            await asyncio.sleep(_HOUR)

    async def refresh(self) -> None:
        """Ask Slack about everybody in the workspaces of all partnerships."""
        async with self._store.read() as tx:
            partnerships = await tx.find(Partnership)
        places = {place for one in partnerships for place in one.workspaces}
        for team in sorted({place.id for place in places if place.platform == PLATFORM}):
            await self._refresh(team)

    async def _refresh(self, team: str) -> None:
        """Page after page of https://docs.slack.dev/reference/methods/users.list."""
        cursor: str | None = ""
        while cursor is not None:
            try:
                page = await self._slack.call(team, "users.list", limit=_PAGE, cursor=cursor)
            except (SlackFaultError, UnreachableError):
                return
            except TryLaterError as error:
                await asyncio.sleep(error.after or _PAUSE)
                continue
            await self.told(team, page["members"])
            cursor = page.get("response_metadata", {}).get("next_cursor") or None


async def _here(
    tx: Transaction, team: str, emails: Mapping[str, str | None]
) -> list[tuple[Person, str]]:
    """Our people in this workspace, each with the id of the Slack user they are, out of these."""
    ids = {email: user for user, email in emails.items() if email}
    found = await tx.find(Person, user=OneOf(tuple(emails)), left=None)
    found += await tx.find(Person, email=OneOf(tuple(ids)), user=None, left=None)
    here = await people_at(tx, found, platform=PLATFORM, workspace=team)
    return [(person, person.user or ids[person.email or ""]) for person in here]


async def _settle(tx: Transaction, person: Person, user: SlackUser, now: datetime) -> None:
    if user.gone:
        await lost(tx, person, because=_LEFT, now=now)
        return
    back = person.unreachable_because in _BACK
    await lives_in(tx, await seen_again(tx, person) if back else person, user.zone)


async def _email(tx: Transaction, team: str, user: str) -> str | None:
    item = await tx.get(PlatformItem, PLATFORM, _KIND, f"{team}/{user}")
    return item.mark if item else None


async def _notes(tx: Transaction, team: str, email: str | None) -> list[PlatformItem]:
    if email is None:
        return []
    return await tx.find(PlatformItem, platform=PLATFORM, mark=email, kind=_KIND, parent=team)


async def _user(tx: Transaction, team: str, email: str | None) -> str | None:
    return next((str(item.body["user"]) for item in await _notes(tx, team, email)), None)


async def _noted(tx: Transaction, team: str, user: SlackUser, now: datetime) -> bool:
    """Keep whose an address is; False if it has become another user's.

    No address is kept but those of our people who are found by them.
    """
    others = [one for one in await _notes(tx, team, user.email) if one.body["user"] != user.id]
    if user.gone and others:
        return False
    new = PlatformItem(
        platform=PLATFORM,
        kind=_KIND,
        id=f"{team}/{user.id}",
        parent=team,
        mark=None if user.gone else user.email,
        at=now,
        body={"user": user.id},
    )
    await tx.put(*(replace(one, mark=None) for one in others), new)
    return True
