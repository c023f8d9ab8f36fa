"""Whom the gateway listens to: every rule for tokens, and keys that are fetched and kept."""

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator

import pytest

from integrations.teams.errors import NotAllowedError
from integrations.teams.gateway import keys
from tests.teams.fake.payloads import Scene
from tests.teams.fake.state import SECRET, Json
from tests.teams.fake.teams import Teams
from tests.teams.gate import SLOW, Gate, nothing_blocks, settings_of
from tests.teams.people import BOYD

OTHER_APP, OTHER_TENANT = "aaaaaaaa-58a4-4d0b-9a6f-0c1d2e3f4a5b", "bbbbbbbb-9d0e-4a56"


@pytest.fixture
async def gate(teams: Teams) -> AsyncIterator[Gate]:
    gate = Gate(teams)
    yield gate
    await gate.gateway.close()


def _activity(gate: Gate, **given: object) -> Json:
    boyd = gate.teams.user(BOYD)
    app = gate.teams.bot()
    chat = gate.teams.state.personal(app, boyd.user)
    scene = Scene(state=gate.teams.state, app=app, user=boyd.user, there=chat)
    return scene.by_hand("message") | {"text": "help"} | given


async def _refused(gate: Gate, authorization: str, **given: object) -> str:
    with pytest.raises(NotAllowedError) as refused:
        await gate.receive(_activity(gate, **given), authorization)
    assert gate.heard == []
    token = authorization.partition(" ")[2]
    assert not token or token not in str(refused.value)
    return str(refused.value)


# --- tokens


async def test_a_signed_activity_is_heard_whole_with_its_registration(gate: Gate) -> None:
    activity = _activity(gate)
    assert await gate.receive(activity) == (200, None)
    ((app, heard),) = gate.heard
    assert app.id == gate.teams.bot().id
    assert heard is activity


ALONE = ["", "Bearer", "Bearer x", "Bearer a.b.c", "Basic dXNlcjpwYXNz", "Bearer é.é.é"]


@pytest.mark.parametrize("header", ALONE)
async def test_a_request_without_a_token_is_refused(gate: Gate, header: str) -> None:
    assert await _refused(gate, header)
    assert gate.teams.called("keys") == []


