"""``/headway indicator``: midpoint measures, their readings, and how they move."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.agenda import Indicator
from bot.domain.audience import visible
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Change
from bot.domain.measure import (
    Given,
    corrected_from,
    measures,
    read_number,
    split_indicator,
)
from bot.domain.people import School
from bot.domain.places import nearest_school, split_school
from bot.domain.reading import Reading
from bot.domain.record import nearest
from bot.domain.typed import split_first
from bot.ledger.records import keep
from bot.messages import Message, Pressed, Response, Submitted
from bot.ports import OneOf
from bot.router import Command, Context, MisunderstoodError
from bot.router.places import past_day, schools, the_school
from bot.router.statements import edit, form_draft, names_record, place_of, with_form
from bot.router.understand import the_record
from prompts import indicator as said
from prompts.words import words

FILE = "indicator"
MOST_READ = 500
_DISTRICT = re.compile(r"(?:(?:in|for)\s+)?(?:the\s+)?(?:whole\s+)?district\b[\s,]*", re.IGNORECASE)
_AT = re.compile(r"^(?:at|in|for)\s+", re.IGNORECASE)
_AS_COMMAS = str.maketrans(":;", ",,")
_FROM = re.compile(r"from\b:?\s*", re.IGNORECASE)


async def typed(context: Context, text: str) -> Response:
    """Keep a reading from a line of text; without a value, show what there is."""
    if not _indicators(context):
        return Response(reply=said.no_indicators())
    if not text:
        return Response(reply=await _listed(context))
    whole = f"/headway indicator {text}"
    named = names_record(text, Reading) if text[:1].isalpha() else None
    if named:
        reading = await the_record(context, Reading, named[0], typed=whole)
        return Response(reply=said.one(await _shelf(context, [reading]), reading))
    indicator, rest = _the_indicator(context, text, typed=whole)
    if not rest:
        return Response(reply=await _whole(context, indicator))
    reading = await keep(context.tx, _read(context, indicator, rest, typed=whole))
    return Response(reply=await _confirmed(context, reading))


def _indicators(context: Context) -> tuple[Indicator, ...]:
    return context.directory.partnership.agenda.indicators


def _the_indicator(context: Context, text: str, *, typed: str) -> tuple[Indicator, str]:
    """The indicator that a text begins with, and what follows it.

    Raises MisunderstoodError with the nearest right spelling for one that nobody knows.
    """
    found, rest = split_indicator(_indicators(context), text)
    if found:
        return found, rest
    word, _ = split_first(text)
    known = [each.key for each in _indicators(context)]
    near = nearest(word, known)
    message = words(FILE).plain("error_unknown", word=word, near=near, known=known)
    suggestion = f"/headway indicator {near} {text[len(word) :].strip()}" if near else None
    raise MisunderstoodError(message, typed=typed, suggestion=suggestion)


def _read(context: Context, indicator: Indicator, text: str, *, typed: str) -> Reading:
    """The reading that "61% lincoln from sign-in sheets yesterday" tells of."""
    school, text = _place(context, text)
    given = read_number(text)
    if given is None and school is None and re.search(r"\d", text):
        the_school(context, text, typed=typed)  # says that what stands before the value is none
    wrong = said.value_error(indicator, given)
    if given is None or wrong:
        raise MisunderstoodError(wrong, typed=typed)
    rest, day = past_day(context, _without_unit(given, indicator), typed=typed)
    if school is None:
        school, rest = _place(context, rest)
        _refuse_misspelt(context, "" if school else rest, typed=typed)
    return Reading(
        partnership=context.partnership,
        number=0,
        by=context.person.key,
        at=context.now,
        audience=place_of(context).default_audience("indicator"),
        text=_FROM.sub("", rest, count=1).strip(" ,"),
        strategy=indicator.strategy,
        indicator=indicator.key,
        value=given.value,
        day=day,
        school=school.key if school else None,
    )


def _place(context: Context, text: str) -> tuple[School | None, str]:
    """The school that a text begins with, if any, and the rest; "district" names none."""
    district = _DISTRICT.match(text)
    if district:
        return None, text[district.end() :]
    plain = _AT.sub("", text, count=1)
    school, rest = split_school(schools(context), plain.translate(_AS_COMMAS))
    return (school, plain[len(plain) - len(rest) :].lstrip(" :;")) if school else (None, text)


def _without_unit(given: Given, indicator: Indicator) -> str:
    """What follows a value and its unit."""
    unit, _, rest = given.rest.partition(" ")
    return rest if unit.lower() == indicator.unit.lower() else given.rest


def _refuse_misspelt(context: Context, text: str, *, typed: str) -> None:
    """Raise MisunderstoodError where a text begins with what may be a mistyped school."""
    if not _FROM.match(text) and nearest_school(schools(context), text)[1]:
        the_school(context, text, typed=typed)


async def _shelf(context: Context, readings: Iterable[Reading]) -> said.Shelf:
    """Where these readings are shown, with what was corrected in them."""
    refs = tuple(reading.ref for reading in readings if reading.version > 1)
    found = await context.tx.find(
        Change, partnership=context.partnership, ref=OneOf(refs), order="version"
    )
    before = {ref: corrected_from(c for c in found if c.ref == ref) for ref in refs}
    corrected = {ref: value for ref, value in before.items() if value is not None}
    return said.Shelf(place=place_of(context), today=context.today, corrected=corrected)


async def _confirmed(context: Context, reading: Reading, *, edited: bool = False) -> Message:
    return said.confirmed(await _shelf(context, [reading]), reading, edited=edited)


async def _readings(context: Context, **where: object) -> list[Reading]:
    """What the person may see of the readings, the latest first."""
    found = await context.tx.find(
        Reading,
        partnership=context.partnership,
        withdrawn=False,
        order="-day",
        limit=MOST_READ,
        **where,
    )
    seen = visible(context.viewer, found)
    return sorted(seen, key=lambda reading: (reading.day, reading.number), reverse=True)


async def _listed(context: Context) -> Message:
    readings = await _readings(context)
    told = measures(context.directory.partnership.agenda, readings)
    return said.listed(await _shelf(context, readings), told)


async def _whole(context: Context, indicator: Indicator) -> Message:
    readings = await _readings(context, indicator=indicator.key)
    told = measures(context.directory.partnership.agenda, readings)
    return said.whole(await _shelf(context, readings), indicator, told, readings)


async def _press_open(context: Context, event: Pressed) -> Response:
    if not _indicators(context):
        return Response(reply=said.no_indicators())
    blank = said.Blank(indicator=event.value, day=context.today)
    return Response(form=said.form(place_of(context), blank))


async def _press_edit(context: Context, event: Pressed) -> Response:
    reading = await the_record(context, Reading, event.value)
    _refuse_of_survey(reading)
    blank = said.Blank(indicator=reading.indicator, day=reading.day, reading=reading)
    return Response(form=said.form(place_of(context), blank))


def _refuse_of_survey(reading: Reading) -> None:
    if reading.survey is not None:
        raise ChangeRefusedError(words(FILE).plain("error_survey", ref=reading.ref))


async def _submit(context: Context, event: Submitted) -> Response:
    before = await the_record(context, Reading, event.value) if event.value else None
    if before:
        _refuse_of_survey(before)
    filled, errors = _filled(context, event, before)
    if filled is None:
        return Response(errors=errors)
    if before is None:
        return Response(reply=await _confirmed(context, await keep(context.tx, filled)))
    changed = await edit(context, before, filled)
    if changed == before:
        return Response(reply=said.unchanged(before))
    return Response(reply=await _confirmed(context, changed, edited=True))


def _filled(
    context: Context, event: Submitted, before: Reading | None
) -> tuple[Reading | None, dict[str, str]]:
    """The reading in a form; None with the errors at its fields if something is wrong."""
    draft, say_plain = form_draft(context, event, kind="indicator"), words(FILE).plain
    chosen = event.fields.get("indicator", "")
    indicator = next((each for each in _indicators(context) if each.key == chosen), None)
    given, day = read_number(event.fields.get("value", "")), _day(context, event)
    errors = {
        "indicator": "" if indicator else say_plain("error_indicator"),
        "value": _value_error(indicator, given) if indicator else "",
        "school": _school_error(context, event, before),
        "day": "" if day else say_plain("error_day"),
        "text": "" if draft.text else say_plain("error_source"),
    }
    wrong = {field: error for field, error in errors.items() if error}
    if wrong or not (indicator and given and day):
        return None, wrong
    new = Reading(**vars(draft), indicator=indicator.key, value=given.value, day=day)
    new = replace(new, school=event.fields.get("school") or None, strategy=indicator.strategy)
    return (_corrected(before, new) if before else new), {}


def _corrected(before: Reading, new: Reading) -> Reading:
    """The reading as it is corrected; it keeps the strategy that it was made under."""
    strategy = before.strategy if before.indicator == new.indicator else new.strategy
    changed = replace(
        with_form(before, new), strategy=strategy, indicator=new.indicator, value=new.value
    )
    return replace(changed, day=new.day, school=new.school)


def _value_error(indicator: Indicator, given: Given | None) -> str:
    """Like ``value_error``, for a field in which nothing may follow the value."""
    more = given and _without_unit(given, indicator)
    return said.value_error(indicator, None if more else given)


def _school_error(context: Context, event: Submitted, before: Reading | None) -> str:
    chosen = event.fields.get("school", "")
    known = {school.key for school in schools(context)} | {"", before.school if before else ""}
    return "" if chosen in known else words("walkthrough").plain("error_school")


def _day(context: Context, event: Submitted) -> date | None:
    try:
        day = date.fromisoformat(event.fields.get("day", ""))
    except ValueError:
        return None
    return day if day <= context.today else None


COMMAND = Command(
    word="indicator",
    help="keep a figure that you measure, and see how it moves",
    about="see",
    examples=(
        "/headway indicator visits 61% lincoln from sign-in sheets on Friday",
        "/headway indicator visits",
        "/headway indicator",
    ),
    typed=typed,
    pressed={"open": _press_open, "edit": _press_edit},
    submitted={"save": _submit},
)
