"""Site days: the partner's days in the district, planned with a purpose and debriefed after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.errors import ChangeRefusedError
from bot.domain.record import Statement

LONGEST_DATE = 5
"""How many words a date has at the most: "on Wednesday, 3 Feb 2027"."""


class SiteDayState(StrEnum):
    """Planned, and then debriefed, unless it was called off."""

    PLANNED = "planned"
    DEBRIEFED = "debriefed"
    CALLED_OFF = "called-off"


@dataclass(frozen=True, kw_only=True)
class Debrief:
    """What a day was like: what worked, what did not, what to change."""

    worked: str = ""
    did_not: str = ""
    to_change: str = ""


@dataclass(frozen=True, kw_only=True)
class SiteDay(Statement):
    """A day of the partner in the district; ``text`` is its purpose, ``coaches`` are who comes.

    ``worked``, ``did_not`` and ``to_change`` are its debrief. ``brief_at`` and ``debrief_at`` are
    when the first coach gets the brief and is asked for the debrief; None when that is done with.
    """

    LETTER: ClassVar = "S"

    day: date
    coaches: tuple[str, ...] = ()
    state: SiteDayState = SiteDayState.PLANNED
    worked: str = ""
    did_not: str = ""
    to_change: str = ""
    brief_at: datetime | None = None
    debrief_at: datetime | None = None

    @property
    def people(self) -> frozenset[str]:
        """The coaches, and whoever planned it."""
        return frozenset({self.by, *self.coaches})

    @property
    def stands(self) -> bool:
        """Whether it has neither been called off nor taken back."""
        return not self.withdrawn and self.state is not SiteDayState.CALLED_OFF

    @property
    def is_open(self) -> bool:
        """Whether it is still to come, or to be debriefed."""
        return self.stands and self.state is SiteDayState.PLANNED

    @property
    def occasion(self) -> str:
        """What names this day once and for all, wherever it is moved to: "S-6/2027-02-03"."""
        return f"{self.ref}/{self.day.isoformat()}"

    def moved(self, to: date) -> "SiteDay":
        """The site day on another day. Raises ChangeRefusedError if it is over or on that day."""
        self._only_open()
        if to == self.day:
            raise ChangeRefusedError(f"{self.ref} is on that day already.")
        return replace(self, day=to)

    def called_off(self) -> "SiteDay":
        """The site day that does not take place. Raises ChangeRefusedError if it is over."""
        self._only_open()
        return replace(self, state=SiteDayState.CALLED_OFF, brief_at=None, debrief_at=None)

    def debriefed(self, debrief: Debrief, *, today: date) -> "SiteDay":
        """The site day with its debrief, which may be written once more.

        Raises ChangeRefusedError before the day, or if it was called off.
        """
        if not self.stands:
            raise ChangeRefusedError(f"{self.ref} was called off, so there is nothing to debrief.")
        if self.day > today:
            raise ChangeRefusedError(f"{self.ref} is still to come. Its debrief comes after it.")
        state = SiteDayState.DEBRIEFED
        return replace(self, **vars(debrief), state=state, brief_at=None, debrief_at=None)

    def _only_open(self) -> None:
        if not self.is_open:
            what = "was debriefed" if self.stands else "was called off"
            raise ChangeRefusedError(f"{self.ref} {what} already; nothing was changed.")


def days_used(site_days: Iterable[SiteDay], *, month: date, until: date | None = None) -> int:
    """How many days of that month the partner is in the district; ``month`` is any day of it.

    A date counts once, however many coaches come; a day that was called off does not count. With
    ``until`` only the dates up to that one count, which are the days used by then.
    """
    first = month.replace(day=1)
    last = until or date.max
    days = {one.day for one in site_days if one.stands and one.day <= last}
    return sum(day.replace(day=1) == first for day in days)


def planned(site_days: Iterable[SiteDay], *, after: date, until: date) -> tuple[SiteDay, ...]:
    """Those that are to come after one day, up to and including another, the next one first."""
    coming = [one for one in site_days if one.is_open and after < one.day <= until]
    return tuple(sorted(coming, key=lambda one: (one.day, one.number)))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A site day as it was typed: the day if one was named, who comes as typed, and its purpose."""

    day: date | None
    people: tuple[str, ...]
    text: str


def read_plan(text: str, read_date: Callable[[str], date | None]) -> Plan:
    """Take "2027-02-03 @vance: walk Lincoln" to its parts; the date and names come first."""
    day: date | None = None
    people: list[str] = []
    rest = text.strip()
    while rest:
        first, after = [*rest.split(maxsplit=1), ""][:2]
        if first.startswith("@") or (first in {"with", "and"} and after.startswith("@")):
            people += [first.strip("@,:")] if first.startswith("@") else []
            rest = after
        elif day is None and (found := _leading_date(rest, read_date)):
            day, rest = found
        else:
            break
        if first.endswith(":"):
            break
    return Plan(day=day, people=tuple(people), text=rest.lstrip(" :,"))


def _leading_date(text: str, read_date: Callable[[str], date | None]) -> tuple[date, str] | None:
    """The date that a text begins with, and the rest; the longest phrase that is one counts."""
    head, colon, tail = text.partition(": ")
    words = head.split()
    for count in range(min(LONGEST_DATE, len(words)), 0, -1):
        day = read_date(" ".join(words[:count]).strip(",:"))
        if day:
            rest = head.split(maxsplit=count)[count:]
            return day, f"{''.join(rest)}{colon}{tail}"
    return None
