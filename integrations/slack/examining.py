"""What is well in a workspace and what is not, for ``headway doctor``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import HeadwayError
from bot.domain.people import Channel, Person
from integrations.core import Finding
from integrations.faults import Faults
from integrations.patience import patiently
from integrations.slack.api import PATIENCE, Workspaces
from integrations.slack.calls import ask, client_of
from integrations.slack.errors import said
from integrations.slack.installing import SCOPES
from integrations.slack.installs import Installs
from integrations.slack.settings import SlackSettings
from integrations.slack.text import Json
from integrations.slack.user import SlackUser

_PAGE = 200
"""https://docs.slack.dev/reference/methods/users.list"""
_AGAIN = "Correct the file and load it again."


@dataclass(frozen=True, kw_only=True)
class Examining:
    """Looks, and changes nothing. What Slack refuses meanwhile does not count as a fault."""

    settings: SlackSettings
    installs: Installs
    workspaces: Workspaces
    faults: Faults

    async def findings(
        self,
        workspace: str,
        *,
        channels: Sequence[Channel],
        people: Sequence[Person],
        since: datetime,
    ) -> list[Finding]:
        """About a workspace: the app there, its channels and people, and faults since then."""
        faults = [
            (False, one.words)
            for one in await self.faults.since(since)
            if one.workspace == workspace
        ]
        socket = await self._socket()
        try:
            if await self.installs.token(workspace) is None:
                return [(False, await self._nowhere()), *socket, *faults]
            client = await self.workspaces.client(workspace)
            here = await ask(client, "auth.test", {})
        except HeadwayError as error:
            return [(False, str(error)), *socket, *faults]
        return [
            _installed(here),
            *socket,
            *[await _channel(client, channel) for channel in channels],
            *await _people(client, workspace, people),
            *faults,
        ]

    async def _nowhere(self) -> str:
        """Where the app is installed, if not in this workspace: perhaps the file is wrong."""
        todo = "open this server's /slack/install" if self.settings.installable else "install it"
        others = ", ".join(await self.installs.teams())
        known = (
            f", but in {others}. Correct the id in the file, or {todo}" if others else f": {todo}"
        )
        return f"Headway is not installed in this workspace{known}."

    async def _socket(self) -> list[Finding]:
        """What is wrong with Socket Mode, if it is used.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        if self.settings.app_token is None:
            return []
        token = self.settings.app_token.get_secret_value()
        client = client_of(self.settings.api_url, token, PATIENCE)
        try:
            await ask(client, "apps.connections.open", {})
        except HeadwayError as error:
            why = said(error) or str(error)
            return [(False, f"SLACK_APP_TOKEN does not open Socket Mode: {why}. Make a new one.")]
        return []


def _installed(here: Json) -> Finding:
    missing = [scope for scope in SCOPES if scope not in here["scopes"]]
    if missing:
        return False, (
            f"Headway lacks permissions in {here['team']}: {', '.join(missing)}. Give the app the "
            "manifest of this version (headway manifest slack), and install it again."
        )
    return True, f"Headway is installed in {here['team']}, with all permissions."


async def _channel(client: AsyncWebClient, channel: Channel) -> Finding:
    """https://docs.slack.dev/reference/methods/conversations.info."""
    name = f"the channel {channel.key} ({channel.id})"
    try:
        there = (await ask(client, "conversations.info", {"channel": channel.id}))["channel"]
    except HeadwayError as error:
        return False, f"{name}: {error}"
    if there.get("is_archived"):
        return False, f"{name} was archived. Open it again, or name another one in the file."
    if not there.get("is_member"):
        return False, f"{name}: Headway is not in #{there['name']}. Type /invite @Headway there."
    return True, f"{name} is #{there['name']}, and Headway is in it."


async def _people(client: AsyncWebClient, team: str, people: Sequence[Person]) -> list[Finding]:
    try:
        users = await _users(client, team, {(one.user or one.email or "") for one in people})
    except HeadwayError as error:
        return [(False, f"Nobody could be looked up. {error}")]
    found = [(person, users.get(person.user or person.email or "")) for person in people]
    lost = [(False, _lost(person, user)) for person, user in found if not user or user.gone]
    number = len(found) - len(lost)
    return [(True, f"{number} of {len(found)} people are found in Slack."), *lost]


async def _users(client: AsyncWebClient, team: str, wanted: set[str]) -> dict[str, SlackUser]:
    """The users of a workspace by id and by e-mail address, as far as they are wanted."""
    users: dict[str, SlackUser] = {}
    cursor: str | None = ""
    while cursor is not None:
        asking = partial(ask, client, "users.list", {"limit": _PAGE, "cursor": cursor})
        page = await patiently(asking)
        shown = [user for one in page["members"] if (user := SlackUser.read(one, team))]
        users |= {
            key: user for user in shown for key in (user.id, user.email) if key and key in wanted
        }
        cursor = page.get("response_metadata", {}).get("next_cursor") or None
    return users


def _lost(person: Person, user: SlackUser | None) -> str:
    if user:
        return f"{person.name}: this Slack account was deactivated. {_AGAIN}"
    if not (person.user or person.email):
        return f"{person.name} has neither a user id nor an e-mail address. {_AGAIN}"
    what = f"the user id {person.user}" if person.user else f"the address {person.email}"
    return f"{person.name}: nobody in this workspace has {what}. {_AGAIN}"
