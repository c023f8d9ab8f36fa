"""What the gateway asks of Teams: everything arrives as given, and nothing twice."""

import asyncio
import json
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.errors import CannotTellError, HeadwayError, TryLaterError, UnreachableError
from integrations.faults import FaultError
from integrations.teams import errors
from integrations.teams.errors import said
from integrations.teams.gateway import Gateway
from integrations.teams.values import Json
from tests.teams.fake.client import card
from tests.teams.fake.teams import Teams
from tests.teams.gate import HELLO, Gate
from tests.teams.people import BOYD, CHANNEL, ROSSI, TEAM

TROUBLE: list[Json] = [{"drop": True}, {"hang": 30}, {"status": 500}, {"status": 502}]
TROUBLE += [{"status": 504}, {"status": 408}, {"status": 502, "html": True}]


@pytest.fixture
async def gate(teams: Teams) -> AsyncIterator[Gate]:
    gate = Gate(teams, timeout=0.5)
    yield gate
    await gate.gateway.close()


async def _refused(gate: Gate, method: str = "send") -> HeadwayError:
    with pytest.raises(HeadwayError) as refused:
        await _do(gate, method)
    return refused.value


async def _do(gate: Gate, method: str) -> None:
    gateway, at = gate.gateway, gate.place(CHANNEL)
    doings: dict[str, Callable[[], Awaitable[object]]] = {
        "send": lambda: gateway.send(at, HELLO),
        "update": lambda: gateway.update(at, "1", HELLO),
        "delete": lambda: gateway.delete(at, "1"),
        "create": lambda: gateway.open(at, BOYD),
        "member": lambda: gateway.member(at, BOYD),
        "members": lambda: gateway.members(at),
    }
    await doings[method]()


# --- asking


async def test_every_field_of_an_activity_arrives_as_it_was_given(gate: Gate) -> None:
    given = card({"type": "TextBlock", "text": "Grüße 👋"}) | {
        "summary": "C-12 is due",
        "importance": "high",
        "channelData": {"notification": {"alert": True}, "feedbackLoop": {"type": "default"}},
        "entities": [{"type": "mention", "mentioned": {"id": "29:1", "more": 1}, "text": "<at>"}],
        "ofTomorrow": {"a": None, "b": []},
    }
    await gate.gateway.send(gate.place(CHANNEL), given)
    (call,) = gate.teams.called("send")
    assert {name: call.body[name] for name in given} == given
    assert call.body["from"] == {"id": gate.teams.bot().bot}
    assert call.body["conversation"] == {"id": CHANNEL}


async def test_a_message_is_posted_changed_and_taken_away(gate: Gate) -> None:
    at = gate.place(CHANNEL)
    key = await gate.gateway.send(at, HELLO)
    assert gate.teams.chat(CHANNEL).messages[key]["text"] == "Good morning"
    await gate.gateway.update(at, key, {"type": "message", "text": "Good evening"})
    assert gate.teams.chat(CHANNEL).messages[key]["text"] == "Good evening"
    await gate.gateway.delete(at, key)
    assert gate.teams.chat(CHANNEL).messages == {}


async def test_an_answer_stands_in_the_thread(gate: Gate) -> None:
    at = gate.place(CHANNEL)
    root = await gate.gateway.send(at, HELLO)
    key = await gate.gateway.send(at.thread(root), HELLO)
    assert gate.teams.chat(CHANNEL).messages[key]["root"] == root


async def test_somebodys_own_chat_is_opened_by_either_id_and_is_always_the_same(gate: Gate) -> None:
    near, boyd = gate.place(CHANNEL), gate.teams.user(BOYD)
    by_entra = await gate.gateway.open(near.thread("1"), BOYD)
    by_teams = await gate.gateway.open(near, gate.teams.state.user_id(boyd.bot, boyd.user))
    chat = gate.teams.state.personal(boyd.bot, boyd.user)
    assert by_entra == by_teams == replace(near, id=chat.id)


async def test_a_member_is_told_with_their_email_address(gate: Gate) -> None:
    found = await gate.gateway.member(gate.place(CHANNEL), BOYD)
    assert (found["objectId"], found["email"]) == (BOYD, "boyd@riverbend.example")


