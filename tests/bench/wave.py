"""A wave: everybody of a fleet is due at once, and real processes ask and tell them."""

import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any
from urllib.request import Request, urlopen

from storage import open_store
from tests.faults.fleet import Running, running, wait_until
from tests.faults.postgres import Postgres
from tests.fleet.people import Fleet

EARLY, COUNTDOWN = -3600.0, 3.0
"""Seconds from the moment that everybody is due: where the clock stands first, and starts from."""
WARM = 6.0
"""Seconds that processes get to start."""
TICKS = "5"
"""Seconds from one pass of the clock to the next, in each process."""
UNLIMITED = "1000000"
"""Messages a minute of a workspace (SLACK_MESSAGES_PER_MINUTE): more than anybody can send."""
LOOKS = 0.5
LONGEST = 1500.0


@dataclass(frozen=True, kw_only=True)
class Wave:
    """What became of one. Seconds count from the moment that everybody was due."""

    queued: float
    first: float
    last: float
    lateness: list[int]
    megabytes: Mapping[str, float]
    told: Mapping[str, Any]

    @property
    def arrived(self) -> int:
        """How many messages."""
        return int(self.told["posted"])

    @property
    def per_second(self) -> float:
        """How many messages arrived in each second, from the first to the last."""
        return self.arrived / (self.last - self.first)

    @property
    def refused(self) -> int:
        """How often Slack said 429."""
        return sum(self.told["limited"].values())

    def late(self, part: float) -> float:
        """Seconds after its moment by which this part of the messages had arrived."""
        left = part * self.arrived
        for second, arrived in enumerate(self.lateness):
            left -= arrived
            if left <= 0:
                return self.first + second + 1
        return self.last


@asynccontextmanager
async def filled(fleet: Fleet) -> AsyncIterator[Postgres]:
    """A PostgreSQL with a database ``filled`` with a fleet."""
    postgres = Postgres()
    try:
        postgres.start()
        store = open_store(postgres.create("filled"))
        await store.prepare()
        await fleet.fill(store)
        await store.close()
        yield postgres
    finally:
        postgres.remove()


def roll(
    postgres: Postgres,
    fleet: Fleet,
    folder: Path,
    *,
    workers: int,
    serving: bool = False,
    orders: Mapping[str, object] | None = None,
    options: Sequence[str] = (),
    **environment: str,
) -> Wave:
    """Let a wave roll over a copy of what was filled, with so many workers of these options."""
    name = f"wave_{time.monotonic_ns()}"
    database = postgres.create(name, like="filled")
    try:
        with running(folder / name, database, _Rolling) as processes:
            processes.slack.order(**{"latency": 0.0, **(orders or {})})
            processes.more = {"HEADWAY_TICK_SECONDS": TICKS} | environment
            processes.set_clock(EARLY)
            for _ in range(workers):
                processes.work(*options)
            if serving:
                processes.serve()
            time.sleep(WARM)
            return _rolled(processes, fleet)
    finally:
        postgres.drop(name)


class _Rolling(Running):
    """Processes with more in their environment."""

    more: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """What every process of the fleet is told."""
        return {**super().environment, **self.more}

    @property
    def all(self) -> dict[str, Popen[bytes]]:
        """The processes, by name."""
        workers = {f"worker {n}": each for n, each in enumerate(self.working, 1)}
        return workers | {f"serve {n}": each for n, each in enumerate(self.serving.values(), 1)}


def _rolled(processes: _Rolling, fleet: Fleet) -> Wave:
    due = f"SELECT count(*) FROM schedules WHERE next_due <= '{fleet.at.isoformat()}'"  # noqa: S608 - a moment
    processes.set_clock(-COUNTDOWN)
    struck = time.time() + COUNTDOWN
    time.sleep(COUNTDOWN)
    queued = 0.0
    while processes.slack.arrived() < fleet.people:
        assert time.time() - struck < LONGEST, processes.slack.arrived()
        assert all(each.poll() is None for each in processes.all.values()), "One has ended."
        if not queued and processes.ask(due) == [(0,)]:
            queued = time.time() - struck
        time.sleep(LOOKS)
    queued = queued or time.time() - struck
    megabytes = {name: _most(each.pid) for name, each in processes.all.items()}
    wait_until(lambda: processes.ask(_UNSENT) == [(0,)], "everything is noted as sent")
    told = _told(processes.slack.base, {"expected": fleet.deliveries()})
    return Wave(
        queued=queued,
        first=told["first_at"] - struck,
        last=told["last_at"] - struck,
        lateness=told["per_second"],
        megabytes=megabytes,
        told=told,
    )


_UNSENT = "SELECT count(*) FROM deliveries WHERE state <> 'sent'"


def _told(slack: str, body: object) -> dict[str, Any]:
    """See ``SlackState.told``."""
    data = json.dumps(body).encode()
    with urlopen(Request(f"{slack}/state", data), timeout=60) as answer:  # noqa: S310 - our own
        return dict(json.load(answer))


def _most(process: int) -> float:
    """The most that a process has held in memory, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
