"""The whole bot with Slack in it, made from the environment as ``headway serve`` does."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.bootstrap import Headway, build
from bot.cli.doctor import examine
from bot.settings import Settings
from integrations.core import Finding
from storage.memory import MemoryStore
from tests.fakes import MONDAY, riverbend
from tests.slack.bot import SECRET_KEY, fill
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET

INSTALLABLE = {
    "SLACK_CLIENT_ID": CLIENT_ID,
    "SLACK_CLIENT_SECRET": CLIENT_SECRET,
    "HEADWAY_SECRET_KEY": SECRET_KEY,
}


class Monday:
    """Monday at 8:00, for ever."""

    async def now(self) -> datetime:
        return MONDAY


@dataclass
class Whole:
    """Makes the bot; what tests change of the fake or the environment before counts."""

    slack: Slack
    monkeypatch: pytest.MonkeyPatch
    store: MemoryStore = field(default_factory=MemoryStore)

    def set(self, **variables: str) -> None:
        """Set variables of the environment; "" counts as missing."""
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)

    def build(self) -> Headway:
        """Another process on the same store."""
        return build(Settings(), store=self.store, clock=Monday())

    async def loaded(self) -> Headway:
        """The bot with Riverbend."""
        headway = await self.build().open()
        await headway.load(riverbend())
        return headway

    async def doctor(self) -> list[Finding]:
        """What ``headway doctor`` finds."""
        return await examine(await self.loaded())


def prepared(slack: Slack, monkeypatch: pytest.MonkeyPatch) -> Whole:
    """Riverbend's Slack, and the variables of an app in that one workspace."""
    fill(slack)
    team = slack.team()
    slack.add_channel(
        "C000000002",
        *(key for key in team.users if key != team.bot_user),
        name="riverbend-partnership",
    )
    whole = Whole(slack, monkeypatch)
    whole.set(
        SLACK_API_URL=slack.api,
        SLACK_SIGNING_SECRET=SIGNING_SECRET,
        SLACK_BOT_TOKEN=slack.bot_token(),
    )
    return whole
