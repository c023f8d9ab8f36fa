"""What every test may use."""

import asyncio
import os
from typing import TYPE_CHECKING

import pytest
import structlog

from tests.fakes import Office

if TYPE_CHECKING:
    from tests.collecting import Collected

MADE_ONCE = {"collected": "collected", "month": "month", "played": "played", "weeks": "month"}
"""Fixtures that take seconds, and what they are made of."""


def pytest_configure() -> None:
    """Ask no model of the developer's, and log errors plainly.

    structlog's own way of logging draws all that the bot holds, for seconds each.
    """
    for name in [name for name in os.environ if name.startswith("OPENAI_")]:
        del os.environ[name]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=False),
        ]
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give what takes seconds to make to one worker with all its tests, instead of to each."""
    for item in items:
        for shared in MADE_ONCE.keys() & getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(MADE_ONCE[shared]))


@pytest.fixture
async def office() -> Office:
    """Riverbend on Monday, 11 January 2027, at 8:00; nobody is asked yet."""
    return await Office().open()


@pytest.fixture(scope="session")
def collected() -> "Collected":
    """Everything that the bot says in an office full of records."""
    from tests.collecting import collect

    return asyncio.run(collect())
