"""Who sends a request: Microsoft for this bot, or nobody that is listened to."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import jwt

from integrations.teams.errors import NotAllowedError
from integrations.teams.gateway.keys import SigningKeys
from integrations.teams.settings import Cloud
from integrations.teams.values import App, Json

CHANNEL = "msteams"

_LEEWAY = 300
"""Seconds by which clocks may differ: "Industry-standard clock-skew is 5 minutes"."""
_BOT = "28:"
"""Before a bot's app id in the ids of Teams."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Identity:
    """Checks each request by all rules that Microsoft has for it, and one more.

    https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
    The token must be for the very registration that the activity is addressed to. The library's
    own check is not used: it reads keys with blocking requests, stops for good at an unknown key,
    takes tokens of the emulator and of other bots, and asks for no endorsement of a key that has
    none.

    The tenant is not compared with the registration's: an activity carries the one in which it
    was said (https://learn.microsoft.com/dotnet/api/microsoft.bot.schema.teams.teamschanneldata.tenant),
    and registrations for several tenants are still at work. Whom a tenant's people may speak for
    is decided by the partnership that names the tenant.
    """

    def __init__(self, apps: Mapping[str, App], cloud: Cloud, keys: SigningKeys) -> None:
        """``apps`` by id, in small letters."""
        self._apps = {key: app for key, app in apps.items() if key}
        self._cloud = cloud
        self._keys = keys

    async def check(self, authorization: str, activity: Json) -> App:
        """The registration that is spoken to. Raises NotAllowedError."""
        if activity.get("channelId") != CHANNEL:
            raise NotAllowedError("The activity is not from Teams.")
        app = self._apps.get(_addressed(activity))
        if app is None:
            raise NotAllowedError("The activity is for another bot.")
        claims = await self._claims(authorization, app)
        if claims.get("serviceurl") != activity.get("serviceUrl") or not claims.get("serviceurl"):
            raise NotAllowedError("The token is for another service URL.")
        return app

    async def _claims(self, authorization: str, app: App) -> dict[str, Any]:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotAllowedError("The request has no token.")
        try:
            key = await self._keys.find(str(jwt.get_unverified_header(token).get("kid") or ""))
            if key is None:
                raise NotAllowedError("The token's key is not one of Microsoft's.")
            if CHANNEL not in key.endorsements:
                raise NotAllowedError("The token's key may not sign for Teams.")
            return jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=app.id,
                issuer=self._cloud.issuer,
                leeway=_LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except jwt.PyJWTError as error:
            raise NotAllowedError(f"The token is not good: {error}.") from error


class LocalIdentity:
    """For trials on this machine: no token is asked for, and answers go to loopback alone."""

    def __init__(self, app: App) -> None:
        """``app`` is whom everybody speaks to."""
        self._app = app

    async def check(self, authorization: str, activity: Json) -> App:
        """The registration that is spoken to. Raises NotAllowedError."""
        if _host(activity.get("serviceUrl")) not in _LOOPBACK:
            raise NotAllowedError("Local trials answer on loopback addresses alone.")
        return self._app


def _addressed(activity: Json) -> str:
    recipient = activity.get("recipient")
    given = recipient.get("id") if isinstance(recipient, dict) else None
    return str(given or "").lower().removeprefix(_BOT)


def _host(url: object) -> str | None:
    try:
        return urlsplit(str(url or "")).hostname
    except ValueError:
        return None
