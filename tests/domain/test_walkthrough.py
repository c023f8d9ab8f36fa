"""Walkthroughs: what is counted, what may be told, and rounds of classrooms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.walkthrough import (
    FEWEST,
    Finding,
    Prediction,
    Round,
    Walkthrough,
    findings,
    spelled,
    without_few,
)
from tests.builders import walkthrough

FEW = ("1/2", "in 1 of 2", "2 out of 2", "0 of the 1", "one of two", "both classrooms", "1/1")
PLANTED = re.compile(r"(?<![\w/.])[0-2] ?(?:/|of|out of) ?(?:the )?[0-2](?![\w/])|one of two|both")
ANY_TEXT = st.lists(
    st.sampled_from([*FEW, "3/5", "they talk", "in 4 of 9", ";", ",", "room", "1", "of", "2", "/"])
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("reasoning 3/5", [("reasoning", 3, 5)]),
        ("reasoning in 3 of 5", [("reasoning", 3, 5)]),
        ("reasoning: 3 out of the 5", [("reasoning", 3, 5)]),
        ("in 0/4 anybody asked why, checks 4/4", [("anybody asked why", 0, 4), ("checks", 4, 4)]),
        ("7/5 and 0/0 cannot be", []),
        ("on 3/5/27, at 1/2.5, page 12", []),
        ("", []),
    ],
)
def test_counts_are_found_where_they_can_be(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(one.text, one.seen, one.of) for one in findings(text)] == found


def test_counts_are_spelled_out_and_nothing_else_changes() -> None:
    assert spelled("reasoning 3/5; in 2 of 5 checks; 7/5") == (
        "reasoning in 3 of 5; in 2 of 5 checks; 7/5"
    )


def test_few_classrooms_could_point_at_a_teacher() -> None:
    def of(number: int) -> bool:
        return walkthrough(findings=(Finding(text="talk", seen=1, of=number),)).is_of_few

    assert [of(number) for number in (1, 2, 3)] == [True, True, False]
    assert not walkthrough(findings=(), text="talk").is_of_few
    assert walkthrough(findings=(), text="", pattern="talk in 1 of 2").is_of_few


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("talk 1/2, checks 2/5", "talk in a few classrooms, checks 2/5"),
        ("talk in 1 of 2 rooms", "talk in a few classrooms"),
        ("in both classrooms they talk", "in a few classrooms they talk"),
        ("none of the two talked", "in a few classrooms talked"),
        ("1 in 2 rooms, 50% of the two", "in a few classrooms, in a few classrooms"),
        ("1 room of 2, half of our two rooms", "in a few classrooms, in a few classrooms"),
        ("1-of-2, zero of two, 1\u20442", ", ".join(["in a few classrooms"] * 3)),
        ("talk in 1 (of 2), 2 / 1", "talk in a few classrooms, in a few classrooms"),
        (
            "we met 1 in 2 weeks, 1 of 2.5, one of three",
            "we met 1 in 2 weeks, 1 of 2.5, one of three",
        ),
        ("7/1 on 1/2/27", "7/1 on 1/2/27"),
    ],
)
def test_texts_tell_no_count_of_few_classrooms(text: str, told: str) -> None:
    assert without_few(text) == told


def test_only_what_was_counted_in_few_classrooms_is_left_out() -> None:
    talk, checks = Finding(text="talk", seen=1, of=2), Finding(text="checks", seen=2, of=5)

    some = walkthrough(findings=(talk, checks), next_step="ask both classrooms").told

    assert (some.findings, some.classes) == ((checks,), "grade 4 math")
    assert some.next_step == "ask in a few classrooms"


def test_where_nothing_else_was_counted_it_is_not_told_whose_classrooms_they_were() -> None:
    few = walkthrough(findings=(Finding(text="talk", seen=1, of=2),)).told

    assert (few.findings, few.classes, few.school) == ((), "", "lincoln")


def anything() -> st.SearchStrategy[Walkthrough]:
    """Walkthroughs with counts of few classrooms in every text and finding."""
    counts = st.integers(0, 4)
    counted = {"text": ANY_TEXT, "seen": counts, "of": counts}
    return st.builds(
        walkthrough,
        text=ANY_TEXT,
        pattern=ANY_TEXT,
        wondering=ANY_TEXT,
        next_step=ANY_TEXT,
        focus=ANY_TEXT,
        subject=ANY_TEXT,
        findings=st.lists(st.builds(Finding, **counted), max_size=3).map(tuple),
        predictions=st.lists(st.builds(Prediction, **counted), max_size=2).map(tuple),
    )


@given(anything())
def test_nothing_that_is_told_counts_fewer_than_three_classrooms(made: Walkthrough) -> None:
    told = made.told

    texts = [getattr(told, name) for name in ("text", "pattern", "wondering", "next_step")]
    texts += [told.focus, told.part, told.classes]
    counted: list[Finding | Prediction] = [*told.findings, *told.predictions]
    texts += [one.text for one in counted]
    assert not [text for text in texts if PLANTED.search(text)]
    assert all(one.of >= FEWEST for one in counted)
    assert told.told == told


def walked(**changes: object) -> Round:
    values: dict[str, object] = {"partnership": "riverbend", "walkthrough": 7, "observer": "boyd"}
    return Round(**{**values, **changes})  # type: ignore[arg-type]  # fields of several types


def test_a_classroom_that_is_left_is_added_to_the_sums() -> None:
    first = walked().ticked("talk", seen=True).ticked("checks", seen=True)

    left = first.ticked("checks", seen=False).next().ticked("talk", seen=True).next()

    assert (left.classrooms, left.room, left.seen, left.here) == (2, 3, {"talk": 2}, ())


def test_leaving_a_classroom_can_be_taken_back_once() -> None:
    first = walked().ticked("talk", seen=True)

    back = first.next().back()

    assert (back.room, back.here, back.seen) == (1, ("talk",), {"talk": 0})
    assert back.back() == back
    assert first.next().ticked("talk", seen=True).back().room == 2


def test_at_the_end_this_classroom_counts_if_anything_is_ticked_and_none_stands_alone() -> None:
    seen, nothing = walked().ticked("talk", seen=True).next(), walked().next()

    ended = seen.ticked("talk", seen=True).over()
    assert (ended.classrooms, ended.seen, ended.here, ended.before) == (2, {"talk": 2}, (), None)
    assert (nothing.over().classrooms, nothing.over().before) == (1, None)
