"""Blockers: what stands in the way, since when, and who can clear it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.errors import ChangeRefusedError
from bot.domain.record import Statement


class Factor(StrEnum):
    """What kind of thing hinders or helps.

    Culture: values and beliefs; conditions: time, structures, schedules, resources; competencies:
    knowledge and skill.
    """

    CULTURE = "culture"
    CONDITIONS = "conditions"
    COMPETENCIES = "competencies"


class BlockerState(StrEnum):
    """Open until somebody says that it is cleared; an empty answer never does."""

    OPEN = "open"
    CLEARED = "cleared"


@dataclass(frozen=True, kw_only=True)
class Blocker(Statement):
    """Something in the way, ``since`` a day; ``can_clear`` is the person who could clear it."""

    LETTER: ClassVar = "B"

    since: date
    factor: Factor | None = None
    can_clear: str | None = None
    state: BlockerState = BlockerState.OPEN
    closed_at: datetime | None = None
    closed_by: str | None = None
    note: str = ""

    @property
    def people(self) -> frozenset[str]:
        """Whoever raised it. Being able to clear it does not widen the audience."""
        return frozenset({self.by})

    @property
    def concerned(self) -> frozenset[str]:
        """Whoever raised it, and the person who could clear it."""
        return frozenset({self.by, self.can_clear or self.by})

    @property
    def is_open(self) -> bool:
        """Whether it still stands in the way."""
        return self.state is BlockerState.OPEN and not self.withdrawn

    def age(self, today: date) -> int:
        """Days since it was first there, at least 0."""
        return max((today - self.since).days, 0)

    def cleared(self, *, by: str, at: datetime, note: str = "") -> "Blocker":
        """The blocker as cleared by who raised it or who can clear it.

        Raises ChangeRefusedError if it is cleared already, or for anybody else.
        """
        if not self.is_open:
            what = "was undone" if self.withdrawn else "is cleared already"
            raise ChangeRefusedError(f"{self.ref} {what}; nothing was changed.")
        self._only_involved(by)
        return replace(
            self, state=BlockerState.CLEARED, closed_at=at, closed_by=by, note=note.strip()
        )

    def reopened(self, *, by: str, why: str = "") -> "Blocker":
        """The blocker after somebody involved says that it is still there.

        Raises ChangeRefusedError if it is open, or for anybody else.
        """
        if self.is_open:
            raise ChangeRefusedError(f"{self.ref} is open already.")
        self._only_involved(by)
        return replace(self, state=BlockerState.OPEN, closed_at=None, closed_by=None, note=why)

    def _only_involved(self, by: str) -> None:
        if by not in {self.by, self.can_clear}:
            raise ChangeRefusedError(
                f"Only who raised {self.ref} or who can clear it can say so; nothing was changed."
            )
