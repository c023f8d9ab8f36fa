"""One call of Slack's Web API, and what comes of it."""

import json
from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import TryLaterError
from integrations.slack.errors import refusal, unanswered
from integrations.slack.text import Json

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_JSON = {"chat.postMessage", "chat.update"}
"""What is called often and takes much: written as JSON it costs half of what a form costs."""
_PAUSE = 30.0
"""Seconds, should Slack ask for a pause without saying how long."""


def client_of(api_url: str, token: str | None, timeout: int) -> AsyncWebClient:
    """Slack's client, which gives up after so many seconds.

    Without handlers that retry: the one that it has by itself posts a message again when a
    connection broke, though the first one may have arrived.
    """
    return AsyncWebClient(token=token, base_url=api_url, timeout=timeout, retry_handlers=[])


async def ask(client: AsyncWebClient, method: str, arguments: Mapping[str, object]) -> Json:
    """Call a method and return what Slack answers; with ``auth.test`` also the token's ``scopes``.

    Raises TryLaterError, UnreachableError, FaultError, and CannotTellError if a message may
    have been posted although Slack did not say so; ``said`` tells Slack's word for any of them.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        if method in _JSON:
            answer = await client.api_call(method, json=given)
        else:
            form = {name: _field(value) for name, value in given.items()}
            answer = await client.api_call(method, data=form)
    except SlackApiError as error:
        raise refusal(method, error) from error
    except (ClientConnectorError, ConnectionTimeoutError) as error:
        raise TryLaterError("Slack cannot be reached from here.") from error
    except (ClientError, TimeoutError) as error:
        raise unanswered(method) from error
    found: Json = dict(cast("Json", answer.data))
    if method == "auth.test":
        found["scopes"] = answer.headers.get("x-oauth-scopes", "").split(",")
    return found


def may_upload(url: str, api_url: str) -> bool:
    """Whether bytes may go to this address: over TLS, or on loopback where the Web API is there."""
    to = urlsplit(url)
    return to.scheme == "https" or to.hostname == urlsplit(api_url).hostname in _LOOPBACK


async def put_bytes(url: str, content: bytes, seconds: int) -> None:
    """Send bytes to the address of an upload. Raises TryLaterError if they did not arrive.

    https://docs.slack.dev/messaging/working-with-files#uploading_files
    """
    patience = ClientTimeout(total=seconds)
    try:
        async with (
            ClientSession(timeout=patience, trust_env=True) as session,
            session.post(url, data=content, allow_redirects=False) as answer,
        ):
            status = answer.status
    except (ClientError, TimeoutError) as error:
        raise TryLaterError("Slack did not take the file.") from error
    if status == 429:
        pause = answer.headers.get("retry-after", "")
        raise TryLaterError("Slack asked for a pause.", after=float(pause or _PAUSE))
    if status != 200:
        raise TryLaterError(f"Slack did not take the file: status {status}.")


def _field(value: object) -> str:
    """As a field of a form, which every method takes; not all of them take JSON.

    https://docs.slack.dev/apis/web-api/#post_bodies
    """
    return value if isinstance(value, str) else json.dumps(value)
