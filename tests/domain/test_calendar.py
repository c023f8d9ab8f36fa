"""School days."""

from collections.abc import Mapping
from datetime import date

from bot.domain.calendar import Period, SchoolCalendar, SchoolDays

RECESS = Period(first=date(2027, 2, 15), last=date(2027, 2, 19), name="Winter recess")
TESTING = Period(first=date(2027, 5, 3), last=date(2027, 5, 14), name="State testing")
KING = date(2027, 1, 18)


def holidays_of(_country: str, year: int) -> Mapping[date, str]:
    return {KING: "Martin Luther King Jr. Day"} if year == KING.year else {}


def days(**changes: object) -> SchoolDays:
    made = SchoolCalendar(closed=(RECESS,), testing=(TESTING,), **changes)  # type: ignore[arg-type]  # fields of several types
    return SchoolDays(calendar=made, holidays_of=holidays_of)


def test_weekends_holidays_and_recesses_are_closed_and_say_why() -> None:
    assert days().closed_for(date(2027, 1, 16)) == "weekend"
    assert days().closed_for(KING) == "Martin Luther King Jr. Day"
    assert days().closed_for(RECESS.last) == "Winter recess"
    assert days().closed_for(date(2027, 1, 19)) is None


def test_without_a_country_there_are_no_holidays() -> None:
    assert days(holidays=None).is_open(KING)


def test_testing_days_are_open_and_no_days_of_instruction() -> None:
    assert days().is_open(TESTING.first)
    assert not days().is_instructional(TESTING.first)
    assert days().is_instructional(date(2027, 1, 19))


def test_the_next_open_day_is_the_day_itself_or_the_first_after_it() -> None:
    assert days().next_open(date(2027, 1, 16)) == date(2027, 1, 19)
    assert days().next_open(date(2027, 1, 19)) == date(2027, 1, 19)


def test_where_schools_never_open_again_the_day_itself_is_kept() -> None:
    closed = Period(first=KING, last=date(2030, 1, 1), name="Flood")
    never = SchoolDays(calendar=SchoolCalendar(closed=(closed,)), holidays_of=holidays_of)

    assert never.next_open(KING) == KING


def test_breaks_name_each_closure_once() -> None:
    assert days().breaks(date(2027, 1, 11), date(2027, 2, 28)) == [
        "Martin Luther King Jr. Day",
        "Winter recess",
    ]
