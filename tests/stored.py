"""What tests of a platform ask of the store."""

from dataclasses import replace
from typing import TypeVar

from bot.domain.people import Person
from bot.domain.record import Record
from bot.ports import PlatformItem
from tests.fakes import Office
from tests.talking import count, get

R = TypeVar("R", bound=Record)


class Stored:
    """What an office of Riverbend keeps, and a platform in it."""

    def __init__(self, office: Office, platform: str) -> None:
        self.office = office
        self._platform = platform

    async def get(self, kind: type[R], number: int = 1) -> R:
        """A record as it is stored."""
        return await get(self.office, kind, number)

    async def count(self, kind: type[Record]) -> int:
        """How many of a kind there are."""
        return await count(self.office, kind)

    async def person(self, key: str) -> Person:
        """Somebody as they are stored."""
        async with self.office.store.read() as tx:
            found = await tx.get(Person, "riverbend", key)
        assert found is not None
        return found

    async def items(self, kind: str) -> list[PlatformItem]:
        """What the platform's part keeps for itself."""
        async with self.office.store.read() as tx:
            return await tx.find(PlatformItem, platform=self._platform, kind=kind)

    async def forgets(self, kind: str) -> None:
        """Lose what the platform's part keeps of that kind."""
        async with self.office.store.write() as tx:
            await tx.put(*(replace(item, mark=None, body={}) for item in await self.items(kind)))
