"""Drafts in time: who is asked to read them over, and what goes out if nobody does."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.delivery import DeliveryState
from bot.domain.draft import DraftState
from bot.domain.people import Side
from bot.jobs.upcoming import next_due
from bot.load import load
from tests.drafting import (
    FIVE,
    FRIDAY,
    PLAN,
    at,
    cards,
    drafts,
    in_channel,
    posted,
    read_over_by,
    shown,
)
from tests.fakes import USERS, Office, riverbend, text_of
from tests.jobs.looking import (
    ONE_MINUTE,
    colleague,
    ny,
    person,
    prefer,
    put,
    reload,
    riverbend_with,
    walk,
)

LATE = "Posted from the template: nobody read the draft over in time."
NOBODY = "Posted from the template: nobody was there to read it over."
OWN = "In other words for leaders."


async def test_a_draft_goes_to_whoever_reads_it_over_and_nothing_to_the_channel(
    office: Office,
) -> None:
    await read_over_by(office)

    (draft,) = await drafts(office)
    assert (draft.audience, draft.made_at, draft.until) == ("leaders", FRIDAY, FIVE)
    assert (draft.digest.headline.text, draft.template.writer) == (OWN, "template")
    assert "nothing by Friday, 15 Jan, 17:00" in text_of(shown(office)[0])
    assert OWN in text_of(shown(office)[0])
    assert in_channel(office) == []
    assert await posted(office) is None


async def test_what_the_reader_may_not_read_is_posted_at_once_from_the_template(
    office: Office,
) -> None:
    """A district leader never sees the partner's digest."""
    await read_over_by(office)

    partner = await posted(office, "partner")
    assert partner is not None
    assert (partner.digest.writer, partner.digest.note) == ("template", "")
    assert len(in_channel(office, "partner")) == 1


async def test_a_coach_reads_both_over(office: Office) -> None:
    await read_over_by(office, "vance")

    assert sorted(draft.audience.value for draft in await drafts(office)) == ["leaders", "partner"]
    assert len(shown(office, "vance")) == 2


async def test_an_audience_without_a_channel_has_nothing_to_read_over(office: Office) -> None:
    await read_over_by(office, post_to=("partner",))

    assert await drafts(office) == []
    made = await posted(office)
    assert made is not None
    assert made.digest.writer == "template"


async def test_undecided_by_the_time_set_the_template_goes_out_with_its_note(
    office: Office,
) -> None:
    await read_over_by(office)
    await office.tick(FIVE - ONE_MINUTE)
    assert in_channel(office) == []

    tally = await office.tick(FIVE)

    made, (draft,) = await posted(office), await drafts(office)
    assert (tally.queued, tally.sent) == (1, 1)
    assert made is not None
    assert made.digest == replace(draft.template, note=LATE)
    assert made.made_at == FRIDAY
    assert (draft.state, draft.decided_by) == (DraftState.TEMPLATE, None)
    assert len(in_channel(office)) == 1


async def test_its_card_then_says_so_and_has_no_buttons(office: Office) -> None:
    await read_over_by(office)

    await office.tick(FIVE)

    (change,) = [message for _, message in office.platform.updated if "template" in message.text]
    assert "nothing was decided by Friday, 15 Jan, 17:00" in text_of(change)
    assert change.buttons() == []


async def test_a_draft_is_given_up_once_however_many_pass_at_once(office: Office) -> None:
    await read_over_by(office)
    await office.tick(FIVE)

    again = await colleague(office).tick(FIVE + ONE_MINUTE)

    assert again.queued == 0
    assert len(in_channel(office)) == 1


async def test_nobody_there_to_read_it_over_the_template_goes_out_at_once(office: Office) -> None:
    await read_over_by(office, "nobody-of-this-key")

    made = await posted(office)
    assert made is not None
    assert (made.digest.writer, made.digest.note) == ("template", NOBODY)
    assert len(in_channel(office)) == 1


async def test_who_cannot_be_reached_is_not_waited_for(office: Office) -> None:
    lost = replace(await person(office, "ortega"), unreachable_since=office.now)
    await put(office, lost)

    await read_over_by(office)

    assert await drafts(office) == []
    assert len(in_channel(office)) == 1


async def test_without_a_workspace_nobody_is_waited_for(office: Office) -> None:
    partner = tuple(w for w in riverbend().partnership.workspaces if w.side is Side.PARTNER)
    digest = replace(PLAN, approve="ortega", approve_by=time(17))
    await reload(office, riverbend_with(digest=digest, workspaces=partner))
    await office.tick()

    await office.tick(FRIDAY)

    assert await drafts(office) == []


