"""Before and after a site day: the brief, and the debrief with its promises."""

from bot.domain.commitment import Commitment
from bot.domain.site_day import SiteDay, SiteDayState
from bot.messages import Message
from tests.fakes import Office, fields_of
from tests.jobs.looking import ny
from tests.talking import card, count, get, labels, said

DAY = "/headway siteday "
PLAN = DAY + "2027-01-20 @vance: walk Lincoln with Terrence"


async def planned(office: Office, line: str = PLAN) -> Message | None:
    return (await office.say("vance", line)).reply


async def over(office: Office) -> None:
    """Plan a day, and let it come."""
    await planned(office)
    office.now = ny("2027-01-20 16:00")


async def test_the_brief_is_there_whenever_it_is_asked_for(office: Office) -> None:
    assert "nothing to prepare" in said(await office.say("vance", DAY + "brief"))
    await planned(office)
    listed = await office.say("vance", DAY + "list")

    for told in (
        await office.say("vance", DAY + "brief"),
        await office.say("imai", DAY + "brief"),
        await office.say("vance", DAY + "brief S-1"),
        await office.press("vance", listed.reply, "Brief"),
    ):
        assert "Wednesday, 20 Jan: walk Lincoln with Terrence · S-1" in said(told)
        assert "Only Harbor Center for School Change reads this brief" in said(told)


async def test_the_brief_tells_what_was_promised_is_stuck_and_was_seen(office: Office) -> None:
    await office.say("boyd", "/commit share the rubric by 12 Jan")
    await office.say("vance", "/commit bring the protocol by 13 Jan")
    await office.say("chen", "/commit look at the schedule")
    await office.say("boyd", "/blocker no time in grade 5")
    await office.say("boyd", "/walkthrough lincoln grade 4 math: reasoning 3/5")
    await planned(office)
    office.now = ny("2027-01-19 17:00")

    told = said(await office.say("vance", DAY + "brief"))

    assert "Tomorrow: walk Lincoln with Terrence" in told
    assert "• Late by 7 days: share the rubric (T. Boyd) C-1" in told
    assert "• Late by 6 days: bring the protocol (R. Vance, partner) C-2" in told
    assert "• New: look at the schedule (M. Chen) C-3" in told
    assert "no time in grade 5 (T. Boyd, Lincoln Elementary) · partner only B-1" in told
    assert "in 3 of 5" in told
    assert "• T. Boyd: what is late C-1" in told
    assert (
        "“share the rubric” is 7 days late (T. Boyd). What would it take to finish it? C-1" in told
    )


async def test_the_brief_names_who_was_not_heard_from(office: Office) -> None:
    await office.tick()
    office.now = ny("2027-01-13 12:00")
    await planned(office, DAY + "today: walk Lincoln")

    told = said(await office.say("vance", DAY + "brief"))

    assert "Who to see\n• No answer this week: " in told
    assert "not yet heard from" in told


async def test_a_brief_with_nothing_to_tell_says_so(office: Office) -> None:
    await planned(office)

    assert "a day to look and listen" in said(await office.say("vance", DAY + "brief"))


async def test_the_debrief_is_kept_with_the_promises_that_come_of_it(office: Office) -> None:
    await over(office)
    form = (await office.say("vance", DAY + "debrief")).form

    made = await office.fill(
        "vance",
        form,
        worked="the protocol",
        did_not="the time",
        to_change="begin at eight",
        next="- share the protocol by 5 Feb\n\n• sit in on grade 4 @boyd",
    )

    told = said(made)
    assert "Worked: the protocol\nDid not work: the time\nTo change: begin at eight" in told
    assert "• share the protocol — Ruth Vance, by Friday, 5 Feb · C-1" in told
    assert "• sit in on grade 4 — Terrence Boyd, no date yet · C-2" in told
    kept, promise = await get(office, SiteDay, 1), await get(office, Commitment, 2)
    assert (kept.state, kept.debrief_at) == (SiteDayState.DEBRIEFED, None)
    assert (promise.came_from, promise.owner) == ("S-1", "boyd")
    assert "Worked: the protocol" in said(await office.say("boyd", DAY + "list"))


async def test_the_debrief_goes_to_whom_its_author_chose(office: Office) -> None:
    await over(office)
    form = (await office.say("vance", DAY + "debrief S-1")).form

    told = said(await office.fill("vance", form, did_not="the principal", audience="partner"))

    assert "Only Harbor Center for School Change and you see it" in told
    assert "the principal" not in said(await office.say("boyd", DAY + "list"))


async def test_a_debrief_says_something_and_its_steps_are_clear(office: Office) -> None:
    await over(office)
    form = (await office.say("vance", DAY + "debrief S-1")).form

    assert "worked" in (await office.fill("vance", form)).errors
    errors = (await office.fill("vance", form, worked="all", next="share it @boid")).errors

    assert "Did you mean @boyd?" in errors["next"]
    assert await count(office, Commitment) == 0


async def test_a_debrief_takes_few_steps(office: Office) -> None:
    await over(office)
    form = (await office.say("vance", DAY + "debrief S-1")).form
    steps = "\n".join(f"step {n}" for n in range(9))

    errors = (await office.fill("vance", form, worked="all", next=steps)).errors

    assert "At most 8 steps" in errors["next"]


async def test_a_debrief_can_be_edited_and_undone(office: Office) -> None:
    await over(office)
    form = (await office.say("vance", DAY + "debrief S-1")).form
    made = await office.fill("vance", form, worked="the protocol")
    again = (await office.press("vance", made.reply, "Edit")).form
    assert fields_of(again)["worked"] == "the protocol"
    assert "S-1 stays as it was" in said(await office.fill("vance", again))
    assert "C-1" in said(await office.fill("vance", again, next="share the protocol"))

    changed = await office.fill("vance", again, worked="both protocols")
    await office.press("vance", changed.reply, "Undo")

    assert (await get(office, SiteDay, 1)).worked == "the protocol"
    assert "not debriefed" not in said(await office.press("vance", made.reply, "Undo"))


async def test_debriefing_what_another_has_debriefed_is_for_those_who_came(office: Office) -> None:
    await over(office)
    form = (await office.act("imai", "siteday.debrief", "S-1")).form

    assert "somebody else’s day" in said(await office.fill("imai", form, worked="all"))


async def test_the_others_are_told_of_a_debrief_and_of_other_changes(office: Office) -> None:
    await planned(office, DAY + "2027-01-20 @vance @imai: walk Lincoln")
    form = (await office.act("vance", "siteday.edit", "S-1")).form
    await office.fill("vance", form, text="walk Marsh")
    await office.tick()
    assert (
        "Ruth Vance changed a site day: Wednesday, 20 Jan, walk Marsh" in card(office, "imai").text
    )

    office.now = ny("2027-01-20 16:00")
    form = (await office.say("vance", DAY + "debrief S-1")).form
    await office.fill("vance", form, worked="all of it")
    await office.tick()

    assert "Ruth Vance debriefed the site day on Wednesday, 20 Jan" in card(office, "imai").text
    assert labels(card(office, "imai")) == []
