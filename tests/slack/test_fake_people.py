"""What people do in the fake Slack reaches a Bolt app as from Slack, and its answers count."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.slack.fake import payloads
from tests.slack.fake.admin import Admin
from tests.slack.fake.payloads import EVENT
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import SIGNING_SECRET, Json
from tests.slack.samples import CARD, FORM, client_of
from tests.soon import soon

Ack = Callable[..., Awaitable[object]]


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return client_of(slack)


@pytest.fixture
def bolt(slack: Slack, client: AsyncWebClient) -> AsyncApp:
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    slack.app = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    return app


async def test_a_slash_command_is_signed_and_answered(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.command("/commit")
    async def commit(ack: Ack, body: Json, respond: Ack) -> None:
        await ack(f"kept: {body['text']}")
        await respond("and later")

    reply = await slack.user("U1").types("/commit share the rubric", "C1")
    assert reply.status == 200
    assert await soon(lambda: len(slack.user("U1").sees("C1")) == 2)
    assert {one["text"] for one in slack.user("U1").sees("C1")} == {
        *("kept: share the rubric", "and later")
    }


async def test_a_wrong_or_an_old_signature_is_no_use(slack: Slack, bolt: AsyncApp) -> None:
    now = slack.state.clock()
    for at, secret in ((now, "wrong"), (now - 600, SIGNING_SECRET)):
        request = payloads.signed(EVENT, payloads.url_verification(), at, secret=secret)
        assert (await slack.post(*request))[0] == 401


async def test_a_button_is_pressed_and_the_message_replaced(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.action("kept")
    async def kept(ack: Ack, action: Json, respond: Ack) -> None:
        await ack()
        await respond(f"{action['value']} is kept", replace_original=True)

    posted = await bolt.client.chat_postMessage(channel="U1", text="a card", blocks=CARD)
    boyd = slack.user("U1")
    reply = await boyd.presses(boyd.im.messages[posted["ts"]], "kept")
    assert await soon(lambda: boyd.im.latest()["text"] == "C-12 is kept")
    assert len(boyd.sees()) == 1
    again = AsyncWebhookClient(reply.payload["response_url"], retry_handlers=[])
    used = [(await again.send(text="x")).status_code for _ in range(5)]
    assert used == [200, 200, 200, 200, 404]


async def test_a_form_opens_shows_errors_and_closes(slack: Slack, bolt: AsyncApp) -> None:
    taken: list[Json] = []

    @bolt.shortcut("check-in")
    async def shortcut(ack: Ack, body: Json, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @bolt.view("form")
    async def form(ack: Ack, view: Json) -> None:
        taken.append(view["state"]["values"])
        good = taken[-1]["what"]["typed"]["value"] != "x"
        await (ack() if good else ack(response_action="errors", errors={"what": "Say more."}))

    boyd = slack.user("U1")
    await boyd.takes_shortcut("check-in")
    assert (await boyd.submits(what="x")).errors == {"what": "Say more."}
    assert boyd.modal is not None
    await boyd.submits(what="share it", day="2027-01-22")
    assert slack.user("U1").modal is None
    assert taken[1]["when"]["day"] == {"type": "datepicker", "selected_date": "2027-01-22"}


async def test_a_form_without_a_needed_field_is_not_sent(slack: Slack, bolt: AsyncApp) -> None:
    trigger = slack.state.trigger(slack.team(), "U1")
    await bolt.client.views_open(trigger_id=trigger, view=FORM)
    with pytest.raises(AssertionError, match="what"):
        await slack.user("U1").submits(day="2027-01-22")


async def test_a_form_can_be_replaced_and_closed_with_word(slack: Slack, bolt: AsyncApp) -> None:
    closed: list[str] = []

    @bolt.view("form")
    async def form(ack: Ack) -> None:
        await ack(response_action="update", view=FORM | {"notify_on_close": True})

    @bolt.view_closed("form")
    async def bye(ack: Ack, view: Json) -> None:
        closed.append(view["id"])
        await ack()

    boyd, trigger = slack.user("U1"), slack.state.trigger(slack.team(), "U1")
    opened = (await bolt.client.views_open(trigger_id=trigger, view=FORM))["view"]
    await boyd.submits(what="share it")
    assert boyd.modal is not None
    assert (boyd.modal["id"], boyd.modal["hash"] != opened["hash"]) == (opened["id"], True)
    await boyd.closes()
    assert closed == [opened["id"]]
    assert slack.user("U1").modal is None


async def test_what_is_written_reaches_the_app_as_events(slack: Slack, bolt: AsyncApp) -> None:
    heard: list[tuple[str, str]] = []

    async def hear(event: Json) -> None:
        heard.append((event["type"], event.get("channel_type", "")))

    for kind in ("message", "app_mention", "app_home_opened"):
        bolt.event(kind)(hear)
    boyd = slack.user("U1")
    await boyd.says("done", thread={"ts": "1.2"})
    await boyd.says(f"<@{slack.team().bot_user}> help", "C1")
    assert await boyd.says("among ourselves", "C1") is None
    await boyd.opens_home()
    assert await soon(lambda: len(heard) == 3)
    assert heard == [("message", "im"), ("app_mention", ""), ("app_home_opened", "")]


async def test_what_happens_to_a_workspace_reaches_the_app(slack: Slack, bolt: AsyncApp) -> None:
    heard: list[str] = []

    async def hear(event: Json) -> None:
        heard.append(event["type"])

    for kind in ("user_change", "team_join", "channel_rename", "channel_archive"):
        bolt.event(kind)(hear)
    for kind in ("channel_left", "member_left_channel"):
        bolt.event(kind)(hear)
    admin = Admin(slack)
    acts = [admin.deactivates("U2"), admin.welcomes("U3"), admin.renames("C1", "teams")]
    acts += [admin.removes("U1", "C1"), admin.archives("C1"), admin.removes_bot("C1")]
    assert all([(await act).ok for act in acts])
    assert await soon(lambda: len(heard) == 6)


async def test_an_event_can_come_again(slack: Slack, bolt: AsyncApp) -> None:
    retries: list[object] = []

    @bolt.event("message")
    async def hear(event: Json, request: Any) -> None:  # noqa: ANN401 - Bolt's request
        retries.append(request.headers.get("x-slack-retry-num"))

    reply = await slack.user("U1").says("done")
    assert reply is not None
    await slack.deliver(reply.kind, reply.payload, retry=1)
    assert await soon(lambda: len(retries) == 2)
    assert retries == [None, ["1"]]


async def test_an_address_is_verified(slack: Slack, bolt: AsyncApp) -> None:
    reply = await slack.deliver(EVENT, payloads.url_verification())
    assert reply.body == {"challenge": "3eZbrw1aBm2r"}


async def test_slack_does_not_wait_for_ever(slack: Slack, bolt: AsyncApp) -> None:
    slack.patience = 0.05
    let = asyncio.Event()

    @bolt.command("/commit")
    async def commit(ack: Ack) -> None:
        await let.wait()
        await ack()

    reply = await slack.user("U1").types("/commit something")
    let.set()
    assert (reply.status, reply.ok) == (None, False)


async def test_socket_mode_carries_the_same(slack: Slack) -> None:
    app = AsyncApp(client=client_of(slack))

    @app.command("/commit")
    async def commit(ack: Ack, body: Json) -> None:
        await ack(f"kept: {body['text']}")

    client, slack.socket_mode = AsyncWebClient(base_url=slack.api), True
    handler = AsyncSocketModeHandler(app, slack.app_token(), web_client=client, ping_interval=0.1)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt
    assert await soon(lambda: slack.server.sockets.hellos == 1)
    assert (await slack.user("U1").types("/commit share it")).ok
    await slack.disconnect()
    assert await soon(lambda: slack.server.sockets.hellos >= 2)
    assert (await slack.user("U1").types("/commit again")).ok
    assert [one["text"] for one in slack.user("U1").sees()] == ["kept: share it", "kept: again"]
    await handler.close_async()  # type: ignore[no-untyped-call]  # slack_bolt


async def test_a_stranger_of_slack_connect_comes_from_another_team(
    slack: Slack, bolt: AsyncApp
) -> None:
    guest = slack.add_user("U9", home="T9", email="guest@other.example")
    posted = await bolt.client.chat_postMessage(channel="C1", text="a card", blocks=CARD)
    reply = await guest.presses(slack.team().channels["C1"].messages[posted["ts"]], "kept")
    assert reply.payload["team"]["id"] == reply.payload["user"]["team_id"] == "T9"
    assert (await bolt.client.users_info(user="U9"))["user"]["team_id"] == "T9"
