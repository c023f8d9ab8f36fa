"""From the answer to what somebody did to what they see in Teams."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.messages import Message, Response, Submitted
from integrations.forms import KeptForms
from integrations.teams.cards import Payload
from integrations.teams.forms import Forms
from integrations.teams.hearing import Heard, Way
from integrations.teams.place import Place
from integrations.teams.settings import PLATFORM
from integrations.teams.values import Json
from integrations.teams.voice import Voice
from integrations.turns import Turns
from integrations.values import Values
from prompts.words import words

CARD = "application/vnd.microsoft.card.adaptive"
Cards = Callable[[Message], Awaitable[list[Payload]]]
MESSAGE = "application/vnd.microsoft.activity.message"
"""https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``at_once`` is the body of the answer to an invoke; ``rest`` is for afterwards."""

    at_once: Json | None = None
    rest: Response


class Answering:
    """Shows people what came of what they did, one thing after the other."""

    def __init__(
        self, *, forms: Forms, kept: KeptForms, voice: Voice, values: Values, cards: Cards
    ) -> None:
        """``cards`` makes a message's cards."""
        self._forms = forms
        self._kept = kept
        self._voice = voice
        self._values = values
        self._cards = cards
        self._turns = Turns()

    async def divide(self, heard: Heard, response: Response) -> Answer:
        """What is said with the answer to the activity itself, and what is not.

        Teams waits five seconds for it.
        https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
        """
        if heard.way is Way.MESSAGE:
            return Answer(rest=response)
        if heard.way is Way.CARD:
            return Answer(at_once=await self._card(response), rest=response)
        return await self._dialog(heard, response)

    async def show(self, heard: Heard, response: Response) -> None:
        """Show the rest of a response by the connector."""
        place = heard.place
        async with self._turns.of(f"{place.at.tenant}/{place.sender.user}"):
            answered = await self._say(place, response)
            if heard.aloud:
                await self._voice.point(place, answered=answered)
            for update in response.updates:
                if update.platform == PLATFORM:
                    await self._voice.change(update.reference, update.message)

    async def _say(self, place: Place, response: Response) -> bool:
        """Whether the person has got all of it."""
        done = []
        if response.form is not None:
            said = words(PLATFORM).rich("form_here")
            button = await self._kept.button_for(response.form, place.sender.user, said)
            done.append(await self._voice.say(place, button))
        if response.reply is not None:
            done.append(await self._voice.say(place, response.reply))
        if response.replace is not None:
            done.append(await self._voice.replace(place, response.replace))
        return all(done)

    async def _card(self, response: Response) -> Json:
        """The card in the place of the pressed one, if it is a single one, or else a line."""
        cards = await self._cards(response.replace) if response.replace else []
        if response.replace and len(cards) == 1:
            await self._values.keep(response.replace)
            return {"statusCode": 200, "type": CARD, "value": cards[0].card}
        return {"statusCode": 200, "type": MESSAGE, "value": _line(response)}

    async def _dialog(self, heard: Heard, response: Response) -> Answer:
        """A form stays open with its errors or another one opens; else there is a last word.

        A dialog that is opened has to show something. One that was sent closes by itself, unless
        its answer is in another chat.
        https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
        """
        if heard.form and response.errors and isinstance(heard.event, Submitted):
            given, errors = heard.event.fields, response.errors
            again = await self._forms.again(
                heard.form, heard.place.sender, given=given, errors=errors
            )
            return Answer(at_once=_task("continue", again), rest=response)
        if response.form is not None:
            dialog = await self._forms.dialog(response.form, heard.place)
            rest = replace(response, form=None)
            return Answer(at_once=_task("continue", dialog), rest=rest)
        if heard.way is Way.SENDING and heard.place.direct:
            return Answer(rest=response)
        return Answer(at_once=_task("message", _line(response)), rest=response)


def _task(kind: str, value: object) -> Json:
    return {"task": {"type": kind, "value": value}}


def _line(response: Response) -> str:
    said = response.reply or response.replace
    if said is not None:
        return said.text
    return words(PLATFORM).plain("form_here" if response.form else "done")
