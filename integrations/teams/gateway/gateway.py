"""The gateway: what the rest of Teams' folder does with Microsoft."""

import time
from collections.abc import Callable
from dataclasses import replace

from bot.domain.errors import HeadwayError
from integrations.faults import Faults
from integrations.teams.errors import unanswered
from integrations.teams.gateway.adapter import Adapter, Handle
from integrations.teams.gateway.connector import Connector, Request
from integrations.teams.gateway.identity import Identity, LocalIdentity
from integrations.teams.gateway.keys import SigningKeys
from integrations.teams.gateway.tokens import Tokens
from integrations.teams.gateway.web import Web
from integrations.teams.settings import TeamsSettings
from integrations.teams.values import Conversation, Json

PATIENCE = 20.0
"""Seconds to wait for an answer."""
_PAGE = {"pageSize": "500"}
"""As many members at once as Teams gives:
https://learn.microsoft.com/microsoftteams/platform/resources/team-chat-member-api-changes
"""


class Gateway:
    """Activities in, requests out; activities are the wire's own JSON both ways.

    Requests raise TryLaterError (with ``after`` where Teams asks for a pause), UnreachableError,
    FaultError, which is noted, and only ``send`` raises CannotTellError. Each is tried once.
    Nothing here blocks the event loop.
    """

    def __init__(
        self,
        settings: TeamsSettings,
        *,
        faults: Faults,
        timeout: float = PATIENCE,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        """``timeout`` in seconds; ``elapsed`` counts them. Only local settings have no app id."""
        self.rates = settings.rates
        cloud = settings.addresses
        apps = {app.id: app for app in settings.registrations}
        self._apps = [] if settings.local else list(apps.values())
        self._web = Web(timeout)
        self._tokens = Tokens(cloud, timeout=timeout, elapsed=elapsed)
        self._keys = SigningKeys(self._web, cloud.openid_url, elapsed=elapsed)
        self._connector = Connector(
            self._web, self._tokens, apps=apps, faults=faults, elapsed=elapsed
        )
        identity = LocalIdentity(apps[""]) if settings.local else Identity(apps, cloud, self._keys)
        self._adapter = Adapter(identity, self._connector)

    async def receive(
        self, authorization: str, activity: Json, handle: Handle
    ) -> tuple[int, Json | None]:
        """Let ``handle`` do what an activity asks of one of our registrations.

        Returns the status to answer with and, for an invoke, the body. ``authorization`` is the
        header. Raises NotAllowedError, whose text is fit for a log, and what ``handle`` raises.
        """
        return await self._adapter.receive(authorization, activity, handle)

    async def send(self, at: Conversation, activity: Json) -> str:
        """Post an activity and return its id; "" if Teams gives it none.

        ``at`` may be a thread. Who speaks and where is added, unless it stands there.
        """
        speaker = {"from": {"id": f"28:{at.app}"}} if at.app else {}
        body = {**speaker, "conversation": {"id": at.id}, **activity}
        path = (at.id, "activities")
        answer = await self._connector.call(
            at, Request(what="send", verb="POST", path=path, once=True, body=body)
        )
        return str(answer.get("id") or "")

    async def prepare(self, at: Conversation) -> None:
        """Be ready to send there: with a token, and not in a pause. Raises as ``send`` does.

        What comes after it leaves at once, so that little can happen in between.
        """
        await self._connector.prepare(at)

    async def update(self, at: Conversation, sent: str, activity: Json) -> None:
        """Put an activity in the place of one of ours, by its id."""
        body = {"id": sent, **activity}
        path = (at.id, "activities", sent)
        await self._connector.call(at, Request(what="update", verb="PUT", path=path, body=body))

    async def delete(self, at: Conversation, sent: str) -> None:
        """Take an activity of ours away, by its id."""
        path = (at.id, "activities", sent)
        await self._connector.call(at, Request(what="delete", verb="DELETE", path=path))

    async def open(self, near: Conversation, user: str) -> Conversation:
        """A user's own chat with the bot, by their id in Teams (29:…) or Entra's object id.

        Doing it twice gives the same chat, and nothing of it is seen. ``near`` is any
        conversation of the same organisation.
        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
        """
        body = {
            "isGroup": False,
            "bot": {"id": f"28:{near.app}"},
            "members": [{"id": user}],
            "tenantId": near.tenant,
            "channelData": {"tenant": {"id": near.tenant}},
        }
        answer = await self._connector.call(near, Request(what="open", verb="POST", body=body))
        if not answer.get("id"):
            raise unanswered("open", once=False)
        return replace(near, id=str(answer["id"]))

    async def member(self, at: Conversation, user: str) -> Json:
        """Somebody in a conversation, found by either id: with ``objectId`` and ``email``.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
        """
        path = (at.id, "members", user)
        return await self._connector.call(at, Request(what="member", verb="GET", path=path))

    async def members(self, at: Conversation) -> list[Json]:
        """Everybody in a conversation; in a channel, its whole team."""
        found: list[Json] = []
        query = dict(_PAGE)
        path = (at.id, "pagedmembers")
        while True:
            page = await self._connector.call(
                at, Request(what="members", verb="GET", path=path, query=query)
            )
            found += page.get("members") or []
            if not page.get("continuationToken"):
                return found
            query["continuationToken"] = str(page["continuationToken"])

    async def ready(self) -> str | None:
        """None when Microsoft gives each registration a token and shows its keys; else why not."""
        try:
            for app in self._apps:
                await self._tokens.token(app)
        except HeadwayError as error:
            return str(error)
        if self._apps and not await self._keys.ready():
            return "Microsoft's signing keys cannot be fetched from here."
        return None

    async def close(self) -> None:
        """Close the connections that are open."""
        await self._web.close()
