"""Slack's end of the walls: of a district nothing is shown to who is not of it, by any request."""

import asyncio

import pytest

from bot.commands import COMMANDS
from storage.memory import MemoryStore
from tests.slack.bot import Bot, fill
from tests.slack.fake.server import Server
from tests.slack.fake.slack import Slack
from tests.walled import LEAVER, Districts

CHANNEL = "C000000001"


@pytest.fixture(scope="module")
def districts() -> Districts:
    """Two districts, the first of them full of markers."""
    return asyncio.run(Districts(MemoryStore()).open())


@pytest.mark.parametrize("who", ["stranger", "leaver", "elsewhere"])
async def test_whoever_is_not_of_a_district_is_shown_nothing_of_it(
    districts: Districts, slack_server: Server, who: str
) -> None:
    slack = Slack(server=slack_server)
    fill(slack)
    slack.add_team("T9")
    slack.add_channel("C9", team="T9")
    stranger = slack.add_user("USTRANGE", email="boyd@riverbend.example.org")
    elsewhere = slack.add_user("U9", team="T9", email="boyd@riverbend.example")
    bot = Bot(districts.office, slack)
    tries = {"stranger": stranger, "leaver": bot.user(LEAVER), "elsewhere": elsewhere}[who]
    channel = "C9" if who == "elsewhere" else CHANNEL

    typed = [await tries.types(command.examples[0], channel) for command in COMMANDS]
    typed.append(await tries.types("/headway record H-901", channel))
    others = [await tries.says("hello"), await tries.takes_shortcut("commit")]
    opened = await tries.opens_home()
    await bot.settled()

    seen = [tries.sees(), tries.sees(channel), tries.modal, tries.home]
    assert districts.planted.leaks(typed, others, opened, seen) == []
    assert "I don't know you yet" in str(seen)
