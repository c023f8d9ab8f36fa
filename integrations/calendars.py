"""School calendars from outside: public holidays by country, and closures from an .ics file."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

from bot.domain.calendar import ONE_DAY, Period
from bot.domain.errors import HeadwayError

if TYPE_CHECKING:
    from icalendar import Event

# A rule without an end ("every year") is followed this far, counted from its first event.
FOLLOWED = timedelta(days=366 * 20)
MOST_REPEATS = 1000


class CalendarFileError(HeadwayError):
    """An .ics file cannot be read as a calendar. The message says what to do."""


@lru_cache(maxsize=256)
def holidays_of(country: str, year: int) -> Mapping[date, str]:
    """Public holidays of a country ("US") or its part ("US-MA") in a year, with their names.

    Observed days are among them: a holiday on a Saturday gives its Friday as well. Empty for a
    country that is not in ``known_countries``, and for years that the library knows nothing of.
    """
    # Takes a tenth of a second, which only what asks for holidays should pay.
    import holidays  # noqa: PLC0415 - slow, and not every run needs it

    code, _, part = country.partition("-")
    try:
        found = holidays.country_holidays(code, subdiv=part or None, years=year)
    except NotImplementedError:
        return MappingProxyType({})
    return MappingProxyType(dict(found))


@lru_cache(maxsize=1)
def known_countries() -> frozenset[str]:
    """The countries and their parts that ``holidays_of`` knows, such as "US" and "US-MA"."""
    import holidays  # noqa: PLC0415 - slow, and not every run needs it

    supported = holidays.list_supported_countries(include_aliases=False)
    parts = {f"{code}-{part}" for code, names in supported.items() for part in names}
    return frozenset(supported) | parts


def closures_from_ics(path: Path) -> tuple[Period, ...]:
    """The all-day events of a calendar file, in the order of their days.

    Each counts as closed, whatever its name: the file should hold closures alone. Events with a
    time of day and cancelled ones are left out. Repeating events are followed for twenty years;
    a single date of one that was moved is closed on its old day as well as on the new one.

    Raises CalendarFileError if the file cannot be read.
    """
    import icalendar  # noqa: PLC0415 - slow, and few files name an .ics

    try:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        periods = [period for event in calendar.events for period in _periods(event)]
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CalendarFileError(f'the calendar "{path.name}" cannot be read: {reason}.') from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        raise CalendarFileError(
            f'"{path.name}" is not a calendar that can be read. Export it again as .ics.'
        ) from error
    return tuple(sorted(periods, key=lambda period: (period.first, period.last, period.name)))


def _periods(event: "Event") -> Iterator[Period]:
    start, end = event.start, event.end
    if isinstance(start, datetime) or isinstance(end, datetime):
        return
    if event.get("STATUS") == "CANCELLED":
        return
    name = " ".join(str(event.get("SUMMARY") or "closed").split())
    # The end is the day after the last.
    length = max(end - start, ONE_DAY) - ONE_DAY
    for first in sorted({start, *_repeats(event, start)} - set(event.exdates)):
        yield Period(first=first, last=first + length, name=name)


def _repeats(event: "Event", start: date) -> Iterator[date]:
    yield from (day for day, _ in event.rdates if not isinstance(day, datetime))
    begin = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - a day, not a moment
    for rule in event.rrules:
        text = rule.to_ical().decode()
        # Some calendars end the rule at a moment, which dateutil refuses beside a plain date.
        days = rrulestr(re.sub(r"(UNTIL=\d{8})T\w+", r"\1", text), dtstart=begin)
        near = takewhile(lambda day: day - begin <= FOLLOWED, days)
        yield from (day.date() for day in islice(near, MOST_REPEATS))
