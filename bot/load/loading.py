"""Brings the store to what a partnership file says."""

from dataclasses import asdict
from datetime import datetime

from bot.domain.history import Change, Deed
from bot.domain.partnership import Partnership
from bot.domain.people import Person
from bot.domain.revision import BY_FILE
from bot.domain.schedule import Schedule
from bot.load.differences import differences
from bot.load.schedules import changed_schedules
from bot.load.state import State, merged, state_of
from bot.load.values import Difference, PartnershipFile
from bot.ports import Transaction


async def load(tx: Transaction, file: PartnershipFile, *, now: datetime) -> list[Difference]:
    """Store what the file says and return what changed by it; nothing where nothing did.

    Nobody and nothing is deleted: people who are not in the file any more have left, schools and
    strategies are retired, and all come back when the file names them again. What people set for
    themselves in chat, what they revised of the agenda where the file did not change, and check-ins
    that are open, stay as they are. ``now`` is aware.
    """
    before = await _stored(tx, file.partnership.key)
    after = merged(before, state_of(file.partnership, file.people), now=now)
    await _store(tx, before, after)
    found = list(differences(before, after))
    if found:
        await tx.add(await _history(tx, file.partnership.key, found, now))
    return found


async def _stored(tx: Transaction, key: str) -> State | None:
    partnership = await tx.get(Partnership, key)
    if partnership is None:
        return None
    return state_of(partnership, await tx.find(Person, partnership=key))


async def _store(tx: Transaction, before: State | None, after: State) -> None:
    known = before.people if before else {}
    if before is None or before.partnership != after.partnership:
        await tx.put(after.partnership)
    await tx.put(*(one for key, one in after.people.items() if known.get(key) != one))
    rows = await tx.find(Schedule, partnership=after.partnership.key)
    await tx.put(*changed_schedules(rows, before, after))


async def _history(tx: Transaction, key: str, found: list[Difference], now: datetime) -> Change:
    loads = await tx.count(Change, partnership=key, ref=BY_FILE)
    return Change(
        partnership=key,
        ref=BY_FILE,
        version=loads + 1,
        deed=Deed.EDITED if loads else Deed.MADE,
        by=BY_FILE,
        at=now,
        why="partnership file",
        before={},
        after={"differences": [asdict(one) | {"what": one.what.value} for one in found]},
    )
