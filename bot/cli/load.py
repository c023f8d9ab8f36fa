"""``headway load``: read a partnership file."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.bootstrap import Headway
from bot.cli.running import with_headway
from bot.load import Difference
from integrations.partnership_file import read_partnership
from integrations.sandbox import PLATFORM

NAME = "load"
EXAMPLES = ("headway load riverbend.yaml", "headway load riverbend.yaml --sandbox")


def run(
    file: Annotated[Path, typer.Argument(help="The partnership file (YAML).")],
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Play its workspaces in the sandbox, to try it out.")
    ] = False,
) -> None:
    """Load a partnership file; loading it again changes only what changed."""
    read = read_partnership(file)
    wanted = read.played_on(PLATFORM) if sandbox else read

    async def work(headway: Headway) -> list[Difference]:
        return await headway.load(wanted)

    differences = with_headway(work)
    console = Console()
    for warning in read.warnings:
        console.print(warning, markup=False)
    if not differences:
        console.print(f"{wanted.partnership.key}: nothing has changed.")
        return
    console.print(_table(differences))


def _table(differences: list[Difference]) -> Table:
    table = Table("What", "Key", "Change", "Detail", box=None, pad_edge=False)
    for difference in differences:
        row = (difference.kind, difference.key, difference.what.value, difference.detail)
        table.add_row(*(escape(cell) for cell in row))
    return table
