"""School days: which days people may be asked on, and which days of instruction count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST_BREAK = 366

HolidaysOf = Callable[[str, int], Mapping[date, str]]
"""Gives the public holidays of a country (or "US-MA") in a year, with their names."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days from ``first`` to ``last``, both included, under one name."""

    first: date
    last: date
    name: str

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class SchoolCalendar:
    """What a district's file says of its year. ``holidays`` is a country, or None for none."""

    holidays: str | None = "US"
    closed: tuple[Period, ...] = ()
    testing: tuple[Period, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SchoolDays:
    """A school calendar together with the public holidays of its country."""

    calendar: SchoolCalendar
    holidays_of: HolidaysOf

    def closed_for(self, day: date) -> str | None:
        """Why no one is at school on this day ("Winter recess"), or None on an open day."""
        if day.weekday() >= SATURDAY:
            return "weekend"
        for period in self.calendar.closed:
            if day in period:
                return period.name
        country = self.calendar.holidays
        return self.holidays_of(country, day.year).get(day) if country else None

    def is_open(self, day: date) -> bool:
        """Whether people may be asked on this day."""
        return self.closed_for(day) is None

    def is_instructional(self, day: date) -> bool:
        """Whether the day counts as one of instruction: open, and no testing."""
        return self.is_open(day) and not any(day in period for period in self.calendar.testing)

    def next_open(self, day: date) -> date:
        """The day itself or the first open one after it; the day itself if none is near."""
        later = (day + ONE_DAY * ahead for ahead in range(LONGEST_BREAK))
        return next((candidate for candidate in later if self.is_open(candidate)), day)

    def breaks(self, first: date, last: date) -> list[str]:
        """Names of what closed schools between two days, weekends left out, each once."""
        days = (first + ONE_DAY * ahead for ahead in range((last - first).days + 1))
        names = [self.closed_for(day) for day in days]
        return list(dict.fromkeys(name for name in names if name and name != "weekend"))
