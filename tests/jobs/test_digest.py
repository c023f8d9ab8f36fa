"""Digests: made once at their time for both audiences, kept, and posted once to each channel."""

from dataclasses import replace
from datetime import time

import pytest
from structlog.testing import capture_logs

from bot.domain.audience import Audience
from bot.domain.cadence import DigestPlan, Weekday
from bot.domain.digest import PostedDigest
from bot.domain.schedule import Occurs, Schedule
from bot.load import PartnershipFile
from tests.fakes import Office, riverbend, text_of
from tests.jobs.looking import (
    LEADERSHIP,
    NEW_YORK,
    ONE_DAY,
    ONE_MINUTE,
    PARTNER,
    colleague,
    found,
    ny,
    posts,
    put,
    reload,
    riverbend_with,
    schedule,
    sent_to,
    troubled,
    walk,
)

FRIDAY = ny("2027-01-15 15:00")
PLAN = riverbend().partnership.digest or DigestPlan()


async def weeks(office: Office) -> list[str]:
    """The weeks whose digest was made for the leaders."""
    made = await found(office.store, PostedDigest, audience=Audience.LEADERS, order="week")
    return [posted.week for posted in made]


def with_plan(**changes: object) -> PartnershipFile:
    return riverbend_with(digest=replace(PLAN, **changes))  # type: ignore[arg-type]  # fields of several types


async def posted(office: Office, channel: str = "leadership") -> dict[str, str]:
    """Which week's digest was sent when to a channel, by the clock in New York."""
    sent = [post for post in await posts(office, channel) if post.state.value == "sent"]
    return {post.occasion: f"{post.changed_at.astimezone(NEW_YORK):%d %b %H:%M}" for post in sent}


async def test_a_digest_is_made_once_for_both_audiences_and_posted_to_its_channels(
    office: Office,
) -> None:
    await office.tick()
    assert (await office.tick(FRIDAY)).sent == 2
    assert (await office.tick(FRIDAY + ONE_MINUTE)).sent == 0
    made = await found(office.store, PostedDigest)
    assert [(one.week, one.audience.value, one.made_at) for one in made] == [
        ("2027-W02", "leaders", FRIDAY),
        ("2027-W02", "partner", FRIDAY),
    ]
    assert (len(sent_to(office, LEADERSHIP)), len(sent_to(office, PARTNER))) == (1, 1)


async def test_each_channel_reads_what_its_audience_may(office: Office) -> None:
    await office.tick()
    await office.tick(FRIDAY)
    assert "T. Boyd" in text_of(office.platform.to(PARTNER)[0])
    assert "T. Boyd" not in text_of(office.platform.to(LEADERSHIP)[0])


async def test_a_digest_comes_every_week(office: Office) -> None:
    await walk(office, ny("2027-01-30 12:00"))
    assert await posted(office) == {
        "2027-W02": "15 Jan 15:00",
        "2027-W03": "22 Jan 15:00",
        "2027-W04": "29 Jan 15:00",
    }


async def test_on_a_closed_day_it_comes_on_the_next_open_one(office: Office) -> None:
    office.now = ny("2027-02-13 12:00")
    await walk(office, ny("2027-02-27 12:00"))
    assert await posted(office) == {"2027-W07": "22 Feb 15:00", "2027-W08": "26 Feb 15:00"}


@pytest.mark.parametrize(
    ("back", "sent"),
    [
        ("2027-01-15 15:59", "15 Jan 15:59"),
        ("2027-01-15 18:00", "19 Jan 15:00"),
        ("2027-01-17 12:00", "19 Jan 15:00"),
        ("2027-01-19 15:30", "19 Jan 15:30"),
        ("2027-01-20 09:00", "20 Jan 15:00"),
    ],
)
async def test_after_downtime_it_comes_at_its_usual_time_on_the_next_open_day(
    office: Office, back: str, sent: str
) -> None:
    """Friday the 15th is followed by a weekend and a holiday."""
    await office.tick()
    await office.tick(ny(back))
    await walk(office, ny("2027-01-21 08:00"), ONE_MINUTE * 10)
    assert await posted(office) == {"2027-W02": sent}


async def test_of_several_that_were_missed_only_the_last_is_made(office: Office) -> None:
    await office.tick()
    with capture_logs() as logged:
        await office.tick(ny("2027-02-01 09:00"))
    await walk(office, ny("2027-02-02 12:00"), ONE_MINUTE * 10)
    left_out = [line["week"] for line in logged if line["action"] == "digest_missed"]
    assert left_out == ["2027-W02", "2027-W03"]
    assert list(await posted(office)) == ["2027-W04"]


async def test_a_post_that_fails_is_posted_later_and_once(office: Office) -> None:
    await office.tick()
    office.platform.busy[LEADERSHIP] = 2
    await office.tick(FRIDAY)
    await walk(office, FRIDAY + 10 * ONE_MINUTE, ONE_MINUTE)
    assert await posted(office) == {"2027-W02": "15 Jan 15:03"}
    assert (len(sent_to(office, LEADERSHIP)), len(sent_to(office, PARTNER))) == (1, 1)


async def test_a_post_that_fails_all_evening_waits_for_the_next_open_day(office: Office) -> None:
    await office.tick()
    office.platform.busy[LEADERSHIP] = 7
    await office.tick(FRIDAY)
    await walk(office, ny("2027-01-20 12:00"), ONE_MINUTE * 10)
    assert await posted(office) == {"2027-W02": "19 Jan 15:00"}


