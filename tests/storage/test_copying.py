"""A whole database moves from SQLite to PostgreSQL and back, and nothing is lost or changed."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from bot.domain.audience import Audience
from bot.domain.errors import HeadwayError
from bot.domain.help import Help
from bot.domain.inbox import Received
from bot.domain.stored_file import StoredFile
from bot.ports.store import Stored
from integrations.slack.installation import Installation
from integrations.slack.sealing import Seal
from integrations.slack.vault import Vault
from storage import open_store
from storage.copying import BATCH, FEW, Copied, copy
from storage.tables import METADATA, TABLES
from tests.collecting import EVIDENCE
from tests.fakes import MONDAY, Office
from tests.storage.test_kinds import anyone, key
from tests.storage.test_migrations import connected, prepare

SEAL = Seal("of this test and long enough for it")
INSTALLED = Installation(team="T000000001", token="xoxb-1", installed_at=MONDAY)
LINES = ("/commit share the rubric by Friday", "/blocker no time to plan", "/helping the protocol")


COPIED = sorted(set(METADATA.tables) - {"shape"})
SPOILS = (
    """CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN NEW.text = 'something else'; RETURN NEW; END $$""",
    "CREATE TRIGGER spoils BEFORE INSERT ON helps FOR EACH ROW EXECUTE FUNCTION spoil()",
)
"""A database that does not keep what it is given."""


def silent(_table: str, _rows: int) -> None:
    """Nobody looks on."""


def named(value: Stored) -> tuple[object, ...]:
    return type(value), *key(value)


def a_help(number: int) -> Help:
    return Help(
        partnership="riverbend",
        number=number,
        by="boyd",
        at=MONDAY,
        audience=Audience.LEADERS,
        text="the protocol",
    )


def picture(name: str) -> StoredFile:
    return StoredFile(
        id=name,
        partnership="riverbend",
        name="promises.png",
        media_type="image/png",
        audience=Audience.LEADERS,
        at=MONDAY,
        content=bytes(range(256)),
    )


def clear(url: str) -> None:
    """Remove every row of a database that may not be prepared yet."""
    with connected(url) as connection:
        there = set(inspect(connection).get_table_names()) & set(COPIED)
        for name in there:
            connection.execute(text(f"TRUNCATE {name}"))


async def keep(url: str, *values: Stored) -> None:
    await prepare(url)
    store = open_store(url)
    async with store.write() as tx:
        await tx.put(*values)
    await store.close()


async def fill(url: str) -> None:
    """A week of an office with evidence of every kind."""
    store = open_store(url)
    await store.prepare()
    office = await Office(store).open()
    for who, line in (*EVIDENCE, *(("boyd", line) for line in LINES)):
        await office.say(who, line)
    for hours in (0, 24, 104):
        await office.tick(office.later(hours=hours))
    await store.close()


def raw(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """What lies in the tables of a SQLite file, as it lies there."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()  # noqa: S608 - our own
            for name in COPIED
        }


async def rows_in(url: str) -> int:
    store = open_store(url)
    async with store.read() as tx:
        counts = [await tx.count(kind) for kind in TABLES]
    await store.close()
    return sum(counts)


async def there_and_back(here: str, server: str, folder: Path) -> tuple[list[Copied], str]:
    """Copy a file to the server and from there to another file."""
    back = f"sqlite:///{folder}/back.db"
    copied = await copy(here, server, silent)
    assert await copy(server, back, silent) == copied
    return copied, back


async def test_a_full_office_is_the_same_to_the_byte_after_going_there_and_back(
    new_file: str, new_database: str, tmp_path: Path
) -> None:
    await fill(new_file)
    copied, back = await there_and_back(new_file, new_database, tmp_path)
    assert raw(back) == raw(new_file)
    rows = {one.table: one.rows for one in copied}
    assert rows == {name: len(lying) for name, lying in raw(new_file).items()}
    assert min(rows[name] for name in ("counters", "searchable", "received", "deliveries")) > 0


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(values=st.lists(st.one_of(*map(anyone, TABLES)), max_size=9, unique_by=named))
async def test_whatever_fields_hold_comes_along(
    emptied_database: str, tmp_path: Path, values: list[Stored]
) -> None:
    folder = tmp_path / uuid4().hex
    folder.mkdir()
    clear(emptied_database)
    here = f"sqlite:///{folder}/headway.db"
    await keep(here, *values)
    _, back = await there_and_back(here, emptied_database, folder)
    assert raw(back) == raw(here)


