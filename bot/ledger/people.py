"""People as platforms find or lose them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.people import Person
from bot.ports import Transaction


async def seen_again(tx: Transaction, person: Person) -> Person:
    """Forget that somebody could not be reached: they have just written."""
    if person.unreachable_since is None:
        return person
    found = replace(person, unreachable_since=None, unreachable_because=None)
    await tx.put(found)
    return found


async def lost(tx: Transaction, person: Person, *, because: str, now: datetime) -> None:
    """Note since when and why a platform cannot reach somebody; the first time is kept."""
    if person.unreachable_since is None:
        await tx.put(replace(person, unreachable_since=now, unreachable_because=because))
