"""What every test may use."""

import os

import pytest
import structlog

from tests.fakes import Office


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


@pytest.fixture
async def office() -> Office:
    """Riverbend on Monday, 11 January 2027, at 8:00; nobody is asked yet."""
    return await Office().open()
