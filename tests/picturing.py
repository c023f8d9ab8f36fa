"""Weeks of ratings, and something that draws, for tests of pictures."""

from dataclasses import replace

from bot.commands import COMMANDS, HOME, REPLY
from bot.domain.checkin import Momentum
from bot.domain.picture import Picture, Worded
from bot.domain.stored_file import StoredFile
from bot.jobs import Desk
from bot.messages import Message, plain
from bot.ports.drawing import Drawing
from bot.router import Router
from tests.builders import MONDAY, ONE_WEEK, taps
from tests.fakes import Office

THREE = ("boyd", "rossi", "nowak")


class FakeDrawing:
    """Draws the title."""

    def png(self, picture: Picture, said: Worded) -> bytes:
        """What a picture is called, in bytes."""
        assert picture.panels
        return said.title.encode()


def drawing(office: Office, by: Drawing | None = None) -> Office:
    """The office with something that draws."""
    office.tools = replace(office.tools, drawing=by or FakeDrawing())
    office.desk = Desk(store=office.store, tools=office.tools, platforms={"slack": office.platform})
    office.router = Router(
        store=office.store, tools=office.tools, commands=COMMANDS, reply=REPLY, home=HOME
    )
    return office


async def rated(office: Office, weeks: int = 3, people: tuple[str, ...] = THREE) -> Office:
    """Student talk, rated slow at first and steady from then on, this week last."""
    number, keys = 0, []
    for back in range(weeks - 1, -1, -1):
        level = Momentum.SLOW if back == weeks - 1 else Momentum.STEADY
        for who in people:
            number += 1
            at = MONDAY - back * ONE_WEEK
            keys.append(taps(number, {"student-talk": level}, by=who, at=at))
    await keep(office, *keys)
    return office


async def keep(office: Office, *records: object) -> None:
    async with office.store.write() as tx:
        await tx.put(*records)  # type: ignore[arg-type]  # records of several kinds


def texts(message: Message) -> str:
    return "\n".join(plain(block.text) for block in message.blocks)


async def files(office: Office) -> list[StoredFile]:
    async with office.store.read() as tx:
        return await tx.find(StoredFile)
