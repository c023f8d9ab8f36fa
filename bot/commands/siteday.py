"""``/headway siteday``: the partner's days in the district, planned, prepared and debriefed."""

import re
from dataclasses import replace
from datetime import date

from bot.commands.site_debrief import (
    debrief_form_of,
    debrief_of_last,
    press_brief,
    press_debrief,
    show_brief,
    submit_debrief,
)
from bot.domain.checkin import says_nothing
from bot.domain.history import Deed
from bot.domain.people import Side
from bot.domain.record import Statement
from bot.domain.site_day import SiteDay, days_used, read_plan
from bot.domain.typed import split_first, split_reason, whole_reason
from bot.ledger.records import keep
from bot.ledger.site_days import timed
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context, MisunderstoodError
from bot.router.promised import place_with
from bot.router.site_days import change_day, days_shown, misunderstood, require_partner
from bot.router.statements import (
    draft,
    form_draft,
    names_record,
    place_of,
    tell,
    text_error,
    with_form,
)
from bot.router.understand import the_person, the_record, understand
from prompts import siteday as said
from prompts.words import words

_CALL_OFF = re.compile(r"^(call off|cancel)\b", re.IGNORECASE)


async def typed(context: Context, text: str) -> Response:
    """Plan a site day from a line of text, or do what its first word says to one."""
    verb, rest = split_first(_CALL_OFF.sub("off", text))
    is_partner = context.person.side is Side.PARTNER
    if verb == "list" or not (verb or is_partner):
        return Response(reply=await _list(context))
    await require_partner(context)
    if not verb:
        return Response(form=said.form(place_of(context), said.Filled(coach=context.person.key)))
    if verb == "brief":
        return await show_brief(context, rest)
    if verb == "debrief" and not rest:
        return await debrief_of_last(context)
    if verb in {"move", "off", "debrief"}:
        return await _do(context, verb, rest)
    return await _plan_from_text(context, text)


async def _plan_from_text(context: Context, text: str) -> Response:
    """Plan a day; the form with what is known already where the day or its purpose is missing."""
    whole = f"/headway siteday {text}"
    plan = read_plan(text, context.read_date)
    coaches = [await _coach(context, word, typed=whole) for word in plan.people]
    coaches = list(dict.fromkeys(coaches)) or [context.person.key]
    if plan.day is None or says_nothing(plan.text):
        filled = said.Filled(day=plan.day, coach=coaches[0], others=_named(coaches), text=plan.text)
        return Response(form=said.form(place_of(context), filled))
    if plan.day < context.today:
        raise misunderstood("past", text, day=plan.day)
    understood = await understand(context, plan.text, typed=whole, signs="#")
    filled_in = draft(context, understood, kind="siteday")
    return await _keep(context, filled_in, plan.day, tuple(coaches))


async def _coach(context: Context, word: str, *, typed: str) -> str:
    person = await the_person(context, word, typed=typed)
    if person.side is not Side.PARTNER:
        message = words(said.FILE).plain(
            "error.not_partner", who=person.name, partner=context.directory.partnership.partner.name
        )
        raise MisunderstoodError(message, typed=typed)
    return person.key


def _named(coaches: list[str]) -> str:
    """All but the first, as they are typed."""
    return ", ".join(f"@{key}" for key in coaches[1:])


async def _keep(
    context: Context, filled: Statement, day: date, coaches: tuple[str, ...]
) -> Response:
    new = SiteDay(**vars(filled), day=day, coaches=coaches)
    record = await keep(
        context.tx, await timed(context.tx, context.directory, new, now=context.now)
    )
    await tell(context, record)
    return Response(reply=await _confirmed(context, record))


async def _confirmed(context: Context, record: SiteDay, *, edited: bool = False) -> Message:
    place, others = await place_with(context, record.coaches), await days_shown(context)
    message = said.confirmed(
        place,
        record,
        _used(context, others, record.day),
        brief=_brief_comes(context, record),
        edited=edited,
    )
    same = [
        one for one in others if one.is_open and one.day == record.day and one.ref != record.ref
    ]
    both = [(one, [key for key in record.coaches if key in one.coaches]) for one in same]
    notes = [said.double(place, one, who) for one, who in both if who]
    return replace(message, blocks=(*message.blocks, *notes))


def _brief_comes(context: Context, record: SiteDay) -> str:
    """When the brief comes, in words; empty if it does not any more."""
    if record.brief_at is None:
        return ""
    local = record.brief_at.astimezone(context.local_zone)
    name = "brief_at" if record.brief_at > context.now else "brief_soon"
    values = {"day": local.date(), "at": f"{local:%H:%M}", "today": context.today}
    return words(said.FILE).plain(name, **values)


def _used(context: Context, days: list[SiteDay], month: date) -> said.Used:
    used = days_used(days, month=month, until=context.today)
    return said.Used(
        month=month,
        today=context.today,
        used=used,
        coming=days_used(days, month=month) - used,
        agreed=context.directory.partnership.site_days_per_month,
    )


