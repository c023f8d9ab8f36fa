"""Column types, and the way from a frozen dataclass to its table.

Every type means the same on SQLite and PostgreSQL: text is ordered by code point, a moment comes
back aware and in UTC, and whatever is no plain value is kept as JSON.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time
from enum import Enum, IntEnum
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    Time,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeEngine

from bot.domain.errors import NaiveTimeError
from bot.ports.store import Stored

TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text that both databases, and Python, put into the same order."""

JSON_TEXT = Text().with_variant(postgresql.JSON(none_as_null=True), "postgresql")
"""JSON that keeps the order of its keys; the engine hands it on as text."""


class _NaiveColumnError(NaiveTimeError, DontWrapMixin):
    """A time without a zone was given. Pass an aware datetime."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Raises NaiveTimeError for one without a zone; comes back in UTC.

    SQLite holds text of fixed width, so that it compares as time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, ``timestamptz`` elsewhere."""
        on_sqlite = dialect.name == "sqlite"
        return dialect.type_descriptor(Text() if on_sqlite else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """The moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise _NaiveColumnError(f"{value.isoformat()} has no time zone.")
        moment = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return moment.isoformat(sep=" ", timespec="microseconds")
        return moment

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        """The moment, aware and in UTC."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(cast("str", value))
        return cast("datetime", value).astimezone(UTC)


class EnumValue(TypeDecorator[Enum]):
    """A member of an enumeration, held as its value: a number for an IntEnum, else text."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        """Keep the enumeration that values come back as."""
        super().__init__()
        self.kind = kind
        self._members = {member.value: member for member in kind}

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """A number or text."""
        numbers = issubclass(self.kind, IntEnum)
        return dialect.type_descriptor(Integer() if numbers else TEXT)

    def process_bind_param(self, value: Enum | None, _dialect: Dialect) -> object:
        """The member's value; a plain value of the enumeration does too."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: object, _dialect: Dialect) -> Enum | None:
        """The member."""
        return None if value is None else self._members[value]


class AsJson(TypeDecorator[object]):
    """Anything that pydantic can write as JSON and read back: tuples, mappings, dataclasses.

    A tuple that many rows share, as check-ins do questions, is written and read once.
    """

    impl = JSON_TEXT
    cache_ok = True

    def __init__(self, kind: object) -> None:
        """Keep the annotation that values are read back as."""
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] | None = None
        self._last: tuple[object, object] = (None, None)

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """Made at first use: start-up need not wait for kinds that are not read."""
        if self._adapter is None:
            self._adapter = TypeAdapter(cast("Any", self.kind))
        return self._adapter

    def process_bind_param(self, value: object | None, _dialect: Dialect) -> object | None:
        """The JSON."""
        known, text = self._last
        if value is not None and value is not known:
            text = self.adapter.dump_json(value).decode()
            self._remember(value, text)
        return None if value is None else text

    def process_result_value(self, value: object, _dialect: Dialect) -> object | None:
        """The value that was stored."""
        known, text = self._last
        if value is not None and value != text:
            known = self.adapter.validate_json(cast("str | bytes", value))
            self._remember(known, value)
        return None if value is None else known

    def _remember(self, value: object, text: object) -> None:
        if isinstance(value, tuple):  # what nobody can change
            self._last = (value, text)


_PLAIN: dict[object, Callable[[], TypeEngine[Any]]] = {
    str: lambda: TEXT,
    int: Integer,
    float: Double,
    bool: Boolean,
    bytes: LargeBinary,
    date: Date,
    time: Time,
    datetime: UtcDateTime,
}


def column_type(annotation: object) -> TypeEngine[Any]:
    """The column type for a field's annotation, None left out of it."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]()
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return EnumValue(annotation)
    return AsJson(annotation)


def _without_none(annotation: object) -> tuple[object, bool]:
    """The annotation without its ``| None``, and whether it had one."""
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation, False
    others = tuple(arg for arg in get_args(annotation) if arg is not NoneType)
    return (others[0] if len(others) == 1 else annotation), len(others) < len(get_args(annotation))


def names_of(kind: type[Stored]) -> tuple[str, ...]:
    """The names of a stored kind's fields, in their order."""
    return tuple(field.name for field in fields(cast("Any", kind)))


def table(metadata: MetaData, kind: type[Stored], name: str, *indexes: Sequence[str]) -> Table:
    """The table of a stored kind: a column for each field, its KEY, and the indexes named."""
    hints = get_type_hints(kind)
    columns = []
    for field in names_of(kind):
        annotation, nullable = _without_none(hints[field])
        columns.append(Column(field, column_type(annotation), nullable=nullable))
    found_by = (Index(f"ix_{name}_{'_'.join(index)}", *index) for index in indexes)
    return Table(name, metadata, *columns, PrimaryKeyConstraint(*kind.KEY), *found_by)
