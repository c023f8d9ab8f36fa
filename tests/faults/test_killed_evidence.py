"""``kill -9`` while surveys, briefs and questions for a debrief go out: each comes once."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.delivery import DeliveryKind, Occasion
from bot.domain.people import Level
from bot.domain.survey import Choice, Survey, SurveyAnswer
from bot.ports.store import Stored
from storage import open_store
from tests.builders import site_day, workspace
from tests.faults.district import (
    PEOPLE,
    District,
    Expectation,
    Outcome,
    kill_when,
    two_at_a_time,
)

EVENING = "2027-01-11T22:00:10Z"
"""Monday, ten seconds past 17:00 in New York: everything below is due."""
DUE = datetime(2027, 1, 11, 22, tzinfo=UTC)
COACHES = 12
MESSAGES = PEOPLE + 2 * COACHES + 1
"""A card for everybody, a brief and a question for each coach, and that the last survey is over."""
NEW = (
    "FROM platform_items WHERE kind = 'message' AND (mark LIKE '%/survey/%' "
    "OR mark LIKE '%/brief/%' OR mark LIKE '%/debrief/%')"
)
RUNNING = Survey(
    partnership="millbrook", number=1, indicator="confidence", levels=(Level.SCHOOL,), by="p0",
    asked_at=DUE, closes_at=DUE + timedelta(days=4),
)  # fmt: skip


@pytest.fixture(scope="module")
def evening(loaded: District, tmp_path_factory: pytest.TempPathFactory) -> District:
    """Sixty people who were asked in the morning; copy it before use."""
    district = loaded.copy(tmp_path_factory.mktemp("evening") / "district")
    district.tick()
    asyncio.run(_fill(district))
    return district


async def _fill(district: District) -> None:
    store = open_store(district.url)
    async with store.write() as tx:
        await tx.add(*_due())
    await store.close()


def _due() -> Iterator[Stored]:
    cards = Occasion(
        partnership="millbrook", kind=DeliveryKind.SURVEY, name="1", at=DUE, until=RUNNING.closes_at
    )
    yield from (cards.to(f"person:p{n}", workspace()) for n in range(PEOPLE))
    yield from (RUNNING, replace(RUNNING, number=2, closes_at=DUE))
    for n in range(5):
        yield SurveyAnswer(id=f"{n}", partnership="millbrook", survey=2, choice=Choice.FULLY)
    for n in range(COACHES):
        planned = site_day(n, partnership="millbrook", by="p0", coaches=(f"p{n}",))
        yield replace(planned, day=date(2027, 1, 12), brief_at=DUE)
        yield replace(planned, number=COACHES + n, day=date(2027, 1, 11), debrief_at=DUE)


def test_a_tick_killed_while_the_evidence_goes_out(
    evening: District, tmp_path: Path, expect_once: Expectation
) -> None:
    """Killed as soon as briefs are queued, and when more than one lot of messages is out."""

    def run(messages: int) -> Outcome:
        district = evening.copy(tmp_path / str(messages))
        queued = "SELECT count(*) FROM deliveries WHERE kind = 'brief'"
        query = f"SELECT count(*) {NEW}" if messages else queued
        tick = district.start("tick", "--at", EVENING)
        kill_when(lambda: district.number(query) >= max(messages, 1), tick)
        return recovered(district)

    expect_once("tick killed with briefs and surveys", two_at_a_time(run, [0, 51]))


def recovered(district: District) -> Outcome:
    """Pass the clock again, to the end: then everything has come, and one reading was made."""
    seconds = district.tick(EVENING)
    assert district.number("SELECT count(*) FROM deliveries WHERE state <> 'sent'") == 0
    assert district.number("SELECT count(*) FROM readings") == 1
    messages = district.number(f"SELECT count(*) {NEW}")
    different = district.number(f"SELECT count(DISTINCT mark) {NEW}")
    return Outcome(twice=messages - different, never=MESSAGES - different, seconds=seconds)
