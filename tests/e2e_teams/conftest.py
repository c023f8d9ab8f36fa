"""Headway served for Microsoft's Agents Playground, and a real browser at the Playground's page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browsing import WIDE, chromium
from tests.e2e_teams.acting import Teams
from tests.e2e_teams.playground import playground
from tests.e2e_teams.riverbend import Riverbend

expect.set_options(timeout=15_000)  # where nothing is wrong it takes no longer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Riverbend:
    riverbend = Riverbend(tmp_path_factory.mktemp("loaded"))
    riverbend.load()
    return riverbend


@pytest.fixture
def riverbend(loaded: Riverbend, tmp_path: Path) -> Riverbend:
    """A database of one's own, on Sunday."""
    return loaded.copy(tmp_path)


@pytest.fixture
def teams(riverbend: Riverbend, browser: Browser, tmp_path: Path) -> Iterator[Teams]:
    """Terrence Boyd's Teams, where Headway has just been added to his own chat with it."""
    with riverbend.served() as port, playground(tmp_path, bot=port) as address:
        context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
        context.route("https://**", lambda route: route.abort())  # fonts, from Microsoft's servers
        context.set_default_timeout(15_000)
        yield Teams.opened(context.new_page(), address)
        context.close()
