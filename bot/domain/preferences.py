"""What a person has set for themself in chat; a partnership file never overwrites it."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """A person's own time, zone and absence. None means: as the cadence and the file say.

    ``away_until`` is the first day on which the person may be asked again. ``proposals``: promises
    and the like that stand in plain words may be proposed to the person.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "person")

    partnership: str
    person: str
    at: time | None = None
    timezone: str | None = None
    away_until: date | None = None
    reminders: bool = True
    proposals: bool = True

    def is_away(self, day: date) -> bool:
        """Whether the person does not want to be asked on this day."""
        return self.away_until is not None and day < self.away_until
