"""What every test may use."""

import pytest
import structlog

from tests.fakes import Office


def pytest_configure() -> None:
    """Log errors plainly: structlog's own way draws all that the bot holds, for seconds each."""
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
