"""``/commit …`` typed by many in Slack and kept before it is acknowledged, against a bare Bolt app.

Both are processes of their own, served by uvicorn alike; the commands come from this one.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

from bot.domain.people import Side, Workspace
from tests import builders
from tests.bench.crowd import opened
from tests.bench.serving import Service, check_promises, rate, serving, slowest, told
from tests.bench.slack_load import load, requests
from tests.bench.startup import HEADWAY
from tests.bench.table import Result
from tests.bench.wire import CONNECTIONS, Load
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


async def measure(folder: Path) -> list[Result]:
    """Serve all three at once and load one after the other, round after round."""
    databases = {"few": folder / "few.db", "many": folder / "many.db"}
    await _fill(databases["few"], FEW)
    await _fill(databases["many"], MANY)
    with Slack() as slack, ExitStack() as stack:
        _invite(slack)
        bare = stack.enter_context(serving("bare", BARE, {}))
        ours = [
            stack.enter_context(serving(name, (*HEADWAY, "serve"), _surroundings(slack, file)))
            for name, file in databases.items()
        ]
        loads = await _rounds(slack, [bare, *ours])
    for name, database in databases.items():
        check_promises(database, WARM_UP + ROUNDS * COMMANDS[name])
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
    ratio = rate(loads["few"]) / rate(loads["bare"])
    alike = rate(loads["many"]) / rate(loads["few"])
    few, many = slowest(loads["few"]), slowest(loads["many"])
    return [
        Result(
            what=f"Slack: /commit, kept before its ack, {CONNECTIONS} connections, "
            f"{FEW} people, against a bare Bolt app that only acks",
            ours=told(loads["few"]),
            theirs=told(loads["bare"]),
            ratio=f"{ratio:.2f} of its throughput",
            aim=f"1/{PART}",
            met=ratio >= 1 / PART,
        ),
        Result(
            what="… how long the slowest of a hundred takes",
            ours=f"{few:.0f} ms",
            theirs=f"{slowest(loads['bare']):.0f} ms",
            aim=f"under {SLOWEST} ms",
            met=few < SLOWEST,
        ),
        Result(
            what=f"… with {MANY:,} people in the partnership, against {FEW}",
            ours=told(loads["many"]),
            theirs=told(loads["few"]),
            ratio=f"{alike:.2f} of its throughput",
            aim=f"{ALIKE:g}, under {SLOWEST} ms",
            met=alike >= ALIKE and many < SLOWEST,
        ),
    ]


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
