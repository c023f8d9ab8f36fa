"""``/headway find``: records by their words, as far as whoever asks may read them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.audience import may_see
from bot.domain.record import Record
from bot.domain.searching import tellable, wanted
from bot.ledger.records import look_up_all
from bot.messages import Pressed, Response
from bot.router import Command, Context
from bot.router.command import read_value
from bot.router.statements import place_of
from prompts.find import Found, found_message, how

SHOWN = 8
AT_ONCE = 50
"""How many numbers are asked for at first: what may not be read is left out of them."""
MORE_EACH_TIME = 4
"""How many times as many are asked for where those were not enough."""


async def typed(context: Context, text: str) -> Response:
    """Show the latest records with these words, or say how to look for some."""
    if not wanted(text):
        return Response(reply=how())
    return await _shown(context, text, page=1)


async def more(context: Context, event: Pressed) -> Response:
    """Show what was found before those."""
    page, text = read_value(_read, event.value)
    return await _shown(context, text, page)


def _read(value: str) -> tuple[int, str]:
    page, text = value.split(" ", 1)
    if not wanted(text):
        raise ValueError(value)
    return max(int(page), 1), text


async def _shown(context: Context, text: str, page: int) -> Response:
    # A page is a number of what may be read: a place among all that was found would tell more.
    skip = (page - 1) * SHOWN
    found = await _found(context, wanted(text), limit=skip + SHOWN + 1)
    following = f"{page + 1} {text}" if len(found) > skip + SHOWN else ""
    shown = Found(words=text, records=found[skip:][:SHOWN], page=page, more=following)
    said = replace(place_of(context), name=(await context.everybody()).name)
    return Response(reply=found_message(said, shown, today=context.today))


async def _found(context: Context, words: Sequence[str], *, limit: int) -> list[Record]:
    """The latest that may be read, up to so many."""
    found: list[Record] = []
    skip, at_once = 0, AT_ONCE
    while len(found) < limit:
        refs = await context.tx.search(context.partnership, words, skip=skip, limit=at_once)
        there = await look_up_all(context.tx, context.partnership, refs)
        records = (there[ref] for ref in refs if ref in there)
        found += [tellable(one) for one in records if may_see(context.viewer, one)]
        if len(refs) < at_once:
            break
        skip, at_once = skip + at_once, at_once * MORE_EACH_TIME
    return found[:limit]


COMMAND = Command(
    word="find",
    help="look for what was said, promised and seen, by its words",
    about="more",
    examples=("/headway find planning time", "/headway find lincoln rubric"),
    typed=typed,
    pressed={"more": more},
)
