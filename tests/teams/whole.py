"""The whole bot with Teams in it, made from the environment as ``headway serve`` does."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap import Headway, build
from bot.cli.doctor import examine
from bot.settings import Settings
from integrations.core import Finding
from integrations.partnership_file import read_partnership
from integrations.teams import PLATFORM
from integrations.teams.building import Teams as Part
from storage.memory import MemoryStore
from tests.fakes import MONDAY
from tests.teams.fake.state import APP, SECRET, TENANT
from tests.teams.fake.teams import Teams
from tests.teams.riverbend import install


class Monday:
    """Monday at 8:00, for ever."""

    async def now(self) -> datetime:
        return MONDAY


@dataclass
class Whole:
    """Makes the bot; what tests change of the fake or the environment before counts."""

    teams: Teams
    file: Path
    monkeypatch: pytest.MonkeyPatch
    store: MemoryStore = field(default_factory=MemoryStore)
    made: list[Headway] = field(default_factory=list)

    def set(self, **variables: str) -> None:
        """Set variables of the environment; "" counts as missing."""
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)

    def build(self) -> Headway:
        """Another process on the same store."""
        self.made.append(build(Settings(), store=self.store, clock=Monday()))
        return self.made[-1]

    async def loaded(self) -> Headway:
        """The bot with Riverbend, reached by the fake."""
        headway = await self.build().open()
        await headway.load(read_partnership(self.file))
        self.teams.app = headway.web()
        return headway

    async def installed(self) -> None:
        """Everybody adds the app, and somebody adds it to the team; the bot takes note."""
        await install(self.teams)
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything that is under way is done."""
        for headway in self.made:
            part = headway.parts.get(PLATFORM)
            if isinstance(part, Part):
                await part.settled()

    async def doctor(self) -> list[Finding]:
        """What ``headway doctor`` finds."""
        return await examine(await self.loaded())

    async def close(self) -> None:
        """End them all."""
        for headway in self.made:
            await headway.close()


def registered(whole: Whole) -> Whole:
    """With the variables of an app in the fake's tenant."""
    whole.set(
        TEAMS_APP_ID=APP,
        TEAMS_APP_PASSWORD=SECRET,
        TEAMS_TENANT_ID=TENANT,
        TEAMS_LOGIN_URL=whole.teams.login,
        TEAMS_OPENID_URL=whole.teams.openid,
        HEADWAY_PUBLIC_URL="https://headway.example.org",
        HEADWAY_SECRET_KEY="a key for tests that is long enough",
    )
    return whole
