"""The fake Slack's methods do what Slack documents, asked through Slack's own SDK."""

import subprocess
import sys
from typing import Any

import pytest
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.fake.slack import Slack
from tests.slack.fake.state import CLIENT_ID, CLIENT_SECRET, Json
from tests.slack.samples import BUTTON, CARD, FORM, HOME, client_of, refused

SDK_WARNS = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return client_of(slack)


# --- tokens


@pytest.mark.parametrize(
    ("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")], ids=["none", "wrong"]
)
async def test_a_method_needs_a_good_token(slack: Slack, token: str, error: str) -> None:
    client = AsyncWebClient(token=token, base_url=slack.api)
    assert await refused(client.auth_test()) == error


async def test_auth_test_tells_the_workspace_and_the_scopes(client: AsyncWebClient) -> None:
    found = await client.auth_test()
    assert (found["team_id"], found["bot_id"]) == ("T000000001", "BBOT000000001")
    assert "chat:write" in found.headers["x-oauth-scopes"].split(",")


async def test_a_missing_scope_is_named(slack: Slack, client: AsyncWebClient) -> None:
    slack.team().scopes.remove("im:write")
    assert await refused(client.conversations_open(users="U1")) == "missing_scope"


@SDK_WARNS
async def test_a_code_is_good_once(slack: Slack) -> None:
    client, code = AsyncWebClient(base_url=slack.api), slack.code()
    app = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    granted = await client.oauth_v2_access(**app, code=code)
    assert (await client.auth_test(token=granted["access_token"]))["team_id"] == "T000000001"
    assert await refused(client.oauth_v2_access(**app, code=code)) == "invalid_code"
    wrong = client.oauth_v2_access(client_id=CLIENT_ID, client_secret="no", code=slack.code())
    assert await refused(wrong) == "bad_client_secret"


@SDK_WARNS
async def test_a_rotated_token_expires_and_its_refresh_token_is_good_once(slack: Slack) -> None:
    slack.team().rotates = True
    client = AsyncWebClient(base_url=slack.api)
    app = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    old = await client.oauth_v2_access(**app, code=slack.code())
    again = {**app, "grant_type": "refresh_token", "refresh_token": old["refresh_token"]}
    new = await client.oauth_v2_access(**again)
    assert await refused(client.oauth_v2_access(**again)) == "invalid_refresh_token"
    slack.state.tokens[old["access_token"]].expires_at = 0
    assert await refused(client.auth_test(token=old["access_token"])) == "token_expired"
    assert (await client.auth_test(token=new["access_token"]))["ok"]


async def test_revoking_and_uninstalling_end_tokens(slack: Slack, client: AsyncWebClient) -> None:
    other = slack.state.token(slack.team()).value
    await client.auth_revoke(token=other)
    assert await refused(client.auth_test(token=other)) == "token_revoked"
    await client.apps_uninstall(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    assert await refused(client.auth_test()) == "account_inactive"


# --- messages and conversations


async def test_a_person_has_one_direct_conversation(slack: Slack, client: AsyncWebClient) -> None:
    first = await client.conversations_open(users="U1")
    second = await client.conversations_open(users="U1", return_im=True)
    assert first["channel"]["id"] == second["channel"]["id"] == slack.user("U1").im.id
    assert second["already_open"]
    assert len(slack.called("conversations.open")) == 2


async def test_metadata_is_found_again_only_when_asked_for(client: AsyncWebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "d-1"}}
    posted = await client.chat_postMessage(channel="U1", text="hello", metadata=metadata)
    place = {"channel": posted["channel"]}
    bare = await client.conversations_history(**place)
    whole = await client.conversations_history(**place, include_all_metadata=True)
    assert "metadata" not in bare["messages"][0]
    assert whole["messages"][0]["metadata"] == metadata


async def test_history_is_paged_newest_first_and_threads_apart(client: AsyncWebClient) -> None:
    texts = [await client.chat_postMessage(channel="C1", text=f"{n}") for n in range(5)]
    await client.chat_postMessage(channel="C1", text="reply", thread_ts=texts[1]["ts"])
    first = await client.conversations_history(channel="C1", limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel="C1", limit=3, cursor=cursor)
    assert [one["text"] for one in first["messages"]] == ["4", "3", "2"]
    assert [one["text"] for one in second["messages"]] == ["1", "0"]
    thread = await client.conversations_replies(channel="C1", ts=texts[1]["ts"])
    assert [one["text"] for one in thread["messages"]] == ["1", "reply"]
    later = await client.conversations_history(channel="C1", oldest=texts[2]["ts"])
    assert [one["text"] for one in later["messages"]] == ["4", "3"]


