"""``/blocker``: what is in the way, raised, sorted and cleared."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.audience import may_see, visible
from bot.domain.blocker import Blocker, BlockerState, Factor
from bot.domain.checkin import says_nothing
from bot.domain.history import Act, Deed
from bot.domain.record import Statement
from bot.domain.typed import split_first
from bot.ledger.checkins import card_of
from bot.ledger.records import change, keep
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context, read_value
from bot.router.statements import (
    draft,
    edit,
    form_draft,
    form_factor,
    form_person,
    names_record,
    own_checkin,
    place_naming,
    place_of,
    require_text,
    tell,
    text_error,
    with_form,
)
from bot.router.understand import the_record, understand
from prompts import blocker as said


async def typed(context: Context, text: str) -> Response:
    """Raise a blocker from a line of text, or clear one."""
    verb, rest = split_first(text)
    if not verb:
        return Response(form=said.form(place_of(context), None))
    if verb in {"list", *VERBS} and not rest:
        return Response(reply=said.listed(await open_blockers(context)))
    named = names_record(rest, Blocker) if verb in VERBS else None
    if named:
        blocker = await the_record(context, Blocker, named[0], typed=f"/blocker {text}")
        return await VERBS[verb](context, blocker, named[1])
    if says_nothing(text) or (verb in VERBS and says_nothing(rest)):
        return Response(reply=said.nothing())
    return await _raise_from_text(context, text)


async def _raise_from_text(context: Context, text: str) -> Response:
    whole = f"/blocker {text}"
    understood = await understand(context, text, typed=whole)
    require_text(understood, typed=whole)
    filled = draft(context, understood, kind="blocker")
    can_clear = understood.person.key if understood.person else None
    blocker = await _raise(context, filled, understood.factor, can_clear)
    return Response(reply=await _confirmed(context, blocker))


async def _confirmed(context: Context, blocker: Blocker, *, edited: bool = False) -> Message:
    could = await context.somebody(blocker.can_clear)
    place = await place_naming(context, blocker.can_clear)
    hidden = could.name if could and not may_see(could.viewer, blocker) else ""
    return said.confirmed(place, blocker, edited=edited, hidden_from=hidden)


async def _raise(
    context: Context, filled: Statement, factor: Factor | None, can_clear: str | None
) -> Blocker:
    blocker = await keep(
        context.tx,
        Blocker(**vars(filled), since=context.today, factor=factor, can_clear=can_clear),
    )
    await tell(context, blocker)
    return blocker


async def _clear(context: Context, blocker: Blocker, note: str) -> Response:
    again = blocker.closed_by == context.person.key and note in {"", blocker.note}
    if again and blocker.state is BlockerState.CLEARED:
        return Response(reply=said.cleared(blocker, days=_days(context, blocker)))
    cleared = blocker.cleared(by=context.person.key, at=context.now, note=note)
    cleared = await _change(context, blocker, cleared, Deed.CLOSED, note)
    return Response(reply=said.cleared(cleared, days=_days(context, cleared)))


def _days(context: Context, blocker: Blocker) -> int:
    """How many days it was in the way."""
    ended = blocker.closed_at or context.now
    return blocker.age(ended.astimezone(context.local_zone).date())


async def _reopen(context: Context, blocker: Blocker, why: str) -> Response:
    again = blocker.reopened(by=context.person.key, why=why)
    again = await _change(context, blocker, again, Deed.REOPENED, why)
    return Response(reply=said.reopened(again))


VERBS: dict[str, Callable[[Context, Blocker, str], Awaitable[Response]]] = {
    "clear": _clear,
    "reopen": _reopen,
}


async def _change(
    context: Context, before: Blocker, after: Blocker, deed: Deed, why: str = ""
) -> Blocker:
    act = Act(deed=deed, by=context.person.key, at=context.now, why=why)
    changed = await change(context.tx, before, after, act)
    await tell(context, changed)
    return changed


async def open_blockers(context: Context) -> list[Blocker]:
    """Open blockers that the person raised or could clear, the oldest first."""
    found = await context.tx.find(
        Blocker, partnership=context.partnership, state=BlockerState.OPEN, withdrawn=False
    )
    mine = [b for b in found if context.person.key in {b.by, b.can_clear}]
    return sorted(visible(context.viewer, mine), key=lambda b: (b.since, b.number))


async def _press_open(context: Context, _event: Pressed) -> Response:
    return Response(form=said.form(place_of(context), None))


async def _press_clear(context: Context, event: Pressed) -> Response:
    return await _clear(context, await the_record(context, Blocker, event.value), "")


async def _press_reopen(context: Context, event: Pressed) -> Response:
    return await _reopen(context, await the_record(context, Blocker, event.value), "")


async def _press_factor(context: Context, event: Pressed) -> Response:
    ref, factor, checkin_id = [*event.value.split("|", 2), "", ""][:3]
    blocker = await the_record(context, Blocker, ref)
    sorted_one = await edit(context, blocker, replace(blocker, factor=read_value(Factor, factor)))
    checkin = await own_checkin(context, checkin_id)
    card = await card_of(context.tx, context.directory, checkin, now=context.now)
    return Response(replace=card or await _confirmed(context, sorted_one))


async def _press_edit(context: Context, event: Pressed) -> Response:
    blocker = await the_record(context, Blocker, event.value)
    return Response(form=said.form(place_of(context), blocker))


async def _submit(context: Context, event: Submitted) -> Response:
    filled = form_draft(context, event, kind="blocker")
    before = await the_record(context, Blocker, event.value) if event.value else None
    can_clear, errors = await form_person(
        context, event, "can-clear", before=before.can_clear if before else None
    )
    errors |= text_error(filled)
    if errors:
        return Response(errors=errors)
    factor = form_factor(event)
    if before is None:
        blocker = await _raise(context, filled, factor, can_clear)
        return Response(reply=await _confirmed(context, blocker))
    after = replace(with_form(before, filled), factor=factor, can_clear=can_clear)
    changed = await edit(context, before, after)
    if changed == before:
        return Response(reply=said.unchanged(before))
    await tell(context, changed)
    return Response(reply=await _confirmed(context, changed, edited=True))


COMMAND = Command(
    word="blocker",
    help="say what is in the way, and who could clear it",
    about="tell",
    examples=(
        "/blocker no common planning time in grade 5 #conditions @ortega",
        "/blocker clear B-3 the schedule is changed",
        "/blocker list",
    ),
    typed=typed,
    pressed={
        "open": _press_open,
        "clear": _press_clear,
        "reopen": _press_reopen,
        "factor": _press_factor,
        "edit": _press_edit,
    },
    submitted={"save": _submit},
    slash=True,
    bare=True,
)
