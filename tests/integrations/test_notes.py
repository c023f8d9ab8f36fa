"""What a platform notes for itself, and until when."""

from datetime import datetime, timedelta

from bot.ports import PlatformItem
from integrations.notes import A_WHILE, Notes
from storage.memory import MemoryStore
from tests.fakes import MONDAY


class Standing:
    """A clock that stands at Monday."""

    async def now(self) -> datetime:
        return MONDAY


async def until(**kept: timedelta) -> list[datetime | None]:
    """Until when two notes are needed: one that says something, and one that is forgotten."""
    store = MemoryStore()
    notes = Notes("slack", store, Standing())
    await notes.put("form", "a", {"text": "yes"}, **kept)
    await notes.put("form", "b", {}, **kept)
    async with store.read() as tx:
        return [item.until for item in await tx.find(PlatformItem)]


async def test_a_note_says_until_when_it_is_needed_and_one_that_is_forgotten_may_go() -> None:
    assert await until(kept=A_WHILE) == [MONDAY + A_WHILE, MONDAY]


async def test_a_note_that_says_nothing_stays() -> None:
    assert await until() == [None, MONDAY]
