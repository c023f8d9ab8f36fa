"""Quarters: the four parts of a calendar year, by which boards and contracts count."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_QUARTER = re.compile(r"(\d{4})[-\s]?Q([1-4])", re.IGNORECASE)
_MONTHS = 3

JUST_ENDED = timedelta(days=28)
"""For how long after its end a quarter is the one that people mean: its pack is written then."""


@dataclass(frozen=True, kw_only=True, order=True)
class Quarter:
    """A quarter of a calendar year; ``number`` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter that the day lies in."""
        return cls(year=day.year, number=(day.month - 1) // _MONTHS + 1)

    @classmethod
    def parse(cls, text: str) -> "Quarter | None":
        """The quarter written as ``2027-Q1``, or None if it is none."""
        match = _QUARTER.fullmatch(text.strip())
        year, number = (int(match[1]), int(match[2])) if match else (0, 0)
        return cls(year=year, number=number) if date.min.year < year < date.max.year else None

    @classmethod
    def meant(cls, today: date) -> "Quarter":
        """The quarter that somebody means who names none.

        The one that has just ended, for four weeks; then the one that is running.
        """
        return cls.of(today - JUST_ENDED)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.months[0]

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its three months."""
        begins = (self.number - 1) * _MONTHS + 1
        return tuple(date(self.year, begins + ahead, 1) for ahead in range(_MONTHS))

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        year, ahead = divmod(self.number, 4)
        return Quarter(year=self.year + year, number=ahead + 1)

    @property
    def before(self) -> "Quarter":
        """The quarter before it."""
        return Quarter.of(self.first - timedelta(days=1))

    def __str__(self) -> str:
        """Its name, ``2027-Q1``."""
        return f"{self.year}-Q{self.number}"
