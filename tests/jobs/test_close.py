"""Closing: when its time is over a check-in is closed, and an answer still counts as late."""

from importlib import import_module

import pytest

from bot.domain.checkin import Answer
from tests.fakes import Office
from tests.jobs.looking import checkins, found, ny, states


async def test_a_check_in_is_open_until_its_time_is_over(office: Office) -> None:
    await office.tick()
    await office.tick(ny("2027-01-15 07:59:59"))
    assert await states(office) == ["open"]
    await office.tick(ny("2027-01-15 08:00"))
    assert await states(office) == ["closed"]


async def test_a_closed_check_in_reminds_nobody(office: Office) -> None:
    await office.tick()
    await office.tick(ny("2027-01-16 12:00"))
    assert (await checkins(office))[0].remind_at is None


async def test_an_answer_after_closing_counts_and_is_marked_late(office: Office) -> None:
    await office.tick()
    card = office.platform.to("boyd")[0]
    await office.tick(ny("2027-01-16 12:00"))
    await office.press("boyd", card, "steady")
    assert [answer.late for answer in await found(office.store, Answer)] == [True]
    assert await states(office) == ["closed"]


async def test_many_are_closed_in_several_batches(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.tick()
    monkeypatch.setattr(import_module("bot.jobs.close"), "BATCH", 3)
    await office.tick(ny("2027-01-16 12:00"))
    everybody = [await states(office, who) for who in ("boyd", "whitfield", "price", "rossi")]
    assert everybody == [["closed"]] * 4
