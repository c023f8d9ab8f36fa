"""``/helping``: what carries the work."""

from dataclasses import replace

from bot.domain.checkin import says_nothing
from bot.domain.help import Help
from bot.domain.typed import split_first
from bot.ledger.records import keep
from bot.messages import Pressed, Response, Submitted
from bot.router import Command, Context
from bot.router.statements import (
    draft,
    edit,
    form_draft,
    form_factor,
    place_of,
    require_text,
    text_error,
    with_form,
)
from bot.router.understand import the_record, understand
from prompts import helping as said

MOST_LISTED = 10


async def typed(context: Context, text: str) -> Response:
    """Keep what helps from a line of text; without text, open the form."""
    verb, rest = split_first(text)
    if not verb:
        return Response(form=said.form(place_of(context), None))
    if verb == "list" and not rest:
        return await _list(context)
    if says_nothing(text):
        return Response(reply=said.nothing())
    whole = f"/helping {text}"
    understood = await understand(context, text, typed=whole)
    require_text(understood, typed=whole)
    filled = draft(context, understood, kind="help")
    record = await keep(context.tx, Help(**vars(filled), factor=understood.factor))
    return Response(reply=said.confirmed(place_of(context), record))


async def _list(context: Context) -> Response:
    mine = {"partnership": context.partnership, "by": context.person.key, "withdrawn": False}
    helps = await context.tx.find(Help, order="-number", limit=MOST_LISTED, **mine)
    more = await context.tx.count(Help, **mine) - len(helps)
    return Response(reply=said.listed(helps, more=more))


async def _press_edit(context: Context, event: Pressed) -> Response:
    record = await the_record(context, Help, event.value)
    return Response(form=said.form(place_of(context), record))


async def _submit(context: Context, event: Submitted) -> Response:
    filled = form_draft(context, event, kind="help")
    errors = text_error(filled)
    if errors:
        return Response(errors=errors)
    factor = form_factor(event)
    if not event.value:
        record = await keep(context.tx, Help(**vars(filled), factor=factor))
        return Response(reply=said.confirmed(place_of(context), record))
    before = await the_record(context, Help, event.value)
    changed = await edit(context, before, replace(with_form(before, filled), factor=factor))
    if changed == before:
        return Response(reply=said.unchanged(before))
    return Response(reply=said.confirmed(place_of(context), changed, edited=True))


COMMAND = Command(
    word="helping",
    help="say what is helping, so that others can use it",
    about="tell",
    examples=("/helping principals sit in for the first ten minutes #data-teams", "/helping list"),
    typed=typed,
    pressed={"edit": _press_edit},
    submitted={"save": _submit},
    slash=True,
)
