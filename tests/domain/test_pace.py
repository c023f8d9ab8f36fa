"""Pace: however messages are booked, a platform's limits are kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import Booking, Pace, Rate, Rates, allowed

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
GRAIN = timedelta(milliseconds=1)
"""Moments are microseconds; so many of them may be lost in rounding."""

RATES = st.builds(Rate, per_second=st.floats(0.2, 50), burst=st.integers(1, 6))
ASKED = st.lists(
    st.tuples(st.floats(0, 30), st.lists(st.sampled_from("abc"), max_size=12)), max_size=8
)
"""Batches of messages to conversations, each so many seconds after the one before."""


def booked(
    rates: Rates, asked: list[tuple[float, list[str]]]
) -> list[tuple[datetime, str, datetime]]:
    """When each message may go out, its conversation, and when it was asked for."""
    paces: dict[str, Pace] = {}
    found, now = [], NOON
    for pause, keys in asked:
        now += timedelta(seconds=pause)
        booking = Booking(rates, paces, whole="whole", now=now)
        moments = booking.moments(keys)
        found += [(moment, key, now) for moment, key in zip(moments, keys, strict=True)]
        paces = dict(booking.paces)
    return found


def too_many(moments: list[datetime], rate: Rate) -> list[tuple[datetime, datetime]]:
    """Stretches of time in which more goes out than the rate allows."""
    moments = sorted(moments)
    return [
        (first, last)
        for start, first in enumerate(moments)
        for count, last in enumerate(moments[start:], 1)
        if count > rate.burst + rate.per_second * (last - first + GRAIN).total_seconds()
    ]


@given(workspace=RATES, conversation=RATES, asked=ASKED)
def test_no_stretch_of_time_holds_more_than_a_limit_allows(
    workspace: Rate, conversation: Rate, asked: list[tuple[float, list[str]]]
) -> None:
    found = booked(Rates(workspace=workspace, conversation=conversation), asked)
    assert too_many([moment for moment, *_ in found], workspace) == []
    for one in "abc":
        assert too_many([moment for moment, key, _ in found if key == one], conversation) == []


@given(workspace=RATES | st.none(), conversation=RATES | st.none(), asked=ASKED)
def test_nothing_goes_out_before_it_is_asked_for_and_a_conversation_keeps_its_order(
    workspace: Rate | None, conversation: Rate | None, asked: list[tuple[float, list[str]]]
) -> None:
    found = booked(Rates(workspace=workspace, conversation=conversation), asked)
    assert all(moment >= now for moment, _, now in found)
    for one in "abc":
        order = [moment for moment, key, _ in found if key == one]
        assert order == sorted(order)


@given(workspace=RATES, asked=ASKED)
def test_where_no_conversation_waits_the_order_is_that_of_the_messages(
    workspace: Rate, asked: list[tuple[float, list[str]]]
) -> None:
    moments = [moment for moment, *_ in booked(Rates(workspace=workspace), asked)]
    assert moments == sorted(moments)


@given(messages=st.integers(1, 5000), seconds=st.sampled_from([1, 60, 3600]))
def test_an_allowed_number_is_kept_in_every_stretch_and_hardly_any_of_it_is_lost(
    messages: int, seconds: int
) -> None:
    rate = allowed(messages, seconds=seconds)
    assert rate.burst + int(rate.per_second * seconds) <= messages
    assert rate.per_second * seconds >= 0.95 * messages


def test_uneven_arrival_by_half_a_second_keeps_a_minute_of_three_hundred() -> None:
    rate = allowed(300, seconds=60)
    assert rate.burst + int(rate.per_second * 60.5) <= 300


def test_a_conversation_that_waits_keeps_no_other_back() -> None:
    rates = Rates(workspace=Rate(per_second=10), conversation=Rate(per_second=1))
    found = booked(rates, [(0, ["a", "a", "a", "b", "c"])])
    assert [(moment - NOON) / SECOND for moment, *_ in found] == pytest.approx([0, 1, 2, 0.1, 0.2])


@given(
    rate=st.builds(Rate, per_second=st.floats(1, 50)),
    asked=ASKED,
    back=st.timedeltas(timedelta(0), timedelta(days=2)),
)
def test_a_clock_that_was_set_back_keeps_nobody_waiting_for_it(
    rate: Rate, asked: list[tuple[float, list[str]]], back: timedelta
) -> None:
    paces: dict[str, Pace] = {}
    before = Booking(Rates(workspace=rate), paces, whole="whole", now=NOON + HOUR)
    last = max(before.moments(["a", *(key for _, keys in asked for key in keys)]))
    now = NOON + HOUR - back
    (moment,) = Booking(Rates(workspace=rate), before.paces, whole="whole", now=now).moments(["a"])
    without = last - (NOON + HOUR) + rate.spacing
    assert moment - now <= without + timedelta(seconds=60) + GRAIN


def test_a_pause_is_kept_to_its_end_and_a_shorter_one_does_not_end_it() -> None:
    pace = Pace(key="whole", at=NOON, until=NOON).paused(NOON + 30 * SECOND)
    paces = {"whole": pace.paused(NOON + SECOND)}
    rates = Rates(workspace=Rate(per_second=1, burst=5))
    (moment,) = Booking(rates, paces, whole="whole", now=NOON + 2 * SECOND).moments(["a"])
    assert moment == NOON + 30 * SECOND
