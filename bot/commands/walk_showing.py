"""Walkthroughs shown whole, and kept, finished or changed with all that belongs to them."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.audience import visible
from bot.domain.commitment import Commitment
from bot.domain.people import Person
from bot.domain.seeing import compared
from bot.domain.walkthrough import Walkthrough
from bot.ledger.walkthroughs import earlier_at, keep_walkthrough
from bot.messages import Message
from bot.router import Context
from bot.router.pledges import Pledge, keep_pledge
from bot.router.statements import tell
from prompts import walkthrough as said
from prompts.statement import Place


async def place_naming_all(context: Context, keys: Iterable[str]) -> Place:
    """The place that the prompts word answers for which name these people."""
    wanted = [(context.partnership, key) for key in sorted(set(keys))]
    people = {person.key: person for person in await context.tx.get_all(Person, wanted)}
    directory = replace(context.directory, people=people)
    return Place(
        reader=context.person.key,
        partnership=directory.partnership,
        name=directory.name,
        readers=directory.readers,
    )


async def promises_of(context: Context, record: Walkthrough) -> list[Commitment]:
    """What was promised in a walkthrough, as far as the person may see it."""
    found = await context.tx.find(
        Commitment, partnership=context.partnership, came_from=record.ref, withdrawn=False
    )
    return visible(context.viewer, found)


async def last_at(context: Context, record: Walkthrough) -> Walkthrough | None:
    """The last one before it at its school that the person may see, as it may be told."""
    found = await earlier_at(context.tx, record, context.viewer) if record.school else []
    return found[0] if found else None


async def whole_of(context: Context, record: Walkthrough) -> said.Whole:
    """A walkthrough with what was predicted, seen before and promised."""
    earlier = await earlier_at(context.tx, record, context.viewer)
    return said.Whole(
        record=record,
        compared=compared(record, earlier),
        last=earlier[0] if earlier else None,
        promises=await promises_of(context, record),
    )


async def shown_whole(context: Context, record: Walkthrough) -> Message:
    """All of a walkthrough that may be told."""
    whole = await whole_of(context, record)
    return said.shown(await _place_for(context, whole), whole)


async def confirmed(context: Context, record: Walkthrough, *, edited: bool = False) -> Message:
    """What was understood of a walkthrough just kept or changed."""
    whole = await whole_of(context, record)
    return said.confirmed(await _place_for(context, whole), whole, edited=edited)


async def _place_for(context: Context, whole: said.Whole) -> Place:
    owners = [promise.owner for promise in whole.promises]
    return await place_naming_all(context, [*whole.record.observers, *owners])


async def keep_new(context: Context, filled: Walkthrough, pledge: Pledge | None) -> Message:
    """Keep a new walkthrough and its promise, tell the others, and say what was understood."""
    filled = replace(filled, next_step=pledge.text if pledge else "")
    record = await keep_walkthrough(context.tx, filled)
    return await with_promise(context, record, pledge)


async def with_promise(
    context: Context, record: Walkthrough, pledge: Pledge | None, *, edited: bool = False
) -> Message:
    """Keep the promise of a walkthrough that is stored, tell the others, and confirm it."""
    if pledge:
        await keep_pledge(context, pledge, origin=record)
    await tell(context, record)
    return await confirmed(context, record, edited=edited)