async def test_a_post_that_fails_all_week_gives_way_to_the_next(office: Office) -> None:
    await office.tick()
    office.platform.busy[LEADERSHIP] = 1000
    await walk(office, ny("2027-01-22 14:00"), ONE_MINUTE * 30)
    office.platform.busy[LEADERSHIP] = 0
    await walk(office, ny("2027-01-30 12:00"), ONE_MINUTE * 30)
    assert list(await posted(office)) == ["2027-W03", "2027-W04"]
    assert await weeks(office) == ["2027-W02", "2027-W03", "2027-W04"]


async def test_a_digest_is_kept_as_it_was_made(office: Office) -> None:
    """What is answered between a failed post and the next attempt comes in the next digest."""
    await office.tick()
    trouble = troubled(office)
    trouble.busy[LEADERSHIP] = 1
    await office.tick(FRIDAY)
    await office.say("boyd", "/checkin Grade 4 met twice")
    await office.tick(FRIDAY + ONE_MINUTE)
    assert "Grade 4" not in text_of(trouble.to(LEADERSHIP)[0])


async def test_a_channel_without_workspace_is_left_out(office: Office) -> None:
    district = tuple(w for w in riverbend().partnership.workspaces if w.side.value == "district")
    await reload(office, riverbend_with(workspaces=district))
    await office.tick()
    assert (await office.tick(FRIDAY)).sent == 1
    assert len(sent_to(office, LEADERSHIP)) == 1


async def test_a_channel_that_the_file_does_not_name_is_left_out(office: Office) -> None:
    await reload(office, with_plan(post_to=("nowhere", "leadership")))
    await office.tick()
    assert (await office.tick(FRIDAY)).sent == 1


async def test_a_channel_that_is_gone_before_the_post_gets_none(office: Office) -> None:
    await office.tick()
    office.platform.busy[LEADERSHIP] = 1
    await office.tick(FRIDAY)
    await reload(office, riverbend_with(channels=()))
    assert (await office.tick(FRIDAY + ONE_MINUTE)).skipped == 1


async def test_without_a_plan_there_is_no_digest(office: Office) -> None:
    await reload(office, riverbend_with(digest=None))
    await walk(office, ny("2027-01-23 12:00"))
    assert await weeks(office) == []


@pytest.mark.parametrize("partnership", ["riverbend", "nowhere"])
async def test_a_row_without_a_plan_comes_to_rest(office: Office, partnership: str) -> None:
    await put(office, replace(riverbend().partnership, digest=None))
    row = Schedule(partnership=partnership, occurs=Occurs.DIGEST)
    await put(office, row)
    await office.tick()
    (after,) = await found(office.store, Schedule, partnership=partnership, occurs=Occurs.DIGEST)
    assert (after.next_due, after.period) == (None, None)


async def test_a_post_that_waits_when_the_plan_goes_is_still_posted(office: Office) -> None:
    await office.tick()
    office.platform.busy[LEADERSHIP] = 1
    await office.tick(FRIDAY)
    await reload(office, riverbend_with(digest=None))
    await office.tick(FRIDAY + ONE_MINUTE)
    assert len(sent_to(office, LEADERSHIP)) == 1


@pytest.mark.parametrize(
    ("changed", "file", "sent"),
    [
        ("2027-01-13 12:00", with_plan(at=time(9)), "15 Jan 09:00"),
        ("2027-01-13 12:00", with_plan(day=Weekday.THURSDAY), "14 Jan 15:00"),
        ("2027-01-13 12:00", with_plan(day=Weekday.TUESDAY), "13 Jan 15:00"),
        ("2027-01-15 17:00", with_plan(at=time(18)), "15 Jan 15:00"),
    ],
)
async def test_a_changed_plan_makes_each_week_once(
    office: Office, changed: str, file: PartnershipFile, sent: str
) -> None:
    """One whose new day has passed already is late."""
    office.now = ny("2027-01-11 08:00")
    await walk(office, ny(changed))
    await reload(office, file)
    await walk(office, ny("2027-01-18 12:00"))
    assert await posted(office) == {"2027-W02": sent}


async def test_a_digest_that_was_put_off_is_made_though_the_file_changes(office: Office) -> None:
    await office.tick(ny("2027-01-11 08:00"))
    await office.tick(ny("2027-01-16 12:00"))
    await reload(office, with_plan(at=time(10)))
    await walk(office, ny("2027-01-20 12:00"))
    assert await posted(office) == {"2027-W02": "19 Jan 10:00"}


async def test_a_plan_that_comes_back_makes_up_for_nothing(office: Office) -> None:
    await walk(office, ny("2027-01-18 12:00"))
    await reload(office, riverbend_with(digest=None))
    await walk(office, ny("2027-02-25 12:00"), ONE_DAY)
    await reload(office, riverbend())
    await walk(office, ny("2027-02-27 12:00"))
    assert await weeks(office) == ["2027-W02", "2027-W08"]


async def test_the_first_digest_is_that_of_the_running_week(office: Office) -> None:
    await office.tick(ny("2027-01-13 12:00"))
    assert (await schedule(office, "")).next_due == FRIDAY


@pytest.mark.parametrize(
    ("loaded", "first"),
    [
        ("2027-01-15 15:30", "2027-W02"),
        ("2027-01-16 12:00", "2027-W03"),
        ("2027-02-22 10:00", "2027-W08"),
    ],
)
async def test_the_first_digest_is_the_first_that_is_not_over(
    office: Office, loaded: str, first: str
) -> None:
    """Half an hour late is on time; recess moves Friday's digest to the Monday after."""
    await office.tick(ny(loaded))
    await walk(office, office.now + 8 * ONE_DAY)
    assert (await weeks(office))[0] == first


async def test_a_restarted_process_makes_no_second_digest(office: Office) -> None:
    await office.tick()
    await office.tick(FRIDAY)
    assert (await colleague(office).tick(FRIDAY)).queued == 0
