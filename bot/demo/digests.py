"""The digests of the demo, as they stand in the channels of the sandbox."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bootstrap import Headway
from bot.demo.district import KEY
from bot.domain.digest import Digest, PostedDigest, Week
from bot.domain.partnership import Partnership
from bot.domain.people import Channel
from bot.ledger.directory import open_directory
from bot.ledger.gathering import Reading, write_digest
from bot.messages import Message, Note
from integrations.sandbox import channel as conversation
from prompts.digest_formats import as_message
from prompts.words import words

FILE = "demo"


@dataclass(frozen=True, kw_only=True)
class Posted:
    """The last digest of a channel, and when it came, in the district's time.

    ``by`` says who words it where it stands beside another: "model" or "template".
    """

    channel: Channel
    at: datetime
    message: Message
    by: str = ""

    @property
    def title(self) -> str:
        """Where and when: "#leadership · Friday, 29 Jan, 15:00"."""
        name, day, at = self.channel.name, self.at.date(), f"{self.at:%H:%M}"
        return words(FILE).plain("digest", channel=name, day=day, at=at, by=self.by)


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


async def beside_the_template(headway: Headway, posted: Posted) -> list[Posted]:
    """A digest that a model worded and then the template's, or else the digest alone.

    To be asked right after it was posted: the template tells the records as they are now.
    """
    week, audience = Week.of(posted.at.date()), posted.channel.audience
    async with headway.store.read() as tx:
        directory = await open_directory(tx, KEY, headway.tools.holidays_of)
        kept = await tx.get(PostedDigest, KEY, str(week), audience)
        if not directory or not kept or kept.digest.writer == headway.tools.template.name:
            return [posted]
        viewer, partner = directory.partnership.reader(audience), directory.partnership.partner
        reading = Reading(viewer=viewer, week=week, now=kept.made_at)
        said = await write_digest(tx, directory, headway.tools, reading)
    worded = replace(posted, by="model", message=_counted(posted.message, kept.digest))
    return [worded, replace(posted, by="template", message=as_message(said, partner=partner.name))]


def _counted(message: Message, digest: Digest) -> Message:
    """The message, and below it how many of the model's sentences gave way to the template's."""
    note = Note(text=words(FILE).rich("refused", n=digest.refused))
    return replace(message, blocks=(*message.blocks, note))
