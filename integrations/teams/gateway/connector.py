"""The Bot Connector's REST API: one attempt for each request, at each conversation's pace."""

import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.domain.errors import TryLaterError
from integrations.faults import FaultError, Faults
from integrations.teams.errors import Refusal, meaning, refusal_of, said, unanswered
from integrations.teams.gateway.tokens import Tokens
from integrations.teams.gateway.web import Web
from integrations.teams.values import App, Conversation, Json

T = TypeVar("T")

_UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.NonHttpUrlClientError,
    ValueError,
)
"""How it shows that there was no connection, or no such address, and so nothing was sent."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request about a conversation, or for a new one if its path is empty.

    ``what`` is its name in reports; ``once`` if people would see that it was done twice.
    """

    what: str
    verb: str
    path: tuple[str, ...] = ()
    once: bool = False
    body: Json | None = None
    query: Mapping[str, str] | None = None


class Connector:
    """Requests with a registration's token, sorted by what came of them.

    https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference

    The library's ConnectorClient is not used. It sends with blocking requests in threads and
    repeats what got no answer, so that people would get a message twice; its models drop what
    they do not know, and its members have no e-mail address; and its own sender on aiohttp
    loses headers and bodies. What is left of it are six addresses.
    """

    def __init__(
        self,
        web: Web,
        tokens: Tokens,
        *,
        apps: Mapping[str, App],
        faults: Faults,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        """``apps`` by id; requests for the one without an id have no token."""
        self._web = web
        self._tokens = tokens
        self._apps = apps
        self._faults = faults
        self._elapsed = elapsed
        self._paused_until: dict[tuple[str, str], float] = {}

    async def call(self, at: Conversation, request: Request) -> Json:
        """Do a request and return what Teams answers.

        Raises TryLaterError, UnreachableError, FaultError (which is noted), and CannotTellError
        if something may have been shown although Teams did not say so. After a 429 each request
        about the conversation raises TryLaterError until the pause is over, and others go on:
        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
        """
        pace = (at.app, at.thread(None).id if request.path else at.tenant)
        self._keep_pause(pace)
        try:
            return await self._noted(at, request.what, self._done(at, request))
        except TryLaterError as error:
            if error.after is not None:
                self._paused_until[pace] = self._elapsed() + error.after
            raise

    async def prepare(self, at: Conversation) -> None:
        """Have a token for requests about a conversation. Raises as ``call`` does."""
        self._keep_pause((at.app, at.thread(None).id))
        await self._noted(at, "send", self._token(self._app(at)))

    async def _noted(self, at: Conversation, what: str, work: Awaitable[T]) -> T:
        """What comes of it; a fault of ours is noted."""
        try:
            return await work
        except FaultError as error:
            await self._faults.note(at.tenant, what, error=said(error), reason=str(error))
            raise

    def _app(self, at: Conversation) -> App:
        app = self._apps.get(at.app)
        if app is None:
            raise FaultError(f"The settings of Teams name no app registration {at.app}.")
        return app

    async def _token(self, app: App) -> str:
        return await self._tokens.token(app) if app.id else ""

    def _keep_pause(self, pace: tuple[str, str]) -> None:
        left = self._paused_until.get(pace, 0.0) - self._elapsed()
        if left > 0:
            raise TryLaterError("Teams asked for a pause.", after=left)
        self._paused_until.pop(pace, None)

    async def _done(self, at: Conversation, request: Request) -> Json:
        """A token that is refused is renewed once: what was asked with it was not done."""
        app = self._app(at)
        try:
            token = await self._token(app)
            try:
                return await self._sent(at, request, token)
            except Refusal as refusal:
                if refusal.status != 401 or not token:
                    raise
                self._tokens.forget(app, token)
            return await self._sent(at, request, await self._tokens.token(app))
        except Refusal as refusal:
            raise meaning(request.what, refusal, once=request.once) from refusal

    async def _sent(self, at: Conversation, request: Request, token: str) -> Json:
        """The answer. Raises Refusal and HeadwayError."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        data = None
        if request.body is not None:
            data = json.dumps(request.body, ensure_ascii=False).encode(errors="replace")
            headers["Content-Type"] = "application/json; charset=utf-8"
        try:
            async with self._web.session.request(
                request.verb, _url(at, request), data=data, headers=headers, allow_redirects=False
            ) as response:
                body = await response.read()
        except _UNSENT as error:
            raise TryLaterError("Teams cannot be reached from here.") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise unanswered(request.what, once=request.once) from error
        if not 200 <= response.status < 300:
            raise refusal_of(response.status, body, response.headers.get("Retry-After"))
        return _object(body)


def _url(at: Conversation, request: Request) -> URL:
    parts = "/".join(quote(part, safe="") for part in request.path)
    url = URL(f"{at.service_url.rstrip('/')}/v3/conversations{parts and '/'}{parts}", encoded=True)
    return url.update_query(request.query) if request.query else url


def _object(body: bytes) -> Json:
    """An answer; what is no JSON object counts as empty, for the request was done all the same."""
    try:
        found: Any = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
