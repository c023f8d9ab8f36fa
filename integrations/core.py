"""What a chat platform's part of the bot rests on."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.ports import Clock, Inbound, Store


@dataclass(frozen=True, kw_only=True)
class Core:
    """What is given to it. ``count`` is told the method of each refused call."""

    store: Store
    clock: Clock
    inbound: Inbound
    count: Callable[[str], None] | None = None
