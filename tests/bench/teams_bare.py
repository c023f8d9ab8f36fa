"""The simple way: a botbuilder bot that says again what it was told.

Its own process, on HEADWAY_PORT, with the registration of TEAMS_…. Served as ``headway serve``
serves; what reads and answers a request does what ``CloudAdapter.process`` of
botbuilder-integration-aiohttp does. Its credentials are made once: as they come, each turn makes
new ones, and so asks Microsoft's login for another token.
"""

import gc
import os
import sys

import uvicorn
from botbuilder.core import ActivityHandler, CloudAdapterBase, TurnContext
from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    BotFrameworkAuthenticationFactory,
    ClaimsIdentity,
    ConnectorFactory,
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
)
from botframework.connector.auth.user_token_client import UserTokenClient
from msal import ConfidentialClientApplication
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.cli.serve import listen
from integrations.teams.settings import Cloud, TeamsSettings
from integrations.teams.values import App

SPARING = "--sparing"


class Echo(ActivityHandler):  # type: ignore[misc]  # no types
    """Answers each message with its own text."""

    async def on_message_activity(self, turn: TurnContext) -> None:
        """Say it again."""
        await turn.send_activity(turn.activity.text)


class Credentials(PasswordServiceClientCredentialFactory):  # type: ignore[misc]  # botbuilder has no types
    """The credentials of one registration, made once, whose token is kept."""

    def __init__(self, app: App, cloud: Cloud) -> None:
        """With a login on loopback, of which Microsoft's could not be asked."""
        super().__init__(app.id, app.password, app.tenant)
        self._kept = MicrosoftAppCredentials(app.id, app.password, app.tenant, cloud.scope)
        self._kept.app = ConfidentialClientApplication(
            app.id,
            client_credential=app.password,
            authority=f"{cloud.login_url}/{app.tenant}",
            instance_discovery=False,
        )

    async def create_credentials(
        self, app_id: str, oauth_scope: str, login_endpoint: str, validate_authority: bool
    ) -> MicrosoftAppCredentials:
        """The same each time."""
        return self._kept


class Sparing(BotFrameworkAuthentication):  # type: ignore[misc]  # botbuilder has no types
    """Makes the two clients of a turn once, where the library makes them for each."""

    def __init__(self, usual: BotFrameworkAuthentication) -> None:
        """Check requests as usual."""
        self._usual = usual
        self._connectors: dict[str, ConnectorClient] = {}
        self._user_tokens: UserTokenClient | None = None

    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        """As usual."""
        result = await self._usual.authenticate_request(activity, auth_header)
        result.connector_factory = _Connectors(result.connector_factory, self._connectors)
        return result

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        """Teams asks for none."""
        raise NotImplementedError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """Only what says something unasked wants one."""
        raise NotImplementedError

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> UserTokenClient:
        """The same each time."""
        if self._user_tokens is None:
            self._user_tokens = await self._usual.create_user_token_client(claims_identity)
        return self._user_tokens


class _Connectors(ConnectorFactory):  # type: ignore[misc]  # botbuilder has no types
    """The connectors that were ``made``, by service URL; others come from the usual factory."""

    def __init__(self, usual: ConnectorFactory, made: dict[str, ConnectorClient]) -> None:
        self._usual = usual
        self._made = made

    async def create(self, service_url: str, audience: str) -> ConnectorClient:
        if service_url not in self._made:
            self._made[service_url] = await self._usual.create(service_url, audience)
        return self._made[service_url]


def web(*, sparing: bool) -> Starlette:
    """The bot behind a route of its own."""
    settings = TeamsSettings()
    (app,) = settings.registrations
    authentication = _authentication(app, settings.addresses)
    adapter = CloudAdapterBase(Sparing(authentication) if sparing else authentication)
    bot = Echo()

    async def messages(request: Request) -> Response:
        activity = Activity().deserialize(await request.json())
        authorization = request.headers["authorization"]
        invoked = await adapter.process_activity(authorization, activity, bot.on_turn)
        return JSONResponse(invoked.body, invoked.status) if invoked else Response(status_code=201)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    routes = [Route("/api/messages", messages, methods=["POST"]), Route("/healthz", healthz)]
    return Starlette(routes=routes)


def _authentication(app: App, cloud: Cloud) -> BotFrameworkAuthentication:
    return BotFrameworkAuthenticationFactory.create(
        to_channel_from_bot_login_url=f"{cloud.login_url}/{app.tenant}",
        to_channel_from_bot_oauth_scope=cloud.issuer,
        to_bot_from_channel_token_issuer=cloud.issuer,
        to_bot_from_channel_open_id_metadata_url=cloud.openid_url,
        to_bot_from_emulator_open_id_metadata_url=cloud.openid_url,
        oauth_url="https://api.botframework.com",
        caller_id="urn:botframework:azure",
        credential_factory=Credentials(app, cloud),
    )


def main() -> None:
    """Serve until stopped."""
    with listen("127.0.0.1", int(os.environ["HEADWAY_PORT"])) as listening:
        config = uvicorn.Config(web(sparing=SPARING in sys.argv), log_level="warning")
        gc.freeze()
        uvicorn.Server(config).run([listening])


if __name__ == "__main__":
    main()
