"""A fleet: services and workers on one database, many districts, and a fake Slack beside them.

How many people there are says HEADWAY_FAULTS_PEOPLE; they are fifty in each district.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import Request, urlopen

import psycopg

from tests.bench.crowd import NOW
from tests.faults.commands import Promises
from tests.faults.postgres import EVERYTHING
from tests.fleet.people import SECRET_KEY, Fleet, team
from tests.slack.fake.state import SIGNING_SECRET

PEOPLE = int(os.environ.get("HEADWAY_FAULTS_PEOPLE", "1000"))
EACH = 50
DISTRICTS = max(PEOPLE // EACH, 1)
CROWD = Fleet(districts=DISTRICTS, each=EACH, at=NOW)
"""Everybody is due at one moment, ten past eight on a Monday in January 2027."""
EARLY, DUE = -60.0, 1.0
"""Seconds from that moment: before it the fleet starts, after it everybody is asked."""
PATIENCE = 300.0
LOOKS = 0.05
REPOSITORY = Path(__file__).parents[2]
CLOCK = Path(__file__).parent / "clock"
SOME = 5
AnyFleet = TypeVar("AnyFleet", bound="Running")
SLOW = 0.05
"""Seconds that Slack takes for an answer, so that there is always something under way."""


class Slack:
    """The lean fake Slack of ``tests/fleet``, in a process of its own."""

    def __init__(self) -> None:
        """Start it; it has told its port when this returns."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fleet.slack_server"],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.base = f"http://127.0.0.1:{self._process.stdout.readline().strip()}"

    def order(self, **orders: object) -> None:
        """See ``tests.fleet.slack_state.Trouble``."""
        self._ask("/control", orders)

    def arrived(self) -> int:
        """How many messages are there."""
        return int(self._ask("/state")["posted"])

    def by_workspace(self) -> Counter[str]:
        """How many messages are there in each workspace."""
        return Counter(self._ask("/state")["per_workspace"])

    def goes_on_after(self, arrived: Counter[str]) -> bool:
        """Whether more has come to each workspace than that, or all that was to come."""
        now = self.by_workspace()
        return all(now[one] > min(arrived[one], EACH - 1) for one in map(team, range(DISTRICTS)))

    def each(self) -> Counter[str]:
        """How often each delivery arrived."""
        return Counter(self._ask("/deliveries"))

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _ask(self, path: str, body: object = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.base + path, data), timeout=60) as answer:  # noqa: S310 - our own
            return dict(json.load(answer))


@dataclass(kw_only=True)
class Running:
    """The processes on one database, all with the same clock; their words are in ``folder``.

    ``pace``: how many messages a minute they may send to a district; the usual one asks everybody
    within ten seconds.
    """

    folder: Path
    database: str
    slack: Slack
    code: Path = REPOSITORY
    pace: int = 300
    serving: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    working: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin a minute before everybody is due."""
        self.clock = self.folder / "clock"
        self.set_clock(EARLY)

    @property
    def environment(self) -> dict[str, str]:
        """What every process of the fleet is told."""
        paths = f"{CLOCK}{os.pathsep}{self.code}"
        return {
            **os.environ,
            "PYTHONPATH": paths,
            "HEADWAY_TEST_CLOCK": str(self.clock),
            "HEADWAY_DATABASE_URL": self.database,
            "HEADWAY_SECRET_KEY": SECRET_KEY,
            "HEADWAY_LOG": "json",
            "HEADWAY_TICK_SECONDS": "1",
            "SLACK_API_URL": f"{self.slack.base}/api/",
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "not asked for",
            "SLACK_MESSAGES_PER_MINUTE": str(self.pace),
        }

    def set_clock(self, seconds: float) -> None:
        """Make it so many seconds after the moment that everybody is due, everywhere."""
        self._ahead = NOW.timestamp() + seconds - time.time()
        written = self.clock.with_suffix(".new")
        written.write_text(str(self._ahead))
        written.replace(self.clock)

    def now(self) -> float:
        """The time of day, in seconds since 1970, as the processes and Slack see it."""
        return time.time() + self._ahead

    def serve(self, *, code: Path | None = None, before: Sequence[str] = ()) -> int:
        """Start a service; the port at which it is ready to answer."""
        port = free_port()
        self.serving[port] = self.start(["serve"], code=code, before=before, HEADWAY_PORT=str(port))
        wait_until(lambda: ready(port), "a service is ready")
        return port

    def work(self, *options: str, code: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a worker with these options; it is ready."""
        port = free_port()
        worker = self.start(["worker", *options], code=code, HEADWAY_WORKER_PORT=str(port))
        self.working.append(worker)
        wait_until(lambda: ready(port), "a worker works")
        return worker

    def start(
        self, arguments: Sequence[str], *, code: Path | None = None, before: Sequence[str] = (),
        **environment: str,
    ) -> subprocess.Popen[bytes]:  # fmt: skip
        """A process of the bot, of the code in that folder; ``before`` is what starts it."""
        surroundings = self.environment | environment
        if code:
            surroundings["PYTHONPATH"] = f"{CLOCK}{os.pathsep}{code}"
        with (self.folder / f"{'-'.join(arguments)}.log").open("ab") as log:
            return subprocess.Popen(
                [*before, sys.executable, "-m", "bot", *arguments],
                cwd=code or self.code,
                env=surroundings,
                stdout=log,
                stderr=log,
            )

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds in the database."""
        with psycopg.connect(self.database, options=EVERYTHING) as connection:
            return connection.execute(query.encode()).fetchall()

    def promises(self) -> Counter[str]:
        """How often each promise is kept in the database."""
        return Counter(text for (text,) in self.ask("SELECT text FROM commitments"))

    def unsettled(self) -> int:
        """How many of the check-ins have no delivery yet that is noted as sent."""
        ((sent,),) = self.ask("SELECT count(*) FROM deliveries WHERE state = 'sent'")
        ((asked,),) = self.ask("SELECT count(*) FROM checkins")
        assert asked == CROWD.people
        return int(asked - sent)

    def turn_back(self, seconds: float) -> None:
        """Set everybody's clock back."""
        self.set_clock(self.now() - NOW.timestamp() - seconds)

    def kill(self) -> None:
        """``kill -9`` of every process of the bot."""
        for process in (*self.serving.values(), *self.working):
            kill(process)
        self.serving.clear()
        self.working.clear()


