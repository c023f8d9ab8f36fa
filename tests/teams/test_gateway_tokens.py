"""The bot's own tokens: one request for many messages, kept, renewed, and refused in words."""

import asyncio
import json
import math
from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import TryLaterError
from integrations.faults import FaultError
from integrations.teams.errors import said
from integrations.teams.gateway import Gateway
from integrations.teams.settings import TeamsSettings
from tests.teams.fake.state import SECRET, Json
from tests.teams.fake.teams import Teams
from tests.teams.gate import HELLO, SLOW, Gate, nothing_blocks, settings_of
from tests.teams.people import BOYD, CHANNEL

OTHER_APP, OTHER_TENANT = "aaaaaaaa-58a4-4d0b-9a6f-0c1d2e3f4a5b", "bbbbbbbb-9d0e-4a56"


@pytest.fixture
async def gate(teams: Teams) -> AsyncIterator[Gate]:
    gate = Gate(teams)
    yield gate
    await gate.gateway.close()


async def test_two_thousand_sends_make_one_token_request(gate: Gate) -> None:
    there = gate.place(CHANNEL)
    sent = await asyncio.gather(*(gate.gateway.send(there, HELLO) for _ in range(2000)))
    assert len(set(sent)) == 2000
    assert gate.teams.state.token_requests == {gate.teams.bot().id: 1}


async def test_a_slow_login_does_not_hold_anything_else_up(gate: Gate) -> None:
    for method in ("tenant", "token"):
        gate.teams.order(method, hang=SLOW)
    async with nothing_blocks():
        await gate.gateway.send(gate.place(CHANNEL), HELLO)


async def test_each_registration_has_its_own_token(teams: Teams) -> None:
    teams.add_app(OTHER_APP, OTHER_TENANT)
    second = {"app_id": OTHER_APP, "password": SECRET, "tenant_id": OTHER_TENANT}
    gate = Gate(teams, settings_of(teams, apps=json.dumps([second])))
    assert await gate.gateway.ready() is None
    assert teams.state.token_requests == {teams.bot().id: 1, OTHER_APP: 1}
    await gate.gateway.close()


async def test_a_message_is_sent_with_the_token_of_its_conversation_s_registration(
    teams: Teams,
) -> None:
    teams.add_app(OTHER_APP, OTHER_TENANT)
    boss = teams.add_user("boss", OTHER_TENANT)
    chat = teams.state.personal(teams.bot(OTHER_APP), boss.user)
    chat.apps.add(OTHER_APP)
    second = {"app_id": OTHER_APP, "password": SECRET, "tenant_id": OTHER_TENANT}
    gate = Gate(teams, settings_of(teams, apps=json.dumps([second])))
    await gate.gateway.send(gate.place(CHANNEL), HELLO)
    await gate.gateway.send(gate.place(chat.id, app=OTHER_APP), HELLO)
    assert [call.app for call in teams.called("send")] == [teams.bot().id, OTHER_APP]
    await gate.gateway.close()


async def test_a_token_is_renewed_shortly_before_its_end(gate: Gate) -> None:
    for moment, requests in ((0.0, 1), (3000.0, 1), (3300.0, 2)):
        gate.seconds = moment
        await gate.gateway.send(gate.place(CHANNEL), HELLO)
        assert gate.teams.state.token_requests.total() == requests


async def test_a_token_that_is_refused_is_renewed_once_and_the_message_arrives_once(
    gate: Gate,
) -> None:
    await gate.gateway.send(gate.place(CHANNEL), HELLO)
    gate.teams.state.tokens.clear()
    await asyncio.gather(*(gate.gateway.send(gate.place(CHANNEL), HELLO) for _ in range(20)))
    assert gate.teams.state.token_requests.total() == 2
    assert len(gate.teams.chat(CHANNEL).messages) == 21


async def test_a_newer_token_that_is_refused_too_is_a_fault_of_ours(gate: Gate) -> None:
    gate.teams.order("send", status=401, code="BotNotRegistered", times=2)
    with pytest.raises(FaultError, match="Add the Teams channel to the Azure Bot"):
        await gate.gateway.send(gate.place(CHANNEL), HELLO)
    assert gate.teams.state.token_requests.total() == 2
    assert gate.faulty == ["send"]


WRONG = [
    ("AADSTS7000215", "Correct TEAMS_APP_PASSWORD"),
    ("AADSTS7000222", "The client secret has expired"),
    ("AADSTS700016", "Correct TEAMS_APP_ID"),
]


@pytest.mark.parametrize(("code", "words"), WRONG, ids=["wrong secret", "expired", "unknown app"])
async def test_a_refused_registration_says_what_to_do(gate: Gate, code: str, words: str) -> None:
    gate.teams.order("token", status=401, code=code, times=math.inf)
    with pytest.raises(FaultError, match=words) as refused:
        await gate.gateway.send(gate.place(CHANNEL), HELLO)
    assert said(refused.value) == code
    assert SECRET not in str(refused.value)
    assert str(refused.value) == await gate.gateway.ready()


async def test_an_unknown_tenant_says_what_to_do(teams: Teams) -> None:
    wrong = settings_of(teams).model_copy(update={"tenant_id": "no-such-tenant"})
    gate = Gate(teams, wrong)
    assert "Correct TEAMS_TENANT_ID" in (await gate.gateway.ready() or "")
    await gate.gateway.close()


async def test_a_refused_registration_is_not_asked_again_for_every_message(gate: Gate) -> None:
    gate.teams.order("token", status=401, code="AADSTS7000215")
    sends = [gate.gateway.send(gate.place(CHANNEL), HELLO) for _ in range(50)]
    refused = await asyncio.gather(*sends, return_exceptions=True)
    assert {type(error) for error in refused} == {FaultError}
    assert gate.teams.state.token_requests.total() == 0
    assert len(gate.teams.called("token")) == 1
    gate.seconds = 61.0
    assert await gate.gateway.send(gate.place(CHANNEL), HELLO)


@pytest.mark.parametrize(
    "trouble", [{"drop": True}, {"hang": 30}, {"status": 503}, {"html": True}],
    ids=["broken connection", "silence", "out of order", "a page"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["tenant", "token"])
async def test_a_login_that_cannot_be_reached_is_asked_again_later(
    teams: Teams, method: str, trouble: Json
) -> None:
    gate = Gate(teams, timeout=0.4)
    teams.order(method, **trouble)
    with pytest.raises(TryLaterError) as refused:
        await gate.gateway.send(gate.place(CHANNEL), HELLO)
    assert not isinstance(refused.value, FaultError)
    gate.seconds = 6.0
    assert await gate.gateway.send(gate.place(CHANNEL), HELLO)
    await gate.gateway.close()


async def test_a_registration_that_the_settings_do_not_name_is_a_fault_of_ours(gate: Gate) -> None:
    with pytest.raises(FaultError, match="no app registration gone"):
        await gate.gateway.open(gate.place(CHANNEL, app="gone"), BOYD)
    assert gate.teams.calls == []


async def test_an_empty_app_id_neither_hears_nor_speaks(teams: Teams) -> None:
    nobody = TeamsSettings(_env_file=None, login_url=teams.login, openid_url=teams.openid)
    assert not nobody.on
    assert nobody.registrations == ()
    gate = Gate(teams, nobody)
    assert isinstance(gate.gateway, Gateway)
    with pytest.raises(FaultError):
        await gate.gateway.send(gate.place(CHANNEL), HELLO)
