"""``kill -9`` of ``headway tick`` at any moment: the next pass leaves nobody asked twice or never."""

import time
from pathlib import Path

import pytest

from tests.faults.conftest import Report
from tests.faults.district import (
    MONDAY,
    PEOPLE,
    District,
    Outcome,
    process_of,
    two_at_a_time,
    wait_until,
)

KILLS = 40
AFTER_PAUSES = "2027-01-11T14:00:00Z"
"""Late enough for what broke off again and again, which is tried with growing pauses."""


@pytest.fixture(scope="module")
def length(loaded: District, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that a pass takes in which everybody is asked."""
    return loaded.copy(tmp_path_factory.mktemp("length") / "district").tick()


def test_a_tick_killed_after_any_time(
    loaded: District, length: float, tmp_path: Path, report: Report
) -> None:
    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / str(case))
        with process_of(district.start("tick", "--at", MONDAY)):
            time.sleep(length * case / (KILLS - 1))
        return recovered(district)

    report("tick killed after 0 to 100 % of its time", two_at_a_time(run, list(range(KILLS))))


def test_a_tick_killed_when_so_many_have_their_card(
    loaded: District, tmp_path: Path, report: Report
) -> None:
    def run(cards: int) -> Outcome:
        district = loaded.copy(tmp_path / str(cards))
        with process_of(district.start("tick", "--at", MONDAY)):
            wait_until(lambda: district.cards() >= cards, pause=0.0005)
        return recovered(district)

    counts = [1, 2, 3, 5, 8, 13, 21, 30, 31, 32, 33, 34, 40, 45, 50, 55, 58, 59, 60]
    report("tick killed when 1 to 60 cards were out", two_at_a_time(run, counts))


@pytest.mark.parametrize("state", ["queued", "sending", "sent"])
def test_a_tick_killed_as_soon_as_deliveries_are(
    loaded: District, tmp_path: Path, report: Report, state: str
) -> None:
    query = f"SELECT count(*) FROM deliveries WHERE state = '{state}'"  # noqa: S608 - our own word

    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / f"{state}{case}")
        with process_of(district.start("tick", "--at", MONDAY)):
            wait_until(lambda: district.number(query) > 0, pause=0.0005)
        return recovered(district)

    report(f"tick killed as soon as deliveries are {state}", two_at_a_time(run, [1, 2, 3, 4]))


def test_a_tick_killed_again_and_again(loaded: District, tmp_path: Path, report: Report) -> None:
    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / str(case))
        for cards in range(case, PEOPLE, 12):
            process = district.start("tick", "--at", MONDAY)
            with process_of(process):
                wait_until(
                    lambda: district.cards() > cards or process.poll() is not None, pause=0.0005
                )
        return recovered(district, at=AFTER_PAUSES)

    report("tick killed five times in a row", two_at_a_time(run, [1, 4, 7, 10]))


def recovered(district: District, at: str = MONDAY) -> Outcome:
    """Pass the clock again, to the end; then nothing more is to be done."""
    outcome = district.outcome(district.tick(at))
    assert district.settled()
    cards = district.cards()
    return outcome if cards == PEOPLE else Outcome(twice=1, never=0, seconds=0)
