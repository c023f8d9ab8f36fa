"""A fake Microsoft Teams for each test, on one pair of web servers for all."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.load import PartnershipFile, load
from integrations.partnership_file import read_partnership
from tests.fakes import MONDAY, Office
from tests.teams.bot import Bot
from tests.teams.fake.person import Person
from tests.teams.fake.server import Server
from tests.teams.fake.teams import Teams
from tests.teams.outside import Outside, outside_of
from tests.teams.people import BOYD, CHANNEL, ROSSI, TEAM
from tests.teams.riverbend import fill, forget, install, now_of, write_riverbend
from tests.teams.whole import Whole, registered


@pytest.fixture(scope="session")
def teams_server() -> Iterator[Server]:
    """Runs on a thread until the last test is over."""
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def teams_trust(teams_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let msal trust the login's certificate, and ask it directly."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(teams_server.authority))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def teams(teams_server: Server, teams_trust: None) -> Teams:
    """A tenant with two people and a team; the app is installed for Boyd and in the team.

    The bot heard nothing of that yet: nobody's activity was sent.
    """
    teams = Teams(server=teams_server)
    teams.add_app()
    boyd = teams.add_user(BOYD, name="Boyd Ames", email="boyd@riverbend.example")
    teams.add_user(ROSSI, name="Ana Rossi", email="rossi@riverbend.example")
    teams.add_team(TEAM, BOYD, ROSSI, name="Leadership")
    teams.add_channel(CHANNEL, TEAM, name="data-teams")
    await boyd.installs(tell=False)
    await boyd.adds_bot(CHANNEL, tell=False)
    return teams


@pytest.fixture(scope="session")
def riverbend_in_teams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Riverbend's partnership file with its people and channels in Teams."""
    return write_riverbend(tmp_path_factory.mktemp("riverbend"))


@pytest.fixture(scope="session")
def partnership_in_teams(riverbend_in_teams: Path) -> PartnershipFile:
    """The same, read once for all."""
    return read_partnership(riverbend_in_teams)


@pytest.fixture
async def teams_office(partnership_in_teams: PartnershipFile) -> Office:
    """Riverbend in Teams on Monday, 11 January 2027, at 8:00; nobody is asked yet."""
    office = Office()
    async with office.store.write() as tx:
        await load(tx, partnership_in_teams, now=office.now)
    return office


@pytest.fixture
async def bot(teams_office: Office, teams_server: Server, teams_trust: None) -> AsyncIterator[Bot]:
    """Riverbend's bot in Teams, in the team and with those who act here; nothing was said yet."""
    teams = Teams(lambda: now_of(teams_office), server=teams_server)
    fill(teams)
    bot = Bot(teams_office, teams)
    await install(teams, ("boyd", "rossi", "price"))
    await bot.settled()
    forget(teams)
    yield bot
    await bot.close()


@pytest.fixture
async def whole(
    riverbend_in_teams: Path,
    teams_server: Server,
    teams_trust: None,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Whole]:
    """The whole bot, to be made from the environment, and Riverbend's tenant without it."""
    teams = Teams(MONDAY.timestamp, server=teams_server)
    fill(teams)
    whole = registered(Whole(teams, riverbend_in_teams, monkeypatch))
    yield whole
    await whole.close()


@pytest.fixture
async def outside(teams: Teams) -> AsyncIterator[Outside]:
    """Riverbend in a tenant of which the bot has heard nothing; nobody has the app."""
    for key in (BOYD, ROSSI):
        await teams.user(key).uninstalls(tell=False)
    await teams.user(BOYD).removes_bot(TEAM, tell=False)
    async with outside_of(teams) as outside:
        yield await outside.load()


@pytest.fixture
def boyd(outside: Outside) -> Person:
    """Known by the object id."""
    return outside.teams.user(BOYD)


@pytest.fixture
def rossi(outside: Outside) -> Person:
    """Known by an e-mail address."""
    return outside.teams.user(ROSSI)
