"""``/headway mine``: what is open for the person who asks, and what the other side promised."""

from zoneinfo import ZoneInfo

from bot.commands.blocker import open_blockers
from bot.commands.commit import open_promises
from bot.domain.audience import visible
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.people import Side
from bot.ledger.checkins import current_checkin
from bot.ledger.directory import side_words
from bot.messages import Actions, Response
from bot.router import Command, Context
from prompts.blocker import listed as listed_blockers
from prompts.commit import line, listed
from prompts.headway import Mine, mine_message


async def typed(context: Context, _text: str) -> Response:
    """Show promises, blockers and the open check-in, each with its buttons."""
    promises = listed(await open_promises(context), today=context.today)
    blockers = listed_blockers(await open_blockers(context))
    other = _other_side(context)
    checkin = await current_checkin(context.tx, context.person)
    closes = checkin and checkin.closes_at.astimezone(ZoneInfo(context.zone)).date()
    mine = Mine(
        name=context.person.first_name,
        partner=side_words(context.directory, other),
        open_until=closes,
        checkin=checkin.id if checkin else None,
        promises=[block for block in promises.blocks if _has_text(block)],
        partner_promises=[
            line(promise, today=context.today) for promise in await _theirs(context, other)
        ],
        blockers=[block for block in blockers.blocks if _has_text(block)],
    )
    return Response(reply=mine_message(mine))


def _has_text(block: object) -> bool:
    return isinstance(block, Actions) and bool(block.text)


def _other_side(context: Context) -> Side:
    return Side.DISTRICT if context.person.side is Side.PARTNER else Side.PARTNER


async def _theirs(context: Context, side: Side) -> list[Commitment]:
    found = await context.tx.find(
        Commitment,
        partnership=context.partnership,
        state=CommitmentState.OPEN,
        side=side,
        withdrawn=False,
        order="due",
    )
    return visible(context.viewer, found)


COMMAND = Command(
    word="mine",
    help="what you promised, what is in your way, and what the other side promised",
    examples=("/headway mine",),
    typed=typed,
)
