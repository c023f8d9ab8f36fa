"""A survey in Riverbend: it is started, its cards are sent, and people tap."""

from bot.messages import Message, Response
from tests.fakes import Office

ASKED = ("boyd", "rossi", "haddad", "nowak", "price")
NAME = "Teams confident in using data"
OPTIONS = ["Not yet", "A little", "Mostly", "Fully"]
START = "/headway survey confidence"
READERS = "leaders and Harbor Center for School Change"


async def started(office: Office, line: str = START) -> Response:
    """Vance starts a survey, and its cards are sent."""
    answer = await office.say("vance", line)
    await office.tick()
    return answer


def cards(office: Office, who: str = "boyd") -> list[Message]:
    return [m for m in office.platform.to(who) if m.text.endswith("for your team?")]


async def tap(office: Office, who: str, label: str = "Mostly") -> Response:
    return await office.press(who, cards(office, who)[0], label)
