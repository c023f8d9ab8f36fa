"""The bot's own tokens: one request for each registration and hour, off the event loop."""

import asyncio
import functools
import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from msal import ConfidentialClientApplication
from msal.exceptions import MsalError

from bot.domain.errors import HeadwayError, TryLaterError
from integrations.teams.errors import Refusal, fault
from integrations.teams.settings import Cloud
from integrations.teams.values import App

_EARLY = 300.0
"""Seconds before its end at which a token is renewed."""
_FAULT_PAUSE = 60.0
_PAUSE = 5.0
"""Seconds for which nobody asks again after a refusal, or after no answer."""
_SILENCE = (requests.RequestException, MsalError, ValueError, KeyError)
"""How no answer shows, or one of a proxy: JSON that is none, or that lacks what it must have."""


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """A token or why there is none, and how long that holds."""

    until: float
    token: str = ""
    refusal: Refusal | None = None


class Tokens:
    """Tokens for the Bot Connector, kept by registration.

    msal speaks with blocking requests, already when its application is made, so all of it runs in
    a thread. It keeps tokens, too, but not refusals, and only ours can be given up after a 401.
    https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    """

    def __init__(
        self, cloud: Cloud, *, timeout: float, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        """``timeout`` in seconds for each request; ``elapsed`` counts seconds."""
        self._cloud = cloud
        self._timeout = timeout
        self._elapsed = elapsed
        self._answers: dict[str, _Answer] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def token(self, app: App) -> str:
        """A token that is good for some minutes at least.

        Raises FaultError when Microsoft refuses the registration, and TryLaterError.
        """
        async with self._locks[app.id]:
            answer = self._answers.get(app.id)
            if answer is None or answer.until <= self._elapsed():
                answer = await self._ask(app)
                self._answers[app.id] = answer
        if answer.refusal is not None:
            raise _meaning(app, answer.refusal) from answer.refusal
        return answer.token

    def forget(self, app: App, token: str) -> None:
        """Give a token up that was refused; a newer one stays."""
        kept = self._answers.get(app.id)
        if kept is not None and kept.token == token:
            del self._answers[app.id]

    async def _ask(self, app: App) -> _Answer:
        try:
            found = await asyncio.to_thread(_acquire, app, self._cloud, self._timeout)
        except _SILENCE:
            return _Answer(until=self._elapsed() + _PAUSE, refusal=Refusal(0))
        now = self._elapsed()
        if isinstance(found, Refusal):
            return _Answer(until=now + _FAULT_PAUSE, refusal=found)
        lasts = max(float(found["expires_in"]) - _EARLY, _PAUSE)
        return _Answer(until=now + lasts, token=str(found["access_token"]))


def _meaning(app: App, refusal: Refusal) -> HeadwayError:
    if not refusal.status:
        return TryLaterError("Microsoft's login cannot be reached from here.")
    return fault(f"Microsoft gives no token to the app registration {app.id}", refusal)


def _acquire(app: App, cloud: Cloud, timeout: float) -> dict[str, Any] | Refusal:
    """What Microsoft's login answers. Raises one of ``_SILENCE`` if it does not."""
    with requests.Session() as session:
        # The one way to give a whole session a timeout, which msal itself uses, too.
        patient = functools.partial(session.request, timeout=timeout)
        session.request = patient  # type: ignore[method-assign]  # as said above
        try:
            client = ConfidentialClientApplication(
                app.id,
                client_credential=app.password,
                authority=f"{cloud.login_url}/{app.tenant}",
                # It would ask a host of the public cloud whether the address is Microsoft's.
                instance_discovery=False,
                http_client=session,
            )
        except ValueError as error:
            # msal puts what was answered about the tenant into an error within the error.
            code = re.search(r"AADSTS\d+", str(error.__context__))
            if code is None:
                raise
            return Refusal(400, code[0])
        found: dict[str, Any] = client.acquire_token_for_client([cloud.scope])
        return found if "access_token" in found else _refused(found)


def _refused(found: dict[str, Any]) -> Refusal:
    codes = found.get("error_codes") or []
    code = f"AADSTS{codes[0]}" if codes else str(found.get("error") or "")
    return Refusal(401, code)
