"""``/commit``: promises made, kept, moved, dropped and opened again."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from bot.domain.checkin import CheckIn, says_nothing
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Act, Deed
from bot.domain.typed import split_first, split_reason, whole_reason
from bot.ledger.checkins import card_of, card_update
from bot.ledger.records import change
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context, MisunderstoodError
from bot.router.pledges import keep_promise, read_pledge
from bot.router.statements import (
    draft,
    edit,
    form_draft,
    form_person,
    names_record,
    own_checkin,
    place_naming,
    place_of,
    tell,
    text_error,
    with_form,
)
from bot.router.understand import Understood, the_record
from prompts import commit as said
from prompts.replies import say
from prompts.words import words

FILE = "commit"


async def typed(context: Context, text: str) -> Response:
    """Make a promise from a line of text, or do what its first word says to one."""
    verb, rest = split_first(text)
    if not verb:
        return Response(form=said.form(place_of(context), None, owner=context.person.key))
    if verb in {"list", *VERBS} and not rest:
        return await _list(context)
    named = names_record(rest, Commitment) if verb in VERBS else None
    if named:
        commitment = await the_record(context, Commitment, named[0], typed=f"/commit {text}")
        return await VERBS[verb](context, commitment, named[1])
    if verb == "done":
        which = words(FILE).plain("error_which")
        raise MisunderstoodError(which, typed=f"/commit {text}", show="/commit list")
    if says_nothing(text):
        return Response(reply=said.nothing())
    return await _make_from_text(context, text)


async def _make_from_text(context: Context, text: str) -> Response:
    whole = f"/commit {text}"
    pledge = await read_pledge(context, text, typed=whole)
    understood = Understood(text=pledge.text, strategy=pledge.strategy)
    filled = draft(context, understood, kind="commitment")
    commitment = await keep_promise(context, filled, pledge.owner, due=pledge.due)
    return Response(reply=await _confirmed(context, commitment))


async def _confirmed(context: Context, commitment: Commitment, *, edited: bool = False) -> Message:
    place = await place_naming(context, commitment.owner)
    return said.confirmed(place, commitment, edited=edited)


async def _done(context: Context, commitment: Commitment, note: str) -> Response:
    again = commitment.closed_by == context.person.key and note in {"", commitment.note}
    if again and commitment.state is CommitmentState.KEPT:
        return Response(reply=said.closed(commitment))
    kept = commitment.kept(by=context.person.key, at=context.now, note=note)
    kept = await _change(context, commitment, kept, Deed.CLOSED, why=note)
    return Response(reply=said.closed(kept))


async def _drop(context: Context, commitment: Commitment, text: str) -> Response:
    why = whole_reason(text)
    dropped = commitment.dropped(by=context.person.key, at=context.now, note=why)
    dropped = await _change(context, commitment, dropped, Deed.DROPPED, why=why)
    return Response(reply=said.closed(dropped))


async def _move(context: Context, commitment: Commitment, text: str) -> Response:
    phrase, why = split_reason(text)
    day = context.read_date(phrase.removeprefix("to ").strip())
    if day is None and (found := context.find_date(text)):
        day, why = found.date, whole_reason(found.text)
    whole = f"/commit move {commitment.ref} {text}"
    if day is None:
        message = words(FILE).plain("error_move", ref=commitment.ref)
        raise MisunderstoodError(message, typed=whole)
    if day < context.today:
        raise MisunderstoodError(words(FILE).plain("error_past", day=day), typed=whole)
    return Response(reply=await _moved(context, commitment, day, why))


async def _moved(context: Context, commitment: Commitment, day: date, why: str) -> Message:
    moved = commitment.moved(day, by=context.person.key, why=why)
    deed = Deed.MOVED if commitment.due else Deed.EDITED
    moved = await _change(context, commitment, moved, deed, why=why)
    return said.moved(moved, commitment.due)


async def _reopen(context: Context, commitment: Commitment, why: str) -> Response:
    again = commitment.reopened(by=context.person.key, why=why)
    again = await _change(context, commitment, again, Deed.REOPENED, why=why)
    return Response(reply=said.reopened(again))


async def _change(
    context: Context, before: Commitment, after: Commitment, deed: Deed, why: str = ""
) -> Commitment:
    act = Act(deed=deed, by=context.person.key, at=context.now, why=why)
    changed = await change(context.tx, before, after, act)
    await tell(context, changed)
    return changed


VERBS: dict[str, Callable[[Context, Commitment, str], Awaitable[Response]]] = {
    "done": _done,
    "move": _move,
    "drop": _drop,
    "reopen": _reopen,
}


async def open_promises(context: Context) -> list[Commitment]:
    """What the person has promised and not closed, soonest first."""
    found = await context.tx.find(
        Commitment,
        partnership=context.partnership,
        owner=context.person.key,
        state=CommitmentState.OPEN,
        withdrawn=False,
    )
    return sorted(found, key=lambda promise: (promise.due or date.max, promise.number))


async def _list(context: Context) -> Response:
    return Response(reply=said.listed(await open_promises(context), today=context.today))


async def _press_done(context: Context, event: Pressed) -> Response:
    commitment, checkin = await _pressed_on(context, event.value)
    response = await _done(context, commitment, "")
    card = await card_of(context.tx, context.directory, checkin, now=context.now)
    return replace(response, replace=card)


async def _press_not_yet(context: Context, event: Pressed) -> Response:
    commitment, _ = await _pressed_on(context, event.value)
    text = words("checkin").rich("not_yet", ref=commitment.ref, due=commitment.due)
    return Response(reply=say(text, *said.not_yet_buttons(commitment)))


async def _press_date(context: Context, event: Pressed) -> Response:
    commitment, _ = await _pressed_on(context, event.value)
    return Response(form=said.date_form(commitment, event.value))


async def _submit_date(context: Context, event: Submitted) -> Response:
    commitment, checkin = await _pressed_on(context, event.value)
    day = context.read_date(event.fields.get("due", ""))
    if day is None or day < context.today:
        return Response(errors={"due": words(FILE).plain("error_due")})
    reply = await _moved(context, commitment, day, event.fields.get("why", "").strip())
    updates = await card_update(context.tx, context.directory, checkin, now=context.now)
    return Response(reply=reply, updates=updates)


async def _press_edit(context: Context, event: Pressed) -> Response:
    commitment = await the_record(context, Commitment, event.value)
    return Response(form=said.form(place_of(context), commitment, owner=commitment.owner))


async def _submit(context: Context, event: Submitted) -> Response:
    filled = form_draft(context, event, kind="commitment")
    before = await the_record(context, Commitment, event.value) if event.value else None
    typed_day = event.fields.get("due", "")
    due = context.read_date(typed_day) if typed_day else None
    owner, errors = await form_person(context, event, "owner", before=context.person.key)
    errors |= text_error(filled)
    if typed_day and not _is_possible(context, due, before):
        errors["due"] = words(FILE).plain("error_due")
    if errors:
        return Response(errors=errors)
    if before:
        return await _edited(context, before, replace(with_form(before, filled), due=due))
    promiser = await context.somebody(owner) or context.person
    commitment = await keep_promise(context, filled, promiser, due=due)
    return Response(reply=await _confirmed(context, commitment))


def _is_possible(context: Context, due: date | None, before: Commitment | None) -> bool:
    unchanged = before is not None and due == before.due
    return due is not None and (unchanged or due >= context.today)


async def _edited(context: Context, before: Commitment, after: Commitment) -> Response:
    moves = before.due is not None and after.due is not None and before.due != after.due
    if moves and context.person.key != before.owner:
        raise ChangeRefusedError(words(FILE).plain("error_only_owner", ref=before.ref))
    deed = Deed.MOVED if moves else Deed.EDITED
    changed = await edit(context, before, after, deed=deed)
    if changed == before:
        return Response(reply=said.unchanged(before))
    await tell(context, changed)
    return Response(reply=await _confirmed(context, changed, edited=True))


async def _press_accept(context: Context, event: Pressed) -> Response:
    commitment = await the_record(context, Commitment, event.value)
    return Response(replace=await _confirmed(context, commitment))


async def _press_decline(context: Context, event: Pressed) -> Response:
    commitment = await the_record(context, Commitment, event.value)
    response = await _drop(context, commitment, words(FILE).plain("declined"))
    return Response(replace=response.reply)


async def _press_reopen(context: Context, event: Pressed) -> Response:
    commitment = await the_record(context, Commitment, event.value)
    return await _reopen(context, commitment, "")


async def _pressed_on(context: Context, value: str) -> tuple[Commitment, CheckIn | None]:
    """The promise, and the check-in on whose card its button stands, if it stands on one."""
    ref, _, checkin = value.partition("|")
    commitment = await the_record(context, Commitment, ref)
    return commitment, await own_checkin(context, checkin)


COMMAND = Command(
    word="commit",
    help="promise something, keep it, move it or drop it",
    about="tell",
    examples=(
        "/commit share the data-team rubric with grade 4 by next Friday #data-teams",
        "/commit done C-12 minutes are in the folder",
        "/commit move C-12 to 12 March because testing week",
        "/commit drop C-12 because the schedule changed",
        "/commit list",
    ),
    typed=typed,
    pressed={
        "done": _press_done,
        "not_yet": _press_not_yet,
        "date": _press_date,
        "edit": _press_edit,
        "accept": _press_accept,
        "decline": _press_decline,
        "reopen": _press_reopen,
    },
    submitted={"save": _submit, "move": _submit_date},
    slash=True,
    bare=True,
)
