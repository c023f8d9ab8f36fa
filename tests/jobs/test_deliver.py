"""Delivering: pauses that grow or are asked for, and sends that make no sense any more."""

from dataclasses import replace
from importlib import import_module

import pytest
from structlog.testing import capture_logs

from bot.domain.delivery import Delivery, DeliveryKind, Occasion
from bot.domain.errors import TryLaterError
from tests.builders import workspace
from tests.fakes import MONDAY, Office, riverbend, text_of
from tests.jobs.looking import (
    BOYD,
    LEADERSHIP,
    ONE_DAY,
    ONE_MINUTE,
    PARTNER,
    checkins,
    deliveries,
    found,
    ny,
    person,
    posts,
    put,
    reload,
    sent_to,
    states,
    troubled,
    walk,
)

FRIDAY = ny("2027-01-15 15:00")


async def test_a_refused_send_is_tried_again_with_growing_pauses(office: Office) -> None:
    trouble = troubled(office)
    trouble.busy[BOYD] = 1000
    await office.tick()
    await walk(office, ny("2027-01-11 18:00"), ONE_MINUTE / 2)
    assert trouble.minutes(BOYD) == [0, 1, 3, 8, 23, 53, 113, 233, 473]


async def test_it_arrives_once_as_soon_as_it_is_taken(office: Office) -> None:
    office.platform.busy[BOYD] = 3
    await office.tick()
    await walk(office, ny("2027-01-11 18:00"), ONE_MINUTE)
    (card,) = await deliveries(office)
    assert len(sent_to(office, "boyd")) == 1
    assert (card.state.value, card.attempts, card.error) == ("sent", 4, None)


async def test_the_pause_that_a_platform_asks_for_is_kept(office: Office) -> None:
    trouble = troubled(office)
    trouble.error, trouble.hits = TryLaterError("Too many requests.", after=600), [BOYD]
    await office.tick()
    await walk(office, ny("2027-01-11 08:31"), ONE_MINUTE / 2)
    assert trouble.minutes(BOYD) == [0, 10, 20, 30]


async def test_pauses_that_are_asked_for_do_not_grow_and_are_no_attempts(office: Office) -> None:
    trouble = troubled(office)
    trouble.error, trouble.hits = TryLaterError("Too many requests.", after=30), [BOYD]
    await office.tick()
    await walk(office, ny("2027-01-11 08:05"), ONE_MINUTE / 2)
    assert trouble.minutes(BOYD)[-3:] == [3.5, 4, 4.5]
    (card,) = await deliveries(office)
    assert (card.state.value, card.attempts, card.error) == ("queued", 0, "Too many requests.")


async def test_one_who_is_refused_keeps_nobody_else_waiting(office: Office) -> None:
    office.platform.busy[BOYD] = 1
    assert (await office.tick()).sent == 6


async def test_who_was_never_reached_before_the_time_was_over_was_not_asked(
    office: Office,
) -> None:
    """They are told of as left out, and never as silent."""
    office.platform.busy[BOYD] = 1000
    await office.tick()
    tally = await office.tick(ny("2027-01-15 08:00"))
    (card,) = await deliveries(office)
    assert (card.state.value, card.error) == ("skipped", "Its time was over.")
    assert await states(office) == ["missed"]
    assert tally.skipped == 1


async def test_who_answered_without_the_card_is_not_called_missed(office: Office) -> None:
    office.platform.busy[BOYD] = 1000
    await office.tick()
    await office.say("boyd", "/checkin Grade 4 met twice")
    await office.tick(ny("2027-01-16 12:00"))
    assert await states(office) == ["closed"]
    assert (await checkins(office))[0].is_answered


async def test_while_a_platform_is_off_its_messages_wait(office: Office) -> None:
    on, office.desk = office.desk, replace(office.desk, platforms={})
    tally = await office.tick()
    assert (tally.queued, tally.sent) == (7, 0)
    office.desk = on
    assert (await office.tick(ny("2027-01-11 12:00"))).sent == 8


async def test_what_waited_too_long_for_its_platform_is_skipped(office: Office) -> None:
    office.desk = replace(office.desk, platforms={})
    await office.tick()
    tally = await office.tick(ny("2027-01-15 08:00"))
    assert tally.skipped == 7
    assert await states(office) == ["missed"]


