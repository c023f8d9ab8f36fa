"""``headway export``: everything that an audience may read, to take elsewhere."""

import csv
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from bot.bootstrap import Headway
from bot.cli.running import the_directory, with_headway
from bot.domain.audience import Audience, Viewer, visible
from bot.domain.errors import HeadwayError
from bot.domain.record import Record
from bot.ledger.directory import Directory
from bot.ledger.records import RECORD_TYPES
from bot.ports import Transaction

NAME = "export"
EXAMPLES = (
    "headway export riverbend --to export/",
    "headway export riverbend --as boyd --format csv --to export/",
)


class Format(StrEnum):
    """The forms of an export."""

    JSON = "json"
    CSV = "csv"


class Readers(StrEnum):
    """The audiences that an export can be made for."""

    PARTNER = "partner"
    LEADERS = "leaders"
    PUBLIC = "public"


def run(
    partnership: Annotated[str, typer.Argument(help="The partnership's key.")],
    to: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("export"),
    audience: Annotated[Readers, typer.Option(help="Who is to read it.")] = Readers.PARTNER,
    who: Annotated[str, typer.Option("--as", help="As this person may read it instead.")] = "",
    form: Annotated[Format, typer.Option("--format", help="JSON lines or CSV.")] = Format.JSON,
) -> None:
    """Write one file per kind of record, under the same audience rule as every digest."""

    async def work(headway: Headway) -> list[tuple[str, list[Record]]]:
        async with headway.store.read() as tx:
            directory = await the_directory(headway, tx, partnership)
            viewer = _viewer(directory, who, Audience(audience.value))
            return [
                (kind.__name__.lower(), await _records(tx, kind, viewer)) for kind in RECORD_TYPES
            ]

    exported = with_headway(work)
    to.mkdir(parents=True, exist_ok=True)
    for name, records in exported:
        path = to / f"{partnership}-{name}.{'jsonl' if form is Format.JSON else 'csv'}"
        _write(path, form, records)
        typer.echo(f"{path}: {len(records)}")


def _viewer(directory: Directory, who: str, audience: Audience) -> Viewer:
    if not who:
        return directory.partnership.reader(audience)
    person = directory.find(who)
    if person is None:
        raise HeadwayError(f'Nobody here is "{who}". headway export --as takes a key such as boyd.')
    return person.viewer


async def _records(tx: Transaction, kind: type[Record], viewer: Viewer) -> list[Record]:
    found = await tx.find(kind, partnership=viewer.partnership, withdrawn=False, order="number")
    return visible(viewer, found)


def _write(path: Path, form: Format, records: list[Record]) -> None:
    rows = [{"ref": record.ref, **_plain(record)} for record in records]
    with path.open("w", encoding="utf-8", newline="") as file:
        if form is Format.JSON:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        elif rows:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _plain(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = TypeAdapter(type(record)).dump_python(record, mode="json")
    return plain
