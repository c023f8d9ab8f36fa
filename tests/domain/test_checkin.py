"""What says that there is nothing to tell, and what becomes of a check-in."""

import time
from dataclasses import replace

import pytest

from bot.domain.checkin import CheckInState, says_nothing
from tests.builders import MONDAY, ONE_DAY, checkin


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "none", "None.", "no", "nope", "nothing", "n/a", "NA", "nil", "-", "—", "--"),
        *("nothing new", "none so far", "not yet", "all good", "no blockers", "nothing really"),
        *("nothing is getting in the way", "No, nothing at all!", "none this week, thanks"),
        *("all good for now", "nothing in my way right now", "no problems today", "not applicable"),
    ],
)
def test_nothing_is_known_when_it_is_said(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("no time", "nothing works", "no planning time", "none of the teams met", "not enough"),
        *("no substitutes this week", "all good but the bus", "nothing but trouble", "x"),
        *("no money for now", "a" * 100, "-" * 100, "no " * 50),
    ],
)
def test_something_is_not_taken_for_nothing(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize("text", ["no " * 3000 + "x", "-" * 10_000, "none, " * 3000 + "!x"])
def test_long_nonsense_is_read_in_no_time(text: str) -> None:
    began = time.perf_counter()

    assert not says_nothing(text)
    assert time.perf_counter() - began < 1


def test_the_first_answer_is_the_one_that_counts_and_ends_the_reminders() -> None:
    asked = checkin(remind_at=MONDAY + ONE_DAY)

    answered = asked.answered(MONDAY).answered(MONDAY + ONE_DAY)

    assert (answered.answered_at, answered.remind_at) == (MONDAY, None)


def test_after_a_reminder_comes_the_next_one_that_is_still_ahead() -> None:
    asked = checkin(reminders=(MONDAY + ONE_DAY, MONDAY + 3 * ONE_DAY))

    assert asked.reminded(MONDAY + ONE_DAY).remind_at == MONDAY + 3 * ONE_DAY
    assert asked.reminded(MONDAY + 3 * ONE_DAY).remind_at is None


def test_what_is_put_aside_or_over_reminds_nobody() -> None:
    asked = checkin(remind_at=MONDAY + ONE_DAY)

    assert asked.skipped() == replace(asked, state=CheckInState.SKIPPED, remind_at=None)
    assert asked.skipped(CheckInState.AWAY).state is CheckInState.AWAY
    assert asked.closed() == replace(asked, state=CheckInState.CLOSED, remind_at=None)


def test_a_question_is_found_by_its_key() -> None:
    assert checkin().question("helping") is not None
    assert checkin().question("weather") is None


def test_ones_own_check_in_is_known_as_such() -> None:
    assert checkin(cadence="own").is_own
    assert not checkin().is_own
