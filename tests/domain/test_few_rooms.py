"""Counts of one or two classrooms are no numbers any more, and other small numbers stay."""

import pytest

from bot.domain.few_rooms import without_few_rooms


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("reasoning in 1 of 2 grade 4 classrooms", "reasoning in a few grade 4 classrooms"),
        ("reasoning went to 2/2 classrooms", "reasoning went to a few classrooms"),
        ("only in one of the two rooms", "only in a few rooms"),
        (
            "0 out of 1 classroom; in both math classrooms",
            "a few classrooms; in a few math classrooms",
        ),
        ("50% of two rooms, one in two classrooms", "a few rooms, a few classrooms"),
    ],
)
def test_counts_of_one_or_two_classrooms_are_words(text: str, told: str) -> None:
    assert without_few_rooms(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "3 of 5 classrooms, 1 of 12 rooms, one of three classrooms",
        "by 1/2, half of the two days, 1 of 2 coaches; both teams visit",
        "visit both classrooms; 11/2 classrooms; 2 classrooms",
    ],
)
def test_all_else_stays(text: str) -> None:
    assert without_few_rooms(text) == text
