"""``/headway datateam``: a team's meeting, what it was given on the rubric, and its pledges."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.agenda import Rubric
from bot.domain.audience import visible
from bot.domain.coverage import school_year
from bot.domain.data_team import DataTeam, Score
from bot.domain.fidelity import fidelity
from bot.domain.rubrics import as_scored, fitting
from bot.domain.typed import split_first
from bot.ledger.records import keep
from bot.messages import Form, Message, Pressed, Response, Submitted
from bot.ports import AtLeast
from bot.router import Command, Context, MisunderstoodError
from bot.router.meetings import Meeting, meeting_before, on_rubric, read_meeting, rubrics
from bot.router.places import own_school, schools, the_school
from bot.router.pledges import Pledge, keep_pledge, read_pledge
from bot.router.promised import place_with, promised
from bot.router.statements import draft, edit, form_draft, names_record, place_of, with_form
from bot.router.understand import Understood, the_record
from prompts import datateam as said
from prompts import fidelity as told
from prompts.statement import Place
from prompts.words import words

MOST_LISTED = 10
MOST_READ = 200
"""Of which those are listed that the person may see."""
PRINCIPAL = {"yes": True, "no": False}


async def typed(context: Context, text: str) -> Response:
    """Keep a meeting from a line of text, or show some; without text open the form."""
    if not schools(context):
        return Response(reply=said.no_schools())
    verb, rest = split_first(text)
    if verb == "list" and not rest:
        return Response(reply=await _list(context))
    if verb == "fidelity":
        return Response(reply=await _fidelity(context, rest))
    named = names_record(text, DataTeam)
    if named:
        found = await the_record(context, DataTeam, named[0], typed=f"/headway datateam {text}")
        return Response(reply=await _told(context, found, "shown"))
    meeting = await read_meeting(context, text) if text else await _blank(context)
    if meeting.says_something:
        return await _keep_typed(context, meeting, text)
    if len(rubrics(context)) > 1:
        return Response(reply=said.which_rubric(rubrics(context), text))
    return Response(form=await _form(context, meeting, fitting(rubrics(context), ())))


async def _blank(context: Context) -> Meeting:
    """A meeting of today of the team that the person wrote of the last time, if any."""
    mine = {"partnership": context.partnership, "by": context.person.key, "withdrawn": False}
    last = await context.tx.find(DataTeam, order="-number", limit=1, **mine)
    known = {school.key for school in schools(context)}
    school = last[0].school if last and last[0].school in known else own_school(context)
    team = last[0].team if last and last[0].school == school else ""
    base = draft(context, Understood(text=""), kind="datateam")
    return Meeting(record=DataTeam(**vars(base), school=school, day=context.today, team=team))


async def _keep_typed(context: Context, meeting: Meeting, text: str) -> Response:
    whole = f"/headway datateam {text}"
    if not meeting.record.team:
        raise MisunderstoodError(words(said.FILE).plain("error_team"), typed=whole)
    pledges = [await read_pledge(context, one, typed=whole) for one in meeting.pledges]
    return await _keep(context, meeting.record, pledges)


async def _keep(context: Context, filled: DataTeam, pledges: Sequence[Pledge]) -> Response:
    record = await keep(context.tx, filled)
    for pledge in pledges:
        await keep_pledge(context, pledge, origin=record)
    return Response(reply=await _told(context, record, "kept"))


async def _told(context: Context, record: DataTeam, how: str) -> Message:
    place, view = await _view(context, record)
    return said.told(place, view, how=how)


async def _view(
    context: Context, record: DataTeam, *, rubric: Rubric | None = None
) -> tuple[Place, said.MeetingView]:
    """What is shown of a meeting: with its promises, and those of the team's meeting before."""
    before = await meeting_before(context, record) if record.team else None
    old = await promised(context, before) if before else ()
    new = await promised(context, record) if record.number else ()
    view = said.MeetingView(
        record=record,
        rubric=rubric or as_scored(rubrics(context), record),
        promises=new,
        before=before,
        old=old,
        today=context.today,
    )
    return await place_with(context, [promise.owner for promise in (*old, *new)]), view


async def _form(context: Context, meeting: Meeting, rubric: Rubric | None) -> Form:
    place, view = await _view(context, meeting.record, rubric=rubric)
    return said.form(place, view, pledges=meeting.pledges)


async def _list(context: Context) -> Message:
    shown = (await _meetings(context, limit=MOST_READ))[:MOST_LISTED]
    return said.listed(place_of(context), shown, rubrics(context), today=context.today)


async def _meetings(
    context: Context, *, limit: int | None = None, since: date = date.min
) -> list[DataTeam]:
    """The meetings since a day that the person may see, the latest first."""
    found = await context.tx.find(
        DataTeam,
        partnership=context.partnership,
        day=AtLeast(since),
        withdrawn=False,
        order="-day",
        limit=limit,
    )
    shown = visible(context.viewer, found)
    return sorted(shown, key=lambda one: (one.day, one.number), reverse=True)


