"""What was seen beside what was predicted and seen before, and which look-for is meant."""

from datetime import timedelta

import pytest

from bot.domain.agenda import LookFor
from bot.domain.seeing import (
    Compared,
    compared,
    look_for_named,
    nearest_look_for,
    read_seen,
)
from bot.domain.walkthrough import Finding, Prediction, Walkthrough
from tests.builders import MONDAY, Changes, walkthrough

REASONING = LookFor(key="reasoning", name="Students explain their reasoning", core="student")
TASK = LookFor(key="grade-level-task", name="The task is at grade level", core="content")
KNOWN = (REASONING, TASK)
NOW = Finding(text="reasoning", seen=5, of=9, look_for="reasoning")
BEFORE = Finding(text="Reasoning", seen=3, of=8, look_for="reasoning")
PREDICTED = Prediction(text="reasoning", seen=6, of=9, look_for="reasoning")
TODAY = walkthrough(7, findings=(NOW,))


def earlier(number: int, days: int, **changes: Changes) -> Walkthrough:
    return walkthrough(number, day=MONDAY.date() - timedelta(days=days), **changes)


def test_a_finding_stands_beside_its_prediction_and_what_was_seen_before() -> None:
    november = earlier(3, 60, findings=(BEFORE,), predictions=(PREDICTED,))

    assert compared(TODAY, [november, earlier(2, 90, findings=(NOW,))]) == (
        Compared(finding=NOW, predicted=PREDICTED, before=BEFORE, before_day=november.day),
    )


def test_a_prediction_counts_until_what_it_is_about_was_seen_again() -> None:
    old = earlier(2, 90, predictions=(PREDICTED,), findings=())
    between = earlier(3, 60, findings=(BEFORE,))

    assert compared(TODAY, [old])[0].predicted == PREDICTED
    assert compared(TODAY, [old, between])[0].predicted is None


@pytest.mark.parametrize(
    "other",
    [
        earlier(3, 60, findings=(BEFORE,), school="marsh"),
        earlier(3, 60, findings=(BEFORE,), under_way=True),
        earlier(3, 60, findings=(BEFORE,), withdrawn=True),
        earlier(3, 60, findings=(Finding(text="talk", seen=1, of=8),)),
        earlier(3, 60, findings=(Finding(text="x", seen=1, of=2, look_for="reasoning"),)),
        earlier(8, 0, findings=(BEFORE,)),
        TODAY,
    ],
)
def test_what_is_no_earlier_walkthrough_about_it_is_not_compared(other: Walkthrough) -> None:
    assert compared(TODAY, [other]) == (Compared(finding=NOW),)


def test_counts_of_few_classrooms_are_not_compared_at_all() -> None:
    few = walkthrough(7, findings=(Finding(text="x", seen=1, of=2, look_for="reasoning"),))

    assert compared(few, [earlier(3, 60, findings=(BEFORE,))]) == ()


def test_what_is_no_look_for_is_compared_by_its_words() -> None:
    talk = Finding(text="Talk", seen=2, of=5)
    new = walkthrough(0, findings=(Finding(text="talk", seen=3, of=5),))

    assert compared(new, [earlier(3, 0, findings=(talk,))])[0].before == talk


@pytest.mark.parametrize("words", ["reasoning", "Students Explain their reasoning", "REASONING"])
def test_a_look_for_is_known_by_its_key_and_its_name(words: str) -> None:
    assert look_for_named(KNOWN, words) == REASONING


@pytest.mark.parametrize(
    ("words", "meant"),
    [("resoning", REASONING), ("grade level tasks", TASK), ("they talk", None), ("", None)],
)
def test_a_mistyped_look_for_is_the_nearest_if_it_is_clearly_meant(
    words: str, meant: LookFor | None
) -> None:
    assert look_for_named(KNOWN, words) is None
    assert nearest_look_for(KNOWN, words) == meant


def test_what_was_counted_of_look_fors_is_taken_out_of_the_text() -> None:
    seen = read_seen(KNOWN, "reasoning 3/5, they restate the steps; grade level task 5/5; talk 2/5")

    assert seen.text == "they restate the steps; talk 2/5"
    assert seen.findings == (
        Finding(text=REASONING.name, seen=3, of=5, look_for="reasoning"),
        Finding(text=TASK.name, seen=5, of=5, look_for="grade-level-task"),
        Finding(text="talk", seen=2, of=5),
    )
