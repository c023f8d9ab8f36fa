"""``headway export``: everything that an audience may read, to take elsewhere."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from bot.bootstrap import Headway
from bot.cli.running import the_directory, the_person, with_headway
from bot.domain.audience import Audience, Viewer, visible
from bot.domain.errors import HeadwayError
from bot.domain.record import Record
from bot.domain.walkthrough import Walkthrough
from bot.ledger.records import RECORD_TYPES
from bot.ports import Transaction

NAME = "export"
EXAMPLES = (
    "headway export riverbend --to export/",
    "headway export riverbend --as boyd --format csv --to export/",
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


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
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    to: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("export"),
    audience: Annotated[Readers, typer.Option(help="Who is to read it.")] = Readers.PARTNER,
    who: Annotated[str, typer.Option("--as", help="As this person may read it instead.")] = "",
    form: Annotated[Format, typer.Option("--format", help="JSON lines or CSV.")] = Format.JSON,
) -> None:
    """Write the records to files, one per kind.

    The audience rule holds as for every digest: nothing leaves that its reader may not see, and of
    walkthroughs nothing that was counted in fewer than three classrooms.
    """

    async def work(headway: Headway) -> list[tuple[type[Record], list[Record]]]:
        async with headway.store.read() as tx:
            directory = await the_directory(headway, tx, partnership)
            reader = directory.partnership.reader(Audience(audience.value))
            viewer = the_person(directory, who).viewer if who else reader
            return [(kind, await _records(tx, kind, viewer)) for kind in RECORD_TYPES]

    for kind, records in with_headway(work):
        json_lines = form is Format.JSON
        path = to / f"{partnership}-{kind.__name__.lower()}.{'jsonl' if json_lines else 'csv'}"
        _write(path, _as_json(records) if json_lines else _as_csv(kind, records))
        typer.echo(f"{path}: {len(records)}")


async def _records(tx: Transaction, kind: type[Record], viewer: Viewer) -> list[Record]:
    found = await tx.find(kind, partnership=viewer.partnership, withdrawn=False, order="number")
    return [_told(record) for record in visible(viewer, found)]


def _told(record: Record) -> Record:
    return record.told if isinstance(record, Walkthrough) else record


def _as_json(records: Sequence[Record]) -> str:
    return "".join(f"{json.dumps(_plain(record), ensure_ascii=False)}\n" for record in records)


def _as_csv(kind: type[Record], records: Sequence[Record]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=["ref", *(field.name for field in fields(kind))])
    writer.writeheader()
    for record in records:
        writer.writerow({name: _cell(value) for name, value in _plain(record).items()})
    return text.getvalue()


def _plain(record: Record) -> dict[str, Any]:
    return {"ref": record.ref, **TypeAdapter(type(record)).dump_python(record, mode="json")}


def _cell(value: object) -> object:
    """A value as a cell; what a spreadsheet would run as a formula has an apostrophe in front."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULAS):
        return f"'{value}"
    return value


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise HeadwayError(
            f"{path} cannot be written ({error.strerror}). Choose another folder with --to."
        ) from error
