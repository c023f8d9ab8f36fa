"""The zones that chat platforms tell of people."""

from dataclasses import replace

import pytest

from bot.domain.people import Person
from bot.domain.schedule import UNPLANNED, Occurs, Schedule
from bot.ledger.people import lives_in
from bot.load import load
from tests.fakes import Office, riverbend
from tests.talking import change_person


async def person(office: Office, key: str) -> Person:
    async with office.store.read() as tx:
        found = await tx.get(Person, "riverbend", key)
    assert found is not None
    return found


async def moves(office: Office, key: str, zone: str | None) -> None:
    async with office.store.write() as tx:
        await lives_in(tx, await person(office, key), zone)


async def planned(office: Office, key: str) -> bool:
    async with office.store.read() as tx:
        rows = await tx.find(Schedule, partnership="riverbend", occurs=Occurs.CHECK_IN, person=key)
    return all(row.next_due not in {None, UNPLANNED} for row in rows)


@pytest.mark.parametrize(("key", "stays"), [("boyd", False), ("haddad", True)])
async def test_who_moves_is_planned_anew_unless_the_file_names_their_zone(
    office: Office, key: str, stays: bool
) -> None:
    await office.tick()
    assert await planned(office, key)

    await moves(office, key, "America/Denver")

    assert (await person(office, key)).platform_timezone == "America/Denver"
    assert await planned(office, key) is stays


async def test_who_stays_where_they_are_is_not_planned_anew(office: Office) -> None:
    await moves(office, "boyd", "America/Denver")
    await office.tick()

    await moves(office, "boyd", "America/Denver")

    assert await planned(office, "boyd")


@pytest.mark.parametrize(("user", "kept"), [("U000000004", "America/Denver"), ("U9", None)])
async def test_a_zone_is_kept_by_a_file_until_somebody_is_found_elsewhere(
    office: Office, user: str, kept: str | None
) -> None:
    await change_person(office, "boyd", platform_timezone="America/Denver")
    file = riverbend()
    people = tuple(replace(p, user=user) if p.key == "boyd" else p for p in file.people)

    async with office.store.write() as tx:
        await load(tx, replace(file, people=people), now=office.now)

    assert (await person(office, "boyd")).platform_timezone == kept
