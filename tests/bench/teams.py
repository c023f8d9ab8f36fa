"""What people type in Teams, against a bare botbuilder bot, and what goes out to them unasked.

The bots are processes of their own, served by uvicorn alike. The fake's connector runs in this
one, together with whoever types.
"""

import asyncio
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bot.domain.people import Side, Workspace
from tests import builders
from tests.bench.crowd import opened
from tests.bench.serving import Service, check_promises, rate, serving, slowest, told
from tests.bench.startup import HEADWAY
from tests.bench.table import Result
from tests.bench.teams_crowd import installed, quick_teams, surroundings
from tests.bench.teams_load import Heard, load, typed
from tests.bench.teams_out import measure_sends
from tests.bench.wire import CONNECTIONS
from tests.teams.fake.person import Person
from tests.teams.fake.teams import Teams

BARE = (sys.executable, "-m", "tests.bench.teams_bare")
FEW = 100
ROUNDS = 5
EACH = 300
WARM_UP = 200
SETTLING = 2
PART = 0.5
SPARING = "against the same echo, its clients made once and not for each message"
SLOWEST = 1_000
HELP, COMMIT = "help", "commit share the rubric with grade 4 by Friday"
OURS = {HELP: "What I can do for you", COMMIT: "Kept"}


Found = dict[tuple[str, str], list[Heard]]
"""What the rounds found, by the service's name and what was typed."""


async def measure(folder: Path) -> list[Result]:
    """First what goes out, then what comes in."""
    return [*await measure_sends(folder), *await _measure_answers(folder)]


async def _measure_answers(folder: Path) -> list[Result]:
    """Serve all three at once and load one after the other, round after round."""
    database = folder / "inbound.db"
    with quick_teams() as teams, ExitStack() as stack:
        teams.add_app()
        people = await installed(teams, FEW)
        await _fill(database, people)
        more = surroundings(teams, database)
        commands = {"bare": BARE, "sparing": (*BARE, "--sparing"), "ours": (*HEADWAY, "serve")}
        services = [
            stack.enter_context(serving(name, command, more)) for name, command in commands.items()
        ]
        found = await _rounds(teams, people, services)
    check_promises(database, WARM_UP + ROUNDS * EACH)
    return _results(found)


async def _rounds(teams: Teams, people: list[Person], services: list[Service]) -> Found:
    found: Found = {}

    async def once(service: Service, text: str, number: int) -> Heard:
        answer = OURS[text] if service.name == "ours" else text
        return await load(
            teams, service.port, typed(teams, people, text, number), answer_has=answer
        )

    for service in services:
        await once(service, COMMIT, WARM_UP)
    # Whoever is met for the first time is looked up after their answer.
    await asyncio.sleep(SETTLING)
    for _ in range(ROUNDS):
        for text in OURS:
            for service in services:
                heard = await once(service, text, EACH)
                found.setdefault((service.name, text), []).append(heard)
    return found


def _results(found: Found) -> list[Result]:
    """The answers of both are counted when they arrive: the echo says its own before it takes an
    activity, Headway afterwards."""
    echo = f"by {CONNECTIONS} people at once, against a bare botbuilder echo"
    helped, kept = found["ours", HELP], found["ours", COMMIT]
    return [
        _rate(f'Teams: "help" answered to messages typed {echo}', helped, found["bare", HELP]),
        _rate('… "commit …", kept before it is taken', kept, found["bare", COMMIT]),
        _rate(f"… {SPARING}", helped, found["sparing", HELP]),
        _rate('… "commit …", against that one', kept, found["sparing", COMMIT]),
        Result(
            what="… how long the slowest of a hundred waits for its answer",
            ours=f"{_slowest(kept):,.0f} ms",
            theirs=f"{_slowest(found['bare', COMMIT]):,.0f} ms",
            aim=f"under {SLOWEST:,} ms",
            met=_slowest(kept) < SLOWEST,
        ),
        Result(
            what='… how long until "commit …" is taken',
            ours=_taken(kept),
            theirs=_taken(found["bare", COMMIT]),
            aim=f"under {SLOWEST:,} ms",
            met=slowest([heard.taken for heard in kept]) < SLOWEST,
        ),
    ]


def _rate(what: str, ours: list[Heard], theirs: list[Heard]) -> Result:
    answered = [[heard.answered for heard in each] for each in (ours, theirs)]
    ratio = rate(answered[0]) / rate(answered[1])
    return Result(
        what=what,
        ours=told(answered[0]),
        theirs=told(answered[1]),
        ratio=f"{ratio:.2f} of its throughput",
        aim="1/2",
        met=ratio >= PART,
    )


def _slowest(found: list[Heard]) -> float:
    return slowest([heard.answered for heard in found])


def _taken(found: list[Heard]) -> str:
    p50, p99 = (median(getattr(heard.taken, name) for heard in found) for name in ("p50", "p99"))
    return f"p50 {p50:,.0f} ms, p99 {p99:,.0f} ms"


async def _fill(database: Path, people: list[Person]) -> None:
    """Everybody is known, and nobody is asked anything."""
    tenant = people[0].user.tenant
    workspaces = tuple(Workspace(side=side, platform="teams", id=tenant) for side in Side)
    partnership = builders.partnership(workspaces=workspaces, cadences=(), digest=None)
    ours = [
        builders.person(f"p{n}", each.user.name, user=each.user.id) for n, each in enumerate(people)
    ]
    async with opened(database) as store, store.write() as tx:
        await tx.put(partnership, *ours)