@pytest.mark.parametrize(
    ("back", "sent"),
    [
        ("2027-01-11 12:00", "2027-01-11 12:00"),
        ("2027-01-11 22:00", "2027-01-12 08:00"),
        ("2027-01-12 03:00", "2027-01-12 08:00"),
    ],
)
async def test_what_comes_late_after_an_outage_waits_for_a_good_moment(
    office: Office, back: str, sent: str
) -> None:
    trouble = troubled(office)
    trouble.busy[BOYD] = 1
    await office.tick()
    await office.tick(ny(back))
    await office.tick(ny("2027-01-12 08:00"))
    assert [at for at, who in trouble.tries if who == BOYD] == [MONDAY, ny(sent)]


async def test_who_cannot_be_reached_is_shown_to_the_partner(office: Office) -> None:
    office.platform.closed[BOYD] = "The account was closed."
    await office.tick()
    await office.tick(FRIDAY)
    boyd = await person(office)
    assert (boyd.unreachable_since, boyd.unreachable_because) == (MONDAY, "The account was closed.")
    assert "Not reached: T. Boyd, since Monday, 11 Jan (" in text_of(office.platform.to(PARTNER)[0])
    assert "Boyd" not in text_of(office.platform.to(LEADERSHIP)[0])


async def test_since_when_somebody_cannot_be_reached_is_the_first_time(office: Office) -> None:
    await office.tick()
    office.platform.closed[BOYD] = "The account was closed."
    await walk(office, ny("2027-01-15 12:00"), ONE_DAY / 4)
    assert (await person(office)).unreachable_since == MONDAY + ONE_DAY
    assert await states(office) == ["closed"]


async def test_a_channel_that_cannot_be_reached_is_not_tried_for_ever(office: Office) -> None:
    trouble = troubled(office)
    trouble.closed[LEADERSHIP] = "The bot was removed."
    tally = await office.tick(FRIDAY - ONE_DAY)
    tally = await office.tick(FRIDAY)
    await walk(office, FRIDAY + 2 * ONE_DAY, ONE_DAY / 8)
    (post,) = await posts(office)
    assert (post.state.value, post.error) == ("failed", "The bot was removed.")
    assert (tally.failed, len(trouble.minutes(LEADERSHIP))) == (1, 1)


async def test_a_platform_that_breaks_down_keeps_nobody_else_waiting(office: Office) -> None:
    trouble = troubled(office)
    trouble.error, trouble.hits = RuntimeError("a mistake in the adapter"), [BOYD]
    with capture_logs() as logged:
        assert (await office.tick()).sent == 6
    assert (await deliveries(office))[0].state.value == "sending"
    assert [line["action"] for line in logged] == ["send_broke_off"]


async def test_what_breaks_off_again_and_again_is_tried_with_growing_pauses(
    office: Office,
) -> None:
    trouble = troubled(office)
    trouble.error, trouble.hits = RuntimeError("a mistake in the adapter"), [BOYD]
    with capture_logs():
        await office.tick()
        await walk(office, ny("2027-01-11 12:00"), ONE_MINUTE)
    assert trouble.minutes(BOYD)[:6] == [0, 1, 2, 8, 24, 55]


async def test_whoever_left_before_the_card_went_out_gets_none(office: Office) -> None:
    office.platform.busy[BOYD] = 1
    await office.tick()
    file = riverbend()
    await reload(office, replace(file, people=tuple(p for p in file.people if p.key != "boyd")))
    tally = await office.tick(MONDAY + 5 * ONE_MINUTE)
    assert (tally.sent, tally.skipped) == (0, 1)


@pytest.mark.parametrize(
    ("partnership", "recipient"),
    [("nowhere", "person:boyd"), ("riverbend", "person:nobody"), ("riverbend", "channel:gone")],
)
async def test_a_message_to_nobody_known_is_skipped(
    office: Office, partnership: str, recipient: str
) -> None:
    occasion = Occasion(
        partnership=partnership, kind=DeliveryKind.DIGEST, name="2027-W02", at=office.now
    )
    await put(office, occasion.to(recipient, workspace("slack")))
    await office.tick()
    (delivery,) = await found(office.store, Delivery, kind=DeliveryKind.DIGEST)
    assert (delivery.state.value, delivery.error) == (
        "skipped",
        "There was nothing to send any more.",
    )


async def test_many_messages_go_out_in_several_batches(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("bot.jobs.delivering"), "BATCH", 2)
    assert (await office.tick()).sent == 7
