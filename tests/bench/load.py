"""A hundred thousand people due in one minute, two workers: without limits, and at Slack's."""

from pathlib import Path

from tests.bench.crowd import NOW
from tests.bench.table import Result
from tests.bench.wave import UNLIMITED, Wave, filled, roll
from tests.fleet.people import Fleet

MANY = Fleet(districts=200, each=500, at=NOW)
PACED = Fleet(districts=20, each=500, at=NOW)
WORKERS = 2
A_MINUTE = 300
"""Messages that Slack takes of a workspace in a minute; the bot's setting is the same."""
LIMITS = {"workspace": [A_MINUTE, 60], "channel": [1, 1]}
QUEUED_WITHIN, PER_SECOND, MEGABYTES, SHARE = 30, 500, 300, 0.95


async def measure(folder: Path) -> list[Result]:
    """Both waves, one after the other."""
    async with filled(MANY) as postgres:
        free = roll(
            postgres,
            MANY,
            folder,
            workers=WORKERS,
            serving=True,
            SLACK_MESSAGES_PER_MINUTE=UNLIMITED,
        )
    async with filled(PACED) as postgres:
        paced = roll(
            postgres,
            PACED,
            folder,
            workers=WORKERS,
            orders={"limits": LIMITS},
            SLACK_MESSAGES_PER_MINUTE=str(A_MINUTE),
        )
    return [*_free(free), *_paced(paced)]


def _free(wave: Wave) -> list[Result]:
    what = f"{MANY.people:,} people in {MANY.districts} workspaces due in one minute, two workers"
    heaviest = max(wave.megabytes.values())
    return [
        Result(
            what=f"{what}: queued",
            ours=f"{wave.queued:.1f} s",
            aim=f"under {QUEUED_WITHIN} s",
            met=wave.queued < QUEUED_WITHIN,
        ),
        Result(
            what="… handed over to a Slack without limits",
            ours=f"{wave.per_second:.0f} a second",
            aim=f"more than {PER_SECOND}",
            met=wave.per_second > PER_SECOND,
        ),
        Result(
            what="… after the moment they were due: half of them, and 99 of 100, within",
            ours=f"{wave.late(0.5):.0f} s and {wave.late(0.99):.0f} s",
            aim="",
            met=True,
        ),
        Result(
            what="… asked twice, and never",
            ours=f"{wave.told['doubled']} and {wave.told['never']}",
            aim="0 and 0",
            met=(wave.told["doubled"], wave.told["never"]) == (0, 0),
        ),
        Result(
            what="… the most that a process held in memory",
            ours=", ".join(f"{each:.0f} MB ({name})" for name, each in wave.megabytes.items()),
            aim=f"under {MEGABYTES} MB each",
            met=heaviest < MEGABYTES,
        ),
    ]


def _paced(wave: Wave) -> list[Result]:
    allowed = PACED.districts * A_MINUTE / 60
    share = wave.per_second / allowed
    return [
        Result(
            what=f"{PACED.people:,} people in {PACED.districts} workspaces to a Slack that takes "
            f"{A_MINUTE} a minute of each: of the allowed pace",
            ours=f"{wave.per_second:.1f} a second",
            theirs=f"{allowed:.0f} a second (allowed)",
            ratio=f"{share:.1%}",
            aim=f"{SHARE:.0%}",
            met=share >= SHARE,
        ),
        Result(
            what="… refused with a 429; asked twice, and never",
            ours=f"{wave.refused}; {wave.told['doubled']} and {wave.told['never']}",
            aim="0; 0 and 0",
            met=(wave.refused, wave.told["doubled"], wave.told["never"]) == (0, 0, 0),
        ),
    ]
