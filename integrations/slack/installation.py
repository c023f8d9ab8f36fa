"""The app as it is installed in one workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.errors import UnreachableError

RENEW_BEFORE = timedelta(hours=2)
"""How long before its end a token is renewed; it lives for twelve hours.

https://docs.slack.dev/authentication/using-token-rotation
"""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """A bot's token with what belongs to it. ``refresh`` and ``expires_at`` where it rotates."""

    team: str
    name: str = ""
    token: str = field(repr=False)
    bot_user: str = ""
    bot: str = ""
    app: str = ""
    scopes: tuple[str, ...] = ()
    refresh: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    installed_at: datetime

    def expired(self, now: datetime) -> bool:
        """Whether the token is over."""
        return self.expires_at is not None and self.expires_at <= now

    def due(self, now: datetime) -> bool:
        """Whether the token is to be renewed, and can be."""
        return (
            self.refresh is not None
            and self.expires_at is not None
            and self.expires_at - RENEW_BEFORE <= now
        )


def granted(answer: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The fields of an Installation that say what a token is, from ``oauth.v2.access``.

    https://docs.slack.dev/reference/methods/oauth.v2.access
    """
    seconds = answer.get("expires_in")
    return {
        "token": answer["access_token"],
        "refresh": answer.get("refresh_token"),
        "expires_at": now + timedelta(seconds=seconds) if seconds else None,
        "scopes": tuple(answer.get("scope", "").split(",")),
    }


def installed(answer: Mapping[str, Any], now: datetime) -> Installation:
    """The installation that ``oauth.v2.access`` grants for a code.

    Raises UnreachableError for an installation in a whole organisation: those hold no workspace.
    """
    team = answer.get("team") or {}
    if not team.get("id"):
        raise UnreachableError("Install Headway in a workspace, not in the whole organisation.")
    return Installation(
        team=team["id"],
        name=team.get("name", ""),
        bot_user=answer.get("bot_user_id", ""),
        app=answer.get("app_id", ""),
        installed_at=now,
        **granted(answer, now),
    )


def own(answer: Mapping[str, Any], token: str) -> Installation:
    """The installation behind a token that ``auth.test`` knows.

    https://docs.slack.dev/reference/methods/auth.test
    """
    return Installation(
        team=answer["team_id"],
        name=answer.get("team", ""),
        token=token,
        bot_user=answer.get("user_id", ""),
        bot=answer.get("bot_id", ""),
        scopes=tuple(answer["scopes"]),
        installed_at=datetime.min.replace(tzinfo=UTC),
    )
