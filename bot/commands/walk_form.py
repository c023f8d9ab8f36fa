"""The form of a walkthrough: opened, read, and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.commands.walk_fields import Fields
from bot.commands.walk_reading import read_line
from bot.commands.walk_showing import (
    keep_new,
    last_at,
    place_naming_all,
    promises_of,
    with_promise,
)
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Act, Deed
from bot.domain.walkthrough import FEWEST, Round, Walkthrough
from bot.ledger.walkthroughs import change_walkthrough, close_rounds, rounds_of, summed, take_turn
from bot.messages import Form, Response, Submitted
from bot.router import Context
from bot.router.pledges import Pledge
from bot.router.statements import form_draft, place_of, with_form
from bot.router.understand import the_record
from prompts import walkthrough as said
from prompts.walkthrough_form import Filled, form, look_fors
from prompts.words import words


async def open_new(context: Context, typed: Walkthrough) -> Form:
    """The form for a new walkthrough with what was typed in it."""
    filled = Filled(record=typed, today=context.today, counts=_counts(typed))
    return await _opened(context, filled)


async def open_old(context: Context, record: Walkthrough) -> Form:
    """The form to change a walkthrough, or to finish one that is under way."""
    counts = await _sums_told(context, record) if record.under_way else _counts(record)
    marks = f"|{','.join(counts.values())}" if record.under_way else ""
    return await _opened(
        context,
        Filled(
            record=record,
            today=context.today,
            counts=counts,
            value=f"{record.ref}{marks}",
            promises=await promises_of(context, record),
        ),
    )


async def _opened(context: Context, filled: Filled) -> Form:
    place = await place_naming_all(context, filled.record.observers)
    return form(place, replace(filled, last=await last_at(context, filled.record)))


def _counts(record: Walkthrough) -> dict[str, str]:
    """The counts by look-for: "3/5"; not of so few classrooms that they tell of another's visit."""
    return {
        f.look_for: f"{f.seen}/{f.of}"
        for f in record.findings
        if f.look_for and not _is_hidden(record, f.of)
    }


def _is_hidden(record: Walkthrough, classrooms: int) -> bool:
    """Whether its author may have learned a count from others, and must not."""
    return classrooms < FEWEST and bool(record.observers)


def _kept_hidden(record: Walkthrough, fields: Mapping[str, str]) -> dict[str, str]:
    """The counts that its form did not show, where nobody wrote others in their place."""
    return {
        f"seen.{f.look_for}": f"{f.seen}/{f.of}"
        for f in record.findings
        if _is_hidden(record, f.of) and not fields.get(f"seen.{f.look_for}", "").strip()
    }


async def _sums_told(context: Context, record: Walkthrough) -> dict[str, str]:
    """The sums as the form shows them: empty where others counted in too few classrooms."""
    rounds = await rounds_of(context.tx, record)
    counts = _sums(context, rounds)
    others = any(each.observer != record.by and each.over().classrooms for each in rounds)
    hidden = others and summed(rounds).classrooms < FEWEST
    return dict.fromkeys(counts, "") if hidden else counts


def _sums(context: Context, rounds: Sequence[Round]) -> dict[str, str]:
    """What all observers have counted of each look-for so far: "5/8"; empty without classrooms."""
    sums = summed(rounds)
    known = context.directory.partnership.agenda.look_fors if sums.classrooms else ()
    return {one.key: f"{sums.seen.get(one.key, 0)}/{sums.classrooms}" for one in known}


async def submit(context: Context, event: Submitted) -> Response:
    """Keep, finish or change a walkthrough as its form says."""
    ref, finishes, marks = event.value.partition("|")
    before = await the_record(context, Walkthrough, ref) if ref else None
    if before and before.by != context.person.key:
        raise ChangeRefusedError(words("statement").plain("error_not_yours", ref=before.ref))
    if before and finishes and not before.under_way:
        raise ChangeRefusedError(words(said.FILE).plain("error_finished", ref=before.ref))
    fields = dict(event.fields)
    if before and before.under_way:
        fields |= await _counted_since(context, before, fields, marks)
    elif before:
        fields |= _kept_hidden(before, fields)
    blank = (await read_line(context, "")).filled
    drafted = with_form(before or blank, form_draft(context, event, kind="walkthrough"))
    asked = tuple(look_fors(place_of(context), drafted))
    read = Fields(context=context, given=fields, drafted=drafted, look_fors=asked)
    filled, pledge = await read.walkthrough(), await read.pledge()
    if read.errors:
        return Response(errors=read.errors)
    if before is None:
        return Response(reply=await keep_new(context, filled, pledge))
    return await _changed(context, before, filled, pledge)


async def _counted_since(
    context: Context, before: Walkthrough, fields: Mapping[str, str], marks: str
) -> dict[str, str]:
    """The counts that others added while the form was open, where nobody corrected them in it."""
    sums = _sums(context, await rounds_of(context.tx, before))
    shown = dict.fromkeys(sums, "") | dict(zip(sums, marks.split(","), strict=False))
    return {
        f"seen.{key}": text
        for key, text in sums.items()
        if fields.get(f"seen.{key}", "").strip() == shown[key]
    }


async def _changed(
    context: Context, before: Walkthrough, after: Walkthrough, pledge: Pledge | None
) -> Response:
    if pledge:
        after = replace(after, next_step=pledge.text)
    if before.under_way:
        after = await _finished(context, after)
    deed = Deed.CLOSED if before.under_way else Deed.EDITED
    act = Act(deed=deed, by=context.person.key, at=context.now)
    changed = await change_walkthrough(context.tx, before, after, act)
    if changed == before:
        return Response(reply=said.unchanged(before))
    edited = deed is Deed.EDITED
    return Response(reply=await with_promise(context, changed, pledge, edited=edited))


async def _finished(context: Context, after: Walkthrough) -> Walkthrough:
    """At its end: everybody who counted was an observer, and no round holds a single classroom."""
    await take_turn(context.tx, context.partnership)
    rounds = await rounds_of(context.tx, after)
    await close_rounds(context.tx, rounds)
    walked = sorted({each.observer for each in rounds} - {after.by})
    return replace(
        after, observers=tuple(dict.fromkeys((*after.observers, *walked))), under_way=False
    )
