"""``headway import``: load what was seen and measured before Headway was there."""

import csv
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.bootstrap import Headway
from bot.cli.running import the_directory, the_person, with_headway
from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.load.history import KINDS, Kind
from bot.load.history.cells import World
from bot.load.history.loading import Order, Watch, keep_history, read_history
from bot.load.history.plan import Plan, plan
from bot.load.history.sheet import ColumnMap
from bot.load.history.words import told
from bot.rhythm import local_day

NAME = "import"
EXAMPLES = (
    "headway import riverbend walkthroughs --template > walkthroughs.csv",
    "headway import riverbend walkthroughs walkthroughs.csv --dry-run",
    "headway import riverbend datateams meetings.csv --map columns.yaml --by vance",
)
BY_IMPORT = "import"


class What(StrEnum):
    """The kinds of history."""

    WALKTHROUGHS = "walkthroughs"
    DATATEAMS = "datateams"
    INDICATORS = "indicators"


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it; ``refs`` are the numbers that were given, none in a dry run."""

    partnership: Partnership
    plan: Plan[Any]
    unused: tuple[str, ...]
    refs: tuple[str, ...] = ()


def run(  # noqa: PLR0913, PLR0917 - each is an option that people type
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    what: Annotated[What, typer.Argument(metavar="KIND", help="What its rows are.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A table with titles (CSV, UTF-8).")
    ] = None,
    mapped: Annotated[
        Path | None, typer.Option("--map", metavar="MAP", help="What its columns are (YAML).")
    ] = None,
    by: Annotated[str, typer.Option(metavar="PERSON", help="Whose records they are.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come, and change nothing.")
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Print the titles of a table to fill in.")
    ] = False,
) -> None:
    """Load the history of before from a table.

    Walkthroughs, data teams and readings that were there before Headway was. A table with mistakes
    changes nothing, and what is there already is left out: it can be loaded again.
    """
    kind = KINDS[what.value]
    if template:
        sys.stdout.write(_titles(partnership, kind))
        return
    if file is None:
        raise HeadwayError(f"Name a file, or print titles to fill in: {NAME} … {what} --template")
    # A service starts faster without what reads files.
    from integrations.history_file import read_sheet
    from integrations.history_map import read_map

    sheet, columns = read_sheet(file), read_map(mapped) if mapped else ColumnMap()

    async def work(headway: Headway) -> Done:
        with watched() as watch:
            order = Order(kind=kind, sheet=sheet, map=columns, watch=watch)
            return await _import(headway, partnership, order, by=by, dry_run=dry_run)

    done = with_headway(work)
    for line in told(done.plan, done.partnership, done.unused):
        typer.echo(line)
    typer.echo(f"\n{_ending(done, dry_run=dry_run)}")


def _titles(partnership: str, kind: Kind[Any]) -> str:
    async def work(headway: Headway) -> list[str]:
        async with headway.store.read() as tx:
            directory = await the_directory(headway, tx, partnership)
            return [field.key for field in kind.fields(directory.partnership.agenda)]

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(with_headway(work))
    return text.getvalue()


async def _import(
    headway: Headway, partnership: str, order: Order, *, by: str, dry_run: bool
) -> Done:
    """Read without keeping anybody waiting; then keep what is new, all of it or nothing."""
    now = await headway.clock.now()
    async with headway.store.read() as tx:
        directory = await the_directory(headway, tx, partnership)
        world = World(
            directory=directory,
            by=the_person(directory, by).key if by else BY_IMPORT,
            today=local_day(now, directory.partnership.district.timezone),
        )
        history = await read_history(tx, headway.tools, order, world)
        found = await plan(tx, order.kind, partnership, history.drafts)
    done = Done(partnership=directory.partnership, plan=found, unused=history.layout.unused)
    if dry_run:
        return done
    async with headway.store.write() as tx:
        await tx.narrow(partnership)
        found = await plan(tx, order.kind, partnership, history.drafts)
        kept = await keep_history(tx, order, found)
    return replace(done, plan=found, refs=tuple(record.ref for record in kept))


def _ending(done: Done, *, dry_run: bool) -> str:
    if dry_run:
        return "Nothing was changed: this was a dry run."
    if not done.refs:
        return "Nothing was changed: there is nothing new."
    first, last = done.refs[0], done.refs[-1]
    return f"Kept: {first}." if first == last else f"Kept: {first} to {last}."


@contextmanager
def watched() -> Iterator[Watch]:
    """A bar on standard error, if that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield lambda items, what: progress.track(items, description=what)
