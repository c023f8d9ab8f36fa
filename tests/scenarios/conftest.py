"""What several modules of scenarios begin with."""

import pytest

from tests.fakes import Office
from tests.neighbours import move_in, neighbour
from tests.several import MAPLEWOOD, join


@pytest.fixture
async def both(office: Office) -> Office:
    """Riverbend and Maplewood, with Ruth Vance in both."""
    return await join(office, MAPLEWOOD)


@pytest.fixture
async def two(office: Office) -> Office:
    """Riverbend and Hillcrest, of the same partner."""
    await move_in(office, neighbour())
    return office
