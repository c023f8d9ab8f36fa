"""Public holidays, and closures from .ics files."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.calendar import HolidaysOf, Period, SchoolCalendar, SchoolDays
from integrations.calendars import (
    CalendarFileError,
    closures_from_ics,
    holidays_of,
    known_countries,
)


def ics(folder: Path, *events: str) -> Path:
    """A calendar file; the lines of an event are parted by "|"."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split("|"), "END:VEVENT"]
    path = folder / "district.ics"
    path.write_bytes("\r\n".join([*lines, "END:VCALENDAR", ""]).encode())
    return path


def days(path: Path) -> list[str]:
    return [f"{one.first}/{one.last}" for one in closures_from_ics(path)]


def test_federal_holidays_are_known_by_name() -> None:
    year = holidays_of("US", 2027)

    assert year[date(2027, 1, 18)] == "Martin Luther King Jr. Day"
    assert date(2027, 1, 19) not in year


@pytest.mark.parametrize("day", [date(2027, 7, 5), date(2027, 12, 24), date(2027, 12, 31)])
def test_a_holiday_on_a_weekend_is_observed_on_a_weekday(day: date) -> None:
    assert holidays_of("US", 2027)[day].endswith("(observed)")


def test_a_state_adds_its_own_holidays() -> None:
    patriots = date(2027, 4, 19)

    assert patriots in holidays_of("US-MA", 2027)
    assert patriots not in holidays_of("US", 2027)


def test_nothing_is_a_holiday_in_a_country_that_nobody_knows() -> None:
    assert holidays_of("Atlantis", 2027) == {}
    assert "Atlantis" not in known_countries()


def test_holidays_cannot_be_changed_by_those_who_read_them() -> None:
    with pytest.raises(TypeError):
        holidays_of("US", 2027)[date(2027, 1, 2)] = "mine"  # type: ignore[index]  # that is what must not be


def test_countries_and_their_parts_are_known() -> None:
    assert {"US", "US-MA", "CA-ON"} <= known_countries()


def test_it_fits_the_school_calendar() -> None:
    asked: HolidaysOf = holidays_of
    school = SchoolDays(calendar=SchoolCalendar(holidays="US"), holidays_of=asked)

    assert school.next_open(date(2027, 1, 18)) == date(2027, 1, 19)


def test_an_all_day_event_is_a_closure_and_its_end_is_the_day_after(tmp_path: Path) -> None:
    event = "SUMMARY:Winter  recess|DTSTART;VALUE=DATE:20270215|DTEND;VALUE=DATE:20270220"

    (found,) = closures_from_ics(ics(tmp_path, event))

    last = date(2027, 2, 19)
    assert found == Period(first=date(2027, 2, 15), last=last, name="Winter recess")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270215", "2027-02-15/2027-02-15"),
        ("DTSTART;VALUE=DATE:20270215|DURATION:P3D", "2027-02-15/2027-02-17"),
        ("DTSTART;VALUE=DATE:20270215|DTEND;VALUE=DATE:20270215", "2027-02-15/2027-02-15"),
    ],
)
def test_an_event_without_a_proper_end_is_as_long_as_it_says(
    tmp_path: Path, event: str, expected: str
) -> None:
    assert days(ics(tmp_path, event)) == [expected]


def test_closures_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    path = ics(tmp_path, "DTSTART;VALUE=DATE:20270412", "DTSTART;VALUE=DATE:20270215")

    assert days(path) == ["2027-02-15/2027-02-15", "2027-04-12/2027-04-12"]


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:Board|DTSTART:20270215T180000Z|DTEND:20270215T200000Z",
        "SUMMARY:Off|DTSTART;VALUE=DATE:20270215|STATUS:CANCELLED",
    ],
)
def test_meetings_and_what_is_cancelled_close_nothing(tmp_path: Path, event: str) -> None:
    assert closures_from_ics(ics(tmp_path, event)) == ()


def test_a_repeating_event_closes_each_of_its_days(tmp_path: Path) -> None:
    event = (
        "DTSTART;VALUE=DATE:20270906|RRULE:FREQ=YEARLY;UNTIL=20290930T000000Z;BYMONTH=9;BYDAY=1MO"
        "|EXDATE;VALUE=DATE:20280904|RDATE;VALUE=DATE:20270910"
    )

    found = [one.first for one in closures_from_ics(ics(tmp_path, event))]

    assert found == [date(2027, 9, 6), date(2027, 9, 10), date(2029, 9, 3)]


def test_an_endless_event_is_followed_for_twenty_years(tmp_path: Path) -> None:
    path = ics(tmp_path, "DTSTART;VALUE=DATE:20270101|RRULE:FREQ=YEARLY")

    found = closures_from_ics(path)

    assert len(found) == 21
    assert found[-1].first - found[0].first < timedelta(days=366 * 20)


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:no start",
        "DTSTART:tomorrow",
        "DTSTART;VALUE=DATE:20270215|DTEND:20270216T100000Z",
        "DTSTART;VALUE=DATE:20270215|RRULE:FREQ=NEVER",
    ],
)
def test_an_event_that_makes_no_sense_is_refused(tmp_path: Path, event: str) -> None:
    with pytest.raises(CalendarFileError, match=r'"district.ics" is not a calendar'):
        closures_from_ics(ics(tmp_path, event))


@pytest.mark.parametrize("raw", [b"", b"hello", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\n"])
def test_what_is_no_calendar_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "district.ics"
    path.write_bytes(raw)

    with pytest.raises(CalendarFileError, match="Export it again"):
        closures_from_ics(path)


def test_a_missing_calendar_says_so(tmp_path: Path) -> None:
    with pytest.raises(CalendarFileError, match="cannot be read: no such file"):
        closures_from_ics(tmp_path / "none.ics")
