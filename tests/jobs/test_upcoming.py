"""Looking ahead: passing the clock only when something is due leaves out nothing."""

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.checkin import CheckIn, CheckInState
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.digest import PostedDigest
from bot.domain.people import Level
from bot.domain.reading import Reading
from bot.domain.schedule import UNPLANNED, Occurs, Schedule
from bot.domain.site_day import SiteDay
from bot.domain.survey import Survey, SurveyState
from bot.jobs.upcoming import next_due
from bot.ports.store import Stored
from storage.memory import MemoryStore
from tests.builders import site_day
from tests.fakes import Office
from tests.jobs.looking import found, leaders, ny, prefer, reload, riverbend_with, walk

NOW, SOON, LATER = ny("2027-01-11 08:00"), ny("2027-01-11 09:00"), ny("2027-01-11 10:00")
QUARTER = timedelta(minutes=15)
ROW = Schedule(partnership="riverbend", occurs=Occurs.DIGEST, next_due=SOON)
ASKED = CheckIn(
    id="1", partnership="riverbend", cadence="c", person="boyd", period=NOW.date(),
    asked_at=NOW, closes_at=LATER, remind_at=SOON,
)  # fmt: skip
QUEUED = Delivery(
    id="1", partnership="riverbend", kind=DeliveryKind.NOTICE, occasion="C-1", platform="slack",
    workspace="T1", recipient="person:boyd", not_before=SOON, changed_at=NOW,
)  # fmt: skip
RUNNING = Survey(
    partnership="riverbend", number=1, indicator="confidence", levels=(Level.SCHOOL,), by="vance",
    asked_at=NOW, closes_at=SOON,
)  # fmt: skip


async def due(*values: Stored, after: datetime = NOW, until: datetime = LATER) -> datetime | None:
    """When something is due in a store with these values."""
    store = MemoryStore()
    async with store.write() as tx:
        await tx.put(*values)
    return await next_due(store, after=after, until=until)


@pytest.mark.parametrize(
    "value",
    [
        ROW,
        ASKED,
        replace(ASKED, remind_at=None, closes_at=SOON),
        QUEUED,
        replace(QUEUED, not_before=LATER, expires_at=SOON),
        site_day(1, brief_at=SOON),
        site_day(1, debrief_at=SOON),
        RUNNING,
    ],
)
async def test_each_thing_that_a_tick_does_is_seen_ahead(value: Stored) -> None:
    assert await due(value) == SOON


@pytest.mark.parametrize(
    "value",
    [
        replace(ROW, next_due=None),
        replace(ROW, next_due=UNPLANNED),
        replace(ASKED, state=CheckInState.SKIPPED),
        replace(QUEUED, state=DeliveryState.SENT),
        replace(RUNNING, state=SurveyState.CLOSED),
        site_day(1),
    ],
)
async def test_what_is_over_or_has_no_moment_yet_is_not_waited_for(value: Stored) -> None:
    assert await due(value) is None


async def test_the_earliest_of_all_is_the_next() -> None:
    assert await due(replace(ROW, next_due=LATER), ASKED, replace(QUEUED, not_before=LATER)) == SOON


async def test_the_end_belongs_to_the_span_and_its_beginning_does_not() -> None:
    assert await due(ROW, until=SOON) == SOON
    assert await due(ROW, after=SOON) is None


LINES = {
    "plan": "/headway siteday tomorrow @vance @imai: walk Lincoln",
    "move": "/headway siteday move S-1 to Thursday",
    "survey": "/headway survey confidence school team until tomorrow",
}
"""What the partner says."""
Act = tuple[int, str, str]
ACTS = st.lists(
    st.tuples(
        st.integers(1, 120),
        st.sampled_from(("boyd", "haddad", "vance")),
        st.sampled_from(
            ("steady", "Skip this time", "Later", "early", "silent", "promise", *LINES, "Mostly")
        ),
    ),
    max_size=8,
)


THE_END = (700, "boyd", "nothing")


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(ACTS)
def test_going_from_one_due_moment_to_the_next_is_like_passing_the_clock_always(
    acts: list[Act],
) -> None:
    asyncio.run(_is_alike(acts))


async def _is_alike(acts: list[Act]) -> None:
    walking, jumping = await _at_the_start(), await _at_the_start()
    for quarters, who, what in [(1, "vance", "plan"), (1, "vance", "survey"), *acts, THE_END]:
        moment = walking.now + quarters * QUARTER
        await walk(walking, moment, QUARTER)
        await _jump(jumping, moment)
        for office in (walking, jumping):
            await _act(office, who, what)
            await office.tick()
    for kind in (CheckIn, Delivery, PostedDigest, SiteDay, Survey, Reading):
        assert await found(jumping.store, kind) == await found(walking.store, kind)
    assert await found(jumping.store, PostedDigest)


async def _at_the_start() -> Office:
    """Riverbend on Friday noon, with reminders after an hour and after a day."""
    office = await Office(now=ny("2027-01-08 12:00")).open()
    pauses = (timedelta(hours=1), timedelta(days=1))
    await reload(office, riverbend_with(cadences=leaders(remind_after=pauses)))
    await office.tick()
    return office


async def _jump(office: Office, until: datetime) -> None:
    while moment := await next_due(office.store, after=office.now, until=until):
        await office.tick(moment)
    await office.tick(until)


async def _act(office: Office, who: str, what: str) -> None:
    if what in LINES:
        await office.say("vance", LINES[what])
    elif what == "promise":
        await office.say(who, "/commit share the rubric @chen")
    elif what == "early":
        await prefer(office, who, at=time(6, 45))
    elif what == "silent":
        await prefer(office, who, reminders=False)
    else:
        cards = office.platform.to(who)
        seen = [card for card in cards if any(b.label == what for b in card.buttons())]
        if seen:
            await office.press(who, seen[-1], what)
