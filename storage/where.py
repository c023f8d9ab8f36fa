"""What ``find`` compares with, as SQL."""

import json

from sqlalchemy import ColumnElement, Dialect, and_, any_, func, literal, or_, select
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


def _one_of(
    column: ColumnElement[object], values: list[object], dialect: Dialect
) -> ColumnElement[bool]:
    # One parameter however many values there are: databases limit the number of parameters.
    if dialect.name != "sqlite":
        return column == any_(literal(values, ARRAY(column.type)))
    write = column.type.dialect_impl(dialect).bind_processor(dialect)
    plain = [write(value) if write else value for value in values]
    return column.in_(select(func.json_each(json.dumps(plain)).table_valued("value").c.value))
