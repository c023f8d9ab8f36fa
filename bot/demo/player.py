"""The player: does what a scene says, through what people really see and can press."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.demo.story import Scene
from bot.domain.errors import HeadwayError
from bot.messages import Actions, Button, Message, plain
from integrations.sandbox import SandboxInbound, Shown, direct

ANSWER = ("checkin.answer", "checkin.open")
LATEST = 20
"""How many messages people look back through."""

MOSTLY = 4
"""In how many of them they mostly find what they look for."""

T = TypeVar("T")

_MEANT = re.compile(r"\{([^{}]+)\}")
_NUMBER = re.compile(r"· ([A-Z]-\d+)")


class StoryError(HeadwayError):
    """The story cannot go on: somebody does not see what the scene is about. Correct the scene."""


class Player:
    """Plays people of one workspace of the sandbox; ``reader`` reads no channel."""

    def __init__(self, sandbox: SandboxInbound, *, reader: str = "") -> None:
        self._sandbox = sandbox
        self._reader = reader

    async def play(self, scene: Scene) -> None:
        """Do all that a scene says. Raises StoryError for what is not there to be done."""
        for beside, label in scene.taps.items():
            await self._press(scene.who, label, beside)
        if scene.answers:
            card, button = await self._card(scene.who)
            await self._sandbox.press(scene.who, card.id, button.action, button.value)
            await self._fill(scene.who, scene.answers)
        if scene.presses:
            await self._press(scene.who, scene.presses, scene.beside)
        if scene.replies:
            card, _ = await self._card(scene.who)
            await self._sandbox.say(scene.who, scene.replies, thread=card.id)
        if scene.says:
            await self._sandbox.say(scene.who, await self._with_numbers(scene.who, scene.says))
        if scene.fills:
            await self._fill(scene.who, scene.fills)

    async def have_read(self, who: str, moment: datetime) -> None:
        """Mark as read what somebody who acted at this moment had before them by then."""
        places = await self._sandbox.conversations(who)
        for place in places[:1] if who == self._reader else places:
            seen = await self._sandbox.conversation(place, limit=LATEST, reader=who)
            newest = next((shown.id for shown in seen if shown.at <= moment), "")
            if newest > await self._sandbox.last_read(who, place):
                await self._sandbox.mark_read(who, place, newest)

    async def _press(self, who: str, label: str, beside: str) -> None:
        shown, button = await self._find(who, partial(_buttons, label, beside), f"[{label}]")
        await self._sandbox.press(who, shown.id, button.action, button.value)

    async def _card(self, who: str) -> tuple[Shown, Button]:
        return await self._find(who, _answering, "a check-in")

    async def _with_numbers(self, who: str, text: str) -> str:
        for words in _MEANT.findall(text):
            _, number = await self._find(who, partial(_numbers, words), words)
            text = text.replace(f"{{{words}}}", number)
        return text

    async def _fill(self, who: str, fields: Mapping[str, str]) -> None:
        opened = await self._sandbox.open_form(who)
        standing = {field.key: field.value for field in opened.form.fields} if opened else {}
        missing = ", ".join(fields.keys() - standing)
        if opened is None or missing:
            raise StoryError(f"{who} has no form with {missing}; in it is {', '.join(standing)}.")
        form = opened.form
        response = await self._sandbox.submit(who, form.action, form.value, {**standing, **fields})
        if response.errors:
            raise StoryError(f"{who}'s form came back: {response.errors}.")

    async def _find(
        self, who: str, wanted: Callable[[Message], Iterator[T]], what: str
    ) -> tuple[Shown, T]:
        """The newest message that somebody got and that has what is wanted, and the first of it."""
        for latest in (MOSTLY, LATEST):
            for shown in await self._sandbox.conversation(direct(who), limit=latest, reader=who):
                for found in wanted(shown.message):
                    return shown, found
        raise StoryError(f"{who} sees nothing like this: {what}")


def _answering(message: Message) -> Iterator[Button]:
    """Buttons that open the form of a check-in."""
    yield from (button for button in message.buttons() if button.action in ANSWER)


def _buttons(label: str, beside: str, message: Message) -> Iterator[Button]:
    """Buttons with that label; ``beside`` stands at their row, or in the message if it is bare."""
    for block in message.blocks:
        if isinstance(block, Actions) and beside in (plain(block.text) or _text(message)):
            yield from (button for button in block.buttons if button.label == label)


def _numbers(words: str, message: Message) -> Iterator[str]:
    """The numbers that stand in the same line as the words."""
    for line in _text(message).splitlines():
        if words in line:
            yield from _NUMBER.findall(line)


def _text(message: Message) -> str:
    return "\n".join(plain(block.text) for block in message.blocks)