async def test_big_tables_are_copied_in_parts_and_somebody_may_look_on(
    new_file: str, new_database: str
) -> None:
    helps = [a_help(number) for number in range(2 * BATCH + 1)]
    await keep(new_file, *helps, *(picture(f"{n:03}") for n in range(FEW + 1)))
    told: list[tuple[str, int]] = []
    await copy(new_file, new_database, lambda table, rows: told.append((table, rows)))
    assert [rows for table, rows in told if table == "helps"] == [BATCH, 2 * BATCH, len(helps)]
    assert [rows for table, rows in told if table == "files"] == [FEW, FEW + 1]


async def test_numbers_go_on_and_words_are_found_in_the_copy(
    new_file: str, new_database: str
) -> None:
    store = open_store(new_file)
    await store.prepare()
    async with store.write() as tx:
        await tx.add(a_help(await tx.next_number("riverbend", "H")))
    await store.close()
    await copy(new_file, new_database, silent)
    store = open_store(new_database)
    async with store.write() as tx:
        found = await tx.search("riverbend", ["protocol"], limit=9)
        number = await tx.next_number("riverbend", "H")
        await tx.add(a_help(number))
    await store.close()
    assert (found, number) == (["H-1"], 2)


async def test_what_is_sealed_opens_in_the_copy(new_file: str, new_database: str) -> None:
    await prepare(new_file)
    store = open_store(new_file)
    await Vault(store, SEAL).put(INSTALLED)
    await store.close()
    await copy(new_file, new_database, silent)
    store = open_store(new_database)
    assert await Vault(store, SEAL).get(INSTALLED.team) == INSTALLED
    await store.close()


async def test_a_database_that_holds_something_is_refused_and_left_alone(
    tmp_path: Path, url: str
) -> None:
    here = f"sqlite:///{tmp_path}/here.db"
    await keep(here, Received(key="z", at=MONDAY, response=""))
    await keep(url, a_help(1))
    with pytest.raises(HeadwayError, match="not empty: there is something in helps"):
        await copy(here, url, silent)
    store = open_store(url)
    async with store.read() as tx:
        assert await tx.count(Help) == 1
        assert await tx.count(Received) == 0
    await store.close()


async def test_a_copy_that_fails_leaves_the_target_empty(new_file: str, new_database: str) -> None:
    await keep(new_file, a_help(1), Received(key="z", at=MONDAY, response="a NUL: \0"))
    with pytest.raises(HeadwayError, match="A row of received cannot be kept"):
        await copy(new_file, new_database, silent)
    assert await rows_in(new_database) == 0


async def test_a_copy_that_is_not_the_same_is_not_kept(new_file: str, new_database: str) -> None:
    await keep(new_file, a_help(1))
    await prepare(new_database)
    with connected(new_database) as connection:
        for statement in SPOILS:
            connection.execute(text(statement))
    with pytest.raises(HeadwayError, match="What was copied of helps is not what was read"):
        await copy(new_file, new_database, silent)
    assert await rows_in(new_database) == 0


async def test_what_is_written_meanwhile_is_not_half_in_the_copy(url: str, tmp_path: Path) -> None:
    await keep(url, a_help(1), picture("a"))
    busy = open_store(url)
    turns = asyncio.Lock()

    async def more() -> None:
        async with turns, busy.write() as tx:
            await tx.put(a_help(2), picture("b"))

    writing = [asyncio.create_task(more())]
    copied = await copy(url, f"sqlite:///{tmp_path}/backup.db", silent)
    await asyncio.gather(*writing)
    await busy.close()
    rows = {one.table: one.rows for one in copied}
    assert rows["helps"] == rows["files"]


async def test_a_source_that_is_not_prepared_is_told(new_url: str, tmp_path: Path) -> None:
    with pytest.raises(HeadwayError, match="run `headway migrate`"):
        await copy(new_url, f"sqlite:///{tmp_path}/backup.db", silent)


async def test_only_what_headway_can_use_is_copied_to(new_file: str) -> None:
    await prepare(new_file)
    with pytest.raises(HeadwayError, match="cannot keep anything in a mysql"):
        await copy(new_file, "mysql://somewhere/else", silent)
