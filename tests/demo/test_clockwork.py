"""The clock of the demo: where it can be moved, what it tells, and how the story goes on."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.demo.story import Scene
from bot.domain.checkin import Answer, CheckIn
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery
from bot.domain.digest import PostedDigest
from bot.domain.errors import HeadwayError
from bot.domain.schedule import Occurs, Schedule, at_rest
from integrations.sandbox import SandboxClock, direct
from integrations.sandbox.page.around import ClockMovingError
from tests.demo.conftest import Demo, Played
from tests.jobs.looking import found

NEW_YORK = ZoneInfo("America/New_York")
FOURTH_FRIDAY = datetime(2027, 1, 29, 15, 0, 1, tzinfo=NEW_YORK)


@pytest.fixture
def demo(played: Played) -> Demo:
    """The demo as it is served: four weeks were played."""
    return played.after(4)


async def where(demo: Demo) -> dict[str, str]:
    """Where the clock can be moved, on the wall of the district."""
    moves = await demo.clock().moves()
    return {move.key: f"{move.to.astimezone(NEW_YORK):%d %b %H:%M}" for move in moves}


async def stand_at(demo: Demo, moment: datetime) -> None:
    await SandboxClock(store=demo.headway.store).move_to(moment)


async def test_it_stands_where_the_story_has_ended(demo: Demo) -> None:
    assert await demo.clock().now() == FOURTH_FRIDAY
    assert demo.clock().zone == "America/New_York"


async def test_it_can_go_on_by_an_hour_a_day_to_monday_and_to_the_digest(demo: Demo) -> None:
    labels = [move.label for move in await demo.clock().moves()]
    assert labels == ["+1 hour", "+1 day", "Next Monday", "Next digest"]
    assert await where(demo) == {
        "hour": "29 Jan 16:00",
        "day": "30 Jan 15:00",
        "monday": "01 Feb 08:00",
        "digest": "05 Feb 15:00",
    }


async def test_a_day_keeps_the_time_on_the_wall_when_the_clocks_change(demo: Demo) -> None:
    await stand_at(demo, datetime(2027, 3, 13, 15, tzinfo=NEW_YORK))
    assert (await where(demo))["day"] == "14 Mar 15:00"


@pytest.mark.parametrize(("day", "monday"), [(7, "08 Mar 08:00"), (8, "15 Mar 08:00")])
async def test_the_next_monday_always_lies_ahead(demo: Demo, day: int, monday: str) -> None:
    await stand_at(demo, datetime(2027, 3, day, 8, 30, tzinfo=NEW_YORK))
    assert (await where(demo))["monday"] == monday


async def test_early_on_monday_the_next_monday_is_today(demo: Demo) -> None:
    await stand_at(demo, datetime(2027, 3, 8, 7, tzinfo=NEW_YORK))
    assert (await where(demo))["monday"] == "08 Mar 08:00"


async def test_without_a_digest_to_come_there_is_no_such_move(demo: Demo) -> None:
    (row,) = await found(demo.headway.store, Schedule, occurs=Occurs.DIGEST)
    async with demo.headway.store.write() as tx:
        await tx.put(at_rest(row))
    assert "digest" not in await where(demo)


async def test_it_never_rests_at_the_very_moment_of_a_digest(demo: Demo) -> None:
    """What is done at that moment would be told by no digest."""
    clock = demo.clock()
    for key in ("monday", "day", "day", "day", "day", *["hour"] * 7):
        await clock.move(key)
    made = await found(demo.headway.store, PostedDigest)
    assert max(digest.made_at for digest in made) < await clock.now()
    assert (await clock.now()).astimezone(NEW_YORK).strftime("%a %H:%M") == "Fri 15:00"


async def test_what_was_sent_on_the_way_is_told_in_a_line(demo: Demo) -> None:
    told = await demo.clock().move("digest")
    assert told == "On the way: 10 check-ins, 8 reminders, 1 digest."
    assert await demo.clock().now() == datetime(2027, 2, 5, 20, 0, 1, tzinfo=UTC)


async def test_one_is_not_told_as_several(demo: Demo) -> None:
    scene = Scene(at="fri 15:30", who="reyes", says="/commit call the board @okafor")
    story = replace(demo.story, weeks=(*demo.story.weeks[:3], (scene,)))
    assert await demo.clock(story).move("hour") == "On the way: 1 note."


async def test_an_hour_in_which_nothing_falls_due_says_so(demo: Demo) -> None:
    assert await demo.clock().move("hour") == "On the way: nothing fell due."


async def test_who_moves_it_while_it_moves_is_refused(demo: Demo) -> None:
    clock = demo.clock()
    async with demo.headway.store.write():  # it cannot arrive meanwhile
        moving = asyncio.create_task(clock.move("hour"))
        await asyncio.sleep(0)
        with pytest.raises(ClockMovingError):
            await clock.move("day")
    assert await moving == "On the way: nothing fell due."
    assert await clock.move("day") == "On the way: nothing fell due."


async def test_a_button_that_there_is_not_moves_nothing(demo: Demo) -> None:
    with pytest.raises(HeadwayError, match="year"):
        await demo.clock().move("year")
    assert await demo.clock().now() == FOURTH_FRIDAY


async def test_the_story_goes_on_as_if_it_had_not_ended(demo: Demo, played: Played) -> None:
    await demo.clock().move("digest")
    for kind in (CheckIn, Answer, Commitment, Delivery, PostedDigest):
        once = [_timeless(value) for value in await found(played.ends[4], kind)]
        assert [_timeless(value) for value in await found(demo.headway.store, kind)] == once


def _timeless(value: object) -> object:
    """Without what counts real time: the ids of messages, and how long sending them took."""
    if not isinstance(value, Delivery):
        return value
    return replace(value, reference=None, changed_at=value.not_before)


async def test_in_steps_the_story_is_the_same_and_no_scene_is_played_twice(
    demo: Demo, played: Played
) -> None:
    for key in ("hour", "day", "monday", "hour", "day", "digest"):
        await demo.clock().move(key)
    assert await found(demo.headway.store, Answer) == await found(played.ends[4], Answer)


async def test_as_whom_the_visitor_acts_is_left_alone_from_then_on(demo: Demo) -> None:
    await demo.clock().taken_over("bell")
    await demo.clock().taken_over("bell")
    await demo.clock().move("digest")
    talk = await demo.people.conversation(direct("bell"), reader="bell")
    assert not [said for said in talk if said.author == "bell" and said.at > FOURTH_FRIDAY]
    answered = await found(demo.headway.store, CheckIn, person="bell", order="-asked_at", limit=1)
    assert not answered[0].is_answered


async def test_a_scene_that_cannot_be_played_is_left_out_with_a_line_in_the_log(
    demo: Demo,
) -> None:
    wrong = Scene(at="mon 09:00", who="bell", presses="Sing")
    right = Scene(at="mon 09:05", who="nair", says="/helping tea #culture")
    story = replace(demo.story, weeks=(*demo.story.weeks[:4], (wrong, right)))
    with capture_logs() as logged:
        await demo.clock(story).move("digest")
    assert {line["action"] for line in logged} - {"pruned"} == {"scene_left_out"}
    assert [one.author for one in await demo.people.conversation(direct("nair"))].count("nair") > 0


async def test_the_others_have_read_what_they_acted_upon(demo: Demo) -> None:
    await demo.clock().move("digest")
    assert await demo.people.unread("nair", direct("nair")) == 0
    assert await demo.people.unread("nair", "channel:leadership") == 1
