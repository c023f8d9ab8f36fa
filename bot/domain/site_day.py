"""Site days: the partner's days in the district, planned with a purpose and debriefed after."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.record import Statement


class SiteDayState(StrEnum):
    """Planned, and then debriefed, unless it was called off."""

    PLANNED = "planned"
    DEBRIEFED = "debriefed"
    CALLED_OFF = "called-off"


@dataclass(frozen=True, kw_only=True)
class SiteDay(Statement):
    """A day of the partner in the district; ``text`` is its purpose, ``coaches`` are who comes.

    ``worked``, ``did_not`` and ``to_change`` are its debrief. ``brief_at`` and ``debrief_at`` are
    when the coaches get their brief and are asked for the debrief; None when that is done with.
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
