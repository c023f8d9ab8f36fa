"""What the reader of dates understands, and what it leaves alone."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.dates import DateWords, Found

WEDNESDAY = date(2027, 1, 20)
FRIDAY = date(2027, 1, 22)
SUNDAY = date(2027, 1, 24)
END_OF_JANUARY = date(2027, 1, 31)
NEW_YEARS_EVE = date(2026, 12, 31)  # a Thursday
LEAP_DAY = date(2028, 2, 29)  # a Tuesday

PHRASES = [
    (WEDNESDAY, "today", "2027-01-20"),
    (WEDNESDAY, "tonight", "2027-01-20"),
    (WEDNESDAY, "end of day", "2027-01-20"),
    (WEDNESDAY, "EOD", "2027-01-20"),
    (WEDNESDAY, "tomorrow", "2027-01-21"),
    (WEDNESDAY, "Tomorrow morning", "2027-01-21"),
    (WEDNESDAY, "the day after tomorrow", "2027-01-22"),
    (NEW_YEARS_EVE, "tomorrow", "2027-01-01"),
    (WEDNESDAY, "Friday", "2027-01-22"),
    (WEDNESDAY, "by Friday", "2027-01-22"),
    (WEDNESDAY, "Wednesday", "2027-01-20"),
    (WEDNESDAY, "tues", "2027-01-26"),
    (WEDNESDAY, "Thurs.", "2027-01-21"),
    (WEDNESDAY, "Sunday", "2027-01-24"),
    (WEDNESDAY, "EOD Friday", "2027-01-22"),
    (WEDNESDAY, "Friday at the latest", "2027-01-22"),
    (FRIDAY, "Friday", "2027-01-22"),
    (FRIDAY, "this Friday", "2027-01-22"),
    (FRIDAY, "next Friday", "2027-01-29"),
    (WEDNESDAY, "next Friday", "2027-01-29"),
    (WEDNESDAY, "next Monday", "2027-01-25"),
    (WEDNESDAY, "Friday of next week", "2027-01-29"),
    (SUNDAY, "next Friday", "2027-01-29"),
    (NEW_YEARS_EVE, "next Monday", "2027-01-04"),
    (WEDNESDAY, "a week from Friday", "2027-01-29"),
    (WEDNESDAY, "two weeks from Monday", "2027-02-08"),
    (WEDNESDAY, "a week from today", "2027-01-27"),
    (WEDNESDAY, "two weeks from now", "2027-02-03"),
    (WEDNESDAY, "in two weeks", "2027-02-03"),
    (WEDNESDAY, "in a week", "2027-01-27"),
    (WEDNESDAY, "in a couple of weeks", "2027-02-03"),
    (WEDNESDAY, "within ten days", "2027-01-30"),
    (NEW_YEARS_EVE, "in 3 days", "2027-01-03"),
    (END_OF_JANUARY, "in a month", "2027-02-28"),
    (WEDNESDAY, "in 10 school days", "2027-02-03"),
    (FRIDAY, "in one school day", "2027-01-25"),
    (SUNDAY, "in two instructional weeks", "2027-02-05"),
    (WEDNESDAY, "three school days from Friday", "2027-01-27"),
    (WEDNESDAY, "end of week", "2027-01-22"),
    (WEDNESDAY, "the end of the week", "2027-01-22"),
    (FRIDAY, "eow", "2027-01-22"),
    (SUNDAY, "end of the week", "2027-01-29"),
    (WEDNESDAY, "this week", "2027-01-22"),
    (WEDNESDAY, "next week", "2027-01-29"),
    (SUNDAY, "next week", "2027-01-29"),
    (WEDNESDAY, "the end of next week", "2027-01-29"),
    (WEDNESDAY, "end of month", "2027-01-31"),
    (LEAP_DAY, "the end of the month", "2028-02-29"),
    (WEDNESDAY, "EOM", "2027-01-31"),
    (WEDNESDAY, "next month", "2027-02-28"),
    (NEW_YEARS_EVE, "next month", "2027-01-31"),
    (WEDNESDAY, "end of January", "2027-01-31"),
    (date(2027, 2, 1), "end of January", "2028-01-31"),
    (NEW_YEARS_EVE, "the end of Feb", "2027-02-28"),
    (WEDNESDAY, "end of February 2028", "2028-02-29"),
    (date(2027, 1, 14), "the 14th", "2027-01-14"),
    (WEDNESDAY, "the 14th", "2027-02-14"),
    (WEDNESDAY, "the 21st", "2027-01-21"),
    (NEW_YEARS_EVE, "the 3rd", "2027-01-03"),
    (date(2027, 2, 1), "the 31st", "2027-03-31"),
    (WEDNESDAY, "the 15th of next month", "2027-02-15"),
    (WEDNESDAY, "12 March", "2027-03-12"),
    (WEDNESDAY, "March 12", "2027-03-12"),
    (WEDNESDAY, "the 12th of March", "2027-03-12"),
    (WEDNESDAY, "March 12th, 2027", "2027-03-12"),
    (WEDNESDAY, "Friday, 12 March", "2027-03-12"),
    (WEDNESDAY, "Friday the 12th of March", "2027-03-12"),
    (WEDNESDAY, "Tue, Sept. 7", "2027-09-07"),
    (WEDNESDAY, "Feb 5", "2027-02-05"),
    (date(2027, 2, 5), "5 Feb", "2027-02-05"),
    (date(2027, 2, 6), "5 Feb", "2028-02-05"),
    (NEW_YEARS_EVE, "Jan 4", "2027-01-04"),
    (WEDNESDAY, "Feb 29", "2028-02-29"),
    (LEAP_DAY, "29 February", "2028-02-29"),
    (WEDNESDAY, "3/12", "2027-03-12"),
    (NEW_YEARS_EVE, "1/8", "2027-01-08"),
    (WEDNESDAY, "3/12/27", "2027-03-12"),
    (WEDNESDAY, "03/12/2027", "2027-03-12"),
    (WEDNESDAY, "3-12-2027", "2027-03-12"),
    (WEDNESDAY, "2027-03-12", "2027-03-12"),
    (WEDNESDAY, "2026-12-11", "2026-12-11"),
    (WEDNESDAY, "March 12, 2026", "2026-03-12"),
    (WEDNESDAY, "1/4/27", "2027-01-04"),
]

NO_DATES = [
    *(
        "",
        "sat",
        "sun",
        "may need",
        "march",
        "second",
        "12",
        "2027",
        "room 12",
        "grade 4",
        "now",
        "noon",
    ),
    *("the 4th grade", "4th", "24/7", "13/5", "2/30", "31 April", "Feb 29, 2027", "2027-13-01"),
    *("the 0th", "the 32nd", "a week from reading", "two weeks", "last Friday", "yesterday"),
    *("two weeks ago", "spring", "Q2", "5pm", "week", "in a moment", "in two school months"),
]

PROMISES = [
    (
        "share the rubric with grade 4 by next Friday @chen #data-teams",
        ("share the rubric with grade 4 @chen #data-teams", "by next Friday", "2027-01-29"),
    ),
    (
        "move peer visits to 12 March because of testing week @chen",
        ("move peer visits because of testing week @chen", "to 12 March", "2027-03-12"),
    ),
    (
        "finish the schedule by 5 Feb because of testing week",
        ("finish the schedule because of testing week", "by 5 Feb", "2027-02-05"),
    ),
    (
        "By Friday, send the protocol to Lincoln.",
        ("send the protocol to Lincoln.", "By Friday", "2027-01-22"),
    ),
    (
        "send the notes from the visit on 1/15 no later than the 26th",
        ("send the notes from the visit on 1/15", "no later than the 26th", "2027-01-26"),
    ),
    (
        "post the look-fors (due Monday) in room 12",
        ("post the look-fors in room 12", "due Monday", "2027-01-25"),
    ),
    (
        "plan one why question per lesson, due by the end of the week, with Ortega",
        (
            "plan one why question per lesson, with Ortega",
            "due by the end of the week",
            "2027-01-22",
        ),
    ),
    (
        "visit three classrooms before Thursday morning",
        ("visit three classrooms", "before Thursday morning", "2027-01-21"),
    ),
    (
        "hold the schedule until March 12, 2027, then review it",
        ("hold the schedule, then review it", "until March 12, 2027", "2027-03-12"),
    ),
    (
        "meet 3 teachers on Tuesday about the exit tickets",
        ("meet 3 teachers about the exit tickets", "on Tuesday", "2027-01-26"),
    ),
    (
        "on Monday visit grade 5 planning",
        ("visit grade 5 planning", "on Monday", "2027-01-25"),
    ),
    (
        "share the rubric with grade 4 tomorrow",
        ("share the rubric with grade 4", "tomorrow", "2027-01-21"),
    ),
    (
        "call the Harbor Center next Friday @chen #data-teams",
        ("call the Harbor Center @chen #data-teams", "next Friday", "2027-01-29"),
    ),
    (
        "site day with Ruth Vance, 12 March",
        ("site day with Ruth Vance", "12 March", "2027-03-12"),
    ),
    (
        "look at the data again in two instructional weeks",
        ("look at the data again", "in two instructional weeks", "2027-02-03"),
    ),
    (
        "bring work samples a week from Friday.",
        ("bring work samples.", "a week from Friday", "2027-01-29"),
    ),
    (
        "cover grades 3 and 4 by the 4th, then report",
        ("cover grades 3 and 4, then report", "by the 4th", "2027-02-04"),
    ),
    (
        "call the library by Mon. with the list",
        ("call the library with the list", "by Mon.", "2027-01-25"),
    ),
    (
        "post the schedule by 3pm Friday (see the plan)",
        ("post the schedule (see the plan)", "by 3pm Friday", "2027-01-22"),
    ),
    (
        "meet the coaches (by Sat, Feb 6, @chen)",
        ("meet the coaches (@chen)", "by Sat, Feb 6", "2027-02-06"),
    ),
    (
        "send the plan by next Friday, January 29",
        ("send the plan", "by next Friday, January 29", "2027-01-29"),
    ),
    (
        "by the 29th finish the walkthroughs",
        ("finish the walkthroughs", "by the 29th", "2027-01-29"),
    ),
    ("tomorrow", ("", "tomorrow", "2027-01-21")),
]

NO_PROMISED_DATES = [
    "share the data-team rubric with grade 4",
    "review the scores by the team before we set goals",
    "focus on reading in every classroom",
    "meet 3 teachers and collect two exit tickets",
    "put the chart up by room 12",
    "teachers may march through the unit too fast",
    "keep grade 5 on track",
    "get all students reading by second grade",
    "get all students reading by 3rd grade",
    "have every student reading by 3rd",
    "I sat in on the sun and moon unit",
    "move the coaching hour to the second team",
    "give the protocol to the 4th grade team @chen",
    "offer the rubric to the 3rd, 4th and 5th grade teams",
    "hang the norms on the 2nd floor",
    "raise talk moves to 3/4 of lessons",
    "help grades 1 to 3 may need with number talks",
    "cut hallway time by 5 minutes",
    "extend the reading block by two weeks",
    "lift attendance by 12%",
    "bring exit tickets to Friday's data team",
    "work on Friday folders with the front office",
    "close the gap by Monday of spring break week",
    "send the pacing guide by Monday after spring break",
    "move the visit to the Friday after next",
    "answer family calls 24/7",
    "reply to Mar about the SAT on Sat",
    "bring the minutes from last Friday",
    "collect the notes from March 12",
    "write up what we heard at the meeting of 12 March",
    "set the agenda for next week",
    "worry less about tomorrow",
    "observe April Jones and May Chen in room 12",
    "follow up with June before winter break",
    "due to testing the data team did not meet",
    "finish by the middle of February",
    "score 3/5 on student talk",
    "on 31 April nobody meets",
    "hold 2027 goals steady",
    "visit the high school on March 3 - 5",
    "bring scores to the 25th percentile",
    "cut transition time by 1/2 the minutes",
    "prepare the day-by-day plan for unit 12",
    "write to #by-friday and @on-monday",
    "get every 5th grader to 2nd base in kickball",
]


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
