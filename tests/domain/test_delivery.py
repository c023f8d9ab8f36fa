"""What becomes of a delivery."""

from datetime import timedelta

import pytest

from bot.domain.delivery import PAUSES, Delivery, DeliveryKind, DeliveryState, Occasion
from bot.domain.errors import TryLaterError
from tests.builders import MONDAY, ONE_DAY, workspace

OCCASION = Occasion(
    partnership="riverbend", kind=DeliveryKind.NOTICE, name="C-1.1", at=MONDAY, until=None
)


def queued(to: str = "person:boyd") -> Delivery:
    return OCCASION.to(to, workspace())


def test_an_occasion_and_a_recipient_give_one_id() -> None:
    assert queued().id == "riverbend/notice/C-1.1/person:boyd"
    assert queued() == queued()


def test_a_delivery_goes_to_a_person_or_to_a_channel() -> None:
    assert (queued().to_person, queued().to_channel) == ("boyd", None)
    channel = queued("channel:leadership")
    assert (channel.to_person, channel.to_channel) == (None, "leadership")


@pytest.mark.parametrize("attempts", [1, 2, 8, 20])
def test_each_refusal_makes_the_pause_longer(attempts: int) -> None:
    delivery = queued()
    for _ in range(attempts):
        delivery = delivery.sending(MONDAY).refused("busy", MONDAY)

    assert delivery.state is DeliveryState.QUEUED
    assert delivery.not_before == MONDAY + PAUSES[min(attempts, len(PAUSES)) - 1]
    assert (delivery.attempts, delivery.error) == (attempts, "busy")


def test_a_pause_that_the_platform_asks_for_is_no_failed_attempt() -> None:
    delivery = queued()
    for _ in range(3):
        delivery = delivery.sending(MONDAY).put_off("busy", MONDAY, after=12)

    assert (delivery.state, delivery.attempts) == (DeliveryState.QUEUED, 0)
    assert (delivery.not_before, delivery.error) == (MONDAY + timedelta(seconds=12), "busy")


def test_a_pause_of_no_length_is_a_pause_all_the_same() -> None:
    assert queued().sending(MONDAY).put_off("busy", MONDAY, after=0).not_before > MONDAY


def test_what_is_sent_forgets_its_error() -> None:
    sent = queued().sending(MONDAY).refused("busy", MONDAY).sending(MONDAY).sent("m1", MONDAY)

    assert (sent.state, sent.reference, sent.error) == (DeliveryState.SENT, "m1", None)


def test_what_waits_is_queued_until_then() -> None:
    waiting = queued().sending(MONDAY).waiting(MONDAY + ONE_DAY, MONDAY)

    assert (waiting.state, waiting.not_before) == (DeliveryState.QUEUED, MONDAY + ONE_DAY)


def test_what_ends_says_why() -> None:
    failed, skipped = queued().failed("gone", MONDAY), queued().skipped("late", MONDAY)

    assert (failed.state, failed.error) == (DeliveryState.FAILED, "gone")
    assert (skipped.state, skipped.error) == (DeliveryState.SKIPPED, "late")


def test_try_later_carries_the_pause_that_was_asked_for() -> None:
    assert TryLaterError("busy", after=1.5).after == 1.5
