"""Values of buttons that are longer than Slack takes: they stay here, a short one goes along."""

from dataclasses import dataclass

from bot.messages import Message
from integrations.notes import Notes
from integrations.slack.cards import long_values

_KIND = "value"


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
