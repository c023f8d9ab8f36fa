"""One partnership on two platforms: the district in Teams, the partner in Slack."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import Headway
from tests.fakes import MONDAY, RIVERBEND, WORKSPACE
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import SIGNING_SECRET
from tests.soon import soon
from tests.teams.fake.server import Server
from tests.teams.fake.state import TENANT
from tests.teams.fake.teams import Teams
from tests.teams.people import CHANNEL as ROOM
from tests.teams.riverbend import LEADERSHIP, fill, in_teams, install, teams_id
from tests.teams.whole import Whole, registered

PARTNERS_CHANNEL = "C000000002"


@dataclass(frozen=True, kw_only=True)
class Both:
    """The bot, and the two places where its people are."""

    headway: Headway
    teams: Teams
    slack: Slack

    async def friday(self) -> None:
        """The afternoon on which both digests go out."""
        for hour in range(18, 24):
            await self.headway.tick(MONDAY.replace(day=15, hour=hour))


def district_in_teams() -> str:
    """Riverbend's file; its partner stays in Slack."""
    moved = in_teams(RIVERBEND.read_text("utf-8"))
    moved = moved.replace(
        f"partner: {{platform: teams, id: {TENANT}}}",
        f"partner: {{platform: slack, id: {WORKSPACE}}}",
    )
    return moved.replace(f'id: "{ROOM}"', f"id: {PARTNERS_CHANNEL}").replace(
        f"user: {teams_id('vance')}", "user: U000000009"
    )


@pytest.fixture
def slack() -> Iterator[Slack]:
    """The partner's workspace, where nobody of the district is."""
    with Slack() as slack:
        slack.add_team(WORKSPACE)
        slack.add_user("U000000009", name="Vance", email="vance@harborcenter.example")
        slack.add_user("U000000010", name="Imai", email="imai@harborcenter.example")
        slack.add_channel(
            PARTNERS_CHANNEL, "U000000009", "U000000010", name="riverbend-partnership"
        )
        yield slack


@pytest.fixture
async def both(
    tmp_path: Path,
    teams_server: Server,
    teams_trust: None,
    slack: Slack,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Both]:
    """Both platforms on, and the file loaded."""
    teams = Teams(MONDAY.timestamp, server=teams_server)
    fill(teams)
    file = tmp_path / "riverbend-mixed.yaml"
    file.write_text(district_in_teams(), "utf-8")
    whole = registered(Whole(teams, file, monkeypatch))
    whole.set(
        SLACK_API_URL=slack.api,
        SLACK_SIGNING_SECRET=SIGNING_SECRET,
        SLACK_BOT_TOKEN=slack.bot_token(),
    )
    headway = await whole.loaded()
    slack.app = teams.app
    await install(teams)
    await whole.settled()
    yield Both(headway=headway, teams=teams, slack=slack)
    await whole.close()


async def test_each_side_is_asked_where_it_is(both: Both) -> None:
    assert (await both.headway.tick(MONDAY)).sent == 7
    assert "Two minutes" in both.teams.user(teams_id("boyd")).sees()[-1]
    assert not both.slack.team().channels[PARTNERS_CHANNEL].messages


async def test_what_the_district_says_in_teams_the_partner_reads_in_slack(both: Both) -> None:
    await both.headway.tick(MONDAY)
    boyd = both.teams.user(teams_id("boyd"))
    await boyd.types("/blocker no common planning time in grade 5")
    assert await soon(lambda: "B-1" in boyd.sees()[-1])
    await both.friday()
    digest = both.slack.team().channels[PARTNERS_CHANNEL].latest()
    assert "no common planning time in grade 5" in str(digest)


async def test_what_the_partner_promises_in_slack_the_district_reads_in_teams(both: Both) -> None:
    await both.headway.tick(MONDAY)
    vance = both.slack.user("U000000009")
    await vance.types("/commit send the tuning protocol by 20 January", PARTNERS_CHANNEL)
    await both.friday()
    assert "send the tuning protocol" in both.teams.user(teams_id("boyd")).sees(LEADERSHIP)[-1]


async def test_a_promise_can_be_made_for_somebody_on_the_other_platform(both: Both) -> None:
    boyd = both.teams.user(teams_id("boyd"))
    await boyd.types("/commit @vance send the tuning protocol by 20 January")
    assert await soon(lambda: "C-1" in boyd.sees()[-1])
    await both.headway.tick(MONDAY)
    vance = both.slack.user("U000000009")
    assert await soon(lambda: "send the tuning protocol" in str(vance.im.latest()))


async def test_nobody_is_known_on_the_other_sides_platform(both: Both) -> None:
    both.teams.add_user("U000000009", name="Somebody", email="vance@harborcenter.example")
    somebody = both.teams.user("U000000009")
    await somebody.installs()
    await somebody.types("/commit read along")
    assert await soon(lambda: "I don't know you yet" in somebody.sees()[-1])