async def test_posting_is_refused_in_slacks_words(slack: Slack, client: AsyncWebClient) -> None:
    slack.add_channel("C2", bot=False)
    slack.add_channel("C3", bot=False, is_private=True)
    slack.add_channel("C4", is_archived=True)
    places = {"C2": "not_in_channel", "C3": "channel_not_found", "C4": "is_archived"}
    for place, error in (places | {"C9": "channel_not_found"}).items():
        assert await refused(client.chat_postMessage(channel=place, text="hi")) == error
    long = client.chat_postMessage(channel="C1", text="x" * 40_001)
    assert await refused(long) == "msg_too_long"
    await client.conversations_join(channel="C2")
    assert (await client.chat_postMessage(channel="C2", text="hi"))["ok"]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}},
        {"type": "section", "text": {"type": "mrkdwn", "text": ""}},
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "actions", "elements": [BUTTON | {"action_id": f"a{n}"} for n in range(26)]},
        {"type": "actions", "elements": [BUTTON, BUTTON]},
        {"type": "actions", "elements": [BUTTON | {"value": "x" * 2001}]},
        {"type": "sectoin"},
    ],
)
async def test_block_kits_limits_hold(client: AsyncWebClient, block: Json) -> None:
    posting = client.chat_postMessage(channel="C1", text="hi", blocks=[block])
    assert await refused(posting) == "invalid_blocks"


async def test_a_message_has_at_most_fifty_blocks(client: AsyncWebClient) -> None:
    posting = client.chat_postMessage(channel="C1", text="hi", blocks=[{"type": "divider"}] * 51)
    assert await refused(posting) == "invalid_blocks"


