"""``/digest list``: what was posted, for whoever it was written for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.digest import PostedDigest, Week
from bot.domain.people import Level
from tests.fakes import Office
from tests.talking import change_person, labels, said

FRIDAY = datetime(2027, 1, 15, 20, 1, tzinfo=UTC)


async def post(office: Office, weeks: int) -> None:
    """Let so many digests be posted, a week apart."""
    for week in range(weeks):
        await office.tick(FRIDAY + timedelta(weeks=week))


async def copy_to_earlier_weeks(office: Office, weeks: int) -> None:
    """Let the first digest stand for so many weeks before it too."""
    async with office.store.write() as tx:
        for posted in await tx.find(PostedDigest, partnership="riverbend"):
            earlier = [Week(year=2027, number=2).back(weeks) for weeks in range(1, weeks + 1)]
            await tx.add(*(replace(posted, week=str(week)) for week in earlier))


async def test_what_was_posted_is_listed_the_latest_first(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by Friday")
    await post(office, 2)

    answer = await office.say("chen", "/digest list")

    lines = said(answer).splitlines()
    assert lines[1] == "Digests that were posted, the latest first"
    assert [line.partition(":")[0] for line in lines[2:4]] == [
        "2027-W03",
        "2027-W02",
    ]
    shown = await office.press("chen", answer.reply, "Show it", nth=1)
    assert "share the rubric" in said(shown)


async def test_everybody_sees_the_list_of_their_own_audience(office: Office) -> None:
    await office.say("boyd", "/blocker no planning time for grade 5")
    await post(office, 1)

    assert "planning time" in said(await office.say("vance", "/digest list"))
    assert "planning time" not in said(await office.say("chen", "/digest list"))


async def test_older_ones_come_when_they_are_asked_for(office: Office) -> None:
    await post(office, 1)
    await copy_to_earlier_weeks(office, 9)
    first = await office.say("chen", "/digest list")

    second = await office.press("chen", first.reply, "Show older ones")

    assert labels(first.reply) == ["Show it"] * 8 + ["Show older ones"]
    assert labels(second.reply) == ["Show it"] * 2
    assert "none from before 2026-W10" in said(await office.say("chen", "/digest list 2026-W10"))


async def test_before_the_first_digest_the_list_says_so(office: Office) -> None:
    assert "No digest has been posted yet" in said(await office.say("chen", "/digest list"))


async def test_for_the_board_no_digest_is_written(office: Office) -> None:
    await post(office, 1)
    await change_person(office, "haddad", level=Level.BOARD)

    assert "written for leaders" in said(await office.say("haddad", "/digest list"))


async def test_a_list_of_something_else_is_not_understood(office: Office) -> None:
    answer = said(await office.say("chen", "/digest list boyd"))

    assert "I know “/digest” for the running week" in answer
