"""Requests that Slack does not send, or not like that: none is an error of the server's."""

from pathlib import Path

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.domain.commitment import Commitment
from integrations.slack.receiving import LARGEST
from tests.fakes import Office
from tests.inside import Inside
from tests.slack.bot import Bot, fill
from tests.slack.fake import payloads
from tests.slack.fake.payloads import ACTION, EVENT, SLASH
from tests.slack.fake.server import Server
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import SIGNING_SECRET, Json

CHANNEL = "C000000001"


def a_command(bot: Bot, text: str = "/commit share the rubric") -> Json:
    boyd = bot.user("boyd")
    there = bot.slack.team().channels[CHANNEL]
    return payloads.slash(bot.slack.state, boyd.team, boyd.user, there, text)


async def post(bot: Bot, body: bytes, **headers: str) -> int:
    """The status that a body gets which is signed as it is."""
    stamp = str(int(bot.slack.state.clock()))
    digest = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=stamp, body=body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    signed = {"x-slack-request-timestamp": stamp, "x-slack-signature": str(digest)}
    return (await bot.slack.post(body, {"content-type": "application/json"} | signed | named))[0]


async def test_a_wrong_signature_does_nothing(bot: Bot) -> None:
    now = bot.slack.state.clock()
    request = payloads.signed(SLASH, a_command(bot), now, secret="wrong")

    status, said = await bot.slack.post(*request)

    assert (status, await bot.count(Commitment)) == (401, 0)
    assert "signed" in said


async def test_an_old_or_a_future_timestamp_does_nothing(bot: Bot) -> None:
    now = bot.slack.state.clock()
    for at in (now - 301, now + 301):
        request = payloads.signed(SLASH, a_command(bot), at)
        assert (await bot.slack.post(*request))[0] == 401

    assert await bot.count(Commitment) == 0


@pytest.mark.parametrize("missing", ["x-slack-signature", "x-slack-request-timestamp"])
async def test_a_missing_header_does_nothing(bot: Bot, missing: str) -> None:
    body, headers = payloads.signed(SLASH, a_command(bot), bot.slack.state.clock())
    del headers[missing]

    assert (await bot.slack.post(body, headers))[0] == 401


async def test_a_timestamp_that_is_no_number_does_nothing(bot: Bot) -> None:
    body, headers = payloads.signed(SLASH, a_command(bot), bot.slack.state.clock())

    assert (await bot.slack.post(body, headers | {"x-slack-request-timestamp": "now"}))[0] == 401


@pytest.mark.parametrize("body", [b"{not json", b"[1, 2]", b'"text"', b"payload=%7Bnot"])
async def test_invalid_json_is_a_bad_request(bot: Bot, body: bytes) -> None:
    assert await post(bot, body) == 400


async def test_what_is_no_text_does_nothing(bot: Bot) -> None:
    _, headers = payloads.signed(SLASH, a_command(bot), bot.slack.state.clock())

    assert (await bot.slack.post(b"\xff\xfe", headers))[0] == 401


@pytest.mark.parametrize("body", [b"", b"{}", b"ssl_check=1&token=x", b"payload=%7B%7D"])
async def test_an_empty_request_is_no_error(bot: Bot, body: bytes) -> None:
    assert await post(bot, body, content_type="application/x-www-form-urlencoded") in {200, 404}


async def test_a_body_that_is_far_too_large_is_not_read(bot: Bot) -> None:
    assert await post(bot, b"x" * (LARGEST + 1)) == 413


async def test_an_address_is_verified(bot: Bot) -> None:
    reply = await bot.slack.deliver(EVENT, payloads.url_verification())

    assert reply.body == {"challenge": "3eZbrw1aBm2r"}


async def test_an_unknown_command_is_answered(bot: Bot) -> None:
    reply = await bot.slack.deliver(SLASH, a_command(bot, "/unknown thing"))

    assert reply.status == 200
    assert "I know no word “unknown”" in str(reply.body)


@pytest.mark.parametrize("action", ["nonsense", "commit.nonsense#1", "#", "headway.type#1"])
async def test_an_unknown_action_id_is_answered(bot: Bot, action: str) -> None:
    element = {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": "Go"}}
    bot.slack.order("chat.update", error="message_not_found")
    card = await bot.asks()
    card["blocks"].append({"type": "actions", "block_id": "x", "elements": [element]})

    reply = await bot.user("boyd").presses(card, action)

    assert reply.status == 200
    assert await bot.hears("boyd", "something I no longer do")


@pytest.mark.parametrize("kind", ["view_closed", "block_suggestion", "nonsense"])
async def test_an_interaction_of_another_kind_is_no_error(bot: Bot, kind: str) -> None:
    boyd = bot.user("boyd")
    payload = payloads.interaction(bot.slack.state, boyd.team, boyd.user, kind)

    reply = await bot.slack.deliver(ACTION, payload | {"view": {"callback_id": "form"}})

    assert reply.status in {200, 404}


async def test_an_unknown_event_is_acknowledged(bot: Bot) -> None:
    assert (await bot.slack.tell({"type": "reaction_added", "user": "U000000004"})).status == 200


async def test_what_goes_wrong_inside_is_not_acknowledged(
    office: Office, slack_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    slack = Slack(server=slack_server)
    fill(slack)
    bot = Bot(office, slack, inbound=Inside(fails=True))

    reply = await bot.slack.deliver(SLASH, a_command(bot))

    assert reply.status == 500
    assert "share the rubric" not in caplog.text


def is_empty(folder: Path) -> bool:
    return not list(folder.iterdir())


async def test_variables_that_bolt_would_read_by_itself_change_nothing(
    office: Office, slack_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-another-workspace")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    slack = Slack(server=slack_server)
    fill(slack)
    bot = Bot(office, slack)

    reply = await bot.user("boyd").types("/commit share the rubric", CHANNEL)

    assert "C-1" in str(reply.body)
    assert is_empty(tmp_path)
