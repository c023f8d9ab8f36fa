"""Nothing of one district is in anything that anybody outside of it is shown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from storage.memory import MemoryStore, MemoryTransaction
from storage.tables import TABLES
from storage.within import OUTSIDE
from tests.walled import OUTSIDERS, Districts


class _Wide(MemoryTransaction):
    async def narrow(self, *partnerships: str) -> None:
        """The wall is off."""


class _WithoutWalls(MemoryStore):
    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryTransaction]:
        async with super().write() as tx:
            tx.__class__ = _Wide
            yield tx


@pytest.fixture(scope="module")
def districts() -> Districts:
    """Two districts with a week behind them, made once for all tests here."""
    return asyncio.run(Districts(MemoryStore()).open())


def test_every_kind_of_the_first_district_has_markers_in_its_texts(districts: Districts) -> None:
    planted = {where.partition(".")[0] for where in districts.planted.where.values()}
    kinds = {kind.__name__ for kind in TABLES if kind not in OUTSIDE}

    without_words = {"Schedule", "Survey", "SurveyTaken", "Preferences"}
    assert kinds - planted - {"Partnership"} <= without_words  # its texts are the file's
    assert "name" in planted


def test_the_first_districts_own_people_see_its_markers(districts: Districts) -> None:
    assert len(districts.planted.leaks(*districts.messages, *districts.forms)) > 50
    assert len(districts.messages) > 50


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_nobody_outside_is_shown_a_word_of_it(districts: Districts, who: str) -> None:
    with capture_logs() as logs:
        assert await districts.shown_to(OUTSIDERS[who]) == []
    assert districts.planted.leaks(*logs) == []


async def test_nothing_of_it_is_sent_to_another_districts_people_or_channels(
    districts: Districts,
) -> None:
    with capture_logs() as logs:
        assert await districts.sent_elsewhere() == []
    assert districts.planted.leaks(*logs) == []


async def test_without_walls_a_mistaken_command_would_show_it() -> None:
    """So that the tests above can fail."""
    districts = await Districts(_WithoutWalls()).load()
    await districts.plant()
    leader = OUTSIDERS["a leader of another district"]

    shown = await districts.mistaken(leader)

    assert len(districts.planted.leaks(shown)) > 50
