"""Answers on their way to whoever asked: always where they are alone with the bot."""

import structlog

from bot.domain.errors import CannotTellError, HeadwayError
from bot.messages import Message
from integrations.patience import patiently
from integrations.teams.outbound import TeamsChat
from integrations.teams.place import Place
from integrations.teams.values import Conversation
from prompts.replies import say
from prompts.words import words

log = structlog.get_logger()


class Voice:
    """Says things to one person. Nothing here raises what Teams refuses."""

    def __init__(self, chat: TeamsChat) -> None:
        self._chat = chat

    async def say(self, place: Place, message: Message) -> bool:
        """Answer somebody in their own chat with the bot; whether that can be done."""

        async def work() -> None:
            at = place.at if place.direct else await self._chat.conversation_of(place.address)
            await self._chat.post(at, message)

        try:
            await patiently(work)
        except HeadwayError as error:
            log.warning(
                "Somebody was not answered.",
                action="answer_lost",
                workspace=place.at.tenant,
                reason=str(error),
            )
            return _arrived(error)
        return True

    async def point(self, place: Place, *, answered: bool) -> None:
        """Say in one line, where others read along, where the answer is or how to get it."""
        text = words("teams").rich("answered" if answered else "unanswered")
        await self.post(place.at, say(text), thread=place.thread)

    async def post(self, at: Conversation, message: Message, *, thread: str | None = None) -> None:
        """Post something, if that can be done; nothing hangs on it."""
        try:
            await patiently(lambda: self._chat.post(at, message, thread=thread))
        except HeadwayError as error:
            log.warning("A line was not posted.", action="line_refused", reason=str(error))

    async def replace(self, place: Place, message: Message) -> bool:
        """Put a message in the place of the pressed one; where there is none, say it."""
        if place.message is not None and await self.change(place.message, message):
            return True
        return await self.say(place, message)

    async def change(self, reference: str, message: Message) -> bool:
        """Change a message that was sent before; whether that can be done."""
        try:
            await patiently(lambda: self._chat.update(reference, message))
        except HeadwayError as error:
            log.warning(
                "An older message was not changed.",
                action="update_refused",
                reference=reference,
                reason=str(error),
            )
            return _arrived(error)
        return True


def _arrived(error: HeadwayError) -> bool:
    """What may have arrived is not said a second time."""
    return isinstance(error, CannotTellError)
