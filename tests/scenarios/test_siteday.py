"""Site days: planned, moved, called off, prepared and debriefed by the partner's people."""

from dataclasses import replace

import pytest

from bot.domain.audience import Audience
from bot.domain.history import Deed
from bot.domain.partnership import Partnership
from bot.domain.people import Level
from bot.domain.site_day import SiteDay, SiteDayState
from bot.messages import Message
from tests.fakes import Office, fields_of
from tests.jobs.looking import ny
from tests.talking import card, change_person, changes, count, get, labels, said

DAY = "/headway siteday "
PLAN = DAY + "2027-01-20 @vance: walk Lincoln with Terrence"


async def planned(office: Office, line: str = PLAN) -> Message | None:
    return (await office.say("vance", line)).reply


async def over(office: Office) -> None:
    """Plan a day, and let it come."""
    await planned(office)
    office.now = ny("2027-01-20 16:00")


async def test_a_day_is_planned_by_one_line(office: Office) -> None:
    answer = await office.say("vance", PLAN)

    told = said(answer)
    assert "Planned: Wednesday, 20 Jan, Ruth Vance · S-1\nwalk Lincoln with Terrence" in told
    assert "Leaders and Harbor Center for School Change see it." in told
    assert (
        "The brief comes on Tuesday, 19 Jan at 17:00. January: 0 days used, 1 more planned" in told
    )
    assert labels(answer.reply) == ["Undo", "Edit"]
    kept = await get(office, SiteDay, 1)
    assert (kept.coaches, kept.audience, kept.brief_at) == (
        ("vance",),
        Audience.LEADERS,
        ny("2027-01-19 17:00"),
    )


async def test_several_come_and_the_others_are_told(office: Office) -> None:
    told = said(
        await office.say("vance", DAY + "next Wednesday @vance @imai: planning time #data-teams")
    )

    assert "Ruth Vance and Ken Imai" in told
    assert (await get(office, SiteDay, 1)).strategy == "data-teams"
    await office.tick()
    assert "Ruth Vance planned a site day with you: Wednesday, 20 Jan" in card(office, "imai").text
    assert labels(card(office, "imai")) == ["Brief"]


async def test_a_day_planned_for_today_brings_its_brief_at_once(office: Office) -> None:
    assert "The brief comes in a moment" in said(
        await office.say("vance", DAY + "today: walk Lincoln")
    )


async def test_late_in_the_evening_no_brief_is_promised_for_today(office: Office) -> None:
    office.now = ny("2027-01-11 21:00")

    assert "brief" not in said(await office.say("vance", DAY + "today: talk it over"))


async def test_a_second_day_on_the_same_date_is_pointed_out(office: Office) -> None:
    await planned(office)
    await planned(office, DAY + "2027-01-20 @imai: see the board")

    told = said(await office.say("vance", DAY + "2027-01-20 @vance @imai: see Marsh"))

    assert "Ken Imai is there on that day already: see the board · S-2" in told


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2026-12-01: walk", "Tuesday, 1 Dec 2026 is past"),
        ("2027-01-20 @vanse: walk", "Did you mean @vance?"),
        ("2027-01-20 @boyd: walk", "Terrence Boyd belongs to the district"),
        ("2027-01-20: walk #data-team", "Did you mean #data-teams?"),
        ("move soon", "Which one? Say its number"),
        ("off", "Which one? Say its number"),
        ("move S-9 to Friday", "I can't find S-9"),
        ("move S-1 to whenever", "To which day?"),
        ("move S-1 to 2026-12-01", "is past"),
        ("debrief S-1", "S-1 is still to come"),
        ("debrief", "No site day of yours is waiting"),
    ],
)
async def test_a_mistyped_line_is_repeated_with_what_to_change(
    office: Office, line: str, message: str
) -> None:
    await planned(office)

    told = said(await office.say("vance", DAY + line))

    assert message in told
    assert f"Your text is kept: {DAY}{line}" in told
    assert await count(office, SiteDay) == 1


