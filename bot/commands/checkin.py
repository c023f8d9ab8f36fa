"""``/checkin``: answering, by tap, by form or in plain words; skipping, later and away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.audience import Audience
from bot.domain.cadence import Question
from bot.domain.checkin import OWN, Answer, CheckIn, CheckInState, Momentum
from bot.domain.delivery import Delivery
from bot.domain.errors import ChangeRefusedError
from bot.domain.typed import is_question, read_reply
from bot.ledger.answers import Given, Tap, answers_of, give, joined, rate
from bot.ledger.checkins import (
    card_of,
    card_update,
    checkin_of,
    current_checkin,
    mark_answered,
    own_checkin,
    view,
)
from bot.ledger.settings import set_away
from bot.messages import Pressed, Response, Said, Submitted
from bot.rhythm import at_wall_clock
from bot.router import Command, Context, read_value
from bot.router.proposed import Told, answered, overheard, place_offering
from prompts.capture import with_offer
from prompts.checkin_form import away_form, checkin_form
from prompts.districts import away_in_all
from prompts.filters import day
from prompts.replies import a_question, no_checkin, say
from prompts.words import words

FILE = "checkin"
PAUSE = timedelta(hours=3)
LAST_HOUR = 18
NEXT_MORNING = time(8)


async def typed(context: Context, text: str) -> Response:
    """Show the check-in that is open, or one of one's own; with text, answer it."""
    checkin = await _current_or_own(context)
    if text:
        return await _answer_text(context, checkin, text)
    card = await card_of(context.tx, context.directory, checkin, now=context.now)
    return Response(reply=card)


async def replied(context: Context, event: Said) -> Response:
    """Take a plain message as an answer.

    It answers the check-in in whose thread it stands, or else the one that is open.
    """
    checkin = await _replied_to(context, event)
    text = event.text.strip()
    if checkin is None or not text:
        offer = await overheard(context, text)
        place = await place_offering(context, offer)
        return Response(reply=with_offer(no_checkin(text), place, offer))
    if is_question(text):
        return Response(reply=a_question(checkin.id, text))
    return await _answer_text(context, checkin, text)


async def _replied_to(context: Context, event: Said) -> CheckIn | None:
    sent = None
    if event.thread:
        platform = event.sender.platform
        sent = await context.tx.find(Delivery, platform=platform, reference=event.thread, limit=1)
    if not sent:
        return await current_checkin(context.tx, context.person)
    found = await context.tx.get(CheckIn, checkin_of(sent[0]))
    return found if found and _is_own(context, found) else None


async def _current_or_own(context: Context) -> CheckIn:
    current = await current_checkin(context.tx, context.person)
    if current:
        return current
    own = own_checkin(context.directory, context.person, now=context.now, day=context.today)
    return await context.tx.get(CheckIn, own.id) or own


async def _answer_text(context: Context, checkin: CheckIn, text: str) -> Response:
    parts = read_reply(text, checkin.questions)
    before = await answers_of(context.tx, checkin)
    chosen = {answer.question: answer.audience for answer in before}
    told: list[Told] = []
    for question in checkin.questions:
        if question.key in parts:
            added = parts[question.key]
            given = _given(
                context,
                question,
                joined(before, question.key, added),
                chosen.get(question.key, question.audience),
            )
            answer = await give(context.tx, checkin, replace(given, added=added))
            told += _told(question, answer, added, before)
    return await _kept(context, checkin, told)


def _told(
    question: Question, answer: Answer | None, text: str, before: Sequence[Answer]
) -> list[Told]:
    """What was newly said; nothing where the answer is as it was before."""
    if answer is None or answer in before:
        return []
    return [Told(answer=answer, text=text, makes=question.makes)]


def _given(context: Context, question: Question, text: str, audience: Audience) -> Given:
    return Given(
        question=question,
        text=text,
        audience=audience,
        person=context.person,
        now=context.now,
        today=context.today,
        find_date=context.find_date,
    )


async def _noted(context: Context, checkin: CheckIn) -> CheckIn:
    if not checkin.is_answered:
        context.tools.figures.answered()
    return await mark_answered(context.tx, checkin, now=context.now)


async def _kept(context: Context, checkin: CheckIn, told: Sequence[Told]) -> Response:
    """Note the answer; what else may be kept out of it is proposed under the receipt."""
    noted = await _noted(context, checkin)
    return await answered(context, noted, told)


def _is_own(context: Context, checkin: CheckIn) -> bool:
    own = context.partnership, context.person.key
    return (checkin.partnership, checkin.person) == own


async def _mine(context: Context, checkin_id: str) -> CheckIn:
    """The check-in of a button or form; one's own is made when it is first answered.

    Raises ChangeRefusedError for somebody else's.
    """
    found = await context.tx.get(CheckIn, checkin_id)
    if found is None and f"/{OWN}/" in checkin_id:
        period = read_value(date.fromisoformat, checkin_id.split("/")[2])
        found = own_checkin(context.directory, context.person, now=context.now, day=period)
    if found is None or not _is_own(context, found) or found.id != checkin_id:
        raise ChangeRefusedError(words(FILE).plain("not_yours"))
    return found


