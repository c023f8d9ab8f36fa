"""Loading a partnership file after the agenda was revised in chat: only what the file changed."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.agenda import Agenda, Strategy
from bot.domain.partnership import Partnership
from bot.domain.revision import Part, revised
from bot.load import PartnershipFile
from storage.memory import MemoryStore
from tests.loaded import LATER, loaded, the_file

TEAMS = Strategy(key="data-teams", name="Data teams", success="Pledges")
TALK = Strategy(key="student-talk", name="Student talk")
FILED = Agenda(theory_of_action="If we.", vision="All.", strategies=(TEAMS, TALK))
INSTEAD = "in place of a revision: "


def file(**changes: Any) -> PartnershipFile:  # noqa: ANN401 - replace() checks them
    return the_file(agenda=replace(FILED, **changes))


async def partnership(store: MemoryStore) -> Partnership:
    async with store.read() as tx:
        found = await tx.get(Partnership, "riverbend")
    assert found
    return found


@pytest.fixture
async def store() -> MemoryStore:
    """A store with the file loaded, and each part of its agenda revised in chat since."""
    store = MemoryStore()
    await loaded(store, file())
    agenda = FILED
    for part, key, words in (
        (Part.VISION, None, "All talk."),
        (Part.THEORY, None, "If we ask."),
        (Part.NAME, "data-teams", "Teams"),
        (Part.SUCCESS, "data-teams", "Pledges kept"),
        (Part.STRATEGY, "student-talk", ""),
        (Part.STRATEGY, "peers", "Peers: Each term"),
    ):
        agenda = revised(agenda, part, key, words)
    async with store.write() as tx:
        await tx.put(replace(await partnership(store), agenda=agenda))
    return store


async def told(store: MemoryStore, second: PartnershipFile) -> list[tuple[str, str]]:
    return [(one.key, one.detail) for one in await loaded(store, second, LATER)]


async def test_a_file_that_says_the_same_changes_nothing(store: MemoryStore) -> None:
    before = await partnership(store)

    assert [await told(store, file()) for _ in range(2)] == [[], []]
    assert await partnership(store) == before


@pytest.mark.parametrize(
    ("second", "key", "detail"),
    [
        (file(vision="Every one."), "agenda.vision", "All talk. → Every one."),
        (file(theory_of_action="If."), "agenda.theory_of_action", "If we ask. → If."),
        (
            file(strategies=(replace(TEAMS, name="Data"), TALK)),
            "data-teams",
            "name: Teams → Data",
        ),
        (
            file(strategies=(replace(TEAMS, success="Rows"), TALK)),
            "data-teams",
            "success: Pledges kept → Rows",
        ),
        (file(strategies=(TALK,)), "data-teams", "Teams"),
        (
            file(strategies=(TEAMS, replace(TALK, name="Talk"))),
            "student-talk",
            "name: Student talk → Talk",
        ),
        (
            file(strategies=(TEAMS, TALK, Strategy(key="peers", name="Peer visits"))),
            "peers",
            "name: Peers → Peer visits; success: Each term → none",
        ),
    ],
)
async def test_where_the_file_changed_it_wins_and_the_rest_stays(
    store: MemoryStore, second: PartnershipFile, key: str, detail: str
) -> None:
    before = (await partnership(store)).agenda

    assert await told(store, second) == [(key, INSTEAD + detail)]

    after = (await partnership(store)).agenda
    texts = [(one.vision, one.theory_of_action) for one in (before, after)]
    kept = [(s.key, s) for s in before.strategies if s.key != key]
    assert [(s.key, s) for s in after.strategies if s.key != key] == kept
    assert key.startswith("agenda.") or texts[0] == texts[1]
    assert await told(store, second) == []


async def test_a_strategy_that_chat_gave_up_stays_so_as_long_as_the_file_names_it(
    store: MemoryStore,
) -> None:
    await told(store, file(vision="Other."))

    found = (await partnership(store)).agenda
    assert [one.key for one in found.current] == ["data-teams", "peers"]


async def test_a_revision_that_the_file_takes_over_is_no_change(store: MemoryStore) -> None:
    assert await told(store, file(vision="All talk.")) == []

    assert await told(store, file(vision="All.")) == [("agenda.vision", "All talk. → All.")]


async def test_before_anything_was_filed_the_agenda_counts_as_the_files(
    store: MemoryStore,
) -> None:
    old = replace(FILED, strategies=(TEAMS, replace(TALK, retired=True)))
    async with store.write() as tx:
        await tx.put(replace(await partnership(store), agenda=old, filed=None))

    assert await told(store, file()) == [("student-talk", "is back")]


async def test_days_that_both_sides_agreed_on_are_told(store: MemoryStore) -> None:
    with_days = the_file(agenda=FILED, site_days_per_month=5)

    assert await told(store, with_days) == [("site_days.per_month", "none → 5")]
    assert (await partnership(store)).site_days_per_month == 5
