"""A fake Slack: one object that a test starts, fills, and asks what became of it.

    with Slack() as slack:
        team = slack.add_team()
        slack.add_user("U1", email="boyd@riverbend.example")
        slack.app = starlette_app          # or slack.app_url = "http://127.0.0.1:8000"
        await slack.user("U1").types("/commit share the rubric by Friday")

The app gets ``slack.api`` as base_url, ``slack.bot_token()`` and state.SIGNING_SECRET.
"""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import httpx2

from tests.slack.fake import payloads
from tests.slack.fake.faults import Fault
from tests.slack.fake.payloads import EVENT
from tests.slack.fake.person import Person
from tests.slack.fake.reply import Reply
from tests.slack.fake.server import Server
from tests.slack.fake.state import Call, Channel, Json, State, Team, User


class Slack:
    """The workspaces, the people in them, the app, and what was called."""

    def __init__(
        self, clock: Callable[[], float] = time.time, server: Server | None = None
    ) -> None:
        self.state = State(clock)
        self.server = server or Server()
        self.server.begin(self.state)
        self._own = server is None  # one that runs already can serve many tests
        self.app: Any = None
        self.app_url = "http://app"
        self.path = "/slack/events"
        self.patience = 3.0  # seconds that Slack waits for an answer
        self.socket_mode = False
        self.listens_in: set[str] = set()  # channels whose messages the app is subscribed to
        self._late: set[asyncio.Task[Any]] = set()

    def __enter__(self) -> "Slack":
        if self._own:
            self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            self.server.stop()

    # --- what there is

    @property
    def api(self) -> str:
        """The base_url of the Web API."""
        return f"{self.state.base}/api/"

    @property
    def calls(self) -> list[Call]:
        """All calls so far."""
        return self.server.calls

    def called(self, method: str, team: str | None = None) -> list[Call]:
        """The calls of a method, the first one first."""
        return [
            call
            for call in list(self.calls)
            if call.method == method and (team is None or (call.team and call.team.id == team))
        ]

    def team(self, key: str | None = None) -> Team:
        """A workspace; the first one unless named."""
        return self.state.teams[key] if key else next(iter(self.state.teams.values()))

    def user(self, key: str, team: str | None = None) -> Person:
        """Somebody who can do things."""
        here = self.team(team)
        return Person(self, here, here.users[key])

    def bot_token(self, team: str | None = None) -> str:
        """The newest token of a workspace's bot."""
        here = self.team(team)
        return [one.value for one in list(self.state.tokens.values()) if one.team is here][-1]

    # --- filling it

    def add_team(self, key: str = "T000000001", **more: Any) -> Team:  # noqa: ANN401 - Team's fields
        """A workspace where the app is installed."""
        bot = User(id=f"UBOT{key[1:]}", home=key, name="headway", is_bot=True)
        team = Team(id=key, bot_user=bot.id, bot_id=f"BBOT{key[1:]}", **more)
        team.users[bot.id] = bot
        self.state.teams[key] = team
        self.state.token(team)
        return team

    def add_user(self, key: str, team: str | None = None, **more: Any) -> Person:  # noqa: ANN401 - User's fields
        """Somebody; ``home="T9"`` makes them another organisation's."""
        here = self.team(team)
        known = {"home": here.id, "name": key.lower()} | more
        here.users[key] = User(id=key, **known)
        return self.user(key, here.id)

    def add_channel(self, key: str, *members: str, team: str | None = None, **more: Any) -> Channel:  # noqa: ANN401 - Channel's fields
        """A channel with these members; the bot is one unless ``bot=False``."""
        here = self.team(team)
        with_bot = [here.bot_user] if more.pop("bot", True) else []
        name = more.pop("name", key.lower())
        here.channels[key] = Channel(id=key, name=name, members=[*members, *with_bot], **more)
        return here.channels[key]

    def app_token(self) -> str:
        """A token for Socket Mode."""
        return self.state.token(None, "xapp-1").value

    def code(self, team: str | None = None, by: str = "U000000001") -> str:
        """What Slack's page of consent sends to ``/slack/oauth_redirect``."""
        code = self.state.unique("code-")
        self.state.codes[code] = (self.team(team), by)
        return code

    # --- bad days

    def order(self, method: str, **how: Any) -> Fault:  # noqa: ANN401 - Fault's fields
        """Trouble for the next call of a method: the fields of ``Fault`` say which."""
        self.server.faults.orders.append(Fault(method=method, **how))
        return self.server.faults.orders[-1]

    def limit(self, method: str, most: int, seconds: float = 1) -> None:
        """So many calls of a method in so many seconds, in each workspace."""
        self.server.faults.rates[method] = (most, seconds)

    def lift(self) -> None:
        """No trouble and no limit any more."""
        self.server.faults.orders.clear()
        self.server.faults.rates.clear()

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """End the Socket Mode connections."""
        await self._there(self.server.sockets.disconnect(reason))

    # --- speaking to the app

    async def tell(self, inner: Json, team: str | None = None) -> Reply:
        """An event, such as those of payloads.py."""
        return await self.deliver(EVENT, payloads.event(self.state, self.team(team), inner))

    async def deliver(self, kind: str, payload: Json, retry: int = 0) -> Reply:
        """Send to the app; ``retry`` counts Slack's repetitions of what was sent before."""
        began = time.monotonic()
        sending = asyncio.create_task(
            self._by_socket(kind, payload, retry)
            if self.socket_mode
            else self._by_http(kind, payload, retry)
        )
        self._late.add(sending)  # an app that is too late still goes on
        sending.add_done_callback(self._late.discard)
        done, _ = await asyncio.wait([sending], timeout=self.patience)
        status, body = sending.result() if done else (None, "")
        seconds = time.monotonic() - began
        return Reply(kind=kind, payload=payload, status=status, body=body, seconds=seconds)

    async def _by_http(self, kind: str, payload: Json, retry: int) -> tuple[int | None, Json | str]:
        body, headers = payloads.signed(kind, payload, self.state.clock())
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
        return await self.post(body, headers)

    async def post(self, body: bytes, headers: dict[str, str]) -> tuple[int, Json | str]:
        """Send to the app what need not be as Slack sends it; the answer's status and body."""
        transport = httpx2.ASGITransport(self.app) if self.app else None
        async with httpx2.AsyncClient(transport=transport, trust_env=False, timeout=60) as client:
            found = await client.post(self.app_url + self.path, content=body, headers=headers)
        is_json = found.headers.get("content-type", "").startswith("application/json")
        return found.status_code, json.loads(found.content) if is_json else found.text

    async def _by_socket(
        self, kind: str, payload: Json, retry: int
    ) -> tuple[int | None, Json | str]:
        try:
            sockets = self.server.sockets
            return 200, await self._there(sockets.deliver(kind, payload, retry, 60)) or ""
        except TimeoutError:
            return None, ""

    async def _there(self, work: Any) -> Any:  # noqa: ANN401 - a coroutine of the server's loop
        assert self.server.loop is not None
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.server.loop))
