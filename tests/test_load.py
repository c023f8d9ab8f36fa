"""Loading a partnership file: what is stored, and nothing is lost."""

from datetime import time, timedelta

import pytest

from bot.domain.agenda import Agenda
from bot.domain.history import Change, Deed
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.domain.schedule import UNPLANNED, Occurs, Schedule
from bot.load import PartnershipFile, What
from integrations.partnership_file import read_partnership
from storage.memory import MemoryStore
from tests.builders import person
from tests.loaded import (
    COACH,
    LATER,
    NOW,
    OTHER_PLACE,
    RIVERBEND,
    changed,
    loaded,
    planned,
    row,
    stored_person,
    the_file,
)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


async def test_the_first_load_stores_the_partnership_and_its_people(store: MemoryStore) -> None:
    file = read_partnership(RIVERBEND)

    found = await loaded(store, file)

    async with store.read() as tx:
        assert await tx.get(Partnership, "riverbend") == file.partnership
        assert len(await tx.find(Person, partnership="riverbend")) == 10
    assert {one.what for one in found} == {What.ADDED}
    assert found[0].detail == "Harbor Center for School Change with Riverbend Public Schools"


async def test_the_first_load_plans_everyone_asked_and_the_digest(store: MemoryStore) -> None:
    await loaded(store, read_partnership(RIVERBEND))

    async with store.read() as tx:
        rows = await tx.find(Schedule, partnership="riverbend")
    cadences = sorted(one.cadence for one in rows)
    assert cadences == ["", *["leaders-weekly"] * 8, *["partner-biweekly"] * 2]
    assert {one.next_due for one in rows} == {UNPLANNED}


async def test_loading_twice_changes_nothing_at_all(store: MemoryStore) -> None:
    await loaded(store, the_file())
    await planned(store)
    async with store.read() as tx:
        before = [await tx.find(kind) for kind in (Partnership, Person, Schedule, Change)]

    assert await loaded(store, the_file(), LATER) == []

    async with store.read() as tx:
        after = [await tx.find(kind) for kind in (Partnership, Person, Schedule, Change)]
    assert after == before


async def test_someone_new_is_added_and_planned(store: MemoryStore) -> None:
    rossi = person("rossi", "Paula Rossi")

    found = await changed(store, the_file(), the_file(person(), COACH, rossi))

    assert found == [("person", "rossi", "added", "Paula Rossi, principal")]
    async with store.read() as tx:
        new = await tx.get(Schedule, "riverbend", Occurs.CHECK_IN, "leaders-weekly", "rossi")
    assert new is not None
    assert new.next_due == UNPLANNED


async def test_someone_who_vanishes_has_left_and_is_not_asked_any_more(store: MemoryStore) -> None:
    found = await changed(store, the_file(), the_file(COACH))

    assert found == [("person", "boyd", "left", "Terrence Boyd, principal")]
    boyd, asked = await stored_person(store), await row(store)
    assert boyd is not None
    assert asked is not None
    assert (boyd.left, asked.next_due) == (LATER, None)


async def test_someone_who_left_stays_so_from_that_moment(store: MemoryStore) -> None:
    await changed(store, the_file(), the_file(COACH))

    assert await loaded(store, the_file(COACH), LATER + timedelta(days=9)) == []

    boyd = await stored_person(store)
    assert boyd is not None
    assert boyd.left == LATER


async def test_someone_who_returns_is_back_and_is_planned_again(store: MemoryStore) -> None:
    await loaded(store, the_file())
    await planned(store)

    found = await changed(store, the_file(COACH), the_file(person(role="director"), COACH))

    detail = "role: principal → director; is back"
    assert found == [("person", "boyd", "changed", detail)]
    boyd = await stored_person(store)
    assert boyd is not None
    assert boyd.left is None
    assert await row(store) == Schedule(
        partnership="riverbend",
        occurs=Occurs.CHECK_IN,
        cadence="leaders-weekly",
        person="boyd",
    )


async def test_what_a_person_has_set_in_chat_stays(store: MemoryStore) -> None:
    wish = Preferences(partnership="riverbend", person="boyd", at=time(9, 15))
    async with store.write() as tx:
        await tx.add(wish)

    await changed(store, the_file(), the_file(person(name="T. J. Boyd"), COACH))

    async with store.read() as tx:
        assert await tx.get(Preferences, "riverbend", "boyd") == wish


@pytest.mark.parametrize(
    ("file", "stays"),
    [
        (the_file(person(role="director"), COACH), True),
        (the_file(person(user="U1"), COACH), False),
        (the_file(person(email="new@riverbend.example"), COACH), False),
        (the_file(workspaces=OTHER_PLACE), False),
    ],
)
async def test_someone_unreachable_stays_so_until_the_address_changes(
    store: MemoryStore, file: PartnershipFile, stays: bool
) -> None:
    await loaded(store, the_file())
    async with store.write() as tx:
        await tx.put(person(unreachable_since=NOW, unreachable_because="the bot was removed"))

    await loaded(store, file, LATER)

    boyd = await stored_person(store)
    assert boyd is not None
    assert (boyd.unreachable_since == NOW) is stays
    assert (boyd.unreachable_because is not None) is stays


async def test_schools_and_strategies_that_vanish_are_kept_as_retired(store: MemoryStore) -> None:
    short = the_file(schools=(), agenda=Agenda())

    found = await changed(store, the_file(), short)

    assert [one[:3] for one in found] == [
        ("school", "lincoln", "left"),
        ("school", "marsh", "left"),
        ("strategy", "data-teams", "left"),
        ("strategy", "student-talk", "left"),
    ]
    async with store.read() as tx:
        kept = await tx.get(Partnership, "riverbend")
    assert kept is not None
    assert [one.retired for one in kept.schools] == [True, True]
    assert [one.retired for one in kept.agenda.strategies] == [True, True]
    assert await loaded(store, short) == []


async def test_a_retired_strategy_comes_back(store: MemoryStore) -> None:
    await changed(store, the_file(), the_file(agenda=Agenda()))

    found = await loaded(store, the_file(), LATER)

    assert [(one.key, one.detail) for one in found] == [
        ("data-teams", "is back"),
        ("student-talk", "is back"),
    ]


async def test_every_load_that_changes_something_is_history(store: MemoryStore) -> None:
    await changed(store, the_file(), the_file(person(role="director"), COACH))

    async with store.read() as tx:
        first, second = await tx.find(Change, partnership="riverbend", ref="file", order="version")
    assert (first.deed, second.deed) == (Deed.MADE, Deed.EDITED)
    assert (second.version, second.by, second.at) == (2, "file", LATER)
    told = {"kind": "person", "key": "boyd", "what": "changed"}
    assert second.after == {"differences": [told | {"detail": "role: principal → director"}]}


async def test_another_partnership_is_not_touched(store: MemoryStore) -> None:
    await loaded(store, the_file())
    other = the_file(person(partnership="lakeside"), key="lakeside")

    await loaded(store, other, LATER)

    vance = await stored_person(store, "vance")
    assert vance is not None
    assert vance.left is None
