"""The fake's people send what Teams sends, and see what Teams shows of the answer."""

import jwt
import pytest

from tests.teams.fake.client import CARD, Bare, card, text
from tests.teams.fake.state import APP, TENANT, Json
from tests.teams.fake.teams import Teams
from tests.teams.people import BOYD, CHANNEL, GROUP, ROSSI, TEAM

DONE: Json = {"type": "Action.Execute", "title": "Done", "verb": "kept", "data": {"value": "C-12"}}
FORM: Json = {
    "type": "Action.Submit",
    "title": "Answer",
    "data": {"msteams": {"type": "task/fetch"}, "action": "answer"},
}
OLD: Json = {"type": "Action.Submit", "title": "Skip", "data": {"action": "skip"}}
ASK: Json = {"type": "TextBlock", "text": "Where are you?"}
FIELD: Json = {"type": "Input.Text", "id": "in-the-way", "label": "What?", "isRequired": True}
FIELD |= {"errorMessage": "Say what"}
WHEN: Json = {"type": "Input.Date", "id": "when", "value": "2027-01-15"}


def dialog(*body: Json) -> Json:
    send = {"type": "Action.Submit", "title": "Send", "data": {"key": "k1"}}
    content = {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": [send]}
    info = {"title": "Answer", "card": {"contentType": CARD, "content": content}}
    return {"task": {"type": "continue", "value": info}}


@pytest.fixture
async def bare(teams: Teams) -> Bare:
    bare = Bare(teams, teams.bot())
    await bare.token()
    await bare.send(teams.user(BOYD).chat.id, card(ASK, actions=[DONE, FORM, OLD]))
    return bare


async def test_what_is_typed_comes_signed_for_the_bot(teams: Teams, bare: Bare) -> None:
    reply = await teams.user(BOYD).types("is 3 < 4?")
    claims = jwt.decode(bare.headers[0].split()[1], options={"verify_signature": False})
    assert (claims["aud"], claims["serviceurl"]) == (APP, bare.last()["serviceUrl"])
    assert (reply.ok, bare.last()["text"]) == (True, "is 3 &lt; 4?")
    assert bare.last()["from"]["aadObjectId"] == BOYD
    assert bare.last()["entities"][-1]["timezone"] == "America/New_York"
    assert teams.user(BOYD).sees()[-1] == "is 3 &lt; 4?"


async def test_a_mention_in_a_channel_names_bot_people_and_thread(teams: Teams, bare: Bare) -> None:
    boyd, rossi = teams.user(BOYD), teams.user(ROSSI)
    await boyd.mentions_bot(CHANNEL, "commit with @Ana Rossi", people=[rossi])
    first = bare.last()
    assert first["text"] == "<at>Headway</at> commit with <at>Ana Rossi</at>"
    assert first["conversation"]["id"] == f"{CHANNEL};messageid={first['id']}"
    assert [one["type"] for one in first["entities"]] == ["mention", "mention", "clientInfo"]
    await rossi.mentions_bot(CHANNEL, "help", thread=boyd.messages(CHANNEL)[0])
    assert bare.last()["conversation"]["id"] == first["conversation"]["id"]
    assert bare.last()["channelData"]["team"]["id"] == TEAM


async def test_nobody_reaches_a_bot_that_is_not_there(teams: Teams, bare: Bare) -> None:
    with pytest.raises(AssertionError, match="403"):
        await teams.user(ROSSI).types("help")


async def test_the_same_activity_can_come_twice(teams: Teams, bare: Bare) -> None:
    await teams.again(await teams.user(BOYD).types("help"))
    assert bare.heard[0] == bare.heard[1]


async def test_a_card_answer_is_shown_to_the_one_until_the_message_changes(
    teams: Teams, bare: Bare
) -> None:
    boyd, rossi = teams.user(BOYD), teams.user(ROSSI)
    sent = await bare.send(CHANNEL, card(ASK, actions=[DONE]))
    changed = card({"type": "TextBlock", "text": "Thank you"})["attachments"][0]["content"]
    bare.answer = {"statusCode": 200, "type": CARD, "value": changed}
    await boyd.presses("Done", where=CHANNEL)
    assert bare.last()["value"]["action"]["data"] == {"value": "C-12"}
    assert (boyd.sees(CHANNEL), rossi.sees(CHANNEL)) == (["Thank you"], ["Where are you?\nDone"])
    path = f"conversations/{CHANNEL}/activities/{sent.json()['id']}"
    await bare.ask("PUT", path, text("Over"))
    assert boyd.sees(CHANNEL) == rossi.sees(CHANNEL) == ["Over"]


async def test_a_message_answer_and_no_answer_are_noticed(teams: Teams, bare: Bare) -> None:
    boyd = teams.user(BOYD)
    kind = "application/vnd.microsoft.activity.message"
    bare.answer = {"statusCode": 200, "type": kind, "value": "Saved"}
    await boyd.presses("Done")
    assert boyd.notice == "Saved"
    bare.status = 500
    await boyd.presses("Done")
    assert boyd.notice.startswith("Unable to reach app")


@pytest.mark.parametrize("answer", [None, {}, {"statusCode": 200, "type": "card", "value": {}}])
async def test_an_answer_that_teams_does_not_know_fails_the_test(
    teams: Teams, bare: Bare, answer: Json | None
) -> None:
    bare.answer = answer
    with pytest.raises(AssertionError):
        await teams.user(BOYD).presses("Done")


async def test_an_old_button_sends_a_message_with_a_value(teams: Teams, bare: Bare) -> None:
    await teams.user(BOYD).presses("Skip")
    assert (bare.last()["type"], bare.last()["value"]) == ("message", {"action": "skip"})
    assert "text" not in bare.last()


async def test_a_dialog_opens_is_filled_and_closes(teams: Teams, bare: Bare) -> None:
    boyd, bare.answer = teams.user(BOYD), dialog(FIELD, WHEN)
    await boyd.presses("Answer")
    assert boyd.dialog is not None
    assert (boyd.dialog.title, boyd.dialog.text) == ("Answer", "What?\nSay what\nSend")
    boyd.fills(in_the_way="No time")
    bare.answer = None
    await boyd.submits()
    given = {"key": "k1", "in-the-way": "No time", "when": "2027-01-15"}
    assert (bare.last()["name"], bare.last()["value"]["data"]) == ("task/submit", given)
    assert boyd.dialog is None


async def test_a_dialog_stays_when_the_bot_fails_and_changes_when_it_says_so(
    teams: Teams, bare: Bare
) -> None:
    boyd, bare.answer = teams.user(BOYD), dialog(FIELD)
    await boyd.presses("Answer")
    bare.status = 503
    await boyd.submits(in_the_way="No time")
    assert boyd.dialog is not None
    bare.status, bare.answer = 200, dialog(FIELD, {"type": "TextBlock", "text": "Say more"})
    await boyd.submits()
    assert "Say more" in boyd.dialog.text
    bare.answer = {"task": {"type": "message", "value": "Saved"}}
    await boyd.submits(in_the_way="No time at all")
    assert boyd.notice == "Saved"
    assert teams.user(BOYD).dialog is None


async def test_a_form_is_checked_before_it_is_sent(teams: Teams, bare: Bare) -> None:
    boyd, bare.answer = teams.user(BOYD), dialog(FIELD, WHEN)
    await boyd.presses("Answer")
    with pytest.raises(AssertionError, match="Say what"):
        await boyd.submits()
    with pytest.raises(AssertionError, match="is no date"):
        boyd.fills(when="tomorrow")
    with pytest.raises(AssertionError, match="no other among"):
        boyd.fills(other="x")


async def test_a_message_extension_tells_of_the_message(teams: Teams, bare: Bare) -> None:
    boyd, bare.answer = teams.user(BOYD), dialog(FIELD)
    teams.add_group_chat(GROUP, BOYD, ROSSI)
    said = teams.user(ROSSI).says(GROUP, "I share the rubric & more")
    await boyd.uses("commit", said)
    payload = bare.last()["value"]["messagePayload"]
    assert payload["body"]["content"] == "<p>I share the rubric &amp; more</p>"
    assert payload["from"]["user"]["id"] == ROSSI
    await boyd.submits(in_the_way="x")
    assert bare.last()["name"] == "composeExtension/submitAction"
    assert bare.last()["value"]["data"] == {"key": "k1", "in-the-way": "x"}


async def test_installing_and_removing_are_told(teams: Teams, bare: Bare) -> None:
    rossi = teams.user(ROSSI)
    await rossi.installs()
    await rossi.uninstalls()
    await rossi.installs()
    kinds = [(one["type"], one.get("action")) for one in bare.heard]
    installs = [("installationUpdate", action) for action in ("add", "remove", "add")]
    assert kinds == [("conversationUpdate", None), *installs]
    assert {one["channelData"]["tenant"]["id"] for one in bare.heard} == {TENANT}


async def test_a_team_tells_of_its_people_channels_and_apps(teams: Teams, bare: Bare) -> None:
    rossi = teams.user(ROSSI)
    await rossi.leaves(TEAM)
    assert bare.last()["membersRemoved"] == [{"id": rossi.id, "aadObjectId": ROSSI}]
    await rossi.joins(TEAM)
    await rossi.renames(CHANNEL, "leaders")
    await rossi.deletes(CHANNEL)
    await rossi.removes_bot(TEAM)
    events = [one["channelData"].get("eventType") for one in bare.heard]
    people = ["teamMemberRemoved", "teamMemberAdded"]
    channel = ["channelRenamed", "channelDeleted"]
    assert events == [*people, *channel, "teamMemberRemoved", None]
    assert APP not in teams.chat(TEAM).apps


async def test_a_card_s_own_fields_go_along_with_its_buttons(teams: Teams, bare: Bare) -> None:
    await bare.send(teams.user(BOYD).chat.id, card(FIELD, WHEN, actions=[DONE]))
    kind = "application/vnd.microsoft.activity.message"
    bare.answer = {"statusCode": 200, "type": kind, "value": "Saved"}
    await teams.user(BOYD).presses("Done", in_the_way="No time")
    given = {"value": "C-12", "in-the-way": "No time", "when": "2027-01-15"}
    assert bare.last()["value"]["action"]["data"] == given
