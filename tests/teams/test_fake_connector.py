"""The fake connector keeps what it is given, and refuses as Teams documents."""

from pathlib import Path

import httpx2
import pytest

from tests.teams.fake.client import Bare, card, text
from tests.teams.fake.state import APP, Json
from tests.teams.fake.teams import Teams
from tests.teams.people import BOYD, CHANNEL, GROUP, ROSSI, TEAM

HELLO: Json = {"type": "TextBlock", "text": "Hello"}


@pytest.fixture
async def bare(teams: Teams) -> Bare:
    bare = Bare(teams, teams.bot())
    await bare.token()
    return bare


def code(found: httpx2.Response) -> tuple[int, str]:
    """The status and Teams' code word."""
    return found.status_code, found.json()["error"]["code"]


async def test_a_message_is_kept_changed_and_deleted(teams: Teams, bare: Bare) -> None:
    boyd = teams.user(BOYD)
    sent = await bare.send(boyd.chat.id, card(HELLO))
    where = f"conversations/{boyd.chat.id}/activities/{sent.json()['id']}"
    assert (sent.status_code, boyd.sees()) == (201, ["Hello"])
    assert (await bare.ask("PUT", where, text("Bye"))).status_code == 200
    assert (boyd.sees(), boyd.chat.latest()["edits"]) == (["Bye"], 1)
    assert (await bare.ask("DELETE", where)).status_code == 200
    assert code(await bare.ask("PUT", where, text("x"))) == (404, "ActivityNotFoundInConversation")
    assert boyd.sees() == []


async def test_without_a_good_token_nothing_is_done(teams: Teams, bare: Bare) -> None:
    teams.state.tokens[bare.bearer].expires_at = 0
    assert code(await bare.send(teams.user(BOYD).chat.id, text("Hi"))) == (401, "Unauthorized")
    bare.bearer = "made up"
    assert code(await bare.send(CHANNEL, text("Hi"))) == (401, "Unauthorized")


async def test_an_app_sees_only_where_it_is_installed(teams: Teams, bare: Bare) -> None:
    teams.add_group_chat(GROUP, BOYD, ROSSI)
    roster = (403, "BotNotInConversationRoster")
    assert code(await bare.send(GROUP, text("Hi"))) == roster
    assert code(await bare.ask("GET", f"conversations/{GROUP}/pagedmembers")) == roster
    assert code(await bare.send("19:none@thread.v2", text("Hi"))) == (404, "ConversationNotFound")


async def test_two_apps_in_two_tenants_are_kept_apart(teams: Teams, bare: Bare) -> None:
    other = Bare(teams, teams.add_app("other-app", "other-tenant", secret="s"))
    await other.token()
    chat, sent = teams.user(BOYD).chat.id, await bare.send(CHANNEL, text("Hi"))
    assert code(await other.send(chat, text("Hi"))) == (403, "BotNotInConversationRoster")
    teams.chat(CHANNEL).apps.add(other.app.id)
    where = f"conversations/{CHANNEL}/activities/{sent.json()['id']}"
    assert code(await other.ask("PUT", where, text("Mine"))) == (403, "Forbidden")


async def test_after_removal_it_refuses_or_says_nothing(teams: Teams, bare: Bare) -> None:
    boyd = teams.user(BOYD)
    await boyd.uninstalls(tell=False)
    refused = await bare.send(boyd.chat.id, text("Hi"))
    assert code(refused) == (403, "BotNotInConversationRoster")
    teams.state.silent_after_uninstall = True
    assert (await bare.send(boyd.chat.id, text("Hi"))).status_code == 201
    assert boyd.messages() == []


