"""Commitments: what either side promised, by when, and whether it was kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.errors import ChangeRefusedError
from bot.domain.people import Side
from bot.domain.record import Statement


class CommitmentState(StrEnum):
    """Open until its owner says how it ended."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, kw_only=True)
class Commitment(Statement):
    """A promise of ``owner``, who stands on ``side``; ``by`` is who wrote it down.

    ``note`` is the evidence or reason given when it was closed or moved.
    """

    LETTER: ClassVar = "C"

    owner: str
    side: Side
    due: date | None = None
    state: CommitmentState = CommitmentState.OPEN
    closed_at: datetime | None = None
    closed_by: str | None = None
    note: str = ""

    @property
    def people(self) -> frozenset[str]:
        """The owner and whoever wrote it down."""
        return frozenset({self.owner, self.by})

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self.state is CommitmentState.OPEN and not self.withdrawn

    def is_overdue(self, today: date) -> bool:
        """Open, with a date that has passed."""
        return self.is_open and self.due is not None and self.due < today

    def kept(self, *, by: str, at: datetime, note: str = "") -> "Commitment":
        """The commitment as its owner says it was kept.

        Raises ChangeRefusedError if it is closed, or if ``by`` is not the owner.
        """
        self._only_open()
        self._only_owner(by)
        return self._closed(CommitmentState.KEPT, by=by, at=at, note=note)

    def dropped(self, *, by: str, at: datetime, note: str) -> "Commitment":
        """The commitment given up by its owner or by whoever asked for it, with the reason.

        Raises ChangeRefusedError without a reason, for anybody else, or if it is closed.
        """
        self._only_open()
        self._only_involved(by)
        if not note.strip():
            raise ChangeRefusedError(f"Say why in a few words: /commit drop {self.ref} because …")
        return self._closed(CommitmentState.DROPPED, by=by, at=at, note=note)

    def moved(self, to: date, *, by: str, why: str = "") -> "Commitment":
        """The commitment with another date; the old one stays in the history.

        A first date may be set by whoever wrote it down, too. Raises ChangeRefusedError if it is
        closed, for anybody else than the owner, or if ``to`` is its date.
        """
        self._only_open()
        if self.due:
            self._only_owner(by)
        self._only_involved(by)
        if to == self.due:
            raise ChangeRefusedError(f"{self.ref} is due on that day already.")
        return replace(self, due=to, note=why)

    def reopened(self, *, by: str, why: str = "") -> "Commitment":
        """The commitment after its owner, or whoever asked for it, says that it is not done.

        Raises ChangeRefusedError if it is open or ``by`` is neither of them.
        """
        if self.is_open:
            raise ChangeRefusedError(f"{self.ref} is open already.")
        self._only_involved(by)
        return replace(self, state=CommitmentState.OPEN, closed_at=None, closed_by=None, note=why)

    def _closed(self, state: CommitmentState, *, by: str, at: datetime, note: str) -> "Commitment":
        return replace(self, state=state, closed_at=at, closed_by=by, note=note.strip())

    def _only_open(self) -> None:
        if not self.is_open:
            what = "was undone" if self.withdrawn else f"is {self.state.value} already"
            raise ChangeRefusedError(f"{self.ref} {what}; nothing was changed.")

    def _only_owner(self, by: str) -> None:
        if by != self.owner:
            raise ChangeRefusedError(
                f"Only the person who promised {self.ref} can say so; nothing was changed."
            )

    def _only_involved(self, by: str) -> None:
        if by not in self.people:
            raise ChangeRefusedError(
                f"Only who promised {self.ref} or who asked for it can say so; nothing was changed."
            )
