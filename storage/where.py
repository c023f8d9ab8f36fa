"""What ``find`` compares with, as SQL."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Dialect, and_, any_, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ports.store import AtLeast, AtMost, Below, Between, OneOf


def fits(column: ColumnElement[object], wanted: object, dialect: Dialect) -> ColumnElement[bool]:
    """Whether a column has the value or lies where it is wanted; None wants it empty."""
    match wanted:
        case None:
            return column.is_(None)
        case OneOf(values):
            some = _one_of(column, [v for v in values if v is not None], dialect)
            return or_(some, column.is_(None)) if None in values else some
        case AtMost() | AtLeast() | Below() | Between():
            return _lies(column, wanted)
    return column == wanted


def _lies(
    column: ColumnElement[object], wanted: AtMost | AtLeast | Below | Between
) -> ColumnElement[bool]:
    match wanted:
        case AtMost(bound):
            return column <= bound
        case AtLeast(bound):
            return column >= bound
        case Below(bound):
            return column < bound
        case Between(bound, high):
            return and_(column > bound, column <= high)


def among(
    columns: Sequence[ColumnElement[object]], rows: Sequence[Sequence[object]], dialect: Dialect
) -> ColumnElement[bool]:
    """Whether these columns together are one of the rows."""
    values = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    if dialect.name != "sqlite":
        arrays = (_array(*pair) for pair in zip(columns, values, strict=True))
        return tuple_(*columns).in_(select(*(func.unnest(array) for array in arrays)))
    plain = (_plain(*pair, dialect) for pair in zip(columns, values, strict=True))
    each = _each(list(zip(*plain, strict=True)))
    places = (func.json_extract(each, f"$[{place}]") for place in range(len(columns)))
    return tuple_(*columns).in_(select(*places))


def _one_of(
    column: ColumnElement[object], values: list[object], dialect: Dialect
) -> ColumnElement[bool]:
    if dialect.name != "sqlite":
        return column == any_(_array(column, values))
    return column.in_(select(_each(_plain(column, values, dialect))))


# One parameter however many values there are: databases limit the number of parameters.


def _array(column: ColumnElement[object], values: list[object]) -> ColumnElement[Any]:
    return literal(values, ARRAY(column.type))


def _each(values: Sequence[object]) -> ColumnElement[Any]:
    return func.json_each(json.dumps(values)).table_valued("value").c.value


def _plain(column: ColumnElement[object], values: list[object], dialect: Dialect) -> list[object]:
    write = column.type.dialect_impl(dialect).bind_processor(dialect)
    return [write(value) if write else value for value in values]
