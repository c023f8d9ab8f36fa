"""``headway pack``: the quarterly pack or the board brief as a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import the_directory, with_headway
from bot.domain.audience import Audience
from bot.domain.errors import HeadwayError
from bot.domain.quarter import Quarter
from bot.ledger.packs import MadePack, PackKind, WantedPack, gather_pack, make_pack
from bot.rhythm import local_day

NAME = "pack"
EXAMPLES = (
    "headway pack riverbend quarter",
    "headway pack riverbend quarter --quarter 2027-Q1 --audience partner --to spring.docx",
    "headway pack riverbend board --quarter 2027-Q1 --to board.docx",
)


class Readers(StrEnum):
    """The audiences that a quarterly pack is made for."""

    PARTNER = "partner"
    LEADERS = "leaders"


def run(
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    kind: Annotated[PackKind, typer.Argument(metavar="quarter|board", help="Which pack.")],
    quarter: Annotated[
        str, typer.Option(help="Such as 2027-Q1; the one that just ended, or runs, if left out.")
    ] = "",
    audience: Annotated[
        Readers, typer.Option(help="Who is to read the quarterly pack; a board brief is for all.")
    ] = Readers.LEADERS,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FILE.docx", help="The file; named by itself if left out."),
    ] = None,
) -> None:
    """Make a pack for printing.

    Only what its readers may read is in it; a board brief holds what is public, and names nobody.
    """
    chosen = Quarter.parse(quarter) if quarter else None
    if quarter and chosen is None:
        raise HeadwayError(f'"{quarter}" is not a quarter. Write it as 2027-Q1.')

    async def work(headway: Headway) -> MadePack:
        return await _made(headway, partnership, (kind, chosen), Audience(audience.value))

    made = with_headway(work)
    path = to or Path(made.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.content)
    except OSError as error:
        raise HeadwayError(f"{path} cannot be written: {error.strerror}.") from error
    typer.echo(f"{path}: {made.title}")


async def _made(
    headway: Headway,
    partnership: str,
    which: tuple[PackKind, Quarter | None],
    audience: Audience,
) -> MadePack:
    now, (kind, chosen) = await headway.clock.now(), which
    async with headway.store.read() as tx:
        directory = await the_directory(headway, tx, partnership)
        today = local_day(now, directory.partnership.district.timezone)
        quarter = chosen or Quarter.meant(today)
        if quarter.first > today:
            raise HeadwayError(f"{quarter} has not begun, so there is nothing to tell yet.")
        wanted = WantedPack(kind=kind, quarter=quarter)
        unmade = await gather_pack(tx, directory, audience, wanted, now=now)
    return make_pack(unmade, headway.tools.documents, headway.tools.drawing, made_on=today)
