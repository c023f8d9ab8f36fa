"""A fake Microsoft Teams: one object that a test starts, fills, and asks what became of it.

    with Teams() as teams:
        teams.add_app()
        boyd = teams.add_user("00000000-…-0004", name="Boyd Ames", email="boyd@riverbend.example")
        teams.app = starlette_app          # or teams.app_url = "http://127.0.0.1:8000"
        await boyd.installs()
        await boyd.types("/commit share the rubric by Friday")

The bot gets ``teams.login``, ``teams.openid`` and ``teams.authority`` (REQUESTS_CA_BUNDLE).
"""

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

from tests.teams.fake.faults import Fault
from tests.teams.fake.keys import Keys, claims_for
from tests.teams.fake.person import Person
from tests.teams.fake.reply import Reply
from tests.teams.fake.server import Server
from tests.teams.fake.state import APP, TENANT, App, Call, Conversation, Json, State, Team, User


class Teams:
    """The tenants, the people in them, the bots, and what was called."""

    def __init__(
        self, clock: Callable[[], float] = time.time, server: Server | None = None
    ) -> None:
        self.state, self.keys = State(clock), Keys()
        self.server = server or Server()
        self.server.begin(self.state, self.keys)
        self._own = server is None  # one that runs already can serve many tests
        self.app: Any = None
        self.app_url = "http://app"
        self.path = "/api/messages"
        self.patience = 10.0  # seconds that Teams waits for an answer
        self._people: dict[tuple[str, str], Person] = {}
        self._late: set[asyncio.Task[Any]] = set()

    def __enter__(self) -> "Teams":
        if self._own:
            self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            self.server.stop()

    # --- what there is

    @property
    def login(self) -> str:
        """The login's base, without a tenant; https on loopback."""
        return self.state.login

    @property
    def openid(self) -> str:
        """Where the OpenID metadata of Teams' own tokens lie."""
        return self.server.openid

    @property
    def authority(self) -> Path:
        """The certificate that vouches for the login's."""
        return self.server.authority

    @property
    def service_url(self) -> str:
        """What stands in the activities."""
        return self.state.service_url

    @property
    def calls(self) -> list[Call]:
        """All requests of the bot's so far, those to the login included."""
        return self.server.calls

    def called(self, *methods: str) -> list[Call]:
        """The calls of some methods, the first one first."""
        return [call for call in list(self.calls) if call.method in methods]

    def bot(self, key: str | None = None) -> App:
        """A registration; the first one unless named."""
        return self.state.apps[key] if key else next(iter(self.state.apps.values()))

    def user(self, key: str, tenant: str | None = None) -> Person:
        """Somebody who can do things; always the same object for the same person."""
        here = tenant or next(iter(self.state.tenants))
        if (here, key) not in self._people:
            self._people[here, key] = Person(self, self.state.tenants[here][key])
        return self._people[here, key]

    def chat(self, key: str) -> Conversation:
        """A channel, group chat or personal chat by its id."""
        return self.state.conversations[key]

    # --- filling it

    def add_app(self, key: str = APP, tenant: str = TENANT, **more: Any) -> App:  # noqa: ANN401 - App's fields
        """A bot's registration, and its tenant."""
        self.state.apps[key] = App(id=key, tenant=tenant, **more)
        self.add_tenant(tenant)
        return self.state.apps[key]

    def add_tenant(self, key: str) -> str:
        """An organisation."""
        self.state.tenants.setdefault(key, {})
        return key

    def add_user(self, key: str, tenant: str | None = None, **more: Any) -> Person:  # noqa: ANN401 - User's fields
        """Somebody, by their Entra object id; ``home="…"`` makes them a guest."""
        here = tenant or next(iter(self.state.tenants))
        known = {"name": key} | more
        self.state.tenants[here][key] = User(id=key, tenant=here, **known)
        return self.user(key, here)

    def add_team(self, key: str, *members: str, tenant: str | None = None, **more: str) -> Team:
        """A team with its General channel, where no app is yet; its id is the channel's."""
        here = tenant or next(iter(self.state.tenants))
        known = {"name": "Leadership", "group": self.state.unique("group-")} | more
        team = Team(id=key, tenant=here, channels=[key], **known)
        self.state.teams[key] = team
        self._converse(key, here, "channel", "General", list(members)).team = team
        return team

    def add_channel(self, key: str, team: str, name: str = "") -> Conversation:
        """Another channel of a team, with the team's people and apps."""
        whole, there = self.state.teams[team], self.state.conversations[team]
        made = self._converse(key, whole.tenant, "channel", name or key, there.members)
        made.team, made.apps = whole, there.apps
        whole.channels.append(key)
        return made

    def add_group_chat(
        self, key: str, *members: str, tenant: str | None = None, name: str = ""
    ) -> Conversation:
        """A chat of several people, where no app is yet."""
        here = tenant or next(iter(self.state.tenants))
        return self._converse(key, here, "groupChat", name, list(members))

    def _converse(
        self, key: str, tenant: str, kind: str, name: str, members: list[str]
    ) -> Conversation:
        self.state.conversations[key] = Conversation(
            id=key, tenant=tenant, kind=kind, name=name, members=members
        )
        return self.state.conversations[key]

    # --- bad days

    def order(self, method: str, **how: Any) -> Fault:  # noqa: ANN401 - Fault's fields
        """Trouble for the next call of a method: the fields of ``Fault`` say which."""
        self.server.faults.orders.append(Fault(method=method, **how))
        return self.server.faults.orders[-1]

    def lift(self) -> None:
        """No trouble any more."""
        self.server.faults.orders.clear()

    # --- speaking to the bot

    def sign(
        self, app: App | None = None, *, key: str = "", kid: str | None = "",
        alg: str = "RS256", **claims: object,
    ) -> str:  # fmt: skip
        """The header ``Authorization`` of a request to a bot, good unless told otherwise.

        ``claims`` stand in the place of the good ones (``serviceurl``, ``iss``, ``aud``, ``nbf``,
        ``exp``); None leaves one out. Keys, kid and alg: see ``Keys``.
        """
        whom = app or self.bot()
        whole = claims_for(whom.id, self.service_url, self.keys.issuer, **claims)
        return f"Bearer {self.keys.sign(whole, key=key, kid=kid, alg=alg)}"

    async def deliver(self, app: App, activity: Json, authorization: str | None = None) -> Reply:
        """Send an activity to a bot; what a retry sends is the same once more."""
        began = time.monotonic()
        headers = {"authorization": self.sign(app) if authorization is None else authorization}
        sending = asyncio.create_task(self.post(json.dumps(activity).encode(), headers))
        self._late.add(sending)  # a bot that is too late still goes on
        sending.add_done_callback(self._late.discard)
        done, _ = await asyncio.wait([sending], timeout=self.patience)
        status, body = sending.result() if done else (None, None)
        seconds = time.monotonic() - began
        return Reply(app=app, activity=activity, status=status, body=body, seconds=seconds)

    async def again(self, reply: Reply) -> Reply:
        """Deliver once more what was delivered before, as Teams does when it heard no answer."""
        return await self.deliver(reply.app, reply.activity)

    async def post(self, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        """Send to the bot what need not be as Teams sends it; the answer's status and body."""
        transport = httpx2.ASGITransport(self.app) if self.app else None
        headers = {"content-type": "application/json; charset=utf-8", **headers}
        async with httpx2.AsyncClient(transport=transport, trust_env=False, timeout=60) as client:
            found = await client.post(self.app_url + self.path, content=body, headers=headers)
        is_json = found.headers.get("content-type", "").startswith("application/json")
        return found.status_code, json.loads(found.content) if is_json else found.text
