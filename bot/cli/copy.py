"""``headway copy``: the whole database to another one, to move there or to keep as a backup."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import with_headway
from bot.domain.delivery import Delivery, DeliveryState
from bot.ports import Store

if TYPE_CHECKING:
    from storage.copying import Copied

NAME = "copy"
EXAMPLES = (
    "headway copy --to sqlite:///backup.db",
    "headway copy --to postgresql://headway:password@host/headway",
)
RUNNING = (
    "Messages are on their way: a Headway runs on this database, or one was killed. "
    "As a backup this copy is whole; to move, stop every serve and worker first and copy then."
)
SHOWN = 12
"""Digits of a checksum: enough to compare by eye."""


def run(
    to: Annotated[str, typer.Option(help="The database to copy to; it must be empty.")],
) -> None:
    """Copy everything from the configured database to an empty one.

    As it is at one moment, from SQLite to PostgreSQL or any other way. What was written is read
    again and compared: either all of it is the same there, or nothing is kept.
    """
    copied = with_headway(lambda headway: _copied(headway, to))
    for line in _table(copied):
        typer.echo(line)


async def _copied(headway: Headway, to: str) -> "list[Copied]":
    # The database's library is imported by the commands that need it, and by no other.
    from storage.copying import copy

    if await _sending(headway.store):
        typer.echo(RUNNING, err=True)
    return await copy(headway.settings.database_url, to, _progress)


async def _sending(store: Store) -> int:
    async with store.read() as tx:
        return await tx.count(Delivery, state=DeliveryState.SENDING)


def watched() -> bool:
    """Whether somebody looks on at a terminal."""
    return sys.stderr.isatty()


def _progress(table: str, rows: int) -> None:
    if watched():
        sys.stderr.write(f"\r\033[K{table}: {rows:,}\r")


def _table(copied: "Sequence[Copied]") -> list[str]:
    width = max(len(one.table) for one in copied)
    lines = [f"{one.table:<{width}}  {one.rows:>9,}  {one.checksum[:SHOWN]}" for one in copied]
    rows = sum(one.rows for one in copied)
    return [
        f"{'table':<{width}}  {'rows':>9}  checksum, the same in both",
        *lines,
        f"Copied {rows:,} rows in {len(copied)} tables.",
    ]
