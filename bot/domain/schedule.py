"""What the clock does next: one row per person and cadence, and one for each digest."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar

UNPLANNED = datetime(1970, 1, 1, tzinfo=UTC)
"""The ``next_due`` of a row that no tick has seen yet: it is planned, not caught up with."""


class Occurs(StrEnum):
    """What happens when the time has come."""

    CHECK_IN = "check-in"
    DIGEST = "digest"
    PORTFOLIO = "portfolio"


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When something is due next. ``period`` is the nominal day that ``next_due`` stands for.

    ``next_due`` is None when nothing is due any more (the person left, the cadence is gone).
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "occurs", "cadence", "person")

    partnership: str
    occurs: Occurs
    cadence: str = ""
    person: str = ""
    next_due: datetime | None = UNPLANNED
    period: date | None = None


def at_rest(schedule: Schedule) -> Schedule:
    """The row when nothing is due any more; what it once waited for is not caught up with."""
    return replace(schedule, next_due=None, period=None)