async def test_members_of_all_pages_are_told(gate: Gate) -> None:
    gate.teams.state.page_size = 1
    found = await gate.gateway.members(gate.place(TEAM))
    assert {one["objectId"] for one in found} == {BOYD, ROSSI}
    assert len(gate.teams.called("members")) == 2


async def test_connections_are_used_again(gate: Gate) -> None:
    at = gate.place(CHANNEL)
    for _ in range(5):
        await gate.gateway.send(at, HELLO)
    assert len(gate.teams.server.transports) <= 2


# --- nothing twice


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
async def test_a_message_that_may_have_arrived_is_attempted_once(gate: Gate, trouble: Json) -> None:
    gate.teams.order("send", **trouble, done=True)
    assert isinstance(await _refused(gate), CannotTellError)
    assert len(gate.teams.called("send")) == 1
    assert len(gate.teams.chat(CHANNEL).messages) == 1


@pytest.mark.parametrize("method", ["update", "delete", "create", "member", "members"])
@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
async def test_what_shows_nothing_when_it_is_repeated_is_tried_later(
    gate: Gate, method: str, trouble: Json
) -> None:
    gate.teams.order(method, **trouble, times=math.inf)
    refused = await _refused(gate, method)
    assert isinstance(refused, TryLaterError)
    assert not isinstance(refused, FaultError)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "", "x:/", "http://x:port/"])
async def test_where_nobody_listens_nothing_was_sent(gate: Gate, url: str) -> None:
    nowhere = replace(gate.place(CHANNEL), service_url=url)
    with pytest.raises(TryLaterError, match="cannot be reached"):
        await gate.gateway.send(nowhere, HELLO)


async def test_what_waits_too_long_for_a_connection_was_not_sent(gate: Gate) -> None:
    gate.teams.order("send", hang=0.4, times=math.inf)
    sends = [gate.gateway.send(gate.place(CHANNEL), HELLO) for _ in range(600)]
    found = await asyncio.gather(*sends, return_exceptions=True)
    waited = [error for error in found if isinstance(error, TryLaterError)]
    assert waited
    assert len(gate.teams.called("send")) <= 600 - len(waited)


# --- sorting


REFUSALS: list[tuple[int, str, str, type[HeadwayError]]] = [
    (400, "BadArgument", "Unknown property", FaultError),
    (400, "BadArgument", "Invalid user identity in provided tenant", UnreachableError),
    (400, "BadArgument", "Failed to decrypt pairwise id", UnreachableError),
    (403, "BotDisabledByAdmin", "", UnreachableError),
    (403, "BotNotInConversationRoster", "", UnreachableError),
    (403, "ConversationBlockedByUser", "", UnreachableError),
    (403, "ForbiddenOperationException", "", UnreachableError),
    (403, "InvalidBotApiHost", "", FaultError),
    (403, "MessageWritesBlocked", "", UnreachableError),
    (403, "NotEnoughPermissions", "", UnreachableError),
    (403, "Forbidden", json.dumps({"subCode": "MessageWritesBlocked"}), UnreachableError),
    (403, "BrandNew", "", FaultError),
    (404, "ActivityNotFoundInConversation", "", UnreachableError),
    (404, "ConversationNotFound", "", UnreachableError),
    (404, "MemberNotFoundInConversation", "", UnreachableError),
    (404, "ServiceError", "Unknown", UnreachableError),
    (412, "PreconditionFailed", "", TryLaterError),
    (413, "MessageSizeTooBig", "", FaultError),
    (429, "Throttled", "", TryLaterError),
    (500, "ServiceError", "", CannotTellError),
    (502, "ServiceError", "", CannotTellError),
    (503, "ServiceError", "", TryLaterError),
    (504, "ServiceError", "", CannotTellError),
]


@pytest.mark.parametrize(("status", "code", "message", "kind"), REFUSALS)
async def test_every_documented_refusal_is_sorted(
    gate: Gate, status: int, code: str, message: str, kind: type[HeadwayError]
) -> None:
    gate.teams.order("send", status=status, code=code, message=message)
    refused = await _refused(gate)
    assert type(refused) is kind
    assert said(refused) == ("MessageWritesBlocked" if "subCode" in message else code)
    assert str(refused).endswith(".")
    assert (kind is FaultError) == (gate.faulty == ["send"])


