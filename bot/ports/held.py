"""Holding a name that only one may hold at a time."""

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Held:
    """Whether a name was free and is still held: true as long as nobody else can hold it.

    ``lost`` is set when whoever keeps the names has let go of it before its time. Somebody who
    held it before may not have noticed the same for ``grace`` seconds.
    """

    won: bool
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    grace: float = 0

    def __bool__(self) -> bool:
        """Whether to go on."""
        return self.won and not self.lost.is_set()
