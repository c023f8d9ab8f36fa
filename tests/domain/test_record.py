"""Record numbers and near misses."""

import pytest

from bot.domain.record import nearest, nearest_number, parse_ref
from tests.builders import help_


@pytest.mark.parametrize("typed", ["C-12", "c12", "C 12", " c-12 "])
def test_a_number_is_read_as_people_write_it(typed: str) -> None:
    assert parse_ref(typed) == ("C", 12)


@pytest.mark.parametrize("typed", ["12", "C-", "CC-12", "C-12345678", "C-1.5", "", "C-1 x"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_ref(typed) is None


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        (21, [12, 20], 20),
        (2, [12, 20], 12),
        (12, [1, 2, 120], 2),
        (13, [31, 14], 14),
        (7, [107, 8], 8),
        (5, [5], 5),
        (5, [], None),
    ],
)
def test_the_nearest_number_has_the_fewest_mistyped_digits(
    typed: int, known: list[int], meant: int | None
) -> None:
    assert nearest_number(typed, known) == meant


def test_the_nearest_word_keeps_its_own_spelling() -> None:
    assert nearest("america/chicgo", ["America/Chicago", "Europe/Rome"]) == "America/Chicago"


def test_a_word_unlike_any_has_no_nearest() -> None:
    assert nearest("walkthrough", ["commit", "digest"]) is None


def test_a_help_stands_until_it_is_taken_back() -> None:
    assert help_().is_open
    assert not help_(withdrawn=True).is_open
