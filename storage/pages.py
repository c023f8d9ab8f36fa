"""Many rows in one statement, as each of the two databases takes them fastest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Dialect, Table

Row = tuple[Any, ...]

_PARAMETERS = 30_000
"""How many a statement of SQLite's may hold: it takes 32,766."""
_ROWS = 5_000
"""How many a statement of PostgreSQL's writes, so that none grows large."""


@dataclass(frozen=True)
class Page:
    """So many rows at most to a statement: ``of`` words what is inserted, and its parameters."""

    size: int
    of: Callable[[Sequence[Row]], tuple[str, Row]]


def paged(table: Table, names: Sequence[str], dialect: Dialect) -> Page:
    """How rows of a table are written whose fields come in the order of ``names``."""
    if dialect.name == "sqlite":
        marks = f"({', '.join('?' for _ in names)})"
        return Page(_PARAMETERS // len(names), lambda rows: _listed(marks, rows))
    arrays = ", ".join(f"%s::{_type(table, name, dialect)}[]" for name in names)
    words = f"SELECT * FROM unnest({arrays})"  # noqa: S608 - types of our own, and marks
    return Page(_ROWS, lambda rows: (words, tuple(map(list, zip(*rows, strict=True)))))


def _listed(marks: str, rows: Sequence[Row]) -> tuple[str, Row]:
    return f"VALUES {', '.join([marks] * len(rows))}", tuple(chain.from_iterable(rows))


def _type(table: Table, name: str, dialect: Dialect) -> str:
    """An array for each column: the driver looks at thirty thousand marks one by one, slowly."""
    return table.columns[name].type.compile(dialect).partition(" COLLATE")[0]
