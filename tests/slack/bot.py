"""The bot of Riverbend, put together for the fake Slack: what the scenario tests act on."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.applications import Starlette

from bot.ports import Inbound
from integrations.slack import Core, SlackSettings, build
from tests.fakes import USERS, WORKSPACE, Office
from tests.slack.fake.person import Person as Somebody
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, Json
from tests.soon import soon
from tests.stored import Stored

SECRET_KEY = "a key for tests that is long enough"


class Bot(Stored):
    """Headway as one process of it runs, in Riverbend's workspace, with a clock of its own."""

    def __init__(
        self,
        office: Office,
        slack: Slack,
        *,
        inbound: Inbound | None = None,
        **settings: Any,  # noqa: ANN401 - SlackSettings' fields
    ) -> None:
        super().__init__(office, "slack")
        self.slack = slack
        self.headway = build(
            Core(store=office.store, clock=self, inbound=inbound or office.router),
            settings_for(slack, **settings),
            secret_key=SECRET_KEY,
        )
        office.desk = replace(office.desk, platforms={"slack": self.headway.chat})
        slack.app = Starlette(routes=self.headway.routes)

    async def now(self) -> datetime:
        """The office's time."""
        return self.office.now

    def user(self, key: str) -> Somebody:
        """Somebody of Riverbend in Slack; a stranger by their id."""
        return self.slack.user(slack_id(key))

    def sees(self, key: str, channel: str | None = None) -> list[str]:
        """What somebody reads in a conversation, by default in the one with the bot."""
        return [words_of(one) for one in self.user(key).sees(channel)]

    async def hears(self, key: str, words: str, channel: str | None = None) -> bool:
        """Whether somebody comes to read these words: answers come after acknowledgements."""
        return await soon(lambda: any(words in said for said in self.sees(key, channel)))

    async def asks(self, key: str = "boyd") -> Json:
        """The check-in's card that somebody has in Slack after a pass of the clock."""
        await self.office.tick()
        return self.user(key).im.latest()

    async def settled(self) -> None:
        """Wait until everything that is under way is shown."""
        await self.headway.settled()

    async def modal(self, key: str = "boyd") -> Json:
        """The form that comes to stand open for somebody."""
        assert await soon(lambda: self.user(key).modal is not None)
        return self.user(key).modal or {}


def settings_for(slack: Slack, **settings: object) -> SlackSettings:
    """The settings for the fake: one workspace's token unless said otherwise."""
    given: dict[str, object] = {
        "signing_secret": SIGNING_SECRET,
        "bot_token": slack.bot_token(),
        "api_url": slack.api,
        **settings,
    }
    return SlackSettings.model_validate({"_env_file": None} | given)


INSTALLABLE: dict[str, Any] = {
    "client_id": CLIENT_ID,
    "client_secret": CLIENT_SECRET,
    "bot_token": None,
}


def slack_id(key: str) -> str:
    """The Slack id of somebody of Riverbend; those who have none in the file get one here."""
    known = USERS.get(key, key)
    return known if "@" not in known else f"U{key.upper()}"


def fill(slack: Slack) -> None:
    """Riverbend's people in their workspace, and the channel of the leaders."""
    slack.add_team(WORKSPACE)
    for key, known in USERS.items():
        email = known if "@" in known else f"{key}@riverbend.example"
        slack.add_user(slack_id(key), name=key.title(), email=email)
    members = [slack_id(key) for key in USERS]
    slack.add_channel("C000000001", *members, name="leadership")


def words_of(message: Json) -> str:
    """All that a message says."""
    return "\n".join([message["text"], *map(_spoken, message.get("blocks", []))])


def _spoken(part: object) -> str:
    if isinstance(part, list):
        return "".join(map(_spoken, part))
    if not isinstance(part, dict):
        return ""
    own = part["text"] if isinstance(part.get("text"), str) else ""
    return own + "".join(_spoken(inner) for inner in part.values())


def button(message: Json, label: str) -> str:
    """The action of the button with that label."""
    for block in message.get("blocks", []):
        for element in block.get("elements", []):
            if element.get("type") == "button" and element["text"]["text"] == label:
                return str(element["action_id"])
    raise AssertionError(f"no {label} in {words_of(message)}")
