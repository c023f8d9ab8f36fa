"""``headway portfolio``: all of a partner's districts, as the partner may read them."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.digest import Format
from bot.cli.running import with_headway
from bot.domain.digest import Digest, Week
from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.jobs.portfolio import portfolio_now
from bot.ledger.rollups import Portfolio, portfolio_of
from bot.rhythm import local_day
from prompts.digest_formats import as_json, as_markdown, as_text

NAME = "portfolio"
EXAMPLES = ("headway portfolio", "headway portfolio riverbend --format json")


def run(
    partnership: Annotated[
        str, typer.Argument(metavar="[PARTNERSHIP]", help="Any of its districts' partnerships.")
    ] = "",
    form: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Print the running week of all districts of a partner."""

    async def work(headway: Headway) -> str:
        now = await headway.clock.now()
        async with headway.store.read() as tx:
            found, portfolio = _chosen(await tx.find(Partnership), partnership)
        week = Week.of(local_day(now, found.partner.timezone))
        return _printed(await portfolio_now(headway.desk, portfolio, week, now), form)

    sys.stdout.write(with_headway(work))


def _chosen(partnerships: Sequence[Partnership], key: str) -> tuple[Partnership, Portfolio]:
    """The portfolio that is meant, with a partnership in it. Raises HeadwayError if none is."""
    among = [(each, found) for each in partnerships if (found := portfolio_of(each))]
    meant = [pair for pair in among if key in {"", pair[0].key}]
    if len({portfolio for _, portfolio in meant}) == 1:
        return meant[0]
    there = ", ".join(each.key for each, _ in among)
    if not among:
        raise HeadwayError("No partnership file names a portfolio's channel. Add: portfolio.")
    if meant:
        raise HeadwayError(f"There are several portfolios. Name one of their districts: {there}.")
    raise HeadwayError(f'No portfolio has a partnership "{key}". There is {there}.')


def _printed(digest: Digest, form: Format) -> str:
    if form is Format.JSON:
        told = as_json(digest)
        told["portfolio"] = told.pop("partnership")
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return as_markdown(digest) if form is Format.MARKDOWN else as_text(digest)
