"""Forms on their way to a person. One that cannot be opened now waits behind a button."""

import secrets
from dataclasses import replace
from typing import Any

import structlog
from pydantic import TypeAdapter

from bot.domain.errors import HeadwayError
from bot.messages import Button, FieldKind, Form, Html, Message, Sender, Style
from integrations.slack.api import Workspaces
from integrations.slack.notes import Notes
from integrations.slack.people import People
from integrations.slack.place import Place
from integrations.slack.text import Json
from integrations.slack.views import to_view
from integrations.slack.voice import Voice
from prompts.replies import say
from prompts.words import words

log = structlog.get_logger()

OPENS = "slack.form"
"""The action of the button that opens a form that is kept."""
_KIND = "form"
_FILE = "slack"


class Forms:
    """Opens forms as modals."""

    def __init__(self, *, slack: Workspaces, notes: Notes, people: People, voice: Voice) -> None:
        self._slack = slack
        self._notes = notes
        self._people = people
        self._voice = voice
        self._forms: TypeAdapter[Form] = TypeAdapter(Form)

    async def view(self, form: Form, sender: Sender, place: Place) -> Json:
        """A form as a modal that brings back where it was opened."""
        named = {field.value for field in form.fields if field.kind is FieldKind.PERSON}
        users = await self._people.users_of(sender, named - {""})
        return to_view(form, users=users, metadata=place.metadata())

    async def open(self, form: Form, sender: Sender, place: Place, trigger: str) -> None:
        """Open a form; without a trigger that is still good, give a button that opens it.

        A trigger is good for three seconds.
        https://docs.slack.dev/interactivity/handling-user-interaction
        """
        text = "form_late" if trigger else "form_here"
        if not (trigger and await self._opened(form, sender, place, trigger)):
            await self._voice.say(place, await self._later(form, place, words(_FILE).rich(text)))

    async def kept(self, key: str, user: str) -> Form | None:
        """The form that waits behind a button; None if there is none for this user."""
        note: Any = await self._notes.get(_KIND, key) or {}
        return self._forms.validate_python(note["form"]) if note.get("user") == user else None

    async def _opened(self, form: Form, sender: Sender, place: Place, trigger: str) -> bool:
        """https://docs.slack.dev/reference/methods/views.open."""
        try:
            view = await self.view(form, sender, place)
            await self._slack.call(place.team, "views.open", trigger_id=trigger, view=view)
        except HeadwayError as error:
            log.info("A form waits to be opened.", action="form_waits", reason=str(error))
            return False
        return True

    async def _later(self, form: Form, place: Place, text: Html) -> Message:
        key = secrets.token_urlsafe(16)
        note = {"user": place.user, "form": self._forms.dump_python(form, mode="json")}
        await self._notes.put(_KIND, key, note)
        label = words(_FILE).plain("open_form")
        return say(text, Button(label=label, action=OPENS, value=key, style=Style.PRIMARY))


def filled(form: Form, text: str) -> Form:
    """The form with a text in the field that is for one, unless there is no such field."""
    fields = [replace(one, value=text) if one.key == "text" else one for one in form.fields]
    return replace(form, fields=tuple(fields))
