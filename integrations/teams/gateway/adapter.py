"""One turn of botbuilder for each activity that was heard."""

from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from integrations.teams.gateway.connector import Connector
from integrations.teams.gateway.identity import Identity, LocalIdentity
from integrations.teams.values import App, Json

Handle = Callable[[App, Json], Awaitable[Json | None]]
"""Does what an activity asks, and returns the body for an invoke."""


class Adapter(CloudAdapterBase):  # type: ignore[misc]  # no types
    """botbuilder's adapter with our own check of tokens.

    ``CloudAdapter.process`` is not used: it turns the answer to an invoke into JSON twice, and
    every refused token into an internal error. Nothing is sent from a turn but an invoke's
    answer: what Headway says goes through the connector, by the conversation that was kept.
    """

    def __init__(self, identity: Identity | LocalIdentity, connector: Connector) -> None:
        """Check by an identity. A turn wants to have a connector, too."""
        self._passed = _Authentication(connector)
        super().__init__(self._passed)
        self._identity = identity

    async def receive(
        self, authorization: str, activity: Json, handle: Handle
    ) -> tuple[int, Json | None]:
        """Check, then handle in a turn. Returns the status and, for an invoke, its body.

        Raises NotAllowedError, and what ``handle`` raises.
        """
        app = await self._identity.check(authorization, activity)

        async def logic(turn: TurnContext) -> None:
            body = await handle(app, activity)
            if turn.activity.type == ActivityTypes.invoke:
                answer = InvokeResponse(status=200, body=body)
                await turn.send_activity(Activity(type=ActivityTypes.invoke_response, value=answer))

        result = self._passed.result(app)
        response = await self.process_activity(result, _activity(activity), logic)
        return (200, None) if response is None else (response.status, response.body)


class _Authentication(BotFrameworkAuthentication):  # type: ignore[misc]  # nor here
    """What the adapter asks about a request that has been checked already."""

    def __init__(self, connector: Connector) -> None:
        self._factory = _Connectors(connector)

    def result(self, app: App) -> AuthenticateRequestResult:
        """The result of a check that went well."""
        result = AuthenticateRequestResult()
        result.audience = app.id
        result.claims_identity = ClaimsIdentity({"aud": app.id}, True)
        result.connector_factory = self._factory
        return result

    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        raise NotImplementedError

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise NotImplementedError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in."""


class _Connectors(ConnectorFactory):  # type: ignore[misc]  # nor here
    """One connector for every service URL: nothing is made for each turn."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Connector:
        return self._connector


def _activity(heard: Json) -> Activity:
    """What a turn needs of an activity; ``handle`` gets the whole, which no model could hold."""
    return Activity(
        type=heard.get("type"),
        id=heard.get("id"),
        name=heard.get("name"),
        channel_id=heard.get("channelId"),
        service_url=heard.get("serviceUrl"),
        conversation=ConversationAccount(id=_id_of(heard, "conversation")),
        from_property=ChannelAccount(id=_id_of(heard, "from")),
        recipient=ChannelAccount(id=_id_of(heard, "recipient")),
    )


def _id_of(heard: Json, part: str) -> Any:  # noqa: ANN401 - JSON
    found = heard.get(part)
    return found.get("id") if isinstance(found, dict) else None
