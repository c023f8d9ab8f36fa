"""``/headway survey``: asking people with one tap, anonymously, for an indicator."""

from collections.abc import Sequence
from datetime import date

from bot.domain.agenda import Indicator
from bot.domain.audience import may_see
from bot.domain.delivery import Delivery
from bot.domain.errors import ChangeRefusedError
from bot.domain.measure import PERCENT, split_indicator
from bot.domain.people import Level
from bot.domain.reading import Reading
from bot.domain.record import nearest
from bot.domain.survey import (
    FEWEST_ANSWERS,
    LONGEST_DAYS,
    STARTED_BY,
    USUAL_LEVELS,
    Choice,
    Survey,
    SurveyTaken,
    last_day,
    read_levels,
)
from bot.domain.typed import split_first
from bot.ledger.surveys import (
    CLOSES_AT,
    answer,
    asked_by,
    card_id,
    count_asked,
    end,
    has_answered,
    indicator_name,
    start,
)
from bot.messages import Html, Message, Pressed, Response, Update
from bot.ports import OneOf
from bot.rhythm import at_wall_clock, local_day
from bot.router import Command, Context, MisunderstoodError, read_value
from prompts import survey as said
from prompts.words import words

FILE = "survey"
MOST_LISTED = 10
_SMALL = {"and", "until", "till", "of", "the", "levels", "level"}


async def typed(context: Context, text: str) -> Response:
    """Start a survey from a line of text; without text, show those that there are."""
    if not text:
        return Response(reply=await _listed(context))
    whole = f"/headway survey {text}"
    if context.person.level not in STARTED_BY:
        raise _misunderstood("error_starter", typed=whole)
    if not _by_survey(context):
        return Response(reply=said.no_survey())
    indicator, rest = _the_indicator(context, text, typed=whole)
    return Response(reply=await _start(context, indicator, rest, typed=whole))


def _misunderstood(text: str, /, *, typed: str, **values: object) -> MisunderstoodError:
    return MisunderstoodError(words(FILE).plain(text, **values), typed=typed)


def _by_survey(context: Context) -> list[Indicator]:
    return [each for each in context.directory.partnership.agenda.indicators if each.survey]


def _the_indicator(context: Context, text: str, *, typed: str) -> tuple[Indicator, str]:
    """The indicator that a text begins with, one that people can be asked for, and what follows.

    Raises MisunderstoodError for another one, or with the nearest right spelling.
    """
    found, rest = split_indicator(context.directory.partnership.agenda.indicators, text)
    if found is None:
        word, _ = split_first(text)
        known = [each.key for each in _by_survey(context)]
        near = nearest(word, known)
        suggestion = f"/headway survey {near} {text[len(word) :].strip()}".strip() if near else None
        message = words(FILE).plain("error_indicator", word=word, near=near, known=known)
        raise MisunderstoodError(message, typed=typed, suggestion=suggestion)
    if not found.survey:
        raise _misunderstood("error_not_survey", typed=typed, name=found.name, key=found.key)
    if found.unit != PERCENT:
        raise _misunderstood("error_unit", typed=typed, name=found.name, unit=found.unit)
    return found, rest


async def _start(context: Context, indicator: Indicator, text: str, *, typed: str) -> Message:
    when = context.find_date(text)
    levels = _levels(when.text if when else text, typed=typed)
    directory = await context.everybody()
    zone = directory.partnership.district.timezone
    day = when.date if when else last_day(directory.school_days, local_day(context.now, zone))
    draft = Survey(
        partnership=context.partnership,
        number=0,
        indicator=indicator.key,
        levels=levels,
        by=context.person.key,
        asked_at=context.now,
        closes_at=at_wall_clock(day, CLOSES_AT, zone),
    )
    _check_end(context, draft, day, typed=typed)
    people = len(asked_by(directory, draft))
    if people < FEWEST_ANSWERS:
        raise _misunderstood(
            "error_few", typed=typed, asked=people, fewest=FEWEST_ANSWERS, levels=list(Level)
        )
    survey = await start(context.tx, directory, draft)
    return said.started(_asked(context, survey), people=people)


def _levels(text: str, *, typed: str) -> tuple[Level, ...]:
    named = [word for word in text.lower().replace(",", " ").split() if word not in _SMALL]
    levels, unknown = read_levels(named)
    if unknown:
        near = nearest(unknown, list(Level))
        message = words(FILE).plain("error_level", word=unknown, near=near, levels=list(Level))
        suggestion = typed.replace(unknown, near) if near else None
        raise MisunderstoodError(message, typed=typed, suggestion=suggestion)
    return levels or USUAL_LEVELS


