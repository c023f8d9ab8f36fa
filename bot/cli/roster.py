"""``headway roster``: which names are never to be kept."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import the_directory, with_headway
from bot.domain.errors import HeadwayError
from bot.domain.names import Listed, NameList
from bot.ledger.marks import keep_list

NAME = "roster"
EXAMPLES = (
    "headway roster riverbend staff staff.csv",
    "headway roster riverbend students students.csv",
    "headway roster riverbend students --remove",
)


def run(
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    listed: Annotated[Listed, typer.Argument(metavar="staff|students", help="Whose names.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="CSV, or a name in each line.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Forget the list.")] = False,
) -> None:
    """Load the names that are never to be kept.

    What people write is held back while one of these names is in it. The names themselves are not
    stored: only marks, by which one is known again. Loading a list again replaces it; a file with
    mistakes changes nothing. People of the partnership may be named, whatever the lists say.
    """
    # A service starts faster without what reads files.
    from integrations.rosters import read_roster

    if (file is None) is not remove:
        raise HeadwayError("Say which FILE to load, or --remove to forget the list.")
    names = read_roster(file) if file else []

    async def work(headway: Headway) -> tuple[NameList | None, NameList]:
        async with headway.store.write() as tx:
            directory = await the_directory(headway, tx, partnership)
            key = directory.partnership.key, listed
            now, salt = await headway.clock.now(), secrets.token_hex(32)
            return await keep_list(tx, key, names, salt=salt, now=now)

    before, loaded = with_headway(work)
    typer.echo(_told(before, loaded))


def _told(before: NameList | None, loaded: NameList) -> str:
    whose = f"{loaded.partnership}: {loaded.listed.value}"
    was = f" The list of before had {before.names}." if before else ""
    if not loaded.names:
        return f"{whose}: no names are known any more.{was}"
    return f"{whose}: {loaded.names} names are known now. Only marks of them are stored.{was}"
