"""What the reader of dates understands, and what it leaves alone."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.dates import DateWords, Found
from tests.integrations.labelled_dates import (
    NO_DATES,
    NO_PROMISED_DATES,
    PHRASES,
    PROMISES,
    WEDNESDAY,
)


@pytest.fixture
def dates() -> DateWords:
    return DateWords()


@pytest.mark.parametrize(("today", "phrase", "day"), PHRASES)
def test_a_phrase_means_its_day(dates: DateWords, today: date, phrase: str, day: str) -> None:
    assert dates.read(phrase, today=today) == date.fromisoformat(day)


@pytest.mark.parametrize("phrase", NO_DATES)
def test_what_is_no_date_is_not_read_as_one(dates: DateWords, phrase: str) -> None:
    assert dates.read(phrase, today=WEDNESDAY) is None


@pytest.mark.parametrize(("text", "found"), PROMISES)
def test_a_promise_is_told_from_its_date(
    dates: DateWords, text: str, found: tuple[str, str, str]
) -> None:
    rest, phrase, day = found

    expected = Found(text=rest, phrase=phrase, date=date.fromisoformat(day))

    assert dates.find(text, today=WEDNESDAY) == expected


@pytest.mark.parametrize("text", NO_PROMISED_DATES)
def test_ordinary_sentences_hold_no_date(dates: DateWords, text: str) -> None:
    assert dates.find(text, today=WEDNESDAY) is None


def test_school_days_leave_out_the_days_that_the_district_is_closed(dates: DateWords) -> None:
    closed = {date(2027, 1, 21), date(2027, 1, 25)}

    day = dates.read(
        "in 3 school days",
        today=WEDNESDAY,
        school_days=lambda day: day.weekday() < 5 and day not in closed,
    )

    assert day == date(2027, 1, 27)


def test_a_district_that_never_opens_has_no_next_school_day(dates: DateWords) -> None:
    assert dates.read("in 3 school days", today=WEDNESDAY, school_days=lambda _: False) is None


def test_a_whole_page_is_no_phrase(dates: DateWords) -> None:
    assert dates.read("a day from " * 5000 + "Friday", today=WEDNESDAY) is None
    assert dates.read("Friday" + " evening" * 5000, today=WEDNESDAY) is None


def test_dateparser_is_loaded_only_when_it_is_needed() -> None:
    code = (
        "import sys, integrations.dates as d; d.DateWords(); sys.exit('dateparser' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# The first date loads the library.
UNHURRIED = settings(deadline=None)
TODAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))
# Neither an introducer nor a date among them, however they follow each other.
WORDS = st.sampled_from(
    [
        *("share", "the rubric", "with", "grade 4", "3 teachers", "may need", "march through"),
        *("sat", "sun", "second", "the 4th", "5th,", "3/5", "team", "@chen", "#data-teams"),
        *("student-talk", "week", "month", "12", "(again)", "why?", "notes.", "Friday"),
        *("Friday's", "24/7", "spring", "Q2", "-"),
    ]
)
FORMATS = ("{d} {B}", "{B} {d}", "{b} {d}", "{m}/{d}", "{d} {B} {Y}", "{Y}-{m:02}-{d:02}")


def typed(day: date, form: str) -> str:
    names = {"B": f"{day:%B}", "b": f"{day:%b}"}
    return form.format(d=day.day, m=day.month, Y=day.year, **names)


@UNHURRIED
@given(today=TODAYS, ahead=st.integers(0, 364), form=st.sampled_from(FORMATS))
def test_any_day_of_the_coming_year_is_read_back(today: date, ahead: int, form: str) -> None:
    day = today + timedelta(days=ahead)
    words = typed(day, form)

    found = DateWords().find(f"share the rubric by {words} @chen", today=today)

    assert found == Found(text="share the rubric @chen", phrase=f"by {words}", date=day)


@UNHURRIED
@given(text=st.lists(WORDS, max_size=12).map(" ".join), today=TODAYS)
def test_a_text_without_a_date_is_never_cut(text: str, today: date) -> None:
    assert DateWords().find(text, today=today) is None


INTRODUCERS = st.sampled_from(["by", "on", "due", "before", "until", "to", "By"])
DAYS = st.sampled_from(
    ["Friday", "Feb 5", "5 Feb.", "next week", "the 14th", "3/12", "in two weeks", "eow"]
)


@UNHURRIED
@given(
    pieces=st.lists(st.one_of(WORDS, INTRODUCERS, DAYS), max_size=14),
    joint=st.sampled_from([" ", "  ", ", ", "\n"]),
    today=TODAYS,
)
def test_no_word_is_ever_lost(pieces: list[str], joint: str, today: date) -> None:
    text = joint.join(pieces)

    found = DateWords().find(text, today=today)

    if found:
        kept = f"{found.text} {found.phrase}"
        assert sorted(words_of(kept)) == sorted(words_of(text))
        assert found.date >= today


def words_of(text: str) -> list[str]:
    return [word.strip(".,;:!?()-") for word in text.split() if word.strip(".,;:!?()-")]


@UNHURRIED
@given(text=st.text(max_size=80), today=TODAYS)
def test_any_text_at_all_is_taken(text: str, today: date) -> None:
    found = DateWords().find(f"{text} by Friday", today=today)

    assert found is None or found.date.weekday() == 4


@UNHURRIED
@given(phrase=st.text(alphabet="0123456789/- thofnexwkmaryi", max_size=16), today=TODAYS)
def test_only_a_date_with_a_year_can_be_over(phrase: str, today: date) -> None:
    day = DateWords().read(phrase, today=today)

    assert day is None or day >= today or any(year in phrase for year in (f"{day:%Y}", f"{day:%y}"))


def test_a_deadline_comes_before_a_day_that_something_happens_on() -> None:
    found = DateWords().find("share it by Friday so that we act on Monday", today=date(2027, 1, 11))

    assert found is not None
    assert found.date == date(2027, 1, 15)
    assert found.text == "share it so that we act on Monday"
