"""``headway digest``: the digest of a week, as one audience may read it."""

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import the_directory, with_headway
from bot.domain.audience import Audience
from bot.domain.digest import Digest, PostedDigest, Week
from bot.domain.errors import HeadwayError
from bot.ledger.gathering import Reading, write_digest
from bot.rhythm import local_day
from prompts.digest_formats import as_json, as_markdown, as_text

NAME = "digest"
EXAMPLES = (
    "headway digest riverbend",
    "headway digest riverbend --week 2027-W02 --audience partner --format json",
)


class Readers(StrEnum):
    """The audiences that a digest is written for."""

    PARTNER = "partner"
    LEADERS = "leaders"


class Format(StrEnum):
    """The forms that a digest is printed in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def run(
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    week: Annotated[
        str, typer.Option(help="An ISO week such as 2027-W02; this one if left out.")
    ] = "",
    audience: Annotated[Readers, typer.Option(help="Who is to read it.")] = Readers.LEADERS,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Print the digest of a week.

    As it was posted; if it was not yet, as it stands now.
    """
    chosen = Week.parse(week) if week else None
    if week and chosen is None:
        raise HeadwayError(f'"{week}" is not a week. Write it as 2027-W02.')

    async def work(headway: Headway) -> Digest:
        return await _digest(headway, partnership, chosen, Audience(audience.value))

    sys.stdout.write(_printed(with_headway(work), format))


async def _digest(
    headway: Headway, partnership: str, week: Week | None, audience: Audience
) -> Digest:
    now = await headway.clock.now()
    async with headway.store.read() as tx:
        directory = await the_directory(headway, tx, partnership)
        wanted = week or Week.of(local_day(now, directory.partnership.district.timezone))
        posted = await tx.get(PostedDigest, partnership, str(wanted), audience)
        if posted:
            return posted.digest
        viewer = directory.partnership.reader(audience)
        reading = Reading(viewer=viewer, week=wanted, now=now)
        return await write_digest(tx, directory, headway.tools, reading)


def _printed(digest: Digest, form: Format) -> str:
    if form is Format.JSON:
        return json.dumps(as_json(digest), ensure_ascii=False, indent=2) + "\n"
    return as_markdown(digest) if form is Format.MARKDOWN else as_text(digest)
