"""Two thousand check-ins for the people of two organizations, each with an app registration."""

import asyncio
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from subprocess import DEVNULL, check_output

from bot.domain.people import Side, Workspace
from bot.jobs.ask import ask
from bot.ports import Store
from integrations.teams.known import CONVERSATION, PERSONAL, Known, item_of
from integrations.teams.values import Conversation
from tests.bench.crowd import NOW, desk, opened, partnerships, people, schedules
from tests.bench.table import Result
from tests.bench.teams_crowd import installed, quick_teams, surroundings
from tests.teams.fake.person import Person
from tests.teams.fake.teams import Teams

SENDS = (sys.executable, "-m", "tests.bench.teams_sends")
ORGANIZATIONS, EACH = 2, 1_000
ALL = ORGANIZATIONS * EACH
RUNS = 3
LONGEST = 100


@dataclass(frozen=True, kw_only=True)
class Pass:
    """A pass of the delivery: how many messages, in how many seconds, with which longest pause.

    ``tokens`` are the requests for a token, by registration.
    """

    sent: int
    seconds: float
    pause: float
    tokens: Counter[str]


async def measure_sends(folder: Path) -> list[Result]:
    """Each run on a database of its own, by a process that knows no token yet."""
    passes = [await _pass(folder / f"outbound-{n}.db") for n in range(RUNS)]
    tokens = [each.tokens for each in passes]
    rates = sorted(each.sent / each.seconds for each in passes)
    pauses = sorted(1000 * each.pause for each in passes)
    return [
        Result(
            what=f"Teams: requests for a token while {ALL:,} check-ins go out "
            f"through {ORGANIZATIONS} app registrations",
            ours=" and ".join(str(most) for most in _most(tokens)),
            aim="1 each",
            met=all(set(each.values()) == {1} for each in tokens),
        ),
        Result(
            what="… how many go out, and the longest that nothing else was done",
            ours=f"{rates[-1]:,.0f}/s ({rates[0]:,.0f} to {rates[-1]:,.0f}), "
            f"{pauses[0]:.0f} ms ({pauses[0]:.0f} to {pauses[-1]:.0f})",
            aim=f"under {LONGEST} ms",
            met=pauses[0] < LONGEST,
        ),
    ]


def _most(tokens: list[Counter[str]]) -> list[int]:
    """The most requests of a run, for each registration."""
    return [max(each[app] for each in tokens) for app in sorted(tokens[0])]


async def _pass(database: Path) -> Pass:
    with quick_teams() as teams:
        async with opened(database) as store:
            for number in range(ORGANIZATIONS):
                await _fill(store, teams, number)
            await ask(desk(store, {}), NOW)
        more = {**os.environ, **surroundings(teams, database)}
        printed = await asyncio.to_thread(check_output, SENDS, env=more, stderr=DEVNULL)
        found = Pass(**json.loads(printed), tokens=teams.state.token_requests)
        _check(teams, found)
    return found


async def _fill(store: Store, teams: Teams, number: int) -> None:
    """An organization where everybody has the app and is asked now."""
    tenant = teams.add_tenant(f"{number:08}-0000-4000-8000-00000000000a")
    app = teams.add_app(f"{number:08}-0000-4000-8000-00000000000b", tenant)
    crowd = await installed(teams, EACH, tenant)
    workspaces = tuple(Workspace(side=side, platform="teams", id=tenant) for side in Side)
    partnership = replace(partnerships(ORGANIZATIONS)[number], workspaces=workspaces)
    asked = [
        replace(ours, user=theirs.user.id)
        for ours, theirs in zip(people(partnership, EACH), crowd, strict=True)
    ]
    ways = [_known(teams, app.id, person) for person in crowd]
    async with store.write() as tx:
        await tx.put(partnership, *asked, *schedules(partnership, asked, _at_once))
        await tx.put(*(item_of(way, CONVERSATION) for way in ways))


def _at_once(_place: int) -> timedelta:
    return timedelta(0)


def _known(teams: Teams, app: str, person: Person) -> Known:
    """The way to somebody, as an install would have told it."""
    at = Conversation(
        app=app, tenant=person.user.tenant, service_url=teams.service_url, id=person.chat.id
    )
    return Known(at=at, scope=PERSONAL, seen=NOW, user=person.user.id, account=person.id)


def _check(teams: Teams, found: Pass) -> None:
    """Everybody has their check-in, once."""
    chats = Counter(call.conversation for call in teams.called("send") if call.status == 201)
    if (found.sent, len(chats), chats.total()) != (ALL, ALL, ALL):
        raise AssertionError(f"{found.sent} were sent, {chats.total()} arrived of {ALL}.")
