"""A table as it was read from a file, and the mapping that says what its columns are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ISO_DAY = "YYYY-MM-DD"
HEADER = 1
"""The line on which the titles of the columns stand."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row with the line that it begins on, and its cells by the titles of their columns."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of a file; ``source`` is its name."""

    source: str
    titles: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two columns of a count: in how many classrooms something was seen, and of how many."""

    seen: str
    of: str


Loc = tuple[str, ...]
"""The way to an entry of a mapping: "columns", "school"."""


@dataclass(frozen=True, kw_only=True)
class ColumnMap:
    """Which of their columns is which field of ours.

    ``values`` translate what they write in a field to what we know, ``constants`` stand where a
    cell is empty or has no column, ``dates`` says how they write days. ``line`` finds the line of
    an entry in ``source``, the file that it was read from.
    """

    source: str = ""
    columns: Mapping[str, str | Pair] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    dates: str = ISO_DAY
    line: Callable[[Loc], int | None] = lambda _loc: None


def plain(title: str) -> str:
    """A title as it is compared: "Next_Step " and "next step" are the same."""
    return " ".join(title.casefold().replace("_", " ").replace("-", " ").split())
