"""What people do in Slack, to the bot and back.

What is done is kept before it is acknowledged. Whatever takes Slack's Web API comes afterwards, so
that a slow call keeps nobody waiting. https://docs.slack.dev/apis/events-api
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.messages import Incoming, Pressed, Response
from bot.ports import Clock, Inbound
from integrations.forms import OPENS, KeptForms, asks_district, filled, with_text
from integrations.later import Later
from integrations.slack import hearing
from integrations.slack.answering import Answering
from integrations.slack.hearing import Heard, Known
from integrations.slack.home import Home
from integrations.slack.installs import Installs
from integrations.slack.people import People
from integrations.slack.place import installed_in
from integrations.slack.settings import PLATFORM
from integrations.slack.text import Json
from integrations.values import Values
from integrations.who_now import who_now
from prompts.replies import unknown_action

ASKS = "checkin.answer"
"""The action of a card's button that opens the form of a check-in."""

Translate = Callable[[Json, Known], Heard]


@dataclass(frozen=True, kw_only=True)
class SlackInbound:
    """The listeners of the Bolt app, one for each kind of payload."""

    inbound: Inbound
    clock: Clock
    people: People
    installs: Installs
    answering: Answering
    forms: KeptForms
    home: Home
    values: Values
    later: Later

    async def command(self, ack: AsyncAck, body: Json) -> None:
        """A slash command, whether the bot knows its word or not."""
        await self._take(ack, body, hearing.command)

    async def shortcut(self, ack: AsyncAck, body: Json) -> None:
        """A shortcut of the menus."""
        await self._take(ack, body, hearing.shortcut)

    async def action(self, ack: AsyncAck, body: Json) -> None:
        """A pressed button, whether the bot knows it or not."""
        await self._take(ack, body, hearing.button)

    async def view(self, ack: AsyncAck, body: Json) -> None:
        """A form that was sent."""
        await self._take(ack, body, hearing.form)

    async def event(self, ack: AsyncAck, body: Json) -> None:
        """Everything else that happens; what is not for the bot is acknowledged all the same."""
        kind = body["event"]["type"]
        if kind in {"message", "app_mention"} and hearing.is_for_bot(body):
            await self._take(ack, body, hearing.message)
            return
        if kind in {"user_change", "team_join"}:
            await self.people.told(body["team_id"], [body["event"]["user"]])
        if kind == "app_uninstalled" or body["event"].get("tokens", {}).get("bot"):
            ended = datetime.fromtimestamp(body["event_time"], UTC)
            await self.installs.remove(body["team_id"], at=ended)
        if kind == "app_home_opened" and body["event"].get("tab") == "home":
            self.later.start(self._show_home(body))
        await ack()

    async def _show_home(self, body: Json) -> None:
        sender = hearing.sender_of(body)
        known = await self.people.sender(sender)
        await self.home.opened(installed_in(body), known or sender)

    async def _take(self, ack: AsyncAck, body: Json, translate: Translate) -> None:
        sender = hearing.sender_of(body)
        known = await self.people.sender(sender)
        named = await self.people.keys_of(
            known or sender, hearing.named_in(body), hearing.district_in(body)
        )
        at = await self.clock.now()
        heard = translate(body, Known(sender=known or sender, at=at, people=named))
        response = await self._handle(heard) if known else who_now(heard.event, PLATFORM)
        answer = await self.answering.divide(heard, response)
        await ack(answer.at_once or "")
        self.later.start(self._after(heard, answer.rest))

    async def _after(self, heard: Heard, rest: Response) -> None:
        await self.answering.show(heard, rest)
        await self.home.changed(heard.place.team, heard.event.sender)

    async def _handle(self, heard: Heard) -> Response:
        event = heard.event
        if isinstance(event, Pressed):
            event = replace(event, value=await self.values.full(event.value))
            if event.action == OPENS:
                return await self._kept_form(event)
        response = await self.inbound.handle(event)
        return await self._shortened(heard, response) if heard.shortcut else response

    async def _kept_form(self, event: Pressed) -> Response:
        kept = await self.forms.kept(event.value, event.sender.user)
        return Response(form=kept.form) if kept else Response(reply=unknown_action())

    async def _shortened(self, heard: Heard, response: Response) -> Response:
        """A shortcut opens a form: with the message that it was used on, or of the check-in.

        Where it is asked for which district, the message is what is said there.
        """
        if heard.text and asks_district(response):
            return await self.inbound.handle(with_text(heard.event, heard.text))
        if response.form is not None:
            text = await self.inbound.without_names(heard.event.sender, heard.text)
            return replace(response, form=filled(response.form, text))
        shown = response.reply.buttons() if response.reply else []
        for button in shown:
            if button.action == ASKS:
                return await self.inbound.handle(_press(heard.event, button.value))
        return response


def _press(event: Incoming, value: str) -> Pressed:
    key = f"{event.event}:form"
    return Pressed(sender=event.sender, event=key, at=event.at, action=ASKS, value=value)
