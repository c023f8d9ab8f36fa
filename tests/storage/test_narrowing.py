"""A transaction that was narrowed knows nothing of other districts, on every store."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.audience import Audience
from bot.domain.checkin import CheckIn
from bot.domain.errors import OutsideWallsError
from bot.domain.help import Help
from bot.domain.inbox import Received
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.ports.store import AtLeast, OneOf, Store, Transaction
from storage.tables import METADATA, SHAPE, TABLES
from storage.within import OUTSIDE, owner_field
from tests import builders

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
OURS, THEIRS, THIRD = "lakewood", "riverbend", "summit"


def a_help(partnership: str, number: int = 1) -> Help:
    return Help(
        partnership=partnership,
        number=number,
        by="boyd",
        at=NOON,
        audience=Audience.LEADERS,
        text=f"coffee in {partnership}",
    )


@pytest.fixture
async def full(store: Store) -> Store:
    """Three districts with a help and a check-in each."""
    async with store.write() as tx:
        for key in (OURS, THEIRS, THIRD):
            await tx.add(
                builders.partnership(key=key), a_help(key), builders.person(partnership=key)
            )
            await tx.add(builders.checkin(id=f"{key}/1", partnership=key))
            await tx.next_number(key, "H")
    return store


async def seen(tx: Transaction) -> set[str]:
    """The partnerships of which anything is found, in whatever way."""
    keys = [(key, 1) for key in (OURS, THEIRS, THIRD)]
    found: list[Any] = [
        *await tx.find(Help),
        *await tx.find(Help, order="-at"),
        *await tx.find(Help, partnership=OneOf((OURS, THEIRS, THIRD))),
        *await tx.find(Help, partnership=THEIRS),
        *await tx.find(Person, user=None, left=None),
        *await tx.get_all(Help, keys),
        *await tx.get_all(CheckIn, [(f"{key}/1",) for key, _ in keys]),
        *filter(None, [await tx.get(Help, *key) for key in keys]),
        *filter(None, [await tx.get(CheckIn, f"{key}/1") for key, _ in keys]),
    ]
    partnerships = {one.key for one in await tx.find(Partnership)}
    searched = {key for key, _ in keys if await tx.search(key, ["coffee"], limit=9)}
    return {one.partnership for one in found} | partnerships | searched


async def test_until_it_is_narrowed_a_transaction_sees_everything(full: Store) -> None:
    async with full.read() as tx:
        assert await seen(tx) == {OURS, THEIRS, THIRD}


@pytest.mark.parametrize("which", ["read", "write"])
async def test_nothing_of_another_district_is_found_in_any_way(full: Store, which: str) -> None:
    async with getattr(full, which)() as tx:
        await tx.narrow(OURS)

        assert await seen(tx) == {OURS}
        assert await tx.count(Help) == 1
        assert await tx.count(Help, partnership=THEIRS) == 0


async def test_several_districts_can_be_left(full: Store) -> None:
    async with full.read() as tx:
        await tx.narrow(OURS, THIRD)

        assert await seen(tx) == {OURS, THIRD}
        assert await tx.count(Help) == 2


async def test_narrowing_again_never_widens(full: Store) -> None:
    async with full.read() as tx:
        await tx.narrow(OURS, THIRD)
        await tx.narrow(OURS, THEIRS)
        assert await seen(tx) == {OURS}

        await tx.narrow(THEIRS)
        assert await seen(tx) == set()


async def test_narrowed_to_none_nothing_is_seen(full: Store) -> None:
    async with full.read() as tx:
        await tx.narrow()

        assert await seen(tx) == set()


async def test_nothing_of_another_district_is_claimed_or_removed(full: Store) -> None:
    async with full.write() as tx:
        await tx.narrow(OURS)

        assert [one.partnership for one in await tx.claim(CheckIn)] == [OURS]
        assert await tx.remove(CheckIn, partnership=THEIRS) == 0
        assert await tx.remove(CheckIn) == 1
    async with full.read() as tx:
        assert await tx.count(CheckIn) == 2


@pytest.mark.parametrize("how", ["add", "add_missing", "put"])
async def test_writing_into_another_district_is_refused(full: Store, how: str) -> None:
    async with full.write() as tx:
        await tx.narrow(OURS)
        with pytest.raises(OutsideWallsError, match="fault of Headway"):
            await getattr(tx, how)(a_help(THEIRS, 2), a_help(OURS, 2))
    async with full.read() as tx:
        assert await tx.count(Help) == 3


async def test_no_number_is_taken_from_another_district(full: Store) -> None:
    async with full.write() as tx:
        await tx.narrow(OURS)

        assert await tx.next_number(OURS, "H") == 2
        with pytest.raises(OutsideWallsError):
            await tx.next_number(THEIRS, "H")


async def test_a_partnership_itself_is_changed_from_within_alone(full: Store) -> None:
    async with full.write() as tx:
        await tx.narrow(OURS)
        await tx.put(builders.partnership(key=OURS))

        with pytest.raises(OutsideWallsError):
            await tx.put(builders.partnership(key=THEIRS))


async def test_what_belongs_to_no_district_is_seen_as_before(full: Store) -> None:
    async with full.write() as tx:
        await tx.narrow(OURS)
        await tx.add(Received(key="e1", at=NOON, response=""))

        assert await tx.get(Received, "e1")


async def test_partnerships_are_asked_for_by_name_where_it_is_narrow(full: Store) -> None:
    async with full.read() as tx:
        await tx.narrow(OURS)

        with pytest.raises(OutsideWallsError, match="by name"):
            await tx.find(Help, partnership=AtLeast(OURS))


async def test_the_next_transaction_begins_wide_again(full: Store) -> None:
    async with full.read() as tx:
        await tx.narrow(OURS)
    async with full.read() as tx:
        assert await seen(tx) == {OURS, THEIRS, THIRD}


def test_every_kind_belongs_to_a_partnership_or_says_why_not() -> None:
    nowhere = [kind.__name__ for kind in TABLES if not owner_field(kind) and kind not in OUTSIDE]

    assert nowhere == [], "name the partnership in the kind, or the reason in storage/within.py"
    assert all(len(reason.split()) > 5 for reason in OUTSIDE.values())


def test_every_other_table_belongs_to_a_partnership_or_is_the_databases_own() -> None:
    others = set(METADATA.tables.values()) - set(TABLES.values())

    assert {one.name for one in others if "partnership" not in one.columns} == {SHAPE.name}
