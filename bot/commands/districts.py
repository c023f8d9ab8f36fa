"""``/headway districts``: all of a partner person's districts, a line for each."""

from bot.domain.people import Side
from bot.domain.rollup import by_need
from bot.ledger.rollups import rollup_of
from bot.messages import Response
from bot.router import Command, Context
from prompts.portfolio import districts_message, not_partner


async def typed(context: Context, _text: str) -> Response:
    """Show where the partner is needed first; each district is read within its own walls."""
    found = []
    for person in context.persons:
        if person.side is Side.PARTNER:
            async with context.apart(person.partnership) as tx:
                holidays_of = context.tools.holidays_of
                found.append(await rollup_of(tx, person.viewer, holidays_of, now=context.now))
    if not found:
        return Response(reply=not_partner())
    told = by_need(each for each in found if each)
    return Response(reply=districts_message(context.person.first_name, told))


COMMAND = Command(
    word="districts",
    help="all districts of the partner, a line for each",
    about="more",
    examples=("/headway districts",),
    typed=typed,
    everywhere=True,
)
