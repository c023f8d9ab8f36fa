"""A district of sixty in the sandbox, and the bot as processes that can be killed."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from integrations.sandbox import SandboxChat, SandboxClock
from storage import open_store

PEOPLE = 60
SUNDAY = "2027-01-10T12:00:00Z"
MONDAY = "2027-01-11T13:00:10Z"
FRIDAY = "2027-01-15T20:00:05Z"
AT_ONCE = 2
PAUSE = 0.002
PATIENCE = 60.0
"""Seconds after which a process that should have finished hangs."""

REPOSITORY = Path(__file__).parents[2]
HEAD = """\
key: millbrook
partner: {name: Harbor Center for School Change, timezone: America/New_York}
district: {name: Millbrook Public Schools, timezone: America/New_York}
workspaces:
  district: {platform: slack, id: T1}
  partner: {platform: slack, id: T1}
channels:
  leadership: {workspace: district, id: C1, name: leadership, audience: leaders}
  partner: {workspace: partner, id: C2, name: partnership, audience: partner}
schools:
  - {key: lincoln, name: Lincoln Elementary, level: elementary}
agenda:
  strategies:
    - {key: data-teams, name: Data teams}
cadences:
  - key: leaders-weekly
    ask: {levels: [school]}
    questions: leaders
    every: week
    day: monday
    at: "08:00"
    open_for: 4 days
digest: {day: friday, at: "15:00", post_to: [leadership, partner]}
people:
"""
PERSON = """\
  - {{key: p{n}, name: Person {n}, role: principal, level: school, school: lincoln, user: U{n}}}
"""

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a run: how many were asked twice or never, and seconds until all was well."""

    twice: int
    never: int
    seconds: float


Expectation = Callable[[str, list[Outcome]], None]
"""Puts the outcomes of a fault into the table, and fails if anybody was asked twice or never."""


class District:
    """One database with its people, all planned for Monday at 8:00 in New York."""

    people = PEOPLE
    loading: tuple[str, ...] = ("--sandbox",)

    def __init__(self, folder: Path) -> None:
        """Name the database; ``load`` or ``copy`` makes it."""
        self.file = folder / "headway.db"
        self.url = f"sqlite:///{self.file}"
        self.environment = {**os.environ, "HEADWAY_DATABASE_URL": self.url, "HEADWAY_LOG": "json"}

    def load(self) -> None:
        """Load the partnership file and let the clock plan everybody."""
        file = self.file.with_name("millbrook.yaml")
        file.write_text(HEAD + "".join(PERSON.format(n=n) for n in range(self.people)))
        self.run("load", str(file), *self.loading)
        self.tick(SUNDAY)

    def copy(self, folder: Path) -> "District":
        """The same district in another folder."""
        folder.mkdir(parents=True)
        other = District(folder)
        self.copy_to(other)
        return other

    def copy_to(self, other: "District") -> None:
        """Make another one's database."""
        with (
            closing(sqlite3.connect(self.file)) as here,
            closing(sqlite3.connect(other.file)) as to,
        ):
            here.backup(to)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """The bot as a process that goes on by itself."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=REPOSITORY,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> float:
        """Run the bot to its end; the seconds that it took."""
        began = time.perf_counter()
        finish(self.start(*arguments))
        return time.perf_counter() - began

    def tick(self, at: str = MONDAY) -> float:
        """One undisturbed pass of the clock; the seconds that it took."""
        return self.run("tick", "--at", at)

    def set_clock(self, at: str) -> None:
        """Make it this moment for every process that serves."""
        asyncio.run(self._with_sandbox(at, stumbles=0))

    def make_leadership_stumble(self, times: int) -> None:
        """Let the leadership channel refuse so many posts."""
        asyncio.run(self._with_sandbox(None, stumbles=times))

    async def _with_sandbox(self, at: str | None, *, stumbles: int) -> None:
        store = open_store(self.url)
        clock = SandboxClock(store=store)
        if at:
            await clock.move_to(datetime.fromisoformat(at))
        if stumbles:
            await SandboxChat(store=store, clock=clock).stumble("channel:C1", stumbles)
        await store.close()

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """What a query finds, in a database that others write."""
        with closing(sqlite3.connect(self.file, timeout=PATIENCE)) as connection:
            return connection.execute(query).fetchall()

    def number(self, query: str) -> int:
        """The one number that a query finds."""
        return int(str(self.ask(query)[0][0]))

    def cards(self) -> int:
        """How many messages people have."""
        return self.number(f"{_MESSAGES} AND parent LIKE 'dm:%'")

    def posts(self) -> int:
        """How many messages the leadership channel has."""
        return self.number(f"{_MESSAGES} AND parent = 'channel:C1'")

    def outcome(self, seconds: float) -> Outcome:
        """How it stands: everybody should have one message, and every delivery one."""
        found = self.ask(
            "SELECT parent, count(*), count(DISTINCT mark) FROM platform_items "
            "WHERE kind = 'message' AND parent LIKE 'dm:%' GROUP BY parent"
        )
        marks = self.number(
            "SELECT count(*) FROM (SELECT mark FROM platform_items WHERE kind = 'message' "
            "AND mark IS NOT NULL GROUP BY mark HAVING count(*) > 1)"
        )
        twice = sum(int(str(messages)) > 1 for _, messages, _ in found)
        return Outcome(twice=max(twice, marks), never=PEOPLE - len(found), seconds=seconds)

    def settled(self) -> bool:
        """Whether every check-in is there once and every delivery noted as sent."""
        checkins = self.number("SELECT count(*) FROM checkins")
        unsent = self.number("SELECT count(*) FROM deliveries WHERE state <> 'sent'")
        return (checkins, unsent) == (self.people, 0)


_MESSAGES = "SELECT count(*) FROM platform_items WHERE kind = 'message'"


def finish(process: subprocess.Popen[str]) -> str:
    """Wait for a process that should end well, and return what it said."""
    said, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    return said


def kill(process: subprocess.Popen[str]) -> None:
    """``kill -9``; one that has ended already stays as it is."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


def wait_until(true: Callable[[], bool]) -> float:
    """Wait for something, and return the seconds that it took."""
    began = time.perf_counter()
    while not true():
        assert time.perf_counter() - began < PATIENCE, "It has not happened."
        time.sleep(PAUSE)
    return time.perf_counter() - began


def kill_when(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """``kill -9`` as soon as something is so; a process that ends before that stays as it is."""
    with process_of(process):
        wait_until(lambda: process.poll() is not None or true())


def two_at_a_time(work: Callable[[T], U], cases: Iterator[T] | list[T]) -> list[U]:
    """The work for every case, as many at a time as there are cores."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(work, cases))


@contextmanager
def process_of(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that is gone at the end of the block, whatever happens."""
    try:
        yield process
    finally:
        kill(process)
