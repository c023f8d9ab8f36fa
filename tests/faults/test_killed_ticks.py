"""``kill -9`` of ``headway tick`` at any moment: in the end nobody is asked twice or never."""

import time
from pathlib import Path

import pytest

from tests.faults.district import (
    MONDAY,
    PEOPLE,
    District,
    Expectation,
    Outcome,
    kill_when,
    process_of,
    two_at_a_time,
)

KILLS = 32
AFTER_PAUSES = "2027-01-11T14:00:00Z"
"""Late enough for what broke off again and again, which is tried with growing pauses."""


@pytest.fixture(scope="module")
def length(loaded: District, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that a pass takes in which everybody is asked."""
    return loaded.copy(tmp_path_factory.mktemp("length") / "district").tick()


def test_a_tick_killed_after_any_time(
    loaded: District, length: float, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / str(case))
        with process_of(district.start("tick", "--at", MONDAY)):
            time.sleep(length * case / (KILLS - 1))
        return recovered(district)

    expect_once("tick killed after 0 to 100 % of its time", two_at_a_time(run, list(range(KILLS))))


def test_a_tick_killed_when_so_many_have_their_card(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(cards: int) -> Outcome:
        district = loaded.copy(tmp_path / str(cards))
        tick_until(district, cards)
        return recovered(district)

    counts = [1, 2, 5, 15, 29, 31, 32, 33, 45, 58, 60]
    expect_once("tick killed when 1 to 60 cards were out", two_at_a_time(run, counts))


@pytest.mark.parametrize("state", ["queued", "sending", "sent"])
def test_a_tick_killed_as_soon_as_deliveries_are(
    loaded: District, tmp_path: Path, expect_once: Expectation, state: str
) -> None:
    query = f"SELECT count(*) FROM deliveries WHERE state = '{state}'"  # noqa: S608 - our own word

    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / f"{state}{case}")
        kill_when(lambda: district.number(query) > 0, district.start("tick", "--at", MONDAY))
        return recovered(district)

    expect_once(f"tick killed as soon as deliveries are {state}", two_at_a_time(run, [1, 2]))


def test_a_tick_killed_again_and_again(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / str(case))
        for cards in range(case, PEOPLE, 15):
            tick_until(district, cards)
        return recovered(district, at=AFTER_PAUSES)

    expect_once("tick killed four times in a row", two_at_a_time(run, [1, 4, 7, 10]))


def tick_until(district: District, cards: int) -> None:
    """A pass of the clock that is killed as soon as people have so many cards."""
    kill_when(lambda: district.cards() >= cards, district.start("tick", "--at", MONDAY))


def recovered(district: District, at: str = MONDAY) -> Outcome:
    """Pass the clock again, to the end: then everybody has one card and nothing is left to do."""
    outcome = district.outcome(district.tick(at))
    assert district.settled()
    return outcome
