"""The gateway put together with the fake Teams, for tests of it and of what stands on it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import SecretStr

from bot.ports import Store
from integrations.faults import Faults
from integrations.teams.gateway import Gateway
from integrations.teams.settings import PLATFORM, TeamsSettings
from integrations.teams.values import App, Conversation, Json
from storage.memory import MemoryStore
from tests.teams.fake.state import TENANT
from tests.teams.fake.teams import Teams

SLOW = 0.6
"""Seconds; longer than a machine that is busy with other things stops for."""
HELLO = {"type": "message", "text": "Good morning"}


@dataclass
class StandingClock:
    """A clock that stands still until moved."""

    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def now(self) -> datetime:
        return self.moment


class Gate:
    """A gateway with the fake's registrations, and what it heard; ``seconds`` moves its pauses."""

    def __init__(
        self, teams: Teams, settings: TeamsSettings | None = None, *, timeout: float = 20.0
    ) -> None:
        self.teams = teams
        self.store: Store = MemoryStore()
        self.clock = StandingClock()
        self.seconds = 0.0
        self.faulty: list[str] = []
        self.faults = Faults(PLATFORM, store=self.store, clock=self.clock, count=self.faulty.append)
        self.gateway = Gateway(
            settings or settings_of(teams),
            faults=self.faults,
            timeout=timeout,
            elapsed=lambda: self.seconds,
        )
        self.heard: list[tuple[App, Json]] = []
        self.answer: Json | None = None

    async def hear(self, app: App, activity: Json) -> Json | None:
        """Keep what was heard; an invoke is answered with ``answer``."""
        self.heard.append((app, activity))
        return self.answer

    async def receive(
        self, activity: Json, authorization: str | None = None
    ) -> tuple[int, Json | None]:
        """An activity with a good token, or another one."""
        header = self.teams.sign() if authorization is None else authorization
        return await self.gateway.receive(header, activity, self.hear)

    def place(self, conversation: str, *, app: str | None = None) -> Conversation:
        """A conversation of the fake's."""
        return Conversation(
            app=app or self.teams.bot().id,
            tenant=TENANT,
            service_url=self.teams.service_url,
            id=conversation,
        )


def settings_of(teams: Teams, **more: str) -> TeamsSettings:
    """The settings of a bot with the fake's first registration."""
    bot = teams.bot()
    return TeamsSettings(
        _env_file=None,
        app_id=bot.id,
        app_password=SecretStr(bot.secret),
        tenant_id=bot.tenant,
        apps=SecretStr(more["apps"]) if "apps" in more else None,
        login_url=teams.login,
        openid_url=teams.openid,
    )


@asynccontextmanager
async def nothing_blocks() -> AsyncIterator[None]:
    """Something that takes ``SLOW`` seconds happens inside: other things are done meanwhile."""
    gaps = [0.0]

    async def beat() -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.01)
            gaps.append(time.monotonic() - began)

    heart = asyncio.create_task(beat())
    await asyncio.sleep(0.02)
    try:
        yield
        await asyncio.sleep(0.02)
    finally:
        heart.cancel()
    assert len(gaps) > 2
    assert max(gaps) < SLOW
