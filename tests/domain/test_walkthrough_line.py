"""What a line about a walkthrough says, part by part."""

import pytest

from bot.domain.walkthrough_line import (
    Parts,
    begins_with_grade,
    read_parts,
    split_classes,
    split_names,
    split_with,
)


@pytest.mark.parametrize(
    ("text", "head", "seen"),
    [
        ("lincoln grade 4: reasoning 3/5", "lincoln grade 4", "reasoning 3/5"),
        ("lincoln reasoning 3/5", "lincoln reasoning 3/5", ""),
        ("lincoln at 8:30: nobody talked: not once", "lincoln at 8:30", "nobody talked: not once"),
        ("lincoln:", "lincoln", ""),
    ],
)
def test_the_head_ends_at_the_first_colon(text: str, head: str, seen: str) -> None:
    assert read_parts(text) == Parts(head=head, seen=seen)


@pytest.mark.parametrize("between", ["; ", ";", "\n"])
def test_each_part_stands_apart(between: str) -> None:
    text = between.join(
        (
            *("lincoln with @rossi: reasoning 3/5", "Focus question: who talks?"),
            *("next level of work: plan one", "checks 2/5", "pattern: no why", "part: closing"),
            *("wondering: why", "with: @price", "prediction: reasoning 4/5"),
        )
    )

    assert read_parts(text) == Parts(
        head="lincoln",
        seen=f"reasoning 3/5{between}checks 2/5",
        focus="who talks?",
        part="closing",
        names="@rossi, @price",
        pattern="no why",
        wondering="why",
        next_step="plan one",
        predict="reasoning 4/5",
    )


def test_a_part_may_follow_the_head_at_once() -> None:
    assert read_parts("lincoln: pattern: no why") == Parts(head="lincoln", pattern="no why")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grade 4 math", ("grade 4", "math")),
        ("grades 3-5 science", ("grades 3-5", "science")),
        ("4th grade, math", ("4th grade", "math")),
        ("grades 3 and 4 math", ("grades 3 and 4", "math")),
        ("math grade 4", ("grade 4", "math")),
        ("K", ("K", "")),
        ("K-2 reading", ("K-2", "reading")),
        ("kindergarten reading", ("kindergarten", "reading")),
        ("math", ("", "math")),
        ("Algebra 1", ("", "Algebra 1")),
    ],
)
def test_grades_and_subject_are_told_apart(text: str, expected: tuple[str, str]) -> None:
    assert split_classes(text) == expected


def test_a_line_may_begin_with_a_grade() -> None:
    assert [begins_with_grade(text) for text in ("grade 4", "math grade 4")] == [True, False]


def test_names_are_separated_however_people_write_them() -> None:
    assert split_names("@price, Ruth Vance and @boyd @rossi.") == (
        *("price", "Ruth Vance", "boyd", "rossi"),
    )
    assert split_with("grade 4 with new books") == ("grade 4 with new books", "")
