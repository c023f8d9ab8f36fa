"""Before and after a site day: the brief that prepares it, and the debrief."""

from dataclasses import replace
from datetime import date

from bot.domain.audience import Audience
from bot.domain.calendar import ONE_DAY
from bot.domain.history import Deed
from bot.domain.site_day import Debrief, SiteDay, SiteDayState, planned
from bot.ledger.site_days import briefs_of
from bot.messages import Form, Message, Pressed, Response, Submitted
from bot.router import Context, MisunderstoodError, read_value
from bot.router.pledges import Pledge, keep_pledge, read_pledge
from bot.router.promised import place_with, promised
from bot.router.site_days import change_day, days_shown, misunderstood, require_partner
from bot.router.statements import place_of
from bot.router.understand import the_record
from prompts import siteday as said
from prompts.site_brief import brief as brief_message
from prompts.site_brief import no_brief
from prompts.words import words

MOST_STEPS = 8
_BULLET = " -–•*\t"


async def show_brief(context: Context, ref: str) -> Response:
    """The brief of a day; without a number of the next one, one's own first."""
    if ref:
        record = await the_record(context, SiteDay, ref, typed=f"/headway siteday brief {ref}")
        return Response(reply=await _brief_message(context, record))
    coming = planned(await days_shown(context), after=context.today - ONE_DAY, until=date.max)
    own = [one for one in coming if context.person.key in one.coaches]
    for record in [*own, *coming][:1]:
        return Response(reply=await _brief_message(context, record))
    return Response(reply=no_brief())


async def _brief_message(context: Context, record: SiteDay) -> Message:
    everybody = await context.everybody()
    (brief,) = await briefs_of(context.tx, everybody, [record], now=context.now)
    return brief_message(brief, today=context.today)


async def debrief_of_last(context: Context) -> Response:
    """The form for the last of one's own days that waits for its debrief."""
    for record in await days_shown(context):
        if record.is_open and record.day <= context.today and context.person.key in record.people:
            return Response(form=debrief_form_of(context, record))
    raise misunderstood("none_waits", "debrief")


def debrief_form_of(context: Context, record: SiteDay) -> Form:
    """The form; raises ChangeRefusedError where there is nothing to debrief yet, or any more."""
    record.debriefed(Debrief(), today=context.today)
    return said.debrief_form(place_of(context), record)


async def press_brief(context: Context, event: Pressed) -> Response:
    """The brief of the day whose button was pressed."""
    await require_partner(context)
    record = await the_record(context, SiteDay, event.value)
    return Response(reply=await _brief_message(context, record))


async def press_debrief(context: Context, event: Pressed) -> Response:
    """The form for the debrief of the day whose button was pressed."""
    await require_partner(context)
    record = await the_record(context, SiteDay, event.value)
    return Response(form=debrief_form_of(context, record))


async def submit_debrief(context: Context, event: Submitted) -> Response:
    """Keep what a day was like, and the promises that came of it."""
    before = await the_record(context, SiteDay, event.value)
    fields = {key: text.strip() for key, text in event.fields.items()}
    debrief = Debrief(
        worked=fields.get("worked", ""),
        did_not=fields.get("did-not", ""),
        to_change=fields.get("to-change", ""),
    )
    pledges, errors = await _read_steps(context, fields.get("next", ""))
    if not any(vars(debrief).values()):
        errors["worked"] = words(said.FILE).plain("error.nothing")
    if errors:
        return Response(errors=errors)
    audience = read_value(Audience, fields.get("audience") or before.audience.value)
    after = replace(before.debriefed(debrief, today=context.today), audience=audience)
    is_first = before.state is SiteDayState.PLANNED
    record = before
    if after != before:
        record = await change_day(context, before, after, Deed.CLOSED if is_first else Deed.EDITED)
    for pledge in pledges:
        await keep_pledge(context, pledge, origin=record)
    if record == before and not pledges:
        return Response(reply=said.unchanged(before))
    return Response(reply=await _debriefed(context, record))


async def _debriefed(context: Context, record: SiteDay) -> Message:
    promises = await promised(context, record)
    owners = {promise.owner for promise in promises}
    place = await place_with(context, {*record.coaches, *owners})
    return said.debriefed(place, record, promises, today=context.today)


async def _read_steps(context: Context, text: str) -> tuple[list[Pledge], dict[str, str]]:
    """The promises in the lines of a text, and the error at the field for one that is unclear."""
    lines = [line for each in text.splitlines() if (line := each.strip(_BULLET))]
    if len(lines) > MOST_STEPS:
        return [], {"next": words(said.FILE).plain("error.steps", most=MOST_STEPS)}
    try:
        return [await read_pledge(context, line, typed=line) for line in lines], {}
    except MisunderstoodError as error:
        return [], {"next": str(error)}
