"""The month as it is played: what people got, what was told, and what the digests say of it."""

from datetime import UTC, date, datetime

from bot.demo.account import Event
from bot.domain.checkin import CheckIn
from bot.domain.data_team import DataTeam
from bot.domain.digest import PostedDigest
from bot.domain.reading import Reading
from bot.domain.site_day import SiteDay, SiteDayState
from bot.domain.visit import Visit
from bot.domain.walkthrough import Walkthrough
from integrations.sandbox import SandboxClock, direct
from tests.demo.conftest import Played, text_of

FOURTH, RECESS = 3, 6
NOT_SHARED = ("rather not be visited", "only fill in the form", "score the same writing")


async def test_everybody_was_understood(played: Played) -> None:
    sandbox = played.stage.headway.sandbox_of("maplewood")
    for person in played.stage.file.people:
        for shown in await sandbox.conversation(direct(person.key), limit=500):
            assert "Your text is kept" not in text_of(shown.message)
            assert "There is no check-in" not in text_of(shown.message)


async def test_the_guest_was_asked_and_never_answers(played: Played) -> None:
    async with played.store.read() as tx:
        asked = await tx.find(CheckIn, person=played.story.guest)
    assert len(asked) == 7
    assert not any(checkin.is_answered for checkin in asked)


async def test_a_holiday_moves_the_asking_to_tuesday(played: Played) -> None:
    async with played.store.read() as tx:
        asked = await tx.find(CheckIn, period=date(2027, 1, 18))
    assert {checkin.asked_at.date() for checkin in asked} == {date(2027, 1, 19)}


def test_a_month_is_lively(played: Played) -> None:
    month = sum((account.counts for account in played.accounts[1:4]), played.accounts[0].counts)
    named = ("kept", "moved", "raised", "cleared", "helped", "corrected", "away")
    assert all(month[name] for name in named)
    assert month["answered"] < month["asked"]


def test_a_week_tells_the_most_interesting_first(played: Played) -> None:
    moved, *_ = played.accounts[FOURTH].events
    assert moved == Event(
        deed="moved",
        who="Tom Keane",
        text="open two classrooms for peer visits",
        due=date(2027, 2, 11),
        why="the Friday substitutes were called off",
    )


def test_what_is_for_the_partner_alone_is_told_nowhere_else(played: Played) -> None:
    told = [event.text for account in played.accounts for event in account.events]
    leaders, partner = (text_of(posted.message) for posted in played.digests[FOURTH])
    for words in NOT_SHARED:
        assert words in partner
        assert words not in leaders
        assert not any(words in text for text in told)


def test_the_digests_of_the_fourth_week_have_something_of_everything(played: Played) -> None:
    leaders, partner = (text_of(posted.message) for posted in played.digests[FOURTH])
    for words in ("Kept:", "Late by 7 days", "Moved from", "Cleared after 7 days", "Corrected"):
        assert words in leaders
        assert words in partner
    for section in ("What we saw", "Visits", "Data teams", "What we measured", "Site days"):
        assert section in leaders
        assert section in partner
    assert "predicted 5 of 8; 3 of 8 on 6 January" in leaders
    assert "supported, two kinds of sources agree" in leaders
    assert "R. Dubois" in partner
    assert "Dubois" not in leaders


async def test_the_month_holds_some_of_every_kind_of_evidence(played: Played) -> None:
    wanted = {Walkthrough: 2, DataTeam: 2, Visit: 1, Reading: 1, SiteDay: 1}
    async with played.store.read() as tx:
        found = {kind: await tx.count(kind) for kind in wanted}
        (debriefed,) = await tx.find(SiteDay)
        (read,) = await tx.find(Reading)
    assert found == wanted
    assert debriefed.state is SiteDayState.DEBRIEFED
    assert (read.survey, read.answers) == (1, 6)


async def test_in_recess_nobody_is_asked_and_nothing_is_posted(played: Played) -> None:
    assert played.accounts[RECESS].counts["asked"] == 0
    assert played.digests[RECESS] == played.digests[RECESS - 1]


async def test_every_other_week_has_its_digest_on_friday(played: Played) -> None:
    async with played.store.read() as tx:
        posted = await tx.find(PostedDigest, audience="leaders", order="week")
    fridays = [one.made_at for one in posted if one.made_at.weekday() == 4]
    assert len(fridays) == len(played.story.weeks) - 1


async def test_the_clock_is_left_where_the_story_ends(played: Played) -> None:
    now = await SandboxClock(store=played.store).now()
    assert now == datetime(2027, 2, 26, 20, 0, 1, tzinfo=UTC)


async def test_whoever_acted_has_read_what_came_before(played: Played) -> None:
    """So the marks of what is unread are true: the last digest came after the last act."""
    people = played.after(4).people
    assert await people.unread("reyes", direct("reyes")) == 0
    assert await people.unread("reyes", "channel:leadership") == 1
    assert await people.unread("sterling", "channel:tidewater") == 1


async def test_what_the_visitor_is_to_read_is_unread(played: Played) -> None:
    people = played.after(4).people
    assert await people.unread("dubois", direct("dubois")) > 0
    assert await people.unread("castellano", "channel:tidewater") == 4
