"""``kill -9`` of the service, and passes of its clock that take longer than the interval."""

import socket
import subprocess
import sys
from pathlib import Path

from tests.faults.district import (
    MONDAY,
    PEOPLE,
    REPOSITORY,
    District,
    Expectation,
    Outcome,
    kill_when,
    process_of,
    two_at_a_time,
    wait_until,
)

SERVING = Path(__file__).parent / "serving.py"


def test_a_service_killed_in_the_middle_and_started_again(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(cards: int) -> Outcome:
        district = loaded.copy(tmp_path / str(cards))
        district.set_clock(MONDAY)
        kill_when(lambda: district.cards() >= cards, serve(district))
        with process_of(serve(district)):
            seconds = wait_until(district.settled)
        return district.outcome(seconds)

    expect_once("serve killed in the middle and started again", two_at_a_time(run, [1, 15, 32, 50]))


def test_ticks_that_outlast_their_interval(district: District, expect_once: Expectation) -> None:
    district.set_clock(MONDAY)
    with process_of(serve_slowly(district)):
        seconds = wait_until(district.settled)
    expect_once("ticks of a service outlast their interval", [district.outcome(seconds)])


def test_a_service_killed_while_its_ticks_outlast_their_interval(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    """At most twice: from then on what broke off waits, and this clock stands still."""

    def run(cards: int) -> Outcome:
        district = loaded.copy(tmp_path / str(cards))
        district.set_clock(MONDAY)
        kill_when(lambda: district.cards() >= cards, serve_slowly(district))
        kill_when(lambda: district.cards() >= (cards + PEOPLE) // 2, serve_slowly(district))
        with process_of(serve_slowly(district)):
            seconds = wait_until(district.settled)
        return district.outcome(seconds)

    expect_once("... and it is killed twice", two_at_a_time(run, [1, 10, 25, 33]))


def test_two_services_on_one_database(
    loaded: District, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(case: int) -> Outcome:
        district = loaded.copy(tmp_path / str(case))
        district.set_clock(MONDAY)
        with process_of(serve_slowly(district)) as first, process_of(serve_slowly(district)):
            wait_until(lambda: district.cards() >= 10 * case)
            first.kill()
            seconds = wait_until(district.settled)
        return district.outcome(seconds)

    expect_once("two services at once, one of them killed", [run(case) for case in (1, 3)])


def serve(district: District) -> subprocess.Popen[str]:
    """The service as it is, its clock as fast as it may be."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    return district.start("serve", HEADWAY_TICK_SECONDS="1", HEADWAY_PORT=port)


def serve_slowly(district: District) -> subprocess.Popen[str]:
    """The service with a slow platform and a fast clock."""
    return subprocess.Popen(
        [sys.executable, str(SERVING), district.url],
        cwd=REPOSITORY,
        env=district.environment | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
