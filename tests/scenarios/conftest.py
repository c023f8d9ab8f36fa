"""What several modules of scenarios begin with."""

import pytest

from tests.fakes import Office
from tests.several import MAPLEWOOD, join


@pytest.fixture
async def both(office: Office) -> Office:
    """Riverbend and Maplewood, with Ruth Vance in both."""
    return await join(office, MAPLEWOOD)
