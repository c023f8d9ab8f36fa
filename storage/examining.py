"""What an operator may want to know of the database, and what it soon runs out of."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from storage.migrate import revision

Finding = tuple[bool, str]

ROOM = 200 * 2**20
"""Bytes that should be free beside a SQLite file: for what is written in some months, and notes."""
CONNECTIONS = 10
"""Of a server's, so many should be free: a process that starts takes a few."""
OLDEST = 14
"""The oldest PostgreSQL that Headway is tried with."""

_FILES = ("", "-wal", "-shm")
_SERVER = text(
    "SELECT current_setting('server_version'), pg_database_size(current_database()), "
    "current_setting('max_connections')::int, (SELECT sum(numbackends) FROM pg_stat_database)::int"
)


def findings(connection: Connection) -> list[Finding]:
    """Each in a sentence, with whether that is well; within the transaction of the connection."""
    shape = revision(connection)
    if connection.dialect.name == "sqlite":
        return list(_file(Path(connection.engine.url.database or ""), shape))
    return list(_server(connection, shape))


def _file(path: Path, shape: str | None) -> Iterator[Finding]:
    files = [path.with_name(path.name + end) for end in _FILES]
    size = _size(sum(file.stat().st_size for file in files if file.exists()))
    what = f"SQLite {sqlite3.sqlite_version}, shape {shape}: {size} in {path}."
    yield True, f"{what} No other program holds it."
    free = shutil.disk_usage(path.parent).free
    if free < ROOM:
        yield False, f"Only {_size(free)} are free beside the database. Make room on its disk."


def _server(connection: Connection, shape: str | None) -> Iterator[Finding]:
    version, size, most, taken = connection.execute(_SERVER).one()
    number = str(version).partition(" ")[0]
    what = f"PostgreSQL {number}, shape {shape}: {_size(size)}"
    yield True, f"{what}, and {taken} of {most} connections are taken."
    if int(number.partition(".")[0]) < OLDEST:
        yield False, f"PostgreSQL {number} is too old. Install {OLDEST} or newer."
    free = most - taken
    if free < CONNECTIONS:
        todo = "Raise max_connections, or run fewer processes; docs/operations says how many."
        yield False, f"Only {free} connections to PostgreSQL are free. {todo}"


def _size(count: int) -> str:
    return f"{count / 2**20:,.1f} MB"
