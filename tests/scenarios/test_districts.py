"""``/headway districts``: all of a partner person's districts, a line for each."""

import pytest

from bot.domain.audience import Audience
from bot.domain.facts import facts
from bot.ledger.directory import open_directory
from bot.ledger.gathering import Reading, gather, running_week
from bot.ledger.rollups import rollup_of
from bot.messages import TYPES, within
from bot.rhythm import local_day
from tests.fakes import Office, text_of
from tests.neighbours import move_in, neighbour
from tests.talking import labels, said


@pytest.fixture
async def two(office: Office) -> Office:
    """Riverbend and Hillcrest in the second week of January."""
    await move_in(office, neighbour())
    return office


async def in_riverbend(office: Office, line: str) -> None:
    """The coach types a line in one of their districts."""
    await office.act("vance", TYPES, within(line, "riverbend"))


async def test_each_district_is_one_line_the_one_that_needs_most_first(two: Office) -> None:
    await two.say("boyd", "/commit share the rubric by tomorrow")
    await two.say("lee-hillcrest", "/blocker no common planning time")
    two.later(days=30)

    shown = said(await two.say("vance", "/headway districts")).splitlines()

    assert shown[0] == "Your districts, Ruth: 2 of 2 need you"
    assert shown[2:4] == [
        (
            "Hillcrest Public Schools ···· no rating to show · 1 blocker stuck, "
            "the oldest for 30 days · no site day planned"
        ),
        "Riverbend Public Schools ···· no rating to show · late: 1 of theirs · no site day planned",
    ]


async def test_both_sides_promises_site_days_and_silence_are_told(two: Office) -> None:
    await in_riverbend(two, "/commit send the protocol by tomorrow")
    await two.say("boyd", "/commit share the rubric by tomorrow")
    await in_riverbend(two, "/headway siteday 2027-01-21 @vance: walk Lincoln")
    await two.tick()
    two.later(days=3)

    shown = said(await two.say("vance", "/headway districts"))

    assert (
        "late: 1 of ours, 1 of theirs · 7 not heard from · next site day Thursday, 21 Jan" in shown
    )


async def test_momentum_is_told_as_in_the_digest(two: Office) -> None:
    await two.tick()
    card = two.platform.to("boyd")[-1]
    await two.press("boyd", card, "strong")

    shown = said(await two.say("vance", "/headway districts"))

    assert "Riverbend Public Schools ···▇ strong" in shown


async def test_a_button_looks_closer_at_a_district(two: Office) -> None:
    await two.say("lee-hillcrest", "/commit share the rubric by tomorrow")
    told = await two.say("vance", "/headway districts")
    assert labels(told.reply) == ["Hillcrest Public Schools", "Riverbend Public Schools"]

    closer = await two.press("vance", told.reply, "Hillcrest Public Schools")

    assert "share the rubric (A. Lee)" in said(closer)


async def test_with_nothing_late_it_says_so(two: Office) -> None:
    shown = said(await two.say("vance", "/headway districts"))
    assert "0 of 2 need you" in shown
    assert shown.count("nothing late or stuck") == 2


async def test_somebody_of_a_district_is_told_whose_view_it_is(two: Office) -> None:
    shown = said(await two.say("boyd", "/headway districts"))
    assert "This is the partner's view of all its districts" in shown
    assert "Hillcrest" not in shown


async def test_a_partner_person_of_one_district_gets_its_line(office: Office) -> None:
    shown = said(await office.say("vance", "/headway districts"))
    assert "Riverbend Public Schools ····" in shown


async def test_what_is_for_others_alone_is_in_no_line(two: Office) -> None:
    """What somebody keeps to themself is told to no partner, not even as a count."""
    form = (await two.say("boyd", "/commit")).form
    await two.fill("boyd", form, text="look for another job", due="2027-01-12", audience="self")
    two.later(days=9)
    assert "late:" not in said(await two.say("vance", "/headway districts"))


async def test_its_figures_are_those_of_the_digest(two: Office) -> None:
    await two.say("boyd", "/commit share the rubric by tomorrow")
    await in_riverbend(two, "/commit send the protocol by tomorrow")
    await two.tick()
    two.later(days=2)
    async with two.store.read() as tx:
        await tx.narrow("riverbend")
        directory = await open_directory(tx, "riverbend", two.tools.holidays_of)
        assert directory is not None
        viewer = directory.partnership.reader(Audience.PARTNER)
        week, _ = running_week(directory, today=local_day(two.now, "America/New_York"), now=two.now)
        told = facts(await gather(tx, directory, Reading(viewer=viewer, week=week, now=two.now)))
        line = await rollup_of(tx, viewer, two.tools.holidays_of, now=two.now)
    assert line is not None
    assert len(line.ours) + len(line.theirs) == told.figures["commitments_overdue"] == 2
    assert line.unheard == told.figures["asked"] + told.figures["partner_asked"] == 7


async def test_fifty_districts_are_one_message_that_slack_takes(office: Office) -> None:
    await move_in(office, *(neighbour(f"district-{number:02}") for number in range(49)))

    told = await office.say("vance", "/headway districts")

    assert told.reply is not None
    assert len(told.reply.blocks) < 12
    assert text_of(told.reply).count("no site day planned") == 50
    assert "/digest asks which district" in text_of(told.reply)