async def test_a_block_is_told_in_its_own_shape(teams: Teams, bare: Bare) -> None:
    boyd = teams.user(BOYD)
    boyd.user.blocks.add(APP)
    body = (await bare.send(boyd.chat.id, text("Hi"))).json()
    assert body["errorCode"] == 209
    assert '"subCode": "MessageWritesBlocked"' in body["message"]


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (text("x" * 28_700), (413, "MessageSizeTooBig")),
        ({"type": "event"}, (400, "BadSyntax")),
        (text(""), (400, "BadSyntax")),
        (card({"type": "TextBlock"}), (400, "BadSyntax")),
        (card({"type": "TextBlock", "text": "Hi", "colour": "red"}), (400, "BadSyntax")),
    ],
    ids=["long", "event", "empty", "no text", "unknown field"],
)
async def test_what_teams_cannot_show_is_refused(
    bare: Bare, body: Json, refusal: tuple[int, str]
) -> None:
    assert code(await bare.send(CHANNEL, body)) == refusal


async def test_a_card_newer_than_teams_is_refused(bare: Bare) -> None:
    body = card(HELLO)
    body["attachments"][0]["content"]["version"] = "1.6"
    assert code(await bare.send(CHANNEL, body)) == (400, "BadSyntax")


async def test_a_chat_is_opened_with_whom_the_bot_meets(teams: Teams, bare: Bare) -> None:
    rossi = teams.user(ROSSI)  # in the team; the app is not in her own chat
    found = await bare.ask("POST", "conversations", {"members": [{"id": rossi.id}]})
    assert (found.status_code, found.json()["id"]) == (201, rossi.chat.id)
    stranger = teams.add_user("stranger")
    refused = await bare.ask("POST", "conversations", {"members": [{"id": stranger.user.id}]})
    assert code(refused) == (403, "ForbiddenOperationException")
    wrong = await bare.ask("POST", "conversations", {"members": [{"id": "29:other"}]})
    assert code(wrong) == (400, "BadArgument")


async def test_a_thread_is_begun_and_replied_to(teams: Teams, bare: Bare) -> None:
    about = {"channel": {"id": CHANNEL}}
    begun = await bare.ask(
        "POST", "conversations", {"isGroup": True, "channelData": about, "activity": text("One")}
    )
    await bare.send(begun.json()["id"], text("Two"))
    first, second = teams.user(BOYD).messages(CHANNEL)
    assert (second["root"], first["root"]) == (first["id"], None)
    lost = await bare.send(f"{CHANNEL};messageid=1", text("Three"))
    assert code(lost) == (404, "ActivityNotFoundInConversation")


async def test_members_come_in_pages_and_one_by_one(teams: Teams, bare: Bare) -> None:
    teams.state.page_size = 1
    where = f"conversations/{TEAM}/pagedmembers"
    first = (await bare.ask("GET", where)).json()
    second = await bare.ask("GET", f"{where}?continuationToken={first['continuationToken']}")
    assert [one["objectId"] for one in first["members"] + second.json()["members"]] == [BOYD, ROSSI]
    assert "continuationToken" not in second.json()
    one = await bare.ask("GET", f"conversations/{TEAM}/members/{teams.user(ROSSI).id}")
    assert one.json()["email"] == "rossi@riverbend.example"
    teams.user(ROSSI).user.gone = True
    assert (await bare.ask("GET", f"conversations/{TEAM}/members/{ROSSI}")).status_code == 404


async def test_trouble_comes_as_ordered(teams: Teams, bare: Bare) -> None:
    chat = teams.user(BOYD).chat
    teams.order("send", status=429, retry_after=7)
    throttled = await bare.send(chat.id, text("One"))
    assert (code(throttled), throttled.headers["retry-after"]) == ((429, "Throttled"), "7")
    teams.order("*", status=502, html=True, done=True)
    assert (await bare.send(chat.id, text("Two"))).status_code == 502
    teams.order("send", drop=True)
    with pytest.raises(httpx2.RemoteProtocolError):
        await bare.send(chat.id, text("Three"))
    assert [one["text"] for one in chat.messages.values()] == ["Two", "Three"]
    assert [call.status for call in teams.called("send")] == [429, 502, 201]


def test_the_published_schema_is_there() -> None:
    assert (Path(__file__).parent / "published" / "adaptive-card.json").is_file()
