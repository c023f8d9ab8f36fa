"""What Teams remembers: tenants, people, conversations, messages and tokens.

Messages are kept as the bot or the person sent them, with ``id``, ``by`` (a bot's app id or a
person's object id) and ``root`` (the message whose thread they stand in, or None).
"""

import hashlib
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

TENANT = "7b1f3c52-9d0e-4a56-8c2b-5e4f60718293"
APP, SECRET = "3f2c7c1e-58a4-4d0b-9a6f-0c1d2e3f4a5b", "app-password"
THREAD = ";messageid="


class RefusedError(Exception):
    """An answer that is no success: its status and Teams' code word."""

    def __init__(self, status: int, code: str, message: str = "", *, flat: bool = False) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.flat = status, code, message or code, flat

    @property
    def body(self) -> Json:
        """The usual body; ``flat`` is how a person's block is told.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages#understand-who-blocked-muted-or-uninstalled-a-bot
        """
        if not self.flat:
            return {"error": {"code": self.code, "message": self.message}}
        inner = {"subCode": self.code, "details": self.message, "errorCode": None}
        return {"errorCode": 209, "message": json.dumps(inner | {"errorSubCode": None}, indent=2)}


@dataclass(kw_only=True)
class App:
    """A bot's registration; single-tenant, as Azure makes them."""

    id: str = APP
    secret: str = SECRET
    tenant: str = TENANT
    name: str = "Headway"
    blocked: bool = False  # by the tenant's administrator

    @property
    def bot(self) -> str:
        """The bot's id on the wire."""
        return f"28:{self.id}"


@dataclass(kw_only=True)
class User:
    """Somebody of a tenant; ``home`` is another one for guests."""

    id: str
    tenant: str
    name: str
    email: str | None = None
    upn: str | None = None
    zone: str = "America/New_York"
    home: str = ""
    gone: bool = False
    blocks: set[str] = field(default_factory=set)  # apps that they blocked


@dataclass(kw_only=True)
class Team:
    """A team: its id is that of its General channel."""

    id: str
    tenant: str
    name: str
    group: str
    channels: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Conversation:
    """A chat or channel. ``apps`` are the bots in its roster; those of a channel are its team's."""

    id: str
    tenant: str
    kind: str  # personal, groupChat or channel, as on the wire
    name: str = ""
    members: list[str] = field(default_factory=list)
    apps: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)  # apps that were in a personal chat
    team: Team | None = None
    deleted: bool = False
    greeted: bool = False  # a personal chat's conversationUpdate comes once only
    messages: dict[str, Json] = field(default_factory=dict, repr=False)
    # What the answer to a button showed to one person alone: (person, message) → card.
    shown: dict[tuple[str, str], Json] = field(default_factory=dict, repr=False)

    def latest(self) -> Json:
        """The newest message."""
        return list(self.messages.values())[-1]


@dataclass(kw_only=True)
class Call:
    """A request of the bot's, as it came in; ``method`` in the words of connector.py."""

    method: str
    app: str = ""
    conversation: str = ""
    activity: str = ""
    body: Json = field(default_factory=dict)
    at: float = 0
    size: int = 0
    status: int = 0
    error: str = ""


@dataclass(kw_only=True)
class Token:
    """A bearer token for the connector."""

    app: App
    expires_at: float
    scope: str


class State:
    """All tenants."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.base = self.login = ""
        self.tenants: dict[str, dict[str, User]] = {}
        self.apps: dict[str, App] = {}
        self.teams: dict[str, Team] = {}
        self.conversations: dict[str, Conversation] = {}
        self.tokens: dict[str, Token] = {}
        self.token_seconds = 3599
        self.token_requests: Counter[str] = Counter()
        self.key_fetches: Counter[str] = Counter()
        self.silent_after_uninstall = False
        self.checks_cards = True
        self.page_size = 200
        self._numbers: Iterator[int] = count(1)
        self._lock = threading.Lock()
        self._last = 0

    @property
    def service_url(self) -> str:
        """Where the bot sends to."""
        return f"{self.base}/amer/"

    def moment(self) -> str:
        """A message's id: the milliseconds since 1970, always later than the last one."""
        with self._lock:
            self._last = max(int(self.clock() * 1000), self._last + 1)
            return str(self._last)

    def unique(self, prefix: str) -> str:
        """An id that nothing else has."""
        return f"{prefix}{next(self._numbers):08d}"

    def user_id(self, app: App, user: User) -> str:
        """A person's id for one bot: other bots know them by another."""
        return f"29:1{_scrambled(app.id, user.tenant, user.id)}"

    def find_user(self, app: App, tenant: str, key: str) -> User:
        """Somebody by their id for this bot or by their Entra object id."""
        known = self.tenants.get(tenant, {})
        if not key.startswith("29:"):
            if key not in known or known[key].gone:
                raise RefusedError(400, "BadArgument", "Invalid user identity in provided tenant")
            return known[key]
        for user in known.values():
            if self.user_id(app, user) == key:
                return user
        raise RefusedError(400, "BadArgument", "Failed to decrypt pairwise id")

    def personal(self, app: App, user: User) -> Conversation:
        """The one chat of a bot and somebody."""
        key = f"a:1{_scrambled('chat', app.id, user.tenant, user.id)}"
        if key not in self.conversations:
            self.conversations[key] = Conversation(
                id=key, tenant=user.tenant, kind="personal", members=[user.id]
            )
        return self.conversations[key]

    def conversation(self, key: str) -> tuple[Conversation, str | None]:
        """A conversation by its id, and the thread that the id names."""
        bare, _, root = key.partition(THREAD)
        found = self.conversations.get(bare)
        if found is None or found.deleted:
            raise RefusedError(404, "ConversationNotFound", "Conversation not found.")
        return found, root or None

    def meets(self, app: App, user: User) -> bool:
        """Whether the bot may write to somebody: it is with them in a chat or a team."""
        return any(
            app.id in one.apps and user.id in one.members and one.tenant == user.tenant
            for one in list(self.conversations.values())
        )


def _scrambled(*parts: str) -> str:
    digest = hashlib.sha512("|".join(parts).encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
