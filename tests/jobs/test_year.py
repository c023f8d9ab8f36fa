"""Whatever happens in a year, in any order: nobody is asked twice, at night or on a closed day, and
nobody is forgotten."""

import asyncio
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import DeliveryState
from bot.domain.digest import PostedDigest
from bot.rhythm import Rule, next_occasion
from tests.fakes import riverbend
from tests.jobs.looking import found
from tests.jobs.year import CAST, DAYS, GAPS, START, Step, Year

ACTIONS = (
    *("nothing", "answer", "skip", "later", "time", "zone", "away", "reminders"),
    *("lost", "found", "outage", "crash", "crash", "restart", "load"),
)


def plans(*actions: str) -> st.SearchStrategy[list[Step]]:
    step = st.tuples(st.sampled_from(GAPS), st.sampled_from(actions), st.integers(0, 99))
    return st.lists(step, min_size=4, max_size=40)


HALF_A_DAY = timedelta(hours=12)
SETTINGS = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # Making an example smaller takes minutes here, and says little more.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@SETTINGS
@given(plans(*ACTIONS, "cadence", "cadence", "cadence"))
def test_a_year_in_which_the_cadence_changes(steps: list[Step]) -> None:
    asyncio.run(_a_changing_year(steps))


async def _a_changing_year(steps: list[Step]) -> None:
    year = await Year.begin()
    await year.play(steps)
    checkins = await year.checkins()
    _nobody_is_asked_twice(year, checkins)
    _nobody_hears_at_night_or_on_a_closed_day(year)
    _no_week_is_forgotten(year, checkins)
    await _whoever_is_not_counted_as_asked_was_not_asked(year, checkins)


@SETTINGS
@given(plans(*ACTIONS))
def test_a_year_in_which_anything_may_happen(steps: list[Step]) -> None:
    asyncio.run(_a_year(steps))


async def _a_year(steps: list[Step]) -> None:
    year = await Year.begin()
    await year.play(steps)
    checkins = await year.checkins()
    _nobody_is_asked_twice(year, checkins)
    _nobody_hears_at_night_or_on_a_closed_day(year)
    _nobody_is_reminded_without_need(year)
    _nobody_is_forgotten(year, checkins)
    await _whoever_is_not_counted_as_asked_was_not_asked(year, checkins)
    await _every_digest_is_one(year)


def _nobody_is_asked_twice(year: Year, checkins: list[CheckIn]) -> None:
    sends = Counter(seen.delivery for seen in year.seen)
    weeks = Counter((c.person, c.cadence, c.period.isocalendar()[:2]) for c in checkins)
    assert [delivery for delivery, times in sends.items() if times > 1] == []
    assert [key for key, times in weeks.items() if times > 1] == []


def _nobody_hears_at_night_or_on_a_closed_day(year: Year) -> None:
    at_night = [s for s in year.seen if not time(6) <= s.local.time() < time(21)]
    assert at_night == []
    assert [s for s in year.seen if not DAYS.is_open(s.local.date())] == []


def _nobody_is_reminded_without_need(year: Year) -> None:
    reminders = [seen for seen in year.seen if "/reminder/" in seen.delivery]
    assert [seen for seen in reminders if seen.answered] == []
    times: dict[str, list[datetime]] = {}
    for seen in (s for s in year.seen if "/reminder/" in s.delivery or "/check-in/" in s.delivery):
        _, _, cadence, period, *_, who = seen.delivery.split("/")
        times.setdefault(f"{cadence}/{period}/{who}", []).append(seen.local)
    close = [b - a for one in times.values() for a, b in pairwise(one) if b - a < HALF_A_DAY]
    assert len(close) <= year.laters


def _nobody_is_forgotten(year: Year, checkins: list[CheckIn]) -> None:
    over = year.office.now.date() - timedelta(days=8)
    for cadence in riverbend().partnership.cadences:
        rule = Rule(
            every=cadence.every, day=cadence.day, at=cadence.at, zone="UTC", starts=cadence.starts
        )
        wanted = _periods(rule, over)
        for person in (p for p in riverbend().people if p.key in CAST and cadence.asks(p)):
            mine = [(c.cadence, c.person) == (cadence.key, person.key) for c in checkins]
            kept = [c.period for c, is_mine in zip(checkins, mine, strict=True) if is_mine]
            assert sorted(period for period in kept if period <= over) == wanted


def _no_week_is_forgotten(year: Year, checkins: list[CheckIn]) -> None:
    """A week of recess may be asked about or not."""
    days = (START.date() + timedelta(days=n) for n in range(3, 358))
    over = year.office.now.date() - timedelta(days=10)
    wanted = {day.isocalendar()[:2] for day in days if DAYS.is_open(day) and day < over}
    for who in ("boyd", "haddad", "price"):
        asked = {c.period.isocalendar()[:2] for c in checkins if c.person == who}
        assert wanted - asked == set()


def _periods(rule: Rule, last: date) -> list[date]:
    periods, after = [], START.date()
    while (occasion := next_occasion(rule, DAYS, after=after)) and occasion.period <= last:
        periods.append(occasion.period)
        after = occasion.period
    return periods


async def _whoever_is_not_counted_as_asked_was_not_asked(
    year: Year, checkins: list[CheckIn]
) -> None:
    cards = await year.cards()
    sent = {id_ for id_, card in cards.items() if card.state is DeliveryState.SENT}
    arrived = {seen.delivery for seen in year.seen}
    assert {card.id for card in cards.values() if card.state is DeliveryState.SENT} <= arrived
    asked = {CheckInState.CLOSED, CheckInState.SKIPPED}
    silent = [c for c in checkins if c.state in asked and not c.is_answered]
    assert [c.id for c in silent if c.id not in sent] == []
    assert [c.id for c in checkins if c.state is CheckInState.MISSED and c.id in sent] == []


async def _every_digest_is_one(year: Year) -> None:
    made = Counter((d.week, d.audience) for d in await found(year.office.store, PostedDigest))
    assert set(made.values()) <= {1}
    weeks = [seen.delivery for seen in year.seen if "/digest/" in seen.delivery]
    assert len(weeks) == len(set(weeks))
