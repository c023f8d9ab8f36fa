"""``headway tick``: one pass of the clock, for cron and for tests."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import with_headway
from bot.domain.errors import HeadwayError

NAME = "tick"
EXAMPLES = ("headway tick", "headway tick --at 2027-01-11T13:00:10Z")


def run(
    at: Annotated[
        str, typer.Option(help="The moment to act as if it were, ISO 8601 with a zone.")
    ] = "",
) -> None:
    """Do what is due, once.

    Ask, remind, make digests and send, as `headway serve` does by itself; prints counts as JSON.
    """
    moment = _moment(at) if at else None

    async def work(headway: Headway) -> dict[str, object]:
        now = moment or await headway.clock.now()
        return {"at": _iso(now), **vars(await headway.tick(now))}

    typer.echo(json.dumps(with_headway(work)))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise HeadwayError(
            f'"{text}" is not a moment with a zone. Write it as 2027-01-11T13:00:10Z.'
        )
    return moment.astimezone(UTC)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
