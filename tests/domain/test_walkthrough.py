"""What a line about a walkthrough says, and what it counts."""

import pytest

from bot.domain.walkthrough import Finding, Parts, findings, read_parts, spelled
from tests.builders import walkthrough


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
    assert read_parts(text) == Parts(head=head, seen=seen, focus="", next_step="")


@pytest.mark.parametrize("between", ["; ", ";", "\n"])
def test_focus_and_next_step_stand_apart(between: str) -> None:
    text = between.join(
        ("lincoln: reasoning 3/5", "Focus question: who talks?", "next: plan one", "checks 2/5")
    )

    parts = read_parts(text)

    assert (parts.focus, parts.next_step) == ("who talks?", "plan one")
    assert findings(parts.seen) == (
        Finding(text="reasoning", seen=3, of=5),
        Finding(text="checks", seen=2, of=5),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("reasoning 3/5", [("reasoning", 3, 5)]),
        ("reasoning in 3 of 5", [("reasoning", 3, 5)]),
        ("reasoning: 3 out of 5", [("reasoning", 3, 5)]),
        ("in 0/4 anybody asked why, checks 4/4", [("anybody asked why", 0, 4), ("checks", 4, 4)]),
        ("7/5 cannot be", []),
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
    assert not walkthrough(findings=()).is_of_few
