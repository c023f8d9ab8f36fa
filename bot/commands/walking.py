"""Walking from room to room: a walkthrough that is under way, and the cards of its observers."""

from collections.abc import Callable
from dataclasses import replace

from bot.commands.walk_form import open_old
from bot.commands.walk_reading import the_observers
from bot.commands.walk_showing import last_at, place_naming_all, shown_whole
from bot.domain.audience import visible
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Act, Deed
from bot.domain.places import nearest_school, split_school
from bot.domain.walkthrough import Round, Walkthrough
from bot.domain.walkthrough_line import begins_with_grade, split_classes, split_with
from bot.ledger.records import change
from bot.ledger.walkthroughs import keep_walkthrough, round_of, rounds_of, take_turn, under_way
from bot.messages import Block, Message, Pressed, Response
from bot.router import Context, MisunderstoodError
from bot.router.places import own_school, schools, the_school
from bot.router.statements import draft, names_record, tell
from bot.router.understand import Understood, the_record, understand
from prompts import walking as said
from prompts.replies import LONGEST_BUTTON_VALUE
from prompts.walkthrough import last_time
from prompts.words import words

Turn = Callable[[Round], Round]


async def start(context: Context, text: str) -> Response:
    """Open a walkthrough from room to room and show its card; the same one if it is open."""
    whole = f"/walkthrough start {text}".strip()
    understood = await understand(context, text, typed=whole, signs="#")
    about, names = split_with(understood.text)
    observers = await the_observers(context, names, typed=whole)
    school, classes = split_school(schools(context), about)
    key = school.key if school else _school_here(context, classes, typed=whole)
    if not key:
        if len(whole) > LONGEST_BUTTON_VALUE // 2:
            the_school(context, classes, typed=whole)
        return Response(reply=said.choose_school(schools(context), text))
    if not context.directory.partnership.agenda.look_fors:
        return Response(reply=said.nothing_to_tap(key))
    record = await _under_way_at(context, key)
    if record is None:
        record = await _open(context, understood, key, classes, observers)
    return Response(reply=await card(context, record))


def _school_here(context: Context, classes: str, *, typed: str) -> str:
    """The school where the person works, or the only one; empty if it must be chosen.

    Raises MisunderstoodError with the right spelling where a school was mistyped.
    """
    if not begins_with_grade(classes) and nearest_school(schools(context), classes)[1]:
        the_school(context, classes, typed=typed)
    known = schools(context)
    return own_school(context) or (known[0].key if len(known) == 1 else "")


async def _under_way_at(context: Context, school: str) -> Walkthrough | None:
    """The person's own walkthrough that is under way at a school."""
    found = await under_way(context.tx, context.partnership)
    mine = (each for each in found if each.by == context.person.key and each.school == school)
    return next(mine, None)


async def _open(
    context: Context,
    understood: Understood,
    school: str,
    classes: str,
    observers: tuple[str, ...],
) -> Walkthrough:
    grades, subject = split_classes(classes)
    base = draft(context, replace(understood, text=""), kind="walkthrough")
    opened = Walkthrough(
        **vars(base),
        school=school,
        day=context.today,
        grades=grades,
        subject=subject,
        observers=observers,
        under_way=True,
    )
    record = await keep_walkthrough(context.tx, opened)
    await tell(context, record)
    return record


async def join(context: Context, text: str) -> Response:
    """Count with others in a walkthrough that is under way."""
    whole = f"/walkthrough join {text}".strip()
    named = names_record(text, Walkthrough)
    if named is None:
        message = words(said.FILE).plain("error_which")
        raise MisunderstoodError(message, typed=whole, show="/walkthrough list")
    return await _joined(context, await the_record(context, Walkthrough, named[0], typed=whole))


async def press_join(context: Context, event: Pressed) -> Response:
    """The same, from a button."""
    return await _joined(context, await the_record(context, Walkthrough, event.value))


