"""Closing: when its time is over a check-in is closed, and an answer still counts as late."""

from dataclasses import replace
from importlib import import_module

import pytest

from bot.domain.checkin import Answer, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.errors import TryLaterError, UnreachableError
from bot.jobs import Tally
from bot.messages import Message
from tests.fakes import FakePlatform, Office, text_of
from tests.jobs.looking import ONE_MINUTE, checkins, deliveries, found, ny, person, put, states

OVER = ny("2027-01-15 08:00")


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


class Grumpy(FakePlatform):
    """A platform that refuses updates as told."""

    refusal: Exception | None = None

    async def update(self, reference: str, message: Message) -> None:
        """Refuse, or keep the change."""
        if self.refusal:
            raise self.refusal
        await super().update(reference, message)


def grumpy(office: Office) -> Grumpy:
    platform = Grumpy(references=office.platform.references, numbers=office.platform.numbers)
    office.platform = platform
    office.desk = replace(office.desk, platforms={"slack": platform})
    return platform


async def closing(office: Office) -> Delivery:
    (change,) = await found(
        office.store, Delivery, kind=DeliveryKind.CLOSING, recipient="person:boyd"
    )
    return change


def changed(office: Office, reference: str) -> list[Message]:
    return [message for where, message in office.platform.updated if where == reference]


async def test_the_card_says_that_it_is_closed_and_can_still_be_answered(office: Office) -> None:
    await office.tick()
    (sent,) = await deliveries(office)
    await office.tick(OVER)

    (card,) = changed(office, sent.reference or "")

    assert "closed on Friday, 15 Jan without an answer" in text_of(card)
    assert [button.label for button in card.buttons()] == ["Answer after all"]
    form = (await office.press("boyd", card, "Answer after all")).form
    late = await office.fill("boyd", form, where="it went well")
    assert "marked as late" in text_of(late.updates[0].message)


async def test_a_card_is_changed_once(office: Office) -> None:
    await office.tick()
    await office.tick(OVER)
    await office.tick(OVER + ONE_MINUTE)
    assert len(office.platform.updated) == 7


async def test_a_card_that_was_answered_or_skipped_stays_as_it_is(office: Office) -> None:
    await office.tick()
    await office.press("boyd", office.platform.to("boyd")[0], "steady")
    await office.press("chen", office.platform.to("chen")[0], "Skip this time")
    await office.tick(OVER)
    assert len(office.platform.updated) == 5


async def test_where_nothing_was_sent_nothing_is_changed(office: Office) -> None:
    office.platform.closed = {"U000000004": "This account was closed."}
    await office.tick()
    (card,) = await deliveries(office)
    await put(office, *(replace(c, state=CheckInState.OPEN) for c in await checkins(office)))
    await office.tick(OVER)
    assert card.state is DeliveryState.FAILED
    assert len(office.platform.updated) == 6


async def test_an_answer_that_comes_meanwhile_is_not_overwritten(office: Office) -> None:
    await office.tick()
    platform = grumpy(office)
    platform.refusal = TryLaterError("busy")
    await office.tick(OVER)
    await office.say("boyd", "it went well", thread=(await closing(office)).reference)
    platform.refusal = None
    await office.tick(OVER + ONE_MINUTE)
    assert (await closing(office)).state is DeliveryState.SKIPPED
    assert len(platform.updated) == 6


async def test_a_card_that_is_gone_hurts_nobody(office: Office) -> None:
    await office.tick()
    grumpy(office).refusal = UnreachableError("message_not_found")
    tally = await office.tick(OVER)
    change = await closing(office)
    assert (change.state, change.error) == (DeliveryState.SKIPPED, "message_not_found")
    assert (await person(office)).unreachable_since is None
    assert (await states(office), tally.failed, tally.skipped) == (["closed"], 0, 0)


async def test_a_busy_platform_is_asked_for_a_day(office: Office) -> None:
    await office.tick()
    grumpy(office).refusal = TryLaterError("busy")
    await office.tick(OVER)
    tally = await office.tick(ny("2027-01-16 08:00"))
    assert (await closing(office)).error == "Its time was over."
    assert tally == Tally()


async def test_a_change_that_broke_off_is_made_again(office: Office) -> None:
    await office.tick()
    platform = grumpy(office)
    platform.refusal = RuntimeError("The process was killed.")
    await office.tick(OVER)
    assert (await closing(office)).state is DeliveryState.SENDING
    platform.refusal = None
    await office.tick(OVER + ONE_MINUTE)
    assert (await closing(office)).state is DeliveryState.SENT
    assert len(platform.updated) == 7
