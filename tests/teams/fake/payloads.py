"""What Teams sends to a bot, as complete as Teams sends it.

Messages: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability;
events: …/bots/how-to/conversations/subscribe-to-conversation-events; message extensions:
…/messaging-extensions/how-to/action-commands/create-task-module. See tests/teams/payloads/.
"""

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.teams.fake.cards import card_of
from tests.teams.fake.state import THREAD, App, Conversation, Json, State, User


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who does something with which bot, where; ``root`` is the thread in a channel."""

    state: State
    app: App
    user: User
    there: Conversation
    root: str | None = None

    def activity(self, kind: str, key: str | None = None) -> Json:
        """What all activities have."""
        now = datetime.fromtimestamp(self.state.clock(), UTC)
        found: Json = {"type": kind, "id": key or self.state.unique("f:")}
        found |= {"timestamp": _stamp(now).replace("+00:00", "Z"), "channelId": "msteams"}
        found |= {"serviceUrl": self.state.service_url, "from": self.account(self.user)}
        found |= {"conversation": self.conversation(), "recipient": self.bot()}
        return found | {"channelData": self.channel_data()}

    def by_hand(self, kind: str, key: str | None = None) -> Json:
        """What somebody's client adds to what they do: their zone above all."""
        found = self.activity(kind, key)
        now = datetime.fromtimestamp(self.state.clock(), ZoneInfo(self.user.zone))
        found["from"]["name"] = self.user.name
        found |= {"localTimestamp": _stamp(now), "localTimezone": self.user.zone}
        client = {"locale": "en-US", "country": "US", "platform": "Web", "type": "clientInfo"}
        return found | {"entities": [client | {"timezone": self.user.zone}], "locale": "en-US"}

    def account(self, user: User) -> Json:
        """Somebody as the bot knows them; names come with what they do by hand alone."""
        return {"id": self.state.user_id(self.app, user), "aadObjectId": user.id}

    def bot(self) -> Json:
        """The bot as it is addressed."""
        return {"id": self.app.bot, "name": self.app.name}

    def conversation(self) -> Json:
        """Where it happens; in channels with the thread."""
        found: Json = {"conversationType": self.there.kind, "tenantId": self.there.tenant}
        found["id"] = f"{self.there.id}{THREAD}{self.root}" if self.root else self.there.id
        return found | ({} if self.there.kind == "personal" else {"isGroup": True})

    def channel_data(self) -> Json:
        """The tenant; in channels the team and the channel, too."""
        found: Json = {"tenant": {"id": self.there.tenant}}
        if self.there.team:
            found |= {"teamsChannelId": self.there.id, "teamsTeamId": self.there.team.id}
            found |= {"channel": {"id": self.there.id}, "team": {"id": self.there.team.id}}
        return found


def message(scene: Scene, kept: Json) -> Json:
    """Somebody wrote what is kept."""
    written = {name: kept[name] for name in ("text", "textFormat", "attachments")}
    found = scene.by_hand("message", kept["id"]) | written
    return found | {"entities": [*kept["entities"], *found["entities"]]}


def edited(scene: Scene, kept: Json) -> Json:
    """``messageUpdate``: somebody wrote it anew."""
    found = message(scene, kept) | {"type": "messageUpdate"}
    found["channelData"] |= {"eventType": "editMessage"}
    return found


def written(state: State, by: str, text: str, people: Sequence[tuple[str, str]] = ()) -> Json:
    """A message as it is kept: ``people`` are the ids and names that it mentions with an @."""
    typed = html.escape(text, quote=False)
    entities = []
    for key, name in people:
        mention = f"<at>{html.escape(name, quote=False)}</at>"
        typed = typed.replace(f"@{name}", mention, 1)
        mentioned = {"id": key, "name": name}
        entities.append({"type": "mention", "mentioned": mentioned, "text": mention})
    rich = {"contentType": "text/html", "content": f"<p>{typed}</p>"}
    return {
        "id": state.moment(), "by": by, "root": None, "at": state.clock(), "edits": 0,
        "type": "message", "textFormat": "plain", "text": typed, "entities": entities,
        "attachments": [rich],
    }  # fmt: skip


def invoke(scene: Scene, name: str, value: Json, reply_to: str | None = None) -> Json:
    """An invoke, which the bot answers in the response itself."""
    found = scene.by_hand("invoke") | {"name": name, "value": value}
    found["channelData"] |= {"source": {"name": "message"}}
    if reply_to:
        found["channelData"] |= {"legacy": {"replyToId": f"1:{reply_to}"}}
        found["replyToId"] = reply_to
    return found


