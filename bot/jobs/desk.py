"""What a job is given, and what it reports."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.jobs.embedded import Embedded
from bot.ledger.directory import Directory, PersonKey, directories_of, open_directory
from bot.ledger.tools import Tools
from bot.ports import ChatPlatform, Engine, Store, Transaction


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What one pass did, in counts of deliveries; ``skipped`` counts missed check-ins too."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            queued=self.queued + other.queued,
            sent=self.sent + other.sent,
            failed=self.failed + other.failed,
            skipped=self.skipped + other.skipped,
        )


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The store, the tools and the chat platforms that are on, by name.

    ``words_within``: so many seconds after it began, a pass waits for no writer any more.
    ``engine`` has work done at many workspaces at once. When ``stopping`` is set nothing new is
    begun, and what is begun ends soon. ``seconds`` counts how long something takes.
    """

    store: Store
    tools: Tools
    platforms: Mapping[str, ChatPlatform] = field(default_factory=dict)
    words_within: float = 60
    engine: Engine = field(default_factory=Embedded)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    seconds: Callable[[], float] = time.monotonic

    async def directories(self, tx: Transaction, keys: set[str]) -> dict[str, Directory]:
        """The directories of these partnerships, by key."""
        opened = [await open_directory(tx, key, self.tools.holidays_of) for key in sorted(keys)]
        return {found.partnership.key: found for found in opened if found}

    async def directories_of(
        self, tx: Transaction, people: Iterable[PersonKey]
    ) -> dict[str, Directory]:
        """The directories of these people with nobody else in them, by partnership."""
        return await directories_of(tx, people, self.tools.holidays_of)
