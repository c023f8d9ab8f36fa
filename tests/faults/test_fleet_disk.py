"""The disk gets full under SQLite, and has room again later.

Linux alone: the disk is a tmpfs in a mount namespace of the service's own, which is gone with it.
"""

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.faults.commands import Promises
from tests.faults.conftest import Report, fill
from tests.faults.fleet import PEOPLE, SOME, Running, running, struck, wait_until

ROOM = 24 + PEOPLE // 100
"""Megabytes of the disk: more than the database ever takes."""
HAVING_MOUNTED = """\
mount -t tmpfs -o size={room}m tmpfs {disk} && cp {filled} {disk}/headway.db && exec "$0" "$@"
"""
BLOCK = bytes(4096)


class OnDisk(Running):
    """A service whose database is on a small disk that only it sees."""

    @property
    def disk(self) -> Path:
        """The disk, as seen from outside."""
        (process,) = self.serving.values()
        return Path(f"/proc/{process.pid}/root{self.folder}/disk")

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds in a copy of the database, taken while the service stands still."""
        (process,) = self.serving.values()
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        process.send_signal(signal.SIGSTOP)
        try:
            shutil.copytree(self.disk, copy, ignore=shutil.ignore_patterns("*-shm", "filler"))
        finally:
            process.send_signal(signal.SIGCONT)
        with closing(sqlite3.connect(copy / "headway.db")) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
async def filled_file(tmp_path: Path) -> Path:
    """A database file with everybody."""
    file = tmp_path / "filled.db"
    await fill(f"sqlite:///{file}")
    return file


@pytest.fixture
def on_disk(filled_file: Path, tmp_path: Path) -> Iterator[OnDisk]:
    """A service on a disk of its own."""
    folder = tmp_path / "fleet"
    (folder / "disk").mkdir(parents=True)
    mounted = HAVING_MOUNTED.format(room=ROOM, disk=folder / "disk", filled=filled_file)
    with running(folder, f"sqlite:///{folder}/disk/headway.db", OnDisk) as fleet:
        fleet.serve(before=["unshare", "--map-root-user", "--mount", "sh", "-c", mounted])
        yield fleet


def test_the_disk_is_full(on_disk: OnDisk, report: Report) -> None:
    """What cannot be kept is not acknowledged; the service lives and goes on once there is room."""

    def fault(promises: Promises) -> None:
        use_up(on_disk.disk / "filler")
        refused = promises.refused
        wait_until(lambda: promises.refused >= refused + SOME, "promises are refused")
        assert alive(on_disk)
        (on_disk.disk / "filler").unlink()

    report("the disk full under SQLite", struck(on_disk, fault))


def use_up(filler: Path) -> None:
    """Write until there is no room, to the last block."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(BLOCK)


def alive(fleet: Running) -> bool:
    """Whether the service answers that it lives."""
    (port,) = fleet.serving
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        return bool(answer.status == 200)
