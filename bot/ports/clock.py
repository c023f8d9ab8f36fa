"""The clock: the only place that knows what time it is."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    async def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...