async def test_the_form_plans_a_day_with_two_who_come(office: Office) -> None:
    form = (await office.say("vance", "/headway siteday")).form
    assert fields_of(form)["coach"] == "vance"

    made = await office.fill(
        "vance", form, day="2027-01-20", text="walk Lincoln", others="and @imai", audience="partner"
    )

    assert "Ruth Vance and Ken Imai · S-1" in said(made)
    assert (await get(office, SiteDay, 1)).audience is Audience.PARTNER


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", ""),
        ("day", "2026-12-01"),
        ("text", ""),
        ("others", "@boyd, @nobody"),
        ("coach", "boyd"),
    ],
)
async def test_the_form_says_at_the_field_what_is_missing(
    office: Office, field: str, value: str
) -> None:
    form = (await office.say("vance", DAY + "2027-01-20")).form
    given = {"day": "2027-01-20", "text": "walk Lincoln", field: value}

    assert set((await office.fill("vance", form, **given)).errors) == {field}


async def test_a_line_without_a_day_opens_the_form_with_its_words(office: Office) -> None:
    form = (await office.say("vance", DAY + "walk Lincoln")).form

    assert fields_of(form)["text"] == "walk Lincoln"


async def test_moving_a_day_moves_its_brief_and_tells_the_others(office: Office) -> None:
    await planned(office, DAY + "2027-01-20 @vance @imai: walk Lincoln")

    told = said(await office.say("imai", DAY + "move S-1 to 22 Jan because testing week"))

    assert "Moved to Friday, 22 Jan: walk Lincoln · S-1 — testing week" in told
    assert (await get(office, SiteDay, 1)).brief_at == ny("2027-01-21 17:00")
    assert (await changes(office, "S-1"))[-1].deed is Deed.MOVED
    await office.tick()
    assert "Ken Imai moved a site day to Friday, 22 Jan" in card(office, "vance").text


@pytest.mark.parametrize(
    "line", ["off S-1 because it snows", "call off S-1 it snows", "cancel S-1: it snows"]
)
async def test_calling_off_needs_a_reason_and_can_be_undone(office: Office, line: str) -> None:
    await planned(office)

    answer = await office.say("vance", DAY + line)

    assert "Called off: Wednesday, 20 Jan, walk Lincoln with Terrence · S-1 — it snows" in said(
        answer
    )
    off = await get(office, SiteDay, 1)
    assert (off.state, off.brief_at, off.debrief_at) == (SiteDayState.CALLED_OFF, None, None)
    await office.press("vance", answer.reply, "Undo")
    assert (await get(office, SiteDay, 1)).brief_at == ny("2027-01-19 17:00")


async def test_without_a_reason_a_form_asks_for_it(office: Office) -> None:
    await planned(office)
    listed = await office.say("vance", DAY + "list")
    for form in (
        (await office.say("vance", DAY + "off S-1")).form,
        (await office.press("vance", listed.reply, "Call off")).form,
    ):
        assert "why" in (await office.fill("vance", form)).errors

    assert "— it snows" in said(await office.fill("vance", form, why="it snows"))


async def test_edit_changes_the_plan_and_says_when_nothing_changed(office: Office) -> None:
    made = await planned(office, DAY + "2027-01-20 @vance @imai: walk Lincoln")
    form = (await office.press("vance", made, "Edit")).form
    assert fields_of(form)["others"] == "@imai"
    assert "S-1 stays as it was" in said(await office.fill("vance", form))

    await office.fill("vance", form, text="walk Marsh", day="2027-01-21", others="")
    again = (await office.act("vance", "siteday.edit", "S-1")).form
    changed = await office.fill("vance", again, text="walk Marsh Street")

    assert "Changed: Thursday, 21 Jan, Ruth Vance · S-1\nwalk Marsh Street" in said(changed)
    assert [one.deed for one in await changes(office, "S-1")] == [
        Deed.MADE,
        Deed.MOVED,
        Deed.EDITED,
    ]
    assert (await get(office, SiteDay, 1)).brief_at == ny("2027-01-20 17:00")


