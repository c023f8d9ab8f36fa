"""Slack's Web API by workspace: with its token, at its pace."""

import time
from collections.abc import Callable, Mapping

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import HeadwayError, TryLaterError, UnreachableError
from bot.domain.pace import Rates
from integrations.faults import FaultError, Faults
from integrations.slack.calls import ask, client_of, may_upload, put_bytes
from integrations.slack.connections import Connections
from integrations.slack.errors import DEAD_TOKEN, NOT_INSTALLED, said
from integrations.slack.installs import Installs
from integrations.slack.settings import SlackSettings
from integrations.slack.text import Json

PATIENCE = 20
"""Seconds to wait for an answer."""


class Workspaces:
    """Calls of the Web API. A workspace that asks for a pause gets it; the others go on."""

    def __init__(
        self,
        installs: Installs,
        settings: SlackSettings,
        *,
        faults: Faults,
        timeout: int = PATIENCE,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        """``timeout`` in seconds; ``elapsed`` counts them."""
        self._installs = installs
        self._settings = settings
        self._faults = faults
        self._timeout = timeout
        self._elapsed = elapsed
        self._paused_until: dict[tuple[str, str], float] = {}
        self._connections = Connections(timeout)
        self._clients: dict[str, AsyncWebClient] = {}

    async def client(self, team: str) -> AsyncWebClient:
        """Slack's own client for a workspace; nothing that it does is paced, sorted or repeated.

        Raises UnreachableError where the app is not installed, and else as ``Installs.token``.
        """
        token = await self._installs.token(team)
        if token is None:
            raise UnreachableError(NOT_INSTALLED)
        return client_of(self._settings.api_url, token, self._timeout)

    async def permissions(self, team: str) -> set[str]:
        """The scopes that a workspace has granted; none where the app is not installed.

        Raises as ``Installs.of`` does.
        """
        found = await self._installs.of(team)
        return set(found.scopes) if found else set()

    async def call(self, team: str, method: str, /, **arguments: object) -> Json:
        """Call a method in a workspace; arguments that are None are left out.

        Raises as ``ask`` does. After a 429 each call of the method in this workspace raises
        TryLaterError until the pause is over, for the limits are per method and workspace.
        https://docs.slack.dev/apis/web-api/rate-limits
        """
        self._keep_pause(team, method)
        try:
            return await self._asked(team, method, arguments)
        except FaultError as error:
            await self._faults.note(team, method, error=said(error), reason=str(error))
            raise
        except TryLaterError as error:
            if error.after is not None:
                self._paused_until[team, method] = self._elapsed() + error.after
            raise

    async def upload(self, url: str, content: bytes) -> None:
        """Send a file's bytes where ``files.getUploadURLExternal`` said.

        Raises TryLaterError; nothing is seen of the file yet. The address has to be one with TLS,
        unless the Web API itself is on this machine, as it is in tests.
        """
        if not may_upload(url, self._settings.api_url):
            raise FaultError("Slack named an address for uploads that is not safe.")
        await put_bytes(url, content, self._timeout)

    @property
    def rates(self) -> Rates:
        """How fast messages may be posted in each workspace."""
        return self._settings.rates

    async def ready(self) -> str | None:
        """None when Slack answers and takes ``SLACK_BOT_TOKEN``, if that is set; else why not."""
        token = self._settings.bot_token
        method = "auth.test" if token else "api.test"
        value = token.get_secret_value() if token else None
        client = client_of(self._settings.api_url, value, self._timeout)
        try:
            await ask(client, method, {})
        except HeadwayError as error:
            return str(error)
        return None

    def _keep_pause(self, team: str, method: str) -> None:
        left = self._paused_until.get((team, method), 0.0) - self._elapsed()
        if left > 0:
            raise TryLaterError("Slack asked for a pause.", after=left)

    async def _asked(self, team: str, method: str, arguments: Mapping[str, object]) -> Json:
        client = await self._client(team)
        async with self._connections.open() as client.session:
            try:
                return await ask(client, method, arguments)
            except HeadwayError as error:
                if said(error) not in DEAD_TOKEN:
                    raise
                self._installs.forget(team)
                newer = await self._client(team)
                if newer.token == client.token:
                    raise
            newer.session = client.session
            return await ask(newer, method, arguments)

    async def _client(self, team: str) -> AsyncWebClient:
        """The same client again as long as the token is; raises as ``client`` does."""
        token, known = await self._installs.token(team), self._clients.get(team)
        if known is None or known.token != token:
            known = self._clients[team] = await self.client(team)
        return known
