"""The weekly digest: its week, its lines with their sources, and its figures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import ClassVar

from bot.domain.audience import Audience

_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, order=True)
class Week:
    """An ISO 8601 week."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week that the day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year=year, number=number)

    @classmethod
    def parse(cls, text: str) -> "Week | None":
        """The week written as ``2027-W03``, or None if it is no week."""
        match = _WEEK.fullmatch(text.strip())
        if not match:
            return None
        try:
            return cls.of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        except ValueError:
            return None

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    def day(self, weekday: int) -> date:
        """Its day with that number, Monday being 0."""
        return self.monday + timedelta(days=weekday)

    def back(self, weeks: int = 1) -> "Week":
        """The week so many weeks earlier."""
        return Week.of(self.monday - timedelta(weeks=weeks))

    def __str__(self) -> str:
        """Its ISO 8601 name, ``2027-W03``."""
        return f"{self.year}-W{self.number:02}"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence or item of a digest and the numbers of the records that it rests on.

    ``edited_by`` is the name of the person who changed it, if anybody did.
    """

    text: str
    sources: tuple[str, ...] = ()
    edited_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled group of lines; ``key`` stays the same whatever the title says."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A week of a partnership as one audience may read it. ``figures`` are plain counts.

    ``note`` says in small print how it was written, where that is not what was to be expected;
    ``refused`` counts sentences of a model that gave way to the template's.
    """

    partnership: str
    week: str
    audience: Audience
    writer: str
    headline: Line
    sections: tuple[Section, ...]
    figures: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    refused: int = 0

    def lines(self) -> Iterator[Line]:
        """Every line, the headline first."""
        yield self.headline
        for section in self.sections:
            yield from section.lines


@dataclass(frozen=True, kw_only=True)
class PostedDigest:
    """A digest as it was made at its time, kept for good."""

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "week", "audience")

    partnership: str
    week: str
    audience: Audience
    made_at: datetime
    digest: Digest
