"""Messages as cards whose files are behind links to our own server."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import File, Message
from bot.ports import Clock
from integrations.files import Files
from integrations.links import Links
from integrations.teams.cards import Payload, to_cards

_NO_LINKS = "HEADWAY_PUBLIC_URL or HEADWAY_SECRET_KEY is missing"


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Makes the cards. Without ``links`` files are lines in them."""

    files: Files
    clock: Clock
    links: Links | None

    async def cards(self, message: Message) -> list[Payload]:
        """See ``to_cards``; what cannot be shown is a line of the message."""
        if not message.files:
            return to_cards(message)
        there = await self.files.of(message)
        gone = [file for file in message.files if file.id not in there]
        said = self.files.without(message, gone, why="gone")
        if self.links is None:
            return to_cards(self.files.without(said, said.files, why=_NO_LINKS))
        return to_cards(said, links=await self._links(self.links, said.files))

    async def _links(self, links: Links, files: Sequence[File]) -> dict[str, str]:
        now = await self.clock.now()
        return {file.id: links.to(file.id, now) for file in files}
