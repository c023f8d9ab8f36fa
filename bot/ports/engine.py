"""The engine: sees to it that work is done at every place that needs some."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.domain.delivery import Place

T = TypeVar("T")


class Engine(Protocol):
    """Does work at many places at once, here or wherever somebody takes it up."""

    async def each(self, places: Sequence[Place], work: Callable[[Place], Awaitable[T]]) -> list[T]:
        """Have the work begun at each of these places, and return what came of it.

        A place where it fails keeps no other waiting. What is left to others is begun by them
        soon, as often as it takes, and nothing of it is returned. Raises HeadwayError if nobody
        can be told of it now.
        """
        ...


Run = Callable[[Place], Awaitable[float | None]]
"""Does the work of a place; says in how many seconds there is more to do, or None."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How many ``workers`` of a queue are alive now, and how many of its ``jobs`` wait for one."""

    workers: int
    jobs: int


class Queue(Engine, Protocol):
    """An engine over several processes: whoever works there does what others leave to it."""

    def working(
        self, run: Run, *, queues: Sequence[str] = (), concurrency: int
    ) -> AbstractAsyncContextManager[None]:
        """Inside the block, do jobs of these queues, or of all; so many beside each other.

        It goes on by itself after the queue was away. At the end of the block nothing new is
        begun, and what has begun is given a few seconds and broken off then.
        """
        ...

    async def ready(self) -> str | None:
        """None when the queue answers, whoever works there; else why it does not."""
        ...

    async def standing(self) -> Standing:
        """How it stands. Raises HeadwayError if it does not answer."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
