"""What Slack sends to an app, as complete as Slack sends it.

Slash commands: https://docs.slack.dev/interactivity/implementing-slash-commands/; interactions:
https://docs.slack.dev/reference/interaction-payloads/; events:
https://docs.slack.dev/apis/events-api/ and https://docs.slack.dev/reference/events/.
"""

import hashlib
import hmac
import json
from urllib.parse import urlencode

from tests.slack.fake.state import (
    APP,
    SIGNING_SECRET,
    VERIFICATION,
    Channel,
    Json,
    State,
    Team,
    User,
)

SLASH, ACTION, EVENT = "slash_commands", "interactive", "events_api"
"""The kinds, named as in Socket Mode."""


def signed(kind: str, payload: Json, at: float, *, secret: str = SIGNING_SECRET) -> "Signed":
    """The body and the headers of a request to the app.

    https://docs.slack.dev/authentication/verifying-requests-from-slack/
    """
    form = "application/x-www-form-urlencoded"
    if kind == EVENT:
        body, content = json.dumps(payload), "application/json"
    else:
        fields = payload if kind == SLASH else {"payload": json.dumps(payload)}
        body, content = urlencode(fields), form
    stamp = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"content-type": content, "x-slack-request-timestamp": stamp}
    return body.encode(), headers | {"x-slack-signature": f"v0={digest}"}


Signed = tuple[bytes, dict[str, str]]


def slash(state: State, team: Team, user: User, channel: Channel, text: str) -> Json:
    """``/commit share the rubric``, typed in a conversation."""
    command, _, rest = text.partition(" ")
    named = _channel(channel)
    fields: Json = {"token": VERIFICATION, "api_app_id": APP, "command": command, "text": rest}
    fields |= {"team_id": user.home, "team_domain": team.domain, "user_id": user.id}
    fields |= {"channel_id": named["id"], "channel_name": named["name"], "user_name": user.name}
    fields |= {"is_enterprise_install": "false", "trigger_id": state.trigger(team, user.id)}
    return fields | {"response_url": state.hook(team, channel, user.id)}


def interaction(state: State, team: Team, user: User, kind: str) -> Json:
    """What all interactions have."""
    whose = {"id": user.id, "username": user.name, "name": user.name, "team_id": user.home}
    fields: Json = {"type": kind, "token": VERIFICATION, "api_app_id": APP, "user": whose}
    fields |= {"team": {"id": user.home, "domain": team.domain}, "enterprise": None}
    return fields | {"is_enterprise_install": False, "trigger_id": state.trigger(team, user.id)}


def on_message(state: State, team: Team, user: User, channel: Channel, message: Json) -> Json:
    """The part of an interaction that tells of a message."""
    shown = {name: value for name, value in message.items() if name not in {"to", "is_ephemeral"}}
    ephemeral = bool(message.get("is_ephemeral"))
    container: Json = {"type": "message", "message_ts": message["ts"], "channel_id": channel.id}
    fields: Json = {"container": container | {"is_ephemeral": ephemeral}}
    fields |= {"channel": _channel(channel), "message": shown, "message_ts": message["ts"]}
    return fields | {"response_url": state.hook(team, channel, user.id, message)}


def event(state: State, team: Team, inner: Json, *, shared: bool = False) -> Json:
    """An event in its envelope."""
    ours = {"enterprise_id": None, "team_id": team.id, "user_id": team.bot_user, "is_bot": True}
    moment = float(inner.get("event_ts", state.ts()))
    fields: Json = {"token": VERIFICATION, "team_id": team.id, "api_app_id": APP, "event": inner}
    fields |= {"context_team_id": team.id, "context_enterprise_id": None, "type": "event_callback"}
    fields |= {"event_id": state.unique("Ev"), "event_time": int(moment), "event_context": "4-fake"}
    fields |= {"authorizations": [ours | {"is_enterprise_install": False}]}
    return fields | {"is_ext_shared_channel": shared}


def url_verification() -> Json:
    """Is the address the app's?"""
    return {"token": VERIFICATION, "challenge": "3eZbrw1aBm2r", "type": "url_verification"}


def said(state: State, user: User, text: str, thread: str | None) -> Json:
    """What a person wrote, as it stands in the conversation and in events."""
    ts, rich = (
        state.ts(),
        {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]},
    )
    block = {"type": "rich_text", "block_id": state.unique("b"), "elements": [rich]}
    message: Json = {"type": "message", "user": user.id, "ts": ts, "text": text, "blocks": [block]}
    message |= {"client_msg_id": state.unique("client-"), "team": user.home}
    return message | ({"thread_ts": thread} if thread else {})


def message_event(channel: Channel, message: Json) -> Json:
    """``message.im``, ``message.channels`` or ``message.groups``."""
    kind = {"im": "im", "channels": "channel", "groups": "group"}[channel.kind]
    return message | {"channel": channel.id, "channel_type": kind, "event_ts": message["ts"]}


def app_mention(channel: Channel, message: Json) -> Json:
    """Somebody named the bot."""
    return message | {"type": "app_mention", "channel": channel.id, "event_ts": message["ts"]}


def home_opened(state: State, user: User, channel: Channel, view: Json | None, tab: str) -> Json:
    """With the view that is published, if one is."""
    opened: Json = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "tab": tab}
    return opened | {"event_ts": state.ts()} | ({"view": view} if view else {})


def about_user(state: State, team: Team, user: User, kind: str) -> Json:
    """``user_change`` or ``team_join``."""
    return {"type": kind, "user": user.shown(team.id), "cache_ts": 1, "event_ts": state.ts()}


def about_channel(state: State, channel: Channel, kind: str, by: str) -> Json:
    """``channel_rename``, ``channel_archive``, ``channel_unarchive`` or ``channel_left``."""
    renamed = {"id": channel.id, "name": channel.name, "created": 1}
    what = renamed if kind.endswith("_rename") else channel.id
    return {"type": kind, "channel": what, "user": by, "actor_id": by, "event_ts": state.ts()}


def member_left(state: State, team: Team, user: User, channel: Channel) -> Json:
    """``member_left_channel``."""
    left: Json = {"type": "member_left_channel", "user": user.id, "channel": channel.id}
    return left | {"channel_type": "C", "team": team.id, "event_ts": state.ts()}


def uninstalled(state: State) -> Json:
    """``app_uninstalled``."""
    return {"type": "app_uninstalled", "event_ts": state.ts()}


def revoked(state: State, team: Team) -> Json:
    """``tokens_revoked``: the ids of users, not the tokens."""
    tokens = {"oauth": [], "bot": [team.bot_user]}
    return {"type": "tokens_revoked", "tokens": tokens, "event_ts": state.ts()}


def _channel(channel: Channel) -> Json:
    hidden = "directmessage" if channel.user else "privategroup"
    name = hidden if channel.kind != "channels" else channel.name
    return {"id": channel.id, "name": name}
