"""Surveys: how many agree, told only of enough; until when; and which levels are asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Period, SchoolCalendar, SchoolDays
from bot.domain.people import Level
from bot.domain.survey import (
    FEWEST_ANSWERS,
    Choice,
    SurveyState,
    last_day,
    percent_true,
    read_levels,
)
from tests import builders
from tests.builders import FRIDAY, MONDAY, ONE_DAY

YES, NO = Choice.FULLY, Choice.NOT_YET


@given(st.lists(st.sampled_from(Choice), max_size=30))
def test_nothing_is_told_of_fewer_than_five(choices: list[Choice]) -> None:
    told = percent_true(choices)

    assert (told is None) == (len(choices) < FEWEST_ANSWERS)
    assert told is None or 0 <= told <= 100


@pytest.mark.parametrize(
    ("choices", "percent"),
    [
        ([NO] * 5, 0),
        ([YES] * 5, 100),
        ([YES, Choice.MOSTLY, Choice.A_LITTLE, NO, NO], 40),
        ([YES] * 4 + [NO] * 3, 57),
    ],
)
def test_mostly_and_fully_are_counted_in_whole_percent(choices: list[Choice], percent: int) -> None:
    assert percent_true(choices) == percent


def test_a_survey_is_open_until_its_time_is_over() -> None:
    survey = builders.survey()

    assert survey.is_open(FRIDAY)
    assert not survey.is_open(survey.closes_at)
    assert not builders.survey(state=SurveyState.CLOSED).is_open(FRIDAY)


def test_it_closes_after_five_school_days() -> None:
    snow = Period(first=date(2027, 1, 13), last=date(2027, 1, 13), name="Snow")
    days = SchoolDays(
        calendar=SchoolCalendar(closed=(snow,)),
        holidays_of=lambda _country, _year: {date(2027, 1, 18): "Martin Luther King Jr. Day"},
    )

    assert last_day(days, MONDAY.date()) == date(2027, 1, 20)
    assert last_day(days, MONDAY.date() - ONE_DAY) == date(2027, 1, 19)


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ([], ()),
        (["team"], (Level.TEAM,)),
        (["teams", "schools", "team"], (Level.SCHOOL, Level.TEAM)),
        (["partner", "board"], (Level.BOARD, Level.PARTNER)),
    ],
)
def test_levels_are_named_by_their_words(words: list[str], levels: tuple[Level, ...]) -> None:
    assert read_levels(words) == (levels, None)


def test_a_word_that_is_no_level_is_said() -> None:
    assert read_levels(["team", "tams", "xx"]) == ((), "tams")
