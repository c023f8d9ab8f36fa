"""Slack as one of the platforms of the whole bot."""

import asyncio
import subprocess
import sys
from datetime import timedelta

import pytest
from prometheus_client import generate_latest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from bot.bootstrap import build
from bot.domain.delivery import Delivery
from bot.domain.people import Person
from bot.settings import Settings, SettingsError
from integrations.slack.building import Slack
from storage.memory import MemoryStore
from tests.fakes import MONDAY
from tests.slack.whole import INSTALLABLE, Whole
from tests.soon import soon


async def test_with_its_variables_it_is_on_and_people_are_asked_there(whole: Whole) -> None:
    headway = await whole.loaded()
    assert sorted(headway.desk.platforms) == ["sandbox", "slack"]
    tally = await headway.tick(MONDAY)
    assert tally.sent == 7
    assert "Two minutes" in whole.slack.user("U000000004").im.latest()["text"]


async def test_what_people_do_there_reaches_the_bot_over_http(whole: Whole) -> None:
    headway = await whole.loaded()
    whole.slack.app = headway.web()
    reply = await whole.slack.user("U000000004").types("/commit share it by Friday", "C000000001")
    assert "C-1" in str(reply.body)


async def test_while_the_web_application_runs_socket_mode_does_too(whole: Whole) -> None:
    whole.set(SLACK_APP_TOKEN=whole.slack.app_token(), SLACK_SIGNING_SECRET="")
    whole.slack.socket_mode = True
    app = (await whole.loaded()).web()
    async with app.router.lifespan_context(app):
        assert await soon(lambda: len(whole.slack.server.sockets.open) == 1)
        reply = await whole.slack.user("U000000004").types("/commit share it", "C000000001")
    assert "C-1" in str(reply.body)
    assert await soon(lambda: not whole.slack.server.sockets.open)


def test_where_several_workspaces_can_install_it_there_is_a_page_for_that(whole: Whole) -> None:
    whole.set(**INSTALLABLE, SLACK_BOT_TOKEN="")
    with TestClient(whole.build().web()) as browser:
        answer = browser.get("/slack/install", follow_redirects=False)
    assert answer.status_code == 302


def test_readyz_says_what_is_wrong_with_slack(whole: Whole) -> None:
    whole.slack.order("auth.test", error="invalid_auth")
    with TestClient(whole.build().web()) as browser:
        answer = browser.get("/readyz")
    assert answer.status_code == 503
    assert "Correct SLACK_BOT_TOKEN" in answer.json()["wrong"]["slack"]


async def test_calls_that_slack_refuses_because_of_us_are_counted(whole: Whole) -> None:
    headway = await whole.loaded()
    whole.slack.order("chat.postMessage", error="invalid_blocks")
    await headway.tick(MONDAY)
    told = generate_latest(headway.metrics.registry).decode()
    named = '{method="chat.postMessage",platform="slack"}'
    assert f"headway_platform_faults_total{named} 1.0" in told


async def test_a_socket_that_cannot_be_opened_keeps_nothing_else_waiting(
    whole: Whole, caplog: pytest.LogCaptureFixture
) -> None:
    whole.set(SLACK_APP_TOKEN="xapp-old")
    app = whole.build().web()
    async with asyncio.timeout(5), app.router.lifespan_context(app):
        assert await soon(lambda: "invalid_auth" in caplog.text)


async def test_slacks_own_library_says_nothing_of_the_token_that_it_finds(
    whole: Whole, caplog: pytest.LogCaptureFixture
) -> None:
    whole.build()
    assert not caplog.records


async def test_with_a_part_of_its_variables_it_is_off_and_the_service_says_so(
    whole: Whole,
) -> None:
    whole.set(SLACK_BOT_TOKEN="")
    headway = whole.build()
    app = headway.web()
    with capture_logs() as logs:
        async with app.router.lifespan_context(app):
            assert list(headway.desk.platforms) == ["sandbox"]
    (said,) = [line for line in logs if line["action"] == "platform_off"]
    assert "SLACK_BOT_TOKEN is missing" in said["why"][0]


async def test_a_first_wave_gets_through_at_slacks_pace_and_each_is_written_to_once(
    whole: Whole,
) -> None:
    whole.slack.limit("conversations.open", 4, seconds=1)
    headway = await whole.loaded()
    assert (await headway.tick(MONDAY)).sent == 4
    await asyncio.sleep(1.1)
    assert (await headway.tick(MONDAY + timedelta(seconds=30))).sent == 3
    async with headway.store.read() as tx:
        assert {delivery.attempts for delivery in await tx.find(Delivery)} == {1}
    assert len(whole.slack.called("chat.postMessage")) == 7


async def test_when_the_app_is_installed_again_its_people_count_as_reached_again(
    whole: Whole,
) -> None:
    team = whole.slack.team()
    whole.slack.state.uninstall(team)
    assert (await (await whole.loaded()).tick(MONDAY)).failed == 7

    whole.set(SLACK_BOT_TOKEN=whole.slack.state.token(team).value)
    headway = await whole.loaded()
    slack = headway.parts["slack"]
    assert isinstance(slack, Slack)
    await slack.people.refresh()
    async with headway.store.read() as tx:
        assert not [p for p in await tx.find(Person) if p.unreachable_since]


def test_the_sandbox_alone_is_alone_whatever_is_set(whole: Whole) -> None:
    headway = build(Settings(), store=MemoryStore(), sandbox_alone=True)
    assert list(headway.desk.platforms) == ["sandbox"]


def test_a_wrong_setting_says_what_to_write(whole: Whole) -> None:
    whole.set(SLACK_API_URL="slack.com/api")
    with pytest.raises(SettingsError, match="SLACK_API_URL cannot be"):
        whole.build()


def test_as_long_as_it_is_off_its_libraries_are_not_imported() -> None:
    look = "import sys, bot.bootstrap; sys.exit('slack_bolt' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
