"""PostgreSQL's own wall between districts holds where the session's filter is off."""

from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError

from bot.domain.errors import AlreadyThereError
from bot.domain.help import Help
from bot.ports.store import Store
from storage import open_store
from storage.sql import SqlStore
from storage.tables import METADATA, TABLES
from storage.within import OUTSIDE
from tests.storage.test_narrowing import OURS, THEIRS, THIRD, a_help, full, seen

__all__ = ["full"]

OUTSIDE_TABLES = {TABLES[kind].name for kind in OUTSIDE}


@pytest.fixture
async def store(emptied_database: str) -> AsyncIterator[Store]:
    """A prepared store on PostgreSQL that leaves the walls to the database."""
    store = SqlStore(emptied_database, filtering=False)
    await store.prepare()
    yield store
    await store.close()


async def test_nothing_of_another_district_is_found_in_any_way(full: Store) -> None:
    async with full.read() as tx:
        await tx.narrow(OURS)

        assert await seen(tx) == {OURS}
        assert await tx.count(Help) == 1


async def test_narrowing_again_never_widens(full: Store) -> None:
    async with full.read() as tx:
        await tx.narrow(OURS, THIRD)
        assert await seen(tx) == {OURS, THIRD}

        await tx.narrow(THEIRS)
        assert await seen(tx) == set()


@pytest.mark.parametrize("how", ["add", "put"])
async def test_writing_into_another_district_is_refused(full: Store, how: str) -> None:
    async with full.write() as tx:
        await tx.narrow(OURS)
        with pytest.raises(ProgrammingError, match="row-level security"):
            await getattr(tx, how)(a_help(THEIRS, 2))


@pytest.mark.parametrize("error", [None, AlreadyThereError, psycopg.errors.DivisionByZero])
async def test_a_narrowed_transaction_leaves_nothing_behind_on_its_connection(
    emptied_database: str, error: type[Exception] | None
) -> None:
    store = SqlStore(emptied_database)
    await store.prepare()
    try:
        async with store.write() as tx:
            await tx.add(a_help(OURS), a_help(THEIRS))
            await tx.narrow(OURS)
            if error:
                raise error
    except (AlreadyThereError, psycopg.errors.DivisionByZero):
        async with store.write() as tx:
            await tx.add(a_help(OURS), a_help(THEIRS))
    async with store.read() as tx:
        # The pool hands out the connection that was just given back.
        assert {one.partnership for one in await tx.find(Help)} == {OURS, THEIRS}
    await store.close()


async def test_a_plain_session_sees_and_writes_nothing(full: Store, shared_database: str) -> None:
    with psycopg.connect(shared_database, autocommit=True) as connection:
        for table in METADATA.sorted_tables:
            if table.name not in {*OUTSIDE_TABLES, "shape"}:
                (count,) = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()  # type: ignore[misc]  # noqa: S608 - names of our own
                assert count == 0, table.name
        assert connection.execute("DELETE FROM helps").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("INSERT INTO counters VALUES ('riverbend', 'H', 9)")


async def test_every_table_of_partnerships_is_behind_the_wall(
    full: Store, shared_database: str
) -> None:
    with psycopg.connect(shared_database) as connection:
        found = connection.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity, count(polname) "
            "FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY 1, 2"
        ).fetchall()
    open_to_all = {name for name, forced, policies in found if not (forced and policies == 1)}

    assert open_to_all <= {*OUTSIDE_TABLES, "shape", "alembic_version"}


async def test_the_doctor_hears_of_a_role_that_passes_through(
    postgres: str, shared_database: str
) -> None:
    name = make_url(shared_database).database
    url = make_url(postgres).set(database=name).render_as_string(hide_password=False)
    store = open_store(url)
    await store.prepare()

    assert "superuser" in (await store.walls() or "")
    await store.close()


async def test_the_doctor_hears_of_a_wall_that_is_off(new_database: str) -> None:
    store = open_store(new_database)
    await store.prepare()
    assert await store.walls() is None

    with psycopg.connect(new_database, autocommit=True) as connection:
        connection.execute("ALTER TABLE helps NO FORCE ROW LEVEL SECURITY")

    assert "off for helps" in (await store.walls() or "")
    await store.close()


async def test_what_the_address_says_for_connections_stays(shared_database: str) -> None:
    url = make_url(shared_database).update_query_dict({"options": "-c headway.within=nobody"})
    store = open_store(url.render_as_string(hide_password=False))

    assert await store.walls() is None  # ours comes last, and counts
    await store.close()


async def test_the_file_has_no_second_wall_and_says_nothing(new_file: str) -> None:
    store = open_store(new_file)
    await store.prepare()

    assert await store.walls() is None
    await store.close()
