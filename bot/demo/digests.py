"""The digests of the demo, as they stand in the channels of the sandbox."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bootstrap import Headway
from bot.domain.partnership import Partnership
from bot.domain.people import Channel
from bot.messages import Message
from integrations.sandbox import channel as conversation
from prompts.words import words


@dataclass(frozen=True, kw_only=True)
class Posted:
    """The last digest of a channel, and when it came, in the district's time."""

    channel: Channel
    at: datetime
    message: Message

    @property
    def title(self) -> str:
        """Where and when: "#leadership · Friday, 29 Jan, 15:00"."""
        name, day, at = self.channel.name, self.at.date(), f"{self.at:%H:%M}"
        return words("demo").plain("digest", channel=name, day=day, at=at)


async def last_digests(headway: Headway) -> list[Posted]:
    """The newest digest of each channel, in the order of the partnership's file."""
    async with headway.store.read() as tx:
        partnerships = await tx.find(Partnership)
    found = [
        await _last(headway, partnership, channel)
        for partnership in partnerships
        for channel in partnership.channels
    ]
    return [posted for posted in found if posted]


async def _last(headway: Headway, partnership: Partnership, channel: Channel) -> Posted | None:
    sandbox = headway.sandbox_of(partnership.workspaces[0].id)
    zone = ZoneInfo(partnership.district.timezone)
    for shown in await sandbox.conversation(conversation(channel.id)):
        if shown.by_bot and shown.only_for is None:
            return Posted(channel=channel, at=shown.at.astimezone(zone), message=shown.message)
    return None
