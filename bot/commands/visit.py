"""``/headway visit``: people of one school visit another, and bring something home."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from bot.domain.audience import visible
from bot.domain.checkin import says_nothing
from bot.domain.clauses import Clauses, read_clauses
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.coverage import coverage, few, goal, school_year, suggestions
from bot.domain.people import Side
from bot.domain.typed import split_first
from bot.domain.visit import Visit
from bot.ledger.records import keep
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context, MisunderstoodError
from bot.router.named import find_named, the_named
from bot.router.places import past_day, schools, the_school
from bot.router.pledges import Pledge, keep_pledge, read_pledge
from bot.router.promised import place_with, promised
from bot.router.statements import (
    draft,
    edit,
    form_draft,
    names_record,
    place_of,
    tell,
    text_error,
    with_form,
)
from bot.router.understand import Understood, the_record, understand
from prompts import coverage as told
from prompts import visit as said
from prompts.words import words

MOST_LISTED = 10
MOST_READ = 1000
"""The latest: those of many years, except where visits are a matter of every day."""
LABELS = {"next": "next", "next step": "next", "next level of work": "next"}


async def typed(context: Context, text: str) -> Response:
    """Keep a visit from a line of text, or show some; without text open the form."""
    if not schools(context):
        return Response(reply=said.no_schools())
    verb, rest = split_first(text)
    if verb in VIEWS and not rest:
        return Response(reply=await VIEWS[verb](context))
    named = names_record(text, Visit)
    if named:
        found = await the_record(context, Visit, named[0], typed=f"/headway visit {text}")
        return Response(reply=await _told(context, found, "shown"))
    if text:
        return await _read(context, text)
    return Response(form=said.form(place_of(context), _blank(context)))


def _blank(context: Context) -> Visit:
    """A visit of today of which nothing is known but that the person went along."""
    base = draft(context, Understood(text=""), kind="visit")
    return Visit(**vars(base), school="", day=context.today, visitors=(context.person.key,))


async def _read(context: Context, text: str) -> Response:
    """Keep the visit that a line tells of; its form as long as nothing is taken home."""
    whole = f"/headway visit {text}"
    clauses = read_clauses(text, LABELS)
    pledge = await _pledge(context, clauses.first("next"), typed=whole)
    filled = await _visit(context, clauses, typed=whole)
    filled = replace(filled, strategy=filled.strategy or (pledge.strategy if pledge else None))
    if not clauses.said or says_nothing(filled.text):
        form = said.form(place_of(context), filled, next_step=clauses.first("next"))
        return Response(form=form)
    if not filled.visitors:
        message = words(said.FILE).plain("who_came", school=_school_name(context, filled))
        raise MisunderstoodError(message, typed=whole)
    return await _keep(context, filled, pledge)


async def _visit(context: Context, clauses: Clauses, *, typed: str) -> Visit:
    """The visit in a line: whoever works at the school is a host, and all others came."""
    head = await understand(context, clauses.head, typed=typed, signs="#")
    school, rest = the_school(context, head.text, typed=typed)
    rest, day = past_day(context, rest, typed=typed)
    about = await understand(context, "; ".join(clauses.said), typed=typed, signs="#")
    if not clauses.said and (await find_named(context, rest))[1]:
        rest, about = "", replace(about, text=rest)
    people = [context.person, *await the_named(context, rest, typed=typed)]
    at_home = {person.key: person.school == school.key for person in people}
    about = replace(about, strategy=about.strategy or head.strategy)
    return Visit(
        **vars(draft(context, about, kind="visit")),
        school=school.key,
        day=day,
        visitors=tuple(key for key, hosts in at_home.items() if not hosts),
        hosts=tuple(key for key, hosts in at_home.items() if hosts),
    )


async def _pledge(context: Context, text: str, *, typed: str) -> Pledge | None:
    return await read_pledge(context, text, typed=typed) if text else None


def _school_name(context: Context, visit: Visit) -> str:
    return context.directory.partnership.school_name(visit.school) or ""


async def _keep(context: Context, filled: Visit, pledge: Pledge | None) -> Response:
    visit = await keep(context.tx, filled)
    await tell(context, visit)
    if pledge:
        await keep_pledge(context, pledge, origin=visit)
    return Response(reply=await _told(context, visit, "kept"))


async def _told(context: Context, visit: Visit, how: str) -> Message:
    promises = await promised(context, visit)
    place = await place_with(context, [*visit.people, *(one.owner for one in promises)])
    return said.told(place, visit, promises, how=how, today=context.today)


async def _list(context: Context) -> Message:
    shown = (await _visits(context))[:MOST_LISTED]
    place = await place_with(context, [key for visit in shown for key in visit.visitors])
    return said.listed(place, shown, today=context.today)


async def _visits(context: Context) -> list[Visit]:
    """The visits that the person may see, the latest first."""
    found = await context.tx.find(
        Visit, partnership=context.partnership, withdrawn=False, order="-day", limit=MOST_READ
    )
    return sorted(visible(context.viewer, found), key=_latest, reverse=True)


def _latest(visit: Visit) -> tuple[date, int]:
    return visit.day, visit.number


async def _coverage(context: Context) -> Message:
    """Who has seen whom this school year; a leader's own row, and all of them for the partner."""
    partnership, since = context.directory.partnership, school_year(context.today)
    people = (await context.everybody()).present
    visits = await _visits(context)
    promises = await _open_promises(context)
    seen = coverage(partnership, people, visits, since=since)
    by_name, me = context.person.side is Side.PARTNER, context.person.key
    found = [
        one
        for one in suggestions(partnership, people, visits, promises, since=since)
        if by_name or one.person.school or one.person.key == me
    ]
    aim = goal(partnership.agenda, visits)
    place = place_of(context)
    return told.coverage_message(place, seen, aim, few(found, first=me), by_name=by_name)