async def test_a_day_that_is_over_keeps_its_date_when_it_is_edited(office: Office) -> None:
    await over(office)
    office.later(days=2)
    form = (await office.act("vance", "siteday.edit", "S-1")).form

    assert "walk Marsh" in said(await office.fill("vance", form, text="walk Marsh"))


async def test_a_colleague_who_does_not_come_changes_nothing(office: Office) -> None:
    await planned(office)

    refused = await office.say("imai", DAY + "off S-1 because it snows")

    assert "S-1 is somebody else’s day" in said(refused)
    assert (await get(office, SiteDay, 1)).state is SiteDayState.PLANNED


@pytest.mark.parametrize("verb", ["brief", "debrief", "edit", "off"])
async def test_people_of_the_district_see_days_and_are_told_who_plans_them(
    office: Office, verb: str
) -> None:
    await planned(office)
    for refused in (
        await office.say("boyd", PLAN),
        await office.act("boyd", f"siteday.{verb}", "S-1"),
    ):
        assert "planned and debriefed by Harbor Center for School Change" in said(refused)
        assert "tell Ken Imai or Ruth Vance" in said(refused)

    listed = await office.say("boyd", "/headway siteday")
    assert "Wednesday, 20 Jan, Ruth Vance: walk Lincoln with Terrence · S-1" in said(listed)
    assert labels(listed.reply) == []


async def test_what_is_for_the_partner_alone_is_not_there_for_others(office: Office) -> None:
    form = (await office.say("vance", "/headway siteday")).form
    await office.fill("vance", form, day="2027-01-20", text="see the board", audience="partner")

    assert "Harbor Center for School Change plans them" in said(
        await office.say("boyd", DAY + "list")
    )
    assert "see the board" in said(await office.say("imai", DAY + "list"))
    await change_person(office, "price", level=Level.BOARD)
    assert "board" not in said(await office.say("price", DAY + "list"))


async def test_without_any_day_the_list_says_how_to_plan_one(office: Office) -> None:
    assert "Plan one: /headway siteday next Wednesday" in said(
        await office.say("vance", DAY + "list")
    )


async def test_the_list_shows_what_is_to_come_what_waits_and_what_was(office: Office) -> None:
    await over(office)
    await planned(office, DAY + "2027-01-27: see Marsh")
    await planned(office, DAY + "2027-01-28: see the board")
    await office.say("vance", DAY + "off S-3 because it snows")
    office.later(days=1)

    listed = await office.say("vance", DAY + "list")

    assert said(listed).splitlines()[2:9] == [
        "To come",
        "Wednesday, 27 Jan, Ruth Vance: see Marsh · S-2",
        "Waiting for a debrief",
        "Wednesday, 20 Jan, Ruth Vance: walk Lincoln with Terrence · S-1",
        "Over, or called off",
        "Thursday, 28 Jan: called off · S-3",
        "January: 1 day used, 1 more planned.",
    ]
    assert labels(listed.reply) == ["Brief", "Edit", "Call off", "Debrief", "Edit"]
    assert "site_days: {per_month: 5}" in said(listed)


@pytest.mark.parametrize(
    ("agreed", "told"),
    [
        (5, "January: 0 of 5 agreed days used, 2 more planned."),
        (1, "January: 0 of 1 agreed day used, 2 more planned — 1 day more than agreed."),
    ],
)
async def test_days_are_told_against_those_agreed(office: Office, agreed: int, told: str) -> None:
    async with office.store.write() as tx:
        partnership = await tx.get(Partnership, "riverbend")
        assert partnership
        await tx.put(replace(partnership, site_days_per_month=agreed))
    await planned(office)
    await planned(office, DAY + "2027-01-27: see Marsh")

    assert told in said(await office.say("vance", DAY + "list"))
