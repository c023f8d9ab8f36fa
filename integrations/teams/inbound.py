"""What people do in Teams, to the bot and back.

What is done is kept before Teams gets its answer. Whatever takes the connector comes afterwards, so
that a slow call keeps nobody waiting.
"""

from dataclasses import dataclass, replace

import structlog

from bot.messages import Pressed, Response, Said, Sender
from bot.ports import Clock, Inbound
from integrations.forms import OPENS, Kept, KeptForms, asks_district, filled, with_text
from integrations.later import Later
from integrations.teams import hearing
from integrations.teams.answering import Answering
from integrations.teams.hearing import Heard, Known, Way
from integrations.teams.installs import Installs
from integrations.teams.people import People
from integrations.teams.settings import PLATFORM
from integrations.teams.values import App, Conversation, Json
from integrations.teams.voice import Voice
from integrations.values import Values
from integrations.who_now import who_now
from prompts.replies import misunderstood, say, unknown_action
from prompts.words import words

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class TeamsInbound:
    """Takes the activities that are Microsoft's."""

    inbound: Inbound
    clock: Clock
    people: People
    installs: Installs
    answering: Answering
    voice: Voice
    forms: KeptForms
    values: Values
    later: Later

    async def hear(self, app: App, activity: Json) -> Json | None:
        """Take an activity; the body of the answer to an invoke, or None for an empty one."""
        translate = hearing.translation(activity)
        if translate is None:
            log.debug("This is not for the bot.", action="teams_ignored", type=activity["type"])
            await self.installs.removal(app, activity)
            self.later.start(self._installed(app, activity))
            return None
        sender = hearing.sender_of(activity)
        known = await self.people.sender(sender, Conversation.of(activity, app=app.id))
        given = Known(
            app=app,
            sender=known or sender,
            at=await self.clock.now(),
            form=await self._sent(activity, sender),
        )
        heard = translate(activity, given)
        if heard.way is Way.SENDING and heard.form is None:
            response = _form_gone(heard)
        else:
            response = await self._handle(heard) if known else who_now(heard.event, PLATFORM)
        answer = await self.answering.divide(heard, response)
        self.later.start(self._after(app, activity, heard, answer.rest))
        return answer.at_once

    async def _after(self, app: App, activity: Json, heard: Heard, rest: Response) -> None:
        # Who wrote where others read is found by what is kept of them; the others need not wait.
        if heard.place.direct:
            await self.answering.show(heard, rest)
        await self._installed(app, activity)
        if not heard.place.direct:
            await self.answering.show(heard, rest)
        await self.people.told(heard.event.sender, activity.get("localTimezone"))

    async def _installed(self, app: App, activity: Json) -> None:
        """Keep where people are met; whoever has just added the app is welcome."""
        new = await self.installs.activity(app, activity)
        if new is not None:
            welcome = await self.inbound.home(new.sender, await self.clock.now())
            await self.voice.post(new.at, welcome)

    async def _sent(self, activity: Json, sender: Sender) -> Kept | None:
        key = hearing.form_key(activity)
        return await self.forms.kept(key, sender.user) if key else None

    async def _handle(self, heard: Heard) -> Response:
        event = heard.event
        if isinstance(event, Pressed):
            event = replace(event, value=await self.values.full(event.value))
            if event.action == OPENS:
                kept = await self.forms.kept(event.value, event.sender.user)
                return Response(form=kept.form) if kept else Response(reply=unknown_action())
        if isinstance(event, Said) and not event.text:
            return Response(reply=say(words(PLATFORM).rich("no_words")))
        response = await self.inbound.handle(event)
        if heard.text and asks_district(response):
            return await self.inbound.handle(with_text(event, heard.text))
        if response.form is not None and heard.text:
            text = await self.inbound.without_names(heard.event.sender, heard.text)
            return replace(response, form=filled(response.form, text))
        return response


def _form_gone(heard: Heard) -> Response:
    """Nothing is kept of a form that is not known any more, nor lost of what stood in it."""
    fields = getattr(heard.event, "fields", {})
    typed = "\n".join(text.strip() for text in fields.values())
    return Response(reply=misunderstood(words(PLATFORM).plain("form_gone"), typed=typed))