def _check_end(context: Context, survey: Survey, day: date, *, typed: str) -> None:
    if survey.closes_at <= context.now:
        raise _misunderstood("error_past", typed=typed, day=day, at=f"{CLOSES_AT:%H:%M}")
    if (survey.closes_at - context.now).days >= LONGEST_DAYS:
        raise _misunderstood("error_long", typed=typed, days=LONGEST_DAYS)


def _asked(context: Context, survey: Survey) -> said.Asked:
    return said.Asked(
        survey=survey,
        name=indicator_name(context.directory.partnership, survey),
        readers=context.directory.readers(said.READERS),
        zone=context.zone,
    )


async def _listed(context: Context) -> Message:
    """The latest surveys, to those whom they ask and to those who may read their results."""
    found = await context.tx.find(
        Survey, partnership=context.partnership, order="-number", limit=MOST_LISTED
    )
    reads = context.viewer.reads
    reader = reads is not None and said.READERS.includes(reads)
    shown = [one for one in found if reader or context.person.level in one.levels]
    running = [await _line(context, one) for one in shown if one.is_open(context.now)]
    over = [one for one in shown if not one.is_open(context.now)]
    startable = _by_survey(context) if context.person.level in STARTED_BY else []
    example = next(iter(startable), None)
    past = await _past(context, over)
    return said.listed(said.Listed(running=running, past=past, example=example))


async def _line(context: Context, survey: Survey) -> said.Line:
    progress, asked = None, context.person.level in survey.levels
    if survey.by == context.person.key:
        key = {"partnership": survey.partnership, "survey": survey.number}
        answered = await context.tx.count(SurveyTaken, **key)
        progress = (answered, await count_asked(context.tx, survey))
    to_answer = asked and not await has_answered(context.tx, survey, context.person)
    return said.Line(asked=_asked(context, survey), progress=progress, to_answer=to_answer)


async def _past(context: Context, surveys: Sequence[Survey]) -> list[Html]:
    numbers = OneOf(tuple(survey.number for survey in surveys))
    made = await context.tx.find(Reading, partnership=context.partnership, survey=numbers)
    readings = {reading.survey: reading for reading in made}
    return [
        said.past(
            _asked(context, survey),
            reading=(reading := readings.get(survey.number)),
            hidden=reading is not None
            and (reading.withdrawn or not may_see(context.viewer, reading)),
            today=context.today,
        )
        for survey in surveys
    ]


async def _press_tap(context: Context, event: Pressed) -> Response:
    """Count a tap. What is answered, and so what is kept of the event, is the same for each."""
    number, _, chosen = event.value.partition("|")
    survey, choice = await _the_survey(context, number), read_value(Choice, chosen)
    if context.person.level not in survey.levels:
        raise ChangeRefusedError(words(FILE).plain("error_not_asked"))
    asked = _asked(context, survey)
    if not survey.is_open(context.now):
        return Response(reply=said.over_tap(), replace=said.over_card(asked))
    thanks = said.thanks(asked)
    if await has_answered(context.tx, survey, context.person):
        return Response(reply=said.already(), replace=thanks)
    await answer(context.tx, survey, context.person, choice, now=context.now)
    card = await context.tx.get(Delivery, card_id(survey, context.person.key))
    updates: tuple[Update, ...] = ()
    if card and card.reference and card.reference != event.reference:
        updates = (Update(platform=card.platform, reference=card.reference, message=thanks),)
    return Response(replace=thanks, updates=updates)


async def _the_survey(context: Context, number: str) -> Survey:
    found = await context.tx.get(Survey, context.partnership, read_value(int, number))
    if found is None:
        raise ChangeRefusedError(words("replies").plain("unknown_action"))
    return found


async def _press_stop(context: Context, event: Pressed) -> Response:
    survey = await _the_survey(context, event.value)
    if survey.by != context.person.key:
        raise ChangeRefusedError(words(FILE).plain("error_not_yours", number=survey.number))
    if not survey.is_open(context.now):
        return Response(reply=said.over_tap())
    await end(context.tx, survey, now=context.now)
    return Response(reply=said.stopped(survey))


COMMAND = Command(
    word="survey",
    help="ask people with one tap, anonymously",
    about="see",
    examples=(
        "/headway survey confidence",
        "/headway survey confidence school team until next Friday",
        "/headway survey",
    ),
    typed=typed,
    pressed={"tap": _press_tap, "stop": _press_stop},
)
