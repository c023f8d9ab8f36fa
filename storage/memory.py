"""The store in memory: the same promises, for as long as the process runs."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.domain.delivery import Delivery, DeliveryState, Place
from bot.domain.errors import AlreadyThereError, HeadwayError, NaiveTimeError
from bot.domain.record import Record
from bot.domain.searching import searched
from bot.ports.held import Held
from bot.ports.store import AtLeast, AtMost, Below, Between, OneOf, Stored
from storage.within import Within

T = TypeVar("T", bound=Stored)

Key = tuple[Any, ...]
Kinds = Mapping[type[Stored], Mapping[Key, Stored]]
Numbers = Mapping[tuple[str, str], int]


class MemoryTransaction:
    """Sees what was there when it began; changes only copies."""

    def __init__(self, kinds: Kinds, numbers: Numbers, *, writes: bool) -> None:
        """Begin from these values and numbers."""
        self.kinds: dict[type[Stored], Mapping[Key, Stored]] = dict(kinds)
        self.numbers = dict(numbers)
        self._own: dict[type[Stored], dict[Key, Stored]] = {}
        self._writes = writes
        self._within = Within()

    async def add(self, *values: Stored) -> None:
        """See ``Transaction.add``. Of values with a taken key among them none is stored."""
        taken = [value for value in values if _key(value) in self._of(type(value))]
        twice = len({(type(value), _key(value)) for value in values}) < len(values)
        if taken or twice:
            raise AlreadyThereError(f"There is one already among {len(values)} values.")
        await self.put(*values)

    async def add_missing(self, *values: T) -> list[T]:
        """See ``Transaction.add_missing``."""
        added = []
        for value in values:
            if _key(value) not in self._of(type(value)):
                await self.put(value)
                added.append(value)
        return added

    async def put(self, *values: Stored) -> None:
        """See ``Transaction.put``."""
        self._only_writing()
        self._within.refuse(values)
        for value in values:
            _only_aware(*vars(value).values())
        for value in values:
            self._changing(type(value))[_key(value)] = value

    async def get(self, kind: type[T], *key: object) -> T | None:
        """See ``Transaction.get``."""
        found = self._of(kind).get(key)
        return cast("T | None", found if found and self._within.holds(found) else None)

    async def get_all(self, kind: type[T], keys: Iterable[Key]) -> list[T]:
        """See ``Transaction.get_all``."""
        there = self._of(kind)
        found = (there[key] for key in sorted(set(keys) & there.keys()))
        return [cast("T", value) for value in found if self._within.holds(value)]

    async def find(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """See ``Transaction.find``. What is empty is ordered before everything else."""
        found = [cast("T", self._of(kind)[key]) for key in sorted(self._fitting(kind, where))]
        if order:
            name = order.removeprefix("-")
            found.sort(key=lambda value: _rank(value, name), reverse=order.startswith("-"))
        return found[:limit]

    async def claim(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """See ``Transaction.claim``. One transaction writes at a time anyway."""
        self._only_writing()
        return await self.find(kind, order=order, limit=limit, **where)

    async def count(self, kind: type[Stored], /, **where: object) -> int:
        """See ``Transaction.count``."""
        return len(self._fitting(kind, where))

    async def remove(
        self, kind: type[Stored], /, *, limit: int | None = None, **where: object
    ) -> int:
        """See ``Transaction.remove``."""
        self._only_writing()
        keys = sorted(self._fitting(kind, where))[:limit]
        for key in keys:
            del self._changing(kind)[key]
        return len(keys)

    async def places_due(self, platforms: Collection[str], at: datetime) -> list[Place]:
        """See ``Transaction.places_due``."""
        there = cast("Iterable[Delivery]", self._of(Delivery).values())
        return sorted(
            {
                one.place
                for one in there
                if one.platform in platforms
                and one.state in {DeliveryState.QUEUED, DeliveryState.SENDING}
                and one.not_before <= at
            }
        )

    async def search(
        self, partnership: str, words: Sequence[str], *, skip: int = 0, limit: int
    ) -> list[str]:
        """See ``Transaction.search``."""
        if not self._within.covers(partnership):
            return []
        records = (one for there in self.kinds.values() for one in there.values())
        found = [
            one
            for one in records
            if isinstance(one, Record) and one.partnership == partnership and _has(one, words)
        ]
        found.sort(key=lambda one: one.at)
        return [one.ref for one in reversed(found)][skip : skip + limit]

    async def turn(self, name: str) -> None:
        """See ``Transaction.turn``. One transaction writes at a time anyway."""
        self._only_writing()

    async def next_number(self, partnership: str, letter: str) -> int:
        """See ``Transaction.next_number``."""
        self._only_writing()
        self._within.refuse_key(partnership, "number")
        number = self.numbers.get((partnership, letter), 0) + 1
        self.numbers[partnership, letter] = number
        return number

    async def narrow(self, *partnerships: str) -> None:
        """See ``Transaction.narrow``."""
        self._within.narrow(partnerships)

    def _fitting(self, kind: type[Stored], where: dict[str, object]) -> list[Key]:
        _only_aware(*where.values())
        asked = self._within.asked(kind, where)
        wanted = [(name, _quick(value)) for name, value in asked.items()]
        return [
            key
            for key, value in self._of(kind).items()
            if all(_fits(getattr(value, name), fitting) for name, fitting in wanted)
        ]

    def _changing(self, kind: type[Stored]) -> dict[Key, Stored]:
        """The values of a kind, copied when this transaction first changes one."""
        if kind not in self._own:
            self._own[kind] = dict(self._of(kind))
            self.kinds[kind] = self._own[kind]
        return self._own[kind]

    def _of(self, kind: type[Stored]) -> Mapping[Key, Stored]:
        return self.kinds.get(kind, {})

    def _only_writing(self) -> None:
        if not self._writes:
            raise HeadwayError("This transaction only reads. Open one with store.write().")


class MemoryStore:
    """Values in dictionaries: nothing is written anywhere."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kinds: Kinds = {}
        self._numbers: Numbers = {}
        self._turns = asyncio.Lock()
        self._held: set[str] = set()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[MemoryTransaction]:
        """See ``Store.write``."""
        async with self._turns:
            transaction = MemoryTransaction(self._kinds, self._numbers, writes=True)
            yield transaction
            self._kinds, self._numbers = transaction.kinds, transaction.numbers

    @asynccontextmanager
    async def read(self) -> AsyncIterator[MemoryTransaction]:
        """See ``Store.read``. It sees one moment from its first question to its last."""
        yield MemoryTransaction(self._kinds, self._numbers, writes=False)

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Held]:
        """See ``Store.alone``. There is only this process."""
        won = name not in self._held
        self._held.add(name)
        try:
            yield Held(won=won)
        finally:
            if won:
                self._held.remove(name)

    async def prepare(self) -> None:
        """See ``Store.prepare``."""

    async def ready(self) -> str | None:
        """See ``Store.ready``."""
        return None

    async def walls(self) -> str | None:
        """See ``Store.walls``. There are none."""
        return None

    async def examined(self) -> Sequence[tuple[bool, str]]:
        """See ``Store.examined``. There is nothing to know."""
        return ()

    async def close(self) -> None:
        """See ``Store.close``."""


