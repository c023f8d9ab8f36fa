"""People as platforms find or lose them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.people import Person
from bot.ledger.deliveries import ask_after_all
from bot.ledger.settings import plan_anew
from bot.ports import Transaction


async def seen_again(tx: Transaction, person: Person, *, now: datetime) -> Person:
    """Forget that somebody could not be reached, and ask what is still open for them.

    They have just written, or the platform shows them.
    """
    if person.unreachable_since is None:
        return person
    found = replace(person, unreachable_since=None, unreachable_because=None)
    await tx.put(found)
    await ask_after_all(tx, found, now=now)
    return found


async def lost(tx: Transaction, person: Person, *, because: str, now: datetime) -> None:
    """Note since when and why a platform cannot reach somebody; the first time is kept."""
    if person.unreachable_since is None:
        await tx.put(replace(person, unreachable_since=now, unreachable_because=because))


async def lives_in(tx: Transaction, person: Person, zone: str | None) -> Person:
    """Keep the IANA zone that a platform tells of somebody; the file's own goes before it."""
    if person.platform_timezone == zone:
        return person
    found = replace(person, platform_timezone=zone)
    await tx.put(found)
    if person.timezone is None:
        await plan_anew(tx, person.partnership, person.key)
    return found
