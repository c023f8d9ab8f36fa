"""The fake sends what is recorded: the same fields everywhere, whatever stands in them."""

from datetime import UTC, datetime

import pytest

from tests.teams.fake import payloads
from tests.teams.fake.client import card
from tests.teams.fake.payloads import Scene, written
from tests.teams.fake.state import App, Conversation, Json, State, Team, User
from tests.teams.people import BOYD, CHANNEL, GROUP, ROSSI, TEAM
from tests.teams.recorded import names, recorded

NEVER_BY_PEOPLE = {"message_reaction", "read_receipt", "link_query", "suggested_submit"}
DONE: Json = {"type": "Action.Execute", "id": "done", "title": "Done", "verb": "kept"}


def scenes() -> tuple[Scene, Scene, Scene]:
    """Boyd alone with the bot, in a channel and in a group chat."""
    state = State(lambda: datetime(2027, 1, 11, 13, 0, 10, 123000, UTC).timestamp())
    state.base, app = "https://smba.trafficmanager.net", App()
    tenant, state.apps[app.id] = app.tenant, app
    users = [User(id=BOYD, tenant=tenant, name="Boyd Ames")]
    users.append(User(id=ROSSI, tenant=tenant, name="Ana Rossi"))
    state.tenants[tenant] = {user.id: user for user in users}
    group = "5b0c7a1e-2f34-4c6d-8e9f-a0b1c2d3e4f5"
    team = Team(id=TEAM, tenant=tenant, name="Leadership", group=group)
    kinds = {"personal": "a:1", "channel": CHANNEL, "groupChat": GROUP}
    there = {kind: Conversation(id=key, tenant=tenant, kind=kind) for kind, key in kinds.items()}
    there["personal"] = state.personal(app, users[0])
    there["channel"].team, there["channel"].name = team, "data-teams"
    alone, channel, chat = (
        Scene(state=state, app=app, user=users[0], there=one) for one in there.values()
    )
    return alone, channel, chat


def talking() -> dict[str, Json]:
    """What people write."""
    alone, channel, chat = scenes()
    state, bot = alone.state, (alone.app.bot, "Headway")
    rossi = (state.user_id(alone.app, state.tenants[alone.app.tenant][ROSSI]), "Ana Rossi")
    plain = written(state, BOYD, "commit share the rubric & notes by Friday")
    named = written(state, BOYD, "@Headway commit share the rubric with @Ana Rossi", [bot, rossi])
    first = Scene(**vars(channel) | {"root": named["id"]})
    value = alone.by_hand("message", state.moment()) | {"replyToId": "1799672400000"}
    return {
        "message_personal": payloads.message(alone, plain),
        "message_channel": payloads.message(first, named),
        "message_channel_reply": payloads.message(Scene(**vars(channel) | {"root": "1"}), named),
        "message_group_chat": payloads.message(chat, named),
        "message_edited": payloads.edited(alone, plain),
        "message_with_value": value | {"value": {"action": "skip", "value": "A-31"}},
    }


def invoking() -> dict[str, Json]:
    """Buttons, dialogs and message extensions."""
    alone, channel, chat = scenes()
    fetch = {"msteams": {"type": "task/fetch"}, "action": "answer", "value": "A-31"}
    fields = {"in-the-way": "No time", "when": "2027-01-15"}
    said = written(alone.state, ROSSI, "I share the rubric & the notes by Friday")
    shown = said | card({"type": "TextBlock", "text": "Good morning"}) | {"by": alone.app.id}
    submit, done = "composeExtension/submitAction", {"value": "C-12"}
    about = "1799672400000"
    return {
        "card_action": payloads.executed(alone, DONE, done, about),
        "card_action_channel": payloads.executed(channel, DONE, done, about),
        "task_fetch": payloads.in_dialog(alone, "task/fetch", fetch, about),
        "task_submit": payloads.in_dialog(alone, "task/submit", {"key": "k1"} | fields, about),
        "extension_fetch": payloads.extension(
            chat, "composeExtension/fetchTask", "commit", said, None
        ),
        "extension_fetch_card": payloads.extension(
            alone, "composeExtension/fetchTask", "blocker", shown, None
        ),
        "extension_submit": payloads.extension(chat, submit, "commit", said, {"key": "k2"}),
    }


def installing() -> dict[str, Json]:
    """Apps and people that come and go."""
    alone, channel, chat = scenes()
    bot, user = {"id": alone.app.bot}, alone.account(alone.user)
    return {
        "installed_personal": payloads.installation(alone, "add"),
        "removed_personal": payloads.installation(alone, "remove"),
        "installed_team": payloads.installation(channel, "add"),
        "removed_team": payloads.installation(channel, "remove"),
        "installed_group_chat": payloads.installation(chat, "add"),
        "bot_added_personal": payloads.members(alone, "membersAdded", bot),
        "bot_added_team": payloads.members(channel, "membersAdded", bot),
        "bot_added_group_chat": payloads.members(chat, "membersAdded", bot),
        "bot_removed_team": payloads.members(channel, "membersRemoved", bot),
        "member_added_team": payloads.members(channel, "membersAdded", user),
        "member_removed_team": payloads.members(channel, "membersRemoved", user),
        "channel_renamed": payloads.about_channel(channel, "channelRenamed", channel.there),
        "channel_deleted": payloads.about_channel(channel, "channelDeleted", channel.there),
    }


SENT = talking() | invoking() | installing()


def fields(part: object) -> object:
    """The names of all fields, without what stands in them."""
    if isinstance(part, dict):
        return {name: fields(inner) for name, inner in part.items()}
    return [fields(inner) for inner in part] if isinstance(part, list) else type(part).__name__


@pytest.mark.parametrize("name", SENT)
def test_the_fake_sends_the_fields_that_are_recorded(name: str) -> None:
    assert fields(SENT[name]) == fields(recorded(name))


def test_every_recording_is_sent_or_needs_no_person() -> None:
    assert set(names()) == set(SENT) | NEVER_BY_PEOPLE


@pytest.mark.parametrize("name", names())
def test_a_recording_is_for_our_bot_and_names_its_tenant(name: str) -> None:
    found, app = recorded(name), App()
    assert (found["channelId"], found["recipient"]["id"]) == ("msteams", app.bot)
    assert found["channelData"]["tenant"]["id"] == app.tenant