@dataclass(frozen=True, kw_only=True)
class Found:
    """What came of a fault: how many people were asked twice or never; of the promises that were
    acknowledged, how many are lost or kept twice; and seconds from the fault's end.

    ``on``: until each district got its next message; ``whole``: until everybody had theirs, and
    that is noted.
    """

    twice: int
    never: int
    acknowledged: int
    lost: int
    doubled: int
    on: float
    whole: float


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def kill(process: subprocess.Popen[bytes]) -> None:
    """``kill -9``; one that has ended already stays as it is."""
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)


def ready(port: int) -> bool:
    """Whether ``/readyz`` says that a service can work."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until(true: Callable[[], bool], what: str) -> float:
    """Wait for something; the seconds that it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < PATIENCE, f"It has not happened: {what}."
        time.sleep(LOOKS)
    return time.monotonic() - began


def struck(fleet: Running, fault: Callable[[Promises], None]) -> Found:
    """Let everybody be due while promises are typed, and a fault befall when a third is asked.

    It is over when ``fault`` returns. Then promises are kept again, and everybody gets a message.
    """
    slack = fleet.slack
    with Promises(lambda: list(fleet.serving), fleet.now) as promises:
        wait_until(lambda: len(promises.kept) >= SOME, "promises are kept")
        fleet.set_clock(DUE)
        wait_until(lambda: slack.arrived() >= CROWD.people / 3, "a third is asked")
        fault(promises)
        arrived, kept = slack.by_workspace(), len(promises.kept)
        on = wait_until(lambda: slack.goes_on_after(arrived), "each district's messages go on")
        rest = wait_until(lambda: len(slack.each()) >= CROWD.people, "everybody has a message")
        rest += wait_until(lambda: not fleet.unsettled(), "every delivery is noted as sent")
        wait_until(lambda: len(promises.kept) >= kept + SOME, "promises are kept again")
    each, there = slack.each(), fleet.promises()
    return Found(
        twice=sum(times > 1 for times in each.values()),
        never=sum(delivery not in each for delivery in CROWD.deliveries()),
        acknowledged=len(promises.kept),
        lost=sum(text not in there for text in promises.kept),
        doubled=sum(times > 1 for times in there.values()),
        on=on,
        whole=on + rest,
    )


@contextmanager
def running(folder: Path, database: str, kind: type[AnyFleet]) -> Iterator[AnyFleet]:
    """A fleet without a process yet, and a Slack that takes its time; all are gone at the end."""
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        slack = Slack()
        stack.callback(slack.stop)
        slack.order(latency=SLOW)
        fleet = kind(folder=folder, database=database, slack=slack)
        stack.callback(fleet.kill)
        yield fleet
