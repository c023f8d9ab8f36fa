"""``/walkthrough``: what was seen in classrooms."""

from dataclasses import replace

from bot.domain.audience import visible
from bot.domain.checkin import says_nothing
from bot.domain.people import School
from bot.domain.places import nearest_school, split_school
from bot.domain.walkthrough import Walkthrough, begins_with_grade, findings, read_parts
from bot.ledger.records import keep
from bot.messages import Pressed, Response, Submitted
from bot.router import Command, Context
from bot.router.places import own_school, past_day, schools
from bot.router.statements import draft, edit, form_draft, place_of, text_error, with_form
from bot.router.understand import the_record, understand
from prompts import walkthrough as said
from prompts.words import words

MOST_LISTED, MOST_READ = 10, 100


async def typed(context: Context, text: str) -> Response:
    """Keep what was seen from a line of text; without text, or as long as it lacks, the form."""
    if not schools(context):
        return Response(reply=said.no_schools())
    if text.lower() == "list":
        return await _list(context)
    filled, head = await _read(context, text)
    if head and not filled.school:
        return Response(reply=said.unknown_school(text, *_misspelt(context, head)))
    if not filled.school or says_nothing(filled.text):
        return Response(form=said.form(place_of(context), filled))
    return await _keep(context, filled)


async def _read(context: Context, text: str) -> tuple[Walkthrough, str]:
    """The walkthrough that a line describes, as far as it is known, and its head.

    Without a school at the beginning it is the person's own one, if the line begins with a grade or
    is empty; else the school stays empty.
    """
    whole = f"/walkthrough {text}"
    understood = await understand(context, text, typed=whole, signs="#")
    parts = read_parts(understood.text)
    school, about = split_school(schools(context), parts.head)
    key = school.key if school else ""
    if not about or begins_with_grade(about):
        key = key or own_school(context)
    seen, day = parts.seen, context.today
    if seen or (begins_with_grade(about) and not findings(about)):
        about, day = past_day(context, about, typed=whole)
    else:
        seen, about = about, ""
    base = replace(draft(context, understood, kind="walkthrough"), text=seen)
    filled = Walkthrough(
        **vars(base),
        school=key,
        day=day,
        subject=about,
        focus=parts.focus,
        findings=findings(seen),
        next_step=parts.next_step,
    )
    return filled, parts.head


def _misspelt(context: Context, head: str) -> tuple[str, School | None]:
    """The words of a head that name no school, and the nearest one; none before a grade."""
    return ("", None) if begins_with_grade(head) else nearest_school(schools(context), head)


async def _keep(context: Context, filled: Walkthrough) -> Response:
    record = await keep(context.tx, filled)
    return Response(reply=said.confirmed(place_of(context), record))


async def _list(context: Context) -> Response:
    found = await context.tx.find(
        Walkthrough,
        partnership=context.partnership,
        withdrawn=False,
        order="-number",
        limit=MOST_READ,
    )
    shown = visible(context.viewer, found)[:MOST_LISTED]
    return Response(reply=said.listed(place_of(context), shown))


async def _press_open(context: Context, event: Pressed) -> Response:
    """The form with what was typed in it, without the word that names no school."""
    if not schools(context):
        return Response(reply=said.no_schools())
    filled, head = await _read(context, event.value)
    word, near = _misspelt(context, head)
    if near and not filled.school:
        filled, _ = await _read(context, event.value.replace(word, "", 1))
    return Response(form=said.form(place_of(context), filled))


async def _press_edit(context: Context, event: Pressed) -> Response:
    record = await the_record(context, Walkthrough, event.value)
    return Response(form=said.form(place_of(context), record))


async def _submit(context: Context, event: Submitted) -> Response:
    before = await the_record(context, Walkthrough, event.value) if event.value else None
    blank, _ = await _read(context, "")
    filled = with_form(before or blank, form_draft(context, event, kind="walkthrough"))
    school, day = event.fields.get("school", ""), context.read_date(event.fields.get("day", ""))
    errors = text_error(filled)
    if school not in {known.key for known in schools(context)} | {before and before.school}:
        errors["school"] = words(said.FILE).plain("error_school")
    if day is None or day > context.today:
        errors["day"] = words(said.FILE).plain("error_day")
    if day is None or errors:
        return Response(errors=errors)
    filled = replace(
        filled,
        school=school,
        day=day,
        grades="",
        subject=event.fields.get("classes", "").strip(),
        focus=event.fields.get("focus", "").strip(),
        findings=findings(filled.text),
        next_step=event.fields.get("next", "").strip(),
    )
    if before is None:
        return await _keep(context, filled)
    changed = await edit(context, before, filled)
    if changed == before:
        return Response(reply=said.unchanged(before))
    return Response(reply=said.confirmed(place_of(context), changed, edited=True))


COMMAND = Command(
    word="walkthrough",
    help="keep what was seen in classrooms, never who taught",
    examples=(
        "/walkthrough lincoln grade 4 math: reasoning 3/5, checks 2/5; next: plan one why question",
        "/walkthrough",
        "/walkthrough list",
    ),
    typed=typed,
    pressed={"open": _press_open, "edit": _press_edit},
    submitted={"save": _submit},
    slash=True,
)
