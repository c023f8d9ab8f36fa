"""What the checker takes for a date in a sentence, and what it does not."""

import pytest

from bot.writing.checking.dates import dates_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is due on 2/5.", [(2, 5)]),
        ("It is due on Friday, 5 February.", [(2, 5)]),
        ("It moved to the 29th.", [(None, 29)]),
        ("Reasoning was seen in 2/5 classrooms.", []),
        ("The 3rd grade team met.", []),
        ("On the 40th try it worked.", []),
    ],
)
def test_a_date_is_told_from_a_count(text: str, found: list[tuple[int | None, int]]) -> None:
    assert [(day.month, day.day) for day in dates_of(text)] == found
