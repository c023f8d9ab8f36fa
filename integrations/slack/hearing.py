"""From Slack's payloads to what somebody did; pure.

https://docs.slack.dev/reference/interaction-payloads and https://docs.slack.dev/apis/events-api
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.messages import TYPING, Incoming, Pressed, Said, Sender, Submitted, taken_off
from integrations.events import DOUBLE, key_of
from integrations.slack import place as places
from integrations.slack.cards import pressed
from integrations.slack.place import Place
from integrations.slack.said import mentioned, typed, without_mention
from integrations.slack.settings import PLATFORM
from integrations.slack.text import Json
from integrations.slack.views import FORM, Filled, read_view

ORDINARY = {None, "file_share", "thread_broadcast", "me_message"}
"""The subtypes of messages that a person wrote: https://docs.slack.dev/reference/events/message"""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a payload does not say: the moment, and our people's keys by their Slack ids."""

    sender: Sender
    at: datetime
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What somebody did, and what it takes to answer.

    ``trigger`` opens a form for three seconds, ``view`` is the form that was sent, and ``text`` is
    the message that a ``shortcut`` was used on. The acknowledgement of a slash ``command`` can say
    something; no other can.
    """

    event: Incoming
    place: Place
    trigger: str = ""
    view: Json | None = None
    command: bool = False
    shortcut: bool = False
    text: str = ""


def sender_of(body: Json) -> Sender:
    """Who did it."""
    user = body.get("user_id") or body.get("user") or body["event"]["user"]
    key = user["id"] if isinstance(user, dict) else user
    return Sender(platform=PLATFORM, workspace=places.home_of(body), user=key)


def named_in(body: Json) -> set[str]:
    """The Slack ids of the people who are named in what somebody did."""
    whole = [body, body.get("event", {}), body.get("message", {})]
    texts = [str(part.get("text") or "") for part in whole]
    values = body.get("view", {}).get("state", {}).get("values", {})
    elements = [element for block in values.values() for element in block.values()]
    chosen = [user for element in elements if (user := element.get("selected_user"))]
    return {*chosen, *(user for text in texts for user in mentioned(text))}


def district_in(body: Json) -> str | None:
    """The district of a form that was sent, where its sender is in several."""
    view = body.get("view") or {}
    ours = view.get("callback_id") == FORM
    return taken_off(read_view(view, {}).value)[0] if ours else None


def command(body: Json, known: Known) -> Heard:
    """A slash command. https://docs.slack.dev/interactivity/implementing-slash-commands."""
    line = f"{body['command']} {typed(body.get('text', ''), known.people)}"
    return replace(_typing(body, known, places.of_command(body), line), command=True)


def shortcut(body: Json, known: Known) -> Heard:
    """A shortcut: its ``callback_id`` is the word that it types.

    https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
    """
    text = typed(body.get("message", {}).get("text", ""), known.people)
    heard = _typing(body, known, places.of_interaction(body), f"/{body['callback_id']}")
    return replace(heard, shortcut=True, text=text)


def button(body: Json, known: Known) -> Heard:
    """A pressed button.

    https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    """
    place, element = places.of_interaction(body), body["actions"][0]
    action, value = pressed(element)
    moment = int(float(element["action_ts"])) // DOUBLE
    event = Pressed(
        sender=known.sender,
        event=body["trigger_id"],
        at=known.at,
        action=action,
        value=value,
        reference=place.reference,
        content=key_of(place.channel, place.message, value, moment) if action in TYPING else None,
    )
    return Heard(event=event, place=place, trigger=body["trigger_id"])


def form(body: Json, known: Known) -> Heard:
    """A form that was sent. Sent again with the same in it, it is the same event.

    https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
    """
    view = body["view"]
    ours = view["callback_id"] == FORM
    filled = read_view(view, known.people) if ours else Filled(action="", value="", fields={})
    event = Submitted(
        sender=known.sender,
        event=key_of(view["id"], view["state"]["values"]),
        at=known.at,
        action=filled.action,
        value=filled.value,
        fields=filled.fields,
    )
    place = places.of_interaction(body).back(filled.metadata)
    return Heard(event=event, place=place, trigger=body.get("trigger_id", ""), view=view)


def is_for_bot(body: Json) -> bool:
    """Whether a person wrote this message to the bot alone, or named it."""
    written = body["event"]
    here = written["type"] == "app_mention" or written.get("channel_type") == "im"
    # Documents that the bot shares are messages of its own account.
    by_person = written.get("user") not in (None, "", _bot(body)) and "bot_id" not in written
    return here and by_person and written.get("subtype") in ORDINARY


def message(body: Json, known: Known) -> Heard:
    """A message to the bot.

    Slack may tell of one message under several ids, even of events with another ``ts``; what the
    writer's own program called it stays the same.
    """
    written, place = body["event"], places.of_event(body)
    text = typed(without_mention(written.get("text") or "", _bot(body)), known.people)
    event = Said(
        sender=known.sender,
        event=body["event_id"],
        at=known.at,
        # In a channel nothing but commands is for the bot.
        text=text if place.direct or text.startswith("/") else f"/headway {text}".strip(),
        direct=bool(place.direct),
        channel=None if place.direct else place.channel,
        thread=place.root,
        content=written.get("client_msg_id") or f"{place.channel}:{written['ts']}",
    )
    return Heard(event=event, place=place)


def _typing(body: Json, known: Known, place: Place, line: str) -> Heard:
    event = Said(
        sender=known.sender,
        event=body["trigger_id"],
        at=known.at,
        text=line.strip(),
        direct=place.direct is not False,
        channel=place.channel,
    )
    return Heard(event=event, place=place, trigger=body["trigger_id"])


def _bot(body: Json) -> str:
    return next((str(there["user_id"]) for there in body.get("authorizations") or ()), "")
