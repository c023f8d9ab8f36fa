"""``/headway mine``: what is open for the person who asks, and what the other side promised."""

from datetime import date

from bot.commands.blocker import open_blockers
from bot.commands.commit import open_promises
from bot.domain.audience import visible
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.people import Side
from bot.ledger.checkins import current_checkin
from bot.ledger.directory import side_words
from bot.messages import Response
from bot.rhythm import local_day
from bot.router import Command, Context
from prompts.blocker import listed as listed_blockers
from prompts.commit import lines, listed
from prompts.headway import Mine, mine_message


async def typed(context: Context, _text: str) -> Response:
    """Show promises, blockers and the open check-in, each with its buttons."""
    promises = await open_promises(context)
    blockers = await open_blockers(context)
    other = other_side(context)
    checkin = await current_checkin(context.tx, context.person)
    mine = Mine(
        name=context.person.first_name,
        partner=side_words(context.directory, other),
        open_until=local_day(checkin.closes_at, context.zone) if checkin else None,
        checkin=checkin.id if checkin else None,
        promises=listed(promises, today=context.today).blocks[1:],
        partner_promises=lines(await promises_of(context, other), today=context.today),
        blockers=listed_blockers(blockers).blocks[1:],
    )
    return Response(reply=mine_message(mine))


def other_side(context: Context) -> Side:
    """The side on which the person does not stand."""
    return Side.DISTRICT if context.person.side is Side.PARTNER else Side.PARTNER


async def promises_of(context: Context, side: Side) -> list[Commitment]:
    """What a side has promised and not closed, as far as the person may see it, soonest first."""
    found = await context.tx.find(
        Commitment,
        partnership=context.partnership,
        state=CommitmentState.OPEN,
        side=side,
        withdrawn=False,
    )
    found.sort(key=lambda promise: (promise.due or date.max, promise.number))
    return visible(context.viewer, found)


COMMAND = Command(
    word="mine",
    help="what you and the other side promised, and what is in your way",
    examples=("/headway mine",),
    typed=typed,
    each=frozenset({""}),
)
