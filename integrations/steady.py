"""The time of day, which never goes back."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

SLOWED = 0.5
"""How fast the time of day goes on while the machine's clock is behind it."""


def _wall() -> datetime:
    return datetime.now(UTC)


class SteadyTime:
    """The machine's time of day; where somebody sets that back, it goes slower until both agree.

    So what was due stays due, and what was to wait a minute waits two, not an hour and one.
    """

    def __init__(
        self,
        *,
        wall: Callable[[], datetime] = _wall,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        """``wall`` tells the machine's time, ``elapsed`` counts seconds and is never set."""
        self._wall = wall
        self._elapsed = elapsed
        self._told: tuple[float, float] | None = None

    def now(self) -> datetime:
        """This moment, in UTC; later than or the same as every one that it told before."""
        moment, elapsed = self._wall().timestamp(), self._elapsed()
        if self._told is not None:
            last, at = self._told
            moment = max(moment, last + (elapsed - at) * SLOWED)
        self._told = moment, elapsed
        return datetime.fromtimestamp(moment, UTC)