async def _joined(context: Context, record: Walkthrough) -> Response:
    if not record.under_way:
        raise ChangeRefusedError(words(said.FILE).plain("not_under_way", ref=record.ref))
    await context.tx.add_missing(await round_of(context.tx, record, context.person.key))
    return Response(reply=await card(context, record))


async def card(context: Context, record: Walkthrough) -> Message:
    """The person's own card of a walkthrough that is under way, as it stands now."""
    rounds = {each.observer: each for each in await rounds_of(context.tx, record)}
    me = context.person.key
    others = (record.concerned | rounds.keys()) - {me}
    walk = said.Walk(
        record=record,
        round=rounds.get(me) or await round_of(context.tx, record, me),
        today=context.today,
        others=tuple(sorted(others)),
        before=last_time(await last_at(context, record), context.today),
    )
    return said.card(await place_naming_all(context, others), walk)


async def press_card(context: Context, event: Pressed) -> Response:
    """The person's card; all of the walkthrough if it is finished."""
    record = await the_record(context, Walkthrough, event.value)
    shown = card if record.under_way else shown_whole
    return Response(reply=await shown(context, record))


async def press_tick(context: Context, event: Pressed) -> Response:
    """A look-for was seen in this classroom, or it was not after all."""
    *_, look_for, seen = ["", "", *event.value.split("|")]
    known = {one.key for one in context.directory.partnership.agenda.look_fors}
    if look_for not in known:
        return await _turned(context, event, lambda walked: walked)
    return await _turned(context, event, lambda walked: walked.ticked(look_for, seen=bool(seen)))


async def press_next(context: Context, event: Pressed) -> Response:
    """On to the next classroom."""
    return await _turned(context, event, Round.next)


async def press_back(context: Context, event: Pressed) -> Response:
    """Back to the classroom just left."""
    return await _turned(context, event, Round.back)


async def _turned(context: Context, event: Pressed, turn: Turn) -> Response:
    """The card after a press; one for another classroom than the card's changes nothing."""
    ref, room, *_ = [*event.value.split("|"), ""]
    await take_turn(context.tx, context.partnership)
    record = await the_record(context, Walkthrough, ref)
    if not record.under_way:
        return Response(replace=said.over(record))
    before = await round_of(context.tx, record, context.person.key)
    after = turn(before) if room == str(before.room) else before
    if after != before:
        await context.tx.put(after)
    return Response(replace=await card(context, record))


async def press_finish(context: Context, event: Pressed) -> Response:
    """The form with what was counted, for whoever opened it."""
    record = await the_record(context, Walkthrough, event.value)
    if not record.under_way:
        return Response(reply=said.over(record))
    await _only_opener(context, record, "not_yours")
    return Response(form=await open_old(context, record))


async def press_drop(context: Context, event: Pressed) -> Response:
    """Throw a walkthrough away that is under way."""
    record = await the_record(context, Walkthrough, event.value)
    if not record.under_way:
        return Response(replace=said.over(record))
    await _only_opener(context, record, "not_yours_to_drop")
    act = Act(deed=Deed.DROPPED, by=context.person.key, at=context.now)
    gone = await change(context.tx, record, replace(record, withdrawn=True), act)
    return Response(replace=said.dropped(await place_naming_all(context, ()), gone))


async def _only_opener(context: Context, record: Walkthrough, why: str) -> None:
    if record.by != context.person.key:
        place = await place_naming_all(context, {record.by})
        message = words(said.FILE).plain(why, who=place.name(record.by), ref=record.ref)
        raise ChangeRefusedError(message)


async def own_walks(context: Context) -> list[Block]:
    """The walkthroughs under way in which the person counts, each with the way to the card."""
    found = visible(context.viewer, await under_way(context.tx, context.partnership))
    me = context.person.key
    keys = [(each.partnership, each.number, me) for each in found]
    joined = {each.walkthrough for each in await context.tx.get_all(Round, keys)}
    mine = [each for each in found if me in each.concerned or each.number in joined]
    place = await place_naming_all(context, ())
    return [said.line(place, each, context.today) for each in mine]
