"""Keeping records: a number for each new one, and a history of every change."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment
from bot.domain.data_team import DataTeam
from bot.domain.errors import ChangeRefusedError
from bot.domain.help import Help
from bot.domain.history import Act, Change, Deed
from bot.domain.reading import Reading
from bot.domain.record import Record, parse_ref
from bot.domain.revision import Revision
from bot.domain.site_day import SiteDay
from bot.domain.visit import Visit
from bot.domain.walkthrough import Walkthrough
from bot.ports import Transaction

RECORD_TYPES: tuple[type[Record], ...] = (
    Answer,
    Commitment,
    Blocker,
    Help,
    Walkthrough,
    Visit,
    DataTeam,
    Reading,
    SiteDay,
    Revision,
)

R = TypeVar("R", bound=Record)


@lru_cache
def _adapter(letter: str) -> TypeAdapter[Any]:
    return TypeAdapter(next(kind for kind in RECORD_TYPES if letter == kind.LETTER))


def _as_plain(record: Record) -> dict[str, object]:
    return dict(_adapter(record.LETTER).dump_python(record, mode="json"))


async def keep(tx: Transaction, draft: R) -> R:
    """Store a new record under the next number of its type; its draft's number does not count."""
    number = await tx.next_number(draft.partnership, draft.LETTER)
    record = replace(draft, number=number, version=1)
    await tx.add(record, _change(record, Deed.MADE, by=record.by, at=record.at, after=record))
    return record


async def change(tx: Transaction, before: R, after: R, act: Act) -> R:
    """Store a changed record as its next version, and the difference in its history."""
    record = replace(after, version=before.version + 1)
    old, new = _as_plain(before), _as_plain(record)
    differing = [name for name in new if new[name] != old[name] and name != "version"]
    await tx.put(record)
    await tx.add(
        Change(
            partnership=record.partnership,
            ref=record.ref,
            version=record.version,
            deed=act.deed,
            by=act.by,
            at=act.at,
            why=act.why,
            before={name: old[name] for name in differing},
            after={name: new[name] for name in differing},
        )
    )
    return record


async def look_up(tx: Transaction, partnership: str, ref: str) -> Record | None:
    """The record with a short number such as "C-12", or None."""
    parsed = parse_ref(ref)
    kind = next((k for k in RECORD_TYPES if parsed and parsed[0] == k.LETTER), None)
    if parsed is None or kind is None:
        return None
    return await tx.get(kind, partnership, parsed[1])


async def look_up_all(tx: Transaction, partnership: str, refs: Iterable[str]) -> dict[str, Record]:
    """The records with these short numbers, by number; a query for each kind among them."""
    numbers: dict[type[Record], list[tuple[object, ...]]] = {}
    for letter, number in filter(None, map(parse_ref, refs)):
        for kind in RECORD_TYPES:
            if letter == kind.LETTER:
                numbers.setdefault(kind, []).append((partnership, number))
    found = [await tx.get_all(kind, keys) for kind, keys in numbers.items()]
    return {record.ref: record for records in found for record in records}


async def undo(tx: Transaction, record: Record, version: int, *, by: str, at: datetime) -> Record:
    """Take back the change that led to ``version``; a record just made is withdrawn.

    Doing it twice changes nothing more. Raises ChangeRefusedError if the record has changed since,
    or if somebody else made that change.
    """
    made = await tx.get(Change, record.partnership, record.ref, version)
    last = await tx.get(Change, record.partnership, record.ref, record.version)
    taken_back = last is not None and last.deed is Deed.UNDONE and last.by == by
    if made and made.by == by and taken_back and record.version == version + 1:
        return record
    if made is None or record.version != version or made.deed is Deed.UNDONE:
        raise ChangeRefusedError(f"{record.ref} has changed since then, so this can't be undone.")
    if made.by != by:
        raise ChangeRefusedError(f"Only who changed {record.ref} can undo it.")
    first = made.deed is Deed.MADE
    restored = replace(record, withdrawn=True) if first else _restored(record, made)
    return await change(tx, record, restored, Act(deed=Deed.UNDONE, by=by, at=at))


async def undo_promises(
    tx: Transaction, record: Record, *, by: str, at: datetime
) -> tuple[Commitment, ...]:
    """Take back the promises that came of a change of ``record`` which was just undone.

    ``record`` is as it was before that. Returns the promises as they are now: those that somebody
    has changed since then stay.
    """
    made = await tx.get(Change, record.partnership, record.ref, record.version)
    found = await tx.find(
        Commitment, partnership=record.partnership, came_from=record.ref, by=by, withdrawn=False
    )
    act = Act(deed=Deed.UNDONE, by=by, at=at)
    return tuple(
        [
            await change(tx, promise, replace(promise, withdrawn=True), act)
            if promise.version == 1
            else promise
            for promise in found
            if made and promise.at == made.at
        ]
    )


def _restored(record: R, made: Change) -> R:
    plain: Mapping[str, object] = {**_as_plain(record), **made.before}
    restored: R = _adapter(record.LETTER).validate_python(plain)
    return restored


def _change(record: Record, deed: Deed, *, by: str, at: datetime, after: Record) -> Change:
    return Change(
        partnership=record.partnership,
        ref=record.ref,
        version=record.version,
        deed=deed,
        by=by,
        at=at,
        before={},
        after=_as_plain(after),
    )