async def _list(context: Context) -> Message:
    days = await days_shown(context)
    shown = said.Listed(
        days=days,
        used=_used(context, days, context.today),
        may_plan=context.person.side is Side.PARTNER,
    )
    place = await place_with(context, (key for one in days for key in one.coaches))
    return said.listed(place, shown)


async def _do(context: Context, verb: str, text: str) -> Response:
    named = names_record(text, SiteDay)
    if named is None:
        raise misunderstood("which", f"{verb} {text}".strip(), verb=verb)
    record = await the_record(context, SiteDay, named[0], typed=f"/headway siteday {verb} {text}")
    if verb == "move":
        return await _move(context, record, named[1])
    if verb == "debrief":
        return Response(form=debrief_form_of(context, record))
    why = whole_reason(named[1])
    return await _call_off(context, record, why) if why else Response(form=said.off_form(record))


async def _move(context: Context, record: SiteDay, text: str) -> Response:
    phrase, why = split_reason(text)
    day = context.read_date(phrase.removeprefix("to ").strip())
    if day is None:
        raise misunderstood("move", f"move {record.ref} {text}", ref=record.ref)
    if day < context.today:
        raise misunderstood("past", f"move {record.ref} {text}", day=day)
    moved = await change_day(context, record, record.moved(day), Deed.MOVED, why)
    return Response(reply=said.moved(moved, record.day, why=why, today=context.today))


async def _call_off(context: Context, record: SiteDay, why: str) -> Response:
    off = await change_day(context, record, record.called_off(), Deed.DROPPED, why)
    return Response(reply=said.called_off(off, why=why, today=context.today))


async def _press_edit(context: Context, event: Pressed) -> Response:
    await require_partner(context)
    record = await the_record(context, SiteDay, event.value)
    coaches = [*record.coaches, ""]
    filled = said.Filled(
        day=record.day, coach=coaches[0], others=_named(list(record.coaches)), text=record.text
    )
    return Response(form=said.form(place_of(context), filled, record))


async def _press_off(context: Context, event: Pressed) -> Response:
    await require_partner(context)
    return Response(form=said.off_form(await the_record(context, SiteDay, event.value)))


async def _submit_off(context: Context, event: Submitted) -> Response:
    record = await the_record(context, SiteDay, event.value)
    why = event.fields.get("why", "").strip()
    if says_nothing(why):
        return Response(errors={"why": words(said.FILE).plain("error.why")})
    return await _call_off(context, record, why)


async def _submit(context: Context, event: Submitted) -> Response:
    """Plan a day by the form, or change one."""
    await require_partner(context)
    before = await the_record(context, SiteDay, event.value) if event.value else None
    filled = form_draft(context, event, kind="siteday")
    errors, day = text_error(filled), context.read_date(event.fields.get("day", ""))
    if day is None or (day < context.today and not (before and before.day == day)):
        errors["day"] = words(said.FILE).plain("error.field_day")
    coaches, wrong = await _form_coaches(context, event)
    errors |= wrong
    if day is None or errors:
        return Response(errors=errors)
    if before is None:
        return await _keep(context, filled, day, coaches)
    there = before.moved(day) if day != before.day else before
    after = replace(with_form(there, filled), coaches=coaches)
    if after == before:
        return Response(reply=said.unchanged(before))
    deed = Deed.MOVED if day != before.day else Deed.EDITED
    changed = await change_day(context, before, after, deed)
    return Response(reply=await _confirmed(context, changed, edited=True))


async def _form_coaches(
    context: Context, event: Submitted
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The keys of those who come, and the errors at the fields where somebody is not known."""
    partner = context.directory.partnership.partner.name
    others = re.split(r"[,;\s]+", event.fields.get("others", ""))
    named = [("coach", event.fields.get("coach", ""))]
    named += [("others", word) for word in others if word.strip("@") and word != "and"]
    keys, errors = [], {}
    for field, word in named:
        person = await context.find_person(word) if word else context.person
        if person and person.side is Side.PARTNER:
            keys.append(person.key)
        else:
            errors[field] = words(said.FILE).plain("error.coach", word=word, partner=partner)
    return tuple(dict.fromkeys(keys)), errors


COMMAND = Command(
    word="siteday",
    help="the partner’s days in the district: plan, brief, debrief",
    about="plan",
    examples=(
        "/headway siteday 2027-02-03 @vance: walk Lincoln with its principal",
        "/headway siteday next Wednesday @vance @imai: see the principals about planning time",
        "/headway siteday today: talk with the superintendent about the board",
        "/headway siteday list",
        "/headway siteday brief",
        "/headway siteday move S-6 to 4 Feb because of testing week",
        "/headway siteday off S-6 because the school is closed",
        "/headway siteday debrief",
    ),
    typed=typed,
    pressed={
        "brief": press_brief,
        "debrief": press_debrief,
        "edit": _press_edit,
        "off": _press_off,
    },
    submitted={"save": _submit, "debriefed": submit_debrief, "called_off": _submit_off},
)
