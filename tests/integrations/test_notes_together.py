"""Notes that many ask for at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from integrations.notes import Notes
from storage.memory import MemoryStore, MemoryTransaction
from tests.slack.whole import Monday


class Counting(MemoryStore):
    """Counts how often it is read."""

    reads = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[MemoryTransaction]:
        """See ``Store.read``."""
        self.reads += 1
        async with super().read() as tx:
            yield tx


async def test_what_is_asked_for_at_once_is_read_together() -> None:
    store = Counting()
    notes = Notes("slack", store, Monday())
    await notes.put("im", "U1", {"channel": "D1"})
    found = await asyncio.gather(*(notes.get("im", f"U{n}") for n in range(50)))
    assert [note for note in found if note] == [{"channel": "D1"}]
    assert store.reads == 1


async def test_what_was_noted_meanwhile_is_found() -> None:
    notes = Notes("slack", MemoryStore(), Monday())
    assert await notes.get("im", "U1") is None
    await notes.put("im", "U1", {"channel": "D1"})
    assert await notes.get("im", "U1") == {"channel": "D1"}
