"""The page over a small town in memory: two at school, one partner, two channels, a clock."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.applications import Starlette

from bot.domain.audience import Audience
from bot.domain.errors import HeadwayError
from bot.domain.partnership import Organisation, Partnership
from bot.domain.people import Channel, Level, Person, School, Side, Workspace
from integrations.sandbox import SandboxClock
from integrations.sandbox.page import Move, Site, Step, Town, Word, page_routes
from storage.memory import MemoryStore
from tests.integrations.sandbox_desk import Sandbox

NOON = datetime(2027, 1, 29, 17, tzinfo=UTC)
"""Noon in New York."""

BASE = "http://127.0.0.1:8080"


@dataclass
class HourHand:
    """A clock that goes on by hours and notes who was played."""

    clock: SandboxClock
    zone: str = "America/New_York"
    taken: list[str] = field(default_factory=list)

    async def now(self) -> datetime:
        return await self.clock.now()

    async def moves(self) -> Sequence[Move]:
        return [Move(key="hour", label="+1 hour", to=await self.now() + timedelta(hours=1))]

    async def move(self, key: str) -> str:
        for move in await self.moves():
            if move.key == key:
                await self.clock.move_to(move.to)
                return "2 reminders."
        raise HeadwayError("There is no such move.")

    async def taken_over(self, user: str) -> None:
        self.taken.append(user)


class OneStep:
    """A guide with one thing to do."""

    async def steps(self) -> Sequence[Step]:
        step = Step(
            title="Say hello",
            text="Type it.",
            done=False,
            label="Be Boyd",
            user="boyd",
            conversation="dm:boyd",
        )
        return [step]


@dataclass
class Visitor:
    """Somebody at the page, in a browser without scripts."""

    world: Sandbox
    hand: HourHand
    http: httpx2.AsyncClient

    async def sees(self, **where: str) -> str:
        """The page there."""
        answer = await self.http.get("/", params=where)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def does(self, what: str, where: dict[str, str], **typed: str) -> httpx2.Response:
        """Send one of the page's forms."""
        url = f"/{what}?{urlencode(where)}"
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return await self.http.post(url, content=urlencode(typed), headers=headers)


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    world = Sandbox(MemoryStore())
    await world.clock.move_to(NOON)
    await settle(world)
    hand = HourHand(world.clock)

    async def pass_time() -> None:
        pass

    site = Site(
        town=Town(store=world.store, sandbox_of=lambda _: world.people),
        clock=hand,
        guide=OneStep(),
        words=[Word(typed="/commit", help="promise something", example="/commit rest")],
        pass_time=pass_time,
    )
    app = Starlette(routes=page_routes(site))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url=BASE) as http:
        yield Visitor(world, hand, http)


async def settle(world: Sandbox) -> None:
    """Let the people of the town move in and join their channels."""
    here = Workspace(side=Side.DISTRICT, platform="sandbox", id="riverbend")
    partnership = Partnership(
        key="riverbend",
        partner=Organisation(name="Harbor Center", timezone="America/New_York"),
        district=Organisation(name="Riverbend", timezone="America/New_York"),
        workspaces=(here, Workspace(side=Side.PARTNER, platform="sandbox", id="riverbend")),
        channels=(
            Channel(
                key="leaders",
                workspace=Side.DISTRICT,
                id="C1",
                name="leadership",
                audience=Audience.LEADERS,
            ),
        ),
        schools=(School(key="lincoln", name="Lincoln Elementary", level="elementary"),),
    )
    people = [
        person("boyd", "Terrence Boyd", "principal", Level.SCHOOL, school="lincoln"),
        person("ortega", "Luz Ortega", "assistant superintendent", Level.DISTRICT),
        person("vance", "Ruth Vance", "advisor", Level.PARTNER),
        person("gone", "Paul Gone", "principal", Level.SCHOOL, left=NOON),
    ]
    async with world.store.write() as tx:
        await tx.put(partnership, *people)
    await world.people.join("C1", "boyd", "ortega")


def person(
    key: str,
    name: str,
    role: str,
    level: Level,
    *,
    school: str | None = None,
    left: datetime | None = None,
) -> Person:
    return Person(
        partnership="riverbend",
        key=key,
        name=name,
        role=role,
        level=level,
        school=school,
        user=key,
        left=left,
    )
