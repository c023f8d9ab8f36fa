"""With Headway's own filter switched off, PostgreSQL alone keeps districts apart."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import make_url
from structlog.testing import capture_logs

from storage.memory import MemoryStore
from storage.sql import SqlStore
from tests.walled import OUTSIDERS, Districts

LEADER = "a leader of another district"


@pytest.fixture
async def districts(emptied_database: str) -> AsyncIterator[Districts]:
    """Two districts with a week behind them, on a role without rights of its own."""
    made = await Districts(MemoryStore()).open()
    store = SqlStore(emptied_database, filtering=False)
    await store.prepare()
    yield await made.moved_to(store)
    await store.close()


async def test_nobody_outside_is_shown_or_sent_a_word_of_it(districts: Districts) -> None:
    with capture_logs() as logs:
        for who in OUTSIDERS.values():
            assert await districts.shown_to(who) == []
        assert await districts.sent_elsewhere() == []
    assert districts.planted.leaks(*logs) == []


async def test_without_this_wall_too_a_mistaken_command_would_show_it(
    districts: Districts, postgres: str, emptied_database: str
) -> None:
    """So that the test above can fail: a superuser passes through."""
    url = make_url(postgres).set(database=make_url(emptied_database).database)
    wide = SqlStore(url.render_as_string(hide_password=False), filtering=False)

    through = Districts(wide, planted=districts.planted)

    assert len(districts.planted.leaks(await through.mistaken(OUTSIDERS[LEADER]))) > 50
    assert districts.planted.leaks(await districts.mistaken(OUTSIDERS[LEADER])) == []
    await wide.close()
