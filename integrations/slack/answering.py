"""From the answer to what somebody did to what they see in Slack."""

from dataclasses import dataclass, replace

from bot.messages import Response
from integrations.slack.cards import to_messages
from integrations.slack.forms import Forms
from integrations.slack.hearing import Heard
from integrations.slack.outbound import content
from integrations.slack.settings import PLATFORM
from integrations.slack.text import Json
from integrations.slack.views import errors_for
from integrations.slack.voice import Voice
from integrations.turns import Turns
from integrations.values import Values


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``at_once`` goes back with the acknowledgement, if anything; ``rest`` is for afterwards."""

    at_once: Json | None = None
    rest: Response


class Answering:
    """Shows people what came of what they did, one thing after the other."""

    def __init__(self, *, forms: Forms, voice: Voice, values: Values) -> None:
        self._forms = forms
        self._voice = voice
        self._values = values
        self._turns = Turns()

    async def divide(self, heard: Heard, response: Response) -> Answer:
        """What can be said with the acknowledgement itself, and what cannot.

        https://docs.slack.dev/surfaces/modals and
        https://docs.slack.dev/interactivity/implementing-slash-commands
        """
        if heard.view is not None:
            return await self._to_form(heard, response)
        reply, place = response.reply, heard.place
        if not (reply and heard.command and place.direct is False) or reply.files:
            return Answer(rest=response)
        payloads = to_messages(reply)
        if len(payloads) > 1:
            return Answer(rest=response)
        await self._values.keep(reply)
        said = {"response_type": "ephemeral", **content(payloads[0])}
        return Answer(at_once=said, rest=replace(response, reply=None))

    async def show(self, heard: Heard, response: Response) -> None:
        """Show all of a response by Slack's Web API. A form comes first, for it cannot wait."""
        place = heard.place
        if response.form is not None:
            await self._forms.open(response.form, heard.event.sender, place, heard.trigger)
        async with self._turns.of(f"{place.team}/{place.user}"):
            if response.reply is not None:
                say = self._voice.whisper if response.unkept else self._voice.say
                await say(place, response.reply)
            if response.replace is not None:
                await self._voice.replace(place, response.replace)
            for update in response.updates:
                if update.platform == PLATFORM:
                    await self._voice.change(update.reference, update.message)

    async def _to_form(self, heard: Heard, response: Response) -> Answer:
        """Errors stand at the fields of a form that stays open; another form takes its place."""
        view = heard.view or {}
        if response.errors:
            return Answer(at_once=errors_for(response.errors, view), rest=response)
        if response.form is None:
            return Answer(rest=response)
        next_view = await self._forms.view(response.form, heard.event.sender, heard.place)
        update = {"response_action": "update", "view": next_view}
        return Answer(at_once=update, rest=replace(response, form=None))
