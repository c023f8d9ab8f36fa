"""Requests that Teams does not send, or not like that: none is an error of the server's."""

import json
import time

import pytest
from structlog.testing import capture_logs

from bot.domain.commitment import Commitment
from integrations.teams.receiving import LARGEST
from tests.teams.bot import Bot
from tests.teams.fake.payloads import Scene, invoke
from tests.teams.fake.state import Json

WRONG: list[Json] = [
    # Moments are seconds from now.
    {"iss": "https://sts.windows.net/another/"},
    {"iss": None},
    {"aud": "00000000-0000-0000-0000-000000000000"},
    {"aud": None},
    {"serviceurl": "https://evil.example/"},
    {"serviceurl": None},
    {"exp": -600, "nbf": -900},
    {"exp": None},
    {"nbf": 600},
    {"key": "stranger"},
    {"key": "stranger", "kid": "first"},
    {"key": "unendorsed"},
    {"kid": None},
    {"alg": "none"},
    {"alg": "HS256"},
]


def a_command(bot: Bot, kind: str = "message", **given: object) -> Json:
    """A message of Boyd's that was not sent."""
    boyd = bot.user("boyd")
    scene = Scene(state=bot.teams.state, app=boyd.bot, user=boyd.user, there=boyd.chat)
    return scene.by_hand(kind) | {"text": "commit share the rubric"} | given


async def refused(bot: Bot, activity: Json, authorization: str) -> list[str]:
    """The log lines that a request leaves behind, which is to be refused."""
    with capture_logs() as logs:
        reply = await bot.teams.deliver(bot.teams.bot(), activity, authorization)
    assert (reply.status, await bot.count(Commitment)) == (401, 0)
    assert "Microsoft" in reply.body
    assert "share the rubric" not in str(logs)
    assert authorization.partition(" ")[2][:40] not in str(logs) or len(authorization) < 40
    return [line["action"] for line in logs]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
async def test_a_wrong_token_does_nothing(bot: Bot, wrong: Json) -> None:
    now = int(time.time())
    times = {key: now + wrong[key] for key in ("exp", "nbf") if wrong.get(key)}
    token = bot.teams.sign(**(wrong | times))
    assert await refused(bot, a_command(bot), token) == ["teams_refused"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic dTpw"])
async def test_what_is_no_token_does_nothing(bot: Bot, header: str) -> None:
    assert await refused(bot, a_command(bot), header) == ["teams_refused"]


@pytest.mark.parametrize(
    "given",
    [
        {"recipient": {"id": "28:another"}},
        {"recipient": None},
        {"channelId": "webchat"},
        {"channelId": None},
        {"serviceUrl": "https://evil.example/"},
        {"serviceUrl": None},
    ],
    ids=str,
)
async def test_what_is_not_for_this_bot_does_nothing(bot: Bot, given: Json) -> None:
    activity = a_command(bot, **given)

    assert await refused(bot, activity, bot.teams.sign()) == ["teams_refused"]


async def test_while_the_keys_cannot_be_fetched_nobody_is_believed(bot: Bot) -> None:
    another = Bot(bot.office, bot.teams)
    bot.teams.order("keys", status=500, html=True, times=9)

    assert "teams_refused" in await refused(bot, a_command(bot), bot.teams.sign())
    await another.close()


async def test_a_request_without_any_header_does_nothing(bot: Bot) -> None:
    body = json.dumps(a_command(bot)).encode()

    assert (await bot.teams.post(body, {}))[0] == 401


@pytest.mark.parametrize(
    "body", [b"", b"{not json", b"[1, 2]", b'"text"', b"{}", b'{"type": 1}', b"\xff", b"[" * 99999]
)
async def test_what_is_no_activity_is_a_bad_request(bot: Bot, body: bytes) -> None:
    assert (await bot.teams.post(body, {"authorization": bot.teams.sign()}))[0] == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_what_another_sites_page_can_send_does_nothing(bot: Bot, kind: str) -> None:
    body = json.dumps(a_command(bot)).encode()
    headers = {"authorization": bot.teams.sign(), "content-type": kind}

    assert (await bot.teams.post(body, headers))[0] == 400
    assert await bot.count(Commitment) == 0


async def test_a_body_that_is_far_too_large_is_not_read(bot: Bot) -> None:
    body = b"x" * (LARGEST + 1)

    assert (await bot.teams.post(body, {"authorization": bot.teams.sign()}))[0] == 413


@pytest.mark.parametrize("kind", ["typing", "event", "messageReaction", "endOfConversation", "x"])
async def test_an_activity_of_another_kind_is_acknowledged(bot: Bot, kind: str) -> None:
    reply = await bot.teams.deliver(bot.teams.bot(), a_command(bot, kind))

    assert (reply.status, reply.body) == (200, "")
    assert await bot.count(Commitment) == 0


@pytest.mark.parametrize("name", ["composeExtension/query", "signin/verifyState", "nonsense", None])
async def test_an_invoke_of_another_kind_is_acknowledged(bot: Bot, name: str | None) -> None:
    boyd = bot.user("boyd")
    scene = Scene(state=bot.teams.state, app=boyd.bot, user=boyd.user, there=boyd.chat)

    told = invoke(scene, "", {}) | {"name": name}
    reply = await bot.teams.deliver(boyd.bot, told)

    assert (reply.status, reply.body) == (200, "")


@pytest.mark.parametrize("part", ["from", "conversation", "channelData", "entities", "id"])
async def test_a_signed_activity_that_lacks_a_part_is_no_error(bot: Bot, part: str) -> None:
    without: list[Json] = [{part: None}, {part: {}}, {part: "nonsense"}]
    for given in without:
        reply = await bot.teams.deliver(bot.teams.bot(), a_command(bot, **given))
        assert reply.status == 200

    await bot.settled()
