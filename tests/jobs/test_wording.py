"""A message that cannot be worded: others go out, and it is tried again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Occasion
from bot.domain.people import Side, Workspace
from bot.jobs.wording import NOT_WORDED
from storage.memory import MemoryStore, MemoryTransaction
from tests.fakes import MONDAY, Office
from tests.jobs.looking import ONE_MINUTE, found, put, sent_to

WRONG = Occasion(
    partnership="riverbend", kind=DeliveryKind.NOTICE, name="RB-C1.broken", at=MONDAY
).to("person:boyd", Workspace(side=Side.DISTRICT, platform="slack", id="T000000001"))
"""A row that nothing of ours writes, as a fault of a version to come might."""


@pytest.fixture
async def faulty(office: Office) -> Office:
    """Seven messages are due, and one that cannot be worded."""
    await put(office, WRONG)
    return office


async def wrong(office: Office) -> Delivery:
    (row,) = await found(office.store, Delivery, id=WRONG.id)
    return row


async def test_it_keeps_no_other_waiting(faulty: Office) -> None:
    with capture_logs() as logged:
        assert (await faulty.tick()).sent == 7
    assert [line.get("delivery") for line in logged] == [WRONG.id]
    assert all("exc_info" in line for line in logged)


async def test_it_is_tried_again_after_pauses_that_grow(faulty: Office) -> None:
    for minutes in (1, 2, 5):
        with capture_logs():
            await faulty.tick()
        row = await wrong(faulty)
        assert (row.state, row.error) == (DeliveryState.QUEUED, NOT_WORDED)
        assert row.not_before == faulty.later(minutes=minutes)


class _Away(MemoryStore):
    """Answers no question while something is being sent, as long as it is ``away``."""

    away = True

    @asynccontextmanager
    async def read(self) -> AsyncIterator[MemoryTransaction]:
        async with super().read() as tx:
            if self.away and await tx.find(Delivery, state=DeliveryState.SENDING):
                raise ConnectionResetError
            yield tx


async def test_a_store_that_does_not_answer_ails_no_message() -> None:
    store = _Away()
    office = await Office(store).open()
    with capture_logs() as logged:
        assert (await office.tick()).sent == 0
    assert {line["action"] for line in logged} == {"deliver_broke_off"}
    store.away = False
    begun = await found(store, Delivery)
    assert {(each.state, each.attempts) for each in begun} == {(DeliveryState.SENDING, 1)}
    with capture_logs():
        assert (await office.tick(MONDAY + ONE_MINUTE)).sent == 7
    assert len(sent_to(office, "boyd")) == 1
