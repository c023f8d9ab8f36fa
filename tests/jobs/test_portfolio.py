"""The portfolio: a partner's districts together, once a week in the partner's own channel."""

from dataclasses import replace
from datetime import time

import pytest

from bot.domain.cadence import PortfolioPlan, Weekday
from bot.domain.commitment import Commitment
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.schedule import Occurs, Schedule
from bot.jobs.portfolio import post_portfolios
from bot.messages import TYPES, within
from tests.fakes import Office, riverbend, text_of
from tests.jobs.looking import (
    ONE_MINUTE,
    PARTNER,
    colleague,
    found,
    ny,
    put,
    riverbend_with,
    sent_to,
)
from tests.neighbours import PORTFOLIO, move_in, neighbour, with_portfolio

FRIDAY = ny("2027-01-15 16:00")


@pytest.fixture
async def two(office: Office) -> Office:
    """Riverbend and Hillcrest in one portfolio, Hillcrest at nine in the morning."""
    early = replace(PORTFOLIO, at=time(9))
    quiet = riverbend_with(digest=None)
    await move_in(office, with_portfolio(quiet), with_portfolio(neighbour(), early))
    await office.tick()
    return office


async def posts(office: Office) -> list[Delivery]:
    """The posts of portfolios."""
    return await found(office.store, Delivery, kind=DeliveryKind.PORTFOLIO, order="not_before")


async def test_it_is_posted_once_a_week_at_the_earliest_of_the_times(two: Office) -> None:
    for moment in ("15 09:00", "15 16:00", "18 12:00", "22 09:00", "22 16:00"):
        await two.tick(ny(f"2027-01-{moment}"))
    assert [(post.occasion, post.not_before) for post in await posts(two)] == [
        ("2027-01-11", ny("2027-01-15 09:00")),
        ("2027-01-18", ny("2027-01-22 09:00")),
    ]
    assert len(sent_to(two, PARTNER)) == 2


async def test_it_tells_each_district_and_what_the_partner_owes_first(two: Office) -> None:
    await two.say("boyd", "/commit share the rubric by tomorrow")
    await two.say("lee-hillcrest", "/commit visit two schools by tomorrow")
    await say_in(two, "hillcrest", "/commit send the protocol by tomorrow")
    await say_in(two, "hillcrest", "/commit bring the calendar by 2027-01-18")
    await two.tick(ny("2027-01-15 09:00"))

    told = text_of(two.platform.to(PARTNER)[0]).splitlines()

    assert told[0].startswith(
        "Week of 11 January — 2 districts: 1 promise of ours late, 2 of theirs"
    )
    assert [line for line in told if line.startswith("•")][:4] == [
        (
            "• Hillcrest Public Schools ···· no rating to show · late: 1 of ours, 1 of theirs"
            " · 1 not heard from · no site day planned [hillcrest/C-2 hillcrest/C-1]"
        ),
        (
            "• Riverbend Public Schools ···· no rating to show · late: 1 of theirs"
            " · 7 not heard from · no site day planned [riverbend/C-1]"
        ),
        "• Hillcrest Public Schools, late by 3 days: send the protocol (R. Vance) [hillcrest/C-2]",
        (
            "• Hillcrest Public Schools, due Monday, 18 Jan: bring the calendar (R. Vance)"
            " [hillcrest/C-3]"
        ),
    ]
    assert "Harbor Center for School Change reads this." in told[-1]


async def test_what_is_stuck_is_told_with_who_could_clear_it(two: Office) -> None:
    await two.say("boyd", "/blocker no common planning time @ortega")
    await two.tick(ny("2027-02-05 08:00"))
    await two.tick(ny("2027-02-05 09:00"))
    told = text_of(two.platform.to(PARTNER)[-1])
    assert "in the way for 25 days: no common planning time (L. Ortega could clear it)" in told


async def test_a_quiet_week_is_told_as_such(office: Office) -> None:
    await move_in(office, with_portfolio(neighbour(cadences=())))
    await office.tick()
    await office.tick(FRIDAY)
    told = text_of(next(m for m in office.platform.to(PARTNER) if "1 district" in m.text))
    assert "Week of 11 January — 1 district: nothing late or stuck" in told


async def test_several_processes_post_it_once(two: Office) -> None:
    other = colleague(two)
    await post_portfolios(two.desk, FRIDAY)
    await post_portfolios(other.desk, FRIDAY)
    await two.tick(FRIDAY)
    await other.tick(FRIDAY + ONE_MINUTE)
    assert len(sent_to(two, PARTNER)) == 1


async def test_it_is_made_of_what_is_true_when_it_goes_out(two: Office) -> None:
    two.platform.busy[PARTNER] = 1
    await two.say("boyd", "/commit share the rubric by tomorrow")
    await two.tick(ny("2027-01-15 09:00"))
    await two.say("boyd", "/commit done C-1")
    await two.tick(ny("2027-01-15 09:10"))
    assert "late" not in two.platform.to(PARTNER)[0].text


