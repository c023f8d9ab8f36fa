"""``/commit …`` typed by many in Slack and kept before it is acknowledged, against a bare Bolt app.

Both are processes of their own, served by uvicorn alike; the commands come from this one.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen

from bot.domain.people import Side, Workspace
from tests import builders
from tests.bench.crowd import opened
from tests.bench.slack_load import CONNECTIONS, Load, load, requests
from tests.bench.startup import HEADWAY, free_port, wait_for
from tests.bench.table import Result
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import SIGNING_SECRET

BARE = (sys.executable, "-m", "tests.bench.slack_bare")
TEAM, CHANNEL = "T000000001", "C000000001"
FEW, MANY = 100, 10_000
ROUNDS = 5
COMMANDS = {"bare": 3_000, "few": 1_000, "many": 1_000}
WARM_UP = 200
PART = 5
SLOWEST = 300
ALIKE = 0.8
"""How much of the throughput must be left with a hundred times as many people."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """A process that takes commands, by its name."""

    name: str
    port: int


async def measure(folder: Path) -> list[Result]:
    """Serve all three at once and load one after the other, round after round."""
    databases = {"few": folder / "few.db", "many": folder / "many.db"}
    await _fill(databases["few"], FEW)
    await _fill(databases["many"], MANY)
    with Slack() as slack, ExitStack() as stack:
        _invite(slack)
        bare = stack.enter_context(_serving("bare", BARE, {}))
        ours = [
            stack.enter_context(_serving(name, (*HEADWAY, "serve"), _surroundings(slack, file)))
            for name, file in databases.items()
        ]
        loads = await _rounds(slack, [bare, *ours])
    for name, database in databases.items():
        _check(database, WARM_UP + ROUNDS * COMMANDS[name])
    return _results(loads)


async def _rounds(slack: Slack, services: list[Service]) -> dict[str, list[Load]]:
    loads: dict[str, list[Load]] = {service.name: [] for service in services}
    for service in services:
        await load(service.port, requests(slack, CHANNEL, WARM_UP))
    for _ in range(ROUNDS):
        for service in services:
            wire = requests(slack, CHANNEL, COMMANDS[service.name])
            loads[service.name].append(await load(service.port, wire))
    return loads


def _results(loads: dict[str, list[Load]]) -> list[Result]:
    per_second = {name: median(load.per_second for load in found) for name, found in loads.items()}
    p99 = {name: median(load.p99 for load in found) for name, found in loads.items()}
    ratio, alike = per_second["few"] / per_second["bare"], per_second["many"] / per_second["few"]
    return [
        Result(
            what=f"Slack: /commit, kept before its ack, {CONNECTIONS} connections, "
            f"{FEW} people, against a bare Bolt app that only acks",
            ours=_told(loads["few"]),
            theirs=_told(loads["bare"]),
            ratio=f"{ratio:.2f} of its throughput",
            aim=f"1/{PART}",
            met=ratio >= 1 / PART,
        ),
        Result(
            what="… how long the slowest of a hundred takes",
            ours=f"{p99['few']:.0f} ms",
            theirs=f"{p99['bare']:.0f} ms",
            aim=f"under {SLOWEST} ms",
            met=p99["few"] < SLOWEST,
        ),
        Result(
            what=f"… with {MANY:,} people in the partnership, against {FEW}",
            ours=_told(loads["many"]),
            theirs=_told(loads["few"]),
            ratio=f"{alike:.2f} of its throughput",
            aim=f"{ALIKE:g}, under {SLOWEST} ms",
            met=alike >= ALIKE and p99["many"] < SLOWEST,
        ),
    ]


def _told(loads: list[Load]) -> str:
    """The median of the rounds, and the lowest and the highest."""
    rates = [load.per_second for load in loads]
    p50, p99 = (median(getattr(load, name) for load in loads) for name in ("p50", "p99"))
    return (
        f"{median(rates):,.0f}/s ({min(rates):,.0f} to {max(rates):,.0f}), "
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    )


async def _fill(database: Path, number: int) -> None:
    """So many people, none of whom is asked anything."""
    workspaces = tuple(Workspace(side=side, platform="slack", id=TEAM) for side in Side)
    partnership = builders.partnership(workspaces=workspaces, cadences=(), digest=None)
    people = [builders.person(f"p{n}", f"Kim Doe {n}", user=_user(n)) for n in range(number)]
    async with opened(database) as store, store.write() as tx:
        await tx.put(partnership, *people)


def _user(number: int) -> str:
    return f"U{number:09}"


def _invite(slack: Slack) -> None:
    """A channel in Slack with those who type; it is the same hundred in both partnerships."""
    slack.add_team(TEAM)
    users = [slack.add_user(_user(n)).user.id for n in range(FEW)]
    slack.add_channel(CHANNEL, *users)


def _surroundings(slack: Slack, database: Path) -> dict[str, str]:
    return {
        "HEADWAY_DATABASE_URL": f"sqlite:///{database}",
        "SLACK_API_URL": slack.api,
        "SLACK_BOT_TOKEN": slack.bot_token(),
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
    }


@contextmanager
def _serving(name: str, command: tuple[str, ...], more: dict[str, str]) -> Iterator[Service]:
    port = free_port()
    surroundings = {**os.environ, **more, "HEADWAY_PORT": str(port)}
    with Popen(command, env=surroundings, stderr=DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield Service(name=name, port=port)
        finally:
            process.terminate()


def _check(database: Path, expected: int) -> None:
    with closing(sqlite3.connect(database)) as connection:
        ((kept,),) = connection.execute("SELECT count(*) FROM commitments").fetchall()
    if kept != expected:
        raise AssertionError(f"{kept} promises were kept of {expected}.")
