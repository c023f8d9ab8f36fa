"""The picture of blockers: what is in the way by factor and age, and what was cleared."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from bot.domain.blocker import Blocker, Factor
from bot.domain.coverage import school_year
from bot.domain.picture import Bars, Row, Stack

OPEN, CLEARED = "open", "cleared"
UNSORTED = "unsorted"
"""The row of the blockers of which nobody has said what kind of thing they are."""


class Age(StrEnum):
    """For how long something has been in the way; what was cleared is in the way no more."""

    NEW = "new"
    WEEKS = "weeks"
    LONG = "long"
    CLEARED = "cleared"

    @classmethod
    def of(cls, days: int) -> "Age":
        """The age of what has been open for so many days: to two weeks, to six, or more."""
        if days <= 14:
            return cls.NEW
        return cls.WEEKS if days <= 42 else cls.LONG


def draw_blockers(
    blockers: Iterable[Blocker], *, today: date, day_of: Callable[[datetime], date]
) -> Bars:
    """The open blockers of each factor by age, and those cleared this school year.

    Pass what the reader may see.
    """
    since = school_year(today)
    aged: list[tuple[Blocker, Age]] = []
    for blocker in sorted(blockers, key=lambda blocker: blocker.number):
        if blocker.is_open:
            aged.append((blocker, Age.of(blocker.age(today))))
        elif not blocker.withdrawn and blocker.closed_at and day_of(blocker.closed_at) >= since:
            aged.append((blocker, Age.CLEARED))
    still = [(blocker, age) for blocker, age in aged if age is not Age.CLEARED]
    cleared = [(blocker, age) for blocker, age in aged if age is Age.CLEARED]
    stacks = (_stack(OPEN, still), _stack(CLEARED, cleared))
    return Bars(
        panels=tuple(stack for stack in stacks if stack.total),
        series=tuple(Age),
        since=since,
        until=today,
        sources=tuple(blocker.ref for blocker, _ in aged),
    )


def _stack(key: str, aged: Sequence[tuple[Blocker, Age]]) -> Stack:
    factors: tuple[Factor | None, ...] = (*Factor, None)
    rows = []
    for factor in factors:
        ages = [age for blocker, age in aged if blocker.factor is factor]
        if ages or factor:
            counts = tuple(ages.count(age) for age in Age)
            rows.append(Row(key=factor.value if factor else UNSORTED, counts=counts))
    return Stack(key=key, rows=tuple(rows))
