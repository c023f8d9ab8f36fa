"""``headway migrate``: bring the database to this version's shape."""

import typer

from bot.cli.running import prepare

NAME = "migrate"
EXAMPLES = ("headway migrate",)


def run() -> None:
    """Bring the database to this version's shape.

    Every other command does so by itself too.
    """
    prepare()
    typer.echo("The database has this version's shape.")
