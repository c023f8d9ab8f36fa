"""The writer of digests."""

from typing import Protocol

from bot.domain.digest import Digest
from bot.domain.facts import Facts
from bot.domain.material import Material


class Writer(Protocol):
    """Puts the facts of a week into words. It may word and group; it may not add."""

    name: str

    async def write(self, facts: Facts, material: Material) -> Digest:
        """The digest of these facts; every line cites the records that it rests on."""
        ...
