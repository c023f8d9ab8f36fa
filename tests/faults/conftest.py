"""The district that the fault tests copy, and the table of what they found."""

from pathlib import Path
from statistics import median

import pytest

from tests.faults.district import District, Expectation, Outcome
from tests.faults.teams_district import TeamsDistrict
from tests.teams.fake.teams import Teams

FOUND = pytest.StashKey[dict[str, list[Outcome]]]()
HEADER = ("fault", "runs", "asked twice", "never asked", "seconds to recover")
LINE = "{:<58} {:>5} {:>12} {:>12} {:>20}"


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


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table."""
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