def executed(scene: Scene, button: Json, given: Json, message_id: str) -> Json:
    """``adaptiveCard/action``: an Action.Execute with what the card's inputs hold.

    https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
    """
    data = {**(button.get("data") or {}), **given}
    action = {"type": "Action.Execute", "id": button.get("id", ""), "verb": button.get("verb", "")}
    action |= {"title": button.get("title", ""), "data": data}
    value = {"action": action, "trigger": "manual"}
    return invoke(scene, "adaptiveCard/action", value, message_id)


def in_dialog(scene: Scene, name: str, data: Json, message_id: str | None = None) -> Json:
    """``task/fetch`` or ``task/submit``."""
    value = {"data": data, "context": {"theme": "default"}}
    return invoke(scene, name, value, message_id)


def extension(scene: Scene, name: str, command: str, target: Json, data: Json | None) -> Json:
    """``composeExtension/fetchTask`` or ``…/submitAction`` of a message's menu."""
    value: Json = {"commandId": command, "commandContext": "message"}
    value |= {"requestId": scene.state.unique("request-"), "context": {"theme": "default"}}
    value |= {"messagePayload": message_payload(scene, target)}
    return invoke(scene, name, value | ({} if data is None else {"data": data}))


def message_payload(scene: Scene, target: Json) -> Json:
    """A message as message extensions are told of it."""
    made = datetime.fromtimestamp(target["at"], UTC).isoformat(timespec="milliseconds")
    link = f"https://teams.microsoft.com/l/message/{scene.there.id}/{target['id']}"
    found: Json = {"linkToMessage": link, "id": target["id"], "replyToId": target["root"]}
    found |= {"createdDateTime": made.replace("+00:00", "Z"), "lastModifiedDateTime": None}
    found |= {"deleted": False, "subject": None, "summary": target.get("summary")}
    found |= {"importance": "normal", "locale": "en-us", "reactions": [], "mentions": []}
    nobody = {"device": None, "conversation": None, "user": None, "application": None}
    return found | _content(scene, target) | {"from": nobody | _author(scene, target)}


def _author(scene: Scene, target: Json) -> Json:
    app = scene.state.apps.get(target["by"])
    if app is not None:
        known = {"applicationIdentityType": "bot", "id": app.id, "displayName": app.name}
        return {"application": known}
    user = scene.state.tenants[scene.there.tenant][target["by"]]
    known = {"userIdentityType": "aadUser", "id": user.id, "displayName": user.name}
    return {"user": known}


def _content(scene: Scene, target: Json) -> Json:
    card = card_of(target) if target["by"] in scene.state.apps else None
    if card is None:
        rich = [one["content"] for one in target.get("attachments", []) if "content" in one]
        content = rich[0] if rich else target.get("text", "")
        return {"body": {"contentType": "html", "content": content}, "attachments": []}
    kind = "application/vnd.microsoft.card.adaptive"
    attached = {"id": "card", "contentType": kind, "content": json.dumps(card)}
    body = {"contentType": "html", "content": '<attachment id="card"></attachment>'}
    return {"body": body, "attachments": [attached]}


def installation(scene: Scene, action: str) -> Json:
    """``installationUpdate`` with ``add`` or ``remove``."""
    found = scene.activity("installationUpdate") | {"action": action, "locale": "en-US"}
    found["entities"] = [{"type": "clientInfo", "locale": "en-US"}]
    found["channelData"] |= {"source": {"name": "message"}}
    if scene.there.team:
        found["channelData"] |= {"settings": {"selectedChannel": {"id": scene.there.id}}}
        found["channelData"]["team"] |= _named(scene)
    return found


def members(scene: Scene, change: str, *accounts: Json) -> Json:
    """``conversationUpdate`` with ``membersAdded`` or ``membersRemoved``."""
    found = scene.activity("conversationUpdate") | {change: list(accounts)}
    if scene.there.team:
        event = "teamMemberAdded" if change == "membersAdded" else "teamMemberRemoved"
        found["channelData"] |= {"eventType": event}
        found["channelData"]["team"] |= _named(scene)
    return found


def about_channel(scene: Scene, event: str, channel: Conversation) -> Json:
    """``channelRenamed``, ``channelDeleted`` and the like; it happens in the General channel."""
    found = scene.activity("conversationUpdate")
    data = {"eventType": event, "channel": {"id": channel.id, "name": channel.name}}
    found["channelData"] |= data
    found["channelData"]["team"] |= _named(scene)
    return found


def _named(scene: Scene) -> Json:
    assert scene.there.team is not None
    return {"name": scene.there.team.name, "aadGroupId": scene.there.team.group}


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
