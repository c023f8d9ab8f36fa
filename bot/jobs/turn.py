"""A workspace's turn: what goes on there until it is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.domain.delivery import Place
from bot.jobs.desk import Desk
from bot.jobs.watch import Watch
from bot.ports import ChatPlatform, Held
from bot.ports.figures import Figures

MUCH_TOO_LATE = timedelta(seconds=0.5)


class Turn:
    """One workspace, as long as nobody else delivers there.

    It is over when this process stops, when the workspace is not held any more, or when the
    platform wants a pause there: then nothing more is handed over.
    """

    def __init__(
        self, desk: Desk, place: Place, *, held: Held, watch: Watch, end: datetime
    ) -> None:
        """Begin; nothing is handed over after ``end``."""
        self.desk = desk
        self.place = place
        self.held = held
        self.watch = watch
        self.end = end
        self.lost = asyncio.ensure_future(held.lost.wait())
        self._stopping = asyncio.ensure_future(desk.stopping.wait())
        self.is_full = False
        self._paused: datetime | None = None
        self._later: datetime | None = None
        self._lateness: dict[str, timedelta] = {}
        self._behind = timedelta()

    @property
    def platform(self) -> ChatPlatform:
        """What sends there."""
        return self.desk.platforms[self.place.platform]

    @property
    def figures(self) -> Figures:
        """What is told how it goes."""
        return self.desk.tools.figures

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be handed over."""
        return bool(self._paused or self.held.lost.is_set() or self.desk.stopping.is_set())

    @property
    def again(self) -> datetime | None:
        """When something waits to be handed over that did not get its turn."""
        return self._paused or self._later

    def pause(self, until: datetime) -> None:
        """Hand nothing more over before that moment: the platform wants it so."""
        self._paused = max(self._paused or until, until)

    def not_yet(self, moment: datetime) -> None:
        """Note that something waits until then, longer than this turn is.

        Where the workspace has a pace nothing else would go before: no more is to be taken.
        """
        self._later = min(self._later or moment, moment)
        self.is_full = self.platform.rates(self.place).workspace is not None

    async def moment(self, conversation: str, at: datetime) -> None:
        """Wait for a booked moment, or until it is over.

        What leaves late moves on what follows in its conversation, and if it is much too late
        everything that is booked: that is never caught up with, for the platform counts what
        arrives.
        """
        wanted = None
        while not self.is_over and wanted != at + self._late(conversation):
            wanted = at + self._late(conversation)
            await self.wait(self.watch.until(wanted))
        late = self._lateness[conversation] = self.watch.now() - at
        if late > self._behind + MUCH_TOO_LATE:
            self._behind = late

    def booked_anew(self) -> None:
        """Say that what follows is booked from now on: nothing of it is late yet."""
        self._behind = timedelta()

    def _late(self, conversation: str) -> timedelta:
        return max(self._behind, self._lateness.get(conversation, timedelta()))

    async def wait(self, seconds: float) -> None:
        """Wait so long, or until it is over."""
        if seconds > 0 and not self.is_over:
            await asyncio.wait(
                {self.lost, self._stopping}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )

    def close(self) -> None:
        """Watch for its end no more."""
        self.lost.cancel()
        self._stopping.cancel()


@asynccontextmanager
async def turn_at(
    desk: Desk, place: Place, *, held: Held, watch: Watch, end: datetime
) -> AsyncIterator[Turn]:
    """A turn that is closed at the end of the block."""
    turn = Turn(desk, place, held=held, watch=watch, end=end)
    try:
        yield turn
    finally:
        turn.close()
