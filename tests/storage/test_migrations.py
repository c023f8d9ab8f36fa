"""A database comes to the shape that the code expects, and only forward."""

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, make_url, text

from bot.domain.errors import HeadwayError
from storage import migrate, open_store
from storage.tables import METADATA, TABLES

PREPARE = """
import asyncio, sys
from storage import open_store

async def main():
    store = open_store(sys.argv[1])
    await store.prepare()
    assert await store.ready() is None
    await store.close()
    print("alembic" in sys.modules)

asyncio.run(main())
"""


async def prepare(url: str) -> None:
    store = open_store(url)
    try:
        await store.prepare()
    finally:
        await store.close()


async def prepare_elsewhere(url: str) -> str:
    """Prepare in a process of its own; says whether it had to import Alembic."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PREPARE, url, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode().strip()


async def is_ready(url: str) -> str | None:
    store = open_store(url)
    answer = await store.ready()
    await store.close()
    return answer


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    parsed = make_url(url)
    driver = "postgresql+psycopg" if parsed.drivername == "postgresql" else parsed.drivername
    engine = create_engine(parsed.set(drivername=driver))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def differences(connection: Connection) -> list[Any]:
    # The index of words belongs to each database in its own way; what it finds is tested.
    opts = {"compare_type": True, "include_name": lambda name, *_: not is_of_words(name)}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, METADATA))


def is_of_words(name: str | None) -> bool:
    return name is not None and name.startswith(("searchable_words", "ix_searchable_words"))


async def test_a_migrated_database_has_the_tables_that_the_kinds_need(new_url: str) -> None:
    await prepare(new_url)
    with connected(new_url) as connection:
        assert differences(connection) == []


async def test_the_primary_key_of_each_table_is_the_key_of_its_kind(new_url: str) -> None:
    await prepare(new_url)
    with connected(new_url) as connection:
        for kind, table in TABLES.items():
            key = inspect(connection).get_pk_constraint(table.name)["constrained_columns"]
            assert tuple(key) == kind.KEY


async def test_a_database_is_not_ready_before_it_is_prepared(new_url: str) -> None:
    before = await is_ready(new_url)
    await prepare(new_url)
    assert before is not None
    assert "run `headway migrate`" in before
    assert await is_ready(new_url) is None


async def test_two_processes_may_prepare_at_once(new_url: str) -> None:
    await asyncio.gather(prepare_elsewhere(new_url), prepare_elsewhere(new_url))
    assert await is_ready(new_url) is None


async def test_alembic_is_imported_only_where_there_is_something_to_do(new_url: str) -> None:
    assert await prepare_elsewhere(new_url) == "True"
    assert await prepare_elsewhere(new_url) == "False"


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(new_url: str) -> None:
    await prepare(new_url)
    make_newer(new_url, oldest="9998")

    with pytest.raises(HeadwayError, match=r"newer Headway \(shape 9999"):
        await prepare(new_url)

    answer = await is_ready(new_url)
    assert answer is not None
    assert "newer Headway" in answer


async def test_a_newer_database_that_only_adds_is_worked_with(new_url: str) -> None:
    await prepare(new_url)
    make_newer(new_url, oldest=migrate.known()[-1])

    await prepare(new_url)

    assert await is_ready(new_url) is None
    with connected(new_url) as connection:
        assert migrate.revision(connection) == "9999"


async def test_a_newer_database_that_says_nothing_is_refused(new_url: str) -> None:
    await prepare(new_url)
    make_newer(new_url, oldest=None)
    with pytest.raises(HeadwayError, match="newer Headway"):
        await prepare(new_url)


def make_newer(url: str, *, oldest: str | None) -> None:
    with connected(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("DELETE FROM shape"))
        if oldest:
            connection.execute(text("INSERT INTO shape VALUES (:oldest)"), {"oldest": oldest})


async def test_preparing_changes_no_logging(new_file: str) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    await prepare(new_file)
    assert (root.level, list(root.handlers)) == before


def test_the_files_are_in_the_order_that_alembic_takes_them() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    assert [revision.revision for revision in revisions][::-1] == migrate.known()
