"""A database of the version before the evidence keeps what it holds when it is upgraded."""

from collections.abc import AsyncIterator

import pytest
from alembic import command
from alembic.config import Config

from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.domain.preferences import Preferences
from bot.domain.searching import wanted
from bot.domain.walkthrough import Walkthrough
from bot.ports import Store
from storage import migrate, open_store
from tests.fakes import Office, fields_of
from tests.storage.test_migrations import connected
from tests.talking import get, said

BEFORE = "0003"
STATEMENT = (
    "'riverbend', 1, 'boyd', '2027-01-05 13:00:00.000000+00:00', 'leaders', {version}, "
    "false, '{text}', 'student-talk', {origin}"
)
PLAIN = {"version": 1, "origin": "'A-7'"}
SEEN = '[{"text":"reasoning","seen":3,"of":5},{"text":"wait time","seen":2,"of":5}]'
ROWS = {
    "commitments": STATEMENT.format(text="share the rubric", **PLAIN)
    + ", 'boyd', 'district', '2027-01-12', 'open', NULL, NULL, ''",
    "blockers": STATEMENT.format(text="no time to plan", **PLAIN)
    + ", '2027-01-05', NULL, NULL, 'open', NULL, NULL, ''",
    "helps": STATEMENT.format(text="the protocol", **PLAIN) + ", NULL",
    "walkthroughs": STATEMENT.format(
        text="reasoning in 3 of 5, wait time in 2 of 5", version=2, origin="NULL"
    )
    + f", 'lincoln', '2027-01-05', 'grade 4 math', 'do they talk', '{SEEN}', 'ask why'",
    "changes": "'riverbend', 'W-1', 2, 'edited', 'boyd', '2027-01-05 14:00:00.000000+00:00', '', "
    """'{"classes":"grade 3","text":"not \\"classes\\": a name"}', '{"classes":"grade 4 math"}'""",
    "counters": "'riverbend', 'W', 1",
    "preferences": "'riverbend', 'boyd', NULL, NULL, NULL, false",
}


@pytest.fixture
async def upgraded(new_url: str) -> AsyncIterator[Store]:
    """A database of that version with a row of each sort, brought up to date."""
    with connected(new_url) as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        for table, values in ROWS.items():
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({values})")  # noqa: S608 - our own
    store = open_store(new_url)
    await store.prepare()
    yield store
    await store.close()


@pytest.fixture
async def office(upgraded: Store) -> Office:
    """Riverbend on that database."""
    return await Office(store=upgraded).open()


async def test_records_keep_what_they_say_and_where_they_came_from(office: Office) -> None:
    kept = [await get(office, kind, 1) for kind in (Commitment, Blocker, Help)]

    assert [each.text for each in kept] == ["share the rubric", "no time to plan", "the protocol"]
    assert {each.came_from for each in kept} == {"A-7"}


async def test_a_walkthrough_is_shown_as_it_was_written(office: Office) -> None:
    whole = said(await office.say("boyd", "/walkthrough W-1"))

    assert "grade 4 math" in said(await office.say("boyd", "/walkthrough list"))
    for words in ("grade 4 math", "reasoning in 3 of 5", "wait time in 2 of 5", "do they talk"):
        assert words in whole
    assert "F-0" not in whole


async def test_the_next_walkthrough_and_the_digest_compare_with_it(office: Office) -> None:
    again = said(await office.say("boyd", "/walkthrough lincoln grade 4 math: reasoning 4/5"))

    assert "in 4 of 5 (3 of 5 on 5 January)" in again
    digest = said(await office.say("vance", "/headway digest"))
    assert "W-1" in digest
    assert "F-0" not in digest


async def test_its_findings_get_numbers_when_it_is_edited(office: Office) -> None:
    form = (await office.act("boyd", "walkthrough.edit", "W-1")).form
    assert fields_of(form)["subject"] == "grade 4 math"

    await office.fill("boyd", form, focus="who asks why")

    record = await get(office, Walkthrough, 1)
    assert (record.version, record.focus) == (3, "who asks why")
    assert [(one.number, one.seen, one.of) for one in record.findings] == [(1, 3, 5), (2, 2, 5)]


async def test_a_change_that_was_made_before_can_be_undone(office: Office) -> None:
    await office.act("boyd", "headway.undo", "W-1:2")

    record = await get(office, Walkthrough, 1)
    assert (record.subject, record.text) == ("grade 3", 'not "classes": a name')


async def test_what_was_there_before_is_found_by_all_its_words(upgraded: Store) -> None:
    """As what is kept from then on: of a walkthrough by its look-fors, school and focus, too."""
    async with upgraded.read() as tx:
        found = {
            words: await tx.search("riverbend", wanted(words), limit=10)
            for words in ("rubric", "protocol boyd", "Lincoln", "wait time", "student talk", "tea")
        }
    assert {words: sorted(refs) for words, refs in found.items()} == {
        "rubric": ["C-1"],
        "protocol boyd": ["H-1"],
        "Lincoln": ["W-1"],
        "wait time": ["W-1"],
        "student talk": ["B-1", "C-1", "H-1", "W-1"],
        "tea": [],
    }


async def test_preferences_stay_and_promises_are_proposed_to_everybody(upgraded: Store) -> None:
    async with upgraded.read() as tx:
        kept = await tx.get(Preferences, "riverbend", "boyd")
    assert kept == Preferences(partnership="riverbend", person="boyd", reminders=False)
    assert kept.proposals
