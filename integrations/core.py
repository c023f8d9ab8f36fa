"""A chat platform's part of the bot: what it rests on, and what it is."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from starlette.routing import BaseRoute

from bot.domain.people import Channel, Person
from bot.ports import ChatPlatform, Clock, Inbound, Store
from integrations.links import Links

Finding = tuple[bool, str]
"""Whether all is well, and a sentence; for what is not well, one that says what to do."""


@dataclass(frozen=True, kw_only=True)
class Core:
    """What is given to it. ``count`` is told the method of each refused call.

    ``links``: for platforms that show files from an address; None where there can be none.
    """

    store: Store
    clock: Clock
    inbound: Inbound
    links: Links | None = None
    count: Callable[[str], None] | None = None


class Examining(Protocol):
    """Looks, and changes nothing."""

    async def findings(
        self,
        workspace: str,
        *,
        channels: Sequence[Channel],
        people: Sequence[Person],
        since: datetime,
    ) -> list[Finding]:
        """About a workspace: the app there, its channels and people, and faults since then."""
        ...


class Part(Protocol):
    """A platform, put together."""

    @property
    def chat(self) -> ChatPlatform:
        """What sends there."""
        ...

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """What the platform and browsers ask for over HTTP."""
        ...

    @property
    def examining(self) -> Examining:
        """What ``headway doctor`` asks."""
        ...

    async def close(self) -> None:
        """Finish the answers that are under way, and let go of connections."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """What goes on while the web application runs; at its end answers are still given."""
        ...
