"""``headway migrate``: bring the database to this version's shape."""

import typer

from bot.bootstrap import Headway
from bot.cli.running import with_headway

NAME = "migrate"
EXAMPLES = ("headway migrate",)


def run() -> None:
    """Bring the database to this version's shape; every other command does so by itself too."""

    async def work(headway: Headway) -> str | None:
        return await headway.store.ready()

    wrong = with_headway(work)
    typer.echo(wrong or "The database has this version's shape.")
    if wrong:
        raise typer.Exit(2)