WRONG_CLAIMS: list[Json] = [
    {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
    {"iss": "https://api.botframework.us"},
    {"iss": None},
    {"aud": "00000000-0000-0000-0000-000000000000"},
    {"aud": None},
    {"serviceurl": "https://evil.example/"},
    {"serviceurl": None},
    {"exp": 1},
    {"exp": None},
    {"exp": "soon"},
]


@pytest.mark.parametrize("wrong", WRONG_CLAIMS, ids=str)
async def test_a_token_with_a_wrong_claim_is_refused(gate: Gate, wrong: Json) -> None:
    assert await _refused(gate, gate.teams.sign(**wrong))


@pytest.mark.parametrize("claim", ["exp", "nbf"])
@pytest.mark.parametrize("off", [240, 360])
async def test_clocks_may_differ_by_five_minutes(gate: Gate, claim: str, off: int) -> None:
    moment = int(time.time()) + (-off if claim == "exp" else off)
    wrong: Json = {claim: moment}
    token = gate.teams.sign(**wrong)
    if off > 300:
        assert await _refused(gate, token)
    else:
        assert await gate.receive(_activity(gate), token) == (200, None)


WRONG_SIGNATURES: list[Json] = [
    {"key": "stranger"},
    {"key": "stranger", "kid": "first"},
    {"kid": None},
    {"alg": "none"},
    {"alg": "HS256"},
]


@pytest.mark.parametrize("wrong", WRONG_SIGNATURES, ids=str)
async def test_a_token_that_microsoft_did_not_sign_is_refused(gate: Gate, wrong: Json) -> None:
    assert await _refused(gate, gate.teams.sign(**wrong))


async def test_a_key_without_an_endorsement_for_teams_is_refused(gate: Gate) -> None:
    gate.teams.keys.published["bare"] = None
    for key in ("unendorsed", "bare"):
        assert "may not sign for Teams" in await _refused(gate, gate.teams.sign(key=key))


@pytest.mark.parametrize("channel", ["webchat", "emulator", None, ["msteams"]])
async def test_an_activity_of_another_channel_is_refused(gate: Gate, channel: object) -> None:
    assert await _refused(gate, gate.teams.sign(), channelId=channel)


STRANGERS: list[object] = [{"id": f"28:{OTHER_APP}"}, {"id": "28:"}, {"id": None}, {}, None, "28:"]


@pytest.mark.parametrize("recipient", STRANGERS, ids=str)
async def test_an_activity_for_another_bot_is_refused(gate: Gate, recipient: object) -> None:
    assert await _refused(gate, gate.teams.sign(), recipient=recipient)


async def test_a_token_for_one_of_our_registrations_does_not_open_another(teams: Teams) -> None:
    other = teams.add_app(OTHER_APP, OTHER_TENANT)
    second = {"app_id": OTHER_APP.upper(), "password": SECRET, "tenant_id": OTHER_TENANT}
    gate = Gate(teams, settings_of(teams, apps=json.dumps([second])))
    to_other = {"recipient": {"id": other.bot}}
    assert await _refused(gate, teams.sign(), **to_other)
    assert await gate.receive(_activity(gate, **to_other), teams.sign(other)) == (200, None)
    assert gate.heard[0][0].id == OTHER_APP
    await gate.gateway.close()


async def test_tokens_of_the_us_government_cloud_are_good_there_alone(teams: Teams) -> None:
    teams.keys.issuer = "https://api.botframework.us"
    there = Gate(teams, settings_of(teams).model_copy(update={"cloud": "gcc-high"}))
    assert await there.receive(_activity(there)) == (200, None)
    assert await there.gateway.ready() is None
    await there.gateway.close()


# --- keys


async def test_keys_are_fetched_once_for_many_activities(gate: Gate) -> None:
    await asyncio.gather(*(gate.receive(_activity(gate)) for _ in range(50)))
    assert gate.teams.state.key_fetches == {"openid": 1, "keys": 1}


async def test_an_unknown_key_is_fetched_once_and_off_the_event_loop(gate: Gate) -> None:
    await gate.receive(_activity(gate))
    gate.teams.keys.rotate()
    gate.seconds = keys.PAUSE
    token = gate.teams.sign()
    gate.teams.order("openid", hang=SLOW)
    async with nothing_blocks():
        await asyncio.gather(*(gate.receive(_activity(gate), token) for _ in range(20)))
    assert gate.teams.state.key_fetches == {"openid": 2, "keys": 2}


async def test_unknown_keys_are_looked_for_once_in_five_minutes(gate: Gate) -> None:
    await gate.receive(_activity(gate))
    gate.heard.clear()
    stranger = gate.teams.sign(key="stranger")
    for moment, fetches in ((1.0, 1), (299.0, 1), (300.0, 2), (301.0, 2), (600.0, 3)):
        gate.seconds = moment
        assert await _refused(gate, stranger)
        assert gate.teams.state.key_fetches["keys"] == fetches


async def test_keys_are_fetched_again_after_a_day(gate: Gate) -> None:
    for moment, fetches in ((0.0, 1), (keys.DAY - 1, 1), (keys.DAY, 2), (keys.DAY + 1, 2)):
        gate.seconds = moment
        await gate.receive(_activity(gate))
        assert gate.teams.state.key_fetches["keys"] == fetches


TROUBLE: list[Json] = [{"status": 500}, {"drop": True}, {"html": True}]


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
@pytest.mark.parametrize("method", ["openid", "keys"])
async def test_old_keys_serve_on_while_newer_ones_cannot_be_had(
    gate: Gate, method: str, trouble: Json
) -> None:
    await gate.receive(_activity(gate))
    gate.teams.order(method, times=math.inf, **trouble)
    gate.seconds = keys.DAY
    assert await gate.receive(_activity(gate)) == (200, None)


async def test_without_any_key_nobody_is_heard_until_there_are_some(gate: Gate) -> None:
    gate.teams.order("keys", status=500)
    assert "key" in await _refused(gate, gate.teams.sign())
    gate.seconds = 6.0
    assert await gate.receive(_activity(gate)) == (200, None)


async def test_no_keys_are_not_taken_for_keys(gate: Gate) -> None:
    await gate.receive(_activity(gate))
    gate.teams.keys.published.clear()
    gate.seconds = keys.DAY
    assert await gate.receive(_activity(gate)) == (200, None)


async def test_keys_that_cannot_be_fetched_are_told(gate: Gate) -> None:
    gate.teams.order("openid", status=500)
    assert "signing keys" in (await gate.gateway.ready() or "")
    gate.seconds = 6.0
    assert await gate.gateway.ready() is None
