"""What other districts will read, read over by its author: nobody and no school is in it."""

from collections.abc import AsyncIterator

from bot.domain.unnamed import own_names
from bot.ledger.directory import open_directory
from bot.ledger.network import named_in
from bot.messages import Form
from bot.router import Context
from prompts import share as said


async def reading_over(context: Context, text: str, *, source: str = "") -> Form:
    """The form with the words as they are, and what has to go out of them; see ``no_names``."""
    found = await _named(context, text)
    return said.form(context.directory.partnership, text, source=source, found=found)


async def no_names(context: Context, text: str) -> dict[str, str]:
    """The error at the form's text where it names somebody or some place."""
    found = await _named(context, text)
    return {"text": said.error("names", found=found)} if found else {}


async def _named(context: Context, text: str) -> tuple[str, ...]:
    everybody = await context.everybody()
    found = await named_in(context.tx, everybody, context.tools, text, by=context.person.key)
    return tuple(dict.fromkeys([*found, *[word async for word in _elsewhere(context, text)]]))


async def _elsewhere(context: Context, text: str) -> AsyncIterator[str]:
    """The names of the author's other districts, who may not be named to others either."""
    for person in context.persons:
        if person.partnership != context.partnership:
            async with context.apart(person.partnership) as tx:
                holidays_of = context.tools.holidays_of
                other = await open_directory(tx, person.partnership, holidays_of)
            for word in own_names(text, other.partnership, other.people.values()) if other else ():
                yield word
