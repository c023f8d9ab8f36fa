"""``/headway record C-12``, or the number alone: one record, and what became of it."""

import re
from dataclasses import replace

from bot.domain.audience import may_see
from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.history import Change
from bot.domain.record import Record
from bot.domain.walkthrough import Finding
from bot.ledger.records import look_up
from bot.messages import Block, Response
from bot.router import Command, Context
from bot.router.statements import place_of
from prompts import record as said
from prompts.blocker import listed as listed_blockers
from prompts.commit import listed as listed_promises

_NUMBER = re.compile(r"[A-Z]-?\d{1,7}", re.IGNORECASE)
MOST_LIKE_IT = 50
"""So many walkthroughs are looked at for a finding: others have numbers that begin like it."""
ELSEWHERE = {"W": "walkthrough", "V": "visit", "D": "datateam", "I": "indicator", "S": "siteday"}
"""Kinds whose own words show a record, by the letters of their numbers."""


async def typed(context: Context, text: str) -> Response:
    """Show the record with that number, as far as the person may read it."""
    if not _NUMBER.fullmatch(text.strip()):
        return Response(reply=said.how())
    letter, number = text.strip()[0].upper(), int(text.strip()[1:].removeprefix("-"))
    return await show(context, f"{letter}-{number}")


async def show(context: Context, ref: str) -> Response:
    """Show the record; a finding's walkthrough."""
    found = await _found(context, ref)
    if found is None:
        return Response(reply=said.unknown(ref))
    word = ELSEWHERE.get(found.LETTER)
    command = next((one for one in context.commands if one.word == word), None)
    if command:
        return await command.typed(context, found.ref)
    everybody = await context.everybody()
    changes = await context.tx.find(
        Change, partnership=context.partnership, ref=found.ref, order="version"
    )
    shown = said.Shown(
        record=found,
        changes=changes,
        today=context.today,
        zone=context.local_zone,
        rows=_rows(context, found),
    )
    place = replace(place_of(context), name=everybody.name)
    return Response(reply=said.record_message(place, shown))


async def _found(context: Context, ref: str) -> Record | None:
    if ref.startswith(Finding.LETTER):
        word = ref.casefold().replace("-", "")
        holders = await context.tx.search(context.partnership, (word,), limit=MOST_LIKE_IT)
        found = [await look_up(context.tx, context.partnership, one) for one in holders]
        held = [one for one in found if ref in {each.ref for each in getattr(one, "findings", ())}]
        record = held[0] if held else None
    else:
        record = await look_up(context.tx, context.partnership, ref)
    return record if record and not record.withdrawn and may_see(context.viewer, record) else None


def _rows(context: Context, record: Record) -> tuple[Block, ...]:
    """What the person can do to it now."""
    if isinstance(record, Commitment) and record.is_open and record.owner == context.person.key:
        return listed_promises([record], today=context.today).blocks[1:]
    if isinstance(record, Blocker) and record.is_open and context.person.key in record.concerned:
        return listed_blockers([record]).blocks[1:]
    return ()


COMMAND = Command(
    word="record",
    help="one record by its number, and what became of it",
    examples=("/headway record C-12",),
    typed=typed,
)
