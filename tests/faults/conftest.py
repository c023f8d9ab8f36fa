"""The district that the fault tests copy, and the table of what they found."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from storage import open_store
from tests.faults.district import District, Expectation, Outcome
from tests.faults.fleet import CROWD, Found, Running, running
from tests.faults.postgres import Postgres
from tests.faults.teams_district import TeamsDistrict
from tests.teams.fake.teams import Teams

FOUND = pytest.StashKey[dict[str, list[Outcome]]]()
HEADER = ("fault", "runs", "asked twice", "never asked", "seconds to recover")
LINE = "{:<58} {:>5} {:>12} {:>12} {:>20}"

STRUCK = pytest.StashKey[dict[str, Found]]()
OF_FLEETS = ("fault", "asked twice", "never", "lost", "seconds to recover")
FLEET_LINE = "{:<52} {:>11} {:>6} {:>12} {:>34}"
FILLED = "filled"

Report = Callable[[str, Found], None]
"""Puts what a fault did into the table; fails if it did harm."""


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> District:
    """Sixty people who are due on Monday; copy it before use."""
    district = District(tmp_path_factory.mktemp("loaded"))
    district.load()
    return district


@pytest.fixture
def district(loaded: District, tmp_path: Path) -> District:
    """A district of its own for one test."""
    return loaded.copy(tmp_path / "district")


@pytest.fixture(scope="session")
def in_teams(tmp_path_factory: pytest.TempPathFactory) -> TeamsDistrict:
    """Sixty people who are due on Monday; copy it before use."""
    with Teams() as teams:
        district = TeamsDistrict(tmp_path_factory.mktemp("teams"), teams)
        district.load()
    return district


@pytest.fixture
def expect_once(request: pytest.FixtureRequest) -> Expectation:
    """Nobody may have been asked twice or never; the figures go into the table at the end."""

    def put(fault: str, outcomes: list[Outcome]) -> None:
        request.config.stash.setdefault(FOUND, {})[fault] = outcomes
        assert outcomes
        assert sum(outcome.twice for outcome in outcomes) == 0
        assert sum(outcome.never for outcome in outcomes) == 0

    return put


async def fill(url: str) -> None:
    """Make a database with everybody who is to be asked."""
    store = open_store(url)
    await store.prepare()
    await CROWD.fill(store)
    await store.close()


@pytest.fixture(scope="session")
def filled() -> Iterator[Postgres]:
    """A server for all tests, with one database that has everybody."""
    server = Postgres()
    try:
        server.start()
        asyncio.run(fill(server.create(FILLED)))
        yield server
    finally:
        server.remove()


@pytest.fixture
def server(filled: Postgres) -> Postgres:
    """The server, whatever befell it in the test before."""
    filled.start()
    return filled


@pytest.fixture
def fleet(server: Postgres, tmp_path: Path) -> Iterator[Running]:
    """A fleet without a process yet, on a database of its own."""
    with running(tmp_path / "fleet", server.create("fleet", like=FILLED), Running) as fleet:
        yield fleet
    server.start()
    server.drop("fleet")


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Nobody may have been asked twice or never, and nothing that was acknowledged be lost."""

    def put(fault: str, found: Found) -> None:
        request.config.stash.setdefault(STRUCK, {})[fault] = found
        assert (found.twice, found.never, found.lost, found.doubled) == (0, 0, 0, 0)

    return put


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the tables."""
    if struck := config.stash.get(STRUCK, {}):
        terminalreporter.section(f"faults of a fleet that asks {CROWD.people:,} people")
        terminalreporter.write_line(FLEET_LINE.format(*OF_FLEETS))
        for fault, one in struck.items():
            lost = f"{one.lost} of {one.acknowledged:,}"
            seconds = f"{one.on:.1f} (all asked: {one.whole:.1f})"
            terminalreporter.write_line(
                FLEET_LINE.format(fault, one.twice, one.never, lost, seconds)
            )
    found = config.stash.get(FOUND, {})
    if not found:
        return
    terminalreporter.section("faults")
    terminalreporter.write_line(LINE.format(*HEADER))
    for fault, outcomes in found.items():
        terminalreporter.write_line(LINE.format(fault, *_figures(outcomes)))


def _figures(outcomes: list[Outcome]) -> tuple[object, ...]:
    seconds = [outcome.seconds for outcome in outcomes]
    return (
        len(outcomes),
        sum(outcome.twice for outcome in outcomes),
        sum(outcome.never for outcome in outcomes),
        f"{median(seconds):.1f} (at most {max(seconds):.1f})",
    )
