"""``headway load``: read a partnership file."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import with_headway
from bot.load import Difference
from integrations.sandbox import PLATFORM

NAME = "load"
EXAMPLES = ("headway load riverbend.yaml", "headway load riverbend.yaml --sandbox")
TITLES = ("What", "Key", "Change", "Detail")
ARROW = " → "
SHORTEST = 12


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The partnership file (YAML).")],
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Play its workspaces in the sandbox, to try it out.")
    ] = False,
) -> None:
    """Load a partnership file.

    Loading it again changes only what changed in it. A file with mistakes changes nothing.
    """
    # A service starts faster without what reads files.
    from integrations.partnership_file import read_partnership

    read = read_partnership(file)
    wanted = read.played_on(PLATFORM) if sandbox else read

    async def work(headway: Headway) -> list[Difference]:
        return await headway.load(wanted)

    differences = with_headway(work)
    for warning in read.warnings:
        typer.echo(warning)
    if not differences:
        typer.echo(f"{wanted.partnership.key}: nothing has changed.")
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in table(differences, width=width):
        typer.echo(line)


def table(differences: Iterable[Difference], *, width: int | None) -> Iterator[str]:
    """The differences in aligned lines; details are shortened to ``width`` if one is given."""
    rows = [
        TITLES,
        *((d.kind, d.key, d.what.value, " ".join(d.detail.split())) for d in differences),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    room = None if width is None else width - sum(widths) - 2 * len(widths)
    for *cells, detail in rows:
        start = "  ".join(cell.ljust(size) for cell, size in zip(cells, widths, strict=True))
        yield f"{start}  {_shortened(detail, room)}".rstrip()


def _shortened(detail: str, room: int | None) -> str:
    """A detail that fits; of a change, both what was and what is keep their beginning."""
    if room is None or len(detail) <= room:
        return detail
    parts = detail.split(ARROW)
    each = max(SHORTEST, (room - len(ARROW) * (len(parts) - 1)) // len(parts))
    return ARROW.join(part if len(part) <= each else f"{part[: each - 1]}…" for part in parts)
