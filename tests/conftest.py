"""What every test may use."""

import pytest

from tests.fakes import Office


@pytest.fixture
async def office() -> Office:
    """Riverbend on Monday, 11 January 2027, at 8:00; nobody is asked yet."""
    return await Office().open()
