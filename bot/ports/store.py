"""The store: frozen values under their keys, in transactions.

Every stored kind is a frozen dataclass with a ``KEY``: the names of the fields that make it
unique. ``find`` compares fields with plain values, or with one of ``AtMost``, ``AtLeast``,
``Below`` and ``OneOf``; None finds what is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol, TypeVar


class Stored(Protocol):
    """A frozen dataclass that can be stored."""

    KEY: ClassVar[tuple[str, ...]]


T = TypeVar("T", bound=Stored)


@dataclass(frozen=True)
class AtMost:
    """Finds values up to and including this one."""

    value: object


@dataclass(frozen=True)
class AtLeast:
    """Finds values from this one on."""

    value: object


@dataclass(frozen=True)
class Below:
    """Finds values before this one."""

    value: object


@dataclass(frozen=True)
class Between:
    """Finds values after ``low``, up to and including ``high``."""

    low: object
    high: object


@dataclass(frozen=True)
class OneOf:
    """Finds any of these values."""

    values: tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class PlatformItem:
    """Something that a chat platform keeps for itself: a message, a token, a reference.

    ``parent`` groups items (a conversation) and ``mark`` finds one again (a delivery's id).
    """

    KEY: ClassVar[tuple[str, ...]] = ("platform", "kind", "id")

    platform: str
    kind: str
    id: str
    parent: str = ""
    mark: str | None = None
    at: datetime
    body: Mapping[str, object]


class Transaction(Protocol):
    """Reads and writes that become true together, or not at all."""

    async def add(self, *values: Stored) -> None:
        """Store new values. Raises AlreadyThereError if the key of one is taken."""
        ...

    async def add_missing(self, *values: T) -> list[T]:
        """Store those whose key is free and return them; leave the others as they are."""
        ...

    async def put(self, *values: Stored) -> None:
        """Store values, in the place of what had their keys."""
        ...

    async def get(self, kind: type[T], *key: object) -> T | None:
        """The value with this key, or None."""
        ...

    async def get_all(self, kind: type[T], keys: Iterable[tuple[object, ...]]) -> list[T]:
        """The values with these keys, in the order of keys; what is not there is left out."""
        ...

    async def find(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """Values that fit, ordered by a field (``-field`` for the last first) and then by key."""
        ...

    async def claim(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """Like ``find``, but what another transaction has claimed is left out until its end."""
        ...

    async def count(self, kind: type[Stored], /, **where: object) -> int:
        """How many values fit."""
        ...

    async def search(
        self, partnership: str, words: Sequence[str], *, skip: int = 0, limit: int
    ) -> list[str]:
        """The numbers of records with words that begin so, with each of them; the latest first.

        ``words`` are at least one, as ``bot.domain.searching.wanted`` gives them. Whether somebody
        may read what was found is not asked here.
        """
        ...

    async def next_number(self, partnership: str, letter: str) -> int:
        """The next short number of a record type in a partnership: 1, 2, 3, … without gaps."""
        ...


class Store(Protocol):
    """Remembers."""

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that is committed at its end and undone on any exception."""
        ...

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that only reads and keeps no writer waiting."""
        ...

    def alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Whether this is the only holder of ``name`` among all processes.

        It is let go at the end of the block, and by the operating system or the database when the
        process is killed. Who gets False goes on without waiting.
        """
        ...

    async def prepare(self) -> None:
        """Bring the database to this version's shape. Safe for several processes at once."""
        ...

    async def ready(self) -> str | None:
        """None when the database answers and has this version's shape, else what is wrong."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
