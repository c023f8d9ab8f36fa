"""The keys with which Microsoft signs requests to bots: fetched when needed, and kept."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from jwt import PyJWK, PyJWTError

from integrations.teams.gateway.web import Web

log = structlog.get_logger()

DAY = 86_400.0
"""Seconds after which they are fetched again, as Microsoft's own libraries do."""
PAUSE = 300.0
"""Seconds between two fetches, at least, while there are keys: anybody can name an unknown one."""
_SHORT_PAUSE = 5.0
"""The same while there are none."""
_PATIENCE = aiohttp.ClientTimeout(total=5)
"""Whoever waits for the answer gives up soon."""
_TROUBLE = (aiohttp.ClientError, TimeoutError, AttributeError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A key, and the channels for which it may sign."""

    key: PyJWK
    endorsements: frozenset[str]


class SigningKeys:
    """The keys that a metadata document points to.

    https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    """

    def __init__(
        self, web: Web, openid_url: str, *, elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        """``elapsed`` counts seconds."""
        self._web = web
        self._openid_url = openid_url
        self._elapsed = elapsed
        self._keys: dict[str, SigningKey] = {}
        self._fetched = self._tried = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def find(self, key_id: str) -> SigningKey | None:
        """The key with this id, None if Microsoft has none or cannot be asked.

        Old keys are used on while no newer ones can be had.
        """
        if self._due(key_id):
            async with self._one_at_a_time:
                if self._due(key_id):
                    await self._renew()
        return self._keys.get(key_id)

    async def ready(self) -> bool:
        """Whether there are keys; they are fetched if there are none."""
        await self.find("")
        return bool(self._keys)

    def _due(self, key_id: str) -> bool:
        now = self._elapsed()
        old = now - self._fetched >= DAY
        missing = key_id not in self._keys and (key_id != "" or not self._keys)
        pause = PAUSE if self._keys else _SHORT_PAUSE
        return (old or missing) and now - self._tried >= pause

    async def _renew(self) -> None:
        """Fetch them; while that lasts it counts as not tried, so that all who need it wait."""
        try:
            metadata = await self._read(self._openid_url)
            found = await self._read(str(metadata["jwks_uri"]))
            self._keys = _signing_keys(found["keys"])
            self._fetched = self._elapsed()
        except _TROUBLE as error:
            log.warning(
                "Microsoft's signing keys could not be fetched.",
                action="teams_keys_failed",
                error=type(error).__name__,
            )
        finally:
            self._tried = self._elapsed()

    async def _read(self, url: str) -> Any:  # noqa: ANN401 - JSON
        async with self._web.session.get(url, timeout=_PATIENCE) as response:
            response.raise_for_status()
            return await response.json(content_type=None)


def _signing_keys(listed: list[dict[str, Any]]) -> dict[str, SigningKey]:
    """By id. Raises ValueError if there are none: then the older ones are better."""
    found = {str(one.get("kid")): key for one in listed if (key := _signing_key(one))}
    if not found:
        raise ValueError("no keys")
    return found


def _signing_key(one: Mapping[str, Any]) -> SigningKey | None:
    """None for what cannot sign a token with RS256."""
    try:
        key = PyJWK.from_dict(dict(one), "RS256")
    except PyJWTError:
        return None
    return SigningKey(key=key, endorsements=frozenset(map(str, one.get("endorsements") or ())))
