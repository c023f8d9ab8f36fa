"""Where somebody did something in Slack, and so where they are answered; pure."""

import json
from dataclasses import dataclass, replace

from integrations.slack.reference import Reference
from integrations.slack.text import Json


@dataclass(frozen=True, kw_only=True)
class Place:
    """A conversation, and the way to answer there.

    ``team`` is the workspace whose token answers. ``direct``: with the bot alone; None where that
    cannot be told, for the direct messages of two people look the same. ``message`` is the bot's
    message that was pressed, ``hidden`` if only ``user`` sees it. ``hook`` is the ``response_url``,
    good five times within thirty minutes.
    https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    """

    team: str
    user: str
    channel: str | None = None
    direct: bool | None = False
    thread: str | None = None
    message: str | None = None
    hidden: bool = False
    hook: str | None = None

    @property
    def reference(self) -> str | None:
        """The pressed message, as it is named elsewhere; None for one that cannot be changed."""
        return None if self.hidden else self._named(self.message)

    @property
    def root(self) -> str | None:
        """The message at the head of the thread."""
        return self._named(self.thread)

    def metadata(self) -> str:
        """What a form that is opened here brings back."""
        kept = {"channel": self.channel, "thread": self.thread, "hook": self.hook}
        return json.dumps({key: one for key, one in kept.items() if one} | {"direct": self.direct})

    def back(self, metadata: str) -> "Place":
        """Where the same person opened the form that brings this back."""
        return replace(self, **json.loads(metadata)) if metadata else self

    def _named(self, ts: str | None) -> str | None:
        if self.channel is None or ts is None:
            return None
        return str(Reference(team=self.team, channel=self.channel, stamps=(ts,)))


def of_command(body: Json) -> Place:
    """Where a slash command was typed."""
    direct = None if body["channel_name"] == "directmessage" else False
    return Place(
        team=body["team_id"],
        user=body["user_id"],
        channel=body["channel_id"],
        direct=direct,
        hook=body["response_url"],
    )


def of_interaction(body: Json) -> Place:
    """Where a button was pressed or a shortcut used: at a message, or nowhere in particular.

    A hidden message is not in the payload, only its ``ts``.
    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """
    channel = (body.get("channel") or {}).get("id")
    container, message = body.get("container", {}), body.get("message", {})
    ts, thread = container.get("message_ts") or message.get("ts"), message.get("thread_ts")
    hidden = bool(container.get("is_ephemeral"))
    by_bot = "bot_id" in message and not hidden
    direct = channel is not None and channel.startswith("D")
    return Place(
        team=installed_in(body),
        user=body["user"]["id"],
        channel=channel,
        direct=None if direct and not by_bot else direct,
        thread=thread if thread != ts else None,
        message=ts if by_bot or hidden else None,
        hidden=hidden,
        hook=body.get("response_url"),
    )


def of_event(body: Json) -> Place:
    """Where a message was written.

    https://docs.slack.dev/reference/events/message.im and …/reference/events/app_mention
    """
    event = body["event"]
    thread = event.get("thread_ts")
    return Place(
        team=installed_in(body),
        user=event["user"],
        channel=event["channel"],
        direct=event.get("channel_type") == "im",
        thread=thread if thread != event["ts"] else None,
    )


def installed_in(body: Json) -> str:
    """The workspace where the app was spoken to. Who spoke may be another organisation's.

    https://docs.slack.dev/apis/slack-connect
    """
    for there in body.get("authorizations") or ():
        return str(there["team_id"])
    team = body.get("view", {}).get("app_installed_team_id") or body.get("team")
    found = team["id"] if isinstance(team, dict) else team
    return str(found or body.get("team_id") or body["user"]["team_id"])


def home_of(body: Json) -> str:
    """The workspace of who spoke; of an organisation (``E…``) the one where they spoke."""
    event, user = body.get("event", {}), body.get("user", {})
    home = event.get("user_team") or event.get("team") or user.get("team_id")
    return str(home) if home and not str(home).startswith("E") else installed_in(body)
