"""Answers on their way to whoever asked: with the bot alone, or where only they see them."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
from aiohttp import ClientError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.errors import CannotTellError, HeadwayError
from bot.domain.people import Side, Workspace
from bot.messages import Message
from bot.ports import Address
from integrations.files import alone, in_own_chat
from integrations.patience import patiently
from integrations.slack.api import Workspaces
from integrations.slack.cards import to_messages
from integrations.slack.conversations import Conversations
from integrations.slack.outbound import SlackChat, content
from integrations.slack.place import Place
from integrations.slack.settings import PLATFORM
from integrations.slack.text import Json
from integrations.values import Values

log = structlog.get_logger()

_PATIENCE = 20
"""Seconds to wait for a ``response_url``."""


class Voice:
    """Says things to one person. Each way that is closed leads to the next one."""

    def __init__(
        self, *, chat: SlackChat, slack: Workspaces, conversations: Conversations, values: Values
    ) -> None:
        self._chat = chat
        self._slack = slack
        self._conversations = conversations
        self._values = values

    async def say(self, place: Place, message: Message) -> None:
        """Answer somebody where they are; nobody else in a channel sees it."""
        await self._values.keep(message)
        ways = (self._directly, self._by_hook, self._hidden, self._elsewhere)
        await self._first_open(ways, place, message)

    async def whisper(self, place: Place, message: Message) -> None:
        """Answer somebody in a message that does not stay, if Slack takes one, and keep nothing."""
        ways = (self._by_hook, self._passing, self._directly, self._elsewhere)
        await self._first_open(ways, place, message)

    async def _first_open(self, ways: Sequence["Way"], place: Place, message: Message) -> None:
        for way in ways:
            if await _open(way, place, message):
                return
        log.error("Somebody was not answered.", action="answer_lost", workspace=place.team)

    async def replace(self, place: Place, message: Message) -> None:
        """Put a message in the place of the pressed one; where there is none, say it."""
        await self._values.keep(message)
        for way in (self._changed, self._changed_by_hook):
            if await _open(way, place, message):
                return
        await self.say(place, message)

    async def change(self, reference: str, message: Message) -> None:
        """Change a message that was sent before, if that can be done; nothing hangs on it."""
        try:
            await patiently(lambda: self._chat.update(reference, message))
        except HeadwayError as error:
            log.warning(
                "An older message was not changed.",
                action="update_refused",
                reference=reference,
                reason=str(error),
            )

    async def _directly(self, place: Place, message: Message) -> bool:
        """With the bot alone: as a message that stays."""
        if place.channel is None or place.direct is False:
            return False
        if place.direct is None and place.channel != await self._with_bot(place):
            return False
        await self._chat.post(place.team, place.channel, message, thread=place.thread)
        return True

    async def _by_hook(self, place: Place, message: Message) -> bool:
        return await self._apart(partial(self._hook, replacing=False), place, message)

    async def _hidden(self, place: Place, message: Message) -> bool:
        return place.direct is False and await self._apart(self._passing, place, message)

    async def _passing(self, place: Place, message: Message) -> bool:
        """https://docs.slack.dev/reference/methods/chat.postEphemeral."""
        if place.channel is None:
            return False
        for payload in to_messages(message):
            words = content(payload) | {"user": place.user, "thread_ts": place.thread}
            del words["unfurl_links"], words["unfurl_media"]
            await self._slack.call(place.team, "chat.postEphemeral", channel=place.channel, **words)
        return True

    async def _elsewhere(self, place: Place, message: Message) -> bool:
        await self._chat.post(place.team, await self._with_bot(place), message)
        return True

    async def _changed(self, place: Place, message: Message) -> bool:
        if place.reference is None:
            return False
        await self._chat.update(place.reference, message)
        return True

    async def _changed_by_hook(self, place: Place, message: Message) -> bool:
        return place.hidden and await self._apart(
            partial(self._hook, replacing=True), place, message
        )

    async def _apart(self, way: "Way", place: Place, message: Message) -> bool:
        """By a way that takes no files; they go to one's own chat with the bot."""
        if not message.files:
            return await way(place, message)
        if not await way(place, in_own_chat(message)):
            return False
        if not await _open(self._elsewhere, place, alone(message)):
            log.warning("Files were not added.", action="file_not_added", workspace=place.team)
        return True

    async def _hook(self, place: Place, message: Message, *, replacing: bool) -> bool:
        """Whether the ``response_url`` took it all; it is good five times, for half an hour.

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        if place.hook is None:
            return False
        hook = AsyncWebhookClient(place.hook, timeout=_PATIENCE, retry_handlers=[])
        for number, payload in enumerate(to_messages(message)):
            body: Json = {"response_type": "ephemeral", **content(payload)}
            body |= {"replace_original": replacing and number == 0}
            body |= {"thread_ts": place.thread} if place.thread else {}
            try:
                sent = await hook.send_dict(body)
            except (ClientError, TimeoutError):
                return False
            if sent.status_code != 200:
                return False
        return True

    async def _with_bot(self, place: Place) -> str:
        """The conversation of the bot with whoever asked."""
        workspace = Workspace(side=Side.DISTRICT, platform=PLATFORM, id=place.team)
        return await self._conversations.of(Address(workspace=workspace, user=place.user))


Way = Callable[[Place, Message], Awaitable[bool]]


async def _open(way: Way, place: Place, message: Message) -> bool:
    """Whether this way led to the person, or may have."""
    try:
        return bool(await patiently(lambda: way(place, message)))
    except CannotTellError:
        return True
    except HeadwayError as error:
        log.info("An answer takes another way.", action="answer_detour", reason=str(error))
        return False
