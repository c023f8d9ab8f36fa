"""What ``/commit``, ``/blocker`` and ``/helping`` have in common: drafts, forms and refusals."""

from dataclasses import replace
from typing import TypeVar

from bot.domain.audience import Audience, may_see
from bot.domain.blocker import Factor
from bot.domain.checkin import CheckIn, says_nothing
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Act, Deed
from bot.domain.record import Record, Statement, parse_ref
from bot.domain.typed import split_ref
from bot.ledger.directory import Directory
from bot.ledger.network import follow_record
from bot.ledger.outbox import notify
from bot.ledger.records import change
from bot.messages import Submitted
from bot.router.command import Context, MisunderstoodError, read_value
from bot.router.understand import Understood
from prompts.statement import Place
from prompts.words import words

S = TypeVar("S", bound=Statement)


def place_of(context: Context) -> Place:
    """The place that the prompts word forms for, and answers that name nobody else."""
    return _place(context, context.directory)


async def place_naming(context: Context, key: str | None) -> Place:
    """The place that the prompts word answers for which name the person with this key."""
    named = await context.somebody(key)
    people = {named.key: named} if named else {}
    return _place(context, replace(context.directory, people=people))


def _place(context: Context, directory: Directory) -> Place:
    return Place(
        reader=context.person.key,
        partnership=directory.partnership,
        name=directory.name,
        readers=directory.readers,
    )


def draft(context: Context, understood: Understood, *, kind: str) -> Statement:
    """A new statement from typed text, not numbered yet, with its kind's usual audience."""
    return _draft(
        context, understood.text, understood.strategy, place_of(context).default_audience(kind)
    )


def form_draft(context: Context, event: Submitted, *, kind: str) -> Statement:
    """A new statement from a form, not numbered yet; its text may be empty."""
    fields = event.fields
    chosen = fields.get("audience") or place_of(context).default_audience(kind).value
    strategy = fields.get("strategy") or None
    text = fields.get("text", "").strip()
    return _draft(context, text, strategy, read_value(Audience, chosen))


def _draft(context: Context, text: str, strategy: str | None, audience: Audience) -> Statement:
    return Statement(
        partnership=context.partnership,
        number=0,
        by=context.person.key,
        at=context.now,
        audience=audience,
        text=text,
        strategy=strategy,
        came_from=context.origin,
    )


def with_form(record: S, filled: Statement) -> S:
    """The record with the text, strategy and audience of a form."""
    return replace(record, text=filled.text, strategy=filled.strategy, audience=filled.audience)


def form_factor(event: Submitted) -> Factor | None:
    """The factor chosen in a form."""
    chosen = event.fields.get("factor")
    return read_value(Factor, chosen) if chosen else None


async def form_person(
    context: Context, event: Submitted, field: str, *, before: str | None
) -> tuple[str | None, dict[str, str]]:
    """The key of the person chosen in a form, and the error at the field if nobody is known.

    ``before`` is who stood there; somebody who has left since may stay.
    """
    chosen = event.fields.get(field, "")
    if not chosen or chosen == before:
        return chosen or None, {}
    found = await context.find_person(chosen)
    if found:
        return found.key, {}
    return None, {field: words("statement").plain("error_person")}


def text_error(draft: Statement) -> dict[str, str]:
    """The error at a form's text field when nothing is said in it."""
    return {} if not says_nothing(draft.text) else {"text": words("statement").plain("error_text")}


def require_text(understood: Understood, *, typed: str) -> None:
    """Raise MisunderstoodError when nothing is said beside names, tags and dates."""
    if says_nothing(understood.text):
        raise MisunderstoodError(words("statement").plain("error_text"), typed=typed)


def names_record(text: str, kind: type[Record]) -> tuple[str, str] | None:
    """The number of that kind that a text begins with, and the rest; None for plain words."""
    found = split_ref(text)
    parsed = parse_ref(found[0]) if found else None
    return found if parsed is None or parsed[0] == kind.LETTER else None


async def tell(context: Context, record: Statement) -> None:
    """Let the others whom a record concerns know of what was done, as far as they may see it."""
    for key in sorted(record.concerned - {context.person.key}):
        person = await context.somebody(key)
        if person and may_see(person.viewer, record):
            await notify(context.tx, context.directory, record, person, now=context.now)


async def own_checkin(context: Context, checkin_id: str) -> CheckIn | None:
    """The check-in on whose card a button stands; None without one, or for somebody else's."""
    found = await context.tx.get(CheckIn, checkin_id) if checkin_id else None
    return found if found and found.person == context.person.key else None


async def edit(context: Context, before: S, after: S, *, deed: Deed = Deed.EDITED) -> S:
    """Store an edited record. Raises ChangeRefusedError for anybody who may not change it."""
    if context.person.key not in before.people:
        raise ChangeRefusedError(words("statement").plain("error_not_yours", ref=before.ref))
    if after == before:
        return before
    act = Act(deed=deed, by=context.person.key, at=context.now)
    changed = await change(context.tx, before, after, act)
    await follow_record(context.tx, changed, act)
    return changed
