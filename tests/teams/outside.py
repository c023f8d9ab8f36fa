"""Teams' part of the bot on the fake Teams, put together for the tests of what it sends."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.delivery import Delivery
from bot.domain.people import Side, Workspace
from bot.load import load
from bot.messages import Message
from bot.ports import Address, Parcel
from integrations.teams.outbound import TeamsChat
from integrations.teams.settings import PLATFORM
from tests.fakes import Office, riverbend
from tests.teams.bot import Bot
from tests.teams.fake.person import Person as Somebody
from tests.teams.fake.state import TENANT, Json
from tests.teams.fake.teams import Teams
from tests.teams.people import BOYD, CHANNEL
from tests.teams.riverbend import now_of


class Outside(Bot):
    """The bot before anybody in the tenant knows of it; Teams' clock is the office's."""

    def __init__(self, teams: Teams) -> None:
        super().__init__(Office(), teams)
        teams.state.clock = self.seconds

    @property
    def chat(self) -> TeamsChat:
        """Teams' ChatPlatform."""
        return self.headway.chat

    def seconds(self) -> float:
        """The office's time."""
        return now_of(self.office)

    async def load(self) -> "Outside":
        """Load Riverbend's file: Boyd is known by the object id, all others by e-mail."""
        file = riverbend().played_on(PLATFORM)
        moved = tuple(replace(place, id=TENANT) for place in file.partnership.workspaces)
        channels = tuple(replace(one, id=CHANNEL) for one in file.partnership.channels)
        partnership = replace(file.partnership, workspaces=moved, channels=channels)
        users = {"boyd": BOYD}
        people = tuple(replace(one, user=users.get(one.key)) for one in file.people)
        async with self.office.store.write() as tx:
            await load(
                tx, replace(file, partnership=partnership, people=people), now=self.office.now
            )
        return self

    async def does(self, act: Any) -> Any:  # noqa: ANN401 - whatever the act returns
        """Somebody does something in Teams, and the bot comes to rest."""
        done = await act
        await self.settled()
        self.office.later(seconds=1)
        return done

    async def deliveries(self, key: str) -> list[Delivery]:
        """All deliveries to somebody."""
        async with self.office.store.read() as tx:
            return await tx.find(Delivery, recipient=f"person:{key}")

    def cards(self, of: Somebody, conversation: str | None = None) -> list[Json]:
        """The bot's own messages in a conversation."""
        return [one for one in of.messages(conversation) if one["by"] in self.teams.state.apps]


@contextmanager
def teams_trusted(teams: Teams) -> Iterator[None]:
    """While this is open msal trusts the login's certificate, and asks it directly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REQUESTS_CA_BUNDLE", str(teams.authority))
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@asynccontextmanager
async def outside_of(teams: Teams) -> AsyncIterator[Outside]:
    """The bot, closed at the end."""
    outside = Outside(teams)
    try:
        yield outside
    finally:
        await outside.close()


def to(
    user: str | None = None, *, email: str | None = None, channel: str | None = None,
    tenant: str = TENANT,
) -> Address:  # fmt: skip
    """An address in a tenant."""
    workspace = Workspace(side=Side.DISTRICT, platform=PLATFORM, id=tenant)
    return Address(workspace=workspace, user=user, email=email, channel=channel)


def parcel(address: Address, text: str = "Good morning", *, delivery: str = "d1") -> Parcel:
    """A short message."""
    return Parcel(delivery=delivery, to=address, message=Message(text=text))
