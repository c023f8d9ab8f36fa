"""The store: frozen values under their keys, in transactions.

Every stored kind is a frozen dataclass with a ``KEY``: the names of the fields that make it
unique. ``find`` compares fields with plain values, or with one of ``AtMost``, ``AtLeast``,
``Below`` and ``OneOf``; None finds what is empty.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol, TypeVar

from bot.domain.delivery import Place
from bot.ports.held import Held


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
    After ``until`` nobody needs it any more, and it is removed; None keeps it for good.
    """

    KEY: ClassVar[tuple[str, ...]] = ("platform", "kind", "id")

    platform: str
    kind: str
    id: str
    parent: str = ""
    mark: str | None = None
    at: datetime
    until: datetime | None = None
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

    async def places_due(self, platforms: Collection[str], at: datetime) -> list[Place]:
        """Where on these platforms a delivery is due at that moment: to be sent, or settled.

        Asks as many questions as there are places with something to send, however much it is.
        """
        ...

    async def remove(
        self, kind: type[Stored], /, *, limit: int | None = None, **where: object
    ) -> int:
        """Remove up to ``limit`` of the values that fit, for good, and return how many.

        What another transaction has claimed stays. Records are never removed.
        """
        ...

    async def search(
        self, partnership: str, words: Sequence[str], *, skip: int = 0, limit: int
    ) -> list[str]:
        """The numbers of records with words that begin so, with each of them; the latest first.

        ``words`` are at least one, as ``bot.domain.searching.wanted`` gives them. Whether somebody
        may read what was found is not asked here.
        """
        ...

    async def turn(self, name: str) -> None:
        """Wait until no other transaction has this turn, and have it until this one ends.

        For a short transaction that reads something, and writes what follows from it.
        """
        ...

    async def next_number(self, partnership: str, letter: str) -> int:
        """The next short number of a record type in a partnership: 1, 2, 3, … without gaps.

        Nobody else gets one in this partnership until the transaction ends.
        """
        ...

    async def narrow(self, *partnerships: str) -> None:
        """See nothing of other partnerships from here on; it is never widened again.

        What is of another is not there: it is not found, not counted, and a search passes it by.
        To write it raises OutsideWallsError. What belongs to no partnership is seen as before.
        """
        ...


class Store(Protocol):
    """Remembers."""

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that is committed at its end and undone on any exception."""
        ...

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that only reads and keeps no writer waiting."""
        ...

    def alone(self, name: str) -> AbstractAsyncContextManager[Held]:
        """True for the only holder of ``name`` among all processes, see ``Held``.

        It is let go at the end of the block, and by the operating system or the database when the
        process is killed. Whoever does not get it goes on without waiting.
        """
        ...

    async def prepare(self) -> None:
        """Bring the database to this version's shape. Safe for several processes at once."""
        ...

    async def ready(self) -> str | None:
        """None when the database answers and has this version's shape, else what is wrong."""
        ...

    async def walls(self) -> str | None:
        """What the database's own wall between districts lacks; None if it holds or has none."""
        ...

    async def examined(self) -> Sequence[tuple[bool, str]]:
        """What to know of the database, in sentences, each with whether that is well.

        Which it is, its size and shape, and what it soon runs out of.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
