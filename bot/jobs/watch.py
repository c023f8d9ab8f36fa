"""What the clock says while something goes on that began at a given moment."""

from datetime import datetime, timedelta

from bot.jobs.desk import Desk


class Watch:
    """Goes on from the moment of a pass, be it now or, for a trial, any other."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        """Begin at ``now``."""
        self._began = desk.seconds()
        self._seconds = desk.seconds
        self._moment = now

    def now(self) -> datetime:
        """The moment it is."""
        return self._moment + timedelta(seconds=self._seconds() - self._began)

    def until(self, moment: datetime) -> float:
        """The seconds that are left until then; none when it is past."""
        return max((moment - self.now()).total_seconds(), 0)
