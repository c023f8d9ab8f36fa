"""What Slack remembers: workspaces, people, conversations, messages, views and tokens.

Messages and views are kept in the shape in which the Web API shows them.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

APP, CLIENT_ID, CLIENT_SECRET = "A0HEADWAY", "111.222", "client-secret"
SIGNING_SECRET, VERIFICATION = "signing-secret", "verification-token"
SCOPES = [
    *("commands", "chat:write", "app_mentions:read", "team:read", "users:read", "users:read.email"),
    *("im:read", "im:write", "im:history", "channels:read", "channels:join", "channels:history"),
    *("groups:read", "groups:history", "files:read", "files:write"),
]


class RefusedError(Exception):
    """An answer with ``ok: false``; the error's name and what else stands in the answer."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


@dataclass(kw_only=True)
class User:
    """Somebody. ``home`` is the workspace they belong to: another one's for Slack Connect."""

    id: str
    home: str
    name: str
    email: str | None = None
    tz: str = "America/New_York"
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False

    def shown(self, team: str, *, email: bool = True) -> Json:
        """See https://docs.slack.dev/reference/objects/user-object/."""
        profile = {"real_name": self.name, "display_name": self.name, "team": self.home}
        if email and self.email:
            profile["email"] = self.email
        known: Json = {"id": self.id, "team_id": self.home, "name": self.name.lower()}
        known |= {"deleted": self.deleted, "is_bot": self.is_bot, "profile": profile}
        if not self.deleted:  # Slack shows no zone of somebody who is deactivated
            known |= {"real_name": self.name, "tz": self.tz, "tz_label": self.tz, "tz_offset": 0}
            known |= {"is_restricted": self.is_restricted, "is_ultra_restricted": False}
        return known | {"is_app_user": False, "is_stranger": self.home != team, "updated": 1}


@dataclass(kw_only=True)
class Channel:
    """A channel, or a direct message when it has a ``user``; its messages by ``ts``."""

    id: str
    name: str = ""
    user: str | None = None
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    is_archived: bool = False
    is_shared: bool = False
    messages: dict[str, Json] = field(default_factory=dict)
    ephemeral: list[Json] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The first half of the scopes that concern it."""
        return "im" if self.user else "groups" if self.is_private else "channels"

    def latest(self) -> Json:
        """The newest message."""
        return list(self.messages.values())[-1]


@dataclass(kw_only=True)
class UploadedFile:
    """A file of the bot, as far as its upload has come; Slack reads it after so many ``looks``."""

    id: str
    name: str
    length: int
    title: str = ""
    alt: str = ""
    content: bytes | None = None
    is_complete: bool = False
    looks: int = 0

    @property
    def is_read(self) -> bool:
        """Whether Slack knows what is in it."""
        return self.looks <= 0

    @property
    def is_picture(self) -> bool:
        """Whether blocks can show it."""
        return self.name.endswith((".png", ".jpg", ".jpeg", ".gif"))


@dataclass(kw_only=True)
class Team:
    """A workspace where the app is (or was) installed."""

    id: str
    bot_user: str
    bot_id: str
    name: str = "Riverbend Schools"
    domain: str = "riverbend"
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    installed: bool = True
    rotates: bool = False
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    ims: dict[str, Channel] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    modals: dict[str, list[Json]] = field(default_factory=dict)
    files: dict[str, UploadedFile] = field(default_factory=dict)

    def user(self, key: str) -> User:
        """Somebody who is known here."""
        if key not in self.users:
            raise RefusedError("user_not_found")
        return self.users[key]

    def channel(self, key: str) -> Channel:
        """A conversation that the bot can see."""
        found = self.channels.get(key)
        if found is None or (found.is_private and self.bot_user not in found.members):
            raise RefusedError("channel_not_found")
        return found


@dataclass(kw_only=True)
class Token:
    """A bot's token, or the app's own (``team`` is None)."""

    value: str
    team: Team | None
    expires_at: float | None = None
    dead: str = ""  # the error that its use brings


@dataclass(kw_only=True)
class Call:
    """A call of the Web API, as it came in."""

    method: str
    args: Json
    at: float
    token: str = ""
    team: Team | None = None
    error: str = ""

    @property
    def here(self) -> Team:
        """The workspace of the token."""
        assert self.team is not None
        return self.team

    def flag(self, name: str) -> bool:
        """A boolean, as form or as JSON."""
        return str(self.args.get(name, "")).lower() in {"1", "true"}

    def need(self, scope: str) -> None:
        """Refuse unless the token has a scope."""
        if scope not in self.here.scopes:
            raise RefusedError("missing_scope", needed=scope, provided=",".join(self.here.scopes))


@dataclass(kw_only=True)
class Hook:
    """Where a response_url leads; good five times within thirty minutes."""

    team: Team
    channel: Channel
    user: str
    expires_at: float
    original: Json | None = None
    uses: int = 5


class State:
    """All workspaces, and what is good once or for a while."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.base = ""
        self.teams: dict[str, Team] = {}
        self.tokens: dict[str, Token] = {}
        self.hooks: dict[str, Hook] = {}
        self.triggers: dict[str, tuple[Team, str, float]] = {}
        self.exchanged: set[str] = set()
        self.codes: dict[str, tuple[Team, str]] = {}
        self.refreshes: dict[str, Team] = {}
        self.tickets: set[str] = set()
        self.looks = 1
        self._numbers: Iterator[int] = count(1)
        self._lock = threading.Lock()
        self._last = 0

    def ts(self) -> str:
        """The moment of a message: unique, and always later than the last one."""
        with self._lock:
            self._last = max(int(self.clock() * 1_000_000), self._last + 1)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def unique(self, prefix: str) -> str:
        """An id that nothing else has."""
        return f"{prefix}{next(self._numbers):08d}"

    def token(self, team: Team | None, prefix: str = "xoxb") -> Token:
        """A new token. With rotation it lives for twelve hours."""
        expires = self.clock() + 43_200 if team and team.rotates else None
        made = Token(value=self.unique(f"{prefix}-fake-"), team=team, expires_at=expires)
        self.tokens[made.value] = made
        return made

    def im(self, team: Team, user: str) -> Channel:
        """The one direct conversation of the bot and somebody."""
        if user not in team.ims:
            made = Channel(id=self.unique("D"), user=user, members=[user, team.bot_user])
            team.ims[user] = team.channels[made.id] = made
        return team.ims[user]

    def trigger(self, team: Team, user: str) -> str:
        """A trigger_id: good once, for three seconds."""
        made = self.unique("1234.5678.")
        self.triggers[made] = (team, user, self.clock() + 3)
        return made

    def hook(self, team: Team, channel: Channel, user: str, original: Json | None = None) -> str:
        """A response_url."""
        key, expires = self.unique("hook"), self.clock() + 1800
        self.hooks[key] = Hook(
            team=team, channel=channel, user=user, original=original, expires_at=expires
        )
        return f"{self.base}/hooks/{key}"

    def used(self, key: str) -> Hook:
        """What a response_url leads to, counted as used once more."""
        hook = self.hooks.get(key)
        if hook is None or hook.expires_at < self.clock():
            raise RefusedError("expired_url")
        if hook.uses < 1:
            raise RefusedError("used_url")
        hook.uses -= 1
        return hook

    def uninstall(self, team: Team) -> None:
        """Every token of the workspace dies; what was posted stays."""
        team.installed = False
        for token in list(self.tokens.values()):
            if token.team is team:
                token.dead = token.dead or "account_inactive"
