"""What is drawn, in three shapes: lines over time, bars of counts, and a grid of who was where.

Each picture is made of what its reader may see; ``sources`` are the records in it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.coverage import school_year


class Span(StrEnum):
    """What time a point stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def begin(self, day: date) -> date:
        """The first day of the span that a day lies in; a year is a school year."""
        if self is Span.YEAR:
            return school_year(day)
        if self is Span.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self is Span.MONTH else day


@dataclass(frozen=True, kw_only=True)
class Point:
    """A value of the time from ``day`` on; ``n`` of how many classrooms, meetings or ratings.

    ``seen`` is in how many of the classrooms; ``low`` and ``high`` are the ends of the spread.
    """

    day: date
    value: float
    n: int = 0
    seen: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The points of a school or a strategy, the earliest first, in a scale.

    ``key`` is that of the school or strategy; None for the whole district.
    """

    key: str | None
    points: tuple[Point, ...]
    scale: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Panels with a line each; each point stands for a ``span``.

    ``target`` is the value to be reached, if there is one; ``left_out`` counts what a picture must
    not show: records, or weeks of a strategy.
    """

    panels: tuple[Panel, ...]
    span: Span
    sources: tuple[str, ...]
    target: float | None = None
    left_out: int = 0

    @property
    def days(self) -> tuple[date, ...]:
        """The days of all points, the earliest first."""
        return tuple(sorted({point.day for panel in self.panels for point in panel.points}))


@dataclass(frozen=True, kw_only=True)
class Row:
    """A bar: what it is of (the first day of a month, a factor), and a count for each series."""

    key: date | str
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """The bars of a panel, the uppermost first; ``key`` says what they are of (a side, a state)."""

    key: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """All that it counts."""
        return sum(sum(row.counts) for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Panels with bars of counts; ``series`` are the keys of what is counted, in their order.

    It tells of the time from ``since`` to ``until``; ``left_out`` counts records without a place.
    """

    panels: tuple[Stack, ...]
    series: tuple[str, ...]
    since: date
    until: date
    sources: tuple[str, ...]
    left_out: int = 0


class Cell(StrEnum):
    """Whether somebody of a row has been at the school of a column."""

    BEEN = "been"
    NOT_YET = "not-yet"
    OWN = "own"


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A person (by key), or a school from which anybody came."""

    cells: tuple[Cell, ...]
    person: str | None = None
    school: str | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A school, by how many ``of`` the leaders who work elsewhere it was visited."""

    school: str
    by: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Who has visited which school in a time; ``reached`` of the ``wanted`` visits were made."""

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    since: date
    until: date
    reached: int
    wanted: int
    sources: tuple[str, ...]

    @property
    def panels(self) -> tuple[GridRow, ...]:
        """Its rows; none where nobody has been anywhere."""
        been = any(Cell.BEEN in row.cells for row in self.rows)
        return self.rows if been else ()

    @property
    def percent(self) -> int:
        """The share of the visits made, in whole percent."""
        return round(100 * self.reached / self.wanted) if self.wanted else 0


Picture = Lines | Bars | Grid


@dataclass(frozen=True, kw_only=True)
class Worded:
    """What a picture says.

    ``message`` is what it shows, in a sentence or two; ``described`` is all of it in words, with
    its numbers and records. ``titles`` are those of its panels, of a grid's columns; ``labels``
    those of each panel's points or bars, of a grid's rows. ``note`` says how to read it, and
    ``left_out`` what is not in it. ``levels`` name values of the scale, if
    they have names, and ``legend`` what its marks mean.
    """

    title: str
    message: str
    titles: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    note: str
    footer: str
    described: str
    axis: str = ""
    left_out: str = ""
    levels: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()

    @property
    def alt(self) -> str:
        """What it shows, for whoever does not see it."""
        return f"{self.title}. {self.message}"
