"""``/headway network``: what the partner's other districts share."""

from bot.domain.network import Shared
from bot.domain.searching import tokens, wanted
from bot.ledger.network import of_others
from bot.messages import Pressed, Response
from bot.router import Command, Context
from bot.router.command import read_value
from prompts.share import Page, network_message

SHOWN = 8


async def typed(context: Context, text: str) -> Response:
    """Show the latest, or those with these words in them or in their strategy's name."""
    return await _shown(context, text.strip(), page=1)


async def more(context: Context, event: Pressed) -> Response:
    """Show what was shared before those."""
    page, text = read_value(_read, event.value)
    return await _shown(context, text, page)


def _read(value: str) -> tuple[int, str]:
    page, _, text = value.partition(" ")
    return max(int(page), 1), text


async def _shown(context: Context, text: str, page: int) -> Response:
    looked_for = wanted(text)
    shared = await of_others(context.tx, context.directory.partnership, context.viewer)
    found = [one for one in shared if _has(one, looked_for)]
    skip = (page - 1) * SHOWN
    shown = Page(
        shared=found[skip:][:SHOWN],
        looked_for=text,
        number=page,
        more=f"{page + 1} {text}" if len(found) > skip + SHOWN else "",
    )
    partner = context.directory.partnership.partner.name
    return Response(reply=network_message(shown, partner=partner, today=context.today))


def _has(shared: Shared, words: tuple[str, ...]) -> bool:
    there = tokens(f"{shared.text} {shared.strategy} {shared.shown}")
    return all(any(one.startswith(word) for one in there) for word in words)


COMMAND = Command(
    word="network",
    help="what the partner's other districts found that helps",
    about="more",
    examples=("/headway network", "/headway network data teams"),
    typed=typed,
    pressed={"more": more},
)
