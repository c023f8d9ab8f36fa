"""Calls of the Web API: sorted errors, one workspace's pause, tokens that change."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from bot.domain.errors import CannotTellError, HeadwayError, TryLaterError, UnreachableError
from integrations.faults import FaultError
from integrations.slack import errors
from integrations.slack.errors import said
from tests.slack.fake.slack import Slack
from tests.slack.outside import TEAM, Outside

# What the pages of all methods that we call list under "Errors", read in August 2026.
DOCUMENTED = json.loads((Path(__file__).parent / "documented_errors.json").read_text())
POST = {"channel": "C1", "text": "hi"}


@pytest.fixture
def outside(slack: Slack) -> Outside:
    return Outside(slack)


async def _refused(outside: Outside, method: str = "chat.postMessage") -> HeadwayError:
    with pytest.raises(HeadwayError) as refused:
        await outside.workspaces.call(TEAM, method, **POST)
    return refused.value


# --- asking


async def test_arguments_of_every_kind_arrive(outside: Outside) -> None:
    blocks = [{"type": "divider"}]
    more = {"blocks": blocks, "unfurl_links": False, "thread_ts": None}
    await outside.workspaces.call(TEAM, "chat.postMessage", **POST, **more)
    (call,) = outside.slack.called("chat.postMessage")
    assert call.args["blocks"] == blocks
    assert not call.flag("unfurl_links")
    assert "thread_ts" not in call.args


async def test_the_client_speaks_for_the_bot_and_repeats_nothing(outside: Outside) -> None:
    client = await outside.workspaces.client(TEAM)
    assert (await client.auth_test())["team_id"] == TEAM
    assert client.retry_handlers == []
    assert client.base_url == outside.slack.api


async def test_the_scopes_of_a_token_are_told(outside: Outside) -> None:
    assert "chat:write" in (await outside.workspaces.call(TEAM, "auth.test"))["scopes"]


async def test_a_workspace_without_the_app_is_unreachable(outside: Outside) -> None:
    with pytest.raises(UnreachableError) as refused:
        await outside.workspaces.call("T9", "auth.test")
    assert str(refused.value) == errors.NOT_INSTALLED


# --- sorting


@pytest.mark.parametrize("error", DOCUMENTED)
async def test_every_documented_error_is_sorted(outside: Outside, error: str) -> None:
    outside.slack.order("chat.postMessage", error=error)
    refused = await _refused(outside)
    assert said(refused) == error
    assert isinstance(refused, _expected(error))
    assert str(refused).endswith(".")
    assert isinstance(refused, FaultError) == (outside.faulty == ["chat.postMessage"])


def _expected(error: str) -> type[HeadwayError]:
    if error in errors.UNREACHABLE:
        return UnreachableError
    if error in errors.UNCLEAR:
        return CannotTellError
    later = error in errors.LATER or error in errors.RATE_LIMITED
    return TryLaterError if later else FaultError


def test_no_name_is_sorted_twice_and_nearly_all_are_documented() -> None:
    tables = [errors.UNREACHABLE, errors.LATER, errors.HINTS, errors.UNCLEAR, errors.RATE_LIMITED]
    names = [name for table in tables for name in table]
    assert len(names) == len(set(names))
    # Known from real answers alone.
    assert set(names) - set(DOCUMENTED) == {"cannot_dm_bot"}


async def test_an_error_that_nobody_documented_is_a_fault_of_ours(outside: Outside) -> None:
    outside.slack.order("chat.postMessage", error="brand_new")
    assert isinstance(await _refused(outside), FaultError)


async def test_a_fault_of_ours_says_what_to_do_and_is_kept(outside: Outside) -> None:
    outside.slack.team().scopes.remove("chat:write")
    await _refused(outside)
    refused = await _refused(outside)
    assert "It needs chat:write. Install the app again" in str(refused)
    (fault,) = await outside.faults.since(outside.clock.moment)
    assert (fault.workspace, fault.method, fault.times) == (TEAM, "chat.postMessage", 2)
    assert fault.reason == str(refused)
    assert outside.faulty == ["chat.postMessage"] * 2
    assert await outside.faults.since(outside.clock.moment + timedelta(seconds=1)) == []


async def test_faults_need_nobody_who_counts(outside: Outside) -> None:
    outside.faults._count = None
    outside.slack.order("chat.postMessage", error="invalid_blocks")
    assert said(await _refused(outside)) == "invalid_blocks"


@pytest.mark.parametrize(
    "trouble",
    [{"status": 502}, {"status": 404}, {"error": "fatal_error"}, {"drop": True}, {"delay": 30}],
    ids=["gateway", "no json", "catastrophe", "broken connection", "silence"],
)
async def test_only_for_a_message_it_matters_that_nobody_knows_what_was_done(
    slack: Slack, trouble: dict[str, object]
) -> None:
    outside = Outside(slack, timeout=1)
    await outside.installs.of(TEAM)
    slack.order("*", **trouble, times=2)
    assert isinstance(await _refused(outside), CannotTellError)
    assert isinstance(await _refused(outside, "conversations.history"), TryLaterError)


async def test_where_nothing_listens_nothing_was_handed_over(slack: Slack) -> None:
    outside = Outside(slack)
    await outside.installs.of(TEAM)
    slack.state.base = "http://127.0.0.1:9"
    gone = Outside(slack)
    with pytest.raises(TryLaterError):
        await gone.workspaces.call(TEAM, "chat.postMessage", **POST)
    assert await gone.workspaces.ready() == "Slack cannot be reached from here."


def test_what_is_no_answer_of_slacks_says_nothing() -> None:
    assert said(TryLaterError("busy")) == ""
    assert said(SlackApiError("cut off", None)) == ""  # type: ignore[no-untyped-call]  # slack_sdk


# --- pauses


async def test_a_pause_is_kept_for_one_method_in_one_workspace(outside: Outside) -> None:
    outside.slack.order("chat.postMessage", status=429, error="ratelimited", retry_after=7)
    assert (await _later(outside)).after == 7
    outside.seconds = 6.5
    assert (await _later(outside)).after == 0.5
    assert len(outside.slack.called("chat.postMessage")) == 1
    assert await outside.workspaces.call(TEAM, "conversations.info", channel="C1")
    outside.seconds = 7.0
    assert await outside.workspaces.call(TEAM, "chat.postMessage", **POST)


async def test_other_workspaces_go_on_meanwhile(slack: Slack) -> None:
    outside = Outside(slack, token=None)
    await outside.install()
    slack.add_team("T2")
    slack.add_channel("C2", team="T2")
    await outside.install("T2")
    slack.limit("chat.postMessage", 1, seconds=60)
    assert await outside.workspaces.call(TEAM, "chat.postMessage", **POST)
    assert (await _later(outside)).after
    assert await outside.workspaces.call("T2", "chat.postMessage", channel="C2", text="hi")


async def test_a_pause_of_unknown_length_is_half_a_minute(outside: Outside) -> None:
    outside.slack.order("chat.postMessage", error="rate_limited")
    assert (await _later(outside)).after == 30


async def _later(outside: Outside) -> TryLaterError:
    refused = await _refused(outside)
    assert isinstance(refused, TryLaterError)
    return refused


# --- tokens


async def test_a_token_that_another_process_renewed_is_read_again(slack: Slack) -> None:
    slack.team().rotates = True
    outside = Outside(slack, token=None)
    old = await outside.install()
    assert await outside.installs.token(TEAM) == old.token
    outside.clock.move(hours=11)
    assert await outside.process().token(TEAM) != old.token
    outside.clock.move(hours=-11)
    slack.state.tokens[old.token].dead = "token_expired"
    assert await outside.workspaces.call(TEAM, "chat.postMessage", **POST)
    assert [call.error for call in slack.called("chat.postMessage")] == ["token_expired", ""]


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked"])
async def test_after_the_app_was_removed_nobody_is_reached(outside: Outside, error: str) -> None:
    await outside.installs.of(TEAM)
    outside.slack.state.tokens[outside.slack.bot_token()].dead = error
    refused = await _refused(outside)
    assert isinstance(refused, UnreachableError)
    assert str(refused) == errors.NOT_INSTALLED
    assert len(outside.slack.called("chat.postMessage")) == 1


# --- readiness


async def test_it_is_ready_when_slack_takes_the_token(outside: Outside) -> None:
    assert await outside.workspaces.ready() is None
    outside.slack.state.tokens[outside.slack.bot_token()].dead = "invalid_auth"
    assert "SLACK_BOT_TOKEN" in (await outside.workspaces.ready() or "")


async def test_without_a_token_it_is_ready_when_slack_answers(slack: Slack) -> None:
    outside = Outside(slack, token=None)
    assert await outside.workspaces.ready() is None
    slack.order("api.test", status=503)
    assert await outside.workspaces.ready() == "Slack did not answer."