@pytest.mark.parametrize(
    ("back", "sent"),
    [
        ("2027-01-15 09:40", "2027-01-15 09:40"),
        ("2027-01-15 11:00", "2027-01-15 16:00"),
        ("2027-01-16 12:00", "2027-01-19 09:00"),
    ],
)
async def test_after_downtime_it_comes_at_the_next_usual_time_on_an_open_day(
    two: Office, back: str, sent: str
) -> None:
    """Friday at 11:00 the other district's time is still ahead; Monday the 18th is a holiday."""
    await two.tick(ny(back))
    for moment in ("15 16:00", "18 16:00", "19 09:00", "19 16:00"):
        await two.tick(max(two.now, ny(f"2027-01-{moment}")))
    first, *rest = await posts(two)
    assert (first.occasion, first.not_before, rest) == ("2027-01-11", ny(sent), [])


async def test_of_several_that_were_missed_only_the_last_is_made(two: Office) -> None:
    await two.tick(ny("2027-02-01 12:00"))
    await two.tick(ny("2027-02-02 09:00"))
    assert [post.occasion for post in await posts(two)] == ["2027-01-25"]


async def test_another_partners_district_in_the_same_channel_has_a_post_of_its_own(
    two: Office,
) -> None:
    partner = replace(riverbend().partnership.partner, name="Another Center")
    await move_in(two, with_portfolio(neighbour("lakeside", partner=partner)))
    await two.tick()
    await two.tick(FRIDAY)
    texts = [text_of(message) for message in two.platform.to(PARTNER)]
    assert len(texts) == 2
    assert not any("Lakeside" in text and "Riverbend" in text for text in texts)


async def test_a_district_that_does_not_name_the_channel_is_not_in_it(two: Office) -> None:
    await move_in(two, neighbour("lakeside"))
    await two.tick(FRIDAY)
    assert "Lakeside" not in text_of(two.platform.to(PARTNER)[0])


@pytest.mark.parametrize(
    "plan", [None, PortfolioPlan(channel="leadership"), PortfolioPlan(channel="nowhere")]
)
async def test_a_row_without_a_channel_of_the_partners_comes_to_rest(
    office: Office, plan: PortfolioPlan | None
) -> None:
    await put(office, replace(riverbend().partnership, portfolio=plan))
    await put(office, Schedule(partnership="riverbend", occurs=Occurs.PORTFOLIO))
    await post_portfolios(office.desk, FRIDAY)
    (row,) = await found(office.store, Schedule, occurs=Occurs.PORTFOLIO)
    assert row.next_due is None


async def test_a_row_of_nobody_comes_to_rest(office: Office) -> None:
    await put(office, Schedule(partnership="nowhere", occurs=Occurs.PORTFOLIO))
    await post_portfolios(office.desk, FRIDAY)
    (row,) = await found(office.store, Schedule, occurs=Occurs.PORTFOLIO)
    assert row.next_due is None


async def test_without_a_workspace_there_is_nothing_to_post_to(office: Office) -> None:
    alone = replace(
        riverbend().partnership,
        workspaces=riverbend().partnership.workspaces[:1],
        portfolio=PORTFOLIO,
    )
    await put(office, alone, Schedule(partnership="riverbend", occurs=Occurs.PORTFOLIO))
    assert (await post_portfolios(office.desk, FRIDAY)).queued == 0


async def test_a_post_whose_channel_has_gone_from_the_file_is_left_out(two: Office) -> None:
    two.platform.busy[PARTNER] = 1
    await two.tick(ny("2027-01-15 09:00"))
    await move_in(two, riverbend(), neighbour())
    assert (await two.tick(ny("2027-01-15 09:05"))).skipped == 1


async def test_another_time_in_the_file_plans_it_anew(two: Office) -> None:
    late = PortfolioPlan(channel="partner", day=Weekday.THURSDAY, at=time(8))
    await move_in(two, with_portfolio(neighbour(), late))
    for moment in ("12 09:00", "14 08:00", "15 09:00", "15 16:00"):
        await two.tick(ny(f"2027-01-{moment}"))
    first, *rest = await posts(two)
    assert (first.not_before, rest) == (ny("2027-01-14 08:00"), [])


async def test_nothing_that_somebody_keeps_to_themself_is_in_it(two: Office) -> None:
    form = (await two.say("boyd", "/commit")).form
    await two.fill("boyd", form, text="another job", due="2027-01-12", audience="self")
    await two.tick(ny("2027-01-15 09:00"))
    assert "another job" not in text_of(two.platform.to(PARTNER)[0])


async def say_in(office: Office, district: str, line: str) -> None:
    """The coach types a line in one of their districts."""
    await office.act("vance", TYPES, within(line, district))


async def test_a_reply_to_it_is_about_no_district_of_it(two: Office) -> None:
    await two.tick(ny("2027-01-15 09:00"))
    (post,) = await posts(two)
    place = {"direct": False, "channel": PARTNER, "thread": post.reference}
    asked = await two.say("vance", "/commit send the protocol", **place)

    assert "For which district?" in text_of(asked.reply)
    assert await found(two.store, Commitment) == []