async def _press_rate(context: Context, event: Pressed) -> Response:
    checkin_id, strategy, rating = (*event.value.split("|"), "", "")[:3]
    checkin = await _mine(context, checkin_id)
    known = [strategy.key for strategy in context.directory.partnership.agenda.current]
    tap = Tap(
        strategy=read_value(lambda key: known[known.index(key)], strategy),
        rating=read_value(lambda digit: Momentum(int(digit)), rating),
        person=context.person,
        now=context.now,
    )
    await rate(context.tx, checkin, tap)
    noted = await _noted(context, checkin)
    return await _replaced(context, noted, event)


async def _replaced(context: Context, checkin: CheckIn, event: Pressed) -> Response:
    """The card in the place of the pressed message, and where it was sent, if that is another."""
    card = await card_of(context.tx, context.directory, checkin, now=context.now)
    sent = await card_update(context.tx, context.directory, checkin, now=context.now)
    elsewhere = tuple(update for update in sent if update.reference != event.reference)
    return Response(replace=card, updates=elsewhere)


async def _press_answer(context: Context, event: Pressed) -> Response:
    checkin = await _mine(context, event.value)
    shown = await view(context.tx, context.directory, checkin, now=context.now)
    return Response(form=checkin_form(shown))


async def _submit_answer(context: Context, event: Submitted) -> Response:
    checkin = await _mine(context, event.value)
    before = await answers_of(context.tx, checkin)
    chosen = {answer.question: answer.audience for answer in before}
    told: list[Told] = []
    for question in checkin.questions:
        usual = chosen.get(question.key, question.audience).value
        audience = event.fields.get(f"{question.key}.audience") or usual
        text = event.fields.get(question.key, "")
        given = _given(context, question, text, read_value(Audience, audience))
        answer = await give(context.tx, checkin, given)
        told += _told(question, answer, text, before)
    if not before and not await answers_of(context.tx, checkin):
        return Response(errors={_first_key(checkin): words(FILE).plain("error_empty")})
    return await _kept(context, checkin, told)


def _first_key(checkin: CheckIn) -> str:
    return next((question.key for question in checkin.questions), "where")


async def _press_keep(context: Context, event: Pressed) -> Response:
    checkin_id, _, text = event.value.partition("|")
    checkin = await _mine(context, checkin_id)
    return await _answer_text(context, checkin, text)


async def _press_skip(context: Context, event: Pressed) -> Response:
    checkin = await _mine(context, event.value)
    if checkin.state is CheckInState.OPEN and not checkin.is_answered:
        checkin = checkin.skipped()
        await context.tx.put(checkin)
    return await _replaced(context, checkin, event)


async def _press_later(context: Context, event: Pressed) -> Response:
    checkin = await _mine(context, event.value)
    until = _later(context)
    if checkin.state is not CheckInState.OPEN or checkin.is_answered:
        return await _replaced(context, checkin, event)
    if until >= checkin.closes_at:
        closes = _when(context, checkin.closes_at)
        return Response(reply=say(words(FILE).rich("too_late", when=closes)))
    if not context.preferences.reminders:
        closes = _when(context, checkin.closes_at)
        return Response(reply=say(words(FILE).rich("later_off", when=closes)))
    await context.tx.put(checkin.later(until))
    return Response(reply=say(words(FILE).rich("later", when=_when(context, until))))


def _when(context: Context, moment: datetime) -> str:
    local = moment.astimezone(context.local_zone)
    if local.date() == context.today:
        return f"today at {local:%H:%M}"
    return f"on {day(local.date())}, at {local:%H:%M}"


def _later(context: Context) -> datetime:
    """In three hours, or on the next open morning when that is evening."""
    later = (context.now + PAUSE).astimezone(context.local_zone)
    if later.date() == context.today and later.hour < LAST_HOUR:
        return context.now + PAUSE
    tomorrow = context.directory.school_days.next_open(context.today + timedelta(days=1))
    return at_wall_clock(tomorrow, NEXT_MORNING, context.zone)


async def _press_away(context: Context, event: Pressed) -> Response:
    checkin = await _mine(context, event.value)
    return Response(form=away_form(checkin.id))


async def _submit_away(context: Context, event: Submitted) -> Response:
    checkin = await _mine(context, event.value)
    until = context.read_date(event.fields.get("until", ""))
    if until is None or until <= context.today:
        return Response(errors={"until": words(FILE).plain("away_error")})
    await set_away(context.tx, context.preferences, until)
    if checkin.state is CheckInState.OPEN and not checkin.is_answered:
        checkin = checkin.skipped(CheckInState.AWAY)
        await context.tx.put(checkin)
    updates = await card_update(context.tx, context.directory, checkin, now=context.now)
    told = say(words(FILE).rich("away_until", day=until))
    if context.in_several:
        line = f"/headway settings away until {until.isoformat()}"
        told = replace(told, blocks=(*told.blocks, away_in_all(line)))
    return Response(reply=told, updates=updates)


COMMAND = Command(
    word="checkin",
    help="say where you are, what is in the way and what is helping",
    about="tell",
    examples=("/checkin Teams met twice, minutes are in the folder", "/checkin"),
    typed=typed,
    pressed={
        "rate": _press_rate,
        "answer": _press_answer,
        "open": _press_answer,
        "keep": _press_keep,
        "skip": _press_skip,
        "later": _press_later,
        "away": _press_away,
    },
    submitted={"answer": _submit_answer, "away": _submit_away},
    slash=True,
    bare=True,
)
