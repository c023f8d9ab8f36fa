"""Site days: the brief on the evening before, the debrief after, each once and never at night."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.site_day import SiteDay
from bot.jobs.upcoming import next_due
from tests.builders import site_day
from tests.fakes import Office, text_of
from tests.jobs.looking import (
    NEW_YORK,
    colleague,
    deliveries,
    found,
    ny,
    prefer,
    put,
    sent_to,
    walk,
)
from tests.rhythms import DAY
from tests.talking import change_person, get, labels, said

PLAN = "/headway siteday 2027-01-20 @vance: walk Lincoln"
BRIEF, DEBRIEF = "Tomorrow: walk Lincoln · S-1", "How was your site day? walk Lincoln · S-1"
AGAIN = "Still open: the debrief of Wednesday, 20 Jan. walk Lincoln · S-1"
EVE, EVENING = ny("2027-01-19 17:00"), ny("2027-01-20 17:00")
ONE_HOUR = timedelta(hours=1)


@pytest.fixture
async def planned(office: Office) -> Office:
    """A site day of vance on Wednesday, planned on Monday."""
    await office.say("vance", PLAN)
    return office


async def told(office: Office, who: str = "vance") -> list[tuple[str, str]]:
    """What somebody was sent of site days, and when by the clock in New York."""
    made = await deliveries(office, who)
    kinds = {DeliveryKind.BRIEF, DeliveryKind.DEBRIEF}
    sent = [d for d in made if d.kind in kinds and d.state is DeliveryState.SENT]
    sent.sort(key=lambda d: d.changed_at)
    return [(d.kind.value, f"{d.changed_at.astimezone(NEW_YORK):%a %H:%M}") for d in sent]


async def test_the_brief_the_question_and_one_reminder_come_in_their_time(planned: Office) -> None:
    await walk(planned, ny("2027-01-26 12:00"), ONE_HOUR / 2)

    kinds_and_hours = [(kind, when[:6]) for kind, when in await told(planned)]
    assert kinds_and_hours == [("brief", "Tue 17"), ("debrief", "Wed 17"), ("debrief", "Thu 08")]
    of_days = [text for text in sent_to(planned, "vance") if "walk Lincoln" in text]
    assert of_days == [BRIEF, DEBRIEF, AGAIN]


async def test_the_clock_sees_each_of_them_ahead(planned: Office) -> None:
    seen = []
    for after in (ny("2027-01-19 12:00"), ny("2027-01-20 12:00"), ny("2027-01-21 07:30")):
        await planned.tick(after)
        due = await next_due(planned.store, after=after, until=after + DAY / 4)
        seen.append(due)
    assert seen == [EVE, EVENING, ny("2027-01-21 08:00")]


async def test_the_question_opens_the_form_and_is_not_asked_again_after_it(planned: Office) -> None:
    await planned.tick(EVE)
    await planned.tick(EVENING)
    asked = planned.platform.to("vance")[-1]
    assert labels(asked) == ["Debrief", "Call off"]

    form = (await planned.press("vance", asked, "Debrief")).form
    await planned.fill("vance", form, worked="all of it")
    await walk(planned, ny("2027-01-22 12:00"), ONE_HOUR)

    assert [kind for kind, _ in await told(planned)] == ["brief", "debrief"]


async def test_each_coach_is_told_by_their_own_clock(office: Office) -> None:
    await change_person(office, "imai", timezone="America/Los_Angeles")
    await office.say("vance", PLAN.replace(":", " @imai:"))

    await office.tick(EVE)
    assert ([*map(len, (await told(office), await told(office, "imai")))]) == [1, 0]

    await office.tick(EVE + 3 * ONE_HOUR)
    assert await told(office, "imai") == [("brief", "Tue 20:00")]
    await walk(office, ny("2027-01-21 12:00"), ONE_HOUR)
    assert await told(office, "imai") == [
        ("brief", "Tue 20:00"), ("debrief", "Wed 20:00"), ("debrief", "Thu 11:00")
    ]  # fmt: skip


async def test_ones_own_zone_counts(office: Office) -> None:
    await prefer(office, "vance", timezone="America/Chicago")
    await office.say("vance", PLAN)

    assert (await get(office, SiteDay, 1)).brief_at == EVE + ONE_HOUR


async def test_any_number_of_passes_at_once_tell_once(planned: Office) -> None:
    for moment in (EVE, EVENING, ny("2027-01-21 08:00")):
        planned.now = moment
        offices = [planned, colleague(planned), colleague(planned)]
        await asyncio.gather(*(one.tick(moment) for one in offices))
        await planned.tick(moment)

    assert len(await told(planned)) == 3


async def test_more_than_a_batch_is_done_in_one_pass(
    planned: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("bot.jobs.site_days"), "BATCH", 1)
    await planned.say("vance", PLAN.replace("Lincoln", "Marsh"))

    await planned.tick(EVE)

    assert [kind for kind, _ in await told(planned)] == ["brief", "brief"]


async def test_what_was_killed_before_its_end_is_done_by_the_next_pass(planned: Office) -> None:
    """The row is still due though its delivery is there: nothing is sent a second time."""
    before = await get(planned, SiteDay, 1)
    await planned.tick(EVE)
    await put(planned, replace(await get(planned, SiteDay, 1), brief_at=before.brief_at))

    await planned.tick(EVE + ONE_HOUR)

    assert await told(planned) == [("brief", "Tue 17:00")]


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        ("2027-01-19 20:00", []),
        ("2027-01-20 06:30", []),
        ("2027-01-20 09:00", ["brief"]),
        ("2027-01-21 00:30", []),
        ("2027-01-21 09:00", ["debrief"]),
        ("2027-01-26 09:00", ["debrief"]),
        ("2027-01-28 09:00", []),
    ],
)
async def test_after_an_outage_only_what_still_helps_is_sent(
    planned: Office, at: str, sent: list[str]
) -> None:
    await planned.tick(ny(at))
    assert [kind for kind, _ in await told(planned)] == sent


async def test_late_in_the_evening_it_waits_for_the_morning(planned: Office) -> None:
    await walk(planned, EVE - ONE_HOUR, ONE_HOUR * 8)
    planned.now = ny("2027-01-19 20:00")
    await walk(planned, ny("2027-01-20 12:00"), ONE_HOUR)

    assert await told(planned) == [("brief", "Wed 07:00")]
    assert "Today: walk Lincoln · S-1" in sent_to(planned, "vance")


async def test_a_busy_platform_does_not_bring_it_at_night(planned: Office) -> None:
    planned.platform.busy["U000000009"] = 6
    await planned.tick(EVE)
    await walk(planned, ny("2027-01-20 12:00"), ONE_HOUR / 2)

    ((kind, when),) = await told(planned)
    assert kind == "brief"
    assert "07:00" <= when[4:] < "19:00"


@pytest.mark.parametrize("line", ["off S-1 because it snows", "move S-1 to 25 Jan"])
async def test_a_day_that_does_not_take_place_brings_nothing(planned: Office, line: str) -> None:
    """Called off or moved before its moment, or between its moment and the sending."""
    planned.platform.busy["U000000009"] = 1
    await planned.tick(EVE)
    await planned.say("vance", f"/headway siteday {line}")
    await walk(planned, ny("2027-01-21 12:00"), ONE_HOUR)

    assert await told(planned) == []


async def test_a_day_that_was_taken_back_is_laid_to_rest(office: Office) -> None:
    made = await office.say("vance", PLAN)
    await office.press("vance", made.reply, "Undo")
    await walk(office, ny("2027-01-21 12:00"), ONE_HOUR * 4)

    record = await get(office, SiteDay, 1)
    assert (record.brief_at, record.debrief_at) == (None, None)
    assert await told(office) == []


async def test_a_moved_day_brings_its_brief_anew(planned: Office) -> None:
    await planned.tick(EVE)
    await planned.say("vance", "/headway siteday move S-1 to 25 Jan")
    await walk(planned, ny("2027-01-25 12:00"), ONE_HOUR)

    assert [when[:3] for _, when in await told(planned)] == ["Tue", "Sun"]


async def test_who_no_longer_comes_or_has_left_gets_nothing(planned: Office) -> None:
    await put(planned, site_day(9, brief_at=EVE, coaches=("imai",)))
    planned.platform.busy["U000000009"] = planned.platform.busy["imai@harborcenter.example"] = 1
    await planned.tick(EVE)
    await put(planned, replace(await get(planned, SiteDay, 1), coaches=("imai",)))
    await change_person(planned, "imai", left=EVE)
    await walk(planned, ny("2027-01-21 12:00"), ONE_HOUR)

    assert await told(planned) == await told(planned, "imai") == []
    assert (await get(planned, SiteDay, 1)).debrief_at is None


async def test_an_occasion_of_something_else_brings_nothing(planned: Office) -> None:
    await planned.tick(EVE)
    (brief,) = [d for d in await found(planned.store, Delivery) if d.kind is DeliveryKind.BRIEF]
    odd = replace(brief, id="odd", occasion="C-1/2027-01-20", state=DeliveryState.QUEUED)
    await put(planned, odd)

    tally = await planned.tick(EVE)

    assert (tally.sent, tally.skipped) == (0, 1)


async def test_the_brief_is_made_of_what_is_true_when_it_goes_out(planned: Office) -> None:
    await planned.say("boyd", "/commit share the rubric by 20 Jan")
    await planned.tick(EVE)

    brief = next(m for m in planned.platform.to("vance") if m.text == BRIEF)
    assert "Due Wednesday, 20 Jan: share the rubric (T. Boyd) C-1" in text_of(brief)


async def test_whom_to_see_leaves_out_who_was_heard_from_of_late_and_the_own_side(
    planned: Office,
) -> None:
    await planned.tick(ny("2027-01-11 12:00"))
    await planned.say("boyd", "/checkin Teams met twice")
    await planned.tick(EVE)

    brief = next(m for m in planned.platform.to("vance") if m.text == BRIEF)
    (silent,) = [line for line in text_of(brief).splitlines() if "No answer this week" in line]
    assert "M. Chen (not yet heard from)" in silent
    assert not [name for name in ("T. Boyd", "R. Vance", "K. Imai") if name in silent]


async def test_on_a_sunday_evening_it_knows_what_was_seen_and_promised_last_week(
    office: Office,
) -> None:
    await office.say("vance", PLAN.replace("01-20", "01-25"))
    office.now = ny("2027-01-21 10:00")
    await office.say("boyd", "/walkthrough lincoln grade 4 math: reasoning 3/5")
    await office.say("boyd", "/commit share the rubric")

    await office.tick(ny("2027-01-24 17:00"))

    brief = text_of(office.platform.to("vance")[-1])
    assert "in 3 of 5" in brief
    assert "New: share the rubric (T. Boyd)" in brief


async def test_a_record_for_oneself_is_in_no_brief(planned: Office) -> None:
    form = (await planned.say("vance", "/commit")).form
    await planned.fill("vance", form, text="think it over", audience="self", due="2027-01-20")

    assert "think it over" not in said(await planned.say("vance", "/headway siteday brief"))
