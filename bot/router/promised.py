"""What was promised in a record, and the names that go with it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.audience import visible
from bot.domain.commitment import Commitment
from bot.domain.record import Statement
from bot.router.command import Context
from bot.router.statements import place_of
from prompts.statement import Place


async def promised(context: Context, origin: Statement) -> tuple[Commitment, ...]:
    """The promises that came from a record, as far as the person may see them."""
    found = await context.tx.find(
        Commitment, partnership=context.partnership, came_from=origin.ref, withdrawn=False
    )
    return tuple(visible(context.viewer, found))


async def place_with(context: Context, keys: Iterable[str]) -> Place:
    """The place that the prompts word answers for which name the people with these keys."""
    found = [await context.somebody(key) for key in sorted(set(keys))]
    people = {person.key: person for person in found if person}
    return replace(place_of(context), name=replace(context.directory, people=people).name)
