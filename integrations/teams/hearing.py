"""From Teams' activities to what somebody did; pure.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
and https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.messages import TYPING, Incoming, Pressed, Said, Sender, Submitted
from integrations.events import DOUBLE, key_of
from integrations.forms import Kept
from integrations.teams import place as places
from integrations.teams.cards import pressed
from integrations.teams.dialogs import DATA_KEY, key_in, read_dialog
from integrations.teams.place import Place
from integrations.teams.said import inner, mentions, read_html, written
from integrations.teams.settings import PLATFORM
from integrations.teams.values import App, Json


class Way(Enum):
    """How something was done, and so in what shape it is answered at once, if at all."""

    MESSAGE = auto()
    CARD = auto()
    OPENING = auto()
    SENDING = auto()


@dataclass(frozen=True, kw_only=True)
class Known:
    """What an activity does not say: our registration, the moment, and the form that was sent."""

    app: App
    sender: Sender
    at: datetime
    form: Kept | None = None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What somebody did, and what it takes to answer.

    ``aloud``: others read along. ``form`` is the form that was sent, if it is still known, and
    ``text`` is the message that an action of the menu was used on.
    """

    event: Incoming
    place: Place
    way: Way
    aloud: bool = False
    form: Kept | None = None
    text: str = ""


Translate = Callable[[Json, Known], Heard]


def translation(activity: Json) -> Translate | None:
    """What an activity is read with; None if it is not for the bot or no person did it."""
    if not (inner(activity, "from").get("id") and inner(activity, "conversation").get("id")):
        return None
    if activity["type"] == "invoke":
        return _INVOKES.get(str(activity.get("name")))
    return _message(activity) if activity["type"] == "message" else None


def sender_of(activity: Json) -> Sender:
    """Who did it: by their object id in Entra ID, which Teams leaves out for some guests."""
    who = inner(activity, "from")
    tenant = inner(activity, "channelData", "tenant").get("id")
    workspace = tenant or inner(activity, "conversation").get("tenantId") or ""
    user = who.get("aadObjectId") or who.get("id")
    return Sender(platform=PLATFORM, workspace=str(workspace), user=str(user))


def form_key(activity: Json) -> str:
    """The key of the form that was sent; "" if none was."""
    return key_in(inner(activity, "value", "data"))


def message(activity: Json, known: Known) -> Heard:
    """A message to the bot."""
    place = places.of(activity, app=known.app, sender=known.sender)
    said = written(activity)
    typed = said.text if place.direct or said.text.startswith("/") else f"/headway {said.text}"
    event = Said(
        sender=known.sender,
        event=_id(activity),
        at=known.at,
        text=typed.strip(),
        direct=place.direct,
        channel=None if place.direct else place.at.id,
        thread=place.named(said.quoted) if place.direct else place.root,
    )
    return Heard(event=event, place=place, way=Way.MESSAGE, aloud=not place.direct)


def submit(activity: Json, known: Known) -> Heard:
    """A button of a client that knows no ``Action.Execute``: it comes as an empty message.

    https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#teams
    """
    return _press(activity, known, Way.MESSAGE, inner(activity, "value"))


def card(activity: Json, known: Known) -> Heard:
    """A button of a card."""
    return _press(activity, known, Way.CARD, inner(activity, "value", "action"))


def opening(activity: Json, known: Known) -> Heard:
    """A button that opens a form.

    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
    """
    return _press(activity, known, Way.OPENING, inner(activity, "value", "data"))


def menu(activity: Json, known: Known) -> Heard:
    """An action of a message's menu: its ``commandId`` is the word that it types.

    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
    """
    place = places.of(activity, app=known.app, sender=known.sender)
    value = inner(activity, "value")
    body = inner(value, "messagePayload", "body")
    content = str(body.get("content") or "")
    event = Said(
        sender=known.sender,
        event=_id(activity),
        at=known.at,
        text=f"/{value.get('commandId') or ''}",
        direct=True,
    )
    text = read_html(content).text if body.get("contentType") == "html" else content
    return Heard(event=event, place=place, way=Way.OPENING, text=text)


def form(activity: Json, known: Known) -> Heard:
    """A form that was sent. Sent again with the same in it, it is the same event."""
    data, kept = inner(activity, "value", "data"), known.form
    fields = read_dialog(data, kept.form) if kept else _texts(data)
    place = places.of(activity, app=known.app, sender=known.sender)
    event = Submitted(
        sender=known.sender,
        event=key_of(key_in(data), fields),
        at=known.at,
        action=kept.form.action if kept else "",
        value=kept.form.value if kept else "",
        fields=fields,
    )
    opened = replace(place, message=kept.about.get("message") if kept else None)
    return Heard(event=event, place=opened, way=Way.SENDING, form=kept)


_INVOKES: dict[str, Translate] = {
    "adaptiveCard/action": card,
    "task/fetch": opening,
    "task/submit": form,
    "composeExtension/fetchTask": menu,
    "composeExtension/submitAction": form,
}


def _message(activity: Json) -> Translate | None:
    if not activity.get("text") and inner(activity, "value"):
        return submit
    # With some permissions a bot is told of messages that are not for it.
    named = mentions(activity, inner(activity, "recipient").get("id"))
    return message if named or places.personal(activity) else None


def _press(activity: Json, known: Known, way: Way, what: Json) -> Heard:
    place = places.of(activity, app=known.app, sender=known.sender)
    action, value = pressed(what)
    shown = activity.get("replyToId")
    moment = int(known.at.timestamp()) // DOUBLE
    event = Pressed(
        sender=known.sender,
        event=_id(activity),
        at=known.at,
        action=action,
        value=value,
        reference=place.named(shown),
        content=key_of(place.at.id, shown, value, moment) if action in TYPING else None,
    )
    return Heard(event=event, place=replace(place, message=event.reference), way=way)


def _id(activity: Json) -> str:
    """What Teams calls the activity, in its conversation; else what is in it."""
    known = activity.get("id")
    where = inner(activity, "conversation").get("id")
    return f"{where}/{known}" if known else key_of(activity)


def _texts(data: Json) -> dict[str, str]:
    """What was written into a form that is not known any more; what was chosen has a sign."""
    found = {key: one for key, one in data.items() if isinstance(one, str) and key != DATA_KEY}
    return {key: text for key, text in found.items() if text and not text.startswith("=")}