async def test_who_is_away_is_not_disturbed(office: Office) -> None:
    await prefer(office, "ortega", away_until=date(2027, 1, 25))

    await read_over_by(office)
    await office.tick(FIVE)

    assert shown(office) == []
    assert [card.state for card in await cards(office)] == [DeliveryState.SKIPPED]
    assert len(in_channel(office)) == 1


async def test_a_card_that_cannot_be_sent_changes_nothing_at_the_hour(office: Office) -> None:
    office.platform.closed[USERS["ortega"]] = "left the workspace"
    await read_over_by(office)

    await office.tick(FIVE)

    assert len(in_channel(office)) == 1
    assert "left" in ((await person(office, "ortega")).unreachable_because or "")


async def test_who_leaves_meanwhile_is_asked_no_more_and_the_template_goes_out(
    office: Office,
) -> None:
    office.platform.busy[USERS["ortega"]] = 2
    await read_over_by(office)
    await put(office, replace(await person(office, "ortega"), left=office.now))

    await office.tick(at("15:30"))
    await office.tick(FIVE)

    assert shown(office) == []
    assert len(in_channel(office)) == 1


async def test_after_downtime_it_is_read_over_on_the_day_it_goes_out(office: Office) -> None:
    """Friday's digest is made on Tuesday at 15:00: Monday is a holiday."""
    digest = replace(PLAN, approve="ortega", approve_by=time(17))
    await reload(office, riverbend_with(digest=digest))
    await office.tick()
    await office.tick(ny("2027-01-17 12:00"))
    await walk(office, ny("2027-01-19 15:00"))

    (draft,) = await drafts(office)
    assert draft.until == ny("2027-01-19 17:00")
    await walk(office, draft.until)
    assert len(in_channel(office)) == 1


@pytest.mark.parametrize(
    ("due", "by", "made", "until"),
    [
        ("15:00", "15:30", "2027-01-15 15:50", "2027-01-15 16:20"),
        ("15:00", "15:10", "2027-01-15 15:50", "2027-01-15 16:00"),
        ("15:00", "17:00", "2027-01-15 15:50", "2027-01-15 17:00"),
        ("23:00", "23:40", "2027-01-16 00:00", "2027-01-16 00:30"),
    ],
)
async def test_what_is_made_late_can_still_be_read_over(
    office: Office, due: str, by: str, made: str, until: str
) -> None:
    """For as long as the file leaves, half an hour at most; never until another day's hour."""
    hour, until_hour = time.fromisoformat(due), time.fromisoformat(by)
    plan = replace(PLAN, approve="ortega", at=hour, approve_by=until_hour)
    await reload(office, riverbend_with(digest=plan))
    await office.tick()

    await office.tick(ny(made))

    assert [draft.until for draft in await drafts(office)] == [ny(until)]
    assert len(shown(office)) == 1


async def test_nobody_decides_while_headway_is_down_and_it_goes_out_by_day(office: Office) -> None:
    await read_over_by(office)

    await office.tick(ny("2027-01-15 23:00"))
    assert in_channel(office) == []
    await walk(office, ny("2027-01-19 15:00"))

    assert len(in_channel(office)) == 1


async def test_a_file_that_changes_who_reads_it_over_leaves_a_draft_as_it_is(
    office: Office,
) -> None:
    await read_over_by(office)

    await reload(office, riverbend_with(digest=replace(PLAN, approve="chen", approve_by=time(18))))
    await office.tick(at("15:30"))

    (draft,) = await drafts(office)
    assert (draft.approver, draft.until, draft.is_waiting) == ("ortega", FIVE, True)


async def test_without_a_plan_any_more_nothing_is_posted_but_the_digest_is_kept(
    office: Office,
) -> None:
    await read_over_by(office)
    async with office.store.write() as tx:
        await load(tx, riverbend_with(digest=None), now=office.now)

    await office.tick(FIVE)

    assert in_channel(office) == []
    assert await posted(office) is not None


async def test_the_clock_knows_when_a_draft_is_given_up(office: Office) -> None:
    await read_over_by(office)

    assert await next_due(office.store, after=FRIDAY, until=FIVE) == FIVE
    await office.tick(FIVE)
    assert await next_due(office.store, after=FRIDAY, until=FIVE) is None


async def test_after_a_week_of_downtime_nothing_is_told_twice(office: Office) -> None:
    """The draft that nobody read is given up first, and the next digest begins where it ended."""
    await office.tick()
    await office.say("boyd", "Grade 4 met twice")
    await read_over_by(office, "vance")
    for draft in await drafts(office):
        await put(office, replace(draft.posted, week="2027-W01"))

    await office.tick(ny("2027-01-22 15:00"))

    leaders = [draft for draft in await drafts(office) if draft.audience == "leaders"]
    told = ["Grade 4 met twice" in str(draft.template) for draft in leaders]
    assert [draft.week for draft in leaders] == ["2027-W02", "2027-W03"]
    assert told == [True, False]
