"""A transaction in SQLite or PostgreSQL."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Place
from bot.domain.errors import AlreadyThereError, HeadwayError
from bot.domain.record import Record
from bot.ports.store import Between, Stored
from storage.due import places_due
from storage.engines import ask
from storage.queueing import due_at
from storage.rows import Row, Rows
from storage.searching import Searching
from storage.turns import take_turn
from storage.walls import SET_WITHIN, SET_WORDS, value_of
from storage.within import Within

T = TypeVar("T", bound=Stored)

Kinds = Mapping[type[Stored], Rows[Any]]

PAGE = 1000
"""Of how many numbers records are read together when all are read."""
_NEXT_NUMBER = (
    "INSERT INTO counters (partnership, letter, last) VALUES (?, ?, 1) "
    "ON CONFLICT (partnership, letter) DO UPDATE SET last = counters.last + 1 RETURNING last"
)


class SqlTransaction:
    """A transaction on one connection. It stays usable after AlreadyThereError.

    ``due_at`` are the places where something that it stored is to be sent at once.
    """

    def __init__(
        self, connection: AsyncConnection, kinds: Kinds, *, writes: bool, filtering: bool = True
    ) -> None:
        """Read, and write if ``writes``, through this connection; ``filtering``: see SqlStore."""
        self._connection = connection
        self._kinds = kinds
        self._writes = writes
        self._on_sqlite = connection.dialect.name == "sqlite"
        self._searching = Searching(on_sqlite=self._on_sqlite)
        self._driver: object = None
        self.due_at: set[Place] = set()
        self._within = Within()
        self._filtered = self._within if filtering else Within()

    async def add(self, *values: Stored) -> None:
        """See ``Transaction.add``. Of values with a taken key among them none is stored."""
        # One value is stored or not; only several need what undoes the first ones again.
        whole = nullcontext() if len(values) == 1 else self._whole()
        async with whole:
            for kind, alike in _by_kind(values).items():
                added = await self._add(kind, alike)
                if len(added) < len(alike):
                    taken = next(v for v in alike if not any(v is one for one in added))
                    raise AlreadyThereError(f"There is a {kind.__name__} already: {_key(taken)}.")

    async def add_missing(self, *values: T) -> list[T]:
        """See ``Transaction.add_missing``."""
        added = [await self._add(kind, alike) for kind, alike in _by_kind(values).items()]
        return [value for some in added for value in some]

    async def put(self, *values: Stored) -> None:
        """See ``Transaction.put``."""
        self._filtered.refuse(values)
        for kind, alike in _by_kind(values).items():
            rows = self._kinds[kind]
            for statement, parameters in rows.replacing(rows.rows_of(alike)):
                await self._run(statement, parameters)
            self.due_at |= due_at(alike)
            await self._make_found(alike)

    async def get(self, kind: type[T], *key: object) -> T | None:
        """See ``Transaction.get``."""
        where = dict(zip(kind.KEY, key, strict=True))
        found = await self._find(kind, "", None, where)
        return found[0] if found else None

    async def get_all(self, kind: type[T], keys: Iterable[tuple[object, ...]]) -> list[T]:
        """See ``Transaction.get_all``."""
        wanted = list(keys)
        if len(wanted) == 1:
            found = await self.get(kind, *wanted[0])
            return [found] if found else []
        within = self._filtered.asked(kind, {})
        return await self._select(kind, self._kinds[kind].selecting_keys(wanted, within))

    async def find(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """See ``Transaction.find``. What is empty is ordered before everything else."""
        return await self._find(kind, order, limit, where)

    async def claim(
        self, kind: type[T], /, *, order: str = "", limit: int | None = None, **where: object
    ) -> list[T]:
        """See ``Transaction.claim``. On SQLite one transaction writes at a time anyway."""
        self._only_writing()
        query = self._kinds[kind].selecting(order, limit, self._filtered.asked(kind, where))
        return await self._select(kind, query.with_for_update(skip_locked=True))

    async def count(self, kind: type[Stored], /, **where: object) -> int:
        """See ``Transaction.count``."""
        within = self._filtered.asked(kind, where)
        return await self._connection.scalar(self._kinds[kind].counting(within)) or 0

    async def places_due(self, platforms: Collection[str], at: datetime) -> list[Place]:
        """See ``Transaction.places_due``."""
        return await places_due(self._connection, platforms, at)

    async def remove(
        self, kind: type[Stored], /, *, limit: int | None = None, **where: object
    ) -> int:
        """See ``Transaction.remove``."""
        self._only_writing()
        within = self._filtered.asked(kind, where)
        result = await self._connection.execute(self._kinds[kind].removing(limit, within))
        return result.rowcount

    async def search(
        self, partnership: str, words: Sequence[str], *, skip: int = 0, limit: int
    ) -> list[str]:
        """See ``Transaction.search``."""
        if not self._filtered.covers(partnership):
            return []
        question = self._searching.finding(partnership, words, skip=skip, limit=limit)
        if self._on_sqlite:
            return [ref for (ref,) in await self._ask(*question)]
        # What is looked for is a part of the wall there, see ``walls.FITS_WORDS``.
        await self._set(SET_WORDS, self._searching.wanted(words))
        result = await self._connection.exec_driver_sql(*question)
        refs = [ref for (ref,) in result]
        await self._set(SET_WORDS, "")
        return refs

    async def narrow(self, *partnerships: str) -> None:
        """See ``Transaction.narrow``. PostgreSQL is told as well, until the transaction ends."""
        left = self._within.narrow(partnerships)
        if left is not None and not self._on_sqlite:
            await self._set(SET_WITHIN, value_of(left))

    async def make_all_found(self) -> None:
        """Keep the words of all records that are there, a page of their numbers at a time."""
        for kind in (one for one in self._kinds if issubclass(one, Record)):
            last = await self.find(kind, order="-number", limit=1)
            for low in range(0, last[0].number if last else 0, PAGE):
                page = await self.find(kind, number=Between(low, low + PAGE))
                await self._make_found(page)

    async def turn(self, name: str) -> None:
        """See ``Transaction.turn``."""
        self._only_writing()
        await take_turn(self._connection, name)

    async def next_number(self, partnership: str, letter: str) -> int:
        """See ``Transaction.next_number``."""
        # Two that need numbers of several types would otherwise wait for each other for good.
        await self.turn(f"numbers of {partnership}")
        self._filtered.refuse_key(partnership, "number")
        statement = _NEXT_NUMBER if self._on_sqlite else _NEXT_NUMBER.replace("?", "%s")
        ((number,),) = await self._run(statement, (partnership, letter), answers=True)
        return cast("int", number)

    async def _find(
        self, kind: type[T], order: str, limit: int | None, where: dict[str, object]
    ) -> list[T]:
        rows: Rows[T] = self._kinds[kind]
        where = self._filtered.asked(kind, where)
        question = rows.question(limit, where) if self._on_sqlite and not order else None
        if question:
            return rows.values_of(await self._ask(*question))
        return await self._select(kind, rows.selecting(order, limit, where))

    async def _add(self, kind: type[T], values: list[T]) -> list[T]:
        self._filtered.refuse(values)
        rows: Rows[T] = self._kinds[kind]
        written = rows.rows_of(values)
        keys: list[Row] = []
        for statement, parameters in rows.adding(written):
            keys += await self._run(statement, parameters, answers=True)
        added = rows.picked(values, written, keys)
        self.due_at |= due_at(added)
        await self._make_found(added)
        return added

    async def _make_found(self, values: Iterable[Stored]) -> None:
        """Keep the words of those of the values that are records, so that they are found."""
        for statement, parameters in self._searching.putting(values, self._connection.dialect):
            await self._run(statement, parameters)

    async def _run(
        self, statement: str, parameters: Row, *, answers: bool = False
    ) -> Iterable[Row]:
        self._only_writing()
        if self._on_sqlite:
            return await self._ask(statement, parameters)
        result = await self._connection.exec_driver_sql(statement, parameters)
        return [tuple(row) for row in result] if answers else []

    async def _ask(self, statement: str, parameters: Row = ()) -> Sequence[Row]:
        if self._driver is None:
            self._driver = (await self._connection.get_raw_connection()).driver_connection
        return await ask(self._driver, statement, parameters)

    async def _set(self, statement: str, value: str) -> None:
        await self._connection.exec_driver_sql(statement, (value,))

    @asynccontextmanager
    async def _whole(self) -> AsyncIterator[None]:
        """What is done in this block is done whole, or undone on any exception."""
        if not self._on_sqlite:
            async with self._connection.begin_nested():
                yield
            return
        await self._ask("SAVEPOINT whole")
        try:
            yield
        except BaseException:
            await self._ask("ROLLBACK TO whole")
            raise
        finally:
            await self._ask("RELEASE whole")

    async def _select(self, kind: type[T], query: Select[Any]) -> list[T]:
        rows: Rows[T] = self._kinds[kind]
        found = await self._connection.execute(query)
        return [rows.value_of(row) for row in found.all()]

    def _only_writing(self) -> None:
        if not self._writes:
            raise HeadwayError("This transaction only reads. Open one with store.write().")


def _by_kind(values: Iterable[T]) -> dict[type[T], list[T]]:
    kinds: dict[type[T], list[T]] = {}
    for value in values:
        kinds.setdefault(type(value), []).append(value)
    return kinds


def _key(value: Stored) -> str:
    return "/".join(str(getattr(value, name)) for name in value.KEY)
