"""In PostgreSQL what is shared is seen by the partner's other districts, and by no others."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import ProgrammingError

from bot.domain.audience import Audience
from bot.domain.network import Shared, network_of
from bot.domain.partnership import Organisation, Partnership
from bot.domain.people import Side
from bot.ports.store import Store, Transaction
from storage.sql import SqlStore
from tests.builders import MONDAY, partnership, workspace

OURS = partnership()
THEIRS = replace(OURS, key="hillcrest")
STRANGERS = {
    "another partner": Organisation(name="Another Center", timezone="UTC"),
    "almost the same name": Organisation(name="harbor center", timezone="UTC"),
}
ELSEWHERE = (workspace(), replace(workspace(side=Side.PARTNER), id="T2"))


def shared(number: int, by: Partnership = OURS, **changes: Any) -> Shared:  # noqa: ANN401 - replace() checks them
    """A text in the network of Riverbend's partner."""
    network = network_of(OURS)
    assert network is not None
    made = Shared(
        **vars(network),
        number=number,
        partnership=by.key,
        by="boyd",
        at=MONDAY,
        text="exit debriefs",
        source="H-1",
        was=Audience.LEADERS,
    )
    return replace(made, **changes)


@pytest.fixture
async def store(emptied_database: str) -> AsyncIterator[Store]:
    """Two districts of one partner, with the walls left to the database."""
    store = SqlStore(emptied_database, filtering=False)
    await store.prepare()
    async with store.write() as tx:
        await tx.add(OURS, THEIRS, shared(1), shared(2).taken_back(by="boyd", at=MONDAY))
    yield store
    await store.close()


async def numbers(tx: Transaction) -> list[int]:
    return [one.number for one in await tx.find(Shared)]


async def test_the_partners_other_districts_see_what_stands(store: Store) -> None:
    async with store.read() as tx:
        await tx.narrow("hillcrest")
        assert await numbers(tx) == [1]


async def test_ones_own_is_seen_though_it_was_taken_back(store: Store) -> None:
    async with store.read() as tx:
        await tx.narrow("riverbend")
        assert await numbers(tx) == [1, 2]


@pytest.mark.parametrize("who", STRANGERS)
async def test_another_partners_districts_see_nothing(store: Store, who: str) -> None:
    async with store.write() as tx:
        await tx.add(replace(OURS, key="lakeside", partner=STRANGERS[who]))
        await tx.narrow("lakeside")
        assert await numbers(tx) == []


async def test_a_partner_in_another_workspace_is_another_one(store: Store) -> None:
    async with store.write() as tx:
        await tx.add(replace(OURS, key="lakeside", workspaces=ELSEWHERE))
        await tx.narrow("lakeside")
        assert await numbers(tx) == []


async def test_nobody_shares_or_takes_back_for_another_district(store: Store) -> None:
    for change in (shared(3), shared(1, text="something else"), shared(1, THEIRS)):
        async with store.write() as tx:
            await tx.narrow("hillcrest")
            with pytest.raises(ProgrammingError, match="row-level security"):
                await tx.put(change)


async def test_a_number_that_cannot_be_seen_is_taken(store: Store) -> None:
    async with store.write() as tx:
        await tx.narrow("hillcrest")
        assert await tx.add_missing(shared(2, THEIRS)) == []
        assert await tx.add_missing(shared(3, THEIRS)) == [shared(3, THEIRS)]


async def test_nobody_removes_what_another_district_shares(store: Store) -> None:
    async with store.write() as tx:
        await tx.narrow("hillcrest")
        assert await tx.remove(Shared) == 0
