"""Where something is due: the same answer from every store."""

import pytest
from sqlalchemy import event

from bot.domain.delivery import Delivery, DeliveryKind, Occasion, Place
from bot.ports import Store
from storage.sql import SqlStore
from tests.builders import MONDAY, ONE_DAY, workspace

ALL = ("slack", "teams")


def notice(name: str, platform: str, place: str) -> Delivery:
    what = Occasion(partnership="riverbend", kind=DeliveryKind.NOTICE, name=name, at=MONDAY)
    made = what.to("person:boyd", workspace(platform))
    return Delivery(**(vars(made) | {"workspace": place}))


async def keep(store: Store, *deliveries: Delivery) -> None:
    async with store.write() as tx:
        await tx.put(*deliveries)


async def places(store: Store, *platforms: str) -> list[str]:
    async with store.read() as tx:
        return [str(place) for place in await tx.places_due(platforms or ALL, MONDAY)]


async def test_places_with_something_due_or_begun_are_told_once(store: Store) -> None:
    later = MONDAY + ONE_DAY
    await keep(
        store,
        notice("1", "slack", "T2"),
        notice("2", "slack", "T2"),
        notice("3", "slack", "T1"),
        notice("4", "teams", "T9").sending(MONDAY),
        notice("5", "slack", "later").waiting(later, MONDAY),
        notice("8", "slack", "unsure").sending(MONDAY).unsettled(later, MONDAY),
        notice("6", "slack", "sent").sent("m1", MONDAY),
        notice("7", "sandbox", "off"),
    )
    assert await places(store) == ["slack T1", "slack T2", "teams T9"]
    assert await places(store, "sandbox") == ["sandbox off"]


async def test_where_nothing_is_due_no_place_is_told(store: Store) -> None:
    assert await places(store) == []
    assert Place(platform="slack", workspace="T1") < Place(platform="slack", workspace="T2")


@pytest.mark.parametrize("crowd", [1, 300])
async def test_it_takes_as_many_questions_however_much_is_due(new_file: str, crowd: int) -> None:
    store = SqlStore(new_file)
    await store.prepare()
    await keep(store, *(notice(str(n), "slack", "T1") for n in range(crowd)))
    asked: list[str] = []
    engine = store._engines.reading.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(str(said[2])))
    assert await places(store) == ["slack T1"]
    assert len(asked) == 2 * len(ALL)
    await store.close()
