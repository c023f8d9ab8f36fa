"""Activities that were let in: handled whole in a turn, and answered once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.errors import HeadwayError, TryLaterError
from integrations.faults import FaultError
from integrations.teams.errors import NotAllowedError
from integrations.teams.settings import LocalTeamsSettings
from integrations.teams.values import App, Conversation, Json
from tests.teams.fake.teams import Teams
from tests.teams.gate import HELLO, Gate
from tests.teams.people import CHANNEL

INVOKE: Json = {"type": "invoke", "name": "adaptiveCard/action", "channelId": "msteams"}


@pytest.fixture
async def gate(teams: Teams) -> AsyncIterator[Gate]:
    gate = Gate(teams)
    yield gate
    await gate.gateway.close()


def _invoke(gate: Gate, **given: object) -> Json:
    bot, url = {"id": gate.teams.bot().bot}, gate.teams.service_url
    return {**INVOKE, "recipient": bot, "serviceUrl": url, "conversation": {"id": "a:1"}, **given}


async def test_the_answer_to_an_invoke_comes_back_once_as_it_was_given(gate: Gate) -> None:
    gate.answer = {"statusCode": 200, "value": {"body": [{"type": "TextBlock", "text": "Grüße"}]}}
    assert await gate.receive(_invoke(gate)) == (200, gate.answer)


async def test_an_invoke_without_a_body_is_answered(gate: Gate) -> None:
    assert await gate.receive(_invoke(gate)) == (200, None)


async def test_only_an_invoke_has_a_body(gate: Gate) -> None:
    gate.answer = {"statusCode": 200}
    assert await gate.receive(_invoke(gate, type="message")) == (200, None)


async def test_what_a_press_carries_stays_a_plain_dict(gate: Gate) -> None:
    value = {"action": {"type": "Action.Execute", "verb": "done", "data": {"value": "C-1"}}}
    await gate.receive(_invoke(gate, value=value))
    assert gate.heard[0][1]["value"] == value


async def test_the_tenant_is_found_where_teams_says_it(gate: Gate) -> None:
    """botbuilder's own model has none: its ``conversation.tenant_id`` is always None."""
    activity = _invoke(gate, channelData={"tenant": {"id": "t-1"}})
    await gate.receive(activity)
    app, heard = gate.heard[0]
    assert Conversation.of(heard, app=app.id).tenant == "t-1"


STRANGE: list[Json] = [
    {"conversation": None},
    {"conversation": "a:1", "from": [], "id": 7},
    {"type": None},
    {"type": "installationUpdate", "action": "add", "timestamp": "yesterday"},
    {"deliveryMode": "expectReplies"},
]


@pytest.mark.parametrize("strange", STRANGE, ids=str)
async def test_a_strange_activity_is_handled_and_not_an_error(gate: Gate, strange: Json) -> None:
    status, _ = await gate.receive(_invoke(gate, **strange))
    assert status == 200
    assert len(gate.heard) == 1


async def test_an_error_of_the_handler_comes_through(gate: Gate) -> None:
    async def broken(app: App, activity: Json) -> Json | None:
        raise TryLaterError("not now")

    with pytest.raises(HeadwayError, match="not now"):
        await gate.gateway.receive(gate.teams.sign(), _invoke(gate), broken)


# --- trials on this machine


def _local(gate: Gate) -> Gate:
    return Gate(gate.teams, LocalTeamsSettings())


@pytest.mark.parametrize("host", ["127.0.0.1:56150", "localhost:56150", "[::1]:56150"])
async def test_local_trials_hear_everybody_on_loopback(gate: Gate, host: str) -> None:
    local = _local(gate)
    activity = _invoke(gate, serviceUrl=f"http://{host}/_connector", channelId="emulator")
    assert await local.receive(activity, "") == (200, None)
    assert local.heard[0][0].id == ""


ELSEWHERE = [None, "", "https://smba.example/", "http://127.0.0.1.evil.example/", "http://[evil"]


@pytest.mark.parametrize("url", ELSEWHERE)
async def test_local_trials_hear_nobody_from_elsewhere(gate: Gate, url: str | None) -> None:
    local = _local(gate)
    with pytest.raises(NotAllowedError):
        await local.receive(_invoke(gate, serviceUrl=url), "")
    assert local.heard == []


async def test_local_trials_send_without_a_token(gate: Gate) -> None:
    local = _local(gate)
    with pytest.raises(FaultError, match="Unauthorized"):
        await local.gateway.send(replace(gate.place(CHANNEL), app=""), HELLO)
    assert await local.gateway.ready() is None
    assert [call.method for call in gate.teams.calls] == ["send"]
    await local.gateway.close()


async def test_without_local_settings_no_token_means_nobody(gate: Gate) -> None:
    with pytest.raises(NotAllowedError):
        await gate.receive(_invoke(gate), "")
