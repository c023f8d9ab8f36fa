"""Connections to the two databases, set up so that a transaction means the same on both."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool
from sqlalchemy.util import await_only

from bot.domain.errors import HeadwayError
from storage.advisory import AdvisoryLocks
from storage.alone import FileLocks, Locks
from storage.walls import OPTION

Row = tuple[Any, ...]

_BEGIN = "headway_begin"
_HIDDEN = True
"""No error may show parameters, for they are what people wrote; errors are logged."""
_CONNECTIONS = 8
"""To one SQLite file, each with a thread; all are kept, for opening one takes a while."""
_POOL = 12
"""To PostgreSQL, with four more of a process for its locks and its queue: six processes fit into
the hundred that a server allows by itself."""
_WRITERS = 8
"""Of them for writing: who writes may read beside it, and must not wait for who does the same."""
_PATIENCE = 15.0
"""Seconds to wait for one of them."""
_NOTICES = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20000,
}
"""So that a server that is gone without a word is given up within half a minute.

https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
"""
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)


@dataclass(frozen=True, kw_only=True)
class Engines:
    """One pool of connections for transactions that write or that only read, and the locks.

    ``writers``: so many may write at a time. The others queue in this process.
    """

    writing: AsyncEngine
    reading: AsyncEngine
    locks: Locks
    writers: int


def sqlite_engines(url: URL) -> Engines:
    """A file that many may read while one writes; writers take the lock when they begin.

    A writer that begins by reading would be refused the lock later, whatever its patience.
    """
    path = _sqlite_path(url)
    engine = create_async_engine(
        url.set(drivername="sqlite+aiosqlite", database=str(path)),
        hide_parameters=_HIDDEN,
        pool_size=_CONNECTIONS,
        max_overflow=0,
    )
    event.listen(engine.sync_engine, "do_connect", _before_connect)
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return Engines(
        writing=engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}),
        reading=engine,
        locks=FileLocks(path),
        writers=1,  # SQLite lets one: the others need not ask it again and again
    )


def _before_connect(_dialect: object, _entry: object, file: list[str], _options: object) -> None:
    # A file that cannot be opened is found out here, without a thread: the driver's own would end
    # with a traceback of its own if the event loop is closed by the time it has noticed.
    sqlite3.connect(file[0]).close()


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # None: the driver begins nothing by itself, _on_begin does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_begin(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    await_only(ask(driver, connection.get_execution_options().get(_BEGIN, "BEGIN")))


async def ask(driver: Any, statement: str, parameters: Row = ()) -> Sequence[Row]:  # noqa: ANN401 - SQLAlchemy does not say more
    """What SQLite's own driver answers to a statement; raises SQLAlchemy's errors.

    Through SQLAlchemy it would take three or four turns of the driver's thread, and an answer to
    a person is a dozen statements.
    """
    try:
        found: Sequence[Row] = await driver.execute_fetchall(statement, parameters)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            statement, parameters, error, sqlite3.Error, hide_parameters=_HIDDEN
        ) from error
    return found


def postgres_engines(url: URL) -> Engines:
    """A server. A reader sees one moment from its first question to its last, as on SQLite."""
    url = url.set(drivername="postgresql+psycopg")
    given = url.query.get("options", "")
    begins = {"options": f"{given if isinstance(given, str) else ' '.join(given)} {OPTION}"}
    try:
        engine = create_async_engine(
            url,
            connect_args=begins | _NOTICES,
            pool_size=_POOL,
            max_overflow=0,
            pool_timeout=_PATIENCE,
            pool_pre_ping=True,
            hide_parameters=_HIDDEN,
            json_serializer=_as_it_is,
            json_deserializer=_as_it_is,
        )
        single = create_async_engine(
            url, connect_args=_NOTICES, poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
    except ImportError as exc:
        raise HeadwayError(
            "PostgreSQL needs one more library: pip install 'headway-bot[postgres]'."
        ) from exc
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(writing=engine, reading=reading, locks=AdvisoryLocks(single), writers=_WRITERS)


def _as_it_is(text: str) -> str:
    # columns.AsJson reads and writes JSON; nobody else should.
    return text


def _sqlite_path(url: URL) -> Path:
    """The file of a SQLite URL. Raises HeadwayError where none is named."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise HeadwayError("Name a file for the database: sqlite:///headway.db.")
    return Path(url.database).absolute()


@contextmanager
def in_plain_words(url: URL) -> Iterator[None]:
    """Turn what a database that cannot be reached says into a HeadwayError."""
    try:
        yield
    except (DatabaseError, InterfaceError, NoConnectionError) as exc:
        # Of database errors these two: it does not answer, or the file is no database.
        if isinstance(exc, DatabaseError) and type(exc) not in (DatabaseError, OperationalError):
            raise
        said = str(getattr(exc, "orig", exc)).strip().partition("\n")[0]
        raise HeadwayError(
            f"The database {url.render_as_string(hide_password=True)} cannot be used ({said}). "
            "Check HEADWAY_DATABASE_URL, and that the database runs and nothing holds it locked."
        ) from exc
