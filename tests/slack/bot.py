"""The bot of Riverbend, put together for the fake Slack: what the scenario tests act on."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from starlette.applications import Starlette

from bot.domain.people import Person
from bot.domain.record import Record
from bot.messages import Incoming, Message, Response, Sender
from bot.ports import Inbound, PlatformItem
from integrations.slack import Core, SlackSettings, build
from tests.fakes import USERS, WORKSPACE, Office
from tests.slack.fake.person import Person as Somebody
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, Json
from tests.slack.samples import soon
from tests.talking import count, get

R = TypeVar("R", bound=Record)
SECRET_KEY = "a key for tests that is long enough"


class Bot:
    """Headway as one process of it runs, in Riverbend's workspace, with a clock of its own."""

    def __init__(
        self,
        office: Office,
        slack: Slack,
        *,
        inbound: Inbound | None = None,
        **settings: Any,  # noqa: ANN401 - SlackSettings' fields
    ) -> None:
        self.office, self.slack = office, slack
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

    async def get(self, kind: type[R], number: int = 1) -> R:
        """A record as it is stored."""
        return await get(self.office, kind, number)

    async def count(self, kind: type[Record]) -> int:
        """How many of a kind there are."""
        return await count(self.office, kind)

    async def person(self, key: str) -> Person:
        """Somebody as they are stored."""
        async with self.office.store.read() as tx:
            found = await tx.get(Person, "riverbend", key)
        assert found is not None
        return found

    async def items(self, kind: str) -> list[PlatformItem]:
        """What Slack's part keeps for itself."""
        async with self.office.store.read() as tx:
            return await tx.find(PlatformItem, platform="slack", kind=kind)

    async def forgets(self, kind: str) -> None:
        """Lose what Slack's part keeps of that kind."""
        async with self.office.store.write() as tx:
            await tx.put(*(replace(item, mark=None, body={}) for item in await self.items(kind)))


@dataclass(kw_only=True)
class Inside:
    """An inside of the bot's that answers as it is told, or fails."""

    response: Response = field(default_factory=Response)
    fails: bool = False
    page: Message = field(default_factory=lambda: Message(text=""))
    heard: list[Incoming] = field(default_factory=list)

    async def handle(self, event: Incoming) -> Response:
        self.heard.append(event)
        if self.fails:
            raise RuntimeError("The database is gone.")
        return self.response

    async def home(self, sender: Sender, at: datetime) -> Message:
        return self.page


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
