"""``kill -9`` of the service while it sends five hundred check-ins to Slack.

Slack is the fake one, without its limits of rate.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.district import (
    MONDAY,
    Expectation,
    Outcome,
    kill_when,
    process_of,
    two_at_a_time,
    wait_until,
)
from tests.faults.slack_district import SlackDistrict
from tests.faults.test_serve import serve
from tests.slack.fake.slack import Slack

MOMENTS = [1, 2, 5, 10, 25, 49, 50, 51, 75, 100, 150, 199, 200, 201, 250, 300, 350, 399, 450, 495]
"""How many have their card when the service is killed; it sends ten at once, all in one batch."""
SENDING = "SELECT count(*) FROM deliveries WHERE state = 'sending'"


@pytest.fixture(scope="module")
def in_slack(tmp_path_factory: pytest.TempPathFactory) -> SlackDistrict:
    """Five hundred people who are due on Monday; copy it before use."""
    with Slack() as slack:
        district = SlackDistrict(tmp_path_factory.mktemp("slack"), slack)
        district.load()
    return district


@dataclass(frozen=True, kw_only=True)
class Killed:
    """Where a run was killed, in messages in Slack and rows of unknown fate, and what followed."""

    cards: int
    sending: int
    outcome: Outcome


def test_a_service_killed_while_it_sends_to_slack(
    in_slack: SlackDistrict, tmp_path: Path, expect_once: Expectation
) -> None:
    def run(cards: int) -> Killed:
        with Slack() as slack:
            district = in_slack.copy_in(tmp_path / str(cards), slack)
            district.set_clock(MONDAY)
            kill_when(lambda: district.cards() >= cards, serve(district))
            there, unknown = district.cards(), district.number(SENDING)
            with process_of(serve(district)):
                seconds = wait_until(district.settled)
            return Killed(cards=there, sending=unknown, outcome=district.outcome(seconds))

    runs = two_at_a_time(run, MOMENTS)
    assert any(killed.sending for killed in runs)
    expect_once(_told(runs), [killed.outcome for killed in runs])


def _told(runs: list[Killed]) -> str:
    cards = sorted(killed.cards for killed in runs)
    unknown = sum(killed.sending for killed in runs)
    return f"serve killed with {cards[0]}-{cards[-1]} cards in Slack, {unknown} unknown"