def _has(record: Record, words: Sequence[str]) -> bool:
    there = searched(record)
    return all(any(one.startswith(word) for one in there) for word in words)


def _key(value: Stored) -> Key:
    return tuple(getattr(value, name) for name in value.KEY)


def _rank(value: object, name: str) -> tuple[bool, Any]:
    field = getattr(value, name)
    return field is not None, field


def _only_aware(*values: object) -> None:
    for value in values:
        if isinstance(value, datetime) and value.tzinfo is None:
            raise NaiveTimeError(f"{value.isoformat()} has no time zone.")


def _quick(wanted: object) -> object:
    return frozenset(wanted.values) if isinstance(wanted, OneOf) else wanted


def _fits(value: object, wanted: object) -> bool:
    match wanted:
        case frozenset():
            return value in wanted
        case AtMost() | AtLeast() | Below() | Between():
            return value is not None and _lies(value, wanted)
    return value == wanted


def _lies(value: Any, wanted: AtMost | AtLeast | Below | Between) -> bool:  # noqa: ANN401 - any field
    bound: Any
    match wanted:
        case AtMost(bound):
            return bool(value <= bound)
        case AtLeast(bound):
            return bool(value >= bound)
        case Below(bound):
            return bool(value < bound)
        case Between(bound, high):
            return bool(bound < value <= high)
