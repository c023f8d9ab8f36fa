"""Every chat platform, ready to be tested, with a way to look at what arrived there."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.domain.people import Side, Workspace
from bot.ports import Address, ChatPlatform, PlatformItem, Store
from integrations import sandbox
from integrations.sandbox.items import shown
from integrations.slack.reference import Reference
from integrations.teams.reference import Reference as TeamsReference
from storage.memory import MemoryStore
from tests.slack.fake.slack import Slack
from tests.slack.outside import Outside as SlackOutside
from tests.slack.outside import to as at_slack
from tests.slack_cards.reading import read
from tests.teams.fake.teams import Teams
from tests.teams.outside import Outside, outside_of, teams_trusted
from tests.teams.outside import to as at_teams
from tests.teams.people import BOYD, CHANNEL


class Place(Protocol):
    """A platform under test, and a way to look at what arrived there."""

    chat: ChatPlatform
    person: Address
    by_email: Address
    channel: Address
    store: Store

    async def seen(self, reference: str) -> str:
        """All that people can read in the message and of its files, labels of buttons too."""
        ...

    async def close(self, to: Address) -> None:
        """From now on nothing can reach this address."""
        ...

    async def stumble(self, to: Address) -> None:
        """The next message to this address is refused, the one after it is not."""
        ...


class SandboxPlace:
    """The sandbox over a store in memory."""

    def __init__(self) -> None:
        self.store: Store = MemoryStore()
        clock = sandbox.SandboxClock(store=self.store)
        self._sandbox = sandbox.build(store=self.store, clock=clock)
        self.chat: ChatPlatform = self._sandbox
        workspace = Workspace(side=Side.DISTRICT, platform=sandbox.PLATFORM, id="riverbend")
        self.person = Address(workspace=workspace, user="boyd")
        self.by_email = Address(workspace=workspace, email="price@riverbend.example")
        self.channel = Address(workspace=workspace, channel="leadership")

    async def seen(self, reference: str) -> str:
        async with self.store.read() as tx:
            item = await tx.get(PlatformItem, sandbox.PLATFORM, "message", reference)
        assert item is not None
        return sandbox.as_text(shown(item).message)[0]

    async def close(self, to: Address) -> None:
        await self._sandbox.close(sandbox.conversation_of(to), "This account was closed.")

    async def stumble(self, to: Address) -> None:
        await self._sandbox.stumble(sandbox.conversation_of(to), 1, after=3.0)


@asynccontextmanager
async def sandbox_place() -> AsyncIterator[Place]:
    yield SandboxPlace()


class SlackPlace:
    """Slack's part over a fake Slack on a loopback server."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        slack.add_team()
        slack.add_user("U1", email="boyd@riverbend.example")
        slack.add_user("U2", email="price@riverbend.example")
        slack.add_channel("C1", "U1")
        outside = SlackOutside(slack)
        self.chat: ChatPlatform = outside.chat
        self.store = outside.store
        self.person = at_slack("U1")
        self.by_email = at_slack(email="price@riverbend.example")
        self.channel = at_slack(channel="C1")

    async def seen(self, reference: str) -> str:
        place = Reference.read(reference)
        messages = self._slack.team().channels[place.channel].messages
        shared = [one for one in messages.values() if one.get("files")]
        said = [read(messages[stamp]["blocks"]) for stamp in place.stamps]
        return "\n".join([*said, *(f["name"] for one in shared for f in one["files"])])

    async def close(self, to: Address) -> None:
        self._slack.team().users[to.user or ""].deleted = True

    async def stumble(self, to: Address) -> None:
        self._slack.order("*", status=429, error="ratelimited", retry_after=0)


@asynccontextmanager
async def slack_place() -> AsyncIterator[Place]:
    with Slack() as slack:
        yield SlackPlace(slack)


class TeamsPlace:
    """Teams' part over a fake Teams on loopback servers."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self.chat: ChatPlatform = outside.headway.chat
        self.store = outside.office.store
        self.person = at_teams(BOYD)
        self.by_email = at_teams(email="price@riverbend.example")
        self.channel = at_teams(channel=CHANNEL)

    async def seen(self, reference: str) -> str:
        place = TeamsReference.read(reference)
        messages = self._outside.teams.chat(place.conversation).messages
        reader = self._outside.teams.user(BOYD)
        return "\n".join(reader.reads(messages[each]) for each in place.ids)

    async def close(self, to: Address) -> None:
        await self._outside.does(self._outside.teams.user(to.user or "").uninstalls())

    async def stumble(self, to: Address) -> None:
        self._outside.teams.order("*", status=429, retry_after=0)


@asynccontextmanager
async def teams_place() -> AsyncIterator[Place]:
    with Teams() as teams, teams_trusted(teams):
        teams.add_app()
        people = [teams.add_user(BOYD), teams.add_user("price", email="Price@riverbend.example")]
        teams.add_team(CHANNEL, BOYD)
        async with outside_of(teams) as outside:
            for somebody in people:
                await outside.does(somebody.installs())
            await outside.does(people[0].adds_bot(CHANNEL))
            yield TeamsPlace(outside)


PLATFORMS: dict[str, Callable[[], AbstractAsyncContextManager[Place]]] = {
    "sandbox": sandbox_place,
    "slack": slack_place,
    "teams": teams_place,
}
"""A new platform adds its Place here, and keeps all the promises of test_chat_platform.py."""