async def test_a_block_is_known_by_the_body_that_teams_gives_it(gate: Gate) -> None:
    boyd = gate.teams.user(BOYD)
    chat = await gate.gateway.open(gate.place(CHANNEL), BOYD)
    boyd.user.blocks.add(gate.teams.bot().id)
    with pytest.raises(UnreachableError) as refused:
        await gate.gateway.send(chat, HELLO)
    assert said(refused.value) == "MessageWritesBlocked"


async def test_a_fault_of_ours_says_what_to_do_and_is_kept(gate: Gate) -> None:
    gate.teams.order("send", status=413, times=2)
    await _refused(gate)
    refused = await _refused(gate)
    assert "larger than Teams allows" in str(refused)
    (fault,) = await gate.faults.since(gate.clock.moment)
    assert (fault.method, fault.times, fault.reason) == ("send", 2, str(refused))
    assert fault.workspace == gate.place(CHANNEL).tenant


def test_words_for_codes_are_sentences_and_no_code_is_sorted_twice() -> None:
    for words in (*errors.UNREACHABLE.values(), *errors.HINTS.values()):
        assert words.endswith(".")
    assert not set(errors.UNREACHABLE) & set(errors.HINTS)
    assert all(code == code.lower() for code in (*errors.UNREACHABLE, *errors.HINTS))


# --- pauses


async def test_a_conversation_that_asked_for_a_pause_gets_it_and_the_others_go_on(
    gate: Gate,
) -> None:
    root = await gate.gateway.send(gate.place(CHANNEL), HELLO)
    gate.teams.order("send", status=429, retry_after=7)
    refused = await _refused(gate)
    assert isinstance(refused, TryLaterError)
    assert refused.after == 7
    await gate.gateway.send(gate.place(TEAM), HELLO)
    gate.seconds = 6.0
    again = await _refused(gate)
    assert isinstance(again, TryLaterError)
    assert again.after == pytest.approx(1.0)
    assert len(gate.teams.called("send")) == 3
    gate.seconds = 7.0
    assert await gate.gateway.send(gate.place(CHANNEL).thread(root), HELLO)


@pytest.mark.parametrize("wished", [None, "soon", "-5", "nan", "9" * 30])
def test_a_pause_is_never_without_an_end(wished: str | None) -> None:
    refused = errors.meaning("send", errors.Refusal(429, retry_after=wished), once=True)
    assert isinstance(refused, TryLaterError)
    assert refused.after is not None
    assert 0 <= refused.after <= 3600


async def test_a_pause_for_opening_chats_does_not_stop_messages(gate: Gate) -> None:
    gate.teams.order("create", status=429, retry_after=7)
    assert isinstance(await _refused(gate, "create"), TryLaterError)
    assert isinstance(await _refused(gate, "create"), TryLaterError)
    assert len(gate.teams.called("create")) == 1
    assert await gate.gateway.send(gate.place(CHANNEL), HELLO)


async def test_half_a_character_does_not_stop_a_message(gate: Gate) -> None:
    key = await gate.gateway.send(gate.place(CHANNEL), HELLO | {"text": "half \ud83d"})
    assert gate.teams.chat(CHANNEL).messages[key]["text"] == "half ?"


def test_a_refusal_without_words_says_what_to_do() -> None:
    refused = errors.meaning("send", errors.refusal_of(401, b"<html>"), once=True)
    assert "name the same app registration" in str(refused)
    assert "status 418" in str(errors.meaning("send", errors.Refusal(418), once=True))


async def test_an_answer_that_is_no_json_is_one_all_the_same(gate: Gate) -> None:
    gate.teams.order("send", html=True)
    assert await gate.gateway.send(gate.place(CHANNEL), HELLO) == ""
    gate.teams.order("create", html=True)
    assert isinstance(await _refused(gate, "create"), TryLaterError)


async def test_a_gateway_that_was_closed_opens_again(gate: Gate) -> None:
    await gate.gateway.send(gate.place(CHANNEL), HELLO)
    await gate.gateway.close()
    assert isinstance(gate.gateway, Gateway)
    assert await gate.gateway.send(gate.place(CHANNEL), HELLO)