async def _fidelity(context: Context, text: str) -> Message:
    """How near the meetings of this school year come to the rubric, at one school or at each."""
    since = school_year(context.today)
    meetings = await _meetings(context, since=since)
    name = ""
    if text:
        school, _ = the_school(context, text, typed=f"/headway datateam fidelity {text}")
        meetings, name = [one for one in meetings if one.school == school.key], school.name
    place, found = place_of(context), fidelity(meetings)
    return told.fidelity_message(place, found, meetings, since=since, school=name)


async def _press_open(context: Context, event: Pressed) -> Response:
    """The form with the rubric that was chosen, and with what was typed before."""
    key, _, text = event.value.partition("|")
    rubric = next((one for one in rubrics(context) if one.key == key), None)
    meeting = await read_meeting(context, text) if text else await _blank(context)
    return Response(form=await _form(context, meeting, rubric))


async def _press_edit(context: Context, event: Pressed) -> Response:
    record = await the_record(context, DataTeam, event.value)
    rubric = as_scored(rubrics(context), record) or fitting(rubrics(context), ())
    return Response(form=await _form(context, Meeting(record=record), rubric))


async def _submit(context: Context, event: Submitted) -> Response:
    ref, _, key = event.value.partition("|")
    before = await the_record(context, DataTeam, ref) if ref else None
    blank = before or (await _blank(context)).record
    filled = with_form(blank, form_draft(context, event, kind="datateam"))
    rubric = next((one for one in rubrics(context) if one.key == key), None)
    if before and before.scores:
        rubric = as_scored(rubrics(context), before)
    errors: dict[str, str] = {}
    filled = _where(context, event, filled, errors)
    filled = replace(filled, principal=PRINCIPAL.get(event.fields.get("principal", "")))
    if rubric:
        scores = tuple(_scores(rubric, event, errors))
        filled = replace(on_rubric(filled, rubric), scores=scores)
    pledges = await _pledges(context, event, errors)
    if not (filled.says_something or event.fields.get("pledges", "").strip()):
        errors["text"] = words(said.FILE).plain("error_empty")
    if errors:
        return Response(errors=errors)
    return await _edit(context, before, filled) if before else await _keep(context, filled, pledges)


def _where(
    context: Context, event: Submitted, filled: DataTeam, errors: dict[str, str]
) -> DataTeam:
    """The meeting with the school, day and team of the form; what is wrong goes into the errors."""
    say, fields = words(said.FILE).plain, event.fields
    day, team = context.read_date(fields.get("day", "")), fields.get("team", "").strip()
    school = fields.get("school", "")
    if school not in {known.key for known in schools(context)} | {filled.number and filled.school}:
        errors["school"] = say("error_school")
    if day is None or day > context.today:
        errors["day"] = say("error_day")
    if not team:
        errors["team"] = say("error_team")
    return replace(filled, school=school, day=day or context.today, team=team)


def _scores(rubric: Rubric, event: Submitted, errors: dict[str, str]) -> Iterator[Score]:
    known = {str(number): number for number in range(rubric.lowest, rubric.highest + 1)}
    for number, row in enumerate(rubric.rows, start=1):
        given = event.fields.get(f"row-{number}", "").strip()
        if given in known:
            yield Score(row=row, score=known[given])
        elif given:
            ends = {"lowest": rubric.lowest, "highest": rubric.highest}
            errors[f"row-{number}"] = words(said.FILE).plain("error_score", **ends)


async def _pledges(context: Context, event: Submitted, errors: dict[str, str]) -> list[Pledge]:
    """The pledges of the form, all read before any is kept; the first that is wrong is named."""
    pledges = []
    for number, line in enumerate(event.fields.get("pledges", "").splitlines(), start=1):
        try:
            pledges += [await read_pledge(context, line, typed="")] if line.strip() else []
        except MisunderstoodError as error:
            message = words(said.FILE).plain("error_pledge", line=number, message=str(error))
            errors.setdefault("pledges", message)
    return pledges


async def _edit(context: Context, before: DataTeam, after: DataTeam) -> Response:
    changed = await edit(context, before, after)
    if changed == before:
        return Response(reply=said.unchanged(before))
    return Response(reply=await _told(context, changed, "edited"))


COMMAND = Command(
    word="datateam",
    help="keep a data team's meeting and its pledges; see how it goes by school",
    about="see",
    examples=(
        "/headway datateam lincoln grade 4: names a cause 2; principal there; pledge: share them",
        "/headway datateam",
        "/headway datateam fidelity",
        "/headway datateam list",
    ),
    typed=typed,
    pressed={"open": _press_open, "edit": _press_edit},
    submitted={"save": _submit},
)
