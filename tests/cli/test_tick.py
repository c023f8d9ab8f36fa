"""``headway tick``: Riverbend is asked on time, once."""

import json
from collections.abc import Callable

import pytest

from tests.cli.shell import Ran, Shell
from tests.fakes import RIVERBEND

MONDAY = "2027-01-11T13:00:10Z"
EXPECTED = [
    (MONDAY, 7),
    (MONDAY, 0),
    ("2027-01-11T14:00:10Z", 1),  # the principal in Chicago
    ("2027-01-18T13:00:10Z", 0),  # a holiday
    ("2027-01-19T13:00:10Z", 7),
    ("2027-03-15T12:00:10Z", 7),  # summer time has begun
]
FRESH = [pair for pair in EXPECTED if pair not in {(MONDAY, 0), ("2027-01-11T14:00:10Z", 1)}]


def _queued(headway: Shell, at: str) -> int:
    queued: int = json.loads(headway("tick", "--at", at).out)["queued"]
    return queued


def test_on_one_database_everybody_is_asked_once_at_their_own_time(headway: Shell) -> None:
    headway("load", str(RIVERBEND))
    assert [(at, _queued(headway, at)) for at, _ in EXPECTED] == EXPECTED


@pytest.mark.parametrize(("at", "queued"), FRESH)
def test_on_a_fresh_database_everybody_is_asked_at_their_own_time(
    headway: Shell, at: str, queued: int
) -> None:
    headway("load", str(RIVERBEND))
    assert _queued(headway, at) == queued


def test_processes_one_after_the_other_ask_once(process: Callable[..., Ran]) -> None:
    process("load", str(RIVERBEND))
    ticks = [process("tick", "--at", MONDAY) for _ in range(2)]
    assert [json.loads(tick.out)["queued"] for tick in ticks] == [7, 0]
    assert [tick.err for tick in ticks] == ["", ""]


@pytest.mark.usefixtures("riverbend")
def test_it_prints_the_moment_and_the_four_counts(headway: Shell) -> None:
    ran = headway("tick", "--at", "2027-01-11T08:00:10-05:00")
    counts = {"at": MONDAY, "queued": 7, "sent": 7, "failed": 0, "skipped": 0}
    assert json.loads(ran.out) == counts


def test_without_a_moment_it_is_now(headway: Shell) -> None:
    assert json.loads(headway("tick").out)["queued"] == 0


@pytest.mark.parametrize("at", ["noon", "2027-01-11", "2027-01-11T13:00:10", "2027-13-01T00:00Z"])
def test_a_moment_without_a_zone_is_refused(headway: Shell, at: str) -> None:
    said = f'"{at}" is not a moment with a zone. Write it as {MONDAY}.\n'
    assert headway("tick", "--at", at) == Ran(2, "", said)