async def _open_promises(context: Context) -> list[Commitment]:
    found = await context.tx.find(
        Commitment,
        partnership=context.partnership,
        state=CommitmentState.OPEN,
        withdrawn=False,
    )
    return visible(context.viewer, found)


VIEWS: dict[str, Callable[[Context], Awaitable[Message]]] = {
    "list": _list,
    "coverage": _coverage,
}


async def _press_edit(context: Context, event: Pressed) -> Response:
    return Response(form=said.form(place_of(context), await _pressed_on(context, event)))


async def _pressed_on(context: Context, event: Pressed | Submitted) -> Visit:
    return await the_record(context, Visit, event.value)


async def _submit(context: Context, event: Submitted) -> Response:
    before = await _pressed_on(context, event) if event.value else None
    filled = with_form(before or _blank(context), form_draft(context, event, kind="visit"))
    school, day = event.fields.get("school", ""), context.read_date(event.fields.get("day", ""))
    errors = text_error(filled)
    if school not in {known.key for known in schools(context)} | {before and before.school}:
        errors["school"] = words(said.FILE).plain("error_school")
    if day is None or day > context.today:
        errors["day"] = words(said.FILE).plain("error_day")
    went = await _named_in(context, event, "went", before, errors)
    hosts = await _named_in(context, event, "hosted", before, errors)
    visitors = tuple(key for key in went if key not in hosts)
    if not visitors:
        errors.setdefault("went", words(said.FILE).plain("error_went"))
    pledge = None
    try:
        pledge = await _pledge(context, event.fields.get("next", "").strip(), typed="")
    except MisunderstoodError as error:
        errors["next"] = str(error)
    if day is None or errors:
        return Response(errors=errors)
    filled = replace(filled, school=school, day=day, visitors=visitors, hosts=tuple(hosts))
    return await _edit(context, before, filled) if before else await _keep(context, filled, pledge)


async def _named_in(
    context: Context, event: Submitted, field: str, before: Visit | None, errors: dict[str, str]
) -> list[str]:
    """The keys of the people named in a field; who is unknown is put into the errors."""
    known = before.people if before else frozenset[str]()
    people, unknown = await find_named(context, event.fields.get(field, ""), known=known)
    if unknown:
        errors[field] = words(said.FILE).plain("error_named", word=unknown[0])
    return people


async def _edit(context: Context, before: Visit, after: Visit) -> Response:
    changed = await edit(context, before, after)
    if changed == before:
        return Response(reply=said.unchanged(before))
    await tell(context, changed)
    return Response(reply=await _told(context, changed, "edited"))


COMMAND = Command(
    word="visit",
    help="keep what a visit to another school brought home; see who visited whom",
    about="see",
    examples=(
        "/headway visit marsh with @rossi: each lesson begins with a why question",
        "/headway visit marsh: students ask first; next: try it @boyd by next Friday #student-talk",
        "/headway visit coverage",
        "/headway visit list",
    ),
    typed=typed,
    pressed={"edit": _press_edit},
    submitted={"save": _submit},
)
