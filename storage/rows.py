"""How values of one kind become rows of their table, and rows become values again.

SQLAlchemy words what is read. What is written are pages of plain rows, many to a statement: ten
thousand at once cost a third of what they cost row by row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Delete,
    Dialect,
    Double,
    Select,
    Table,
    any_,
    delete,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.elements import UnaryExpression

from bot.ports.store import AtLeast, AtMost, Below, Between, OneOf, Stored
from storage.columns import AsJson, names_of
from storage.pages import paged
from storage.where import among, fits

T = TypeVar("T", bound=Stored)

Row = tuple[Any, ...]

COMPARISONS = (AtLeast, AtMost, Below, Between, OneOf)


class Rows(Generic[T]):
    """One kind and its table, in the dialect of one database."""

    def __init__(self, kind: type[T], table: Table, dialect: Dialect) -> None:
        """Work out once what each row needs."""
        self.kind = kind
        self._table = table
        self._dialect = dialect
        self._names = names_of(kind)
        self._fields = attrgetter(*self._names)
        self._writers = [_writer(table, name, dialect) for name in self._names]
        places = [self._names.index(name) for name in kind.KEY]
        # The key in a row, and in an answer that holds the key alone, in the same form.
        self._key_of = itemgetter(*places)
        self._key_in = itemgetter(*range(len(places)))
        self._insert, self._replace, self._keys = self._words()
        self._page = paged(table, self._names, dialect)
        self._readers = [_reader(table, name, dialect) for name in self._names]
        self._questions: dict[tuple[object, ...], str] = {}

    def _words(self) -> tuple[str, str, str]:
        quoted = {name: self._dialect.identifier_preparer.quote(name) for name in self._names}
        key = ", ".join(quoted[name] for name in self.kind.KEY)
        others = [quoted[name] for name in self._names if name not in self.kind.KEY]
        anew = f"UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in others)}"
        return (
            f"INSERT INTO {self._table.name} ({', '.join(quoted.values())}) ",
            f" ON CONFLICT ({key}) DO {anew if others else 'NOTHING'}",
            f" ON CONFLICT DO NOTHING RETURNING {key}",
        )

    def rows_of(self, values: Sequence[T]) -> list[Row]:
        """The rows of at least one value. Raises NaiveTimeError for a time without a zone."""
        columns = zip(*map(self._fields, values), strict=True)
        written = (
            write(column) if write else column
            for write, column in zip(self._writers, columns, strict=True)
        )
        return list(zip(*written, strict=True))

    def replacing(self, rows: list[Row]) -> Iterator[tuple[str, Row]]:
        """Statements that put rows in the place of those with their keys, the last one winning."""
        last = {self._key_of(row): row for row in rows}
        return self._pages([last[key] for key in sorted(last)], self._replace)

    def adding(self, rows: list[Row]) -> Iterator[tuple[str, Row]]:
        """Statements that add the rows whose keys are free and return the keys of those."""
        return self._pages(sorted(rows, key=self._key_of), self._keys)

    def _pages(self, rows: list[Row], ending: str) -> Iterator[tuple[str, Row]]:
        # Always in the order of keys: two writers then wait for each other, and never in a circle.
        for start in range(0, len(rows), self._page.size):
            words, parameters = self._page.of(rows[start : start + self._page.size])
            yield f"{self._insert}{words}{ending}", parameters

    def picked(self, values: Sequence[T], rows: list[Row], keys: Iterable[Row]) -> list[T]:
        """The values with those keys, the first of each, in their order."""
        left = set(map(self._key_in, keys))
        picked = []
        for value, row in zip(values, rows, strict=True):
            key = self._key_of(row)
            if key in left:
                left.remove(key)
                picked.append(value)
        return picked

    def question(self, limit: int | None, where: Mapping[str, object]) -> tuple[str, Row] | None:
        """A statement for SQLite that finds what equals plain values, in the order of keys.

        It answers with plain rows, see ``values_of``. None if something else is asked.
        """
        where = {name: _single(wanted) for name, wanted in where.items()}
        if any(isinstance(wanted, COMPARISONS) for wanted in where.values()):
            return None
        shape = (limit, *((name, wanted is None) for name, wanted in where.items()))
        if shape not in self._questions:
            self._questions[shape] = self._worded(limit, where)
        told = {name: wanted for name, wanted in where.items() if wanted is not None}
        return self._questions[shape], tuple(self._plain(name, told[name]) for name in told)

    def _worded(self, limit: int | None, where: Mapping[str, object]) -> str:
        quote = self._dialect.identifier_preparer.quote
        fits = (f"{quote(n)} IS NULL" if w is None else f"{quote(n)} = ?" for n, w in where.items())
        return (
            f"SELECT {', '.join(map(quote, self._names))} FROM {self._table.name}"  # noqa: S608 - names of our own, and marks
            f"{' WHERE ' if where else ''}{' AND '.join(fits)}"
            f" ORDER BY {', '.join(map(quote, self.kind.KEY))}"
            f"{'' if limit is None else f' LIMIT {limit}'}"
        )

    def _plain(self, name: str, wanted: object) -> object:
        write = self._writers[self._names.index(name)]
        return write((wanted,))[0] if write else wanted

    def values_of(self, rows: Iterable[Row]) -> list[T]:
        """The values of plain rows."""
        return [
            self.kind(
                **{
                    name: read(field) if read else field
                    for name, read, field in zip(self._names, self._readers, row, strict=True)
                }
            )
            for row in rows
        ]

    def conditions(self, where: dict[str, object]) -> list[ColumnElement[bool]]:
        """What a row must meet."""
        columns = self._table.columns
        return [fits(columns[name], wanted, self._dialect) for name, wanted in where.items()]

    def selecting(self, order: str, limit: int | None, where: dict[str, object]) -> Select[Any]:
        """The query for values that fit, in order."""
        query = select(self._table).where(*self.conditions(where)).order_by(*self._ordering(order))
        return query if limit is None else query.limit(limit)

    def selecting_keys(self, keys: Iterable[Row], where: dict[str, object]) -> Select[Any]:
        """The query for the values with these keys that fit, in the order of keys."""
        columns = [self._table.columns[name] for name in self.kind.KEY]
        found = among(columns, list(keys), self._dialect)
        return select(self._table).where(found, *self.conditions(where)).order_by(*columns)

    def counting(self, where: dict[str, object]) -> Select[int]:
        """The query for how many values fit."""
        return select(func.count()).select_from(self._table).where(*self.conditions(where))

    def removing(self, limit: int | None, where: dict[str, object]) -> Delete:
        """The statement that removes values that fit; what somebody has claimed is left out."""
        # By its place in the table: asked for by key, a big table would be read whole.
        on_sqlite = self._dialect.name == "sqlite"
        place: ColumnElement[Any] = literal_column("rowid" if on_sqlite else "ctid")
        fits = select(place).select_from(self._table).where(*self.conditions(where)).limit(limit)
        if on_sqlite:
            return delete(self._table).where(place.in_(fits))
        free = func.array(fits.with_for_update(skip_locked=True).scalar_subquery())
        return delete(self._table).where(place == any_(free))

    def _ordering(self, order: str) -> Iterator[ColumnElement[Any] | UnaryExpression[Any]]:
        if order:
            column = self._table.columns[order.removeprefix("-")]
            down = order.startswith("-")
            ordered = column.desc() if down else column.asc()
            if not column.nullable:
                yield ordered
            else:
                # Left to themselves, the two databases disagree on where what is empty goes.
                yield ordered.nulls_last() if down else ordered.nulls_first()
        for name in self.kind.KEY:
            yield self._table.columns[name]

    def value_of(self, row: Sequence[Any]) -> T:
        """The value of a row as SQLAlchemy reads it."""
        return self.kind(**dict(zip(self._names, row, strict=True)))


def _single(wanted: object) -> object:
    """One of one value is that value."""
    return wanted.values[0] if isinstance(wanted, OneOf) and len(wanted.values) == 1 else wanted


class _Once(dict[object, object]):
    """What each value was written as: people who are asked together share times and states."""

    def __init__(self, write: Callable[[object], object]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: object) -> object:
        written = self[value] = self._write(value)
        return written


def _reader(table: Table, name: str, dialect: Dialect) -> Callable[[object], object] | None:
    kept_as = table.columns[name].type
    if isinstance(kept_as, Double):  # comes as it is, and psycopg wants to know the type it had
        return None
    return kept_as.dialect_impl(dialect).result_processor(dialect, None)


def _writer(table: Table, name: str, dialect: Dialect) -> Callable[[Row], list[object]] | None:
    kept_as = table.columns[name].type
    write = kept_as.dialect_impl(dialect).bind_processor(dialect)
    if write is None:
        return None
    if isinstance(kept_as, AsJson):
        return lambda column: [write(field) for field in column]

    def write_once(column: Row) -> list[object]:
        written = _Once(write)
        return [written[field] for field in column]

    return write_once