async def test_only_own_messages_can_be_changed(slack: Slack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C1", text="hi", blocks=CARD)
    await client.chat_update(channel="C1", ts=posted["ts"], text="kept")
    assert "blocks" not in slack.team().channels["C1"].latest()
    await slack.user("U1").says("mine", "C1")
    ts = slack.team().channels["C1"].latest()["ts"]
    assert await refused(client.chat_update(channel="C1", ts=ts, text="x")) == "cant_update_message"
    await client.chat_delete(channel="C1", ts=posted["ts"])
    gone = client.chat_update(channel="C1", ts=posted["ts"], text="x")
    assert await refused(gone) == "message_not_found"


async def test_an_ephemeral_message_is_seen_by_one_person(
    slack: Slack, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="C1", user="U1", text="for you")
    assert [one["text"] for one in slack.user("U1").sees("C1")] == ["for you"]
    assert slack.user("U2").sees("C1") == []
    out = client.chat_postEphemeral(channel="C1", user="U2", text="hi")
    assert await refused(out) == "user_not_in_channel"


async def test_people_are_found_by_id_and_by_address(slack: Slack, client: AsyncWebClient) -> None:
    slack.team().users["U2"].deleted = True
    boyd = await client.users_lookupByEmail(email="Boyd@riverbend.example")
    assert boyd["user"]["tz"] == "America/New_York"
    gone = client.users_lookupByEmail(email="rossi@riverbend.example")
    assert await refused(gone) == "users_not_found"
    assert (await client.users_info(user="U2"))["user"]["deleted"]
    assert await refused(client.conversations_open(users="U2")) == "user_disabled"
    pages = [page["members"] async for page in await client.users_list(limit=2)]
    assert [len(page) for page in pages] == [2, 1]


async def test_a_process_of_its_own_can_call_while_the_test_waits(slack: Slack) -> None:
    code = "import sys; from slack_sdk import WebClient as C; C(sys.argv[1], sys.argv[2])"
    code += ".chat_postMessage(channel='U1', text='hi')"
    started = [sys.executable, "-c", code, slack.bot_token(), slack.api]
    subprocess.run(started, check=True, timeout=60)  # noqa: ASYNC221 - that it blocks is the point
    assert slack.user("U1").im.latest()["text"] == "hi"


# --- views


async def test_a_trigger_is_good_once_for_three_seconds(client: AsyncWebClient) -> None:
    now = 1_800_000_000.0
    with Slack(clock=lambda: now) as slack:
        slack.add_team()
        slack.add_user("U1")
        client = client_of(slack)
        trigger, late = (slack.state.trigger(slack.team(), "U1") for _ in range(2))
        await client.views_open(trigger_id=trigger, view=FORM)
        again = client.views_open(trigger_id=trigger, view=FORM)
        assert await refused(again) == "exchanged_trigger_id"
        now += 3.1
        assert await refused(client.views_open(trigger_id=late, view=FORM)) == "expired_trigger_id"
        unknown = client.views_open(trigger_id="1.2.x", view=FORM)
        assert await refused(unknown) == "invalid_trigger_id"


async def test_views_lie_upon_each_other_three_high(slack: Slack, client: AsyncWebClient) -> None:
    def trigger() -> str:
        return slack.state.trigger(slack.team(), "U1")

    root = await client.views_open(trigger_id=trigger(), view=FORM)
    await client.views_push(trigger_id=trigger(), view=FORM)
    top = await client.views_push(trigger_id=trigger(), view=FORM)
    assert top["view"]["root_view_id"] == root["view"]["id"]
    high = client.views_push(trigger_id=trigger(), view=FORM)
    assert await refused(high) == "push_limit_reached"
    title = {"type": "plain_text", "text": "A title that is too long for it"}
    long = client.views_open(trigger_id=trigger(), view=FORM | {"title": title})
    assert await refused(long) == "invalid_arguments"


async def test_a_home_tab_is_published_and_guarded_by_its_hash(
    slack: Slack, client: AsyncWebClient
) -> None:
    first = (await client.views_publish(user_id="U1", view=HOME))["view"]["hash"]
    second = await client.views_publish(user_id="U1", view=HOME, hash=first)
    assert slack.user("U1").home == second["view"]
    late = client.views_publish(user_id="U1", view=HOME, hash=first)
    assert await refused(late) == "hash_conflict"


# --- bad days


async def test_trouble_comes_as_ordered_and_no_longer(slack: Slack, client: AsyncWebClient) -> None:
    slack.order("chat.postMessage", status=429, error="ratelimited", retry_after=7)
    slack.order("chat.postMessage", error="restricted_action", where={"channel": "C1"})
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C1", text="hi")
    assert (caught.value.response.status_code, caught.value.response.headers["retry-after"]) == (
        429,
        "7",
    )
    assert (await client.chat_postMessage(channel="U1", text="hi"))["ok"]
    posting = client.chat_postMessage(channel="C1", text="hi")
    assert await refused(posting) == "restricted_action"
    assert (await client.chat_postMessage(channel="C1", text="hi"))["ok"]
    assert len(slack.team().channels["C1"].messages) == 1


async def test_a_broken_gateway_is_no_json(slack: Slack, client: AsyncWebClient) -> None:
    slack.order("chat.postMessage", status=502)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C1", text="hi")
    assert caught.value.response.status_code == 502
    assert not slack.team().channels["C1"].messages


@pytest.mark.parametrize("how", [{"drop": True}, {"delay": 30}], ids=["dropped", "late"])
async def test_a_message_can_be_there_though_no_answer_came(
    slack: Slack, how: dict[str, Any]
) -> None:
    client = client_of(slack, timeout=1)
    slack.order("chat.postMessage", **how)
    with pytest.raises((ClientError, TimeoutError)):
        await client.chat_postMessage(channel="C1", text="hi")
    assert [one["text"] for one in slack.user("U1").sees("C1")] == ["hi"]


async def test_a_rate_is_limited_per_method_and_workspace(
    slack: Slack, client: AsyncWebClient
) -> None:
    slack.add_team("T2")
    slack.add_channel("C2", team="T2")
    slack.limit("chat.postMessage", 2, seconds=60)
    for _ in range(2):
        await client.chat_postMessage(channel="C1", text="hi")
    assert await refused(client.chat_postMessage(channel="C1", text="hi")) == "ratelimited"
    other = client_of(slack, slack.bot_token("T2"))
    assert (await other.chat_postMessage(channel="C2", text="hi"))["ok"]
    assert (await client.chat_update(channel="C1", ts=_ts(slack), text="x"))["ok"]
    assert [call.error for call in slack.called("chat.postMessage", "T000000001")] == [
        *("", ""),
        "ratelimited",
    ]


def _ts(slack: Slack) -> str:
    return str(slack.team().channels["C1"].latest()["ts"])
