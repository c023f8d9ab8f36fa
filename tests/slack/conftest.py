"""A fake Slack for each test, on one web server for all."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.fakes import Office
from tests.slack.bot import Bot, fill
from tests.slack.fake.server import Server
from tests.slack.fake.slack import Slack
from tests.slack.whole import Whole, prepared


@pytest.fixture(scope="session")
def slack_server() -> Iterator[Server]:
    """Runs on a thread until the last test is over."""
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def slack(slack_server: Server) -> Slack:
    """A Slack with one workspace, two people and a channel, where the app is installed."""
    slack = Slack(server=slack_server)
    slack.add_team()
    slack.add_user("U1", name="Boyd", email="boyd@riverbend.example")
    slack.add_user("U2", name="Rossi", email="rossi@riverbend.example")
    slack.add_channel("C1", "U1", name="data-teams")
    return slack


@pytest.fixture
async def bot(office: Office, slack_server: Server) -> AsyncIterator[Bot]:
    """Riverbend's bot in Slack on Monday, 11 January 2027, at 8:00; nobody is asked yet."""
    slack = Slack(server=slack_server)
    fill(slack)
    bot = Bot(office, slack)
    yield bot
    await bot.settled()


@pytest.fixture
def whole(slack_server: Server, monkeypatch: pytest.MonkeyPatch) -> Whole:
    """The whole bot, to be made from the environment, and Riverbend's Slack."""
    return prepared(Slack(server=slack_server), monkeypatch)
