"""Forms on their way to a person. One that cannot be opened now waits behind a button."""

import structlog

from bot.domain.errors import HeadwayError
from bot.messages import FieldKind, Form, Sender, taken_off
from integrations.forms import KeptForms
from integrations.slack.api import Workspaces
from integrations.slack.people import People
from integrations.slack.place import Place
from integrations.slack.text import Json
from integrations.slack.views import to_view
from integrations.slack.voice import Voice
from prompts.words import words

log = structlog.get_logger()

_FILE = "slack"


class Forms:
    """Opens forms as modals."""

    def __init__(self, *, slack: Workspaces, kept: KeptForms, people: People, voice: Voice) -> None:
        self._slack = slack
        self._kept = kept
        self._people = people
        self._voice = voice

    async def view(self, form: Form, sender: Sender, place: Place) -> Json:
        """A form as a modal that brings back where it was opened."""
        named = {field.value for field in form.fields if field.kind is FieldKind.PERSON}
        district, _ = taken_off(form.value)
        users = await self._people.users_of(sender, named - {""}, district)
        return to_view(form, users=users, metadata=place.metadata())

    async def open(self, form: Form, sender: Sender, place: Place, trigger: str) -> None:
        """Open a form; without a trigger that is still good, give a button that opens it.

        A trigger is good for three seconds.
        https://docs.slack.dev/interactivity/handling-user-interaction
        """
        text = "form_late" if trigger else "form_here"
        if not (trigger and await self._opened(form, sender, place, trigger)):
            said = words(_FILE).rich(text)
            await self._voice.say(place, await self._kept.button_for(form, place.user, said))

    async def _opened(self, form: Form, sender: Sender, place: Place, trigger: str) -> bool:
        """https://docs.slack.dev/reference/methods/views.open."""
        try:
            view = await self.view(form, sender, place)
            await self._slack.call(place.team, "views.open", trigger_id=trigger, view=view)
        except HeadwayError as error:
            log.info("A form waits to be opened.", action="form_waits", reason=str(error))
            return False
        return True
