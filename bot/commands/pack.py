"""``/headway pack``: the quarterly pack and the board brief, as documents to print."""

from datetime import date, timedelta

from bot.domain.audience import Audience
from bot.domain.delivery import DeliveryKind, Occasion
from bot.domain.errors import ChangeRefusedError
from bot.domain.quarter import Quarter
from bot.domain.record import nearest
from bot.domain.typed import split_first
from bot.ledger.outbox import to_person
from bot.ledger.packs import MADE_FOR, PackKind, WantedPack
from bot.messages import Message, Pressed, Response
from bot.rhythm import local_day
from bot.router import Command, Context, MisunderstoodError, read_value
from prompts import pack as said
from prompts.pack_said import FILE, span
from prompts.words import words

TRIED_FOR = timedelta(hours=12)
"""How long a pack that cannot be sent is tried again; after that it is asked for anew."""


async def typed(context: Context, text: str) -> Response:
    """Make a pack, or show which there are."""
    word, rest = split_first(text)
    audience, kinds = _only_leaders(context), {kind.value: kind for kind in PackKind}
    if not word:
        today = _today(context)
        which = said.which(context.directory.partnership, audience, Quarter.meant(today), today)
        return Response(reply=which)
    if word not in kinds:
        near = nearest(word, kinds)
        raise _misunderstood("verb", text, near=f"{near} {rest}".strip() if near else "")
    quarter = Quarter.parse(rest) if rest else Quarter.meant(_today(context))
    if quarter is None:
        today = _today(context)
        meant = span(Quarter.meant(today), today)
        raise _misunderstood("unknown", text, near=word, said=rest, meant=meant)
    return Response(reply=await _make(context, WantedPack(kind=kinds[word], quarter=quarter)))


async def _press_make(context: Context, event: Pressed) -> Response:
    _only_leaders(context)
    wanted = read_value(WantedPack.read, event.value)
    return Response(reply=await _make(context, wanted))


def _today(context: Context) -> date:
    """The district's day: quarters are counted there."""
    return local_day(context.now, context.directory.partnership.district.timezone)


def _only_leaders(context: Context) -> Audience:
    """The audience of the person; raise ChangeRefusedError where it has no packs made."""
    if context.viewer.reads not in MADE_FOR:
        partner = context.directory.partnership.partner.name
        raise ChangeRefusedError(words(FILE).plain("refused.who", partner=partner))
    return context.viewer.reads


def _misunderstood(name: str, text: str, *, near: str, **values: str) -> MisunderstoodError:
    return MisunderstoodError(
        words(FILE).plain(f"refused.{name}", near=near, **values),
        typed=f"/headway pack {text}",
        suggestion=f"/headway pack {near}" if near else None,
    )


async def _make(context: Context, wanted: WantedPack) -> Message:
    """Let it be made after this event: it takes its time, and other writers would wait.

    Asked for once more within the same minute, it is made once.
    """
    today = _today(context)
    if wanted.quarter.first > today:
        quarter = span(wanted.quarter, wanted.quarter.last)
        raise ChangeRefusedError(words(FILE).plain("refused.ahead", quarter=quarter))
    occasion = Occasion(
        partnership=context.partnership,
        kind=DeliveryKind.PACK,
        name=f"{wanted.written}/{context.now:%Y-%m-%dT%H:%M}",
        at=context.now,
        until=context.now + TRIED_FOR,
    )
    delivery = to_person(context.directory, context.person, occasion)
    await context.tx.add_missing(*([delivery] if delivery else []))
    return said.making(wanted.kind, wanted.quarter, today)


COMMAND = Command(
    word="pack",
    help="a quarter on paper: the quarterly pack, and the board brief",
    about="more",
    examples=(
        "/headway pack quarter",
        "/headway pack quarter 2026-Q4",
        "/headway pack board",
        "/headway pack board 2026-Q4",
    ),
    typed=typed,
    pressed={"make": _press_make},
)
