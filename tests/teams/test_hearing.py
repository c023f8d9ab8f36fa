"""From activities as Teams sends them to what somebody did."""

from datetime import UTC, datetime

import pytest

from bot.messages import TYPES, Field, Form, Pressed, Said, Submitted
from integrations.forms import Kept
from integrations.teams.dialogs import DATA_KEY
from integrations.teams.hearing import (
    Heard,
    Known,
    Way,
    form_key,
    sender_of,
    translation,
)
from integrations.teams.reference import Reference
from integrations.teams.values import App, Conversation, Json
from tests.teams.fake.state import APP, TENANT
from tests.teams.people import BOYD, CHANNEL, GROUP
from tests.teams.recorded import recorded

AT = datetime(2027, 1, 11, 13, 0, 10, tzinfo=UTC)
OURS = App(id=APP, password="", tenant=TENANT)
FORM = Form(
    title="Check-in",
    action="checkin.save",
    value="A-31",
    fields=(Field(key="in-the-way", label="In the way"), Field(key="when", label="When")),
)


def heard(activity: Json, kept: Kept | None = None) -> Heard:
    translate = translation(activity)
    assert translate is not None
    return translate(activity, Known(app=OURS, sender=sender_of(activity), at=AT, form=kept))


def said(activity: Json) -> Said:
    event = heard(activity).event
    assert isinstance(event, Said)
    return event


def pressed(activity: Json) -> Pressed:
    event = heard(activity).event
    assert isinstance(event, Pressed)
    return event


def named(activity: Json, message: str) -> str:
    return str(Reference.of(Conversation.of(activity, app=APP), message))


def test_a_message_to_the_bot_alone() -> None:
    activity = recorded("message_personal")

    found = heard(activity)

    event = said(activity)
    assert event.text == "commit share the rubric & notes by Friday"
    assert (event.direct, event.channel, event.thread) == (True, None, None)
    assert activity["id"] in event.event
    assert (found.way, found.aloud, found.place.direct) == (Way.MESSAGE, False, True)


def test_who_spoke_is_named_by_entra() -> None:
    sender = sender_of(recorded("message_personal"))

    assert (sender.platform, sender.workspace, sender.user) == ("teams", TENANT, BOYD)


def test_a_guest_without_an_object_id_is_named_by_teams() -> None:
    activity = recorded("message_personal", channelData={}, **{"from": {"id": "29:guest"}})

    assert (sender_of(activity).workspace, sender_of(activity).user) == (TENANT, "29:guest")


def test_a_quoted_message_is_the_thread() -> None:
    quote = {"type": "quotedReply", "quotedReply": {"messageId": "1600"}}
    activity = recorded("message_personal", entities=[quote])

    assert said(activity).thread == named(activity, "1600")


@pytest.mark.parametrize("name", ["message_channel", "message_channel_reply"])
def test_a_mention_in_a_channel_is_a_command(name: str) -> None:
    activity = recorded(name)

    found, event = heard(activity), said(activity)

    assert event.text == "/headway commit share the rubric with @Ana.Rossi"
    assert (event.direct, event.channel, found.aloud) == (False, CHANNEL, True)
    assert found.place.at.id == CHANNEL
    assert found.place.thread in activity["conversation"]["id"]
    assert event.thread == named(activity, str(found.place.thread))


def test_a_mention_with_a_slash_stays_as_it_is() -> None:
    activity = recorded("message_channel", text="<at>Headway</at> /mine")

    assert said(activity).text == "/mine"


def test_a_mention_in_a_group_chat_has_no_thread() -> None:
    event = said(recorded("message_group_chat"))

    assert (event.direct, event.channel, event.thread) == (False, GROUP, None)


def test_a_message_of_a_channel_that_does_not_mention_the_bot_is_not_for_it() -> None:
    assert translation(recorded("message_channel", entities=[])) is None


@pytest.mark.parametrize("name", ["card_action", "card_action_channel"])
def test_a_button_of_a_card(name: str) -> None:
    activity = recorded(name)

    found, event = heard(activity), pressed(activity)

    assert (event.action, event.value, event.content) == ("kept", "C-12", None)
    assert event.reference == found.place.message == named(activity, activity["replyToId"])
    assert (found.way, found.aloud) == (Way.CARD, False)


