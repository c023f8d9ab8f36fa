"""What people set for themselves, and what follows from it for the clock."""

from dataclasses import replace
from datetime import date

from bot.domain.preferences import Preferences
from bot.domain.schedule import UNPLANNED, Occurs, Schedule
from bot.ports import Transaction


async def set_away(tx: Transaction, preferences: Preferences, until: date | None) -> Preferences:
    """Keep the day from which on somebody may be asked again; None ends an absence."""
    changed = replace(preferences, away_until=until)
    await tx.put(changed)
    return changed


async def set_preferences(tx: Transaction, before: Preferences, after: Preferences) -> None:
    """Keep a person's own settings; another time or zone lets the clock plan that person anew.

    A check-in that is open keeps the times it was opened with.
    """
    await tx.put(after)
    if (before.at, before.timezone) != (after.at, after.timezone):
        await plan_anew(tx, after.partnership, after.person)


async def plan_anew(tx: Transaction, partnership: str, person: str) -> None:
    """Let the clock plan the check-ins of one person anew."""
    schedules = await tx.find(
        Schedule, partnership=partnership, occurs=Occurs.CHECK_IN, person=person
    )
    waiting = [schedule for schedule in schedules if schedule.next_due is not None]
    await tx.put(*(replace(schedule, next_due=UNPLANNED) for schedule in waiting))
