"""Slack's part of the bot, put together for the tests of what it sends."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from bot.domain.people import Side, Workspace
from bot.messages import Message
from bot.ports import Address, Parcel, Store
from integrations.faults import Faults
from integrations.slack.api import Workspaces
from integrations.slack.installation import Installation
from integrations.slack.installs import Installs
from integrations.slack.outbound import SlackChat
from integrations.slack.settings import PLATFORM, SlackSettings
from storage.memory import MemoryStore
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET

KEY = "a key for tests that is long enough"
TEAM = "T000000001"


@dataclass
class StandingClock:
    """A clock that stands still until moved."""

    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def now(self) -> datetime:
        return self.moment

    def move(self, **pause: float) -> datetime:
        self.moment += timedelta(**pause)
        return self.moment


class Outside:
    """The app in the fake's workspaces: by its bot's token, or installed with ``token=None``."""

    def __init__(
        self,
        slack: Slack,
        *,
        store: Store | None = None,
        token: str | None = "",
        timeout: int = 20,
    ) -> None:
        self.slack = slack
        self.store: Store = store or MemoryStore()
        self.clock = StandingClock()
        self.seconds = 0.0
        self.settings = settings_of(slack, slack.bot_token() if token == "" else token)
        self.faulty: list[str] = []
        self.faults = Faults(PLATFORM, store=self.store, clock=self.clock, count=self.faulty.append)
        self.installs = self.process()
        self.workspaces = Workspaces(
            self.installs,
            self.settings,
            faults=self.faults,
            timeout=timeout,
            elapsed=lambda: self.seconds,
        )
        self.pauses: list[float] = []
        self.chat = SlackChat(
            store=self.store, clock=self.clock, workspaces=self.workspaces, sleep=self.pause
        )

    async def pause(self, seconds: float) -> None:
        """Go on at once, and note how long it was to be."""
        self.pauses.append(seconds)

    def process(self, key: str | None = KEY) -> Installs:
        """Another process on the same store."""
        return Installs(store=self.store, clock=self.clock, settings=self.settings, secret_key=key)

    async def install(self, team: str = TEAM) -> Installation:
        """Install the app as a person does."""
        return await self.installs.exchange(self.slack.code(team))


def settings_of(slack: Slack, token: str | None) -> SlackSettings:
    """The settings of an app that others can install."""
    return SlackSettings(
        signing_secret=SecretStr(SIGNING_SECRET),
        bot_token=SecretStr(token) if token else None,
        client_id=CLIENT_ID,
        client_secret=SecretStr(CLIENT_SECRET),
        app_token=None,
        api_url=slack.api,
    )


def to(
    user: str | None = None, *, email: str | None = None, channel: str | None = None,
    team: str = TEAM,
) -> Address:  # fmt: skip
    """An address in a workspace."""
    workspace = Workspace(side=Side.DISTRICT, platform=PLATFORM, id=team)
    return Address(workspace=workspace, user=user, email=email, channel=channel)


def parcel(address: Address, text: str = "Good morning", *, delivery: str = "d1") -> Parcel:
    """A short message."""
    return Parcel(delivery=delivery, to=address, message=Message(text=text))
