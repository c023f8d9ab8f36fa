"""Who is who in a Slack workspace: e-mail addresses, time zones, leavers and joiners."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import structlog

from bot.domain.errors import CannotTellError, TryLaterError, UnreachableError
from bot.domain.partnership import Partnership
from bot.messages import Sender
from bot.ports import Clock, Store
from integrations.faults import FaultError
from integrations.fresh import Fresh
from integrations.slack.api import Workspaces
from integrations.slack.errors import NOT_INSTALLED, UNREACHABLE
from integrations.slack.settings import PLATFORM
from integrations.slack.text import Json
from integrations.slack.user import SlackUser
from integrations.users import Users

log = structlog.get_logger()

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
        self._users = Users(platform=PLATFORM, store=store, clock=clock, left=_LEFT, back=_BACK)
        self._slack = slack
        self._senders: Fresh[Sender, Sender] = Fresh()

    async def sender(self, sender: Sender) -> Sender | None:
        """The sender with what it takes to know them; None if Slack cannot say that now."""
        known = self._senders.get(sender) or await self._users.kept(sender)
        if known is None:
            return await self._asked(sender)
        self._senders.put(sender, known)
        return known

    async def keys_of(
        self, sender: Sender, users: set[str], district: str | None = None
    ) -> dict[str, str]:
        """See ``Users.keys_of``."""
        return await self._users.keys_of(sender, users, district)

    async def users_of(
        self, sender: Sender, keys: set[str], district: str | None = None
    ) -> dict[str, str]:
        """See ``Users.users_of``."""
        return await self._users.users_of(sender, keys, district)

    async def told(self, team: str, shown: Iterable[Json]) -> None:
        """Keep what Slack tells of users, see ``Users.told``."""
        users = [user for one in shown if (user := SlackUser.read(one, team))]
        for user in users:
            self._senders.forget(Sender(platform=PLATFORM, workspace=team, user=user.id))
        await self._users.told(team, users)

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
            except (FaultError, UnreachableError):
                return
            except TryLaterError as error:
                await asyncio.sleep(error.after or _PAUSE)
                continue
            await self.told(team, page["members"])
            cursor = page.get("response_metadata", {}).get("next_cursor") or None
