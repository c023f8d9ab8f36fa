"""Installing the app in a workspace, and removing it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tests.fakes import Office
from tests.slack.bot import INSTALLABLE, Bot, fill
from tests.slack.fake.admin import Admin
from tests.slack.fake.server import Server
from tests.slack.fake.slack import Slack

CHANNEL = "C000000001"


@pytest.fixture
async def shop(office: Office, slack_server: Server) -> AsyncIterator[Bot]:
    """The bot where workspaces install it; none has."""
    slack = Slack(server=slack_server)
    fill(slack)
    office.now = datetime.now(UTC)  # as the fake's events
    bot = Bot(office, slack, **INSTALLABLE)
    yield bot
    await bot.settled()


def browser(bot: Bot) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(bot.slack.app), base_url="https://app")


async def consent(bot: Bot, client: httpx2.AsyncClient) -> str:
    """The state with which Slack's page of consent is opened."""
    found = await client.get("/slack/install")
    assert found.status_code == 302
    url = urlsplit(found.headers["location"])
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{bot.slack.state.base}/oauth/v2/authorize"
    return parse_qs(url.query)["state"][0]


async def come_back(client: httpx2.AsyncClient, **query: str) -> tuple[int, str]:
    found = await client.get("/slack/oauth_redirect", params=query)
    return found.status_code, found.text


async def test_a_workspace_installs_it_and_is_answered(shop: Bot) -> None:
    async with browser(shop) as client:
        state = await consent(shop, client)
        status, page = await come_back(client, code=shop.slack.code(), state=state)

    assert (status, "Headway is in Riverbend Schools" in page) == (200, True)
    await shop.user("boyd").says("headway mine")
    assert await shop.hears("boyd", "Nothing is open for you")


async def test_it_asks_for_what_it_needs_and_no_more(shop: Bot) -> None:
    async with browser(shop) as client:
        found = await client.get("/slack/install")

    asked = parse_qs(urlsplit(found.headers["location"]).query)
    assert set(asked["scope"][0].split(",")) <= set(shop.slack.team().scopes)
    cookie = found.headers["set-cookie"]
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax"))


async def test_another_browser_cannot_finish_it(shop: Bot) -> None:
    async with browser(shop) as client, browser(shop) as other:
        state = await consent(shop, client)
        status, page = await come_back(other, code=shop.slack.code(), state=state)

    assert (status, "opened in another browser" in page) == (400, True)
    assert not shop.slack.called("oauth.v2.access")


@pytest.mark.parametrize("state", ["", "made.up", "1.2.3", "é.x.y"])
async def test_a_state_that_was_not_given_is_worth_nothing(shop: Bot, state: str) -> None:
    async with browser(shop) as client:
        await consent(shop, client)
        status, _ = await come_back(client, code=shop.slack.code(), state=state)

    assert status == 400
    assert not shop.slack.called("oauth.v2.access")


async def test_a_state_is_good_for_ten_minutes(shop: Bot) -> None:
    async with browser(shop) as client:
        state = await consent(shop, client)
        shop.office.later(minutes=11)
        status, page = await come_back(client, code=shop.slack.code(), state=state)

    assert (status, "too long ago" in page) == (400, True)


async def test_who_changes_their_mind_is_told_that_nothing_was_changed(shop: Bot) -> None:
    async with browser(shop) as client:
        status, page = await come_back(client, error="access_denied")

    assert (status, "Nothing was changed" in page) == (200, True)


async def test_a_code_that_slack_refuses_is_explained(shop: Bot) -> None:
    async with browser(shop) as client:
        state = await consent(shop, client)
        status, page = await come_back(client, code="<b>made up</b>", state=state)

    assert (status, "a code is good once" in page) == (400, True)
    assert "<b>" not in page


async def test_what_is_removed_stops_and_is_taken_up_again(shop: Bot) -> None:
    async with browser(shop) as client:
        await come_back(client, code=shop.slack.code(), state=await consent(shop, client))
        gone = await Admin(shop.slack).uninstalls()
        assert all(reply.ok for reply in gone)
        assert not await shop.headway.installs.teams()
        shop.slack.team().installed = True
        shop.office.later(minutes=1)
        await come_back(client, code=shop.slack.code(), state=await consent(shop, client))

    await shop.user("boyd").says("headway mine")
    assert await shop.hears("boyd", "Nothing is open for you")


async def test_the_end_of_a_persons_own_token_is_not_the_bots(shop: Bot) -> None:
    async with browser(shop) as client:
        await come_back(client, code=shop.slack.code(), state=await consent(shop, client))

    tokens = {"oauth": ["U000000004"], "bot": []}
    await shop.slack.tell({"type": "tokens_revoked", "tokens": tokens})

    assert await shop.headway.installs.teams() == ["T000000001"]


async def test_without_a_client_id_there_is_nothing_to_install(bot: Bot) -> None:
    async with browser(bot) as client:
        assert (await client.get("/slack/install")).status_code == 404
