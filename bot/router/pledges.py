"""Pledges: promises that are made in a walkthrough, a team's meeting or on a site day."""

from dataclasses import dataclass
from datetime import date

from bot.domain.commitment import Commitment
from bot.domain.people import Person
from bot.domain.record import Statement
from bot.ledger.records import keep
from bot.router.command import Context, MisunderstoodError
from bot.router.statements import require_text, tell
from bot.router.understand import understand
from prompts.words import words


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """A promise as it was typed, understood and not kept yet."""

    text: str
    owner: Person
    due: date | None
    strategy: str | None


async def read_pledge(context: Context, text: str, *, typed: str) -> Pledge:
    """What "plan one why question @boyd by 5 Feb #student-talk" promises.

    Without ``@name`` it is the person's own. Raises MisunderstoodError for a name or tag that
    nobody knows, a day that is past, or no words; ``typed`` is the whole line, to be repeated.
    """
    found = context.find_date(text)
    if found and found.date < context.today:
        message = words("commit").plain("error_past", day=found.date)
        raise MisunderstoodError(message, typed=typed)
    understood = await understand(context, found.text if found else text, typed=typed)
    require_text(understood, typed=typed)
    return Pledge(
        text=understood.text,
        owner=understood.person or context.person,
        due=found.date if found else None,
        strategy=understood.strategy,
    )


async def keep_pledge(context: Context, pledge: Pledge, *, origin: Statement) -> Commitment:
    """Keep a pledge that came from a record which is stored already, and tell its owner.

    It is for the record's audience, and for its strategy where it names none itself.
    """
    common = Statement(
        partnership=context.partnership,
        number=0,
        by=context.person.key,
        at=context.now,
        audience=origin.audience,
        text=pledge.text,
        strategy=pledge.strategy or origin.strategy,
        came_from=origin.ref,
    )
    return await keep_promise(context, common, pledge.owner, due=pledge.due)


async def keep_promise(
    context: Context, filled: Statement, owner: Person, *, due: date | None
) -> Commitment:
    """Keep a promise of somebody, and tell them of it if somebody else wrote it down."""
    promised = Commitment(**vars(filled), owner=owner.key, side=owner.side, due=due)
    commitment = await keep(context.tx, promised)
    await tell(context, commitment)
    return commitment