def test_a_button_of_an_old_client_comes_as_an_empty_message() -> None:
    activity = recorded("message_with_value")

    event = pressed(activity)

    assert (event.action, event.value, heard(activity).way) == ("skip", "A-31", Way.MESSAGE)
    assert event.reference == named(activity, activity["replyToId"])


def test_a_button_that_types_is_the_same_content_within_a_minute() -> None:
    typing = {"action": {"verb": TYPES, "data": {"value": "/mine"}}}
    first = recorded("card_action", value=typing)

    again = first | {"id": "f:other"}

    assert pressed(first).content == pressed(again).content is not None
    assert pressed(first).event != pressed(again).event


def test_a_button_that_opens_a_form() -> None:
    activity = recorded("task_fetch")

    event = pressed(activity)

    assert (event.action, event.value, heard(activity).way) == ("answer", "A-31", Way.OPENING)


def test_a_form_that_was_sent() -> None:
    activity = recorded("task_submit")
    activity["value"]["data"][DATA_KEY] = "k1"
    kept = Kept(key="k1", form=FORM, about={"message": "the card"})

    found = heard(activity, kept)

    event = found.event
    assert isinstance(event, Submitted)
    assert (form_key(activity), event.action, event.value) == ("k1", "checkin.save", "A-31")
    assert event.fields == {"in-the-way": "No time", "when": "2027-01-15"}
    assert (found.way, found.place.message) == (Way.SENDING, "the card")
    assert heard(activity | {"id": "f:other"}, kept).event == event


def test_a_form_that_is_not_known_any_more_keeps_its_texts() -> None:
    activity = recorded("task_submit")
    activity["value"]["data"] |= {DATA_KEY: "k1", "owner": "=chen", "done": True}

    event = heard(activity).event

    assert isinstance(event, Submitted)
    assert event.fields == {"key": "k1", "in-the-way": "No time", "when": "2027-01-15"}


def test_an_action_of_a_messages_menu_types_its_word() -> None:
    activity = recorded("extension_fetch")

    found, event = heard(activity), said(activity)

    assert (event.text, event.direct, found.place.direct) == ("/commit", True, False)
    assert (found.way, found.text) == (Way.OPENING, "I share the rubric & the notes by Friday")


def test_an_action_of_a_menu_is_nowhere_alone_with_the_bot() -> None:
    found = heard(recorded("extension_fetch_card"))

    assert (found.place.direct, found.text) == (False, "")


def test_the_text_of_a_plain_message_is_taken_as_it_is() -> None:
    activity = recorded("extension_fetch")
    activity["value"]["messagePayload"]["body"] = {"contentType": "text", "content": "a <b>"}

    assert heard(activity).text == "a <b>"


def test_a_form_of_a_menu_that_was_sent() -> None:
    assert heard(recorded("extension_submit")).way is Way.SENDING


NOT_FOR_IT = ["message_edited", "message_reaction", "read_receipt", "link_query"]
NOT_FOR_IT += ["suggested_submit", "installed_personal", "bot_added_team", "channel_renamed"]


@pytest.mark.parametrize("name", NOT_FOR_IT)
def test_whatever_else_happens_is_nothing_that_somebody_asked(name: str) -> None:
    assert translation(recorded(name)) is None


@pytest.mark.parametrize("part", ["from", "conversation"])
def test_what_nobody_did_or_nowhere_is_not_for_the_bot(part: str) -> None:
    assert translation(recorded("message_personal", **{part: "nonsense"})) is None


def test_an_activity_without_an_id_is_known_by_what_is_in_it() -> None:
    first, other = recorded("message_personal", id=""), recorded("message_personal", id=None)
    assert said(first).event == said(recorded("message_personal", id="")).event
    assert said(first).event != said(other | {"text": "another"}).event


@pytest.mark.parametrize("name", ["card_action", "task_fetch", "task_submit", "extension_fetch"])
@pytest.mark.parametrize("value", [None, "text", [], {}, {"action": "x", "data": 1}])
def test_an_invoke_with_another_value_is_heard_all_the_same(name: str, value: object) -> None:
    assert heard(recorded(name, value=value)).event.at == AT
