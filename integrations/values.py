"""Values of buttons that are too long for a platform: they stay here, a short one goes along."""

import hashlib
from dataclasses import dataclass

from bot.messages import Message
from integrations.notes import Notes

LONGEST_VALUE = 2000
"""Characters; Slack takes no more, and in Teams all buttons share the size of their message.

https://docs.slack.dev/reference/block-kit/block-elements/button-element
"""

_KIND = "value"
_CUT = "sha256:"


def short_value(value: str) -> str:
    """The value, or what stands in the place of a long one: always the same for the same value."""
    if len(value) <= LONGEST_VALUE:
        return value
    return f"{_CUT}{hashlib.sha256(value.encode()).hexdigest()}"


def long_values(message: Message) -> dict[str, str]:
    """The long values of a message's buttons, by what stands in their place.

    Whoever sends the message keeps them first, and looks up there what a press brings back.
    """
    values = (button.value for button in message.buttons())
    return {short_value(value): value for value in values if len(value) > LONGEST_VALUE}


@dataclass(frozen=True)
class Values:
    """The long values, by what stands in their place."""

    notes: Notes

    async def keep(self, message: Message) -> None:
        """Keep those of a message; to be done before it is sent or shown."""
        for short, value in long_values(message).items():
            await self.notes.put(_KIND, short, {"value": value})

    async def full(self, value: str) -> str:
        """What a pressed button's value stands for; the value itself if it stands for nothing."""
        kept = await self.notes.get(_KIND, value)
        return str(kept["value"]) if kept else value
