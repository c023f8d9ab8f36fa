"""``headway digest``: the digest of a week, as one audience may read it."""

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.model_use import lacks
from bot.cli.running import the_directory, with_headway
from bot.domain.audience import Audience
from bot.domain.digest import Digest, PostedDigest, Week
from bot.domain.errors import HeadwayError
from bot.domain.facts import facts
from bot.ledger.directory import Directory
from bot.ledger.drafts import with_waiting_note
from bot.ledger.gathering import Reading, gather
from bot.ports import Transaction
from bot.rhythm import local_day
from bot.settings import read_settings
from bot.writing.prompt import called, request_for, to_word
from integrations.openai_settings import OpenAISettings
from prompts.digest_formats import as_json, as_markdown, as_text

NAME = "digest"
EXAMPLES = (
    "headway digest riverbend",
    "headway digest riverbend --week 2027-W02 --audience partner --format json",
    "headway digest riverbend --show-prompt",
)


class Readers(StrEnum):
    """The audiences that a digest is written for."""

    PARTNER = "partner"
    LEADERS = "leaders"


class Format(StrEnum):
    """The forms that a digest is printed in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class Writers(StrEnum):
    """Who words a digest."""

    TEMPLATE = "template"
    OPENAI = "openai"


def run(  # noqa: PLR0913, PLR0917 - each is an option that people type
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    week: Annotated[
        str, typer.Option(help="An ISO week such as 2027-W02; this one if left out.")
    ] = "",
    audience: Annotated[Readers, typer.Option(help="Who is to read it.")] = Readers.LEADERS,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,  # noqa: A002 - the option's name
    writer: Annotated[
        Writers | None,
        typer.Option(help="Word it anew, whatever was posted.", show_default=False),
    ] = None,
    show_prompt: Annotated[
        bool, typer.Option("--show-prompt", help="Print what a model's server would be sent.")
    ] = False,
) -> None:
    """Print the digest of a week.

    As it was posted; if it was not yet, as it would be posted now. With --show-prompt nothing is
    sent: it prints every word that would go out, even while words from a model are off.
    """
    chosen = Week.parse(week) if week else None
    if week and chosen is None:
        raise HeadwayError(f'"{week}" is not a week. Write it as 2027-W02.')

    wanted = Wanted(
        partnership=partnership, week=chosen, audience=Audience(audience.value), writer=writer
    )

    async def work(headway: Headway) -> str:
        if show_prompt:
            return await _prompt(headway, wanted)
        return _printed(await _digest(headway, wanted), format)

    sys.stdout.write(with_headway(work))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The digest that is asked for; without a week the running one."""

    partnership: str
    week: Week | None
    audience: Audience
    writer: Writers | None


async def _digest(headway: Headway, wanted: Wanted) -> Digest:
    async with headway.store.read() as tx:
        directory, week, now = await _place(headway, tx, wanted)
        posted = await tx.get(PostedDigest, wanted.partnership, str(week), wanted.audience)
        if posted and wanted.writer is None:
            return posted.digest
        reader = directory.partnership.reader(wanted.audience)
        material = await gather(tx, directory, Reading(viewer=reader, week=week, now=now))
    if wanted.writer is Writers.TEMPLATE:
        return await headway.tools.template.write(facts(material), material)
    lacking = lacks(headway, directory.partnership, wanted.audience)
    if wanted.writer is Writers.OPENAI and lacking:
        raise HeadwayError(f"No model may word this digest: {lacking}")
    digest = await headway.tools.writer.write(facts(material), material)
    async with headway.store.read() as tx:
        await tx.narrow(wanted.partnership)
        return await with_waiting_note(tx, directory, digest)


async def _prompt(headway: Headway, wanted: Wanted) -> str:
    """What would go out, to the letter but for the word that is chosen by chance each time."""
    async with headway.store.read() as tx:
        directory, week, now = await _place(headway, tx, wanted)
        reader = directory.partnership.reader(wanted.audience)
        material = await gather(tx, directory, Reading(viewer=reader, week=week, now=now))
    found = facts(material)
    said = await headway.tools.template.write(found, material)
    if found.is_quiet or not to_word(said):
        return "Nothing goes out for this digest: nothing was said or done in its week.\n"
    request = request_for(found, material, said, called(material))
    lacking = lacks(headway, directory.partnership, wanted.audience)
    server = read_settings(OpenAISettings).server
    head = f"Nothing goes out: {lacking} It would be:" if lacking else f"This goes out to {server}:"
    schema = json.dumps(request.schema, indent=1)
    parts = {"Instructions": request.instructions, "Data": request.data, "Answer": schema}
    return "\n\n".join([head, *(f"--- {name} ---\n{text}" for name, text in parts.items())]) + "\n"


async def _place(
    headway: Headway, tx: Transaction, wanted: Wanted
) -> tuple[Directory, Week, datetime]:
    now = await headway.clock.now()
    directory = await the_directory(headway, tx, wanted.partnership)
    zone = directory.partnership.district.timezone
    return directory, wanted.week or Week.of(local_day(now, zone)), now


def _printed(digest: Digest, form: Format) -> str:
    if form is Format.JSON:
        return json.dumps(as_json(digest), ensure_ascii=False, indent=2) + "\n"
    return as_markdown(digest) if form is Format.MARKDOWN else as_text(digest)
