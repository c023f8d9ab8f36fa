"""Slack's requests: over HTTP, each signed, or over a WebSocket that the bot opens."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from integrations.slack.inbound import SlackInbound
from integrations.web import body_of

LARGEST = 2_000_000
"""Bytes of a request. A form holds a hundred texts of 3,000 characters at most."""

_ANY = re.compile("")


async def _everybody(
    enterprise_id: str | None, team_id: str | None, user_id: str | None
) -> AuthorizeResult:
    """Let every workspace speak to the bot: whom it answers is decided by who they are.

    Bolt's own would ask Slack first; here no token is needed before anything is kept.
    https://docs.slack.dev/tools/bolt-python/concepts/authorization
    """
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)


def bolt_app(inbound: SlackInbound, *, api_url: str) -> AsyncApp:
    """Bolt with one listener for each kind of payload; they run before the acknowledgement.

    https://docs.slack.dev/tools/bolt-python/concepts/acknowledge
    """
    logger = logging.getLogger("headway.slack")
    # Bolt finds SLACK_BOT_TOKEN by itself, and warns that it does not use it.
    logger.setLevel(logging.ERROR)
    app = AsyncApp(
        name="headway",
        logger=logger,
        client=AsyncWebClient(base_url=api_url),
        authorize=_everybody,
        process_before_response=True,
        # Signatures are checked before a request is read at all, see ``events``.
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
    )
    app.command(_ANY)(inbound.command)
    app.shortcut(_ANY)(inbound.shortcut)
    app.action(_ANY)(inbound.action)
    app.view(_ANY)(inbound.view)
    app.event(_ANY)(inbound.event)
    return app


class Receiving:
    """The endpoint of Slack's requests."""

    def __init__(self, app: AsyncApp, *, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)

    async def events(self, request: Request) -> Response:
        """Commands, interactions and events, if they are signed and not older than five minutes.

        https://docs.slack.dev/authentication/verifying-requests-from-slack
        """
        body = await body_of(request, largest=LARGEST)
        try:
            signed = self._verifier.is_valid_request(body, dict(request.headers))
        except ValueError:
            signed = False
        if not signed:
            return PlainTextResponse("This is not signed as Slack signs.\n", status_code=401)
        try:
            asked = to_async_bolt_request(request, body)
        except (ValueError, TypeError, AttributeError):
            return PlainTextResponse("This is not what Slack sends.\n", status_code=400)
        return to_starlette_response(await self._app.async_dispatch(asked))


@asynccontextmanager
async def socket_mode(app: AsyncApp, *, app_token: str) -> AsyncIterator[None]:
    """The same over a WebSocket, opened again whenever Slack ends it.

    https://docs.slack.dev/apis/events-api/using-socket-mode
    """
    handler = AsyncSocketModeHandler(app, app_token, web_client=app.client)
    # It tries until it succeeds, and the clock is to pass meanwhile.
    connecting = asyncio.create_task(handler.connect_async())  # type: ignore[no-untyped-call]  # Bolt has no types here
    try:
        yield
    finally:
        connecting.cancel()
        await asyncio.wait([connecting])
        await handler.close_async()  # type: ignore[no-untyped-call]  # nor here
