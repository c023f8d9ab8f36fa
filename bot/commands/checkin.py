"""``/checkin``: answering, by tap, by form or in plain words; skipping, later and away."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.audience import Audience
from bot.domain.checkin import CheckIn, CheckInState, Momentum
from bot.domain.delivery import Delivery
from bot.domain.errors import ChangeRefusedError
from bot.domain.typed import is_question, read_reply
from bot.ledger.answers import Given, Tap, answers_of, give, joined, rate
from bot.ledger.checkins import (
    OWN,
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
from bot.router import Command, Context
from prompts.checkin import a_question, away_form, checkin_form
from prompts.replies import no_checkin, say
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
    if checkin is None or not event.text.strip():
        return Response(reply=no_checkin())
    if is_question(event.text):
        return Response(reply=a_question(checkin.id, event.text.strip()))
    return await _answer_text(context, checkin, event.text)


async def _replied_to(context: Context, event: Said) -> CheckIn | None:
    sent = None
    if event.thread:
        platform = event.sender.platform
        sent = await context.tx.find(Delivery, platform=platform, reference=event.thread, limit=1)
    if not sent:
        return await current_checkin(context.tx, context.person)
    return await context.tx.get(CheckIn, checkin_of(sent[0]))


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
    for question in checkin.questions:
        if question.key in parts:
            whole = joined(before, question.key, parts[question.key])
            audience = chosen.get(question.key, question.audience)
            await _give(context, checkin, question.key, whole, audience)
    return await _kept(context, checkin)


async def _give(
    context: Context, checkin: CheckIn, key: str, text: str, audience: Audience
) -> None:
    question = checkin.question(key)
    if question is None:
        return
    given = Given(
        question=question,
        text=text,
        audience=audience,
        person=context.person,
        now=context.now,
        today=context.today,
        due=context.find_date(text) if text else None,
    )
    await give(context.tx, checkin, given)


async def _kept(context: Context, checkin: CheckIn) -> Response:
    """Note the answer and show the card as it stands now, here and where it was sent."""
    answered = await mark_answered(context.tx, checkin, now=context.now)
    card = await card_of(context.tx, context.directory, answered, now=context.now)
    updates = await card_update(context.tx, context.directory, answered, now=context.now)
    return Response(reply=card, updates=updates)


async def _mine(context: Context, checkin_id: str) -> CheckIn:
    """The check-in of a button or form; one's own is made when it is first answered.

    Raises ChangeRefusedError for somebody else's.
    """
    found = await context.tx.get(CheckIn, checkin_id)
    if found is None and f"/{OWN}/" in checkin_id:
        day = date.fromisoformat(checkin_id.split("/")[2])
        found = own_checkin(context.directory, context.person, now=context.now, day=day)
    if found is None or found.person != context.person.key or found.id != checkin_id:
        raise ChangeRefusedError(words(FILE).plain("not_yours"))
    return found


async def _press_rate(context: Context, event: Pressed) -> Response:
    checkin_id, strategy, rating = event.value.split("|")
    checkin = await _mine(context, checkin_id)
    tap = Tap(
        strategy=strategy, rating=Momentum(int(rating)), person=context.person, now=context.now
    )
    await rate(context.tx, checkin, tap)
    return await _replaced(context, await mark_answered(context.tx, checkin, now=context.now))


async def _replaced(context: Context, checkin: CheckIn) -> Response:
    card = await card_of(context.tx, context.directory, checkin, now=context.now)
    return Response(replace=card)


async def _press_answer(context: Context, event: Pressed) -> Response:
    checkin = await _mine(context, event.value)
    shown = await view(context.tx, context.directory, checkin, now=context.now)
    return Response(form=checkin_form(shown))


async def _submit_answer(context: Context, event: Submitted) -> Response:
    checkin = await _mine(context, event.value)
    for question in checkin.questions:
        chosen = event.fields.get(f"{question.key}.audience") or question.audience.value
        text = event.fields.get(question.key, "")
        await _give(context, checkin, question.key, text, Audience(chosen))
    if not await answers_of(context.tx, checkin):
        return Response(errors={checkin.questions[0].key: words(FILE).plain("error_empty")})
    return await _kept(context, checkin)


async def _press_keep(context: Context, event: Pressed) -> Response:
    checkin_id, _, text = event.value.partition("|")
    return await _answer_text(context, await _mine(context, checkin_id), text)


async def _press_skip(context: Context, event: Pressed) -> Response:
    checkin = await _mine(context, event.value)
    if checkin.state is not CheckInState.OPEN or checkin.is_answered:
        return await _replaced(context, checkin)
    skipped = checkin.skipped()
    await context.tx.put(skipped)
    return await _replaced(context, skipped)


async def _press_later(context: Context, event: Pressed) -> Response:
    checkin = await _mine(context, event.value)
    until = _later(context)
    if checkin.state is not CheckInState.OPEN or checkin.is_answered or until > checkin.closes_at:
        return await _replaced(context, checkin)
    await context.tx.put(checkin.later(until))
    local = until.astimezone(ZoneInfo(context.zone))
    when = f"today at {local:%H:%M}" if local.date() == context.today else f"on {local:%A at %H:%M}"
    return Response(reply=say(words(FILE).rich("later", when=when)))


def _later(context: Context) -> datetime:
    """In three hours, or on the next open morning when that is evening."""
    later = (context.now + PAUSE).astimezone(ZoneInfo(context.zone))
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
    return Response(reply=say(words(FILE).rich("away_until", day=until)), updates=updates)


COMMAND = Command(
    word="checkin",
    help="say where you are, what is in the way and what is helping",
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
