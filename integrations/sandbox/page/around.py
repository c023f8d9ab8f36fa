"""What stands around the chat on the page: a clock that can be moved on, and a guide.

Whoever serves the page brings both; the page shows them and knows no story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.errors import HeadwayError


class ClockMovingError(HeadwayError):
    """The clock is moving already. Try again when it has arrived."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A button of the clock: on to a later moment (aware, UTC)."""

    key: str
    label: str
    to: datetime


class Clockwork(Protocol):
    """The time of those who play."""

    @property
    def zone(self) -> str:
        """The IANA zone that its moments are told in."""
        ...

    async def now(self) -> datetime:
        """The moment it stands at; aware, in UTC."""
        ...

    async def moves(self) -> Sequence[Move]:
        """Where it can be moved from here, in the order of its buttons."""
        ...

    async def move(self, key: str) -> str:
        """Move on, let everything happen that falls due on the way, and tell of it in a line.

        Raises ClockMovingError while another move is under way, and HeadwayError for a key that is
        none of ``moves``.
        """
        ...

    async def taken_over(self, user: str) -> None:
        """Note that a visitor acts as this user: nobody else does so from now on."""
        ...


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to try. ``user`` and ``conversation`` are where; ``label`` says so on a link.

    ``line`` is what can be typed there, so that nobody has to type it.
    """

    title: str
    text: str
    done: bool
    label: str
    user: str
    conversation: str
    line: str = ""


class Guide(Protocol):
    """The few things to try first."""

    async def steps(self) -> Sequence[Step]:
        """All steps in their order, with what is done already."""
        ...
