"""``/walkthrough``: what was seen in classrooms."""

from bot.commands.walk_form import open_new, open_old, submit
from bot.commands.walk_reading import read_line, read_next
from bot.commands.walk_showing import keep_new, place_naming_all, shown_whole
from bot.commands.walking import (
    card,
    join,
    press_back,
    press_card,
    press_drop,
    press_finish,
    press_join,
    press_next,
    press_tick,
    start,
)
from bot.domain.audience import visible
from bot.domain.errors import ChangeRefusedError
from bot.domain.people import School
from bot.domain.places import nearest_school
from bot.domain.record import parse_ref
from bot.domain.typed import split_first
from bot.domain.walkthrough import Walkthrough
from bot.domain.walkthrough_line import begins_with_grade
from bot.messages import Pressed, Response
from bot.router import Command, Context
from bot.router.places import schools, the_school
from bot.router.statements import place_of
from bot.router.understand import the_record
from prompts import walking
from prompts import walkthrough as said
from prompts.words import words

MOST_LISTED, MOST_READ = 10, 100


async def typed(context: Context, text: str) -> Response:
    """Keep what was seen from a line of text; without text, or as long as it lacks, the form."""
    if not schools(context):
        return Response(reply=said.no_schools())
    verb, rest = split_first(text)
    if verb == "list":
        return await _list(context, rest)
    if verb == "start":
        return await start(context, rest)
    if verb == "join":
        return await join(context, rest)
    ref = parse_ref(text)
    if ref and ref[0] == Walkthrough.LETTER:
        return await _show(context, text)
    return await _line(context, text)


async def _line(context: Context, text: str) -> Response:
    line = await read_line(context, text)
    if line.head and not line.filled.school:
        return Response(reply=said.unknown_school(text, *_misspelt(context, line.head)))
    if not line.is_whole:
        return Response(form=await open_new(context, line.filled))
    pledge = await read_next(context, line.filled.next_step, typed=f"/walkthrough {text}")
    return Response(reply=await keep_new(context, line.filled, pledge))


def _misspelt(context: Context, head: str) -> tuple[str, School | None]:
    """The words of a head that name no school, and the nearest one; none before a grade."""
    return ("", None) if begins_with_grade(head) else nearest_school(schools(context), head)


async def _show(context: Context, text: str) -> Response:
    record = await the_record(context, Walkthrough, text, typed=f"/walkthrough {text}")
    if not record.under_way:
        return Response(reply=await shown_whole(context, record))
    if context.person.key in record.concerned:
        return Response(reply=await card(context, record))
    place = await place_naming_all(context, {record.by})
    return Response(reply=walking.way(place, record, context.today))


async def _list(context: Context, text: str) -> Response:
    school = the_school(context, text, typed=f"/walkthrough list {text}")[0] if text else None
    found = await context.tx.find(
        Walkthrough,
        partnership=context.partnership,
        withdrawn=False,
        order="-number",
        limit=MOST_READ,
        **({"school": school.key} if school else {}),
    )
    shown = visible(context.viewer, found)[:MOST_LISTED]
    return Response(reply=said.listed(place_of(context), shown, school))


async def _press_open(context: Context, event: Pressed) -> Response:
    """The form with what was typed in it, without the word that names no school."""
    if not schools(context):
        return Response(reply=said.no_schools())
    line = await read_line(context, event.value)
    word, near = _misspelt(context, line.head)
    if near and not line.filled.school:
        line = await read_line(context, event.value.replace(word, "", 1))
    return Response(form=await open_new(context, line.filled))


async def _press_edit(context: Context, event: Pressed) -> Response:
    record = await the_record(context, Walkthrough, event.value)
    if record.by != context.person.key:
        raise ChangeRefusedError(words("statement").plain("error_not_yours", ref=record.ref))
    return Response(form=await open_old(context, record))


COMMAND = Command(
    word="walkthrough",
    help="keep what was seen in classrooms, never who taught",
    about="see",
    examples=(
        "/walkthrough lincoln grade 4 math: reasoning 3/5, checks 2/5; pattern: they restate steps",
        "/walkthrough lincoln: reasoning 3/5; next: plan one why question @boyd by next Friday",
        "/walkthrough",
        "/walkthrough start lincoln grade 4 math with @price",
        "/walkthrough join W-7",
        "/walkthrough list lincoln",
        "/walkthrough W-7",
    ),
    typed=typed,
    pressed={
        "open": _press_open,
        "edit": _press_edit,
        "card": press_card,
        "join": press_join,
        "tick": press_tick,
        "next": press_next,
        "back": press_back,
        "finish": press_finish,
        "drop": press_drop,
    },
    submitted={"save": submit},
    slash=True,
    counts=True,
)
