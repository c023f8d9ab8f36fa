"""The pages by which a workspace installs the app.

https://docs.slack.dev/authentication/installing-with-oauth
"""

import hashlib
import hmac
import html
import secrets

import structlog
from slack_sdk.oauth import AuthorizeUrlGenerator, OAuthStateUtils
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.domain.errors import HeadwayError
from bot.ports import Clock
from integrations.slack.installs import Installs
from integrations.slack.settings import SlackSettings
from prompts.words import words

log = structlog.get_logger()

SCOPES = (
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
)
"""What the bot may do in a workspace; each is explained in docs/slack.md."""

_FILE = "slack"
_PAGE = "<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{text}</p>"


class Installing:
    """``/slack/install`` leads to Slack's page of consent, which leads back with a code."""

    def __init__(self, *, installs: Installs, settings: SlackSettings, clock: Clock) -> None:
        self._installs = installs
        self._clock = clock
        self._secret = settings.client_secret
        self._cookie = OAuthStateUtils()
        self._urls = AuthorizeUrlGenerator(
            client_id=settings.client_id or "",
            scopes=SCOPES,
            authorization_url=settings.authorize_url,
        )

    async def install(self, _request: Request) -> Response:
        """Send a browser to Slack, with a state that it must bring back."""
        state = self._state(f"{await self._seconds()}.{secrets.token_urlsafe(16)}")
        cookie = self._cookie.build_set_cookie_for_new_state(state)
        url = self._urls.generate(state)
        return RedirectResponse(url, 302, headers={"set-cookie": f"{cookie}; SameSite=Lax"})

    async def redirect(self, request: Request) -> Response:
        """Take the code that Slack gives, from the browser that was sent there alone."""
        asked = request.query_params
        if asked.get("error"):
            return _page("failed_title", "cancelled")
        if not await self._is_own(asked.get("state", ""), request):
            return _page("failed_title", "stale", status=400)
        try:
            installation = await self._installs.exchange(asked.get("code", ""))
        except HeadwayError as error:
            log.warning("An installation failed.", action="install_refused", reason=str(error))
            return _page("failed_title", "refused", status=400, reason=str(error))
        return _page("done_title", "done", name=installation.name)

    async def _is_own(self, state: str, request: Request) -> bool:
        """Whether this browser was given this state, at most ten minutes ago."""
        signed, _, _ = state.rpartition(".")
        began, _, _ = signed.partition(".")
        if not hmac.compare_digest(self._state(signed).encode(), state.encode()):
            return False
        if await self._seconds() - int(began) > self._cookie.expiration_seconds:
            return False
        return self._cookie.is_valid_browser(state, {"cookie": request.headers.get("cookie", "")})

    async def _seconds(self) -> int:
        return int((await self._clock.now()).timestamp())

    def _state(self, text: str) -> str:
        secret = self._secret.get_secret_value() if self._secret else ""
        made = hmac.new(f"state {secret}".encode(), text.encode(), hashlib.sha256).hexdigest()
        return f"{text}.{made}"


def _page(title: str, text: str, *, status: int = 200, **values: str) -> Response:
    said = {
        name: html.escape(words(_FILE).plain(f"install.{key}", **values))
        for name, key in (("title", title), ("text", text))
    }
    return HTMLResponse(_PAGE.format(**said), status)
