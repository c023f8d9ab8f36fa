"""``/blocker``: what is in the way, raised, sorted and cleared."""

from dataclasses import replace

from bot.domain.audience import may_see, visible
from bot.domain.blocker import Blocker, BlockerState, Factor
from bot.domain.checkin import says_nothing
from bot.domain.history import Act, Deed
from bot.domain.people import Person
from bot.domain.record import Statement
from bot.domain.typed import split_first
from bot.ledger.outbox import notify
from bot.ledger.records import change, keep
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context
from bot.router.statements import (
    draft,
    edit,
    form_draft,
    form_factor,
    names_record,
    place_of,
    require_text,
    text_error,
    with_form,
)
from bot.router.understand import the_record, understand
from prompts import blocker as said

VERBS = ("clear", "reopen")


async def typed(context: Context, text: str) -> Response:
    """Raise a blocker from a line of text, or clear one."""
    verb, rest = split_first(text)
    if not verb:
        return Response(form=said.form(place_of(context), None))
    if verb in {"list", "clear"} and not rest:
        return Response(reply=said.listed(await open_blockers(context)))
    if verb in VERBS and names_record(rest, Blocker):
        ref, note = split_first(rest)
        blocker = await the_record(context, Blocker, ref, typed=f"/blocker {text}")
        return await (_clear if verb == "clear" else _reopen)(context, blocker, note)
    if says_nothing(text):
        return Response(reply=said.nothing())
    return await _raise_from_text(context, text)


async def _raise_from_text(context: Context, text: str) -> Response:
    whole = f"/blocker {text}"
    understood = understand(context, text, typed=whole)
    require_text(understood, typed=whole)
    filled = draft(context, understood, kind="blocker")
    blocker = await _raise(context, filled, understood.factor, understood.person)
    return Response(reply=_confirmed(context, blocker))


def _confirmed(context: Context, blocker: Blocker, *, edited: bool = False) -> Message:
    could = context.directory.people.get(blocker.can_clear or "")
    hidden = could.name if could and not may_see(could.viewer, blocker) else ""
    return said.confirmed(place_of(context), blocker, edited=edited, hidden_from=hidden)


async def _raise(
    context: Context, filled: Statement, factor: Factor | None, can_clear: Person | None
) -> Blocker:
    key = can_clear.key if can_clear else None
    blocker = await keep(
        context.tx, Blocker(**vars(filled), since=context.today, factor=factor, can_clear=key)
    )
    await _tell(context, blocker)
    return blocker


async def _tell(context: Context, blocker: Blocker) -> None:
    """Let who raised it and who can clear it know, as far as they may see it."""
    for key in {blocker.by, blocker.can_clear} - {context.person.key, None}:
        person = context.directory.people.get(key or "")
        if person and may_see(person.viewer, blocker):
            await notify(context.tx, context.directory, blocker, person.key, now=context.now)


async def _clear(context: Context, blocker: Blocker, note: str) -> Response:
    cleared = blocker.cleared(by=context.person.key, at=context.now, note=note)
    cleared = await _change(context, blocker, cleared, Deed.CLOSED, note)
    return Response(reply=said.cleared(cleared, days=blocker.age(context.today)))


async def _reopen(context: Context, blocker: Blocker, why: str) -> Response:
    again = blocker.reopened(by=context.person.key, why=why)
    again = await _change(context, blocker, again, Deed.REOPENED, why)
    return Response(reply=said.reopened(again))


async def _change(
    context: Context, before: Blocker, after: Blocker, deed: Deed, why: str = ""
) -> Blocker:
    act = Act(deed=deed, by=context.person.key, at=context.now, why=why)
    changed = await change(context.tx, before, after, act)
    await _tell(context, changed)
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
    ref, _, factor = event.value.partition("|")
    blocker = await the_record(context, Blocker, ref)
    sorted_one = await edit(context, blocker, replace(blocker, factor=Factor(factor)))
    return Response(replace=_confirmed(context, sorted_one))


async def _press_edit(context: Context, event: Pressed) -> Response:
    blocker = await the_record(context, Blocker, event.value)
    return Response(form=said.form(place_of(context), blocker))


async def _submit(context: Context, event: Submitted) -> Response:
    filled = form_draft(context, event, kind="blocker")
    errors = text_error(filled)
    if errors:
        return Response(errors=errors)
    can_clear = context.directory.find(event.fields.get("can_clear", ""))
    factor = form_factor(event)
    if not event.value:
        blocker = await _raise(context, filled, factor, can_clear)
        return Response(reply=_confirmed(context, blocker))
    before = await the_record(context, Blocker, event.value)
    key = can_clear.key if can_clear else None
    after = replace(with_form(before, filled), factor=factor, can_clear=key)
    changed = await edit(context, before, after)
    if changed == before:
        return Response(reply=said.unchanged(before))
    await _tell(context, changed)
    return Response(reply=_confirmed(context, changed, edited=True))


COMMAND = Command(
    word="blocker",
    help="say what is in the way, and who could clear it",
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
