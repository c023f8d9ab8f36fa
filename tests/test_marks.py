"""The lists of names that a process knows."""

from bot.domain.names import Listed
from bot.ledger.marks import MOST, KnownMarks, keep_list
from storage.memory import MemoryStore
from tests.fakes import MONDAY


async def test_a_process_knows_the_lists_that_were_asked_for_last() -> None:
    known = KnownMarks()
    async with MemoryStore().write() as tx:
        for number in range(MOST + 2):
            await keep_list(tx, (f"p{number}", Listed.STAFF), ["Ann Lee"], salt="s", now=MONDAY)
        (first,) = await known.of(tx, "p0")
        for number in range(MOST + 2):
            await known.of(tx, f"p{number}")
            (again,) = await known.of(tx, "p0")
            assert again is first
        assert len(await known.of(tx, "p1")) == 1
    assert len(known) == MOST
